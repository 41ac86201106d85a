"""Reading and checking a full workbook against what python-calamine needs for its raw values, side by side.

Run as ``python -m benchmarks.check_against_calamine [ROUNDS]``. It prints the times and how many times
calamine's they are, and leaves with 1 if one is over its limit by the processor's time: neither side waits for
anything, and on a busy machine the clock on the wall says little.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.full_workbook import WORDS, full_assessment
from benchmarks.side_by_side import side_by_side
from eds_xl.actions.check import find
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.workbook.template import build

ROUNDS = 15
MOST_FOR_READING, MOST_FOR_CHECKING = 4.0, 40.0


def raw_values(path: Path) -> int:
    """Read all sheets with python-calamine; return how many rows there are."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def main() -> int:
    """Make the workbook, measure, print; return the exit code."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        path.write_bytes(build(full_assessment()))
        found = len(find(read_workbook(open_closed(path))))
        raw, reading, checking = side_by_side(
            rounds,
            lambda: raw_values(path),
            lambda: read_workbook(open_closed(path)),
            lambda: find(read_workbook(open_closed(path))),
        )
        size = path.stat().st_size // 1024
    print(
        f"A workbook of {size} KB with {WORDS:,} words of evidence, {found} findings; best of {rounds} rounds"
    )
    print(f"{'':30}{'by the clock':>14}{'of the processor':>22}")
    print(f"{'python-calamine, raw values':30}{raw.wall * 1000:11.1f} ms{raw.processor * 1000:19.1f} ms")
    over = False
    for name, taken, most in (
        ("eds-xl, reading", reading, MOST_FOR_READING),
        ("eds-xl, reading and checking", checking, MOST_FOR_CHECKING),
    ):
        ratio = taken.processor / raw.processor
        print(
            f"{name:30}{taken.wall * 1000:11.1f} ms{taken.processor * 1000:19.1f} ms"
            f"   {taken.wall / raw.wall:5.1f} and {ratio:5.1f} times (at most {most:g})"
        )
        over = over or ratio > most
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
