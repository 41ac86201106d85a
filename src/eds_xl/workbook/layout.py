"""Where everything stands in a fresh workbook: the rows and columns that follow from the spec.

Only the template and the formulas use these places. A workbook that people have worked in is read by
names, tables and headings (``locate.py``), never by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from eds_xl.workbook.spec import Block, ChartArea, Entry, Form, Sheet, Table

TITLE_ROW = 1
INSTRUCTION_ROWS = (2, 3)
LINK_ROW = 4
FIRST_BLOCK_ROW = 6

LABEL_COLUMN, FIELD_COLUMN, HELP_COLUMN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: the row of its title, of its table's headings, and of its first entry."""

    sheet: Sheet
    block: Block
    title_row: int
    heading_row: int
    first_row: int
    column: int

    @property
    def last_row(self) -> int:
        """The last row of the block in an empty workbook."""
        return self.first_row + _height(self.block) - 1

    def cell(self, attribute: str, key: str | int = "") -> tuple[int, int]:
        """Return row and column of a form field, or of a given row's cell in a table."""
        if isinstance(self.block, Form):
            position = [entry.attribute for entry in self.block.entries].index(attribute)
            return self.first_row + position, FIELD_COLUMN
        if not isinstance(self.block, Table):
            raise TypeError("only forms and tables have cells for entries")
        rows = [row[0] for row in self.block.given]
        return self.first_row + rows.index(key), self.column + self.block.column(attribute) - 1


def _height(block: Block) -> int:
    if isinstance(block, Form):
        return len(block.entries)
    if isinstance(block, Table):
        return block.row_count
    return block.rows if isinstance(block, ChartArea) else len(block.lines)


@cache
def places(sheet: Sheet) -> tuple[BlockPlace, ...]:
    """Return where each block of a sheet stands in an empty workbook, in order."""
    return tuple(_stacked(sheet) if not sheet.side_by_side else _side_by_side(sheet))


def _stacked(sheet: Sheet) -> Iterator[BlockPlace]:
    row = FIRST_BLOCK_ROW
    for block in sheet.blocks:
        heading = row + 2 if isinstance(block, Table) else row
        place = BlockPlace(sheet, block, row, heading, heading + 1, 1)
        yield place
        row = place.last_row + 2


def _side_by_side(sheet: Sheet) -> Iterator[BlockPlace]:
    column = 1
    for block in sheet.tables():
        yield BlockPlace(sheet, block, FIRST_BLOCK_ROW, FIRST_BLOCK_ROW, FIRST_BLOCK_ROW + 1, column)
        column += len(block.entries)


@cache
def place_of(sheet: Sheet, name: str) -> BlockPlace:
    """Return where the table or form of that name stands; raises StopIteration if nowhere."""
    return next(place for place in places(sheet) if _name(place.block) == name)


def _name(block: Block) -> str:
    if isinstance(block, Table):
        return block.name
    return block.key if isinstance(block, (Form, ChartArea)) else ""


def column_widths(sheet: Sheet) -> list[int]:
    """Return the width in characters of each column of a sheet, from the first."""
    widths: dict[int, int] = {}
    for place in places(sheet):
        for column, width in _block_widths(place):
            widths[column] = max(width, widths.get(column, 0))
    return [widths.get(column, 12) for column in range(1, max(widths, default=1) + 1)]


def _block_widths(place: BlockPlace) -> Iterator[tuple[int, int]]:
    if isinstance(place.block, Table):
        entries: tuple[Entry, ...] = place.block.entries
        yield from ((place.column + offset, entry.width) for offset, entry in enumerate(entries))
