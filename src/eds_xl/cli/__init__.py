"""The command line: words in, an action, words out.

Exit code 0: done and clean; 1: errors were found; 2: it could not be done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from eds_xl.cli.arguments import parse
from eds_xl.cli.commands import run
from eds_xl.cli.printing import finish, say_problem
from eds_xl.files import DETAILS, OutputProblem, write_new

__all__ = ["main"]

COULD_NOT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code; the user reads sentences, never a traceback."""
    _make_output_safe()
    try:
        try:
            return _answer(arguments)
        finally:
            finish()
    except OutputProblem as problem:
        say_problem(str(problem))
    except BrokenPipeError:
        pass  # The reader of our output (a pager) has gone: nothing is left to say.
    return COULD_NOT


def _answer(arguments: Sequence[str] | None) -> int:
    """Run a command and return the exit code; raises OutputProblem for what stops it before it begins."""
    options = parse(arguments)
    _ensure_folder()
    if options.details:
        _try_to_write(options.details)
    from eds_xl.workbook.problems import WorkbookProblem

    try:
        return run(options)
    except (WorkbookProblem, OutputProblem) as problem:
        say_problem(str(problem))
    except KeyboardInterrupt:
        say_problem("Stopped. Files are as they were, or whole.")
    except MemoryError:
        say_problem(
            "There is not enough memory: close other programs and try again. Files are as they were, or whole."
        )
    except BrokenPipeError:
        raise
    except Exception as unforeseen:  # noqa: BLE001 - the last line of defence: a user must never see a traceback
        say_problem(_unforeseen(unforeseen, options.details))
    return COULD_NOT


def _ensure_folder() -> None:
    """Make sure that there is a folder in which names of files mean something."""
    try:
        Path.cwd()
    except OSError as error:
        raise OutputProblem(
            "The folder that this window is in is not there any more: go to another one and try again."
        ) from error


def _try_to_write(details: Path) -> None:
    """Make sure, before anything else is done, that the details could be written; nothing is ever replaced."""
    try:
        write_new(details, b"")
        details.unlink()
    except OutputProblem as problem:
        if not os.path.lexists(details):
            raise
        raise OutputProblem(
            f'"{details.name}", named after --details, is already there and is not replaced: '
            f'give the name of a new file, such as "{DETAILS}".'
        ) from problem


def _unforeseen(error: Exception, details: Path | None) -> str:
    if details is None:
        return (
            "Something went wrong that eds-xl did not foresee. Run the same command with "
            f'--details "{DETAILS}" at its end, and send that file to whoever supports you.'
        )
    import traceback

    try:
        write_new(details, "".join(traceback.format_exception(error)).encode("utf-8"))
    except OutputProblem:
        return f'Something went wrong that eds-xl did not foresee, and "{details}" cannot be written.'
    return f'Something went wrong that eds-xl did not foresee. The details are in "{details.name}".'


def _make_output_safe() -> None:
    """Let consoles that know few characters (cp1252) show a "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
