"""Workbooks open in a spreadsheet program, whichever it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from eds_xl.workbook.live import LiveBook
from tests.engines.application import App
from tests.engines.programs import STAND_INS, start_stand_in

# The real Excel takes part where it is asked for: on Windows, with EDS_XL_EXCEL=1.
ENGINES = [*STAND_INS, *(["excel"] if os.environ.get("EDS_XL_EXCEL") == "1" else [])]


class Program:
    """A running spreadsheet program that workbooks are opened in."""

    def __init__(self, app: xlwings.App) -> None:
        self.app = app

    @property
    def stand_in(self) -> App:
        """What is behind xlwings, if it is not Excel."""
        impl = self.app.impl
        assert isinstance(impl, App)
        return impl

    @property
    def workbook(self) -> Any:
        """What openpyxl holds of the first open workbook."""
        return getattr(self.stand_in.books.opened[0], "workbook")  # noqa: B009 - only this stand-in has it

    def open(self, path: Path) -> LiveBook:
        """Open a file and attach to it."""
        return LiveBook(self.app.books.open(path))

    def close_books(self) -> None:
        """Close every workbook without saving."""
        for book in list(self.app.books):
            book.close()


@pytest.fixture(scope="session")
def programs(requires: Callable[[str], Path]) -> Iterator[Callable[[str], Program]]:
    """Return a function that starts a program, each once."""
    running: dict[str, Program] = {}

    def program(name: str) -> Program:
        if name not in running:
            running[name] = Program(_start(name, requires))
        _engine(name).activate()
        return running[name]

    yield program
    for started in running.values():
        started.app.kill()


def _start(name: str, requires: Callable[[str], Path]) -> xlwings.App:
    if name == "excel":
        return xlwings.App(visible=True, add_book=False)
    return start_stand_in(name, requires)


def _engine(name: str) -> xlwings.Engine:
    engine: xlwings.Engine = xlwings.engines.engines_by_name[name]
    return engine


@pytest.fixture(params=ENGINES)
def program(request: pytest.FixtureRequest, programs: Callable[[str], Program]) -> Iterator[Program]:
    """Each program in turn, with no workbook open."""
    found = programs(request.param)
    yield found
    found.close_books()


@pytest.fixture
def excel(programs: Callable[[str], Program]) -> Iterator[Program]:
    """The stand-in for Excel in memory, with no workbook open and nobody in the way."""
    found = programs("openpyxl")
    found.stand_in.calls.forget()
    yield found
    found.stand_in.calls.busy, found.stand_in.calls.refuse = 0, ""
    found.stand_in.calculation = "automatic"
    found.stand_in.api.ProtectedViewWindows.Count = 0
    found.close_books()
