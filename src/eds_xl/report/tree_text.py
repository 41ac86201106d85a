"""The words of a report tree, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eds_xl.report.tree import Block, Chart, Document, ListBlock, Paragraph, Picture, Section, Table


def document_text(document: Document) -> str:
    """Return all text of a document, a line for each paragraph, heading, caption and description."""
    parts = [
        document.title,
        document.subtitle,
        *block_texts(document.cover),
        *section_texts(document.sections),
    ]
    return "\n".join(parts)


def section_texts(sections: Iterable[Section]) -> Iterator[str]:
    """Yield the texts of some sections and of those within them."""
    for section in sections:
        yield section.title
        yield from block_texts(section.blocks)
        yield from section_texts(section.sections)


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of some blocks; a contents list has none of its own but its title."""
    for block in blocks:
        match block:
            case Paragraph():
                yield "".join(span.text for span in block.spans)
            case ListBlock():
                for item in block.items:
                    yield from block_texts(item)
            case Table():
                yield from (block.title, block.description)
                yield from (column.heading for column in block.columns)
                for row in block.rows:
                    for cell in row.cells:
                        yield from block_texts(cell.blocks)
            case Picture() | Chart():
                yield from (block.alternative, block.caption)
            case _:
                yield block.title
