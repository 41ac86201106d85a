"""Run as a program of its own: starts a command with limits and writes down how it ended and what it took.

It must stay small. The system counts as a command's memory also what its parent had when it was forked, so a
command that the test process starts by itself would be charged with the memory of all tests.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path


def main(report: str, address_space: str, seconds: str, *command: str) -> None:
    """Run a command and write its exit code, seconds of processor time and megabytes of memory as JSON."""
    # Inherited by the command.
    resource.setrlimit(resource.RLIMIT_AS, (int(address_space),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = (process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    Path(report).write_text(json.dumps(took), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
