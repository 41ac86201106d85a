"""How wide the columns of a table become: in proportion to their shares, but no narrower than their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from eds_xl.report.look import LOOK
from eds_xl.report.tree import Block, ListBlock, Paragraph, Table

PADDING = 14.0  # points, left and right of a cell together, with a little air
LIST_INDENT = 16.0
_LONGEST_WORD = 14  # letters: longer ones are cut rather than given a column of their width
_LONGEST_OF_A_LANGUAGE = 40
_BREAKS = re.compile(r"[^\s/-]+[/-]?")
_NARROW, _WIDE = set("fijlrtI.,:;'|!()[]-/ "), set("mwMW@%")


def column_widths(table: Table, width: float) -> list[float]:
    """Return the columns' widths in points; together they are as wide as the table.

    A table too narrow for its words gets columns in proportion to what they need.
    """
    least = [_least(words) for words in _words_by_column(table)]
    if sum(least) >= width:
        return [width * each / sum(least) for each in least]
    shares = [column.share for column in table.columns]
    widths = [width * share / sum(shares) for share in shares]
    fixed: set[int] = set()
    while narrow := {
        place for place, each in enumerate(widths) if place not in fixed and each < least[place]
    }:
        fixed |= narrow
        free = width - sum(least[place] for place in fixed)
        others = sum(share for place, share in enumerate(shares) if place not in fixed)
        widths = [
            least[place] if place in fixed else free * share / others for place, share in enumerate(shares)
        ]
    return widths


def room(width: float) -> int:
    """Return how many letters surely fit beside each other into so many points."""
    return max(int(width / (LOOK.font_size * 0.62)), 2)


def fits(word: str, width: float) -> bool:
    """Return whether a word, no longer than one of a language, fits into so many points of a table's cell."""
    return len(word) <= _LONGEST_OF_A_LANGUAGE and _width(word) <= width


def _words_by_column(table: Table) -> Iterator[Iterator[tuple[str, float]]]:
    for place, column in enumerate(table.columns):
        cells = (block for row in table.rows for block in row.cells[place].blocks)
        yield _words(column.heading, cells)


def _words(heading: str, blocks: Iterable[Block]) -> Iterator[tuple[str, float]]:
    """Yield the words of a column, each with the space its list takes before it."""
    yield from ((word, 0.0) for word in _BREAKS.findall(heading))
    yield from _block_words(blocks, 0.0)


def _block_words(blocks: Iterable[Block], indent: float) -> Iterator[tuple[str, float]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for span in block.spans:
                yield from ((word, indent) for word in set(_BREAKS.findall(span.text)))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _block_words(item, indent + LIST_INDENT)


def _least(words: Iterable[tuple[str, float]]) -> float:
    """Return the width in points that the words need, without those that are cut anyway."""
    return PADDING + max(
        (indent + _width(word) for word, indent in words if len(word) <= _LONGEST_WORD), default=0.0
    )


def _width(word: str) -> float:
    """Return about how wide a word is in bold, from three classes of letters."""
    ems = (0.32 if c in _NARROW else 0.92 if c in _WIDE else 0.75 if c.isupper() else 0.61 for c in word)
    return sum(ems) * LOOK.table_size
