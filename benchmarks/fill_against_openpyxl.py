"""Filling a closed workbook against openpyxl's load and save of the same one, side by side.

Run as ``python -m benchmarks.fill_against_openpyxl [ROUNDS]``. Three pairs are timed, best of the rounds:

* the same cells: those that ``fill`` changes, written by the closed book (opened, changed, saved, read back,
  flushed to disk, former version kept) and by openpyxl (loaded, changed, saved, nothing checked);
* the whole of ``fill``: every sheet read, the score worked out, every formula's result compared;
* the commands, with the start of Python and all imports.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.full_workbook import full_assessment
from benchmarks.side_by_side import Work, side_by_side
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import read_workbook
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.template import build

ROUNDS = 15
_COMMANDS = "the commands"
_OPENPYXL = """
import sys, warnings, openpyxl
warnings.simplefilter("ignore")
book = openpyxl.load_workbook(sys.argv[1])
book["Score card"]["B87"] = "19"
book.save(sys.argv[1])
"""


def main() -> None:
    """Time all pairs and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook" / "Full.xlsx"
        path.parent.mkdir()
        data = _not_yet_filled()
        path.write_bytes(data)
        changes = fill(read_workbook(open_book(path)), date(2025, 1, 20)).changes
        sheets = len({change.sheet for change in changes})
        print(f"{len(data) / 1024:,.0f} kB, {len(changes)} cells on {sheets} sheets change; best of {rounds}")
        environment = _as_installed(Path(folder) / "compiled")

        def command(*words: str) -> Work:
            return lambda: subprocess.run(
                [sys.executable, *words], env=environment, check=True, stdout=subprocess.DEVNULL
            )

        pairs: list[tuple[str, Work, Work]] = [
            ("the same cells", lambda: _ours(path, changes), lambda: _theirs(path, changes)),
            ("all of fill", lambda: _fill(path), lambda: _theirs(path, changes)),
            (_COMMANDS, command("-m", "eds_xl", "fill", str(path)), command("-c", _OPENPYXL, str(path))),
        ]
        print(f"{'':16}{'eds-xl':>10}{'openpyxl':>10}{'ratio':>8}{'of processor':>14}")
        for name, ours, theirs in pairs:
            best, other = side_by_side(rounds, ours, theirs, before=lambda: _as_before(path, data))
            line = (
                f"{name:16}{best.wall * 1000:7.1f} ms{other.wall * 1000:7.0f} ms{other.wall / best.wall:8.1f}"
            )
            print(line if name == _COMMANDS else f"{line}{other.processor / best.processor:14.1f}")


def _as_installed(compiled: Path) -> dict[str, str]:
    """The environment of an installed program: its modules are compiled once, as pip does, not at each start."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment | {"PYTHONPYCACHEPREFIX": str(compiled)}


def _not_yet_filled() -> bytes:
    """A full workbook in which two ratings were changed since the formulas were last worked out."""
    assessment = full_assessment()
    ratings = tuple(
        replace(rating, rating="2/Achieving") if rating.outcome in ("2A", "3A") else rating
        for rating in assessment.ratings
    )
    return build(replace(assessment, ratings=ratings))


def _ours(path: Path, changes: Sequence[Change]) -> None:
    book = open_book(path)
    book.apply(changes)
    book.save()


def _fill(path: Path) -> None:
    book = open_book(path)
    fill(read_workbook(book), date(2025, 1, 20))
    book.save()


def _theirs(path: Path, changes: Sequence[Change]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        for change in changes:
            value = f"={change.formula}" if change.formula else change.value
            cell: Any = book[change.sheet].cell(change.row, change.column)
            cell.value = value
        book.save(path)


def _as_before(path: Path, data: bytes) -> None:
    """Put back the workbook that has not been filled, alone in its folder."""
    shutil.rmtree(path.parent / "eds-xl backups", ignore_errors=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
