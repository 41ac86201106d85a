"""Text with structure: runs, paragraphs, lists, tables and pictures, without any look.

``prose.py`` reads these records out of the text of a cell; the report tree (``eds_xl.report.tree``)
builds its sections from them and offers their names again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, halves of surrogate pairs and the two code points that no XML may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one look. ``link`` is an http, https or mailto address, or "#anchor"."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    ``role``: "normal", "lead" (larger), "note" (smaller), "callout" (set apart) or "subheading" (of a part
    of a table's cell: never the last line of a page).
    """

    spans: tuple[Span, ...]
    role: str = "normal"


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; each item is a tuple of blocks (paragraphs, nested lists).

    ``letters`` counts a numbered list a, b, c; ``start`` is the number of its first item.
    """

    items: tuple[tuple[Block, ...], ...]
    numbered: bool = False
    letters: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading and its share of the table's width (any positive number)."""

    heading: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``header`` makes it the row's header (first column of a table of details)."""

    blocks: tuple[Block, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``total`` marks one that sums up (printed bold)."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one heading row, repeated on each page; no merged cells.

    ``title`` is its caption, ``description`` what a screen reader says of it. A ``compact`` one stands in
    small letters with little space, for a page that must hold all of it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    description: str = ""
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG bytes) with its alternative text and caption.

    ``width`` is its share of the width of the text, up to 1.
    """

    data: bytes
    media_type: str
    alternative: str
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one thing in a chart: numbers (None where there is none) and the words shown for them."""

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one or more series over the same categories; its numbers also stand in a table.

    ``kind`` is "bar", "column" or "line"; ``highest`` is the end of the scale, if it is not to follow from
    the values. A ``wide`` one is drawn larger, for a page of its own.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str
    caption: str = ""
    highest: float | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the contents list, made by each writer from the sections' headings.

    It stands among the blocks of a cover or a section, never inside a list or a table; a long one may
    begin a page.
    """

    title: str
    depth: int = 2
    new_page: bool = False


Block = Paragraph | ListBlock | Table | Picture | Chart | Contents


def clean(text: str) -> str:
    """Return the text as a document can hold it: one kind of line end, no control characters.

    Letters typed as two characters (e and an accent) become one, which every font knows.
    """
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))
