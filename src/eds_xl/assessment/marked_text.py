"""Text with the formatting of its cell: bold and italic words, and the address the cell links to.

It is text like any other wherever only words count; ``prose.py`` reads the formatting out of it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from eds_xl.assessment.blocks import Block, Cell, ListBlock, Paragraph, Row, Span, Table, clean
from eds_xl.assessment.links import link_target
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed, Source

_LONGEST_LINK = 200
"""Letters: a longer text is not itself made a link; the address is printed below it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text in one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What a cell says beside its words: their looks (() where all are plain) and where it leads to."""

    runs: tuple[Run, ...] = ()
    link: str = ""


class MarkedText(str):
    """Text that knows the look of its pieces; ``runs`` join to the text, cleaned as documents hold it."""

    __slots__ = ("link", "runs")

    runs: tuple[Run, ...]
    link: str

    def __new__(cls, text: str, runs: Sequence[Run], link: str = "") -> MarkedText:
        """Return the text with its looks and address."""
        made = super().__new__(cls, text)
        made.runs, made.link = tuple(runs), link
        return made


def marked(text: str, cell: CellFormat) -> str:
    """Return an entry with the formatting of its cell; as it is where that is of no use to it."""
    whole = "".join(clean(run.text) for run in cell.runs)
    words = clean(text)
    # Reading tidies the ends of an entry; what differs otherwise is not the text that was formatted.
    start = whole.find(words) if words else -1
    fits = start >= 0 and not (whole[:start] + whole[start + len(words) :]).strip(" \n\t\u00a0\u200b\ufeff")
    runs = tuple(_cut(cell.runs, start, start + len(words))) if fits else ()
    link = link_target(cell.link)
    return MarkedText(text, runs, link) if words and (runs or link) else text


def _cut(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        words = clean(run.text)
        kept = words[max(start - at, 0) : max(end - at, 0)]
        at += len(words)
        if kept:
            yield replace(run, text=kept)


def link_of(text: str) -> str:
    """Return the address that the cell of an entry leads to, or ""."""
    return text.link if isinstance(text, MarkedText) else ""


# --- a whole assessment

R = TypeVar("R", bound=Placed)


def with_formats(assessment: Assessment, format_of: Callable[[Source], CellFormat | None]) -> Assessment:
    """Return an assessment whose texts carry the formatting of the cells they were read from."""

    def formatted(record: R) -> R:
        changes: dict[str, Any] = {}
        for item in fields(record):
            entry = getattr(record, item.name)
            source = record.source(item.name) if isinstance(entry, str) and entry else None
            cell = format_of(source) if source else None
            if cell is not None:
                changes[item.name] = marked(entry, cell)
        return replace(record, **changes) if changes else record

    parts: dict[str, Any] = {}
    for item in fields(assessment):
        held = getattr(assessment, item.name)
        parts[item.name] = tuple(map(formatted, held)) if isinstance(held, tuple) else formatted(held)
    return Assessment(**parts)


# --- blocks


def with_marks(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """Return the blocks that were read out of a text with the text's own looks and link."""
    if not isinstance(text, MarkedText):
        return blocks
    made = _Marker(text).blocks(blocks) if text.runs else blocks
    if not text.link:
        return made
    if len(text) <= _LONGEST_LINK and len(made) == 1 and isinstance(made[0], Paragraph):
        spans = (replace(span, link=span.link or text.link) for span in made[0].spans)
        return (replace(made[0], spans=tuple(spans)),)
    shown = text.link.removeprefix("mailto:")
    if shown in text:
        return made
    return (*made, Paragraph((Span("Link: "), Span(shown, link=text.link))))


class _Marker:
    """Finds the words of blocks again in the text they were read from, always further on."""

    def __init__(self, text: MarkedText) -> None:
        self._whole = "".join(run.text for run in text.runs)
        self._runs = text.runs
        self._at = 0

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                spans = tuple(piece for span in block.spans for piece in self._span(span))
                return replace(block, spans=spans)
            case ListBlock():
                return replace(block, items=tuple(map(self.blocks, block.items)))
            case Table():
                for column in block.columns:
                    self._find(column.heading)
                return replace(block, rows=tuple(map(self._row, block.rows)))
            case _:
                return block

    def _row(self, row: Row) -> Row:
        cells: tuple[Cell, ...] = tuple(replace(cell, blocks=self.blocks(cell.blocks)) for cell in row.cells)
        return replace(row, cells=cells)

    def _span(self, span: Span) -> Iterator[Span]:
        """Yield a span in pieces of one look; a line that is not found again stays as it is."""
        for number, line in enumerate(span.text.split("\n")):
            if number:
                yield replace(span, text="\n")
            start = self._find(line)
            if not line:
                continue
            if start < 0:
                yield replace(span, text=line)
            else:
                for run in _cut(self._runs, start, start + len(line)):
                    yield replace(
                        span, text=run.text, bold=span.bold or run.bold, italic=span.italic or run.italic
                    )

    def _find(self, words: str) -> int:
        start = self._whole.find(words, self._at)
        if start >= 0:
            self._at = start + len(words)
        return start
