"""The grey cells of tables: the wording that the template gives them, and what stands there instead.

Nothing is read from these cells, so what somebody types there would be lost. Rows are known by their first
cell; where a table that is only for display has lost that, by their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from eds_xl.assessment.entries import tidy_text
from eds_xl.assessment.place import Source
from eds_xl.workbook.book import Book, CellValue, Change, Grid
from eds_xl.workbook.calculated import calculated_cells
from eds_xl.workbook.cell_text import as_shown
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.locate import LocatedTable
from eds_xl.workbook.names import column_key
from eds_xl.workbook.reading import WorkbookReading
from eds_xl.workbook.sheet_words import plain
from eds_xl.workbook.sheets import TABLES
from eds_xl.workbook.spec import TEMPLATE_VERSION, Entry, Table
from eds_xl.workbook.unread import display_columns

_ALIKE = str.maketrans("‘’“”–—\N{NON-BREAKING HYPHEN}", "''\"\"---")
"""Characters that programs put in the place of others by themselves."""

_MOST_ROWS = 1_000
"""Rows in which given texts are looked for: a damaged file may have a table that is as long as a sheet."""


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A grey cell that holds something else than it was given: its table, its place, both values.

    ``is_known`` says whether its row was told by its first cell, and not by its place.
    """

    table: Table
    source: Source
    row: int
    column: int
    given: str | int
    standing: CellValue
    is_known: bool

    @property
    def words(self) -> str:
        """What stands there, as a text; "" if it was emptied."""
        return tidy_text(as_shown(self.standing))


def changed_given_cells(book: Book, reading: WorkbookReading) -> Iterator[GivenCell]:
    """Yield the grey cells that were emptied or hold something else than the template gives them.

    None for a workbook of an older template, whose wording may have been another.
    """
    if reading.version.isdecimal() and int(reading.version) < int(TEMPLATE_VERSION):
        return
    for _, table in TABLES:
        found = reading.located.tables.get(table.name)
        if table.given and found and table.key in found.columns:
            yield from _of_table(book.grid(found.sheet), table, found)


def given_changes(book: Book, reading: WorkbookReading) -> Iterator[Change]:
    """Yield the wording for grey cells that were emptied; one that holds anything else is left as it is.

    Only in rows that still have the first cell they are known by: told by its place, a row may be another's.
    """
    for cell in changed_given_cells(book, reading):
        if (
            cell.is_known
            and not cell.words
            and (cell.row, cell.column) not in book.formulas(cell.source.sheet)
        ):
            value = float(cell.given) if isinstance(cell.given, int) else cell.given
            yield Change(
                cell.source.sheet, cell.row, cell.column, value, reason="Put back the given wording."
            )


def _of_table(grid: Grid, table: Table, found: LocatedTable) -> Iterator[GivenCell]:
    columns = _columns(grid, table, found)
    rows = _rows(grid, table, found)
    for given in table.given:
        row = rows.get(given[0])
        for entry, words in zip(table.entries, given, strict=False):
            column = columns.get(entry.label)
            if row is None or column is None or words is None:
                continue
            standing = grid.value(row, column)
            if (table.name, entry.attribute, given[0]) not in _formulas() and not _says(standing, words):
                source = Source(grid.sheet, cell_name(row, column), _key(table, entry, given[0]))
                is_known = _says(grid.value(row, found.columns[table.key]), str(given[0]))
                yield GivenCell(table, source, row, column, words, standing, is_known)


def _key(table: Table, entry: Entry, key: str | int | None) -> str:
    return column_key(table, entry).replace("{row}", str(key))


def _columns(grid: Grid, table: Table, found: LocatedTable) -> dict[str, int]:
    """Return the columns by heading; those that are only for display are found by it."""
    here = (entry for entry in table.entries if entry.attribute in found.columns)
    columns = {entry.label: found.columns[entry.attribute] for entry in here}
    for label, column in sorted(display_columns(grid, table, found), key=itemgetter(1)):
        columns.setdefault(label, column)
    return columns


def _rows(grid: Grid, table: Table, found: LocatedTable) -> dict[str | int | None, int]:
    """Return the rows by what is given in their first cell, as far as they can be told apart."""
    column = found.columns[table.key]
    last = min(found.last_row, found.first_row + _MOST_ROWS)
    upwards = range(last, found.first_row - 1, -1)  # of several rows alike the first counts
    standing = {_alike(as_shown(grid.value(row, column))): row for row in upwards}
    keys = {given[0]: _alike(str(given[0])) for given in table.given}
    rows = {key: standing[words] for key, words in keys.items() if words in standing}
    # Without its first cell, a row of entries is not read at all: that is a finding of its own.
    if table.record is None and found.last_row - found.first_row + 1 == len(table.given):
        taken = set(rows.values())
        for row, given in enumerate(table.given, found.first_row):
            if row not in taken:
                rows.setdefault(given[0], row)
    return rows


@cache
def _formulas() -> frozenset[tuple[str, str, str | int]]:
    return frozenset((cell.table, cell.attribute, cell.key) for cell in calculated_cells())


def _says(value: CellValue, given: str | int) -> bool:
    """Whether a cell holds the words it was given, but for blanks, capitals, and the shape of quotes and dashes."""
    return _alike(as_shown(value)) == _alike(str(given))


def _alike(words: str) -> str:
    return plain(tidy_text(words).translate(_ALIKE))
