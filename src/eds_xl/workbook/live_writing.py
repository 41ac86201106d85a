"""Writing blocks of cells into a sheet open in Excel, so that text arrives as text and numbers as numbers.

Excel reads what it is given as if it were typed: in a cell that is not formatted as text, "2 A" becomes a
time and "- first" a formula; in one that is, the number 2 becomes the text "2".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.coordinates import Box, Place, box_name
from eds_xl.workbook.live_blocks import cells_of, rectangles
from eds_xl.workbook.live_reading import formats_in

if TYPE_CHECKING:
    from xlwings import Sheet

_TEXT, _ANY = "@", "General"
_QUOTE = "'"


def write_values(sheet: Sheet, values: Mapping[Place, CellValue]) -> None:
    """Write values, a call for each rectangle of them; Excel's own errors pass through."""
    for box in rectangles(values):
        as_text = _as_text(sheet, box)
        for part in rectangles(_numbers_in(values, as_text)):
            sheet.range(box_name(part)).number_format = _ANY
        _write(sheet, box, [[_given(values[place], place in as_text) for place in row] for row in _rows(box)])


def write_singly(sheet: Sheet, values: Mapping[Place, CellValue]) -> None:
    """Write values cell by cell and text in quotes: for cells that did not take them otherwise."""
    for place, value in values.items():
        box = (*place, *place)
        if isinstance(value, (float, bool)):
            sheet.range(box_name(box)).number_format = _ANY
        _write(sheet, box, [[_given(value, False)]])


def write_formulas(sheet: Sheet, formulas: Mapping[Place, str]) -> None:
    """Write formulas (without "="), a call for each rectangle of them; Excel's own errors pass through."""
    for box in rectangles(formulas):
        for part, code in formats_in(sheet, box):
            if code == _TEXT:  # else the formula would be shown, not calculated
                sheet.range(box_name(part)).number_format = _ANY
        sheet.range(box_name(box)).formula = [[f"={formulas[place]}" for place in row] for row in _rows(box)]


def _as_text(sheet: Sheet, box: Box) -> set[Place]:
    """Return which cells of a rectangle are formatted as text."""
    return {place for part, code in formats_in(sheet, box) if code == _TEXT for place in cells_of(part)}


def _numbers_in(values: Mapping[Place, CellValue], places: set[Place]) -> Iterator[Place]:
    return (place for place in places if isinstance(values.get(place), (float, bool)))


def _given(value: CellValue, as_text: bool) -> str | float | bool | None:
    if isinstance(value, CellError):
        return value.text
    return _QUOTE + value if isinstance(value, str) and value and not as_text else value


def _rows(box: Box) -> Iterator[list[Place]]:
    top, left, bottom, right = box
    return ([(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1))


def _write(sheet: Sheet, box: Box, rows: list[list[Any]]) -> None:
    sheet.range(box_name(box)).value = rows
