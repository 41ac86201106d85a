"""What both engines have in common: an application with open books, and registering it with xlwings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from eds_xl.workbook.coordinates import LAST_COLUMN, LAST_ROW, Box, box_name, parse_box
from tests.engines.calls import Calls
from tests.engines.com_shape import NativeApp, NativeBook
from tests.engines.excel_typing import clean


class Engine:
    """An engine as xlwings wants it; ``start`` makes a new application of it."""

    type = "desktop"

    def __init__(self, name: str, start: Callable[[Apps], App]) -> None:
        self.name = name
        self.apps = Apps(start)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> Any:
        return value

    clean_value_data = staticmethod(clean)


class Apps:
    """The running applications of an engine, the one in front first."""

    def __init__(self, start: Callable[[Apps], App]) -> None:
        self._start = start
        self.running: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def add(self, **_: object) -> App:
        self.running.insert(0, self._start(self))
        return self.running[0]

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)


class App:
    """One running application."""

    engine: Engine
    office: Any
    screen_updating = True
    status_bar: str | bool = False
    calculation = "automatic"
    pid = hwnd = 0

    def __init__(self, apps: Apps) -> None:
        self._apps = apps
        self.calls = Calls()
        self.books = Books(self)
        self.api = NativeApp(self.books)

    def open(self, path: Path) -> Book:
        """Open a file."""
        raise NotImplementedError

    def calculate(self) -> None:
        raise NotImplementedError

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing to bring to the front."""

    @property
    def selection(self) -> Any:
        book = self.books.active
        return book.selected() if book else None

    def kill(self) -> None:
        for book in list(self.books.opened):
            book.close()
        self._apps.running.remove(self)


class Books:
    """The open books of an application; the last is in front."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.opened: list[Book] = []

    @property
    def active(self) -> Book | None:
        return self.opened[-1] if self.opened else None

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self.opened[key - 1]
        for book in self.opened:
            if book.name.casefold() == key.casefold():
                return book
        raise KeyError(key)

    def __iter__(self) -> Iterator[Book]:
        self.app.calls.record("list books")
        return iter(list(self.opened))

    def __len__(self) -> int:
        return len(self.opened)

    def open(self, fullname: str, *_: object) -> Book:
        self.opened.append(self.app.open(Path(fullname)))
        return self.opened[-1]


class Book:
    """An open book; ``address`` is where the program says it lies."""

    document: Any

    def __init__(self, app: App, path: Path) -> None:
        self.app, self.path = app, path
        self.read_only = False
        self.address = str(path.parent)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def fullname(self) -> str:
        return str(self.path)

    @property
    def api(self) -> NativeBook:
        return NativeBook(self.address, self.read_only, self.save_copy, self.app.calls)

    def activate(self) -> None:
        self.app.books.opened.remove(self)
        self.app.books.opened.append(self)

    def close(self) -> None:
        self.app.books.opened.remove(self)

    def calculate(self) -> None:
        """Work out the formulas."""
        raise NotImplementedError

    def selected(self) -> Any:
        """Return the selected range."""
        raise NotImplementedError

    def save_copy(self, path: Path) -> None:
        """Save the workbook as it stands as another file, and stay with the own one."""
        raise NotImplementedError


class Range(base_classes.Range):
    """A rectangle of cells; the engines add what stands in it."""

    def __init__(self, sheet: Any, box: Box) -> None:
        self.sheet, self.box = sheet, box
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Range:
        return self

    @property
    def row(self) -> int:
        return self.box[0]

    @property
    def column(self) -> int:
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.box
        return bottom - top + 1, right - left + 1

    @property
    def address(self) -> str:
        top, left, bottom, right = self.box
        corners = [box_name((row, column, row, column)) for row, column in ((top, left), (bottom, right))]
        absolute = [
            f"${name.rstrip('0123456789')}${name.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" for name in corners
        ]
        return absolute[0] if self.shape == (1, 1) else ":".join(absolute)

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int = 1) -> Any:
        top, left = self.box[0] + row - 1, self.box[1] + column - 1
        return type(self)(self.sheet, (top, left, top, left))

    def record(self, kind: str) -> None:
        """Note a call about this range."""
        self.sheet.book.app.calls.record(kind, f"{self.sheet.name}!{box_name(self.box)}")

    def in_rows(self, value: Any) -> list[list[Any]]:
        """Return what is to be written as rows: a single value goes into every cell."""
        rows, columns = self.shape
        if not isinstance(value, (list, tuple)):
            return [[value] * columns for _ in range(rows)]
        return [list(row) for row in value]


def box_of(first: Any, second: Any) -> Box:
    """Return the rectangle that a sheet's ``range`` is asked for: "A1:B2", (row, column), two corners."""
    if isinstance(first, str):
        box = parse_box(first)
        assert box, first
    elif isinstance(first, tuple):
        box = (*first[:2], *first[:2]) if len(first) == 2 else _sized(first)
    else:
        box = first.box if hasattr(first, "box") else first.impl.box
    if second is None:
        return box
    other = box_of(second, None)
    return (*box[:2], *other[2:])


def _sized(corner: tuple[int, ...]) -> Box:
    row, column, rows, columns = corner
    return row, column, min(row + rows - 1, LAST_ROW), min(column + columns - 1, LAST_COLUMN)


def start(engine: Engine) -> xlwings.App:
    """Make an engine the active one of xlwings and start an application of it."""
    if engine.name not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=engine))
    xlwings.engines.engines_by_name[engine.name].activate()
    return xlwings.App(impl=engine.apps.add())
