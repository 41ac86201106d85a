"""How the tests read a report: its sections, tables and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eds_xl.assessment.model import (
    Assessment,
)
from eds_xl.assessment.scoring import score
from eds_xl.report.standard_report import ReportOptions, standard_report
from eds_xl.report.tree import Block, Document, ListBlock, Row, Section, Table, walk_sections
from eds_xl.report.tree_text import block_texts, document_text


def report(assessment: Assessment, **options: Any) -> Document:
    return standard_report(assessment, score(assessment), ReportOptions(**options))


def flat(text: str) -> str:
    return " ".join(text.split())


def words_of(document: Document) -> str:
    return flat(document_text(document))


def sections_of(document: Document) -> dict[str, Section]:
    return {section.anchor: section for _, section in walk_sections(document.sections)}


def section_words(document: Document, anchor: str) -> str:
    inner = [section for _, section in walk_sections((sections_of(document)[anchor],))]
    return flat(" ".join(text for section in inner for text in (section.title, *block_texts(section.blocks))))


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from all_blocks(item)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from all_blocks(cell.blocks)


def tables_of(document: Document) -> list[Table]:
    blocks = [
        *document.cover,
        *(block for section in sections_of(document).values() for block in section.blocks),
    ]
    return [block for block in all_blocks(tuple(blocks)) if isinstance(block, Table)]


def rows_of(document: Document, anchor: str) -> list[list[str]]:
    """The rows of a section's table, each cell as one line."""
    return [texts_of(row) for row in table_at(document, anchor).rows]


def table_at(document: Document, anchor: str) -> Table:
    """A section's first table; in a domain that of evidence and ratings, above which totals may stand."""
    tables = [block for block in sections_of(document)[anchor].blocks if isinstance(block, Table)]
    return next((table for table in tables if table.title.startswith("Evidence and ratings")), tables[0])


def texts_of(row: Row) -> list[str]:
    return [flat(" ".join(block_texts(cell.blocks))) for cell in row.cells]


def headings_of(document: Document, anchor: str) -> list[str]:
    return [column.heading for column in table_at(document, anchor).columns]
