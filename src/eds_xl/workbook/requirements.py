"""What every complete workbook needs, as terms that can be counted: by Python, and by a formula on Start.

The terms follow from the spec (required entries, tables that need rows) and, for the domain sheets, from
the standard (each outcome rated, with evidence and an owner).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from eds_xl.assessment.model import Assessment, Evidence
from eds_xl.assessment.place import Placed
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.words import NO
from eds_xl.standard import DOMAINS, Outcome
from eds_xl.workbook.names import table_place
from eds_xl.workbook.spec import Entry, Form, Sheet, Table


class Term(Protocol):
    """Something a sheet needs; ``count`` says how often it is there and how often it is missing.

    ``words`` says what is missing, ``target`` is the defined name of the place to go to.
    """

    @property
    def words(self) -> str:
        """What to fill in, in a few words."""
        ...

    @property
    def target(self) -> str:
        """The defined name of the place."""
        ...

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """Return how many required entries are done and how many are still to do."""
        ...


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A form field that is required from a stage on."""

    form: Form
    entry: Entry

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return self.entry.label

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return self.form.name_of(self.entry)

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        if not self.entry.required_at(assessment.organisation.stage):
            return 0, 0
        return _one(bool(getattr(getattr(assessment, self.form.holds), self.entry.attribute)))


@dataclass(frozen=True, slots=True)
class ServiceNamesTerm:
    """The names of the Domain 1 services: three if three are scored, else at least one."""

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return "Name the services"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return "EDS_At_Services"

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        needed = 3 if card.basis == "three" else 1
        named = min(needed, sum(bool(service.name) for service in assessment.services))
        return named, needed - named


@dataclass(frozen=True, slots=True)
class RatingsTerm:
    """The ratings of a domain's outcomes, as far as they count."""

    domain: int

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return "Rate every outcome"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return f"EDS_At_Ratings{self.domain}"

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        score = card.domains[self.domain - 1]
        return score.rated, score.outcomes - score.rated


@dataclass(frozen=True, slots=True)
class EvidenceTerm:
    """Evidence for an outcome: at least one row."""

    outcome: Outcome

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return f"Evidence for {self.outcome.code}"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return f"EDS_At_Evidence{self.outcome.domain}"

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        return _one(any(row.evidence for row in _evidence_for(assessment, self.outcome)))


@dataclass(frozen=True, slots=True)
class OwnerTerm:
    """An owner for an outcome: its own, or the owner of a row of its evidence."""

    outcome: Outcome

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return f"Owners of {self.outcome.code}"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return f"EDS_At_Ratings{self.outcome.domain}"

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        of_evidence = any(row.owners for row in _evidence_for(assessment, self.outcome))
        return _one(bool(assessment.rating_of(self.outcome.code).owners) or of_evidence)


@dataclass(frozen=True, slots=True)
class RowsTerm:
    """Enough rows in a growing table: at least one with its lead column filled."""

    table: Table

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return f"A row in {self.table.title}"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return table_place(self.table)

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        return _one(any(getattr(row, self.table.lead) for row in getattr(assessment, self.table.holds)))


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """A required column of a growing table, in every row that has begun (``beside`` is filled there)."""

    table: Table
    entry: Entry
    beside: str

    @property
    def may_be_blank(self) -> tuple[str, str] | None:
        """The column and value that exempt a row from this column, if there are any."""
        return self.table.exempt if self.entry.attribute in self.table.exempted else None

    @property
    def words(self) -> str:
        """See :class:`Term`."""
        return f"{self.entry.label} in every row"

    @property
    def target(self) -> str:
        """See :class:`Term`."""
        return table_place(self.table)

    def count(self, assessment: Assessment, card: Scorecard) -> tuple[int, int]:
        """See :class:`Term`."""
        rows: tuple[Placed, ...] = getattr(assessment, self.table.holds)
        begun = [row for row in rows if getattr(row, self.beside) and not self._exempt(row)]
        done = sum(bool(getattr(row, self.entry.attribute)) for row in begun)
        return done, len(begun) - done

    def _exempt(self, row: Placed) -> bool:
        exempt = self.may_be_blank
        return exempt is not None and getattr(row, exempt[0]) == exempt[1]


def terms(sheet: Sheet) -> Iterator[Term]:
    """Yield what a sheet needs to be complete."""
    for form in sheet.forms():
        yield from (FieldTerm(form, entry) for entry in form.entries if entry.required)
    if sheet.domain:
        yield from _domain_terms(sheet.domain)
    for table in sheet.tables():
        if table.at_least:
            yield RowsTerm(table)
            yield from _column_terms(table)


def _domain_terms(number: int) -> Iterator[Term]:
    if number == 1:
        yield ServiceNamesTerm()
    yield RatingsTerm(number)
    for outcome in DOMAINS[number - 1].outcomes:
        yield EvidenceTerm(outcome)
        yield OwnerTerm(outcome)


def _column_terms(table: Table) -> Iterator[Term]:
    required = [entry for entry in table.entries if entry.required]
    for entry in required:
        first_other = next(other.attribute for other in required if other is not entry)
        yield ColumnTerm(table, entry, first_other if entry.attribute == table.lead else table.lead)


def is_used(assessment: Assessment, sheet: Sheet) -> bool:
    """Say whether a sheet counts this year; only optional sheets can be left out."""
    uses = {use.sheet: use.used for use in assessment.sheet_uses}
    return not sheet.optional or uses.get(sheet.title, "").casefold() != NO.casefold()


def _evidence_for(assessment: Assessment, outcome: Outcome) -> Iterator[Evidence]:
    """Yield the rows for an outcome in its own domain's table, which is where the formulas look."""
    return (row for row in assessment.evidence if (row.domain, row.outcome) == (outcome.domain, outcome.code))


def _one(there: bool) -> tuple[int, int]:
    return (1, 0) if there else (0, 1)
