"""Which rows and tables are short enough to be kept on one page; long ones must flow over pages."""

from __future__ import annotations

from collections.abc import Iterable

from eds_xl.report.pictures import measure
from eds_xl.report.tree import Block, ListBlock, Paragraph, Picture, Row, Table

_LONGEST = 15  # lines
_LONGEST_TABLE = 20
_LETTERS = 95  # about as many stand in a line over the width of the page
_LINES_AS_WIDE = 37  # about as many are as high together as the page is wide


def is_short(row: Row, table: Table) -> bool:
    """Return whether a row of a table is short, as far as that can be guessed without setting the type."""
    whole = sum(column.share for column in table.columns)
    cells = zip(row.cells, table.columns, strict=True)
    return all(_lines(cell.blocks, column.share / whole) <= _LONGEST for cell, column in cells)


def is_kept_whole(table: Table) -> bool:
    """Return whether a table is so short that it stands on one page, as far as that can be guessed."""
    whole = sum(column.share for column in table.columns)
    height = 0
    for row in table.rows:
        cells = zip(row.cells, table.columns, strict=True)
        height += max((_lines(cell.blocks, column.share / whole) for cell, column in cells), default=0)
        if height > _LONGEST_TABLE:
            return False
    return True


def _lines(blocks: Iterable[Block], share: float) -> int:
    """Return about how many lines blocks take in a share of the page's width; a table counts as many."""
    total = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            letters = sum(len(span.text) for span in block.spans)
            breaks = sum(span.text.count("\n") for span in block.spans)
            total += 1 + breaks + int(letters / (_LETTERS * share))
        elif isinstance(block, ListBlock):
            total += sum(_lines(item, share) for item in block.items)
        elif isinstance(block, Picture):
            facts = measure(block)
            total += 2 + int(_LINES_AS_WIDE * share * block.width * facts.height / facts.width)
        else:
            return _LONGEST + 1
    return total
