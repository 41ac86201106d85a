"""The scorecard: the rating, the totals and each outcome's rating on one page, for websites and to hand out."""

from __future__ import annotations

from eds_xl.assessment.blocks import Block, Paragraph, Series, Span
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.ratings import value_of
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.frame import framed, stage_label
from eds_xl.report.front_matter import missing_section
from eds_xl.report.last_year import last_year_heading, rating_and_change
from eds_xl.report.options import ReportOptions
from eds_xl.report.score_tables import scores_by_outcome
from eds_xl.report.tree import Chart, Document
from eds_xl.report.wording import one_line, plain, rating_words
from eds_xl.standard import OUTCOMES, RATINGS

_TITLE = "NHS EDS 2022 scorecard"


def scorecard_page(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the page; a draft's list of what is missing follows on a page of its own."""
    organisation = assessment.organisation
    cover = (
        _rating(assessment, card, options),
        *_chart(assessment, card, options),
        scores_by_outcome(assessment, card, options.variants, compact=True),
        *plain(card.domains[0].explanation, role="note"),
    )
    subject = "NHS Equality Delivery System scorecard"
    return framed(organisation, options, _TITLE, cover, missing_section(options), subject=subject)


def _rating(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Block:
    """Return the rating in one sentence, after the stage of a page that is not final."""
    stage = stage_label(assessment.organisation, options)
    words = rating_and_change(assessment, card)
    return Paragraph((Span(f"{stage}. {words}" if stage else words, bold=True),), "callout")


def _chart(assessment: Assessment, card: Scorecard, options: ReportOptions) -> tuple[Chart, ...]:
    """Return the ratings as columns, last year's beside them where they are known; the table has them too.

    While no outcome is rated, a draft has no chart.
    """
    codes = tuple(outcome.code for outcome in OUTCOMES)
    scores = [card.outcome(code) for code in codes]
    if not card.rated:
        return ()
    now = [score.figure if score.rated else None for score in scores]
    before = [value_of(assessment.rating_of(code).last_year) for code in codes]
    label = one_line(assessment.organisation.this_year_label) or "Rating"
    series = [Series(label, tuple(map(_number, now)), tuple(map(_shown, now)))]
    if options.variants.last_year and any(value is not None for value in before):
        heading = last_year_heading(assessment.organisation)
        series.append(Series(heading, tuple(map(_number, before)), tuple(map(_shown, before))))
    listed = "; ".join(f"{code} {rating_words(value)}" for code, value in zip(codes, now, strict=True))
    chart = Chart(
        "column",
        codes,
        tuple(series),
        f"Column chart of the rating of each outcome, from 0 to 3: {listed}.",
        highest=float(RATINGS[-1].value),
        wide=True,
    )
    return (chart,)


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
