"""Putting a changed workbook in the place of the former one, which is kept as a dated copy."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from eds_xl import backups
from eds_xl.files import no_room, patiently, take_over_mark
from eds_xl.workbook.problems import problem


def ensure_free(path: Path) -> None:
    """Make sure that a workbook may be changed now.

    Raises:
        WorkbookProblem: CON-011 if it is write-protected, CON-012 if a program has it open.
    """
    with _as_problems():
        backups.ensure_free(path)


def swap(path: Path, former: bytes, new: bytes, check: Callable[[bytes], None]) -> Path:
    """Replace a workbook by new bytes and keep the former version.

    The new file is written beside the old one, flushed to disk and read back before it takes its place.
    A symbolic link is followed to the real file. Permissions stay; on any failure the file stays as it is.

    Args:
        path: The workbook.
        former: The bytes it had when it was read; if it has others now, somebody else changed it.
        new: The bytes it is to have.
        check: Called with what was read back; raises if that is not right.

    Returns:
        The copy of the former version.

    Raises:
        WorkbookProblem: CON-011 or CON-012.
    """
    name, real = path.name, path.resolve()

    def finish(temporary: Path) -> None:
        patiently(lambda: take_over_mark(real, temporary))
        check(patiently(temporary.read_bytes))

    try:
        with _as_problems():
            return backups.swap_keeping(real, former, new, finish, name)
    except OSError as error:
        raise problem("no room" if no_room(error) else "not writable", name=name) from error


@contextlib.contextmanager
def _as_problems() -> Iterator[None]:
    try:
        yield
    except backups.Obstacle as obstacle:
        raise problem(obstacle.key, **obstacle.slots) from obstacle
