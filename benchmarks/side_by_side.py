"""Timing pieces of work against each other on a machine that also does other things."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

Work = Callable[[], object]


class Seconds(NamedTuple):
    """The shortest time by the clock on the wall, and the shortest that the processor was at it.

    The second is what counts where nothing is waited for: other programs on the machine hardly change it.
    It leaves out what other processes do.
    """

    wall: float
    processor: float


def side_by_side(rounds: int, *works: Work, before: Work = lambda: None) -> list[Seconds]:
    """Return the shortest times of each piece of work.

    All are done in turn in every round, so that they meet the same load, after one round that counts for
    nothing.

    Args:
        rounds: How often each is timed.
        works: What to time.
        before: What is done before each, outside of its time.
    """
    shortest = [Seconds(float("inf"), float("inf"))] * len(works)
    for number in range(rounds + 1):
        for place, work in enumerate(works):
            before()
            wall, processor = time.perf_counter(), time.process_time()
            work()
            taken = Seconds(time.perf_counter() - wall, time.process_time() - processor)
            if number:
                shortest[place] = Seconds(*map(min, shortest[place], taken))
    return shortest


def best(rounds: int, work: Work) -> float:
    """Return the shortest of some runs of one piece of work, in seconds by the clock on the wall."""
    return side_by_side(rounds, work)[0].wall
