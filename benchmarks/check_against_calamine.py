"""How long reading and checking a full workbook takes, beside what python-calamine needs for its raw values.

Run with the project's Python: .venv/bin/python benchmarks/check_against_calamine.py
It prints the times and ratios and leaves with 1 if one is over its limit.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from random import Random

from python_calamine import CalamineWorkbook

from eds_xl.actions.check import find
from eds_xl.actions.demo import DEMO, example
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.assessment.model import Assessment, Evidence
from eds_xl.standard import OUTCOMES
from eds_xl.workbook.template import build

WORDS = 60_000
ROUNDS = 7
MOST_FOR_READING, MOST_FOR_CHECKING = 4.0, 40.0


def full_assessment() -> Assessment:
    """Return the example with evidence of 60,000 words: its own sentences, in another order in each row."""
    base, random = example(DEMO), Random(1)  # noqa: S311 - the order of sentences, no secret
    sentences = [words for row in base.evidence for words in row.evidence.split(". ") if len(words) > 40]
    rows: list[Evidence] = []
    written = 0
    for outcome in cycle(OUTCOMES):
        text = ". ".join(random.sample(sentences, 12))
        rows.append(Evidence(outcome.domain, outcome.code, text, date="2023/24", ref=f"E{len(rows) + 1:03}"))
        written += len(text.split())
        if written >= WORDS:
            break
    return replace(base, evidence=tuple(sorted(rows, key=lambda row: row.domain)))


def raw_values(path: Path) -> int:
    """Read all sheets with python-calamine; return how many rows there are."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def side_by_side(*works: Callable[[], object]) -> list[float]:
    """Return the shortest time of each piece of work, in seconds, all of them in turn in every round."""
    times: list[list[float]] = [[] for _ in works]
    for number, work in islice(cycle(enumerate(works)), ROUNDS * len(works)):
        start = time.perf_counter()
        work()
        times[number].append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def main() -> int:
    """Make the workbook, measure, print; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        path.write_bytes(build(full_assessment()))
        found = len(find(read_workbook(open_closed(path))))
        raw, reading, checking = side_by_side(
            lambda: raw_values(path),
            lambda: read_workbook(open_closed(path)),
            lambda: find(read_workbook(open_closed(path))),
        )
        size = path.stat().st_size // 1024
    print(
        f"A workbook of {size} KB with {WORDS:,} words of evidence, {found} findings; best of {ROUNDS} rounds"
    )
    print(f"python-calamine, raw values   {raw * 1000:8.1f} ms")
    for name, taken, most in (
        ("eds-xl, reading             ", reading, MOST_FOR_READING),
        ("eds-xl, reading and checking", checking, MOST_FOR_CHECKING),
    ):
        print(f"{name}  {taken * 1000:8.1f} ms   {taken / raw:5.1f} times (at most {most:g})")
    return int(reading > MOST_FOR_READING * raw or checking > MOST_FOR_CHECKING * raw)


if __name__ == "__main__":
    sys.exit(main())
