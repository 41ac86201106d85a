"""The quick way for the great majority of cells: blank ones, numbers, texts and simple formulas.

Every program writes these in the same few ways, so that one regular expression takes them out of a sheet
part many times faster than a parser hands them over. What it does not know by heart is left to the parser;
where a part is written in any unusual way, all of it is.
"""

from __future__ import annotations

import re

from eds_xl.workbook.coordinates import LAST_ROW
from eds_xl.workbook.xml_text import has_asides, has_plain_texts, is_utf8

_LARGEST = 4 * 1024**2  # beyond it the pieces would need much memory
_BLANK = r'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?/>'
_HOLDING = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="(s|n|str|b|e)")?>'
    r"(?:<f>([^<]*)</f>)?<v(?:>([^<]*)</v>|/>)</c>"
)
_PLAIN = re.compile(rf"(?:{_BLANK})++|{_HOLDING}")
_STEP = _PLAIN.groups + 1
_ROW, _ROW_OF_ITS_NUMBER = "<row", re.compile(r'<row r="([1-9][0-9]{0,6})"[ />]')
_UNNAMED_CELL = re.compile(r'<c(?! r=")[\s/>]')
_CELL = re.compile(rb"<c[\s/>]")
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"

PlainCell = tuple[str, str, str | None, str | None, str | None, str | None]
"""Column letters, row, style, kind, formula, what it holds: each as it is written, None where it is not."""


def take_plain_cells(data: bytes) -> tuple[list[PlainCell], bytes]:
    """Take the plain cells out of a sheet part.

    Args:
        data: The bytes of the part, which may yet turn out not to be well formed.

    Returns:
        The plain cells that hold something, in order, and the part without them and without blank cells; the
        part itself where nothing could be taken. What is left is as well formed as the part is.
    """
    start, end = data.find(_ROWS), data.find(_ROWS_END)
    rows = data[start:end]
    if not (0 <= start < end <= start + _LARGEST and is_utf8(data) and _is_usual(rows)):
        return [], data
    try:
        pieces = _PLAIN.split(rows.decode())
    except UnicodeDecodeError:
        return [], data
    rest = "".join(pieces[::_STEP])
    # A cell without a name stands next to the one before, which must then be there; a row without a number too.
    if _UNNAMED_CELL.search(rest) or not _are_numbered(rest):
        return [], data
    found = zip(*(pieces[group::_STEP] for group in range(1, _STEP)), strict=True)
    return [cell for cell in found if cell[0]], b"".join((data[:start], rest.encode(), data[end:]))


def _are_numbered(rows: str) -> bool:
    numbers = _ROW_OF_ITS_NUMBER.findall(rows)
    return len(numbers) == rows.count(_ROW) and max(map(int, numbers), default=0) <= LAST_ROW


def has_cells(data: bytes) -> bool:
    """Return whether cells are left in a part from which plain ones were taken."""
    return _CELL.search(data) is not None


def _is_usual(rows: bytes) -> bool:
    """Whether nothing only looks like a cell (in a comment, in CDATA), and texts stand as a parser gives them."""
    return not has_asides(rows, 0, len(rows)) and has_plain_texts(rows)
