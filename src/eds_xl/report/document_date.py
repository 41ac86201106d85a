"""The date a document carries in its file properties: always the same for the same report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from eds_xl.assessment.model import Organisation

TEMPLATE_DATE = date(2022, 8, 15)
"""The date of the official template, for a report that states no full day of its own."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PATTERNS = (
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)


def document_date(organisation: Organisation) -> date:
    """Return the day the assessment was completed or else authorised, or else the template's own date."""
    return first_full_day((organisation.date_completed, organisation.date_authorised)) or TEMPLATE_DATE


def first_full_day(entries: Iterable[str]) -> date | None:
    """Return the first full day that one of the entries names (the day before the month), or None."""
    found = (_read_day(entry) for entry in entries)
    return next((day for day in found if day is not None), None)


def _read_day(entry: str) -> date | None:
    for pattern in _PATTERNS:
        match = pattern.search(entry)
        month = _month(match["month"]) if match else 0
        if match and month:
            try:
                return date(int(match["year"]), month, int(match["day"]))
            except ValueError:  # such as 31 February
                return None
    return None


def _month(words: str) -> int:
    """Return the number of a month given as a number or by its English name, 0 if there is no such month."""
    if words.isdecimal():
        return int(words)
    start = words[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0
