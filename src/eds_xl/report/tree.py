"""The report as content without look: what every writer turns into its own format.

A :class:`Document` holds sections; sections nest, so a heading level can never be skipped. Text is a
tuple of :class:`Span`; a line feed in a span's text is a line break inside the paragraph. The writers
(``docx.py``, ``html.py``, ``pdf.py``) know this module and nothing of EDS. The blocks themselves live
in ``eds_xl.assessment.blocks``, where the text of a cell is read into them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from eds_xl.assessment.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
    clean,
)
from eds_xl.assessment.links import link_target

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Column",
    "Contents",
    "Document",
    "ListBlock",
    "Paragraph",
    "Picture",
    "Row",
    "Section",
    "Span",
    "Table",
    "alternative_text",
    "cell",
    "clean",
    "link_target",
    "table_description",
    "text",
    "walk_sections",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    ``anchor`` is unique in the document and made of letters, digits and hyphens.
    """

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    new_page: bool = False
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``cover`` stands before the first section, under the title and subtitle. ``header`` and ``footer``
    are lines repeated on each page (a writer adds the page number). ``created`` goes into the file's
    properties so that the same content gives the same bytes.
    """

    title: str
    subtitle: str
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
    header: str
    footer: str
    created: date
    subject: str = ""
    keywords: tuple[str, ...] = field(default=())
    language: str = "en-GB"
    draft: bool = False


def walk_sections(sections: tuple[Section, ...], level: int = 1) -> Iterator[tuple[int, Section]]:
    """Yield every section with its heading level (1 for the outermost), in reading order."""
    for section in sections:
        yield level, section
        yield from walk_sections(section.sections, level + 1)


def text(words: str, *, bold: bool = False, role: str = "normal") -> Paragraph:
    """Return a paragraph of one span."""
    return Paragraph((Span(words, bold=bold),), role)


def cell(words: str, *, bold: bool = False, header: bool = False) -> Cell:
    """Return a cell of one paragraph, or an empty one for empty text."""
    return Cell((text(words, bold=bold),) if words else (), header)


def table_description(table: Table) -> str:
    """Return what a screen reader says of a table: its description, or else what its columns are."""
    headings = ", ".join(words for column in table.columns if (words := clean(column.heading).strip()))
    given = clean(table.description).strip()
    return given or (f"Columns: {headings}." if headings else "Table without headings.")


def alternative_text(picture: Picture | Chart) -> str:
    """Return a picture's alternative text; without one its caption, and a plain statement if both lack."""
    given = clean(picture.alternative).strip() or clean(picture.caption).strip()
    return given or "Picture without a description"
