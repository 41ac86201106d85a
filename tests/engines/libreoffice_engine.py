"""An xlwings engine that drives a real LibreOffice Calc over UNO: as much of it as the live workbook uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from eds_xl.workbook.coordinates import Box, box_name
from tests.engines import application
from tests.engines.application import Apps, Engine, box_of
from tests.engines.com_shape import Allowances, NativeSheet, Protection
from tests.engines.libreoffice_cells import Range, box_from
from tests.engines.libreoffice_formulas import to_excel
from tests.engines.libreoffice_office import Office

# The template's, which UNO neither tells nor takes.
_ALLOWED = Allowances(
    AllowFormattingCells=True,
    AllowFormattingColumns=True,
    AllowFormattingRows=True,
    AllowSorting=True,
    AllowFiltering=True,
)


class App(application.App):
    """One LibreOffice."""

    def __init__(self, apps: Apps) -> None:
        super().__init__(apps)
        self.engine = ENGINE
        self.office = Office()
        self.pid = self.hwnd = self.office.pid

    def open(self, path: Path) -> Book:
        return Book(self, path)

    def calculate(self) -> None:
        for book in self.books.opened:
            book.calculate()

    def kill(self) -> None:
        super().kill()
        self.office.stop()


class Book(application.Book):
    """An open document."""

    def __init__(self, app: App, path: Path) -> None:
        super().__init__(app, path)
        office = app.office
        # Not hidden: a document without a window loses what is frozen when it is saved.
        self.document = office.desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, (office.setting("MacroExecutionMode", 0),)
        )
        self.formats = self.document.NumberFormats
        self.locks: dict[str, Protection] = {}
        self._kinds: dict[int, int] = {}
        self._tables: dict[str, tuple[int, Any]] = {}

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def calculate(self) -> None:
        self.document.calculate()

    def selected(self) -> Range:
        box = self.document.CurrentController.getSelection().RangeAddress
        sheet = Sheet(self, self.document.Sheets.getByIndex(box.Sheet))
        return Range(sheet, box_from(box))

    def close(self) -> None:
        self.document.close(False)
        super().close()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.path = Path(path) if path else self.path
        self.save_copy(self.path)

    def save_copy(self, path: Path) -> None:
        name = self.app.office.setting("FilterName", "Calc MS Excel 2007 XML")
        self.document.storeToURL(path.as_uri(), (name,))

    def kind(self, format_key: int) -> int:
        """Return what a number format makes of numbers, as LibreOffice's bits."""
        if format_key not in self._kinds:
            self._kinds[format_key] = self.formats.getByKey(format_key).Type
        return self._kinds[format_key]

    def tables(self) -> dict[str, tuple[int, Any]]:
        """Return the number of the sheet and the area of each table; a table stays on its sheet."""
        ranges = self.document.DatabaseRanges
        for name in ranges.ElementNames:
            if name not in self._tables:
                found = ranges.getByName(name)
                self._tables[name] = found.DataArea.Sheet, found
        return self._tables


class Sheets:
    """The sheets of a document."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __call__(self, key: int | str) -> Sheet:
        sheets = self.book.document.Sheets
        return Sheet(self.book, sheets.getByIndex(key - 1) if isinstance(key, int) else sheets.getByName(key))

    def __iter__(self) -> Iterator[Sheet]:
        return (self(number) for number in range(1, len(self) + 1))

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)


class Sheet:
    """A sheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet = book, sheet

    @property
    def api(self) -> NativeSheet:
        return NativeSheet(_Lock(self), self.book.app.calls, self.name)

    @property
    def name(self) -> str:
        return str(self.sheet.Name)

    @property
    def visible(self) -> bool:
        return bool(self.sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.sheet.IsVisible = value

    @property
    def tables(self) -> Tables:
        self.book.app.calls.record("list tables", self.name)
        return Tables(self)

    @property
    def used_range(self) -> Range:
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        cursor.gotoStartOfUsedArea(True)
        return Range(self, box_from(cursor.RangeAddress))

    def range(self, first: Any, second: Any = None) -> Range:
        return Range(self, box_of(first, second))

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.sheet)


class Tables:
    """The marked-up tables of a sheet: the office keeps them as database ranges of the document."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __iter__(self) -> Iterator[Table]:
        number = self._sheet.sheet.RangeAddress.Sheet
        return (
            Table(self._sheet, area) for sheet, area in self._sheet.book.tables().values() if sheet == number
        )

    def __len__(self) -> int:
        return len(list(self))

    def __call__(self, key: int | str) -> Table:
        return next(table for number, table in enumerate(self, 1) if key in (number, table.name))


class Table:
    """A marked-up table."""

    def __init__(self, sheet: Sheet, area: Any) -> None:
        self.parent, self._area = sheet, area

    @property
    def name(self) -> str:
        return str(self._area.Name)

    @property
    def range(self) -> Range:
        return Range(self.parent, box_from(self._area.DataArea))

    @property
    def show_headers(self) -> bool:
        return bool(self._area.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        return bool(self._area.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        return bool(self._area.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._area.AutoFilter = value

    def resize(self, to: Any) -> None:
        box: Box = to.impl.box
        self.parent.book.app.calls.record("resize", f"{self.name}!{box_name(box)}")
        area = self._area.DataArea
        area.StartRow, area.StartColumn, area.EndRow, area.EndColumn = (number - 1 for number in box)
        self._area.DataArea = area


class Names:
    """The defined names, those of single sheets included."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def snapshot(self) -> list[tuple[str, Name]]:
        self._book.app.calls.record("list names")
        own = self._book.document.NamedRanges
        found = [Name(self._book, own.getByName(name), "") for name in own.ElementNames]
        for sheet in self._book.sheets:
            ranges = sheet.sheet.NamedRanges
            found += [
                Name(self._book, ranges.getByName(name), f"'{sheet.name}'!") for name in ranges.ElementNames
            ]
        return [(name.name, name) for name in found]


class Name:
    """A defined name."""

    def __init__(self, book: Book, name: Any, scope: str) -> None:
        self._book, self._name, self._scope = book, name, scope

    @property
    def name(self) -> str:
        return f"{self._scope}{self._name.Name}"

    @property
    def refers_to(self) -> str:
        return f"={to_excel(self._name.Content)}"


class _Lock:
    """A sheet's protection; what is allowed is kept here, for UNO knows nothing of it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def state(self) -> Protection | None:
        if not self._sheet.sheet.isProtected():
            return None
        return self._sheet.book.locks.get(self._sheet.name, replace(Protection(), allowances=_ALLOWED))

    def take_off(self, password: str) -> bool:
        self._sheet.sheet.unprotect(password)
        return not self._sheet.sheet.isProtected()

    def put_on(self, protection: Protection) -> None:
        self._sheet.sheet.protect("")
        self._sheet.book.locks[self._sheet.name] = protection


ENGINE = Engine("libreoffice", App)
