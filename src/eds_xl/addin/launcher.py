"""What the add-in's buttons start: attach to the workbook in Excel, do the action, show what came of it.

Nothing is read from the workbook's folder, and nothing of the workbook decides what runs.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import NoReturn

from eds_xl.addin import windows
from eds_xl.addin.buttons import (
    EXPORTS,
    LiveBook,
    about,
    check,
    fill_live,
    make_documents,
    next_finding,
    plan_export,
    versions_differ,
)
from eds_xl.addin.face import Face
from eds_xl.addin.places import reports_folder
from eds_xl.files import DETAILS, OutputProblem
from eds_xl.report.problem import DocumentProblem
from eds_xl.workbook.problems import WorkbookProblem

DONE, COULD_NOT = 0, 2

UNFORESEEN = (
    "Something went wrong that eds-xl did not foresee. Save the workbook and close it; then, in a command window in "
    f'its folder, run: eds-xl check "the workbook.xlsx" --details "{DETAILS}"\n'
    f'Send "{DETAILS}" to whoever supports you; if there is no such file, tell them what you clicked.'
)

NOT_UNDERSTOOD = (
    "The add-in asks for something that this eds-xl does not know, because their versions differ: "
    'close Excel, run "eds-xl addin install" and open Excel again.'
)

_SPELT_OUT = re.compile("%([0-9A-F]{4})")

Open = Callable[[str | None], LiveBook]
"""Attaches to a workbook open in Excel by its name, or to the one in front; raises WorkbookProblem."""


def main(
    arguments: Sequence[str] | None = None, face: Face | None = None, open_book: Open | None = None
) -> int:
    """Do what a button asks for and return 0, or 2 if it could not be done; the user is told either way.

    Args:
        arguments: The action and its options, as ``macros/EdsLauncher.bas`` writes them.
        face: Where to show the result; by default message boxes in front of Excel.
        open_book: How to attach to Excel.
    """
    try:
        options = _parser().parse_args(arguments)
    except _NotUnderstoodError:
        (face or windows.face(0)).warn(NOT_UNDERSTOOD)
        return COULD_NOT
    face = face or windows.face(options.window)
    try:
        _ACTIONS[options.action](options, face, open_book or partial(open_in_excel, window=options.window))
    except (WorkbookProblem, OutputProblem, DocumentProblem) as problem:
        face.warn(str(problem))
    except Exception:  # noqa: BLE001 - the last line of defence: a user must never wait for nothing
        face.warn(UNFORESEEN)
    else:
        return DONE
    return COULD_NOT


def book_name(spelt: str) -> str:
    """Return the workbook's name from the spelling in which the macros hand it on.

    "%" and four hexadecimal digits stand for one UTF-16 unit; every other character for itself.
    """
    units = _SPELT_OUT.sub(lambda found: chr(int(found[1], 16)), spelt)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _NotUnderstoodError(Exception):
    """The command line is not one that this version understands."""


class _Parser(argparse.ArgumentParser):
    """A parser that does not write to a terminal: there is none behind a button."""

    def error(self, message: str) -> NoReturn:
        raise _NotUnderstoodError(message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m eds_xl.addin", description="Started by the EDS tab in Excel.")
    parser.add_argument("action", choices=list(_ACTIONS))
    parser.add_argument(
        "--book", type=book_name, default="", help="the workbook's name; the one in front if empty"
    )
    parser.add_argument("--window", type=int, default=0, help="the window that messages belong to")
    parser.add_argument("--addin", default="", metavar="VERSION", help="the version of the add-in that asks")
    parser.add_argument("--make", choices=list(EXPORTS.values()), default="report:docx,html,pdf")
    return parser


def open_in_excel(name: str | None, window: int = 0) -> LiveBook:
    """Attach to the workbook of this name open in Excel, or to the one in front; raises WorkbookProblem.

    Should several Excels have one of that name, the one of the window is meant.
    """
    from eds_xl.workbook.live import open_live

    return open_live(name, window)


@contextmanager
def _working(options: argparse.Namespace, open_book: Open, words: str) -> Iterator[LiveBook]:
    """Attach to the workbook; Excel's status bar says what is being done until it is done, or has failed."""
    book = open_book(options.book or None)
    book.show_status(words)
    try:
        yield book
    finally:
        book.show_status("")


def _check(options: argparse.Namespace, face: Face, open_book: Open) -> None:
    with _working(options, open_book, "EDS: checking the workbook ...") as book:
        words = check(book).in_full
    _tell(options, face, words)


def _next(options: argparse.Namespace, face: Face, open_book: Open) -> None:
    with _working(options, open_book, "EDS: looking for the next finding ...") as book:
        words = next_finding(book)
    _tell(options, face, words)


def _fill(options: argparse.Namespace, face: Face, open_book: Open) -> None:
    with _working(options, open_book, "EDS: recording totals and band ...") as book:
        words = fill_live(book, datetime.now().astimezone().date()).in_full
    _tell(options, face, words)


def _export(options: argparse.Namespace, face: Face, open_book: Open) -> None:
    with _working(options, open_book, "EDS: reading the workbook ...") as book:
        plan = plan_export(book, options.make, reports_folder(book))
        if not all(face.ask(question) for question in plan.questions()):
            return

        def progress(words: str) -> None:
            face.progress(words)
            book.show_status(f"EDS: {words}")

        words = make_documents(plan, progress)
    _tell(options, face, words)
    face.show_folder(plan.folder)


def _about(options: argparse.Namespace, face: Face, open_book: Open) -> None:
    face.tell(about(options.addin))


def _tell(options: argparse.Namespace, face: Face, words: str) -> None:
    different = versions_differ(options.addin)
    face.tell(f"{words}\n\n{different}" if different else words)


_ACTIONS: dict[str, Callable[[argparse.Namespace, Face, Open], None]] = {
    "check": _check,
    "next": _next,
    "fill": _fill,
    "export": _export,
    "about": _about,
}
