"""What every check is given: a workbook as it was read, with its score, and where things stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed, Source
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.checks.passages import Passage, passages_of
from eds_xl.workbook.book import Book
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.locate import Located, NoteKind
from eds_xl.workbook.names import column_key
from eds_xl.workbook.reading import WorkbookReading
from eds_xl.workbook.requirements import is_used
from eds_xl.workbook.spec import Sheet, Table


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook to be checked.

    ``unreadable`` are the cells that hold an error value, ``passages`` the texts that are to be published,
    ``pictures`` the picture files that lie beside the workbook, each with why it cannot be shown, "" if it can
    (None: nobody can tell).
    """

    reading: WorkbookReading
    book: Book | None
    card: Scorecard
    unreadable: frozenset[Source]
    passages: tuple[Passage, ...]
    pictures: Mapping[str, str] | None

    @property
    def assessment(self) -> Assessment:
        """What the workbook holds."""
        return self.reading.assessment

    @property
    def located(self) -> Located:
        """Where things were found."""
        return self.reading.located

    def uses(self, sheet: Sheet) -> bool:
        """Say whether a sheet counts this year."""
        return is_used(self.assessment, sheet)

    def place_for(self, record: Placed, attribute: str) -> Source | None:
        """Return the cell in which an entry can be made.

        None where the cell, its column or its sheet is gone, or where it holds an error value: that is a
        finding of its own, and a missing entry is then not reported a second time.
        """
        source = record.source(attribute)
        return None if source in self.unreadable else source

    def first_cell(self, table: Table, attribute: str) -> Source | None:
        """Return the first cell of a table's column below its heading, or None if there is no such column."""
        located = self.located.tables.get(table.name)
        if located is None or attribute not in located.columns:
            return None
        row = located.first_row
        key = column_key(table, table.entry(attribute)).replace("{row}", str(row))
        return Source(located.sheet, cell_name(row, located.columns[attribute]), key)


_BROKEN = (NoteKind.CELL_ERROR, NoteKind.NO_RESULT)

Check = Callable[[Case], Iterable[Finding]]
"""A check: yields what it finds wrong, nothing where all is well."""


def case_for(
    reading: WorkbookReading, book: Book | None, card: Scorecard, pictures: Mapping[str, str] | None = None
) -> Case:
    """Return the case for a workbook; ``book`` may be missing, stored results are then not looked at."""
    broken = (note.source for note in reading.notes if note.kind in _BROKEN)
    passages = tuple(passages_of(reading.assessment))
    return Case(reading, book, card, frozenset(broken), passages, pictures)
