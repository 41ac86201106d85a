"""Scores that stand in the workbook as values: the recorded one, and the results stored with live formulas.

Both are compared with what the ratings give now, as far as they give a total: while ratings are missing,
that is the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.place import Source
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import listed, quoted
from eds_xl.standard import DOMAINS
from eds_xl.workbook.book import Book, CellError, CellValue
from eds_xl.workbook.calculated import live_state
from eds_xl.workbook.cell_text import as_shown
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.formula_repair import places_without_formula
from eds_xl.workbook.locate import LocatedTable
from eds_xl.workbook.sheets import FORMS
from eds_xl.workbook.sheets.score_card import OVERALL, RESULT, STATEMENT, TOTALS
from eds_xl.workbook.writing import recorded_score

_RECORDED = next(form for _, form in FORMS if form.recorded)
_STAMP = ("date", "version")


def find_recorded_score_that_differs(case: Case) -> Iterator[Finding]:
    """Find that the score recorded on the Score card is not the one the ratings give now; one finding."""
    recorded = case.assessment.recorded
    if case.card.total is None or not recorded.total:
        return
    compared = [entry for entry in _RECORDED.entries if entry.attribute not in _STAMP]
    present = recorded_score(case.card, recorded.date, recorded.version)
    for entry in compared:
        then, now = getattr(recorded, entry.attribute), getattr(present, entry.attribute)
        source = case.place_for(recorded, entry.attribute)
        if source and then != now:
            yield make("SCO-015", source, entry=then, label=entry.label, present=quoted(now))
            return


def find_lost_formulas(case: Case) -> Iterator[Finding]:
    """Find that formulas were typed over or deleted; one finding."""
    if case.book is None:
        return
    found = places_without_formula(case.assessment, case.book, case.located)
    # A cell that holds an error value has a finding of its own.
    gone = [
        Source(sheet, cell_name(row, column))
        for sheet, row, column in found
        if not isinstance(case.book.grid(sheet).value(row, column), CellError)
    ]
    if gone:
        first = gone[0]
        others = [other.cell if other.sheet == first.sheet else str(other) for other in gone[1:]]
        more = f", and so {'is' if len(others) == 1 else 'are'} {_those(others)}" if others else ""
        yield make("CON-044", first, about=" ".join(others), more=more)


def _those(cells: list[str]) -> str:
    return f"{'that' if len(cells) == 1 else 'those'} of {listed(cells)}"


def find_outdated_results(case: Case) -> Iterator[Finding]:
    """Find that the live part of the Score card holds results of other ratings; one finding.

    A result that is missing is none: Protected View and some programs leave them out.
    """
    if case.book is None:
        return
    card = live_state(case.assessment).card
    if card.total is None:
        return
    totals = zip((domain.name for domain in DOMAINS), (domain.total for domain in card.domains), strict=True)
    expected: list[tuple[str, str, str, CellValue]] = [
        (RESULT, "value", STATEMENT, card.statement),
        *((TOTALS, "total", name, total) for name, total in totals),
        (TOTALS, "total", OVERALL, card.total),
    ]
    for name, attribute, key, present in expected:
        table = case.located.tables.get(name)
        cell = _cell(case.book, table, attribute, key) if table else None
        if table is None or cell is None:
            continue
        stored = case.book.grid(table.sheet).value(*cell)
        # What was typed over a formula is no old result of it: that is the finding.
        if stored is not None and stored != present and cell in case.book.formulas(table.sheet):
            shown, source = as_shown(stored), Source(table.sheet, cell_name(*cell))
            yield make("SCO-016", source, entry=shown, label=key, present=present)
            return


def _cell(book: Book, table: LocatedTable, attribute: str, key: str) -> tuple[int, int] | None:
    """Return row and column of the cell in the row that begins with a key."""
    grid, first = book.grid(table.sheet), min(table.columns.values(), default=1)
    rows = (row for row in range(table.first_row, table.last_row + 1) if grid.value(row, first) == key)
    row, column = next(rows, None), table.columns.get(attribute)
    return None if row is None or column is None else (row, column)
