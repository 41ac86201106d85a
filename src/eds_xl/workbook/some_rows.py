"""A few rows cut out of a sheet part and put back: the quick way to change or look at a few cells.

Every program writes rows in the same way, so that the rows of a few cells are found without a parser going
over the whole sheet. A part written in any other way is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from eds_xl.workbook.xml_text import has_asides, is_utf8

_ROWS, _ROWS_END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
# Formulas that say anything of themselves: they may be filled over other rows.
_DEPENDENT = (b"<f ", b"<f\t", b"<f\n", b"<f\r")

_ROW = re.compile(rb'<row r="([0-9]{1,7})"')

Span = tuple[int, int]


def find_rows(data: bytes, numbers: Collection[int]) -> list[Span] | None:
    """Return where rows begin and end in a sheet part, in their order.

    Args:
        data: The bytes of the part.
        numbers: The rows' numbers.

    Returns:
        None if a row is not there, or if the part is written in an unusual way.
    """
    start, end = data.find(_ROWS), data.find(_ROWS_END)
    if (
        not 0 <= start < end
        or not is_utf8(data)
        or has_asides(data, start, end)
        or any(data.find(mark, start, end) >= 0 for mark in _DEPENDENT)
    ):
        return None
    begins = [(int(row[1]), row.start()) for row in _ROW.finditer(data, start, end)]
    places = dict(begins)
    if len(places) < len(begins) or begins != sorted(begins) or not places.keys() >= set(numbers):
        return None
    spans = [_row_from(data, places[number], end) for number in sorted(set(numbers))]
    found = [span for span in spans if span is not None]
    return found if len(found) == len(spans) else None


def rows_alone(data: bytes, spans: Sequence[Span]) -> bytes:
    """Return a sheet part with rows found in it, what stands before the rows, and nothing else."""
    start = data.find(_ROWS) + len(_ROWS)
    rows = (data[begin:stop] for begin, stop in spans)
    return b"".join((data[:start], *rows, _ROWS_END, data[data.rfind(b"</") :]))


def put_back(data: bytes, spans: Sequence[Span], changed: bytes) -> bytes | None:
    """Return a sheet part with rows as they are in a changed cut of it; None if they are not there.

    Args:
        data: The part.
        spans: Where the rows stand in it.
        changed: The part made by :func:`rows_alone`, changed: what stands before the rows is taken from there.
    """
    start = changed.find(_ROWS)
    numbers = [_number(data, begin) for begin, _ in spans]
    new = find_rows(changed, numbers)
    if new is None:
        return None
    pieces = [changed[: start + len(_ROWS)]]
    done = data.find(_ROWS) + len(_ROWS)
    for (begin, stop), (new_begin, new_stop) in zip(spans, new, strict=True):
        pieces += [data[done:begin], changed[new_begin:new_stop]]
        done = stop
    return b"".join([*pieces, data[done:]])


def _number(data: bytes, begin: int) -> int:
    first = data.find(b'"', begin) + 1
    return int(data[first : data.find(b'"', first)])


def _row_from(data: bytes, begin: int, end: int) -> Span | None:
    opened = data.find(b">", begin, end)
    if opened < 0 or data.count(b'"', begin, opened) % 2:
        return None
    if data[opened - 1 : opened] == b"/":
        return begin, opened + 1
    stop = data.find(_ROW_END, opened, end)
    return None if stop < 0 else (begin, stop + len(_ROW_END))
