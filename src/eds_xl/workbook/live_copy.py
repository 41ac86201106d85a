"""The formatting inside cells of a workbook open in Excel: read from a copy that Excel saves for a moment.

Asking Excel letter by letter which words are bold would take minutes. The copy holds what is on the screen,
saved or not; it lies in a folder of its own among the user's temporary files and is removed at once.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eds_xl.assessment.marked_text import CellFormat
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.coordinates import Place
from eds_xl.workbook.live_errors import patiently
from eds_xl.workbook.live_native import save_copy
from eds_xl.workbook.problems import WorkbookProblem

if TYPE_CHECKING:
    from xlwings import Book

REMOVING = 3.0
"""Seconds for which the copy is tried to be removed: virus scanners hold a new file for a moment."""

_PAUSE = 0.1
_PLAIN = (
    "Bold and italic words and links of cells are missing: no temporary copy could be saved to read them from. "
    "To have them, save and close the workbook and export the file."
)


@dataclass(frozen=True, slots=True)
class CopiedFormats:
    """The formatted cells of each sheet, and the line that says what is missing ("" if nothing is)."""

    by_sheet: Mapping[str, Mapping[Place, CellFormat]]
    notice: str = ""


def formats_from_copy(book: Book, name: str) -> CopiedFormats:
    """Return the formatting of all cells of a workbook open in Excel; none, and a notice, if that fails.

    Args:
        book: The workbook.
        name: Its name, whose ending says in which format Excel saves the copy.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="eds-xl-"))
    except OSError:  # no room, or no folder for temporary files that may be written in
        return CopiedFormats({}, _PLAIN)
    try:
        found = _read(book, name, folder)
    finally:
        _remove(folder)
    if folder.exists():
        left = f'A temporary copy of the workbook could not be removed: delete the folder "{folder}".'
        return CopiedFormats(found.by_sheet, f"{found.notice}\n{left}".strip())
    return found


def _read(book: Book, name: str, folder: Path) -> CopiedFormats:
    # Not the workbook's own name: Excel opens no two workbooks of one name, and paths must stay short.
    copy = folder / f"copy{Path(name).suffix or '.xlsx'}"
    try:
        patiently(lambda: save_copy(book, copy), name=name, doing="save a temporary copy")
        closed = open_book(copy)
        return CopiedFormats({sheet: dict(closed.formats(sheet)) for sheet in closed.sheet_names()})
    except WorkbookProblem:
        return CopiedFormats({}, _PLAIN)


def _remove(folder: Path) -> None:
    """Remove a folder with all that is in it, if that can be done in time."""
    end = time.monotonic() + REMOVING
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        if time.monotonic() >= end:
            break
        if folder.exists():
            time.sleep(_PAUSE)
