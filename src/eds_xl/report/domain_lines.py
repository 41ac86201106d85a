"""The rows of a domain's table: one for each outcome, and in Domain 1 for each service rated by itself.

Where evidence has an analysis of its own, the two stand side by side: the outcome then has several rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment, OutcomeRating
from eds_xl.assessment.ratings import value_of
from eds_xl.assessment.scorecard import Scorecard, ServiceScore
from eds_xl.report.evidence import (
    Piece,
    analysis_blocks,
    evidence_blocks,
    owners_of,
    paired_with_analysis,
)
from eds_xl.report.figures import Figures
from eds_xl.report.options import Variants
from eds_xl.report.wording import (
    AS_ABOVE,
    NOTHING,
    Blocks,
    distinct_lines,
    labelled,
    last_year_words,
    one_line,
    plain,
    rating_words,
)
from eds_xl.standard import Domain, Outcome

_NO_EVIDENCE = "No evidence recorded"
_UNPLACED = "Without an outcome"
_RATED_BY_SERVICE = "Rated by service, below"


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A row of a domain's table."""

    outcome: str
    evidence: Blocks
    analysis: Blocks
    rating: str
    last_year: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What rows are about (an outcome, or a service in it), and what is printed if there is no evidence."""

    title: str
    short_title: str
    rating: str
    owners: tuple[str, ...]
    last_year: str = NOTHING
    service: str = ""
    nothing: str = _NO_EVIDENCE
    remarks: Blocks = ()


@dataclass(frozen=True, slots=True)
class DomainLines:
    """Makes the rows from the assessment, its score and the evidence to be printed."""

    assessment: Assessment
    card: Scorecard
    domain: Domain
    pieces: Sequence[Piece]
    figures: Figures
    variants: Variants

    def lines(self) -> Iterator[DomainLine]:
        """Yield the rows in order; evidence without a known outcome comes last."""
        services = self._services()
        own = {service.number for service in services}
        for position, outcome in enumerate(self.domain.outcomes):
            pieces = [piece for piece in self.pieces if piece.code == outcome.code]
            common = [piece for piece in pieces if piece.number not in own]
            yield from self._rows(self._outcome(outcome, common, pieces, services), common)
            if not self.variants.service_tables:
                for service in services:
                    yield from self._service_rows(outcome, service, position, pieces)
        unplaced = [piece for piece in self.pieces if not piece.code and piece.domain == self.domain.number]
        if unplaced:
            yield from self._rows(_Subject(_UNPLACED, _UNPLACED, NOTHING, owners_of(unplaced)), unplaced)

    def by_service(self) -> Iterator[tuple[ServiceScore, list[DomainLine]]]:
        """Yield the rows of each service that has a table of its own."""
        if not self.variants.service_tables:
            return
        for service in self._services():
            rows: list[DomainLine] = []
            for position, outcome in enumerate(self.domain.outcomes):
                pieces = [piece for piece in self.pieces if piece.code == outcome.code]
                rows.extend(self._service_rows(outcome, service, position, pieces))
            yield service, rows

    def _services(self) -> tuple[ServiceScore, ...]:
        return services_rated_apart(self.assessment, self.card) if self.domain.number == 1 else ()

    def _service_rows(
        self, outcome: Outcome, service: ServiceScore, position: int, pieces: Sequence[Piece]
    ) -> Iterator[DomainLine]:
        its_own = [piece for piece in pieces if piece.number == service.number]
        return self._rows(self._service(outcome, service, position, its_own, pieces), its_own)

    def _rows(self, subject: _Subject, pieces: Sequence[Piece]) -> Iterator[DomainLine]:
        beside = self.variants.analysis
        parts = (paired_with_analysis(pieces) if beside else [list(pieces)]) or [[]]
        for number, part in enumerate(parts):
            first, last = number == 0, number == len(parts) - 1
            evidence = evidence_blocks(
                part, self.figures, subject.owners, subject.service, with_analysis=not beside
            )
            evidence = evidence or plain(NOTHING if part else subject.nothing)
            yield DomainLine(
                subject.title if first else f"{subject.short_title} continued",
                (*evidence, *(subject.remarks if last else ())),
                analysis_blocks(part) if beside else (),
                subject.rating if first else AS_ABOVE,
                subject.last_year if first else AS_ABOVE,
                subject.owners if first else (AS_ABOVE,),
            )

    def _outcome(
        self,
        outcome: Outcome,
        common: Sequence[Piece],
        pieces: Sequence[Piece],
        services: Sequence[ServiceScore],
    ) -> _Subject:
        entered = self.assessment.rating_of(outcome.code)
        return _Subject(
            outcome.full_title,
            outcome.code,
            self._rating(outcome, services),
            distinct_lines([entered.owners]) or owners_of(common) or owners_of(pieces),
            last_year_words(entered.last_year),
            nothing="Evidence by service, below" if services and pieces else _NO_EVIDENCE,
            remarks=_remarks(entered),
        )

    def _service(
        self,
        outcome: Outcome,
        service: ServiceScore,
        position: int,
        its_own: Sequence[Piece],
        pieces: Sequence[Piece],
    ) -> _Subject:
        # Beside the service's name the code is enough; in a table of the service's own it is not.
        beside = f"{outcome.code}: {one_line(service.label)}"
        alone = self.variants.service_tables
        return _Subject(
            outcome.full_title if alone else beside,
            outcome.code if alone else beside,
            rating_words(service.ratings[position]),
            owners_of(its_own) or distinct_lines([self.assessment.rating_of(outcome.code).owners]),
            service=service.label,
            nothing="No separate evidence" if pieces else _NO_EVIDENCE,
        )

    def _rating(self, outcome: Outcome, services: Sequence[ServiceScore]) -> str:
        score = self.card.outcome(outcome.code)
        if not services:
            return rating_words(score.figure if score.rated else None)
        agreed = value_of(self.assessment.rating_of(outcome.code).agreed)
        if self.card.basis == "agreed":
            return rating_words(agreed)
        if agreed is None:
            return _RATED_BY_SERVICE
        return f"{rating_words(agreed)} (agreed; the services' ratings count)"


def _remarks(entered: OutcomeRating) -> Blocks:
    """Return what was said of a rating: why it was given, by whom, and what was proposed before."""
    proposed = "" if entered.proposed is None else last_year_words(entered.proposed)
    return (
        *labelled("Reason for rating", entered.reason),
        *labelled("Scored by", entered.scored_by),
        *labelled("Proposed rating (self-assessment; it does not count)", proposed),
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
