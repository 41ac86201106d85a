"""The words that the template itself puts on a sheet: whatever else stands there, somebody has typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from eds_xl.workbook.spec import ALWAYS, TEMPLATE_VERSION, Block, ChartArea, Entry, Form, Notes, Sheet, Table

TO_START = "Start"
VERSION_LABEL = "Template version"


def help_words(entry: Entry) -> str:
    """Return the help that stands beside a form field."""
    return f"{required_words(entry)}. {entry.help}" if entry.required else entry.help


def required_words(entry: Entry) -> str:
    """Return "Required", or from which stage on the entry is required."""
    return "Required" if entry.required == ALWAYS else f"Required once the stage is {entry.required}"


@cache
def known_words(sheet: Sheet) -> frozenset[str]:
    """Return all texts of a fresh sheet that are not entries, as :func:`plain` makes them."""
    return frozenset(map(plain, _words(sheet)))


def plain(words: str) -> str:
    """Return words with single spaces and in small letters."""
    return " ".join(words.split()).casefold()


def _words(sheet: Sheet) -> Iterator[str]:
    yield from (
        sheet.first_words,
        sheet.title,
        *sheet.instructions,
        TO_START,
        VERSION_LABEL,
        TEMPLATE_VERSION,
    )
    for block in sheet.blocks:
        yield block.title
        yield from _block_words(block)


def _block_words(block: Block) -> Iterator[str]:
    if isinstance(block, Notes):
        for line in block.lines:
            yield from line
    elif not isinstance(block, ChartArea):
        for entry in block.entries:
            yield entry.label
            yield help_words(entry) if isinstance(block, Form) else required_words(entry)
    if isinstance(block, Table):
        yield from (text for row in block.given for text in row if isinstance(text, str))
