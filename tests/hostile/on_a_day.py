"""eds-xl on a day that does not end, so that runs on both sides of midnight write the same.

Also run as a program of its own: ``python -m tests.hostile.on_a_day COMMAND ...``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo

from eds_xl.cli import commands, main


class ThatDay(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> ThatDay:
        """Return noon of that day."""
        return cls(2025, 1, 20, 12, tzinfo=tz)


def run(words: Sequence[str]) -> int:
    """Run a command on that day; return its exit code."""
    clock = vars(commands)["datetime"]
    vars(commands)["datetime"] = ThatDay
    try:
        return main(words)
    finally:
        vars(commands)["datetime"] = clock


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
