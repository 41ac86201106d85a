"""A formula filled down or across: the same text with its relative references moved along.

Excel stores such a formula once, with the first cell, and only points at it from the others.
"""

from __future__ import annotations

import re

from eds_xl.workbook.coordinates import COLUMNS, LAST_COLUMN, LAST_ROW, column_letters

# Nothing in it is gone over twice where it does not fit, so that no formula takes for ever.
_TOKEN = re.compile(
    r"""
    (?P<kept> "[^"]*+(?:""[^"]*+)*+"    # text
      | '[^']*+(?:''[^']*+)*+'          # a sheet's name in quotes
      | \[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+\]  # a table's column or another workbook
      | \#[A-Z/0]+[!?]?                 # an error value
    )
    | (?<![\w.\\$]) (?:
        (?P<cell_c>\$?[A-Z]{1,3}) (?P<cell_r>\$?[1-9][0-9]{0,6}) (?![\w.(!])
      | (?P<left>\$?[A-Z]{1,3}) : (?P<right>\$?[A-Z]{1,3}) (?![\w.(!$])
      | (?P<top>\$?[1-9][0-9]{0,6}) : (?P<bottom>\$?[1-9][0-9]{0,6}) (?![\w.(!$])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOWHERE = "#REF!"


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads when its cell is copied so many rows down and columns right.

    References fixed by "$", texts, names, sheet names and table references stay as they are; a reference
    that would leave the sheet becomes #REF!.
    """

    def replacement(match: re.Match[str]) -> str:
        if match["kept"]:
            return match[0]
        if match["cell_c"]:
            column, row = _column(match["cell_c"], columns), _row(match["cell_r"], rows)
            return match[0] if _is_name(match["cell_c"]) else _together(column, row)
        if match["left"]:
            named = _is_name(match["left"]) or _is_name(match["right"])
            ends = _column(match["left"], columns), _column(match["right"], columns)
            return match[0] if named else _together(*ends, between=":")
        return _together(_row(match["top"], rows), _row(match["bottom"], rows), between=":")

    return _TOKEN.sub(replacement, formula)


def _is_name(letters: str) -> bool:
    """Whether letters lie beyond the last column, so that they begin a name ("XYZ1"), not a cell."""
    try:
        COLUMNS[letters.lstrip("$").upper()]
    except ValueError:
        return True
    return False


def _column(letters: str, by: int) -> str | None:
    if letters.startswith("$") or _is_name(letters):
        return letters
    number = COLUMNS[letters.upper()] + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else None


def _row(digits: str, by: int) -> str | None:
    if digits.startswith("$"):
        return digits
    number = int(digits) + by
    return str(number) if 1 <= number <= LAST_ROW else None


def _together(first: str | None, last: str | None, between: str = "") -> str:
    return _NOWHERE if first is None or last is None else f"{first}{between}{last}"
