"""Running a command with limited memory and time, as a hostile file deserves."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import eds_xl

ADDRESS_SPACE = 1_536 * 1024**2
"""Bytes of address space that a command may use; beyond it the system gives none."""

MOST_MEGABYTES = 512
"""Memory that a command may really use, whatever the file holds (docs/security.md)."""

SECONDS = 30
"""Seconds of processor time that a command may use."""


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, what it said, seconds of processor time, megabytes of memory at most."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    def refused(self, words: str = "") -> bool:
        """Whether it was refused in one sentence."""
        assert self.code == 2, self
        assert self.err.startswith("eds-xl: "), self
        assert self.err.count("\n") == 1, self
        assert "did not foresee" not in self.err, self
        assert words in self.err, self
        return True


def run_limited(*words: object, folder: Path) -> Ended:
    """Run a command in a process of its own that cannot take more than the limits."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    source = Path(eds_xl.__file__).resolve().parent.parent
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "eds_xl", *map(str, words)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
            preexec_fn=limit,  # noqa: PLW1509 - the test process has one thread here
        )
        # Processor time is limited; this is for what waits without using any.
        watch = threading.Timer(10 * SECONDS, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
    seconds = usage.ru_utime + usage.ru_stime
    return Ended(process.returncode, *said, seconds, usage.ru_maxrss / 1024)
