"""What is not read: cells of our sheets that belong to no form and no table, and copies of our sheets.

Entries pasted below or beside a table, or under a heading of one's own, look as if they counted. They are
never passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from eds_xl.assessment.entries import tidy_text
from eds_xl.assessment.place import Source
from eds_xl.workbook.book import Book, CellValue, Grid
from eds_xl.workbook.cell_text import as_shown
from eds_xl.workbook.coordinates import Place, box_name, cell_name
from eds_xl.workbook.live_blocks import rectangles
from eds_xl.workbook.locate import Located, LocatedTable, Note, NoteKind
from eds_xl.workbook.sheet_words import known_words, plain
from eds_xl.workbook.sheets import CHECKS, SHEETS, TABLES
from eds_xl.workbook.spec import Table

_OUR_TABLES = "EDS_"
_COPY = re.compile(r"(?:copy of )?(.*?)(?: \(\d+\)| copy)?")
_ROWS_APART, _COLUMNS_APART = 2, 8
"""How far apart cells may stand to be named together, as one block."""

_MOST_BLOCKS, _MOST_PIECES = 10, 6
_MOST_CELLS = 5_000

_NAMED_ABOVE = ("service_1", "service_2", "service_3")
"""Columns over which the template shows the services' names."""


def unread_notes(book: Book, located: Located, rows_read: Mapping[str, Collection[int]]) -> Iterator[Note]:
    """Yield a note for each block of cells, and for each copy of a sheet, that is not read.

    Args:
        book: The workbook.
        located: Where everything was found.
        rows_read: The rows that were read of the tables of which not every row counts.
    """
    ours = set(located.sheets.values())
    # On the Checks sheet nothing is read but acceptances, and people may write what they like.
    checks = located.sheets.get(CHECKS.title)
    for visible in dict.fromkeys(located.sheets.values()):
        if visible != checks:
            yield from _on_sheet(book.grid(visible), located, rows_read)
    ours_by_name = {title.casefold(): title for title in located.sheets}
    tables = {table.area.sheet for name, table in book.tables().items() if name.startswith(_OUR_TABLES)}
    for title in book.sheet_names():
        match = _COPY.fullmatch(title.strip().casefold())
        original = ours_by_name.get(match[1]) if match else None
        if title not in ours and (original or title in tables):
            yield Note(NoteKind.SHEET_UNREAD, Source(title), original or title)


def _on_sheet(grid: Grid, located: Located, rows_read: Mapping[str, Collection[int]]) -> Iterator[Note]:
    known = _Known(grid, located, rows_read)
    left = {place: value for place, value in _beside(grid, known.spans) if not known.holds(place, value)}
    if not left:
        return
    for block in _blocks(left):
        inside = {place: left[place] for place in left if block.has(place)}
        if any(row not in known.headings for row, _ in inside):
            first = min(inside)
            source = Source(grid.sheet, cell_name(*first))
            begins, *_ = words = [" ".join(as_shown(value).split()) for _, value in sorted(inside.items())]
            yield Note(NoteKind.UNREAD, source, begins, _named(block, inside, grid), "\n".join(words))


def _named(block: _Block, inside: Collection[Place], grid: Grid) -> str:
    """Return the cells of a block in words; as one range where nothing else stands in it."""
    box = block.top, block.left, block.bottom, block.right
    if all(
        place in inside or not block.has(place) or _is_blank(value) for place, value in grid.values.items()
    ):
        return box_name(box)
    pieces = [box_name(piece) for piece in rectangles(inside)]
    more = len(pieces) - _MOST_PIECES
    return ", ".join(pieces) if more <= 0 else f"{', '.join(pieces[:_MOST_PIECES])} and {more} more places"


def _beside(grid: Grid, spans: Mapping[int, Sequence[range]]) -> Iterator[tuple[Place, CellValue]]:
    """Yield the cells that stand in no table. Nearly all do: they are told apart without a call for each."""
    for place, value in grid.values.items():
        for rows in spans.get(place[1], ()):
            if place[0] in rows:
                break
        else:
            yield place, value


def _is_blank(value: CellValue) -> bool:
    return isinstance(value, str) and not tidy_text(value)


class _Known:
    """The cells of a sheet that are read, or that the template itself has filled.

    ``spans`` are the rows of the tables, by column.
    """

    def __init__(self, grid: Grid, located: Located, rows_read: Mapping[str, Collection[int]]) -> None:
        self.headings: set[int] = set()
        self._words = frozenset().union(
            *(known_words(sheet) for sheet in SHEETS if located.sheets.get(sheet.title) == grid.sheet)
        )
        self.spans: dict[int, list[range]] = {}
        fields = {(row, column) for sheet, row, column in located.fields.values() if sheet == grid.sheet}
        self._cells = fields | {(row, column - 1) for row, column in fields}  # their labels, reworded or not
        for _, table in TABLES:
            found = located.tables.get(table.name)
            if found is not None and found.sheet == grid.sheet:
                self._add(grid, table, found, rows_read.get(table.name))

    def holds(self, place: Place, value: CellValue) -> bool:
        """Whether a cell outside of the tables' columns is known."""
        return (
            place in self._cells
            or _is_blank(value)
            or (isinstance(value, str) and plain(value) in self._words)
        )

    def _add(self, grid: Grid, table: Table, found: LocatedTable, rows: Collection[int] | None) -> None:
        self.headings.add(found.heading_row)
        columns = {*found.columns.values(), *(column for _, column in display_columns(grid, table, found))}
        for column in columns:
            if rows is None:
                self.spans.setdefault(column, []).append(range(found.heading_row, found.last_row + 1))
            else:
                self._cells.update((row, column) for row in (found.heading_row, *rows))
        self._cells.update(
            (found.heading_row - 1, found.columns[name]) for name in _NAMED_ABOVE if name in found.columns
        )


def display_columns(grid: Grid, table: Table, found: LocatedTable) -> Iterator[tuple[str, int]]:
    """Yield label and column of what is only for display, found by the headings."""
    labels = {plain(entry.label): entry.label for entry in table.entries if not entry.attribute}
    for (row, column), value in grid.values.items() if labels else ():
        if row == found.heading_row and isinstance(value, str) and plain(value) in labels:
            yield labels[plain(value)], column


@dataclass(slots=True)
class _Block:
    top: int
    left: int
    bottom: int
    right: int

    def has(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    def is_beside(self, column: int) -> bool:
        return self.left - _COLUMNS_APART <= column <= self.right + _COLUMNS_APART

    def take(self, other: _Block) -> None:
        self.top, self.left = min(self.top, other.top), min(self.left, other.left)
        self.bottom, self.right = max(self.bottom, other.bottom), max(self.right, other.right)


def _blocks(places: Collection[Place]) -> list[_Block]:
    """Return the rectangles around cells that stand together, from the top; beyond the most, one around the rest."""
    if len(places) > _MOST_CELLS:
        return [_around([_Block(row, column, row, column) for row, column in places])]
    done: list[_Block] = []
    blocks: list[_Block] = []
    for row, cells in groupby(sorted(places), key=itemgetter(0)):
        # From here on all cells stand further down: what is far above is not compared again.
        done += (block for block in blocks if row > block.bottom + _ROWS_APART)
        blocks = [block for block in blocks if row <= block.bottom + _ROWS_APART]
        for _, column in cells:
            cell = _Block(row, column, row, column)
            near = [block for block in blocks if block.is_beside(column)]
            for block in near:
                cell.take(block)
                blocks.remove(block)
            blocks.append(cell)
    blocks += done
    blocks.sort(key=lambda block: (block.top, block.left))
    return (
        blocks
        if len(blocks) <= _MOST_BLOCKS
        else [*blocks[: _MOST_BLOCKS - 1], _around(blocks[_MOST_BLOCKS - 1 :])]
    )


def _around(blocks: list[_Block]) -> _Block:
    whole = blocks[0]
    for block in blocks[1:]:
        whole.take(block)
    return whole
