"""Inserting, deleting and moving rows and columns as a spreadsheet program does: tables and names go along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from eds_xl.workbook.coordinates import Box, box_name, parse_box, parse_reference


def table_of(book: Workbook, name: str) -> tuple[Worksheet, Table, Box]:
    """Return a table by its name, with the sheet it stands on and its corners."""
    sheet = next(sheet for sheet in book.worksheets if name in sheet.tables)
    table = sheet.tables[name]
    box = parse_box(table.ref)
    assert box is not None
    return sheet, table, box


def column_of(book: Workbook, name: str, heading: str) -> int:
    """Return the column of a table's heading."""
    _, table, box = table_of(book, name)
    return box[1] + [column.name for column in table.tableColumns].index(heading)


def row_of(book: Workbook, name: str, first: str) -> int:
    """Return the row of a table by what stands in its first cell."""
    sheet, _, (top, left, bottom, _) = table_of(book, name)
    return next(row for row in range(top, bottom + 1) if sheet.cell(row, left).value == first)


def insert_rows(book: Workbook, sheet: Worksheet, at: int, count: int = 1) -> None:
    """Insert blank rows."""
    sheet.insert_rows(at, count)
    _shift(book, sheet, lambda box: (_after(box[0], at, count), box[1], _after(box[2], at, count), box[3]))


def delete_row(book: Workbook, sheet: Worksheet, at: int) -> None:
    """Delete a row."""
    sheet.delete_rows(at)
    _shift(book, sheet, lambda box: (_after(box[0], at + 1, -1), box[1], _after(box[2], at, -1), box[3]))


def insert_column(book: Workbook, sheet: Worksheet, at: int, heading: str = "Column1") -> None:
    """Insert a column; where it goes through a table, the table gets a column with a heading."""
    sheet.insert_cols(at)
    for table in sheet.tables.values():
        box = parse_box(table.ref)
        assert box is not None
        top, left, _, right = box
        if left < at <= right:
            number = max(column.id for column in table.tableColumns) + 1
            table.tableColumns.insert(at - left, TableColumn(id=number, name=heading))
            sheet.cell(top, at).value = heading
    _shift(book, sheet, lambda box: (box[0], _after(box[1], at, 1), box[2], _after(box[3], at, 1)))


def delete_column(book: Workbook, name: str, heading: str) -> None:
    """Delete a column of a table: what stands to its right moves left."""
    sheet, table, (top, left, bottom, right) = table_of(book, name)
    move_column(book, name, heading, right - left)
    del table.tableColumns[-1]
    for row in range(top, bottom + 1):
        sheet.cell(row, right).value = None
    table.ref = box_name((top, left, bottom, right - 1))
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref


def move_column(book: Workbook, name: str, heading: str, to: int) -> None:
    """Drag a column of a table to another position among its columns (from 0)."""
    sheet, table, (top, left, bottom, right) = table_of(book, name)
    start = column_of(book, name, heading) - left
    order = list(range(right - left + 1))
    order.insert(to, order.pop(start))
    columns = list(table.tableColumns)
    table.tableColumns[:] = [columns[old] for old in order]
    for row in range(top, bottom + 1):
        values = [sheet.cell(row, left + old).value for old in order]
        for offset, value in enumerate(values):
            sheet.cell(row, left + offset).value = value


def sort_rows(
    book: Workbook, name: str, key: Callable[[list[Any]], object], *, reverse: bool = False
) -> None:
    """Sort the rows of a table that hold something."""
    sheet, _, (top, left, bottom, right) = table_of(book, name)
    rows: list[list[Any]] = [
        [cell.value for cell in cells] for cells in sheet.iter_rows(top + 1, bottom, left, right)
    ]
    filled = sorted((row for row in rows if any(row)), key=lambda row: str(key(row)), reverse=reverse)
    rows = filled + [[None] * (right - left + 1)] * (len(rows) - len(filled))
    for number, row in enumerate(rows, top + 1):
        for offset, value in enumerate(row):
            sheet.cell(number, left + offset).value = value


def rename_sheet(book: Workbook, title: str, new: str) -> None:
    """Give a sheet another name; what refers to it follows."""
    book[title].title = new
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace(f"'{title}'!", f"'{new}'!").replace(f"{title}!", f"'{new}'!")


def _after(number: int, at: int, count: int) -> int:
    return number + count if number >= at else number


def _shift(book: Workbook, sheet: Worksheet, move: Callable[[Box], Box]) -> None:
    for table in sheet.tables.values():
        box = parse_box(table.ref)
        assert box is not None
        table.ref = box_name(move(box))
        if table.autoFilter is not None:
            table.autoFilter.ref = table.ref
    for name in book.defined_names.values():
        found = parse_reference(name.attr_text)
        if found is not None and found[0] == sheet.title:
            name.attr_text = f"'{sheet.title}'!" + _fixed(move(found[1]))


def _fixed(box: Box) -> str:
    """Return a range with its rows and columns fixed by "$"."""
    return ":".join(
        f"${''.join(filter(str.isalpha, cell))}${''.join(filter(str.isdigit, cell))}"
        for cell in box_name(box).split(":")
    )
