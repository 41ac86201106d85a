"""Days in words, as the workbook keeps them."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_COUNTED = re.compile(r"(?P<days>\d{5})(?:\.\d+)?")
_FIRST_COUNTED = date(1899, 12, 30)
"""The day from which spreadsheet programs count, as far as days since March 1900 are concerned."""

_COUNTED_YEARS = range(1990, 2080)


def day_counted(words: str) -> date | None:
    """Return the day that a bare number is to a spreadsheet program ("45500"); None for anything else."""
    found = _COUNTED.fullmatch(words.strip())
    day = _FIRST_COUNTED + timedelta(int(found["days"])) if found else None
    return day if day and day.year in _COUNTED_YEARS else None


def in_words(day: date) -> str:
    """Return a day as people write it: "5 March 2025"; the same on every system."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
