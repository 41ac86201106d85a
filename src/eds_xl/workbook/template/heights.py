"""How high a row must be for its text: an estimate that Excel corrects as soon as somebody types."""

from __future__ import annotations

from math import ceil

from eds_xl.workbook.theme import LINE_HEIGHT, MOST_HEIGHT


def height_of(text: str, width: int) -> float:
    """Return the height in points (at most 409) of text wrapped in a column ``width`` characters wide."""
    lines = sum(max(1, ceil(len(line) * 0.97 / max(width, 1))) for line in text.split("\n"))
    return float(min(MOST_HEIGHT, lines * LINE_HEIGHT + 1))
