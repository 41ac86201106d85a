"""The quick way for the great majority of cells: blank ones, numbers, texts and simple formulas.

Every program writes these in the same few ways, so that one regular expression takes them out of a sheet
part many times faster than a parser hands them over. What it does not know by heart is left to the parser;
where a part is written in any unusual way, all of it is.
"""

from __future__ import annotations

import re

from eds_xl.workbook.xml_text import has_asides, has_known_entities, is_utf8

_LARGEST = 4 * 1024**2  # beyond it the pieces would need much memory
_CELL, _CELL_END = '<c r="', "</c>"
_PLAIN = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="(s|n|str|b|e)")?>'
    r"(?:<f>([^<]*)</f>)?<v(?:>([^<]*)</v>|/>)\Z"
)
_OTHER = re.compile(r'<c r="[A-Z]{1,3}([0-9]{1,7})"(?: [^<>]*[^/<>])?>')
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"

PlainCell = tuple[str, ...]
"""Column letters, row, style, kind, formula, what it holds: each as it is written, "" where it is not."""


def take_plain_cells(data: bytes) -> tuple[list[PlainCell], bytes | None]:
    """Take the plain cells out of a sheet part.

    Args:
        data: The bytes of the part, which may yet turn out not to be well formed.

    Returns:
        The plain cells that hold something, in order, and a part with those cells alone that are not plain;
        the part itself where nothing could be taken, None where nothing is left.
    """
    start_of_rows, end = data.find(_ROWS), data.find(_ROWS_END)
    rows = data[start_of_rows:end]
    if not (0 <= start_of_rows < end <= start_of_rows + _LARGEST and is_utf8(data) and _is_usual(rows)):
        return [], data
    try:
        text = rows.decode()
    except UnicodeDecodeError:
        return [], data
    # Most of a sheet are blank cells ("<c .../>"): cut at the ends of the others, nothing needs to look at them.
    *pieces, _ = text.split(_CELL_END)
    if text.count("</c") > len(pieces):
        return [], data
    plain: list[PlainCell] = []
    others: list[str] = []
    for piece in pieces:
        start = piece.rfind(_CELL)
        if found := _PLAIN.match(piece, start):
            plain.append(found.groups(""))
        elif other := _OTHER.match(piece, start):
            others.append(f'<row r="{other[1]}">{piece[start:]}{_CELL_END}</row>')
        else:
            return [], data
    if not others:
        return plain, None
    return plain, b"".join((data[:start_of_rows], _ROWS, *map(str.encode, others), data[end:]))


def _is_usual(rows: bytes) -> bool:
    """Whether nothing only looks like a cell (in a comment, in CDATA), and texts stand as a parser gives them."""
    return not has_asides(rows, 0, len(rows)) and b"\r" not in rows and has_known_entities(rows)
