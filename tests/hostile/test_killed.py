"""Stopped at any system call, or told by it that something failed: the workbook is the old one or the new one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eds_xl.backups import BACKUP_FOLDER
from eds_xl.files import LEFT_OVER_AFTER
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.hostile.on_a_day import run as run_on_that_day
from tests.hostile.system_calls import KILLED, Ended, Point, injected, traced

NAME = "Our EDS.xlsx"
COMMANDS = {"fill": ["fill", NAME, "--json"], "check": ["check", NAME, "--write", "--json"]}
"""The commands that change a workbook."""

DONE = {"fill": 0, "check": 1}
"""Their exit codes: what check finds here is an error, a record that is out of date."""

# What the system may answer, by the call it answers to.
ERRORS = {
    "openat": ("EACCES", "ENOSPC", "EMFILE"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "fchmod": ("EPERM",),
    "chmod": ("EPERM",),
    "rename": ("EBUSY", "EACCES", "EIO", "EXDEV", "ENOSPC"),
    "mkdir": ("EACCES", "ENOSPC", "EROFS"),
    "unlink": ("EACCES", "EBUSY"),
}


class Street:
    """A folder with a workbook that a command changes, made anew for each try."""

    def __init__(self, strace: Path, folder: Path, command: str) -> None:
        self.strace, self.folder, self.command = strace, folder / "run", command
        rated = complete_assessment()
        ratings = tuple(replace(item, rating=3) if item.outcome == "2A" else item for item in rated.ratings)
        self.old = build(replace(rated, ratings=ratings))
        self.reset()
        self.points = traced(strace, self.folder, COMMANDS[command])
        self.new = self.path.read_bytes()
        assert self.read(self.new) != self.read(self.old)
        self.tidied: set[tuple[bool, int, int]] = set()

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def reset(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.path.write_bytes(self.old)

    def read(self, data: bytes) -> object:
        place = self.folder.parent / "whole.xlsx"
        place.write_bytes(data)
        book = open_book(place)
        return read(book).assessment, book.grid("Checks").values

    def run(self, point: Point, fault: str) -> Ended:
        self.reset()
        return injected(self.strace, self.folder, COMMANDS[self.command], point, fault)

    def left_over(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.name.startswith("~eds-xl-")]

    def backups(self) -> list[Path]:
        return list((self.folder / BACKUP_FOLDER).glob("*.xlsx"))

    def is_whole(self) -> bool:
        """Whether there is a whole workbook, the old one or the new one; and the backups are whole, too."""
        assert all(backup.read_bytes() == self.old for backup in self.backups())
        return self.path.read_bytes() in (self.old, self.new)


@pytest.fixture(scope="module", params=COMMANDS)
def street(
    request: pytest.FixtureRequest, requires: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Street:
    return Street(requires("strace"), tmp_path_factory.mktemp("killed"), request.param)


def test_the_new_file_is_on_disk_before_it_takes_its_place(street: Street) -> None:
    names = [point.name for point in street.points]
    swaps = [number for number, name in enumerate(names) if name.startswith("rename")]
    assert len(swaps) == 2  # the backup, then the workbook
    assert "fsync" in names[: swaps[0]]
    assert names[: swaps[0]].count("fsync") == 2
    assert "~eds-xl-" in street.points[swaps[1]].shown
    # And its name is on disk before the command says that it is done.
    assert "fsync" in names[swaps[1] :]


def test_killed_at_every_system_call_that_writes(
    street: Street, record_property: Callable[..., None]
) -> None:
    tried = 0
    for point in street.points:
        ended = street.run(point, "signal=SIGKILL")
        assert ended.code in KILLED, (point, ended)
        assert street.is_whole(), point
        tried += 1
        _next_run_tidies_up(street, point)
    record_property("points", tried)
    print(f"\n{street.command} killed at {tried} points; a whole workbook each time")
    assert tried > 20


def _next_run_tidies_up(street: Street, point: Point) -> None:
    """What was left behind goes with the next run, once it is old enough to be nobody's."""
    long_ago = time.time() - LEFT_OVER_AFTER - 60
    left = street.left_over()
    for path in left:
        os.utime(path, (long_ago, long_ago))
    was_new = street.path.read_bytes() == street.new
    state = (was_new, len(left), len(street.backups()))
    if state in street.tidied:  # many points leave the same behind
        return
    street.tidied.add(state)
    name, _, *options = COMMANDS[street.command]
    assert run_on_that_day([name, str(street.path), *options]) == DONE[street.command]
    assert street.path.read_bytes() == street.new
    # Where nothing is left to do, nothing is written, and nothing tidied.
    assert not street.left_over() or was_new, point


def test_an_error_at_every_system_call_that_writes(street: Street) -> None:
    tried = 0
    for point in street.points:
        if (point.name == "write" and not point.shown.startswith(("1,", "2,"))) or point.name != "write":
            # Both commands save in the same way: for the second, one error of each call is enough.
            errors = ERRORS.get(point.name, ())
            for error in errors if street.command == "fill" else errors[:1]:
                ended = street.run(point, f"error={error}")
                tried += 1
                assert street.is_whole(), (point, error)
                assert ended.code in (DONE[street.command], 2), (point, error, ended)
                if ended.code != 2:
                    assert street.path.read_bytes() == street.new, (point, error)
                else:
                    assert "did not foresee" not in ended.err, (point, error, ended)
                    assert ended.err.startswith("eds-xl: "), (point, error, ended)
                    assert ended.err.count("\n") == 1, (point, error, ended)
                    assert street.path.read_bytes() == street.old, (point, error)
                    assert point.name == "unlink" or not street.left_over(), (point, error)
    print(f"\n{street.command}: {tried} errors injected; a whole workbook each time")
    assert tried > 15


def test_only_our_own_old_files_are_tidied_up(street: Street) -> None:
    street.reset()
    folder = street.folder / BACKUP_FOLDER
    folder.mkdir()
    long_ago = time.time() - LEFT_OVER_AFTER - 60
    gone = [street.folder / "~eds-xl-0123456789ab.tmp", folder / "~eds-xl-ffffffffffff.tmp"]
    kept = [
        street.folder / "~eds-xl-0123456789.tmp",
        street.folder / "~eds-xl-0123456789ab.tmp.xlsx",
        street.folder / "~$other.xlsx",
        street.folder / "x~eds-xl-0123456789ab.tmp",
    ]
    for path in (*gone, *kept):
        path.write_bytes(b"half")
        os.utime(path, (long_ago, long_ago))
    fresh = street.folder / "~eds-xl-aaaaaaaaaaaa.tmp"
    fresh.write_bytes(b"somebody is writing this")
    a_folder = street.folder / "~eds-xl-bbbbbbbbbbbb.tmp"
    a_folder.mkdir()
    os.utime(a_folder, (long_ago, long_ago))
    precious = street.folder.parent / "precious"
    precious.write_bytes(b"precious")
    os.utime(precious, (long_ago, long_ago))
    link = street.folder / "~eds-xl-cccccccccccc.tmp"
    link.symlink_to(precious)
    name, _, *options = COMMANDS[street.command]
    assert run_on_that_day([name, str(street.path), *options]) == DONE[street.command]
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in (*kept, fresh, a_folder, precious, link))
