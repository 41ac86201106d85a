"""Entries as they are kept: what people type, tidied without changing what it says.

Reading a workbook and reading JSON tidy the same way, and tidying twice changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, TypeVar

from eds_xl.assessment.model import RATING_FIELDS, Assessment, OutcomeRating, RatingEntry
from eds_xl.assessment.place import Placed
from eds_xl.standard import OUTCOMES

_INVISIBLE_AT_ENDS = " \t\n\r\u00a0\u200b\ufeff"
_CODE = re.compile(r"(?:outcome\s*)?([1-3])\s?([a-d])(?P<rest>(?:\s*[:.–-].*)?)", re.IGNORECASE | re.DOTALL)
_ANOTHER_CODE = re.compile(r"\b[1-3]\s?[a-d]\b", re.IGNORECASE)
_CODES = {outcome.code for outcome in OUTCOMES}

Record = TypeVar("Record", bound=Placed)


def tidy_text(text: str) -> str:
    """Return a text without blanks at its ends and with one kind of line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(_INVISIBLE_AT_ENDS)


def tidy_rating(entry: RatingEntry) -> RatingEntry:
    """Return a rating entry with its text tidied; text of blanks only is no entry."""
    return entry if not isinstance(entry, str) else tidy_text(entry) or None


def tidy_code(text: str) -> str:
    """Return an outcome's code as the standard writes it where one is meant ("1a", "Outcome 1A: ...")."""
    if text in _CODES:
        return text
    found = _CODE.fullmatch(text)
    if found is None or _ANOTHER_CODE.search(found["rest"]):
        return text
    code = f"{found[1]}{found[2].upper()}"
    return code if code in _CODES else text


def tidy_record(record: Record) -> Record:
    """Return a record with all of its entries tidied."""
    changes: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(record, OutcomeRating) and item.name in RATING_FIELDS:
            tidied: Any = tidy_rating(value)
        elif isinstance(value, str):
            tidied = tidy_code(tidy_text(value)) if item.name == "outcome" else tidy_text(value)
        else:
            continue
        if tidied != value:
            changes[item.name] = tidied
    return replace(record, **changes) if changes else record


def tidy(assessment: Assessment) -> Assessment:
    """Return an assessment with all of its entries tidied."""
    values: dict[str, Any] = {item.name: getattr(assessment, item.name) for item in fields(assessment)}
    for name, value in values.items():
        values[name] = tuple(map(tidy_record, value)) if isinstance(value, tuple) else tidy_record(value)
    return Assessment(**values)
