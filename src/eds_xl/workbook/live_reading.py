"""From a sheet open in Excel to the values and formulas of its cells, in one call each.

Excel says of a number neither that it is shown as a percentage nor how a date is shown; of an error value
only that it is one. What cannot be told from the values is asked for, which an EDS workbook seldom needs:
its dates and percentages are text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from eds_xl.workbook.book import Area, CellError, CellValue
from eds_xl.workbook.coordinates import Box, Place, box_name, parse_box, parse_reference
from eds_xl.workbook.live_blocks import cells_of, halves, rectangles
from eds_xl.workbook.problems import problem
from eds_xl.workbook.shown import shown_for

if TYPE_CHECKING:
    from xlwings import Sheet

MOST_CELLS = 4_000_000
"""Cells, blank ones included, of the part of a sheet that is in use."""

_FIRST_ERROR = -2146828288
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_LONG = 10**8
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone


def read_values(sheet: Sheet, title: str, name: str) -> dict[Place, CellValue]:
    """Return the values of a sheet's cells; blank cells are absent.

    Raises:
        WorkbookProblem: CON-009 if the sheet is too large; Excel's own errors pass through.
    """
    box = _used(sheet, title, name)
    read = dict(_filled(_range(sheet, box).options(ndim=2, err_to_str=True).value, box))
    texts = [place for place, value in read.items() if value in _ERROR_TEXTS]
    # Of an entry "#N/A" that is text, Excel says the same as of an error value, unless asked otherwise.
    as_text = dict(_filled(_range(sheet, box).options(ndim=2).value, box)) if texts else {}
    values = {place: _plain(value) for place, value in read.items()}
    values |= {place: CellError(read[place]) for place in texts if place not in as_text}
    return values | _shown(sheet, values, read)


def read_formulas(sheet: Sheet, title: str, name: str, values: Mapping[Place, CellValue]) -> dict[Place, str]:
    """Return the formulas of a sheet, without the leading "=".

    Args:
        sheet: The sheet.
        title: Its visible name.
        name: The workbook's name.
        values: The values of its cells, which tell a formula from a text that begins with "=".

    Raises:
        WorkbookProblem: CON-009 if the sheet is too large; Excel's own errors pass through.
    """
    box = _used(sheet, title, name)
    found: Any = _range(sheet, box).formula
    rows = found if isinstance(found, (tuple, list)) else ((found,),)
    return {
        place: text[1:]
        for place, text in _filled(rows, box)
        if isinstance(text, str) and len(text) > 1 and text[0] == "=" and values.get(place) != text
    }


def area_of(reference: str | None, sheets: Mapping[str, str]) -> Area | None:
    """Return the area that a defined name refers to; None if that is no plain area.

    Args:
        reference: What Excel says that it refers to, such as "='Domain 1'!$B$4".
        sheets: The sheets' visible names by their names in small letters.
    """
    parsed = parse_reference((reference or "").removeprefix("="))
    sheet = sheets.get(parsed[0].casefold()) if parsed else None
    return Area(sheet, *parsed[1]) if parsed and sheet else None


def alike(found: CellValue, meant: CellValue) -> bool:
    """Whether two values are the same to a reader: no text is as good as blank, ends of lines are alike."""
    return _normal(found) == _normal(meant)


def _normal(value: CellValue) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") or None
    return ("boolean", value) if isinstance(value, bool) else value


def formats_in(sheet: Sheet, box: Box) -> Iterator[tuple[Box, str]]:
    """Yield the number formats of a rectangle, each with the part of it that has it."""
    code: str | None = _range(sheet, box).number_format
    if code is not None or box[:2] == box[2:]:
        yield box, code or "General"
        return
    for half in halves(box):
        yield from formats_in(sheet, half)


def _used(sheet: Sheet, title: str, name: str) -> Box:
    address = sheet.used_range.address
    box = parse_box(address)
    if box is None:  # whole columns or rows
        raise problem("too far", name=name, sheet=title, row=address.rpartition("$")[2])
    top, left, bottom, right = box
    if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
        raise problem("too far", name=name, sheet=title, row=f"{bottom:,}")
    return box


def _range(sheet: Sheet, box: Box) -> Any:
    return sheet.range(box_name(box))


def _filled(rows: Sequence[Sequence[Any]], box: Box) -> Iterator[tuple[Place, Any]]:
    for row, line in enumerate(rows, box[0]):
        for column, value in enumerate(line, box[1]):
            if value is not None and value != "":
                yield (row, column), value


_ERROR_TEXTS = frozenset(_ERRORS.values())


def _plain(value: Any) -> CellValue:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, int) and value - _FIRST_ERROR in _ERRORS:  # errors that xlwings does not know
        return CellError(_ERRORS[value - _FIRST_ERROR])
    if isinstance(value, datetime):
        since = value.replace(tzinfo=None) - _DAY_ZERO
        return since.total_seconds() / 86400
    if isinstance(value, (int, float, Decimal)):
        return float(value)
    return str(value)


def _shown(sheet: Sheet, values: Mapping[Place, CellValue], read: Mapping[Place, Any]) -> dict[Place, str]:
    """Return the words for numbers that are shown as a date, a time or a percentage.

    Only blocks of numbers that hold a fraction, a date or a number as long as a telephone's are asked about:
    whole percentages that stand alone cannot be told from ratings without asking for every number of the workbook.
    """
    numbers = [place for place, value in values.items() if isinstance(value, float)]
    found = {}
    for block in rectangles(numbers):
        if any(
            isinstance(read[place], datetime) or _may_be_shown(values[place]) for place in cells_of(block)
        ):
            for part, code in formats_in(sheet, block):
                kind = shown_for(code)
                for place in cells_of(part) if kind else ():
                    words = kind.text(float(str(values[place])), date1904=False) if kind else None
                    if words is not None:
                        found[place] = words
    return found


def _may_be_shown(value: CellValue) -> bool:
    return isinstance(value, float) and (not value.is_integer() or value >= _LONG)
