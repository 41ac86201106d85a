"""The command line: words in, an action, words out.

Exit code 0: done and clean; 1: errors were found; 2: it could not be done.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from eds_xl.cli.arguments import parse
from eds_xl.cli.commands import run
from eds_xl.cli.printing import say_problem
from eds_xl.files import OutputProblem, write_whole

__all__ = ["main"]

COULD_NOT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code; the user reads sentences, never a traceback."""
    _make_output_safe()
    options = parse(arguments)
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
        # The reader of our output (a pager) has gone: nothing is left to say.
        sys.stderr.close()
    except Exception as unforeseen:  # noqa: BLE001 - the last line of defence: a user must never see a traceback
        say_problem(_unforeseen(unforeseen, options.details))
    return COULD_NOT


def _unforeseen(error: Exception, details: Path | None) -> str:
    if details is None:
        return (
            "Something went wrong that eds-xl did not foresee. "
            "Run the same command with --details and a file name, and send that file to whoever supports you."
        )
    import traceback

    try:
        # A link at that place is replaced, never followed.
        write_whole(details, "".join(traceback.format_exception(error)).encode("utf-8"), force=True)
    except OutputProblem:
        return f'Something went wrong that eds-xl did not foresee, and "{details}" cannot be written.'
    return f'Something went wrong that eds-xl did not foresee. The details are in "{details.name}".'


def _make_output_safe() -> None:
    """Let consoles that know few characters (cp1252) show a "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
