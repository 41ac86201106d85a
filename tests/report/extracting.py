"""What a reader finds in the files: headings, table rows and the text in order, the same for each format."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from eds_xl.report.glyphs import printed
from eds_xl.report.tree import Document

Requires = Callable[[str], Path]
Rows = list[list[str]]


@dataclass
class Extract:
    """The words of a document without their spaces, which no two formats keep alike."""

    text: str
    headings: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)


def close(words: str) -> str:
    """Return words without spaces and soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", words)


def printable(words: str) -> str:
    """Return words as a PDF shows them."""
    return close(printed(words))


# --- .docx


def from_docx(data: bytes) -> Extract:
    """Read a .docx with python-docx; tables within cells are part of the cell's text."""
    document = docx.Document(io.BytesIO(data))
    names = {style.style_id: style.name or "" for style in document.styles}
    body = document.element.body
    headings = []
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and re.fullmatch(r"[Hh]eading \d", names.get(style.get(qn("w:val")), "")):
            headings.append(close(_run_text(paragraph)))
    tables = [
        [
            [close(_run_text(cell)) for cell in row.iterchildren(qn("w:tc"))]
            for row in table.iterchildren(qn("w:tr"))
        ]
        for table in body.iterchildren(qn("w:tbl"))
    ]
    return Extract(close(_run_text(body)), headings, tables)


def _run_text(node: Any) -> str:
    return "".join(found.text or "" for found in node.iter(qn("w:t")))


# --- HTML


def from_html(data: bytes) -> Extract:
    """Read a web page; words only a screen reader hears are left out."""
    root: Any = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for hidden in root.xpath("//*[@class='hidden']"):
        hidden.text = ""
    main = root.find("body/main")
    headings = [close("".join(node.itertext())) for node in main.iter("h2", "h3", "h4", "h5", "h6")]
    outer = main.xpath(".//table[not(ancestor::table)]")
    tables = [
        [
            [close("".join(cell.itertext())) for cell in row]
            for part in table.xpath("thead | tbody")
            for row in part
        ]
        for table in outer
    ]
    return Extract(close("".join(main.itertext())), headings, tables)


# --- PDF


@dataclass
class _Tag:
    """A tag of the PDF with its words and the tags within it, in order."""

    name: str
    parts: list[_Tag | str] = field(default_factory=list)

    def words(self) -> str:
        """All words within, in order; list marks are labels, not words."""
        if self.name == "Lbl":
            return ""
        return "".join(part if isinstance(part, str) else part.words() for part in self.parts)

    def find(self, *names: str, into: tuple[str, ...] = ()) -> Iterator[_Tag]:
        """The outermost tags of some names; ``into`` limits the search to what lies in such tags."""
        for part in self.parts:
            if isinstance(part, str):
                continue
            if part.name in names:
                yield part
            elif not into or part.name in into:
                yield from part.find(*names, into=into)


def from_pdf(data: bytes, requires: Requires, folder: Path) -> Extract:
    """Read the tags of a PDF: what a screen reader gets, without headers, footers and repeated headings."""
    file = folder / "extract.pdf"
    file.write_bytes(data)
    run = subprocess.run(
        [requires("pdfinfo"), "-struct-text", "-enc", "UTF-8", file], capture_output=True, check=True
    )
    root = _tags(run.stdout.decode("utf-8", errors="replace"))
    headings = [close(tag.words()) for tag in root.find("H1", "H2", "H3", "H4", "H5", "H6")]
    tables = [
        [[close(cell.words()) for cell in row.find("TD", "TH")] for row in table.find("TR")]
        for table in root.find("Table")
    ]
    return Extract(close(root.words()), headings, tables)


def words_of_pdf(data: bytes, document: Document, requires: Requires, folder: Path) -> str:
    """The words of a PDF as they are drawn, without header and footer lines: page by page, row by row.

    For large files: reading the tags of a hundred pages takes half a minute. Hyphens are left out, because
    a soft one at the end of a line is drawn as one; :func:`unhyphenated` does the same to what is sought.
    """
    file = folder / "words.pdf"
    file.write_bytes(data)
    run = subprocess.run(
        [requires("pdftotext"), "-raw", "-enc", "UTF-8", file, "-"], capture_output=True, check=True
    )
    pages = [unhyphenated(page) for page in run.stdout.decode("utf-8").split("\f")]
    ends = re.compile(rf"{re.escape(unhyphenated(document.footer))}Page\d+of\d+$")
    header = unhyphenated(document.header)
    return "".join(ends.sub("", page).removeprefix(header) for page in pages)


def unhyphenated(words: str) -> str:
    """Return words as a PDF shows them, without their hyphens."""
    return printable(words).replace("-", "")


_WORDS = re.compile(r'(?P<indent> *)"(?P<words>.*)"')


def _tags(listing: str) -> _Tag:
    root = _Tag("Document")
    stack: list[tuple[int, _Tag]] = [(-1, root)]
    for line in listing.split("\n")[1:]:
        indent = len(line) - len(line.lstrip(" "))
        words = _WORDS.fullmatch(line)
        if not line.strip() or line.lstrip().startswith(("/", "Object ")):
            continue
        while stack[-1][0] >= indent:
            stack.pop()
        if words:
            stack[-1][1].parts.append(words["words"])
        else:
            tag = _Tag(line.split()[0].rstrip(":"))
            stack[-1][1].parts.append(tag)
            stack.append((indent, tag))
    return root
