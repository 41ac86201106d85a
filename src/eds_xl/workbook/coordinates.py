"""Cells by number and by letter: A1 and (1, 1), ranges, and references as defined names write them."""

from __future__ import annotations

import re

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

Place = tuple[int, int]
"""Row and column, from 1."""

Box = tuple[int, int, int, int]
"""Top, left, bottom, right; borders included."""

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_LONGEST_REFERENCE = 1_000  # the name of a sheet and four corners need far less
_REFERENCE = re.compile(r"(?:'([^']*+(?:''[^']*+)*+)'|([^\s'!:()\[\]{}+*/,;&<>=^\"#-]+))!([^!]+)")


class _Columns(dict[str, int]):
    """Column numbers by letters, remembered: looking one up is what reading a sheet does most."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            if not "A" <= letter <= "Z":
                raise ValueError(f"no column: {letters!r}")
            number = number * 26 + ord(letter) - 64
        if not 1 <= number <= LAST_COLUMN:
            raise ValueError(f"no column: {letters!r}")
        self[letters] = number
        return number


COLUMNS = _Columns()
"""Column numbers by letters ("A" is 1); ValueError for letters that are no column."""


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is "A", 27 is "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return a cell as Excel shows it: row 2, column 3 is "C2"."""
    return f"{column_letters(column)}{row}"


def box_name(box: Box) -> str:
    """Return a range as Excel shows it: "A1:C5", or "A1" for one cell."""
    top, left, bottom, right = box
    first, last = cell_name(top, left), cell_name(bottom, right)
    return first if first == last else f"{first}:{last}"


def parse_box(text: str) -> Box | None:
    """Return the corners of "A1", "$A$1:$B$5" and the like, or None if the text is no such range."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    try:
        left, top = COLUMNS[match[1]], int(match[2])
        right, bottom = (COLUMNS[match[3]], int(match[4])) if match[3] else (left, top)
    except ValueError:
        return None
    if not (1 <= top <= LAST_ROW and 1 <= bottom <= LAST_ROW):
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def parse_reference(text: str) -> tuple[str, Box] | None:
    """Return sheet and corners of a reference such as 'Domain 1'!$B$4, or None for anything else.

    Several areas, whole columns, other workbooks, ``#REF!`` and formulas are all "anything else".
    """
    match = _REFERENCE.fullmatch(text.strip()) if len(text) <= _LONGEST_REFERENCE else None
    box = parse_box(match[3]) if match else None
    if match is None or box is None:
        return None
    sheet = (match[1] or "").replace("''", "'") or match[2]
    return (sheet, box) if sheet else None
