"""Links from the Checks table to where a finding is, as formulas: a block of them is one write, and they sort.

A box of a form is reached by its defined name, a sheet by its own. A cell of a table has none: its link asks
where the cell is now, so that it still leads there after rows were inserted above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eds_xl.assessment.finding import WHOLE_WORKBOOK
from eds_xl.assessment.place import Source
from eds_xl.workbook.book import Book, FormulaCell
from eds_xl.workbook.calculated.formula import quoted_sheet, reference, text
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.names import is_place, sheet_name
from eds_xl.workbook.sheets import START

_LONGEST_WORDS = 250  # of a place in words: the name of a sheet may be anything in a file from outside
_LONGEST_SHEET_NAME = 31  # Excel's own; a formula holds no text of more than 255 characters

_Cell = tuple[str, int, int]


class FindingLinks:
    """Makes the links for the findings of one workbook, as it is now."""

    def __init__(self, book: Book) -> None:
        """Look up which cells have names of ours."""
        self._sheets = frozenset(book.sheet_names())
        self._names: Mapping[_Cell, str] = dict(_named_cells(book))
        start = sheet_name(START)
        self._start = text(f"#{start}") if start in self._names.values() else ""

    def link(self, source: Source | None) -> FormulaCell | str:
        """Return the link to a finding's place; words alone where there is nothing (any more) to lead to."""
        words = str(source)[:_LONGEST_WORDS] if source else WHOLE_WORKBOOK
        target = self._target(source) if source else self._start
        return FormulaCell(f"HYPERLINK({target},{text(words)})", words) if target else words

    def _target(self, source: Source) -> str:
        if source.sheet not in self._sheets or len(source.sheet) > _LONGEST_SHEET_NAME:
            return ""
        box = parse_box(source.cell) if source.cell else None
        cell = (source.sheet, box[0], box[1]) if box else (source.sheet, 1, 1)
        name = self._names.get(cell)
        return text(f"#{name}") if name else _to_cell(*cell)


def _to_cell(sheet: str, row: int, column: int) -> str:
    """Return the formula for the address of a cell wherever it has moved; the first cell if it was deleted."""
    cell = reference(sheet, row, column)
    return f'{text(f"#{quoted_sheet(sheet)}!")}&IFERROR(ADDRESS(ROW({cell}),COLUMN({cell})),"$A$1")'


def _named_cells(book: Book) -> Iterator[tuple[_Cell, str]]:
    for name, area in book.names().items():
        if area and is_place(name) and (area.top, area.left) == (area.bottom, area.right):
            yield (area.sheet, area.top, area.left), name
