"""Workbooks for the live tests, and what is compared of a live and a closed one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from eds_xl.workbook.book import Book, CellValue, Change
from eds_xl.workbook.calculated import calculated_cells
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.formula_text import same_formula
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.reading import read
from eds_xl.workbook.sheets import FORMS
from eds_xl.workbook.sheets.score_card import COVERAGE, RESULT
from eds_xl.workbook.template import build
from eds_xl.workbook.writing import change_at
from tests.builders import complete_assessment

Cells = Mapping[tuple[int, int], CellValue]


def complete_at(path: Path) -> Path:
    """Write the workbook in which nothing is missing and nothing wrong, but no score recorded."""
    path.write_bytes(_complete())
    return path


@cache
def _complete() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "complete.xlsx"
        path.write_bytes(build(complete_assessment()))
        book = open_book(path)
        book.apply([Change(sheet, row, column, None) for sheet, row, column in recorded_cells()])
        book.save(path)
        return path.read_bytes()


def recorded_cells() -> list[tuple[str, int, int]]:
    """The cells in which the score is recorded."""
    sheet, form = next((sheet, form) for sheet, form in FORMS if form.recorded)
    return [(sheet.title, *place_of(sheet, form.key).cell(entry.attribute)) for entry in form.entries]


def damage_formulas(book: ClosedBook) -> int:
    """Type over formulas: one cell, one that is emptied, a block of 3 by 2; return how many blocks."""
    result = next(cell.place for cell in calculated_cells() if cell.table == RESULT)
    coverage = [cell.place for cell in calculated_cells() if cell.table == COVERAGE]
    names = next(cell.place for cell in calculated_cells() if cell.place[0] == "Domain 1")
    sheet, row, column = coverage[0]
    block = [(sheet, row + down, column + right) for down in range(3) for right in range(2)]
    assert set(block) <= set(coverage)
    changes = [Change(*place, "typed over") for place in (result, *block)]
    book.apply([*changes, Change(*names, None)])
    return 3


def spoil_entries(book: ClosedBook) -> None:
    """Type a rating as text, and take away a run of Refs and a single one."""
    assessment = read(book).assessment
    rows = (assessment.events[0], *assessment.evidence[:3])
    sources = [(row.source("ref"), None) for row in rows]
    for source, value in ((assessment.rating_of("2A").source("rating"), "2/Achieving"), *sources):
        assert source
        book.apply([change_at(source, value, "")])


def filled(cells: Cells) -> dict[tuple[int, int], CellValue]:
    """Return the cells that show something: a formula that gives "" shows nothing."""
    return {place: value for place, value in cells.items() if value not in ("", None)}


def differences(first: Book, second: Book) -> list[str]:
    """Return where two workbooks hold different values or formulas."""
    found = [] if first.sheet_names() == second.sheet_names() else ["sheets"]
    for sheet in second.sheet_names():
        ours, theirs = filled(first.grid(sheet).values), filled(second.grid(sheet).values)
        found += [
            f"{sheet} {place}: {ours.get(place)!r}, {theirs.get(place)!r}"
            for place in sorted(ours.keys() | theirs.keys())
            if ours.get(place) != theirs.get(place)
        ]
        formulas, others = first.formulas(sheet), second.formulas(sheet)
        found += [
            f"{sheet} {place}: formulas"
            for place in sorted(formulas.keys() | others.keys())
            if not same_formula(formulas.get(place, ""), others.get(place, ""))
        ]
    return found
