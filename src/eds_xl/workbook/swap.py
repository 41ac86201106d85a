"""Putting a changed workbook in the place of the former one, which is kept as a dated copy.

At every instant the user has the former file or the new one, whole.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from eds_xl.files import no_room, swap_in, temporary_beside
from eds_xl.workbook.problems import problem

BACKUP_FOLDER = "eds-xl backups"
"""The folder beside a workbook in which its former versions are kept."""

BACKUPS_KEPT = 10
"""Former versions kept of each workbook; the oldest go first."""

_LOCKS = ("~${name}", ".~lock.{name}#")
"""Names of the files that Excel and LibreOffice put beside a workbook that they have open."""


def ensure_free(path: Path) -> None:
    """Make sure that a workbook may be changed now.

    Raises:
        WorkbookProblem: CON-011 if it is write-protected, CON-012 if a program has it open.
    """
    real = path.resolve()
    for place in dict.fromkeys((path, real)):
        for pattern in _LOCKS:
            lock = place.with_name(pattern.format(name=place.name))
            if lock.exists():
                raise problem("open elsewhere", name=path.name, lock=lock.name)
    writable_by_anyone = real.exists() and real.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if real.exists() and not (writable_by_anyone and os.access(real, os.W_OK)):
        raise problem("write-protected", name=path.name)


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
    name = path.name
    real = path.resolve()
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
        with temporary_beside(real, new, mode) as temporary:
            check(temporary.read_bytes())
            if real.read_bytes() != former:
                raise problem("changed meanwhile", name=name)
            backup = _keep(real, former, mode)
            _replace(temporary, real, name)
    except PermissionError as error:
        raise problem("not writable", name=name) from error
    except FileNotFoundError as error:
        raise problem("changed meanwhile", name=name) from error
    except OSError as error:
        raise problem("no room" if no_room(error) else "not writable", name=name) from error
    _forget_oldest(real)
    return backup


def _replace(temporary: Path, real: Path, name: str) -> None:
    try:
        swap_in(temporary, real)
    except PermissionError as error:  # on Windows: a program has the file open
        raise problem("held", name=name) from error


def _keep(real: Path, former: bytes, mode: int) -> Path:
    """Write the former version into the folder of backups, under a name that says when."""
    folder = real.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    moment = datetime.now().strftime("%Y-%m-%d %H%M%S")  # noqa: DTZ005 – the user's own clock
    stem = f"{real.stem} (before eds-xl {moment}"
    backup = folder / f"{stem}){real.suffix}"
    number = 1
    while backup.exists():  # twice in one second
        number += 1
        backup = folder / f"{stem} {number:02d}){real.suffix}"
    with temporary_beside(backup, former, mode) as temporary:
        swap_in(temporary, backup)
    return backup


def _forget_oldest(real: Path) -> None:
    prefix = f"{real.stem} (before eds-xl "
    folder = real.parent / BACKUP_FOLDER
    # Only at the end of the name does it count: the stem of one workbook may begin like another's.
    kept = sorted(
        entry.name
        for entry in folder.iterdir()
        if entry.name.startswith(prefix) and entry.suffix == real.suffix
    )
    for name in kept[:-BACKUPS_KEPT]:
        # A copy that is open somewhere goes the next time: the save itself has succeeded.
        with contextlib.suppress(OSError):
            (folder / name).unlink()
