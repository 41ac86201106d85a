"""Finding the workbook that is meant among all that Excel has open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eds_xl.workbook.live_errors import patiently
from eds_xl.workbook.live_native import has_protected_view, has_workbook_in_front, settle_xlwings
from eds_xl.workbook.live_xlwings import load_xlwings
from eds_xl.workbook.problems import problem

if TYPE_CHECKING:
    from xlwings import App, Book


def find_workbook(name: str | None, window: int = 0) -> Book:
    """Return the workbook of that name, or the one in front.

    Args:
        name: The workbook's name, or None for the one in front.
        window: The window of the Excel that is meant, should several have a workbook of that name.

    Raises:
        WorkbookProblem: CON-013 if Excel is busy, CON-014 if there is no such workbook to be worked on,
            CON-015 if there are several.
    """
    xlwings = load_xlwings()
    settle_xlwings()
    engine: object = xlwings.engines.active
    if engine is None:
        raise problem("no excel", name=name or "")

    def find() -> Book:
        apps = list(xlwings.apps)
        return _in_front(apps) if name is None else _called(name, apps, window)

    return patiently(find, name=name or "Excel", doing="list the workbooks")


def _in_front(apps: Sequence[App]) -> Book:
    if not apps:
        raise problem("nothing open", name="")
    if not has_workbook_in_front(apps[0]):
        raise problem("protected view" if has_protected_view(apps[0]) else "nothing open", name="")
    return apps[0].books.active


def _called(name: str, apps: Sequence[App], window: int) -> Book:
    found = [book for app in apps for book in app.books if book.name.casefold() == name.casefold()]
    if len(found) > 1:
        found = [book for book in found if book.app.hwnd == window] or found
    if len(found) > 1:
        raise problem("several", name=name)
    if not found:
        raise problem("protected view" if any(map(has_protected_view, apps)) else "not open", name=name)
    return found[0]
