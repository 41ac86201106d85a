"""What Excel makes of a value that is put into a cell: it takes it as if somebody had typed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.engines.calls import EngineError

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#REF!", "#NULL!", "#NUM!"})
TEXT_FORMAT = "@"
_REFUSED = -2146827284

_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[+-]?\.[0-9]+%?")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"(?:[0-9]{{1,2}}[ /-])?(?:(?:{_MONTHS})[a-z]*|[0-9]{{1,2}})[ /-][0-9]{{1,4}}|[0-9]{{1,2}} [ap]m?",
    re.IGNORECASE,
)


class ErrorValue(str):
    """An error value such as #DIV/0!, which is no text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What then stands in a cell: "text", "number", "boolean", "error", "formula", "date" or "blank"."""

    kind: str
    value: Any = None


def taken(value: Any, number_format: str) -> Taken:
    """Return what a cell of a number format makes of a value; raises EngineError for half a formula."""
    if value is None or value == "":
        return Taken("blank")
    if isinstance(value, str):
        return _typed(value, number_format)
    if number_format == TEXT_FORMAT:
        words = str(value).upper() if isinstance(value, bool) else f"{value:g}"
        return Taken("text", words)
    return Taken("boolean", value) if isinstance(value, bool) else Taken("number", float(value))


def _typed(text: str, number_format: str) -> Taken:
    if number_format == TEXT_FORMAT:
        return Taken("text", text)
    if text.startswith("'"):
        return Taken("text", text[1:])
    if text.startswith("=") and len(text) > 1:
        return Taken("formula", text)
    if text in ERRORS:
        return Taken("error", text)
    if text.upper() in ("TRUE", "FALSE"):
        return Taken("boolean", text.upper() == "TRUE")
    if _NUMBER.fullmatch(text.strip()):
        number = text.strip().replace(",", "")
        return Taken("number", float(number.rstrip("%")) / (100 if number.endswith("%") else 1))
    if text[0] in "+-@=":
        raise EngineError(f"{text!r} is half a formula", _REFUSED)
    if _DAY.fullmatch(text.strip()):
        return Taken("date", datetime(2025, 3, 26))  # noqa: DTZ001 - which day does not matter, text it is not
    return Taken("text", text)


def clean(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
    """Return raw values as xlwings hands them on; the part of every engine's ``clean_value_data``."""

    def one(value: Any) -> Any:
        if value is None or value == "":
            return empty_as
        if isinstance(value, ErrorValue):
            return str(value) if err_to_str else None
        if number_builder is not None and isinstance(value, float):
            return number_builder(value)
        return value

    return [[one(value) for value in row] for row in data]
