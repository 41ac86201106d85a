"""Days in words, as the workbook keeps them."""

from __future__ import annotations

from datetime import date

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


def in_words(day: date) -> str:
    """Return a day as people write it: "5 March 2025"; the same on every system."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
