"""The quick way for the great majority of cells: blank ones, numbers, texts and simple formulas.

Every program writes these in the same few ways, so that one regular expression takes them out of a sheet
part many times faster than a parser visits them. What it does not know by heart, it leaves in the part
for the parser; where a part is written in any unusual way, it takes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.workbook.coordinates import COLUMNS, LAST_ROW, Place
from eds_xl.workbook.xml_text import has_plain_texts, is_utf8

_LARGEST = 4 * 1024**2  # beyond it the pieces would need much memory
_CELL = re.compile(
    rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?/>)+'  # blank ones at one go
    rb'|<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?(?: t="(s|n|str|b|e)")?'
    rb">(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>|<v/>)</c>"
)
_GROUPS = 7  # of each match: what stands before it, and what the six brackets hold (nothing for blank cells)
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"

PlainCell = tuple[Place, str, bytes | None, bytes | None, bytes]
"""Where it is, its style, its kind (None for a number), its formula if it has one, what it holds."""


def take_plain_cells(data: bytes) -> tuple[Iterator[PlainCell], bytes]:
    """Take the plain cells out of a sheet part.

    Args:
        data: The bytes of the part.

    Returns:
        The plain cells that hold something, in order, and the part without any plain cell. Going over the
        cells raises ValueError for one that would stand outside a sheet.
    """
    start, end = data.find(_ROWS), data.find(_ROWS_END)
    if not 0 <= start < end <= start + _LARGEST or not is_utf8(data):
        return iter(()), data
    pieces = _CELL.split(data[start:end])
    rest = b"".join(pieces[::_GROUPS])
    if not (_is_usual(rest) and has_plain_texts(data[start:end])):
        return iter(()), data
    return _cells(pieces), data[:start] + rest + data[end:]


def _is_usual(rest: bytes) -> bool:
    """Whether every cell says where it is, and nothing only looked like a cell (in a comment, in CDATA)."""
    return b"<!" not in rest and b"<c>" not in rest and rest.count(b"<c ") == rest.count(b'<c r="')


def _cells(pieces: list[bytes]) -> Iterator[PlainCell]:
    columns: dict[bytes, int] = {}
    groups = (pieces[group::_GROUPS] for group in range(1, _GROUPS))
    for letters, digits, style, kind, formula, text in zip(*groups, strict=True):
        if text is None and formula is None:
            continue
        if letters not in columns:
            columns[letters] = COLUMNS[letters.decode()]
        row = int(digits)
        if not 1 <= row <= LAST_ROW:
            raise ValueError(f"no row: {row}")
        yield (row, columns[letters]), style.decode() if style else "0", kind, formula, text or b""
