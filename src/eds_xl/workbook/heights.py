"""How high a row must be for its text: an estimate that Excel corrects as soon as somebody types.

The lines are counted as Excel wraps them, word by word, with the widths of the characters of Arial.
"""

from __future__ import annotations

from math import ceil

from eds_xl.workbook.theme import LINE_HEIGHT, MOST_HEIGHT

# In digits: column widths count the width of a digit as 1.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.4),
    **dict.fromkeys(" ftI.,:;!/[]", 0.5),
    **dict.fromkeys("()-r", 0.6),
    **dict.fromkeys("ckvxyzsJ•", 0.9),
    **dict.fromkeys("ABEFKLPSTVXYZ&", 1.2),
    **dict.fromkeys("CDGHNOQRUw", 1.3),
    **dict.fromkeys("mM%W@—", 1.6),
}
_OTHER = 1.0
_SPACE = _WIDTHS[" "]
# Screens round the width of every character, bold ones are wider: better a little too high than cut off.
_MARGIN = 1.04


def height_of(text: str, width: int) -> float:
    """Return the height in points (at most 409) of text wrapped in a column ``width`` characters wide."""
    lines = sum(_line_count(line, width / _MARGIN) for line in text.split("\n"))
    return min(MOST_HEIGHT, lines * LINE_HEIGHT + 1)


def _line_count(line: str, width: float) -> int:
    """Return how many lines a line becomes when its words are put into ``width``."""
    count, used = 1, 0.0
    for word in line.split(" "):
        wide = sum(_WIDTHS.get(character, _OTHER) for character in word)
        if used and used + _SPACE + wide > width:
            count, used = count + 1, 0.0
        if wide > width:
            # Too long for any line, such as a web address: Excel breaks it where the line ends.
            count += ceil(wide / width) - 1
            wide %= width
        used += wide + (_SPACE if used else 0.0)
    return count
