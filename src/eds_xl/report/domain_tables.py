"""The tables of a domain: evidence and ratings by outcome, the services' totals, how a total was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scorecard import Scorecard, ServiceScore
from eds_xl.report.domain_lines import DomainLine, DomainLines
from eds_xl.report.evidence import Piece
from eds_xl.report.figures import Figures
from eds_xl.report.last_year import last_year_domain_total, last_year_heading
from eds_xl.report.options import Variants
from eds_xl.report.tables import Field, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.wording import (
    NOT_STATED,
    NOTHING,
    Blocks,
    bullets,
    labelled,
    one_line,
    plain,
    rating_words,
    total_words,
)
from eds_xl.standard import Domain
from eds_xl.standard.labels import LABELS

_HOW_TOTALLED = {
    "three": "The middle of the three services' totals",
    "agreed": "The sum of the agreed ratings",
    "one": "The total of the one service",
}
_EVIDENCE_AND_ANALYSIS = 137
"""Millimetres for the two together; the one with more text takes more of them."""

_RATING, _RATING_OF_TWO = 31, 36
"""Millimetres, alone and beside last year's, in which "0 – Undeveloped" stands in one line."""


@dataclass(frozen=True, slots=True)
class DomainTables:
    """Makes the tables of one domain from the assessment, its score and the evidence to be printed."""

    assessment: Assessment
    card: Scorecard
    domain: Domain
    pieces: Sequence[Piece]
    figures: Figures
    variants: Variants

    def evidence_and_ratings(self) -> Table:
        """Return the domain's table; its last row is the total."""
        return table_of(
            f"Evidence and ratings, {self.domain.name}",
            self._fields(),
            self._lines().lines(),
            totals=(_total(self.assessment, self.card, self.domain),),
            description="Each outcome with its evidence, rating and owner; the last row is the total.",
        )

    def by_service(self) -> Iterator[Section]:
        """Yield a table for each service, where that is chosen and the services are rated by themselves."""
        for service, lines in self._lines().by_service():
            label = one_line(service.label) or service.number
            table = table_of(
                f"Evidence and ratings, {label}",
                self._fields(),
                lines,
                description=f"Each outcome with the evidence and rating of {label}.",
            )
            anchor = f"domain-{self.domain.number}-{service.number.casefold().replace(' ', '-')}"
            yield Section(one_line(service.name) or label, anchor, (table,))

    def _lines(self) -> DomainLines:
        return DomainLines(self.assessment, self.card, self.domain, self.pieces, self.figures, self.variants)

    def _fields(self) -> list[Field[DomainLine]]:
        labels, organisation = LABELS.domain_table, self.assessment.organisation
        analysis = _analysis_width([piece for piece in self.pieces if piece.domain == self.domain.number])
        rated_before = self.variants.last_year and any(
            self.assessment.rating_of(outcome.code).last_year is not None for outcome in self.domain.outcomes
        )
        rating = _RATING_OF_TWO if rated_before else _RATING
        shown: list[tuple[bool, Field[DomainLine]]] = [
            (self.variants.domain_column, Field(labels.domain, lambda line: plain(self.domain.name), 24)),
            (True, Field(labels.outcome, lambda line: plain(line.outcome), 36)),
            (True, Field(labels.evidence, lambda line: line.evidence, _EVIDENCE_AND_ANALYSIS - analysis)),
            (True, Field("Analysis", lambda line: line.analysis, analysis, optional=True)),
            (
                True,
                Field(
                    one_line(organisation.this_year_label) or labels.rating,
                    lambda line: plain(line.rating),
                    rating,
                ),
            ),
            (
                rated_before,
                Field(last_year_heading(organisation), lambda line: plain(line.last_year), rating),
            ),
            (True, Field(labels.owner, lambda line: bullets(line.owners), 28, NOT_STATED)),
        ]
        return [field for wanted, field in shown if wanted]


def _analysis_width(pieces: Sequence[Piece]) -> float:
    """Return the width of the analysis column: by how much text it has beside the evidence, within bounds."""
    analysis = sum(len(piece.row.analysis) for piece in pieces)
    evidence = sum(len(piece.row.evidence) for piece in pieces)
    if not analysis:
        return 0
    return _EVIDENCE_AND_ANALYSIS * min(max(analysis / (analysis + evidence), 0.3), 0.6)


def _total(assessment: Assessment, card: Scorecard, domain: Domain) -> DomainLine:
    score = card.domains[domain.number - 1]
    how = _HOW_TOTALLED.get(card.basis, NOTHING) if domain.number == 1 else "The sum of the ratings"
    return DomainLine(
        f"{domain.full_title} {LABELS.domain_table.overall_rating}",
        plain(NOTHING if score.total is None else how),
        (),
        total_words(score.total, score.maximum),
        last_year_domain_total(assessment, card, domain.number),
        (NOTHING,),
    )


def service_totals(card: Scorecard, domain: Domain) -> Table | None:
    """Return the table of the services' ratings and totals in Domain 1; None if no service is rated."""
    if not any(service.rated for service in card.services):
        return None
    whole = card.basis == "three"
    services = [service for service in card.services if service.rated or (service.name and whole)]

    def rating_field(position: int, code: str) -> Field[ServiceScore]:
        return Field(code, lambda service: plain(rating_words(service.ratings[position])), 1.4)

    fields: list[Field[ServiceScore]] = [
        Field("Service", lambda service: plain(one_line(service.label)), 2.5, header=True),
        *(rating_field(position, outcome.code) for position, outcome in enumerate(domain.outcomes)),
        Field("Total", lambda service: plain(total_words(service.total, domain.maximum)), 1.4),
    ]
    if card.basis in ("three", "one"):
        counts = "The middle total" if whole else "Counts"
        fields.append(Field(counts, lambda service: plain("Yes" if service.counts else "No"), 1.2))
    return table_of(f"Total of each service, {domain.name}", fields, services)


def remarks_on_total(assessment: Assessment, card: Scorecard, domain: Domain) -> Blocks:
    """Return the sentences above a domain's table: how it was scored, and how its total was reached."""
    method, note = (assessment.domain_1.method, card.medians_note) if domain.number == 1 else ("", "")
    return (
        *labelled("How Domain 1 is scored", method),
        *plain(card.domains[domain.number - 1].explanation),
        *read_prose(note),
    )
