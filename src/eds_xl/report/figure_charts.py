"""The numbers of a figure, read from the words people type ("81.8%", "1,204", "−3"), as a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eds_xl.assessment.blocks import Chart, Series
from eds_xl.report.wording import one_line

_NUMBER = re.compile(
    r"(?P<sign>[+\-−–]?)\s*£?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<part>\.\d{1,6})?\s*%?"
)


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


def number(words: str) -> float | None:
    """Return the number that words are, whole but for a sign, "£", "%" and commas; None for other words."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        return None
    value = float(found["digits"].replace(",", "") + (found["part"] or ""))
    return -value if found["sign"] in ("-", "−", "–") and found["sign"] else value
