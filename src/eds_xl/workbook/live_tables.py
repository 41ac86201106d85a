"""The marked-up tables of a workbook open in Excel, listed once; headings are read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eds_xl.workbook.book import Area, Grid, TableArea
from eds_xl.workbook.coordinates import parse_box

if TYPE_CHECKING:
    from xlwings import Sheet
    from xlwings.main import Table


@dataclass(frozen=True, slots=True)
class ListedTable:
    """A table as Excel lists it: no cell is read for that."""

    table: Table
    area: Area
    total_row: bool


def list_tables(sheets: Mapping[str, Sheet]) -> dict[str, ListedTable]:
    """Return the tables of the sheets by name; Excel's own errors pass through."""
    return {table.name: _listed(table, title) for title, sheet in sheets.items() for table in sheet.tables}


class LiveTables(Mapping[str, TableArea]):
    """Tables by name.

    Only asking for one reads its headings, and with them its sheet: sheets that are not ours stay unread.
    """

    def __init__(self, listed: Mapping[str, ListedTable], grid: Callable[[str], Grid]) -> None:
        """Take the tables that :func:`list_tables` found; ``grid`` gives the values of a sheet."""
        self._listed, self._grid = listed, grid

    def __getitem__(self, name: str) -> TableArea:
        area = self._listed[name].area
        grid = self._grid(area.sheet)
        columns = range(area.left, area.right + 1)
        return TableArea(name, area, tuple(str(grid.value(area.top, column) or "") for column in columns))

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def has_total_row(self, name: str) -> bool:
        """Return whether a table has a total row."""
        return self._listed[name].total_row

    def unfilter(self, name: str) -> None:
        """Take off a table's filter and show its rows; the filter buttons stay."""
        table = self._listed[name].table
        if table.show_autofilter:
            table.show_autofilter = False
            table.show_autofilter = True

    def resize(self, name: str, reference: str) -> None:
        """Make a table span a range of its sheet, heading row included."""
        table = self._listed[name].table
        table.resize(table.parent.range(reference))


def _listed(table: Table, sheet: str) -> ListedTable:
    address = table.range.address
    box = parse_box(address)
    if box is None:
        raise ValueError(f"{address} is no place for a table")
    top, left, bottom, right = box
    total_row = bool(table.show_totals)
    if not table.show_headers:
        top -= 1
    return ListedTable(table, Area(sheet, top, left, bottom - total_row, right), total_row)
