"""The score card as a record: every total with what it was made of and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass

from eds_xl.standard import EDS, OUTCOMES, Band, Rating


@dataclass(frozen=True, slots=True)
class OutcomeScore:
    """One outcome: the figure (0 to 3) that stands for it, and whether it counts as rated.

    In Domain 1 ``basis`` tells what the figure is: "agreed", "one" (the one service's) or "three" (the
    middle of the three services' ratings, for comparison only: it is never summed).
    """

    code: str
    figure: int | None
    rating: Rating | None
    rated: bool
    basis: str
    last_year: int | None


@dataclass(frozen=True, slots=True)
class ServiceScore:
    """One Domain 1 service: its ratings by outcome (None where missing) and their total (0 to 12)."""

    number: str
    name: str
    label: str
    ratings: tuple[int | None, ...]
    total: int | None
    counts: bool

    @property
    def rated(self) -> bool:
        """Whether at least one outcome is rated."""
        return any(rating is not None for rating in self.ratings)

    @property
    def complete(self) -> bool:
        """Whether all outcomes are rated."""
        return self.total is not None


@dataclass(frozen=True, slots=True)
class DomainScore:
    """One domain: its total (None until every outcome that counts is rated) out of its maximum."""

    number: int
    total: int | None
    maximum: int
    rated: int
    outcomes: int
    explanation: str
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole score.

    ``method`` is what was chosen for Domain 1, ``basis`` what applies (each "three", "agreed", "one" or
    "" for none); ``assumed`` says the basis was taken from what is there. ``outcome_medians`` is the sum
    of the middle ratings of each outcome, given with three complete services only, for comparison.
    """

    outcomes: tuple[OutcomeScore, ...]
    services: tuple[ServiceScore, ...]
    domains: tuple[DomainScore, ...]
    method: str
    basis: str
    assumed: bool
    outcome_medians: int | None
    total: int | None
    band: Band | None

    @property
    def rated(self) -> int:
        """How many of the eleven outcomes are rated."""
        return sum(outcome.rated for outcome in self.outcomes)

    @property
    def statement(self) -> str:
        """The score in one line: "19 – Developing", or how far the rating has come."""
        if self.total is None or self.band is None:
            return f"Not yet rated: {self.rated} of {len(OUTCOMES)} outcomes rated"
        return f"{self.total} – {self.band.label}"

    @property
    def medians_differ(self) -> bool:
        """Whether adding the outcomes' middle ratings would give another Domain 1 total."""
        return (
            self.basis == "three"
            and self.outcome_medians is not None
            and self.domains[0].total is not None
            and self.outcome_medians != self.domains[0].total
        )

    @property
    def medians_note(self) -> str:
        """The sentence on the difference, or "" where there is none."""
        if not self.medians_differ:
            return ""
        return (
            f"For comparison: adding the middle rating of each outcome would give {self.outcome_medians}; "
            f"the middle of the services' totals, {self.domains[0].total}, is what counts."
        )

    @property
    def last_year(self) -> int | None:
        """Last year's overall total as far as all of last year's ratings are given, else None."""
        totals = [domain.last_year for domain in self.domains]
        return None if None in totals else sum(total for total in totals if total is not None)

    def outcome(self, code: str) -> OutcomeScore:
        """Return the score of an outcome; raises StopIteration for a code that does not exist."""
        return next(outcome for outcome in self.outcomes if outcome.code == code)

    @property
    def explanation(self) -> str:
        """How the overall total was reached, in one sentence."""
        parts = " + ".join("–" if domain.total is None else str(domain.total) for domain in self.domains)
        if self.total is None:
            return f"{parts}: the total follows when every outcome that counts is rated."
        return f"{parts} = {self.total} out of {EDS.maximum_total}."
