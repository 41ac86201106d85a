"""The words for what stands in a cell."""

from __future__ import annotations

from decimal import Decimal

from eds_xl.workbook.book import CellError, CellValue

_YES_NO = {True: "Yes", False: "No"}


def as_text(value: CellValue) -> str:
    """Return a value as Excel shows it where nothing is formatted; "" for a blank cell and an error value."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return _YES_NO[value]
    # As Excel shows it: at most 15 digits, and never as a power of ten.
    return format(Decimal(f"{value:.15g}"), "f")


def as_shown(value: CellValue) -> str:
    """Return the same, but what Excel shows for an error value."""
    return value.text if isinstance(value, CellError) else as_text(value)
