"""Mending formula cells: results brought up to date, damaged formulas put back where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment
from eds_xl.workbook.book import Book, CellValue, Change
from eds_xl.workbook.calculated import ABOVE, Calculated, calculated_cells, live_state
from eds_xl.workbook.calculated.formula import quoted_sheet
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.formula_text import same_formula
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.locate import Located, LocatedTable
from eds_xl.workbook.sheets import FORMS, SCORE_CARD, TABLES
from eds_xl.workbook.spec import Form, Sheet, Table

Place = tuple[str, int, int]
"""Sheet, row and column."""


@dataclass(frozen=True, slots=True)
class FormulaRepair:
    """What to do about the formula cells: put the formula back, or only store the present result.

    ``beyond_repair`` names the cells whose formula is gone and cannot be put back.
    """

    restored: tuple[Change, ...]
    refreshed: tuple[Change, ...]
    beyond_repair: tuple[str, ...]


def repair_formulas(assessment: Assessment, book: Book, located: Located) -> FormulaRepair:
    """Return the changes of formula cells that are damaged or hold another result than they should.

    Formulas are put back under the sheets' present names. Where rows were inserted on a sheet, Excel has
    changed the formulas that point at it: what stands there is kept, and one that is gone is not put back,
    because it would point at the wrong cells; nor is one that names a table the workbook has lost.
    """
    state = live_state(assessment)
    places = _Places(located, book)
    moved = _moved_sheets(located, places)
    lost = set(_TABLES).difference(book.tables())
    renamed = _renamed_sheets(located)
    restored: list[Change] = []
    refreshed: list[Change] = []
    beyond: list[str] = []
    for cell in calculated_cells():
        place = places.place_of(cell)
        if place is None:
            continue
        sheet, row, column = place
        standing = book.formulas(sheet).get((row, column))
        formula = _present(cell.formula, renamed) if _can_stand(cell.formula, moved, lost) else standing
        if formula is None:
            beyond.append(f"{sheet}, cell {cell_name(row, column)}")
            continue
        value = cell.stored(state)
        if standing is None or not same_formula(standing, formula):
            restored.append(Change(*place, value, formula, "Put back the formula."))
        elif not _shows(book.grid(sheet).value(row, column), value):
            refreshed.append(Change(*place, value, formula, "Brought the result up to date."))
    return FormulaRepair(tuple(restored), tuple(refreshed), tuple(beyond))


def places_without_formula(assessment: Assessment, book: Book, located: Located) -> Iterator[Place]:
    """Yield the cells of which the formula is gone, by sheet, row and column; those of the Score card first.

    Elsewhere only those that also show something else than they should: asking Excel for the formulas of
    a sheet that shows what it should would cost a call for nothing.
    """
    state, places, card = live_state(assessment), _Places(located, book), located.sheets.get(SCORE_CARD.title)
    by_sheet: dict[str, list[tuple[Place, Calculated]]] = {}
    for cell in calculated_cells():
        place = places.place_of(cell)
        if place:
            by_sheet.setdefault(place[0], []).append((place, cell))
    for sheet, cells in by_sheet.items():
        suspects = [
            place
            for place, cell in cells
            if sheet == card or not _shows(book.grid(sheet).value(*place[1:]), cell.stored(state))
        ]
        formulas = book.formulas(sheet) if suspects else {}
        yield from sorted(place for place in suspects if place[1:] not in formulas)


def _shows(standing: CellValue, meant: CellValue) -> bool:
    """Whether a cell shows what it is meant to; no text is as good as blank, zero is not."""
    return ("" if standing is None else standing) == ("" if meant is None else meant)


def _can_stand(formula: str, moved: set[str], lost: set[str]) -> bool:
    """Whether a formula as made points at what it means: at no sheet that moved, at no table that was lost."""
    return not any(f"{name}[" in formula for name in lost) and not any(
        f"{quoted_sheet(title)}!" in formula for title in moved
    )


def _renamed_sheets(located: Located) -> dict[str, str]:
    """Return how formulas name each sheet that has another name now, by how they named it as made."""
    return {
        f"{quoted_sheet(title)}!": f"{quoted_sheet(visible)}!"
        for title, visible in located.sheets.items()
        if visible != title
    }


def _present(formula: str, renamed: Mapping[str, str]) -> str:
    """Return a formula with the sheets' present names, all at once: two sheets may have swapped theirs."""
    if not renamed:
        return formula
    return re.sub("|".join(map(re.escape, renamed)), lambda found: renamed[found[0]], formula)


def _moved_sheets(located: Located, places: _Places) -> set[str]:
    """Return the titles of the sheets on which tables or form fields stand elsewhere than as made."""
    missing = {sheet.title for sheet, _ in _TABLES.values()} - set(located.sheets)
    tables = {
        sheet.title
        for name, (sheet, table) in _TABLES.items()
        if name in located.tables and not _table_as_made(sheet, table, located.tables[name], places)
    }
    return (
        missing | tables | {sheet.title for sheet, form in FORMS if not _form_as_made(sheet, form, located)}
    )


class _Places:
    """Where the formula cells are in a workbook."""

    def __init__(self, located: Located, book: Book) -> None:
        self._located, self._book = located, book
        self._rows: dict[tuple[str, int, int], dict[str, int]] = {}

    def place_of(self, cell: Calculated) -> tuple[str, int, int] | None:
        """Return sheet, row and column of a cell, or None where there is no place for it."""
        table = self._located.tables.get(cell.table)
        if table is None or cell.attribute not in table.columns:
            return None
        column = table.columns[cell.attribute]
        if cell.key == ABOVE:
            return table.sheet, table.heading_row - 1, column
        _, spec = _TABLES[cell.table]
        # Rows may have been inserted or sorted: a row is known by its key, unless that is what is calculated.
        if cell.attribute != spec.key and spec.key in table.columns:
            row = self.rows_by_key(table, table.columns[spec.key]).get(str(cell.key))
        else:
            row = table.first_row + [given[0] for given in spec.given].index(cell.key)
        return None if row is None else (table.sheet, row, column)

    def rows_by_key(self, table: LocatedTable, column: int) -> dict[str, int]:
        """Return the rows of a table by what stands in a column; of several the first."""
        asked = table.sheet, table.first_row, column
        if asked not in self._rows:
            grid, rows = self._book.grid(table.sheet), range(table.last_row, table.first_row - 1, -1)
            self._rows[asked] = {str(grid.value(row, column)): row for row in rows}
        return self._rows[asked]


def _table_as_made(sheet: Sheet, table: Table, found: LocatedTable, places: _Places) -> bool:
    place = place_of(sheet, table.name)
    first = table.entries[0].attribute
    if found.heading_row != place.heading_row or found.columns.get(first, place.column) != place.column:
        return False
    # The formulas of a table that is only for display point at its rows; entries are looked up by key.
    if table.record is not None or first not in found.columns:
        return True
    rows = places.rows_by_key(found, found.columns[first])
    return all(
        rows.get(str(given[0]), found.first_row + number) == found.first_row + number
        for number, given in enumerate(table.given)
    )


def _form_as_made(sheet: Sheet, form: Form, located: Located) -> bool:
    place, visible = place_of(sheet, form.key), located.sheets.get(sheet.title, sheet.title)
    found = ((located.fields.get((form.key, entry.attribute)), entry) for entry in form.entries)
    return all(at in (None, (visible, *place.cell(entry.attribute))) for at, entry in found)


_TABLES = {table.name: (sheet, table) for sheet, table in TABLES}
