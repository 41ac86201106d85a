"""Running a command under strace: which system calls it makes, and what happens if one of them fails or kills."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import eds_xl
from tests.hostile import on_a_day

WRITING = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,"
    "unlinkat,chmod,fchmod,fchmodat,truncate,ftruncate,link,linkat,symlink,symlinkat,utimensat"
)
KILLED = (-9, 137)
"""The exit codes of a command that was killed."""

_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")


@dataclass(frozen=True)
class Point:
    """A system call of a run: its name, its number among those of that name, and how strace shows it."""

    name: str
    number: int
    shown: str

    def __str__(self) -> str:
        return f"{self.name}-{self.number}"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative for a signal) and what it said."""

    code: int
    out: str
    err: str


def traced(strace: Path, folder: Path, words: Sequence[str], calls: str = WRITING) -> list[Point]:
    """Run a command and return its system calls, from the moment when it first opens an .xlsx file."""
    log = folder.parent / "trace.txt"
    _compile(folder, words)
    _run(_under(strace, "-e", f"trace={calls}", "-o", str(log)), folder, words)
    points: list[Point] = []
    counts: Counter[str] = Counter()
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _CALL.match(line)
        if match is not None:
            counts[match[1]] += 1
            begun = begun or (match[1] == "openat" and ".xlsx" in match[2])
            if begun:
                points.append(Point(match[1], counts[match[1]], match[2]))
    return points


def injected(strace: Path, folder: Path, words: Sequence[str], point: Point, fault: str) -> Ended:
    """Run a command in which a system call meets a fault, such as ``signal=SIGKILL`` or ``error=ENOSPC``."""
    fault = f"inject={point.name}:{fault}:when={point.number}"
    log = folder.parent / "injected.txt"
    ended = _run(_under(strace, "-e", f"trace={point.name}", "-e", fault, "-o", str(log)), folder, words)
    seen = log.read_text(encoding="utf-8", errors="replace")
    assert ended.code in KILLED or "(INJECTED)" in seen, f"{point} was not met"
    return ended


def _compile(folder: Path, words: Sequence[str]) -> None:
    """Run a command on a copy, so that all its modules are compiled: each run then opens the same files."""
    copy = folder.parent / "copy"
    shutil.copytree(folder, copy)
    _run([sys.executable], copy, words)
    shutil.rmtree(copy)


def _under(strace: Path, *options: str) -> list[str]:
    return [str(strace), "-f", "-qq", *options, sys.executable, "-B"]


def _run(program: Sequence[str], folder: Path, words: Sequence[str]) -> Ended:
    # Nothing that changes from run to run is looked at, so that the calls come in the same order; compiled
    # modules are kept apart, for other tests may compile theirs at any moment.
    source, tests = Path(eds_xl.__file__).resolve().parent.parent, Path(__file__).resolve().parents[2]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, (source, tests))),
        "PYTHONHASHSEED": "0",
        "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled"),
    }
    done = subprocess.run(
        [*program, "-P", "-m", on_a_day.__name__, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
