"""How ratings are given, and the result: the EDS Organisation Rating, the score by outcome, earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eds_xl.assessment.blocks import Block, Paragraph, Span
from eds_xl.assessment.model import Assessment, HistoryYear
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.words import HOW_WE_SCORED
from eds_xl.report.last_year import last_year, last_year_domain_total, last_year_heading, last_year_statement
from eds_xl.report.options import Variants
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tables import Field, prose_field, table_of
from eds_xl.report.tree import Cell, Column, Row, Section, Table
from eds_xl.report.wording import (
    NOT_STATED,
    NOTHING,
    Blocks,
    labelled,
    last_year_words,
    one_line,
    plain,
    rating_words,
    total_words,
)
from eds_xl.standard import BANDS, DOMAINS, EDS, RATINGS, Domain
from eds_xl.standard.labels import LABELS

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def marked_up(words: str) -> Paragraph:
    """Return official words as a paragraph; what stands between double asterisks is bold."""
    spans = (Span(part, bold=number % 2 == 1) for number, part in enumerate(_BOLD.split(words)) if part)
    return Paragraph(tuple(spans))


def rating_and_score_card(assessment: Assessment) -> Section:
    """Return the official instructions and table of ratings and bands, and how the organisation scored."""
    table = Table(
        "Ratings of outcomes and of the organisation",
        (Column("Rating of each outcome"), Column(LABELS.headings.organisation_rating)),
        tuple(
            Row((Cell((Paragraph((Span(rating.activity),)),)), Cell((marked_up(band.line),))))
            for rating, band in zip(RATINGS, BANDS, strict=True)
        ),
    )
    own = own_texts(assessment, HOW_WE_SCORED, "how-we-scored")
    official = tuple(block for words in LABELS.score_card for block in plain(words))
    how = (Section(HOW_WE_SCORED, "how-we-scored", own.blocks, own.sections),) if own else ()
    return Section(LABELS.headings.score_card, "score-card", (*official, table), how, new_page=True)


def organisation_rating(assessment: Assessment, card: Scorecard, variants: Variants) -> Section:
    """Return the overall rating with last year's beside it, the official lines, the scores, earlier years."""
    before = last_year_statement(assessment, card)
    statement = f"{card.statement} ({before})" if before else card.statement
    blocks: list[Block] = [
        Paragraph((Span(f"{LABELS.headings.organisation_rating}: "), Span(statement, bold=True)), "callout"),
        *labelled(LABELS.organisation_names, assessment.organisation.name or NOT_STATED),
        *plain(card.explanation),
        *_how_reached(card),
        *(marked_up(band.line) for band in BANDS),
    ]
    table = scores_by_outcome(assessment, card, variants)
    scores = (Section("Scores by outcome", "scores", (table,), new_page=True),)
    return Section(
        LABELS.headings.organisation_rating,
        "organisation-rating",
        tuple(blocks),
        (*_earlier_years(assessment), *(scores if variants.score_table else ())),
        new_page=True,
    )


# --- the score by outcome


@dataclass(frozen=True, slots=True)
class _Line:
    outcome: str
    rating: str
    last_year: str


def scores_by_outcome(
    assessment: Assessment, card: Scorecard, variants: Variants, *, compact: bool = False
) -> Table:
    """Return the table of all ratings with the totals of the domains, on one page or a part of one."""
    fields: list[Field[_Line]] = [
        Field("Domain and outcome", lambda line: plain(line.outcome), 130 if compact else 100, header=True),
        Field(
            one_line(assessment.organisation.this_year_label) or "Rating",
            lambda line: plain(line.rating),
            38,
        ),
    ]
    if variants.last_year and any(rating.last_year is not None for rating in assessment.ratings):
        heading = last_year_heading(assessment.organisation)
        fields.append(Field(heading, lambda line: plain(line.last_year), 38 if compact else 33))
    rows: list[Row] = []
    columns: tuple[Column, ...] = ()
    for domain in DOMAINS:
        part = table_of(
            "",
            fields,
            _outcome_lines(assessment, card, domain, compact=compact),
            totals=[_total(assessment, card, domain)],
        )
        rows.extend(part.rows)
        columns = part.columns
    overall = _Line(
        "Overall",
        total_words(card.total, EDS.maximum_total),
        _last_year_overall(assessment, card, compact=compact),
    )
    rows.extend(table_of("", fields, (), totals=[overall]).rows)
    return Table(
        "Ratings and totals",
        columns,
        tuple(rows),
        "Each outcome's rating, each domain's total and the overall total.",
        compact,
    )


def _last_year_overall(assessment: Assessment, card: Scorecard, *, compact: bool) -> str:
    """Return last year's rating; in a compact table without its year, which the column's heading names."""
    before = last_year(assessment, card)
    if before is None:
        return NOTHING
    return before.rating if compact else f"{before.rating} {before.year}"


def domain_totals(assessment: Assessment, card: Scorecard) -> Table:
    """Return the short table of the domains' totals and the overall total."""
    fields: list[Field[_Line]] = [
        Field("Domain", lambda line: plain(line.outcome), 92, header=True),
        Field("Total", lambda line: plain(line.rating), 38),
    ]
    before = last_year_statement(assessment, card)
    if before:
        fields.append(Field("Last year", lambda line: plain(line.last_year), 46))
    rows = [
        _Line(
            domain.full_title,
            total_words(score.total, score.maximum),
            last_year_domain_total(assessment, card, domain.number),
        )
        for domain, score in zip(DOMAINS, card.domains, strict=True)
    ]
    overall = _Line("Overall", total_words(card.total, EDS.maximum_total), before)
    return table_of("Totals", fields, rows, totals=[overall])


def _outcome_lines(
    assessment: Assessment, card: Scorecard, domain: Domain, *, compact: bool
) -> Iterator[_Line]:
    for outcome in domain.outcomes:
        score = card.outcome(outcome.code)
        words = rating_words(score.figure if score.rated else None)
        if score.basis == "three" and score.rated and not compact:
            words = f"{words} (middle of the three services)"
        yield _Line(outcome.full_title, words, last_year_words(assessment.rating_of(outcome.code).last_year))


def _total(assessment: Assessment, card: Scorecard, domain: Domain) -> _Line:
    score = card.domains[domain.number - 1]
    before = last_year_domain_total(assessment, card, domain.number)
    return _Line(f"{domain.full_title}: total", total_words(score.total, score.maximum), before)


def _how_reached(card: Scorecard) -> Blocks:
    """Return the sentences that say how each domain's total was reached."""
    sentences = [*(domain.explanation for domain in card.domains), card.medians_note]
    return tuple(block for sentence in sentences if sentence for block in plain(sentence))


# --- earlier years


def _earlier_years(assessment: Assessment) -> tuple[Section, ...]:
    if not assessment.history:
        return ()
    fields: tuple[Field[HistoryYear], ...] = (
        Field("Year", lambda year: read_prose(year.year), 22, NOTHING, header=True),
        prose_field("Domain 1", "domain_1", 23),
        prose_field("Domain 2", "domain_2", 23),
        prose_field("Domain 3", "domain_3", 23),
        prose_field("Total", "total", 18),
        prose_field("Band", "band", 28),
        prose_field("Web address", "address", 50, optional=True),
    )
    table = table_of("Totals of earlier years", fields, assessment.history)
    return (Section("Earlier years", "earlier-years", (table,)),)
