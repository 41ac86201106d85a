"""Timing pieces of work against each other on a machine that also does other things."""

from __future__ import annotations

import time
from collections.abc import Callable

Work = Callable[[], object]


def side_by_side(rounds: int, *works: Work, before: Work = lambda: None) -> list[float]:
    """Return the shortest time of each piece of work, in seconds.

    All are done in turn in every round, so that they meet the same load, after one round that counts for
    nothing.

    Args:
        rounds: How often each is timed.
        works: What to time.
        before: What is done before each, outside of its time.
    """
    shortest = [float("inf")] * len(works)
    for number in range(rounds + 1):
        for place, work in enumerate(works):
            before()
            begun = time.perf_counter()
            work()
            taken = time.perf_counter() - begun
            if number:
                shortest[place] = min(shortest[place], taken)
    return shortest


def best(rounds: int, work: Work) -> float:
    """Return the shortest of some runs of one piece of work, in seconds."""
    return side_by_side(rounds, work)[0]
