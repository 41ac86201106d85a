"""The scale of a chart: from where to where it reaches, and where lines are drawn across it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from eds_xl.report.tree import Chart

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LINES = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at both ends, and those of the lines across."""

    lowest: float
    highest: float
    ticks: tuple[float, ...]

    def place(self, value: float, start: float, end: float) -> float:
        """Return where a value stands between the places of the lowest and the highest."""
        return start + (end - start) * (value - self.lowest) / (self.highest - self.lowest)


def scale_for(chart: Chart) -> Scale:
    """Return the scale of a chart: bars and columns begin at nought, so their lengths can be compared."""
    values = [value for series in chart.series for value in series.values if value is not None]
    lowest, highest = min(values, default=0.0), max(values, default=1.0)
    if chart.highest is not None:
        highest = max(highest, chart.highest)
    # A line that keeps far from nought would be flat if the scale began there.
    if chart.kind != "line" or lowest <= highest / 2:
        lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    if lowest == highest:
        highest = lowest + 1.0
    if chart.kind != "line":
        return Scale(lowest, highest, ())
    step = _step((highest - lowest) / _LINES)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return Scale(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def _step(least: float) -> float:
    """Return the next larger of 1, 2, 2.5, 5, 10 and their tenfolds."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _STEPS if factor * power >= least * (1 - 1e-9))
