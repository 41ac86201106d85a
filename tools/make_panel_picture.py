"""Build the picture of the panel in docs/addin.md, with an example checked: docs/pictures/panel.png.

To be run as a module, ``python -m tools.make_panel_picture``, for it uses the tests' stand-in for Excel. Needs
Xvfb (Debian: xvfb) and tkinter (python3-tk).
"""

from __future__ import annotations

import os
import struct
import subprocess
import time
import tkinter as tk
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.addin.panel import Panel
from eds_xl.workbook.template import build
from tests.addin.stand_ins import FakeExcel, OpenWorkbook

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "panel.png"
_WIDE, _HIGH = 1280, 900
_EXAMPLE = next(iter(EXAMPLES))
_NAME = "EDS 2022 workbook - Mid and South Essex.xlsx"
_LINE_SHOWN = 2
_EDGE = "#AEB7BD"
_SECONDS_TO_DRAW = 0.5


def main() -> None:
    """Show the panel on a screen that nobody sees, check an example, and write what is on the screen."""
    with TemporaryDirectory() as folder, _screen(Path(folder)) as drawn:
        workbook = Path(folder) / _NAME
        workbook.write_bytes(build(example(_EXAMPLE)))
        root = tk.Tk()
        panel = Panel(root, FakeExcel(OpenWorkbook(workbook)))
        _wait(panel)
        panel._check()
        _wait(panel)
        lines = panel.view.findings.tree
        lines.selection_set(lines.get_children()[_LINE_SHOWN])
        wide, high = root.winfo_width(), root.winfo_height()
        root.event_generate("<Motion>", warp=True, x=_WIDE - 1, y=_HIGH - 1)  # the mouse, out of the picture
        _show_for(root, _SECONDS_TO_DRAW)
        picture = tk.PhotoImage(data=_part_of(drawn.read_bytes(), wide, high))
        for edge in ((0, 0, wide, 1), (0, 0, 1, high), (0, high - 1, wide, high), (wide - 1, 0, wide, high)):
            picture.put(_EDGE, to=edge)
        picture.write(PICTURE, format="png")
        root.destroy()


@contextmanager
def _screen(folder: Path) -> Iterator[Path]:
    """Start a screen of 96 dots an inch; gives the file that holds what is on it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-dpi", "96", "-nolisten", "tcp", "-fbdir", str(folder)]
    server = subprocess.Popen(
        [*command, "-screen", "0", f"{_WIDE}x{_HIGH}x24"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as answer:
        os.environ["DISPLAY"] = f":{answer.readline().strip()}"
    try:
        yield folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait()


def _part_of(dump: bytes, wide: int, high: int) -> bytes:
    """Return the upper left part of a screen as a PPM picture.

    The screen is in the format of X window dumps (XWDFile.h): the header's length first, the length of a line
    of dots as its thirteenth number, the number of colours as its twentieth, each taking twelve bytes; then the dots,
    four bytes each, blue first.
    """
    numbers = struct.unpack(">25I", dump[:100])
    start, line = numbers[0] + 12 * numbers[19], numbers[12]
    dots = bytearray()
    for row in range(high):
        shown = dump[start + row * line :][: 4 * wide]
        colours = bytearray(3 * wide)
        colours[0::3], colours[1::3], colours[2::3] = shown[2::4], shown[1::4], shown[0::4]
        dots += colours
    return b"P6 %d %d 255\n" % (wide, high) + bytes(dots)


def _wait(panel: Panel) -> None:
    _show_for(panel.view.root, 0)
    while panel._jobs.working:
        _show_for(panel.view.root, 0.05)


def _show_for(root: tk.Tk, seconds: float) -> None:
    root.update()
    time.sleep(seconds)
    root.update()


if __name__ == "__main__":
    main()
