"""How a number is shown where its format makes it a date, a time, a percentage or a code of so many digits.

Only the kind of a number format matters here, not its exact layout: a report prints "28 February 2024"
whether the cell shows 28/02/24 or 28-Feb-2024.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType

from eds_xl.assessment.dates import MONTHS
from eds_xl.workbook.stream import new_parser, parse, prefix_of

_BUILT_IN = MappingProxyType(
    {
        9: "0%",
        10: "0.00%",
        14: "dd/mm/yyyy",
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "dd/mm/yyyy h:mm",
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
    }
)
"""The formats that a workbook names by number only, as far as they are dates, times or percentages."""

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_RUNS = re.compile(r"(h+|s+|d+|m+|y+)", re.IGNORECASE)
_DECIMALS = re.compile(r"\.([0#?]+)")
_CODE = re.compile(
    r"(?=(?: *0){5})0[0 ]*0"
)  # of fewer digits, it is likely to be a rating or a number of a row

_LONGEST_CODE = 255
"""Characters of a number format in Excel."""

_LAST_SERIAL = 2_958_466
_FALSE_LEAP_DAY = 60
_EPOCH_1904 = date(1904, 1, 1)
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1900_EARLY = date(1899, 12, 31)


@dataclass(frozen=True, slots=True)
class Shown:
    """The kind of a number format: "day", "month", "year", "time", "percent" (with its decimals) or "code".

    A code is a number with its leading zeros, such as a telephone number; ``layout`` has a 0 for each digit.
    Amounts are none of these: with its thousands apart and its decimals cut, a rating or a count would be another.
    """

    kind: str
    decimals: int = 0
    layout: str = ""

    def text(self, number: float, date1904: bool) -> str | None:
        """Return a number as a reader would write it, or None if it is none of that kind."""
        if self.kind == "percent":
            return _percentage(number, self.decimals)
        if self.kind == "time":
            return _time_of_day(number)
        if self.kind == "code":
            return _code(number, self.layout)
        day = _day(number, date1904)
        return None if day is None else self.day_text(day)

    def day_text(self, day: date) -> str:
        """Return a day with no more precision than the format shows."""
        month_year = f"{MONTHS[day.month - 1]} {day.year}"
        return {"year": str(day.year), "month": month_year}.get(self.kind, f"{day.day} {month_year}")


_PLAIN_DAY = Shown("day")


def iso_text(written: str, shown: Shown | None) -> str:
    """Return an ISO date or time as a reader would write it; the text itself where it is neither."""
    try:
        day = datetime.fromisoformat(written).date()
    except ValueError:
        return written
    return (shown or _PLAIN_DAY).day_text(day)


def shown_for(code: str) -> Shown | None:
    """Return the kind of a number format code, or None where the bare number is what counts."""
    if len(code) > _LONGEST_CODE:
        return None
    section = _LITERALS.sub("", code).partition(";")[0]
    if "%" in section:
        decimals = _DECIMALS.search(section)
        return Shown("percent", len(decimals[1]) if decimals else 0)
    if _CODE.fullmatch(section.strip()):
        return Shown("code", layout=section.strip())
    runs = [run[0].lower() for run in _RUNS.findall(section)]
    if "d" in runs or ("y" in runs and not _has_month(runs)):
        return Shown("day" if "d" in runs else "year")
    if _has_month(runs):
        return Shown("month")
    return Shown("time") if runs else None


def read_shown_styles(data: bytes) -> dict[str, Shown]:
    """Return the kinds by cell style (as cells name it), for those styles where there is one.

    Args:
        data: The bytes of the styles part, in which years of pasting may have left tens of thousands of styles.

    Raises:
        ValueError: If the part is not what it should be.
    """
    reader = _Styles()
    parse(reader.parser, data)
    kinds: Mapping[int, Shown | None] = {number: shown_for(code) for number, code in reader.codes.items()}
    found = ((str(index), kinds.get(number)) for index, number in enumerate(reader.styles))
    return {index: shown for index, shown in found if shown is not None}


class _Styles:
    """Takes the number formats and the cell styles out of a styles part; other parts of it have the like."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = dict(_BUILT_IN)
        self.styles: list[int] = []
        self._prefix = self._inside = ""
        self.parser = new_parser()
        self.parser.StartElementHandler = self._root

    def _root(self, name: str, _: object) -> None:
        self._prefix = prefix_of(name)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.removeprefix(self._prefix)
        if local in ("numFmts", "cellXfs"):
            self._inside = local
        elif (self._inside, local) == ("numFmts", "numFmt"):
            self.codes[int(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif (self._inside, local) == ("cellXfs", "xf"):
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        if name == self._prefix + self._inside:
            self._inside = ""


def _has_month(runs: list[str]) -> bool:
    """Whether one of the m-runs is a month: not after hours and not before seconds."""
    padded = ["", *runs, ""]
    return any(
        run == "m" and padded[place - 1] != "h" and padded[place + 1] != "s"
        for place, run in enumerate(padded)
        if run
    )


def _percentage(number: float, decimals: int) -> str | None:
    try:
        hundredfold = Decimal(repr(number)) * 100
        rounded = hundredfold.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than a percentage ever has
        return None
    text = f"{rounded:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _code(number: float, layout: str) -> str | None:
    """Return a number of as many digits as the layout has, in its groups; None for one that has more."""
    digits = f"{number:0{layout.count('0')}.0f}"
    if number < 0 or number != math.floor(number) or len(digits) > layout.count("0"):
        return None
    each = iter(digits)
    return "".join(next(each) if place == "0" else place for place in layout)


def _time_of_day(number: float) -> str | None:
    if not 0 <= number < _LAST_SERIAL:
        return None
    minutes = round(number * 24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _day(number: float, date1904: bool) -> date | None:
    whole = math.floor(number)
    if date1904:
        return _EPOCH_1904 + timedelta(whole) if 0 <= whole < _LAST_SERIAL - 1462 else None
    # Excel keeps a day that never was, 29 February 1900, and counts from there.
    if not 1 <= whole < _LAST_SERIAL or whole == _FALSE_LEAP_DAY:
        return None
    return (_EPOCH_1900 if whole > _FALSE_LEAP_DAY else _EPOCH_1900_EARLY) + timedelta(whole)
