"""What the panel says stays in sight, however narrow the window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eds_xl.addin.buttons import NO_UNDO_ONLINE
from eds_xl.workbook.template import build
from tests.addin.driver import Driver
from tests.addin.stand_ins import FakeExcel, OpenWorkbook

if TYPE_CHECKING:
    import tkinter as tk


@pytest.fixture
def started(driver: Driver, tmp_path: Path) -> Driver:
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(build())
    driver.start(FakeExcel(OpenWorkbook(path)))
    return driver


def everything_in(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from everything_in(child)


def scrollbars(driver: Driver) -> list[bool]:
    """Whether each is shown, that of the list first."""
    driver.root.update()
    return [
        bool(one.winfo_ismapped()) for one in everything_in(driver.root) if "Scrollbar" in one.winfo_class()
    ]


def is_whole_in_several_lines(label: tk.Misc, line: int) -> bool:
    is_wrapped = 0 < int(str(label.cget("wraplength"))) <= label.winfo_width()
    return is_wrapped and label.winfo_height() >= label.winfo_reqheight() > 1.5 * line


def test_what_is_said_goes_on_in_a_further_line_where_there_is_no_room(started: Driver) -> None:
    started.root.minsize(1, 1)
    started.root.geometry("500x500")
    started.wait(lambda: started.root.winfo_width() == 500)
    started.view.show_progress(NO_UNDO_ONLINE)
    started.view.show_summary("What was found before Fill ratings: choose Check to look again. " * 2)
    labels = {
        str(one.cget("textvariable")): one
        for one in everything_in(started.root)
        if one.winfo_class() == "TLabel"
    }
    line = started.view.message.text.dlineinfo("1.0")[3]
    for said in (started.view._status, started.view._summary):
        started.wait(partial(is_whole_in_several_lines, labels[str(said)], line))


def test_scroll_bars_are_there_only_where_there_is_something_to_scroll(started: Driver) -> None:
    started.wait(lambda: scrollbars(started) == [False, False])
    started.press("alt+c")
    started.wait(lambda: scrollbars(started) == [True, False])
    started.view.show_message("A line of a long message\n" * 50)
    started.wait(lambda: scrollbars(started) == [True, True])
    started.view.show_message("Short")
    started.wait(lambda: scrollbars(started) == [True, False])
