"""The report tree as an accessible PDF (PDF/UA-1), set by Typst from one template.

Users' text reaches the template as data, never as markup, so that nothing in it can be a command.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst

from eds_xl.report.breaks import pieces
from eds_xl.report.charts import drawn
from eds_xl.report.columns import LIST_INDENT, PADDING, column_widths, fits, room
from eds_xl.report.glyphs import FONTS, is_replaced, printed
from eds_xl.report.look import LOOK
from eds_xl.report.pdf_tables import with_table_marks
from eds_xl.report.pictures import PictureFacts, measure
from eds_xl.report.problem import DocumentProblem
from eds_xl.report.rows import is_kept_whole, is_short
from eds_xl.report.tree import (
    Block,
    Chart,
    Contents,
    Document,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    alternative_text,
    clean,
    link_target,
    table_description,
    walk_sections,
)

Data = dict[str, Any]

_TEMPLATE = Path(__file__).with_name("styles") / "report.typ"
MAX_ROWS = 2_500
"""Rows of all tables of a PDF: Typst needs about 0.3 MB of memory for each."""

MAX_CHARACTERS = 1_500_000
"""Characters of a PDF: Typst needs about 0.4 KB of memory for each."""

_LONGEST_SUBHEADING = 300
"""Characters of a subheading that stays with what follows: for one longer than a page Typst would need gigabytes."""

_DEEPEST_HEADING = 6
_POINTS_IN_MM = 72 / 25.4
_NARROWEST_LINE = 240.0  # points: even a title, three times the size of text, fits what is cut for this
_TALLEST_PICTURE = 0.9  # of the width of the text


def write(document: Document) -> bytes:
    """Return the document as a PDF; the same document gives the same bytes.

    Characters that the fonts do not have are printed as their names: see :func:`missing_characters`.

    Raises:
        DocumentProblem: a picture is no picture; the message says which. Or the document is too long.
    """
    content = _Content(document)
    data = json.dumps(content.data(), ensure_ascii=False).encode("utf-8")
    if content.rows > MAX_ROWS or content.characters > MAX_CHARACTERS:
        raise DocumentProblem(
            f"The PDF would be too long, with {content.rows:,} rows in its tables and {content.characters:,} "
            "characters: export it as a Word document and save that as a PDF."
        )
    files = {"main.typ": _TEMPLATE.read_bytes(), "data.json": data} | content.files
    created = datetime(document.created.year, document.created.month, document.created.day, tzinfo=UTC)
    pdf = typst.compile(
        files,  # type: ignore[call-overload]  # files in memory work; the stubs do not know it yet
        font_paths=_fonts(),
        pdf_standards="ua-1",
        timestamp=created,
    )
    return with_table_marks(pdf, (LOOK.row_header, LOOK.total_header), content.descriptions)


def missing_characters(document: Document) -> tuple[str, ...]:
    """Return the characters of the document that a PDF can only name, each once, in order of their codes."""
    content = _Content(document)
    content.data()
    return tuple(sorted(content.replaced))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@dataclass(slots=True)
class _Content:
    """Turns a document into the data of the template, and its pictures into files beside it."""

    document: Document
    files: dict[str, bytes] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    descriptions: list[str] = field(default_factory=list)
    rows: int = 0
    characters: int = 0
    _anchors: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._anchors = {section.anchor for _, section in walk_sections(self.document.sections)}

    def data(self) -> Data:
        """Return everything the template reads."""
        document = self.document
        language, _, region = document.language.partition("-")
        return {
            "look": asdict(LOOK),
            "language": language,
            "region": region or None,
            "title": self._words(document.title),
            "title_lines": self._lines(document.title),
            "subtitle": self._lines(document.subtitle),
            "subject": self._words(document.subject) or None,
            "keywords": [self._words(keyword) for keyword in document.keywords],
            "header": self._lines(document.header),
            "footer": self._lines(document.footer),
            "cover": self._blocks(document.cover, _text_width(landscape=False)),
            "sections": [self._section(section, 1, False) for section in document.sections],
        }

    # --- text

    def _words(self, text: str) -> str:
        """Return text in one line, with only characters that can be shown."""
        cleaned = clean(text)
        self.characters += len(cleaned)
        self.replaced.update(filter(is_replaced, set(cleaned)))
        return printed(cleaned)

    def _lines(self, text: str, width: float | None = None) -> list[list[str]]:
        """Return text as lines, each as the pieces between which it may break.

        Args:
            text: One or more lines.
            width: The points there are for text of ordinary size; None for a title of any size.
        """
        longest = room(width or _NARROWEST_LINE)
        fit = partial(fits, width=width or 0)
        return [pieces(self._words(line), longest, fit) for line in clean(text).split("\n")] if text else []

    def _span(self, span: Span, width: float) -> Data:
        anchor = span.link[1:] if span.link[:1] == "#" and span.link[1:] in self._anchors else None
        target = link_target(span.link) or None
        return {"lines": self._lines(span.text, width), "bold": span.bold, "italic": span.italic} | {
            "anchor": anchor,
            "target": target,
        }

    # --- blocks

    def _blocks(self, blocks: Iterable[Block], width: float) -> list[Data]:
        """Return blocks that have so many points of width."""
        return [self._block(block, width) for block in blocks]

    def _block(self, block: Block, width: float) -> Data:
        match block:
            case Paragraph():
                spans = [self._span(span, width) for span in block.spans]
                is_long = sum(len(span.text) for span in block.spans) > _LONGEST_SUBHEADING
                role = "" if is_long and block.role == "subheading" else block.role
                return {"kind": "paragraph", "role": role, "spans": spans}
            case ListBlock():
                items = [self._blocks(item, width - LIST_INDENT) for item in block.items]
                marks = {"numbered": block.numbered, "letters": block.letters, "start": block.start}
                return {"kind": "list", "items": items} | marks
            case Table():
                return self._table(block, width)
            case Picture():
                return self._picture(block)
            case Chart():
                return self._chart(block, width)
            case Contents():
                title = self._words(block.title)
                return {"kind": "contents", "title": title, "depth": block.depth, "new_page": block.new_page}

    def _table(self, block: Table, width: float) -> Data:
        widths = column_widths(block, width)
        self.descriptions.append(table_description(block))
        return {
            "kind": "table",
            "title": self._lines(block.title, width),
            "widths": widths,
            "headings": [
                self._lines(column.heading, each - PADDING)
                for column, each in zip(block.columns, widths, strict=True)
            ],
            "rows": [self._row(row, block, widths) for row in block.rows],
            "whole": is_kept_whole(block),
            "compact": block.compact,
        }

    def _row(self, row: Row, table: Table, widths: list[float]) -> Data:
        self.rows += 1
        cells = [
            {"header": cell.header, "blocks": self._blocks(cell.blocks, width - PADDING)}
            for cell, width in zip(row.cells, widths, strict=True)
        ]
        return {"total": row.total, "whole": is_short(row, table), "cells": cells}

    def _picture(self, block: Picture) -> Data:
        facts = measure(block)
        width = min(block.width, 1.0, _TALLEST_PICTURE * facts.width / facts.height)
        return self._shown(_wrapped(block.data, facts), block, width)

    def _chart(self, block: Chart, width: float) -> Data:
        drawing = drawn(block)
        wanted = LOOK.wide_chart_width if block.wide else LOOK.chart_width
        share = min(wanted * _POINTS_IN_MM / width, 1.0)
        return self._shown(drawing.svg, block, share)

    def _shown(self, svg: str, block: Picture | Chart, width: float) -> Data:
        """Return a picture of so much of the width, its file kept for the template."""
        name = f"picture-{len(self.files) + 1}.svg"
        self.files[name] = svg.encode("utf-8")
        return {
            "kind": "picture",
            "file": name,
            "alternative": self._words(alternative_text(block)),
            "caption": self._lines(block.caption),
            "width": width,
        }

    def _section(self, section: Section, level: int, landscape: bool) -> Data:
        """Return a section; only the outermost section that turns the page says so."""
        turned = landscape or section.landscape
        return {
            "title": self._lines(section.title),
            "anchor": section.anchor,
            "level": min(level, _DEEPEST_HEADING),
            "new_page": section.new_page,
            "landscape": section.landscape and not landscape,
            "blocks": self._blocks(section.blocks, _text_width(landscape=turned)),
            "sections": [self._section(inner, level + 1, turned) for inner in section.sections],
        }


def _text_width(*, landscape: bool) -> float:
    """Return the width between the margins in points."""
    page = LOOK.page_height if landscape else LOOK.page_width
    return (page - 2 * LOOK.margin_side) * _POINTS_IN_MM


def _wrapped(picture: bytes, facts: PictureFacts) -> str:
    """Return a picture inside an SVG: files in memory must be text, and this is the fastest such form."""
    size = f'width="{facts.width}" height="{facts.height}"'
    source = f"data:{facts.media_type};base64,{base64.b64encode(picture).decode('ascii')}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{source}"/></svg>'
