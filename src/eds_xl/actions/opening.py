"""Opening a workbook: is it one of ours, and of a version that can be read?"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.scoring import score
from eds_xl.workbook.book import Book
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.names import TEMPLATE_VERSION_NAME
from eds_xl.workbook.problems import problem
from eds_xl.workbook.reading import WorkbookReading, read, template_version
from eds_xl.workbook.sheets import SHEETS, TABLES
from eds_xl.workbook.spec import TEMPLATE_VERSION

_ENOUGH_TABLES = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read: the book, what it holds and its score."""

    book: Book
    reading: WorkbookReading
    card: Scorecard


def open_closed(path: Path) -> ClosedBook:
    """Open a workbook file; raises WorkbookProblem with a sentence for the user."""
    # Unlike Path.exists() it does not fail for names that are too long, or none.
    if not os.path.lexists(path) and os.path.lexists(f"{path}.xlsx"):
        raise problem("without ending", name=path.name)
    return open_book(path)


def read_workbook(book: Book) -> Opened:
    """Read a workbook, whoever holds it open.

    Raises WorkbookProblem if it is not an EDS workbook or of a newer template than this eds-xl knows.
    """
    if not _could_be_ours(book):
        raise problem("not ours", name=book.name)
    version = template_version(book)
    if version.isdecimal() and int(version) > int(TEMPLATE_VERSION):
        raise problem("newer", name=book.name, version=version)
    reading = read(book)
    ours = [table for _, table in TABLES if table.record is not None and table.name in reading.located.tables]
    if not version and len(ours) < _ENOUGH_TABLES:
        raise problem("not ours", name=book.name)
    return Opened(book, reading, score(reading.assessment))


def _could_be_ours(book: Book) -> bool:
    """Whether a name, a table or a sheet's title is ours: a look that reads no cells.

    Somebody else's workbook may be large, and is none of our business.
    """
    titles = {title.strip().casefold() for title in book.sheet_names()}
    return (
        TEMPLATE_VERSION_NAME in book.names()
        or any(table.name in book.tables() for _, table in TABLES)
        or any(sheet.title.casefold() in titles for sheet in SHEETS)
    )
