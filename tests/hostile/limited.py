"""Running a command with limited memory and time, as a hostile file deserves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import eds_xl
from tests.hostile import measuring

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
        assert "not enough memory" not in self.err, self
        assert words in self.err, self
        return True


def run_limited(*words: object, folder: Path) -> Ended:
    """Run a command in a process of its own that cannot take more than the limits."""
    source = Path(eds_xl.__file__).resolve().parent.parent
    limits = (str(ADDRESS_SPACE), str(SECONDS))
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "report.json"
        command = [sys.executable, "-m", "eds_xl", *map(str, words)]
        done = subprocess.run(
            [sys.executable, "-I", "-S", measuring.__file__, str(report), *limits, *command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"},
            timeout=10 * SECONDS,  # processor time is limited; this is for what waits without using any
            check=True,
        )
        code, seconds, megabytes = json.loads(report.read_text(encoding="utf-8"))
    return Ended(code, done.stdout, done.stderr, seconds, megabytes)
