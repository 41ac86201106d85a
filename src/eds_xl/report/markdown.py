"""The report tree as Markdown (CommonMark with the tables of GitHub): text for websites and other systems.

Pictures are named, not included; of a chart the words are kept, its numbers stand in a table anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eds_xl.report.tree import (
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    ListBlock,
    Paragraph,
    Picture,
    Section,
    Span,
    Table,
    alternative_text,
    clean,
    link_target,
    walk_sections,
)

_DEEPEST_HEADING = 6
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")
# What would begin a list, a heading, a quotation, a rule or a table at the start of a line.
_LINE_START = re.compile(r"^(\s*)(?:(\d{1,9})([.)])(?=\s|$)|([#+\-=:]))")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BREAK = "<br>"


def write(document: Document) -> bytes:
    """Return the document as Markdown in UTF-8; the same document gives the same bytes."""
    page = _Page(document)
    return ("\n\n".join(part for part in page.parts() if part) + "\n").encode("utf-8")


@dataclass(slots=True)
class _Page:
    """Turns a document into paragraphs of Markdown."""

    document: Document
    _anchors: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._anchors = {section.anchor for _, section in walk_sections(self.document.sections)}

    def parts(self) -> Iterator[str]:
        """Yield the parts of the file, to be separated by blank lines."""
        document = self.document
        yield f"# {_one_line(document.title)}"
        yield f"**{_one_line(document.subtitle)}**" if document.subtitle else ""
        yield from self._blocks(document.cover)
        for section in document.sections:
            yield from self._section(section, 2)
        yield f"---\n\n{_one_line(document.footer)}" if document.footer else ""

    def _section(self, section: Section, level: int) -> Iterator[str]:
        mark = "#" * min(level, _DEEPEST_HEADING)
        yield f'<a id="{section.anchor}"></a>\n\n{mark} {_one_line(section.title)}'
        yield from self._blocks(section.blocks)
        for inner in section.sections:
            yield from self._section(inner, level + 1)

    # --- blocks between blank lines

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield self._block(block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case Picture() | Chart():
                return _picture(block)
            case Contents():
                return self._contents(block)

    def _paragraph(self, block: Paragraph) -> str:
        words = "\\\n".join(_at_line_start(line) for line in self._spans(block.spans).split("\n"))
        return f"> {words}".replace("\n", "\n> ") if block.role == "callout" else words

    def _spans(self, spans: Iterable[Span]) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        words = _escaped(clean(span.text))
        mark = "***" if span.bold and span.italic else "**" if span.bold else "*" if span.italic else ""
        if mark:
            words = "\n".join(_marked(line, mark) for line in words.split("\n"))
        target = span.link if span.link[1:] in self._anchors else link_target(span.link)
        return f"[{words.replace(chr(10), ' ')}](<{target}>)" if target and words.strip() else words

    def _list(self, block: ListBlock) -> str:
        items = []
        for number, item in enumerate(block.items, block.start):
            mark = _mark(block, number)
            indent = " " * (len(mark) + 1)
            words = re.sub(r"\n(?!\n)", f"\n{indent}", "\n\n".join(self._blocks(item)))
            items.append(f"{mark} {words}")
        return "\n".join(items)

    # --- tables: everything in a cell must stand in one line

    def _table(self, block: Table) -> str:
        title = f"**{_one_line(block.title)}**\n\n" if block.title else ""
        headings = "| " + " | ".join(_one_line(column.heading) for column in block.columns) + " |"
        rule = "|" + " --- |" * len(block.columns)
        rows = (
            "| " + " | ".join(self._cell(cell, bold=row.total) for cell in row.cells) + " |"
            for row in block.rows
        )
        return f"{title}{headings}\n{rule}\n" + "\n".join(rows)

    def _cell(self, cell: Cell, *, bold: bool) -> str:
        words = _BREAK.join(line for block in cell.blocks for line in self._lines(block))
        return f"**{words}**" if words and (bold or cell.header) and "*" not in words else words

    def _lines(self, block: Block, indent: str = "") -> Iterator[str]:
        match block:
            case Paragraph():
                yield from (f"{indent}{line}" for line in self._spans(block.spans).split("\n"))
            case ListBlock():
                yield from self._list_lines(block, indent)
            case Table():
                yield " \\| ".join(_one_line(column.heading) for column in block.columns)
                for row in block.rows:
                    yield " \\| ".join(self._cell(cell, bold=False) for cell in row.cells)
            case Picture() | Chart():
                yield _picture(block).replace("\n\n", _BREAK)
            case Contents():
                yield _one_line(block.title)

    def _list_lines(self, block: ListBlock, indent: str) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            mark = _mark(block, number) if block.numbered else "•"
            for place, part in enumerate(item):
                inner = isinstance(part, ListBlock)
                lead = f"{indent}&emsp;" if inner or place else f"{indent}{mark} "
                yield from self._lines(part, lead)

    # --- contents

    def _contents(self, block: Contents) -> str:
        lines = [
            f"{'  ' * (level - 1)}- [{_one_line(section.title)}](#{section.anchor})"
            for level, section in walk_sections(self.document.sections)
            if level <= block.depth
        ]
        return f"**{_one_line(block.title)}**\n\n" + "\n".join(lines)


def _mark(block: ListBlock, number: int) -> str:
    if not block.numbered:
        return "-"
    # Markdown has no lettered lists; the letter is kept in the words.
    return f"- {_LETTERS[(number - 1) % len(_LETTERS)]})" if block.letters else f"{number}."


def _picture(block: Picture | Chart) -> str:
    kind = "Chart" if isinstance(block, Chart) else "Picture"
    told = f"*{kind}:* {_one_line(alternative_text(block))}"
    return f"{told}\n\n{_one_line(block.caption)}" if block.caption else told


def _marked(line: str, mark: str) -> str:
    """Put marks around a line's words: between a mark and a word no space may stand."""
    words = line.strip()
    if not words:
        return line
    start = line.index(words[0])
    return f"{line[:start]}{mark}{words}{mark}{line[start + len(words) :]}"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words.replace("&", "&amp;"))


def _at_line_start(line: str) -> str:
    """Keep the beginning of a line from being taken for a mark."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    place = found.start(3) if found[2] else found.start(4)
    return f"{line[:place]}\\{line[place:]}"


def _one_line(words: str) -> str:
    return _escaped(" ".join(clean(words).split()))
