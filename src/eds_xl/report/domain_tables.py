"""The three domain sections: evidence, ratings and owners by outcome, and how the total was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment, OutcomeRating
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.ratings import value_of
from eds_xl.assessment.scorecard import Scorecard, ServiceScore
from eds_xl.report.evidence import Piece, analysis_blocks, evidence_blocks, owners_of
from eds_xl.report.figures import Figures
from eds_xl.report.last_year import last_year_domain_total, last_year_heading
from eds_xl.report.tables import Field, table_of
from eds_xl.report.tree import Table
from eds_xl.report.wording import (
    NOT_YET_RATED,
    NOT_YET_STATED,
    NOTHING,
    Blocks,
    bullets,
    distinct_lines,
    labelled,
    last_year_words,
    one_line,
    plain,
    rating_words,
)
from eds_xl.standard import Domain, Outcome
from eds_xl.standard.labels import LABELS

_NO_EVIDENCE = "No evidence recorded"
_RATED_BY_SERVICE = "Rated by service, below"
_HOW_TOTALLED = {
    "three": "The middle of the three services' totals",
    "agreed": "The sum of the agreed ratings",
    "one": "The total of the one service",
    "": NOTHING,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a domain's table."""

    outcome: Blocks
    evidence: Blocks
    analysis: Blocks
    rating: str
    last_year: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainTable:
    """Makes the table of one domain from the assessment, its score and the evidence to be printed."""

    assessment: Assessment
    card: Scorecard
    domain: Domain
    pieces: Sequence[Piece]
    figures: Figures

    def table(self) -> Table:
        """Return the table: a row for each outcome, and in Domain 1 for each service rated by itself."""
        labels = LABELS.domain_table
        has_last_year = any(self._entered(outcome).last_year is not None for outcome in self.domain.outcomes)
        fields: list[Field[_Line]] = [
            Field(labels.domain, lambda line: plain(self.domain.name), 20),
            Field(labels.outcome, lambda line: line.outcome, 34),
            Field(labels.evidence, lambda line: line.evidence, 82),
            Field("Analysis", lambda line: line.analysis, 38, optional=True),
            Field(self._rating_heading(), lambda line: plain(line.rating), 28),
        ]
        if has_last_year:
            heading = last_year_heading(self.assessment.organisation)
            fields.append(Field(heading, lambda line: plain(line.last_year), 28))
        fields.append(Field(labels.owner, lambda line: bullets(line.owners), 30, NOT_YET_STATED))
        return table_of(
            f"Evidence and ratings, {self.domain.name}",
            fields,
            tuple(self._lines()),
            totals=(self._total(),),
            description="Each outcome with its evidence, rating and owner; the last row is the total.",
        )

    def _rating_heading(self) -> str:
        return one_line(self.assessment.organisation.this_year_label) or LABELS.domain_table.rating

    def _entered(self, outcome: Outcome) -> OutcomeRating:
        return self.assessment.rating_of(outcome.code)

    # --- the rows

    def _lines(self) -> Iterator[_Line]:
        services = services_rated_apart(self.assessment, self.card) if self.domain.number == 1 else ()
        for position, outcome in enumerate(self.domain.outcomes):
            pieces = [piece for piece in self.pieces if piece.code == outcome.code]
            own = {service.label for service in services}
            yield self._outcome_line(
                outcome, [piece for piece in pieces if piece.service not in own], pieces, services
            )
            for service in services:
                yield self._service_line(outcome, service, position, pieces)
        unplaced = [piece for piece in self.pieces if not piece.code and piece.domain == self.domain.number]
        if unplaced:
            yield self._line(plain("Without an outcome"), unplaced, NOTHING, owners_of(unplaced))

    def _outcome_line(
        self, outcome: Outcome, pieces: list[Piece], all_pieces: list[Piece], services: Sequence[ServiceScore]
    ) -> _Line:
        entered = self._entered(outcome)
        owners = distinct_lines([entered.owners]) or owners_of(pieces) or owners_of(all_pieces)
        nothing = "Evidence by service, below" if services and all_pieces else _NO_EVIDENCE
        proposed = "" if entered.proposed is None else last_year_words(entered.proposed)
        remarks = (
            *labelled("Reason for rating", entered.reason),
            *labelled("Scored by", entered.scored_by),
            *labelled("Proposed rating (self-assessment; it does not count)", proposed),
        )
        title = plain(outcome.full_title)
        last_year = last_year_words(entered.last_year)
        rating = self._rating(outcome, services)
        return self._line(title, pieces, rating, owners, last_year=last_year, nothing=nothing, after=remarks)

    def _service_line(
        self, outcome: Outcome, service: ServiceScore, position: int, all_pieces: list[Piece]
    ) -> _Line:
        pieces = [piece for piece in all_pieces if piece.service == service.label]
        nothing = "No separate evidence" if all_pieces else _NO_EVIDENCE
        rating = rating_words(service.ratings[position])
        owners = owners_of(pieces) or distinct_lines([self._entered(outcome).owners])
        title = plain(f"{outcome.code}: {one_line(service.label)}")
        return self._line(title, pieces, rating, owners, service=service.label, nothing=nothing)

    def _line(
        self,
        outcome: Blocks,
        pieces: Sequence[Piece],
        rating: str,
        owners: tuple[str, ...],
        *,
        last_year: str = NOTHING,
        service: str = "",
        nothing: str = _NO_EVIDENCE,
        after: Blocks = (),
    ) -> _Line:
        evidence = evidence_blocks(pieces, self.figures, owners, service) or plain(nothing)
        return _Line(
            outcome, (*evidence, *after), analysis_blocks(pieces, service), rating, last_year, owners
        )

    def _rating(self, outcome: Outcome, services: Sequence[ServiceScore]) -> str:
        score = self.card.outcome(outcome.code)
        if not services:
            return rating_words(score.figure if score.rated else None)
        agreed = value_of(self._entered(outcome).agreed)
        if self.card.basis == "agreed":
            return rating_words(agreed)
        if agreed is None:
            return _RATED_BY_SERVICE
        return f"{rating_words(agreed)} (agreed; the services' ratings count)"

    def _total(self) -> _Line:
        score = self.card.domains[self.domain.number - 1]
        how = _HOW_TOTALLED[self.card.basis] if self.domain.number == 1 else "The sum of the ratings"
        total = NOT_YET_RATED if score.total is None else f"{score.total} out of {score.maximum}"
        return _Line(
            plain(f"{self.domain.full_title} {LABELS.domain_table.overall_rating}"),
            plain(NOTHING if score.total is None else how),
            (),
            total,
            last_year_domain_total(self.assessment, self.card, self.domain.number),
            (NOTHING,),
        )


def services_rated_apart(assessment: Assessment, card: Scorecard) -> tuple[ServiceScore, ...]:
    """Return the Domain 1 services that get rows of their own; () where one rating an outcome says it all."""
    rated = sum(service.rated for service in card.services)
    agreed = any(value_of(rating.agreed) is not None for rating in assessment.ratings)
    if card.basis == "three":
        return card.services
    if rated > 1 or (rated and agreed):
        return tuple(service for service in card.services if service.rated or service.name)
    return ()


def service_totals(card: Scorecard, domain: Domain) -> Table | None:
    """Return the table of the services' ratings and totals in Domain 1; None if no service is rated."""
    services = [
        service for service in card.services if service.rated or (service.name and card.basis == "three")
    ]
    if not any(service.rated for service in services):
        return None

    def rating_field(position: int, code: str) -> Field[ServiceScore]:
        return Field(code, lambda service: plain(rating_words(service.ratings[position])), 1.4)

    fields: list[Field[ServiceScore]] = [
        Field("Service", lambda service: plain(one_line(service.label)), 2.5, header=True),
        *(rating_field(position, outcome.code) for position, outcome in enumerate(domain.outcomes)),
        Field("Total", lambda service: plain(_service_total(service, domain)), 1.4),
    ]
    if card.basis in ("three", "one"):
        counts = "The middle total" if card.basis == "three" else "Counts"
        fields.append(Field(counts, lambda service: plain("Yes" if service.counts else "No"), 1.2))
    return table_of(f"Total of each service, {domain.name}", fields, services)


def _service_total(service: ServiceScore, domain: Domain) -> str:
    return NOT_YET_RATED if service.total is None else f"{service.total} out of {domain.maximum}"


def remarks_on_total(assessment: Assessment, card: Scorecard, domain: Domain) -> Blocks:
    """Return the sentences under a domain's table: how it was scored, and how its total was reached."""
    number = domain.number
    method = labelled("How Domain 1 is scored", assessment.domain_1.method) if number == 1 else ()
    note = card.medians_note if number == 1 else ""
    return (*method, *plain(card.domains[number - 1].explanation), *read_prose(note))
