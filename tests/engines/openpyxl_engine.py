"""An xlwings engine in memory: openpyxl holds the workbook, IronCalc works out its formulas.

It takes what is written as Excel would (``excel_typing.py``), and saves as openpyxl saves: never for a user.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.worksheet import Worksheet

from eds_xl.workbook.coordinates import Box, box_name, parse_box
from eds_xl.workbook.live_blocks import cells_of
from eds_xl.workbook.xml_text import escape, unescape
from tests.engines import application
from tests.engines.application import Apps, Engine, box_of
from tests.engines.calls import EngineError
from tests.engines.com_shape import Allowances, NativeSheet, Protection
from tests.engines.excel_typing import ErrorValue, taken
from tests.engines.ironcalc_results import results

_PROTECTED = -2146827284
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_LOCKS = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}


class App(application.App):
    """An application in memory."""

    def __init__(self, apps: Apps) -> None:
        super().__init__(apps)
        self.engine = ENGINE
        self.pid = self.hwnd = id(self)

    def open(self, path: Path) -> Book:
        return Book(self, path)

    def calculate(self) -> None:
        self.calls.record("calculate")
        for book in self.books.opened:
            book.calculate()


class Book(application.Book):
    """A workbook in memory."""

    def __init__(self, app: App, path: Path) -> None:
        super().__init__(app, path)
        self.workbook: Workbook = openpyxl.load_workbook(path)
        self._opened_from = path
        # Worked out when first asked for, unless the user does that by hand.
        self._results = _stored(path) if app.calculation == "manual" else None

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def calculate(self) -> None:
        self._results = results(self.workbook)

    def changed(self) -> None:
        """Forget the results, unless the user works them out by hand."""
        if self.app.calculation == "automatic":
            self._results = None

    def result(self, sheet: str, row: int, column: int) -> Any:
        """Return the value of a formula cell."""
        if self._results is None:
            self.calculate()
        return (self._results or {}).get((sheet, row, column))

    def selected(self) -> Range:
        sheet = self.workbook.active
        chosen = parse_box(sheet.sheet_view.selection[-1].activeCell or "A1")
        return Range(Sheet(self, sheet), chosen or (1, 1, 1, 1))

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.path = Path(path) if path else self.path
        self.workbook.save(self.path)

    def save_copy(self, path: Path) -> None:
        # Formatted words are kept beside, for the rest here wants plain text.
        kept = _rich_texts(self._opened_from).items()
        rich = {at: words for at, words in kept if _cell(self.workbook, at).value == str(words)}
        for at, words in rich.items():
            _cell(self.workbook, at).value = words
        self.workbook.save(path)
        for at, words in rich.items():
            _cell(self.workbook, at).value = str(words)


def _stored(path: Path) -> dict[tuple[str, int, int], Any]:
    sheets = openpyxl.load_workbook(path, data_only=True).worksheets
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _rich_texts(path: Path) -> dict[tuple[str, int, int], CellRichText]:
    """The texts of which some words are formatted."""
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in openpyxl.load_workbook(path, rich_text=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, CellRichText)
    }


def _cell(workbook: Workbook, at: tuple[str, int, int]) -> Any:
    return workbook[at[0]].cell(at[1], at[2])


class Sheets:
    """The worksheets of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.workbook.active)

    def __call__(self, key: int | str) -> Sheet:
        sheets = self.book.workbook.worksheets
        return Sheet(self.book, sheets[key - 1] if isinstance(key, int) else self.book.workbook[key])

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.book.workbook.worksheets)

    def __len__(self) -> int:
        return len(self.book.workbook.worksheets)


class Sheet:
    """A worksheet."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet

    @property
    def api(self) -> NativeSheet:
        return NativeSheet(_Lock(self.sheet), self.book.app.calls, self.name)

    @property
    def name(self) -> str:
        return self.sheet.title

    @property
    def visible(self) -> bool:
        return self.sheet.sheet_state == "visible"

    @visible.setter
    def visible(self, value: bool) -> None:
        self.sheet.sheet_state = "visible" if value else "hidden"

    @property
    def tables(self) -> Tables:
        self.book.app.calls.record("list tables", self.name)
        return Tables(self)

    @property
    def used_range(self) -> Range:
        sheet = self.sheet
        return Range(self, (sheet.min_row, sheet.min_column, sheet.max_row, sheet.max_column))

    def range(self, first: Any, second: Any = None) -> Range:
        return Range(self, box_of(first, second))

    def activate(self) -> None:
        self.book.app.calls.record("activate", self.name)
        self.book.workbook.active = self.sheet


class Range(application.Range):
    """A rectangle of cells."""

    sheet: Sheet

    @property
    def raw_value(self) -> Any:
        self.record("read values")
        return self._shaped(self._value)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._put(value, "write values")

    @property
    def formula(self) -> Any:
        self.record("read formulas")
        return self._shaped(self._formula)

    @formula.setter
    def formula(self, value: Any) -> None:
        self._put(value, "write formulas")

    @property
    def number_format(self) -> str | None:
        self.record("read format")
        found = {cell.number_format if (cell := self._cell(*at)) else "General" for at in cells_of(self.box)}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.record("write format")
        self._refuse_locked()
        for row, column in cells_of(self.box):
            self.sheet.sheet.cell(row, column).number_format = value

    def select(self) -> None:
        self.record("select")
        selection = self.sheet.sheet.sheet_view.selection[-1]
        selection.activeCell = selection.sqref = box_name(self.box)

    def _shaped(self, one: Any) -> Any:
        top, left, bottom, right = self.box
        rows = tuple(
            tuple(one(row, column) for column in range(left, right + 1)) for row in range(top, bottom + 1)
        )
        return rows[0][0] if self.shape == (1, 1) else rows

    def _cell(self, row: int, column: int) -> Cell | None:
        # Asking the sheet itself would make the cell, and the used range grow.
        return self.sheet.sheet._cells.get((row, column))

    def _value(self, row: int, column: int) -> Any:
        cell = self._cell(row, column)
        if cell is None or cell.value is None:
            return None
        value = cell.value
        if cell.data_type == "f":
            value = self.sheet.book.result(self.sheet.name, row, column)
            return ErrorValue(value) if isinstance(value, str) and value.startswith("#") else value
        if cell.data_type == "e":
            return ErrorValue(value)
        if isinstance(value, str):
            return unescape(value)
        return _as_excel_gives_it(value, cell.number_format)

    def _formula(self, row: int, column: int) -> str:
        cell = self._cell(row, column)
        value = None if cell is None else cell.value
        return "" if value is None else unescape(str(value))

    def _put(self, value: Any, kind: str) -> None:
        self.record(kind)
        self._refuse_locked()
        top, left = self.box[:2]
        for row, line in enumerate(self.in_rows(value), top):
            for column, one in enumerate(line, left):
                self._set(self.sheet.sheet.cell(row, column), one)
        self.sheet.book.changed()

    @staticmethod
    def _set(cell: Cell, value: Any) -> None:
        shown = cell.number_format
        result = taken(value, shown)
        cell.value = escape(result.value) if result.kind == "text" else result.value
        if result.kind == "text":
            cell.data_type = "s"  # also for what looks like a formula or an error
        if result.kind != "date":
            cell.number_format = shown

    def _refuse_locked(self) -> None:
        if self.sheet.sheet.protection.sheet:
            cells = (self.sheet.sheet.cell(*at) for at in cells_of(self.box))
            if any(cell.protection.locked for cell in cells):
                raise EngineError("the cell is protected", _PROTECTED)


def _as_excel_gives_it(value: Any, number_format: str) -> Any:
    if isinstance(value, (bool, datetime)):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as openpyxl gives it
    if isinstance(value, time):
        return datetime(1899, 12, 30, value.hour, value.minute, value.second)  # noqa: DTZ001 - as above
    return _DAY_ZERO + timedelta(value) if is_date_format(number_format) else float(value)


class Tables:
    """The marked-up tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, table) for table in self._sheet.sheet.tables.values())

    def __len__(self) -> int:
        return len(self._sheet.sheet.tables)

    def __call__(self, key: int | str) -> Table:
        return next(table for number, table in enumerate(self, 1) if key in (number, table.name))


class Table:
    """A marked-up table."""

    def __init__(self, sheet: Sheet, table: Any) -> None:
        self.parent, self._table = sheet, table

    @property
    def name(self) -> str:
        return str(self._table.displayName)

    @property
    def range(self) -> Range:
        return Range(self.parent, parse_box(self._table.ref) or (0, 0, 0, 0))

    @property
    def show_headers(self) -> bool:
        return self._table.headerRowCount != 0

    @property
    def show_totals(self) -> bool:
        return bool(self._table.totalsRowCount)

    @property
    def show_autofilter(self) -> bool:
        return self._table.autoFilter is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._table.autoFilter = AutoFilter(ref=self._table.ref) if value else None

    def resize(self, to: Any) -> None:
        box: Box = to.impl.box
        self.parent.book.app.calls.record("resize", f"{self.name}!{box_name(box)}")
        if self.parent.sheet.protection.sheet:
            raise EngineError("tables on protected sheets do not grow", _PROTECTED)
        self._table.ref = box_name(box)
        if self._table.autoFilter:
            self._table.autoFilter.ref = self._table.ref


class Names:
    """The defined names, those of single sheets included."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def snapshot(self) -> list[tuple[str, Name]]:
        self._book.app.calls.record("list names")
        own = list(self._book.workbook.defined_names.values())
        found = [Name(name.name, name.attr_text) for name in own]
        for sheet in self._book.workbook.worksheets:
            found += [
                Name(f"'{sheet.title}'!{name.name}", name.attr_text) for name in sheet.defined_names.values()
            ]
        return [(name.name, name) for name in found]


class Name:
    """A defined name."""

    def __init__(self, name: str, reference: str) -> None:
        self._name, self._reference = name, reference

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        return f"={self._reference}"


class _Lock:
    """A sheet's protection in openpyxl, where each allowance is kept as its opposite."""

    def __init__(self, sheet: Worksheet) -> None:
        self._protection = sheet.protection

    def state(self) -> Protection | None:
        kept = self._protection
        if not kept.sheet:
            return None
        allowed = {ours: not getattr(kept, theirs) for ours, theirs in _LOCKS.items()}
        return Protection(bool(kept.objects), bool(kept.scenarios), Allowances(**allowed))

    def take_off(self, password: str) -> bool:
        if not self._protection.password:
            self._protection.sheet = False
        return not self._protection.sheet

    def put_on(self, protection: Protection) -> None:
        kept = self._protection
        kept.sheet, kept.objects, kept.scenarios = True, protection.drawings, protection.scenarios
        for ours, theirs in _LOCKS.items():
            setattr(kept, theirs, not getattr(protection.allowances, ours))


ENGINE = Engine("openpyxl", App)
