"""One file through the commands, as its user would run them, and what must hold whatever the file is."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from eds_xl.backups import BACKUP_FOLDER
from eds_xl.cli import main
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read

CODES = (0, 1, 2)
UNFORESEEN = "did not foresee"


class Fault(Exception):
    """Something that may not happen, whatever the file holds."""


def exercise(data: bytes, folder: Path, *, export: bool = False) -> int:
    """Check, fill and check again a file; return the exit code of the first check.

    Args:
        data: The file.
        folder: An empty folder to work in; it is empty again afterwards.
        export: Whether to make documents too.

    Raises:
        Fault: For a traceback, an unknown exit code, more than a sentence, a half-written or changed file.
    """
    path = folder / "Fuzzed.xlsx"
    path.write_bytes(data)
    try:
        code = _run(folder, "check", path)
        if code != 2:
            _fill(path)
            _run(folder, "check", path, "--write")
            if export:
                _run(folder, "export", path, "--draft", "--to", "html,docx,json", "-o", folder)
        return code
    finally:
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _fill(path: Path) -> None:
    folder, before = path.parent, path.read_bytes()
    if _run(folder, "fill", path) == 2:
        if path.read_bytes() != before:
            raise Fault("fill failed and changed the file")
        return
    after = path.read_bytes()
    read(open_book(path))
    backups = [entry.read_bytes() for entry in (folder / BACKUP_FOLDER).glob("*")]
    if after != before and before not in backups:
        raise Fault("the former file was not kept")
    if _run(folder, "fill", path) != 0 or path.read_bytes() != after:
        raise Fault("filling twice changes something the second time")


def _run(folder: Path, *words: object) -> int:
    """Run a command; its exit code, if all it said was fit for a user."""
    details = folder / "details.txt"
    arguments: Sequence[str] = [*map(str, words), "--details", str(details)]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    said = err.getvalue()
    if details.exists():
        raise Fault(details.read_text(encoding="utf-8"))
    if UNFORESEEN in said or "Traceback" in said:
        raise Fault(said)
    if code not in CODES or (code == 2) != bool(said) or said.count("\n") > 1:
        raise Fault(f"{words[0]}: exit code {code}, {said!r}")
    left = [entry.name for entry in folder.iterdir() if entry.name.startswith("~eds-xl")]
    if left:
        raise Fault(f"left behind: {left}")
    return code
