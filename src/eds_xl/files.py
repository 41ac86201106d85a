"""Writing a file whole or not at all: beside its place, flushed to disk, then swapped in.

Whoever looks at the place at any moment, even after a power cut, finds the former file or the new one,
never half of either. Nothing here knows what the bytes mean.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SWAP_TRIES = 6
"""How often something is tried on a new file: virus scanners and OneDrive hold it for a moment on Windows."""

SWAP_PAUSE = 0.2
"""Seconds between two tries."""

LEFT_OVER_AFTER = 3_600.0
"""Seconds after which a temporary file of ours was left by a run that was killed: none takes so long."""

_TEMPORARY = re.compile(r"~eds-xl-[0-9a-f]{12}\.tmp")
# What a program that holds a file makes of its replacement: Windows, and some network drives.
_HELD = {errno.EACCES, errno.EPERM, errno.EBUSY}
# The same in numbers of Windows that Python has no other number for: mapped into a program's memory; being
# fetched or sent by OneDrive.
_HELD_ON_WINDOWS = {1224, 391, 397}
# What Windows says of files that are kept in OneDrive only, when they cannot be fetched.
_ONLY_IN_THE_CLOUD = {*range(358, 405), 426}
# The stream beside a file's content in which Windows keeps that it came from outside (the "mark of the web").
_MARK = "{path}:Zone.Identifier"
_HAS_STREAMS = os.name == "nt"
_NEW_FILE_MODE = 0o666
_PRIVATE_MODE = 0o600
_PERMISSIONS = 0o777
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_ROOM_ON_WINDOWS = {1295}  # the user's quota on a server, for which Python has no other number


DETAILS = "eds-xl details.txt"
"""A name for the file that says what went wrong, as users are advised to call it."""


class OutputProblem(Exception):
    """An output cannot be written; the message is one sentence for the user."""


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there already.

    Raises:
        OutputProblem: If something else is in its place or it must not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputProblem(f'The folder "{folder}" cannot be made: choose another place.') from error


def write_whole(path: Path, data: bytes, *, force: bool) -> None:
    """Create a file, or with ``force`` replace one, so that it is there whole or not at all.

    A symbolic link at the place is itself replaced, what it points at is left alone.

    Args:
        path: Where the file is to be; its folder must exist.
        data: Its whole content.
        force: Whether a file that is already there may be replaced.

    Raises:
        OutputProblem: If it cannot or must not be written; nothing is left behind then.
    """
    try:
        ensure_place(path, force=force)
        with temporary_beside(path, data, _own_mode(path)) as temporary:
            swap_in(temporary, path)
    except OSError as error:
        raise output_problem(path, error) from error


def ensure_place(path: Path, *, force: bool) -> None:
    """Make sure that a file may be written at a place, as far as that can be told without writing.

    Raises:
        OutputProblem: If it may not: a folder, a device or a pipe is there, a file without ``force``, or
            there is no such folder.
        OSError: If the place cannot be looked at.
    """
    name = path.name
    there = os.path.lexists(path)
    if path.is_dir():
        raise OutputProblem(f'"{name or path}" is a folder: give the name of a file to write.')
    # A link is looked at where it leads: what is called /dev/stdout may be one, and NUL of Windows is none.
    if path.exists() and not path.is_file():
        raise OutputProblem(f'"{name}" is a device or a pipe, not an ordinary file: give another name.')
    if there and not force:
        raise OutputProblem(f'"{name}" already exists: give another name, or use --force to replace it.')
    if not path.parent.is_dir():
        raise OutputProblem(f'The folder "{_folder(path)}" for "{name}" does not exist: create it first.')


def write_new(path: Path, data: bytes) -> None:
    """Create a file that must not be there yet, not even as a link.

    Raises:
        OutputProblem: If something is there or it cannot be written; what was begun is removed.
    """
    try:
        ensure_place(path, force=False)
        with path.open("xb") as stream:
            try:
                stream.write(data)
                stream.flush()
            except OSError:
                stream.close()
                path.unlink()
                raise
    except OSError as error:
        raise output_problem(path, error) from error


def output_problem(path: Path, error: OSError) -> OutputProblem:
    """Return the problem that the system would not let an output be written, in one sentence."""
    name = path.name
    if no_room(error):
        sentence = f'There is not enough room on the disk to write "{name}": free some space and try again.'
    elif held(error):
        sentence = (
            f'"{name}" cannot be written: it may be open in another program, or you may not be allowed to '
            f'write in the folder "{_folder(path)}".'
        )
    else:
        sentence = f'"{name}" cannot be written in the folder "{_folder(path)}": try another name.'
    return OutputProblem(sentence)


def _own_mode(path: Path) -> int | None:
    """Return the permissions that a new file takes over from the one in its place; none from behind a link."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    return mode & _PERMISSIONS if stat.S_ISREG(mode) else None


@contextlib.contextmanager
def temporary_beside(target: Path, data: bytes, mode: int | None) -> Iterator[Path]:
    """Write data to a new file in the target's folder, on disk when this returns; removed at the end.

    Such files that runs which were killed have left in that folder are removed first.

    Args:
        target: The file that the new one is to stand beside.
        data: What it holds.
        mode: Its permissions, or None for those of any new file.

    Yields:
        The path of the temporary file; it may have been moved away by the end.

    Raises:
        OSError: If it cannot be written.
    """
    _remove_left_over(target.parent)
    # Not named after the target: the longest allowed name must not become too long. OneDrive skips ".tmp".
    temporary = target.parent / f"~eds-xl-{os.urandom(6).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, _NEW_FILE_MODE if mode is None else _PRIVATE_MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            # Some network drives know no permissions; the file then stays the user's own.
            with contextlib.suppress(OSError):
                temporary.chmod(mode)
        yield temporary
    finally:
        # A scanner may still hold it: a left-over is then the smaller evil than a report of failure.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def take_over_mark(former: Path, new: Path) -> None:
    """Mark a new file as one from outside (an e-mail, the web) if the file whose place it takes is marked so.

    Excel opens marked files in Protected View. The mark is not part of the content, so that it would be gone.

    Raises:
        OSError: If the former file has the mark and the new one cannot be given it.
    """
    if not _HAS_STREAMS:
        return
    try:
        mark = Path(_MARK.format(path=former)).read_bytes()
    except OSError:  # not marked, or on a drive that knows no such streams
        return
    Path(_MARK.format(path=new)).write_bytes(mark)


def swap_in(temporary: Path, target: Path) -> None:
    """Put a finished file in the place of another in one step.

    Raises:
        OSError: If it cannot; one that is :func:`held` after several tries where another program holds the
            target.
    """
    patiently(lambda: temporary.replace(target))
    _flush_folder(target.parent)


def patiently(action: Callable[[], T]) -> T:
    """Return what an action on a file gives, tried again for a moment while another program holds the file.

    Raises:
        OSError: If it fails; one that is :func:`held` after several tries where another program holds the file.
    """
    for left in reversed(range(SWAP_TRIES)):
        try:
            return action()
        except OSError as error:
            if not (left and held(error)):
                raise
            time.sleep(SWAP_PAUSE)
    raise AssertionError("the last try has returned or raised")


def held(error: OSError) -> bool:
    """Return whether an error says that another program holds a file, or that it may not be touched."""
    return error.errno in _HELD or getattr(error, "winerror", None) in _HELD_ON_WINDOWS


def only_in_the_cloud(error: OSError) -> bool:
    """Return whether an error says that a file is kept in OneDrive or the like and could not be fetched."""
    return getattr(error, "winerror", None) in _ONLY_IN_THE_CLOUD


def no_room(error: OSError) -> bool:
    """Return whether an error says that the disk or the quota is full."""
    return error.errno in _NO_ROOM or getattr(error, "winerror", None) in _NO_ROOM_ON_WINDOWS


def _flush_folder(folder: Path) -> None:
    """Get the new name onto the disk, so that even a power cut right now does not bring back the former file.

    Windows has no call for it: there the new name may reach the disk a moment later, and after a power cut the
    former file is found, whole. So it is with network drives that cannot.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_left_over(folder: Path) -> None:
    """Remove temporary files of ours that are too old to be in use; never what only looks like one."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                # Somebody else's, or gone already: it does no harm.
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > LEFT_OVER_AFTER:
                        Path(entry).unlink()


def _folder(path: Path) -> Path:
    """The folder in full, for the user may have given none."""
    return path.absolute().parent
