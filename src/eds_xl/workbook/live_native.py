"""What xlwings leaves to Excel itself: the only module that reaches behind it (``.api``).

Protection, options that Excel would apply to what is written, and what a workbook's window says of it.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eds_xl.workbook.live_errors import excel_errors, is_busy, patiently, windows_part
from eds_xl.workbook.problems import WorkbookProblem, problem

if TYPE_CHECKING:
    from xlwings import App, Book, Sheet

_ATTEMPTS = 3
_RESTORING = 20.0
"""Seconds for which what was switched off is tried to be switched on again."""

# In the order in which Protect takes them, after the password, what is protected and "user interface only".
_ALLOWANCES = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
# Excel would grow tables and fill columns of them by itself, over cells that were not to change.
_HELPFULNESS = ("AutoExpandListRange", "AutoFillFormulasInLists")


def settle_xlwings() -> None:
    """Take back two habits of xlwings on Windows that would hurt the user.

    It tries calls that Excel turns away for ever, so that it hangs while a cell is being edited; and when
    Python ends it kills every Excel that it cannot see, such as one in Protected View.
    """
    windows = windows_part()
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS
        atexit.unregister(windows.cleanup)


# ---------------------------------------------------------------- the workbook


def has_workbook_in_front(app: App) -> bool:
    """Return whether an Excel has an active workbook; one in Protected View is none."""
    return app.api.ActiveWorkbook is not None


def has_protected_view(app: App) -> bool:
    """Return whether an Excel shows a workbook in Protected View."""
    return bool(app.api.ProtectedViewWindows.Count)


def is_read_only(book: Book) -> bool:
    """Return whether a workbook cannot be saved in its place."""
    return bool(book.api.ReadOnly)


def location_of(book: Book) -> str:
    """Return the folder or web address a workbook lies at; "" if it was never saved.

    xlwings' own answer would read settings from a sheet of the workbook.
    """
    return str(book.api.Path or "")


def save_copy(book: Book, path: Path) -> None:
    """Save what Excel has open, saved or not, as a file of its own.

    The workbook keeps its name, its place and its unsaved changes: xlwings' ``save`` would change all three.
    """
    book.api.SaveCopyAs(str(path))


# ---------------------------------------------------------------- protection


@dataclass(frozen=True, slots=True)
class _Protection:
    drawings: bool
    scenarios: bool
    allowances: tuple[bool, ...]
    selection: int


@contextmanager
def unprotected(sheet: Sheet, title: str, name: str) -> Iterator[None]:
    """Take a sheet's protection off and put the same on again, whatever happens in between.

    Raises:
        WorkbookProblem: CON-016 if there is a password, CON-013 or CON-018 if Excel would not.
    """
    native = sheet.api
    doing = f'take off the protection of the sheet "{title}"'
    before = patiently(lambda: _protection(native), name=name, doing=doing)
    if before is None:
        yield
        return
    patiently(lambda: _take_off(native, title, name), name=name, doing=doing)
    try:
        yield
    finally:
        _put_on(native, before, title, name)


def _protection(native: Any) -> _Protection | None:
    if not native.ProtectContents:
        return None
    return _Protection(
        bool(native.ProtectDrawingObjects),
        bool(native.ProtectScenarios),
        tuple(bool(getattr(native.Protection, name)) for name in _ALLOWANCES),
        native.EnableSelection,
    )


def _take_off(native: Any, title: str, name: str) -> None:
    try:
        # With a password given, if an empty one, Excel does not ask the user for it.
        native.Unprotect("")
    except excel_errors() as error:
        if is_busy(error):
            raise
        raise problem("sheet password", name=name, sheet=title) from error
    if native.ProtectContents:
        raise problem("sheet password", name=name, sheet=title)


def _put_on(native: Any, before: _Protection, title: str, name: str) -> None:
    def protect() -> None:
        native.Protect("", before.drawings, True, before.scenarios, False, *before.allowances)
        native.EnableSelection = before.selection

    try:
        patiently(protect, name=name, doing="", seconds=_RESTORING)
    except WorkbookProblem as error:
        raise problem("left unprotected", name=name, sheet=title) from error


# ---------------------------------------------------------------- while writing


@contextmanager
def undisturbed(app: App, name: str) -> Iterator[None]:
    """Keep Excel from redrawing and from adding to what is written; everything is as before afterwards."""
    doing = "get ready for a change"

    def present() -> tuple[Any, bool, list[bool]]:
        correct = app.api.AutoCorrect
        return correct, app.screen_updating, [bool(getattr(correct, option)) for option in _HELPFULNESS]

    correct, drawing, helpful = patiently(present, name=name, doing=doing)

    def switch(drawing: bool, helpful: list[bool]) -> None:
        for option, on in zip(_HELPFULNESS, helpful, strict=True):
            setattr(correct, option, on)
        app.screen_updating = drawing

    try:
        patiently(lambda: switch(False, [False] * len(helpful)), name=name, doing=doing)
        yield
    finally:
        patiently(lambda: switch(drawing, helpful), name=name, doing=doing, seconds=_RESTORING)
