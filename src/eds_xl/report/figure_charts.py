"""The numbers of a figure, read from the words people type ("81.8%", "1,204", "−3"), as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from eds_xl.assessment.blocks import Chart, Series
from eds_xl.assessment.numbers import number
from eds_xl.report.wording import one_line


def chart_of(kind: str, grid: Sequence[tuple[str, ...]], alternative: str, title: str) -> Chart | None:
    """Return the chart of a grid, its first row the headings, its first column the categories.

    A column without any number is left to the table; None if no chart is wanted or there is no number.
    """
    if not kind or len(grid) < 2:
        return None
    headings, *rows = grid
    series = []
    for place in range(1, len(headings)):
        shown = tuple(one_line(row[place]) for row in rows)
        values = tuple(number(words) for words in shown)
        if any(value is not None for value in values):
            series.append(Series(one_line(headings[place]), values, shown))
    if not series:
        return None
    told = alternative or f"A chart of {title or 'numbers'}; its numbers are in the table that follows."
    return Chart(kind, tuple(one_line(row[0]) for row in rows), tuple(series), told)
