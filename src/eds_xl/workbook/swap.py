"""Putting a changed workbook in the place of the former one, which is kept as a dated copy.

At every instant the user has the former file or the new one, whole.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from eds_xl.files import held, no_room, swap_in, take_over_mark, temporary_beside
from eds_xl.workbook.problems import problem

BACKUP_FOLDER = "eds-xl backups"
"""The folder beside a workbook in which its former versions are kept."""

BACKUPS_KEPT = 10
"""Former versions kept of each workbook; the oldest go first."""

_WRITABLE_BY_ANYONE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
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
            if os.path.lexists(lock):  # not Path.exists(), which fails for names that are too long
                raise problem("open elsewhere", name=path.name, lock=lock.name)
    try:
        mode = real.stat().st_mode
    except OSError:  # gone meanwhile, which saving reports
        return
    if not (mode & _WRITABLE_BY_ANYONE and os.access(real, os.W_OK)):
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
        _refuse_if_changed(real, former, name)
        mode = stat.S_IMODE(real.stat().st_mode)
        with temporary_beside(real, new, mode) as temporary:
            take_over_mark(real, temporary)
            check(temporary.read_bytes())
            _refuse_if_changed(real, former, name)
            with _folder_of_backups(real) as folder, _kept(real, folder, former, mode) as backup:
                _replace(temporary, real, name)
    except OSError as error:
        raise problem("no room" if no_room(error) else "not writable", name=name) from error
    _forget_oldest(real, backup)
    return backup


def _refuse_if_changed(real: Path, former: bytes, name: str) -> None:
    try:
        unchanged = real.read_bytes() == former
    except FileNotFoundError:
        unchanged = False
    except PermissionError as error:  # it could be read a moment ago: a program has locked it
        raise problem("held", name=name) from error
    if not unchanged:
        raise problem("changed meanwhile", name=name)


def _replace(temporary: Path, real: Path, name: str) -> None:
    try:
        swap_in(temporary, real)
    except OSError as error:
        if held(error):  # on Windows: a program has the file open
            raise problem("held", name=name) from error
        raise


@contextlib.contextmanager
def _folder_of_backups(real: Path) -> Iterator[Path]:
    """The folder for former versions, made if need be; a new one into which nothing came goes again."""
    folder = real.parent / BACKUP_FOLDER
    is_new = not folder.is_dir()
    folder.mkdir(exist_ok=True)
    try:
        yield folder
    finally:
        if is_new:
            with contextlib.suppress(OSError):  # the system removes no folder that holds something
                folder.rmdir()


@contextlib.contextmanager
def _kept(real: Path, folder: Path, former: bytes, mode: int) -> Iterator[Path]:
    """Keep the former version under a name that says when; take it back if what follows fails."""
    moment = datetime.now().strftime("%Y-%m-%d %H%M%S")  # noqa: DTZ005 – the user's own clock
    stem = f"{real.stem} (before eds-xl {moment}"
    backup = folder / f"{stem}){real.suffix}"
    number = 1
    while os.path.lexists(backup):  # twice in one second; such a name sorts after the first
        number += 1
        backup = folder / f"{stem}-{number:02d}){real.suffix}"
    with temporary_beside(backup, former, mode) as temporary:
        take_over_mark(real, temporary)
        swap_in(temporary, backup)
    done = False
    try:
        yield backup
        done = True
    finally:
        if not done:
            with contextlib.suppress(OSError):
                backup.unlink()


def _forget_oldest(real: Path, newest: Path) -> None:
    moment = r"\d{4}-\d\d-\d\d \d{6}(?:-\d\d)?"
    ours = re.compile(rf"{re.escape(real.stem)} \(before eds-xl {moment}\){re.escape(real.suffix)}")
    # The save itself has succeeded: a copy that is open somewhere goes the next time.
    with contextlib.suppress(OSError):
        older = sorted(entry for entry in newest.parent.iterdir() if ours.fullmatch(entry.name))
        older.remove(newest)
        for backup in older[: 1 - BACKUPS_KEPT]:
            backup.unlink()
