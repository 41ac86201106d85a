"""Replacing files that people go on editing: not while a program has them open, and the former one is kept.

At every instant the user has the former file or the new one, whole. Nothing here knows what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from eds_xl.files import (
    OutputProblem,
    ensure_place,
    held,
    output_problem,
    patiently,
    swap_in,
    take_over_mark,
    temporary_beside,
    write_whole,
)

BACKUP_FOLDER = "eds-xl backups"
"""The folder beside a file in which its former versions are kept."""

BACKUPS_KEPT = 10
"""Former versions kept of each file; the oldest go first."""

OBSTACLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "open elsewhere": (
            '"{name}" is open in another program.',
            'Close it there and try again. If it is open nowhere, delete the file "{lock}" beside it.',
        ),
        "write-protected": (
            '"{name}" is write-protected.',
            "Remove the write protection, or work on a copy.",
        ),
        "held": (
            '"{name}" cannot be replaced: it is open in another program, or you may not change it.',
            "Close it there and try again. The file is as it was.",
        ),
        "changed meanwhile": (
            '"{name}" was changed by somebody else or another program while it was being worked on.',
            "Run the command again; the file is as they left it.",
        ),
        "backups in the way": (
            f'"{{name}}" cannot be saved, because "{BACKUP_FOLDER}" beside it is no folder to keep files in.',
            f'Rename or delete "{BACKUP_FOLDER}" and try again; the file is as it was.',
        ),
        "backups refused": (
            f'"{{name}}" cannot be saved, because the former one cannot be kept in "{BACKUP_FOLDER}" beside it.',
            "Make sure that you may write in that folder, or rename it and try again; the file is as it was.",
        ),
        "name too long": (
            '"{name}" cannot be saved: its name is too long for the copy that is kept of the former one.',
            "Give it a shorter name and try again; the file is as it was.",
        ),
    }
)
"""What can stand in the way of replacing a file that people edit: what is wrong, and what to do."""

_WRITABLE_BY_ANYONE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
# Names of the files that Excel and Word, and LibreOffice put beside a file that they have open. Word leaves out
# as many letters of a longer name as the two of "~$" take.
_LOCKS = ("~${name}", ".~lock.{name}#")
_CUT_BY_WORD = ".docx"
_LONGEST_UNCUT, _SHORTEST_CUT_BY_TWO = 6, 8
_NAME_TOO_LONG_ON_WINDOWS = 206
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Obstacle(OutputProblem):
    """Something stands in the way of replacing a file; the file is as it was.

    Attributes:
        key: Which of ``OBSTACLES`` it is.
        slots: The words for the slots of its sentences.
    """

    def __init__(self, key: str, **slots: str) -> None:
        super().__init__(" ".join(OBSTACLES[key]).format(**slots))
        self.key = key
        self.slots = slots


def ensure_free(path: Path) -> None:
    """Make sure that a file may be replaced now; one that is not there may.

    Raises:
        Obstacle: If it is write-protected or a program has it open.
    """
    real = Path(os.path.realpath(path))  # not resolve(), which fails for links that go round
    for place in dict.fromkeys((path, real)):
        for lock in map(place.with_name, _locks(place)):
            if os.path.lexists(lock):  # not Path.exists(), which fails for names that are too long
                raise Obstacle("open elsewhere", name=path.name, lock=lock.name)
    try:
        mode = real.stat().st_mode
    except OSError:  # gone meanwhile, which saving reports
        return
    if not (mode & _WRITABLE_BY_ANYONE and os.access(real, os.W_OK)):
        raise Obstacle("write-protected", name=path.name)


def write_keeping(path: Path, data: bytes, *, force: bool) -> Path | None:
    """Create a file like :func:`eds_xl.files.write_whole`; one that is replaced is kept.

    Args:
        path: Where the file is to be; its folder must exist. A link there is replaced, and what it leads to
            is left alone.
        data: Its whole content.
        force: Whether a file that is already there may be replaced.

    Returns:
        The copy of the file that was replaced, or None if there was none or it held the same.

    Raises:
        OutputProblem: If it cannot or must not be written, an Obstacle among others; all is then as it was.
    """
    try:
        ensure_place(path, force=force)
        if not os.path.lexists(path):
            write_whole(path, data, force=False)
            return None
        ensure_free(path)
        if path.is_symlink():
            write_whole(path, data, force=True)
            return None
        former = path.read_bytes()
        # The same once more would push a version that people have worked on out of the folder.
        return None if former == data else swap_keeping(path, former, data)
    except OSError as error:
        raise output_problem(path, error) from error


def swap_keeping(
    path: Path, former: bytes, new: bytes, finish: Callable[[Path], None] | None = None, name: str = ""
) -> Path:
    """Replace a file by new bytes and keep the former version. Permissions stay.

    Args:
        path: The file itself, not a link to it.
        former: The bytes it had when it was read; if it has others now, somebody else changed it.
        new: The bytes it is to have.
        finish: Called with the new file, written and on disk, before it takes its place; raises if it must not.
        name: What the user calls the file, if that is not its own name.

    Returns:
        The copy of the former version.

    Raises:
        Obstacle: If something stands in the way.
        OSError: If it cannot be written for another reason.
    """
    name = name or path.name
    _refuse_if_changed(path, former, name)
    mode = stat.S_IMODE(path.stat().st_mode)
    with temporary_beside(path, new, mode) as temporary:
        if finish:
            finish(temporary)
        _refuse_if_changed(path, former, name)
        with _folder_of_backups(path, name) as folder, _kept(path, folder, former, mode, name) as backup:
            _replace(temporary, path, name)
    _forget_oldest(path, backup)
    return backup


def _locks(place: Path) -> Iterator[str]:
    """Yield the names of the files that programs put beside a file that they have open."""
    name, letters = place.name, len(place.stem)
    for pattern in _LOCKS:
        yield pattern.format(name=name)
    if place.suffix.casefold() == _CUT_BY_WORD and letters > _LONGEST_UNCUT:
        # Descriptions differ on whether one or two letters go from names of seven and eight.
        fewest = 1 if letters <= _SHORTEST_CUT_BY_TWO else 2
        for cut in range(fewest, 3):
            yield _LOCKS[0].format(name=name[cut:])


def _refuse_if_changed(path: Path, former: bytes, name: str) -> None:
    try:
        unchanged = path.read_bytes() == former
    except FileNotFoundError:
        unchanged = False
    except PermissionError as error:  # it could be read a moment ago: a program has locked it
        raise Obstacle("held", name=name) from error
    if not unchanged:
        raise Obstacle("changed meanwhile", name=name)


def _replace(temporary: Path, path: Path, name: str) -> None:
    try:
        swap_in(temporary, path)
    except OSError as error:
        if held(error):  # on Windows: a program has the file open
            raise Obstacle("held", name=name) from error
        raise


@contextlib.contextmanager
def _folder_of_backups(path: Path, name: str) -> Iterator[Path]:
    """The folder for former versions, made if need be; a new one into which nothing came goes again."""
    folder = path.parent / BACKUP_FOLDER
    is_new = not folder.is_dir()
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise Obstacle("backups in the way", name=name) from error
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise Obstacle("backups refused", name=name) from error
        raise
    try:
        yield folder
    finally:
        if is_new:
            with contextlib.suppress(OSError):  # the system removes no folder that holds something
                folder.rmdir()


@contextlib.contextmanager
def _kept(path: Path, folder: Path, former: bytes, mode: int, name: str) -> Iterator[Path]:
    """Keep the former version under a name that says when; take it back if what follows fails."""
    moment = datetime.now().strftime("%Y-%m-%d %H%M%S")  # noqa: DTZ005 – the user's own clock
    stem = f"{path.stem} (before eds-xl {moment}"
    backup = folder / f"{stem}){path.suffix}"
    number = 1
    while os.path.lexists(backup):  # twice in one second; such a name sorts after the first
        number += 1
        backup = folder / f"{stem}-{number:02d}){path.suffix}"
    try:
        with temporary_beside(backup, former, mode) as temporary:
            patiently(lambda: take_over_mark(path, temporary))
            swap_in(temporary, backup)
    except OSError as error:
        if error.errno in _NOT_ALLOWED:
            raise Obstacle("backups refused", name=name) from error
        if error.errno == errno.ENAMETOOLONG or (_is_not_there(error) and folder.is_dir()):
            raise Obstacle("name too long", name=name) from error
        raise
    try:
        yield backup
    # Not at an interrupt: the new file may just have taken its place, and this is the only copy then.
    except Exception:
        with contextlib.suppress(OSError):
            backup.unlink()
        raise


def _is_not_there(error: OSError) -> bool:
    """Return whether an error says that there is no such place, as Windows also says of one that is too long."""
    return (
        isinstance(error, FileNotFoundError) or getattr(error, "winerror", None) == _NAME_TOO_LONG_ON_WINDOWS
    )


def _forget_oldest(path: Path, newest: Path) -> None:
    moment = r"\d{4}-\d\d-\d\d \d{6}(?:-\d\d)?"
    ours = re.compile(rf"{re.escape(path.stem)} \(before eds-xl {moment}\){re.escape(path.suffix)}")
    # The save itself has succeeded: a copy that is open somewhere goes the next time.
    with contextlib.suppress(OSError):
        older = sorted(entry for entry in newest.parent.iterdir() if ours.fullmatch(entry.name))
        older.remove(newest)
        for backup in older[: 1 - BACKUPS_KEPT]:
            backup.unlink()
