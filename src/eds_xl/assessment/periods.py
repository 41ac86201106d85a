"""Days, months, quarters and years, read out of what people write in a date column.

A period is never more precise than what was typed: "February 2024" is the whole month, "2023/24" the year from
April to March, "Q1-Q3 2023-24" nine months of it. What can be read in two ways ("Q2 2024", "10/16/2023") or not
at all is no period. Two periods are in the wrong order only if they have no day in common.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from eds_xl.assessment.dates import MONTHS

_FIRST_YEAR, _LAST_YEAR = 1990, 2079
_SHORT_YEARS = range(15, 40)
"""Two figures that can be a year; "March 5" is none."""

_CENTURY = 2000
_DECEMBER = 12
_YEAR_STARTS = 4
_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_TO = r"\s*(?:-|–|—|to|and|&|until|/|,)\s*"
_YEAR = r",?\s*['’]?(?P<year>\d{4}|\d{2})(?![\d:])(?!\s*(?:st|nd|rd|th)\b)"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_ONGOING = re.compile(r"\b(?:on-?going|onwards?|since|continuous(?:ly)?|to date|to present)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``; ``ongoing`` says that it goes on after them."""

    first: date
    last: date
    ongoing: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def is_before(self, other: Period) -> bool:
        """Say whether all of it lies before the other one, so that they have no day in common."""
        return not self.ongoing and self.last < other.first


def read_period(words: str) -> Period | None:
    """Return the time from the first to the last day that an entry speaks of; None if it names none for sure."""
    found = list(_mentions(words))
    if not found or None in found:
        return None
    periods = [period for period in found if period]
    ongoing = bool(_ONGOING.search(words))
    return Period(min(p.first for p in periods), max(p.last for p in periods), ongoing)


def read_day(words: str) -> date | None:
    """Return the first full day that an entry names, or None."""
    days = (period for period in _mentions(words) if period and period.is_day)
    return next((day.first for day in days), None)


def reporting_year(words: str) -> Period | None:
    """Return the twelve months of a reporting year, from April; None for words that name no single year."""
    found = read_period(words)
    if found is None or found.last > _end_of_month(found.first.year + 1, _YEAR_STARTS - 1):
        return None
    return _months(found.first.year, _YEAR_STARTS, 12)


def two_years(words: str) -> str:
    """Return a year from April that is named by both of its years in the usual form, "2024/25"; "" for other words.

    One year alone, "2024", is not taken: it can be the earlier or the later of the two.
    """
    pattern, _ = _FORMS["years"]
    match = pattern.fullmatch(words.strip())
    year = _two_years(match["year"], match["next"]) if match else None
    return f"{year}/{(year + 1) % 100:02d}" if year else ""


def months_before(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months before a day's month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


# ---------------------------------------------------------------- the forms in which people write


def _mentions(words: str) -> Iterator[Period | None]:
    """Yield each period that is mentioned, in order; None for one that is ambiguous or does not exist."""
    done = 0
    for match in _ANY.finditer(words):
        if match.start() < done:
            continue
        done = match.end()
        name = match.lastgroup or ""
        pattern, read = _FORMS[name]
        again = pattern.match(words, match.start())
        if again:
            yield read(again)


def _year(words: str) -> int | None:
    number = int(words)
    if len(words) == 2:
        return _CENTURY + number if number in _SHORT_YEARS else None
    return number if _FIRST_YEAR <= number <= _LAST_YEAR else None


def _month(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBERS[words[:3].casefold()]


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, month: int, count: int) -> Period:
    """Return a run of whole months."""
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    return Period(date(year, month, 1), _end_of_month(last_year, last_month + 1))


def _day_of(year: int | None, month: int, day: int) -> date | None:
    if year is None or not 1 <= month <= _DECEMBER:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _one_day(match: re.Match[str]) -> Period | None:
    day = _day_of(_year(match["year"]), _month(match["month"]), int(match["day"]))
    return Period(day, day) if day else None


def _days(match: re.Match[str]) -> Period | None:
    """Read "12 and 14 November 2024" and "30 October to 2 November 2024"."""
    year, month = _year(match["year"]), _month(match["month"])
    named = match["earlier"]
    first = _day_of(year, _month(named) if named else month, int(match["day"]))
    last = _day_of(year, month, int(match["day2"]))
    return Period(first, last) if first and last and first <= last else None


def _one_month(match: re.Match[str]) -> Period | None:
    year = _year(match["year"])
    return _months(year, _month(match["month"]), 1) if year else None


def _run_of_months(match: re.Match[str]) -> Period | None:
    """Read "January to March 2024"; a run that ends earlier in the year than it begins is not clear."""
    year, first, last = _year(match["year"]), _month(match["earlier"]), _month(match["month"])
    return _months(year, first, last - first + 1) if year and first <= last else None


def _quarters(match: re.Match[str]) -> Period | None:
    """Read "Q1-Q3 2023-24"; a quarter of a year that is not a year from April is not clear."""
    year = _two_years(match["year"], match["next"])
    first, last = int(match["quarter"]), int(match["quarter2"] or match["quarter"])
    if year is None or not first <= last:
        return None
    months = months_before(date(year, _YEAR_STARTS, 1), -3 * (first - 1))
    return _months(months.year, months.month, 3 * (last - first + 1))


def _two_years(first: str, following: str | None) -> int | None:
    """Return the first of two years of which the second follows it at once, as in "2023/24"; else None."""
    year = _year(first)
    if year is None or following is None:
        return None
    return year if int(following) in (year + 1, (year + 1) % 100) else None


def _year_from_april(match: re.Match[str]) -> Period | None:
    year = _two_years(match["year"], match["next"])
    if year:
        return _months(year, _YEAR_STARTS, 12)
    first, last = _year(match["year"]), _year(match["next"])
    both_full = len(match["year"]) == len(match["next"]) == 4
    return (
        Period(date(first, 1, 1), date(last, 12, 31))
        if both_full and first and last and first < last
        else None
    )


def _whole_year(match: re.Match[str]) -> Period | None:
    year = _year(match["year"])
    return _months(year, 1, 12) if year else None


_M, _M2 = _MONTH.format("month"), _MONTH.format("earlier")
_D, _D2 = _DAY.format("day"), _DAY.format("day2")
_NEXT_YEAR = r"\s*[/–—-]\s*(?P<next>\d{4}|\d{2})(?!\d)"
_QUARTERS = rf"Q(?P<quarter>[1-4])(?:{_TO}Q?(?P<quarter2>[1-4]))?"
_FORMS = {
    name: (re.compile(pattern, re.IGNORECASE), read)
    for name, pattern, read in (
        ("iso", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?!\d)", _one_day),
        ("figures", r"(?P<day>\d{1,2})\s?[./ -]\s?(?P<month>\d{1,2})\s?[./ -]\s?(?P<year>\d{4}|\d{2})(?!\d)", _one_day),
        ("hyphens", rf"(?P<day>\d{{1,2}})[-/]{_M}[-/](?P<year>\d{{4}}|\d{{2}})(?!\d)", _one_day),  # as Excel shows days
        ("days", rf"{_D}(?:\s*(?:of\s+)?{_M2})?{_TO}{_D2}\s*(?:of\s+)?{_M}{_YEAR}", _days),
        ("day", rf"{_D}\s*(?:of\s+)?{_M}{_YEAR}", _one_day),
        ("day_after", rf"{_M}\s+{_D},?\s+(?P<year>\d{{4}})(?!\d)", _one_day),
        ("quarters", rf"{_QUARTERS},?\s*(?P<year>\d{{4}}|\d{{2}})(?:{_NEXT_YEAR})?", _quarters),
        ("months", rf"{_M2}{_TO}{_M}{_YEAR}", _run_of_months),
        ("month", rf"{_M}{_YEAR}", _one_month),
        ("years", rf"(?P<year>\d{{4}}|\d{{2}}){_NEXT_YEAR}(?!\s*%)", _year_from_april),
        ("year", r"(?P<year>(?:19|20)\d{2})(?!\d|%|[.:]\d|,\d{3}(?!\d))", _whole_year),
    )
}  # fmt: skip
_ANY = re.compile(
    r"(?<![\w./£-])(?:(?<!,)|(?<=\d{4},))(?:"
    + "|".join(
        f"(?P<{name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', form.pattern)})"
        for name, (form, _) in _FORMS.items()
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
