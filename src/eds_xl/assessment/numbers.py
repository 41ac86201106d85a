"""The numbers of figures, as people type them."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?P<sign>[+\-−–]?)\s*£?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<part>\.\d{1,15})?\s*%?"
)


def number(words: str) -> float | None:
    """Return the number that words are, whole but for a sign, "£", "%" and commas; None for other words."""
    found = _NUMBER.fullmatch(words.strip())
    if found is None:
        return None
    value = float(found["digits"].replace(",", "") + (found["part"] or ""))
    return -value if found["sign"] in ("-", "−", "–") and found["sign"] else value
