"""The long run: ``python -m tests.fuzz.run --minutes 30`` prints figures and keeps the files that failed.

Each input is made from its number, so that a failure can be made again: ``--only NUMBER``. A worker with
limited memory goes through the inputs; whatever takes too long is stopped from outside.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from tests.fuzz.bases import all_bases
from tests.fuzz.exercise import Fault, exercise
from tests.fuzz.mutations import mutated

MEMORY = 1024**3
"""Bytes of address space that a worker may use beyond what it starts with."""

LIMIT = 30.0
"""Seconds of processor time that one input may take, all commands together."""

PATIENCE = 4 * LIMIT
"""Seconds without an answer after which a worker hangs: other programs may be keeping the processor busy."""

BATCH = 200
EXPORT_EVERY = 7


@dataclass
class Figures:
    """What a run found."""

    inputs: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    hangs: list[int] = field(default_factory=list)
    slowest: float = 0.0
    slowest_input: int = -1
    memory_mb: int = 0
    minutes: float = 0.0


def made(number: int, bases: list[bytes]) -> bytes:
    """Return the input with a number."""
    chance = Random(number)
    return mutated(chance.choice(bases), chance)


def _work(bases: list[bytes], first: int, folder: Path, results: Connection) -> None:
    started_with = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_AS, (2 * started_with + MEMORY,) * 2)
    for number in range(first, first + BATCH):
        results.send((number, "begun", 0.0, 0, ""))
        data = made(number, bases)
        begun = time.process_time()
        fault = ""
        try:
            code = str(exercise(data, folder, export=number % EXPORT_EVERY == 0))
        except Fault as found:
            code, fault = "fault", str(found)
        except BaseException:  # noqa: BLE001 - also what ends a program is a fault here, and kept
            code, fault = "fault", traceback.format_exc()
        took = time.process_time() - begun
        if took > LIMIT and not fault:
            code, fault = "fault", f"took {took:.0f} seconds"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        results.send((number, code, took, peak, fault))


def _batch(bases: list[bytes], first: int, figures: Figures, keep: Path) -> int:
    """Run a batch in a worker; return the number of the next input."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        worker = context.Process(target=_work, args=(bases, first, Path(folder), sending))
        worker.start()
        sending.close()
        number, running = first, False
        try:
            while receiving.poll(PATIENCE):
                number, code, seconds, peak, fault = receiving.recv()
                running = code == "begun"
                if not running:
                    _count(figures, number, code, seconds, peak)
                if fault:
                    figures.faults.append(f"{number}: {fault.strip().splitlines()[-1]}")
                    _keep(keep, number, bases, fault)
            figures.hangs.append(number)
            _keep(keep, number, bases, "took too long")
        except EOFError:  # the worker is done, or died of its input
            if running:
                figures.faults.append(f"{number}: the program died")
                _keep(keep, number, bases, "died")
        finally:
            worker.kill()
            worker.join()
    return number + 1


def _count(figures: Figures, number: int, code: str, seconds: float, peak: int) -> None:
    figures.inputs += 1
    figures.codes[code] = figures.codes.get(code, 0) + 1
    figures.memory_mb = max(figures.memory_mb, peak)
    if seconds > figures.slowest:
        figures.slowest, figures.slowest_input = round(seconds, 2), number


def _keep(folder: Path, number: int, bases: list[bytes], why: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.xlsx").write_bytes(made(number, bases))
    (folder / f"{number}.txt").write_text(why, encoding="utf-8")


def main() -> int:
    """Run for as long as asked and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--only", type=int, help="make and run this input only")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where failed inputs are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bases = list(all_bases(Path(folder)))
        if options.only is not None:
            print(exercise(made(options.only, bases), Path(tempfile.mkdtemp()), export=True))
            return 0
        figures, number, begun = Figures(), options.first, time.monotonic()
        while time.monotonic() - begun < options.minutes * 60:
            number = _batch(bases, number, figures, options.keep)
            figures.minutes = round((time.monotonic() - begun) / 60, 1)
            print(json.dumps(asdict(figures)), flush=True)
    return 1 if figures.faults or figures.hangs else 0


if __name__ == "__main__":
    sys.exit(main())
