"""What the three writers promise together: the same text, the same bytes again, and speed."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eds_xl.report import docx as docx_writer
from eds_xl.report import html as html_writer
from eds_xl.report import pdf as pdf_writer
from eds_xl.report.glyphs import printed
from eds_xl.report.tree import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    clean,
    walk_sections,
)
from tests.report.docx_lint import lint
from tests.report.sample import LONG_WORD, long_report, sample

Requires = Callable[[str], Path]
WRITERS = {"docx": docx_writer.write, "html": html_writer.write, "pdf": pdf_writer.write}
ROOT = Path(__file__).resolve().parent.parent.parent


# --- the text of the tree, in reading order


def texts(blocks: Iterable[Block], document: Document) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield "".join(span.text for span in block.spans)
            case ListBlock():
                for item in block.items:
                    yield from texts(item, document)
            case Table():
                yield block.title
                yield from (column.heading for column in block.columns)
                for row in block.rows:
                    for cell in row.cells:
                        yield from texts(cell.blocks, document)
            case Picture():
                yield block.caption
            case Contents():
                yield block.title
                yield from (
                    section.title
                    for level, section in walk_sections(document.sections)
                    if level <= block.depth
                )


def section_texts(section: Section, document: Document) -> Iterator[str]:
    yield section.title
    yield from texts(section.blocks, document)
    for inner in section.sections:
        yield from section_texts(inner, document)


def words(document: Document) -> list[str]:
    found = [document.title, document.subtitle, *texts(document.cover, document)]
    for section in document.sections:
        found += section_texts(section, document)
    return split(found)


def split(found: Iterable[str]) -> list[str]:
    return [word for text in found for word in clean(text).split()]


# --- the text of the files


def docx_words(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    space = {"br": " ", "tab": " ", "p": " "}
    found = []
    for node in body.iter():
        local = etree.QName(node).localname
        found.append(node.text or "" if local == "t" else space.get(local, ""))
    return "".join(found).split()


def html_words(data: bytes) -> list[str]:
    root: Any = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for hidden in root.xpath("//*[@class='hidden']"):
        hidden.text = ""
    inline = {"a", "strong", "em"}
    found: list[str] = []

    def walk(node: etree._Element) -> None:
        found.append(("" if node.tag in inline else " ") + (node.text or ""))
        for child in node:
            walk(child)
            found.append(("" if child.tag in inline else " ") + (child.tail or ""))

    walk(root.find("body/main"))
    return "".join(found).split()


def pdf_words(data: bytes, requires: Requires, folder: Path) -> list[str]:
    file = folder / "file.pdf"
    file.write_bytes(data)
    run = subprocess.run([requires("pdftotext"), "-raw", file, "-"], capture_output=True, check=True)
    return run.stdout.decode("utf-8").split()


def test_docx_and_html_hold_the_text_word_for_word() -> None:
    document = sample()
    expected = words(document)
    assert len(expected) > 5000
    assert docx_words(docx_writer.write(document)) == expected
    assert html_words(html_writer.write(document)) == expected


def test_pdf_holds_the_same_words(requires: Requires, tmp_path: Path) -> None:
    document = sample()

    def without_soft_hyphens(some: Iterable[str]) -> Counter[str]:
        return Counter(word.replace("\u00ad", "") for word in some)

    found = without_soft_hyphens(pdf_words(pdf_writer.write(document), requires, tmp_path))
    expected = [part for word in words(document) for part in printed(word).split()]
    # Long words are cut where a line ends, and then found as their pieces.
    cut = {word for word in expected if word == LONG_WORD}
    assert not without_soft_hyphens(word for word in expected if word not in cut) - found
    pieces_of_cut = {word for word in found if any(word in whole for whole in cut)}
    frame = set(split([document.header, document.footer, "Page of • – . \u2060"]))
    extra = set(found) - set(without_soft_hyphens(expected)) - pieces_of_cut - frame
    assert {word for word in extra if not re.fullmatch(r"\u2060?\d+[.)]?|[ab]\)", word)} == set()


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_is_left_of_a_lost_word(name: str, requires: Requires, tmp_path: Path) -> None:
    """The control: a document that lacks one sentence has other words."""
    whole = sample()
    short = dataclasses.replace(whole, cover=whole.cover[1:])
    data = WRITERS[name](short)
    readers: dict[str, Callable[[], list[str]]] = {
        "docx": lambda: docx_words(data),
        "html": lambda: html_words(data),
        "pdf": lambda: pdf_words(data, requires, tmp_path),
    }
    assert "itself" in words(whole)
    assert "itself" not in readers[name]()


# --- the same again


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert WRITERS[name](sample()) == WRITERS[name](sample())


def test_bytes_depend_on_no_clock_zone_or_hash() -> None:
    program = (
        "import hashlib; from tests.report import sample; from eds_xl.report import docx, html, pdf;"
        "print([hashlib.sha256(w.write(sample.sample())).hexdigest() for w in (docx, html, pdf)])"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])

    def run(seed: str, zone: str) -> str:
        env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, env=env, capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout

    assert run("1", "Pacific/Auckland") == run("2", "America/Los_Angeles")


@pytest.mark.parametrize("created", [date(1, 1, 1), date(1979, 12, 31), date(9999, 12, 31)])
def test_odd_dates_stop_no_writer(created: date) -> None:
    document = dataclasses.replace(long_report(0), created=created)
    assert all(write(document) for write in WRITERS.values())


# --- any document


TEXT = st.text(max_size=12)
SPANS = st.builds(
    Span,
    TEXT,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "#a1", "#none", "https://a.uk/ß?x=[1]", "data:x"]),
)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(SPANS, max_size=2).map(tuple),
    st.sampled_from(["normal", "lead", "note", "callout", "subheading"]),
)
PICTURES = st.just(sample().sections[0].blocks[-1])


def lists_of(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    items = st.lists(st.lists(blocks, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple)
    return st.builds(ListBlock, items, st.booleans(), st.booleans(), st.integers(1, 30))


@st.composite
def tables_of(draw: st.DrawFn, blocks: st.SearchStrategy[Block]) -> Block:
    columns = draw(st.lists(st.builds(Column, TEXT, st.floats(0.1, 9)), min_size=1, max_size=3))
    cells = st.builds(Cell, st.lists(blocks, max_size=2).map(tuple), st.booleans())
    rows = st.lists(
        st.builds(Row, st.tuples(*[cells] * len(columns)), st.booleans()),
        max_size=2,
    )
    return Table(draw(TEXT), tuple(columns), tuple(draw(rows)), draw(TEXT))


BLOCKS = st.recursive(PARAGRAPHS | PICTURES, lambda inner: lists_of(inner) | tables_of(inner), max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    def section(number: int, depth: int) -> Section:
        inner = draw(st.integers(0, 2)) if depth < 2 else 0
        return Section(
            f"Section {number} {draw(TEXT)}",
            f"a{number}",
            tuple(draw(st.lists(BLOCKS, max_size=2))),
            tuple(section(number * 10 + each, depth + 1) for each in range(1, inner + 1)),
            draw(st.booleans()),
            draw(st.booleans()),
        )

    cover = (Contents("Contents", draw(st.integers(1, 3))), *draw(st.lists(BLOCKS, max_size=2)))
    return Document(
        f"Title {draw(TEXT)}",
        draw(TEXT),
        cover,
        tuple(section(number, 0) for number in range(1, draw(st.integers(1, 3)))),
        draw(TEXT),
        draw(TEXT),
        date(2025, 2, 28),
    )


@given(documents())
@settings(max_examples=40)
def test_any_document_can_be_written(document: Document) -> None:
    # A paragraph without words is the caller's wish, not spacing of ours.
    ours = {"an empty paragraph", "a link without text"}
    assert [fault for fault in lint(docx_writer.write(document)) if fault not in ours] == []
    page = html_writer.write(document)
    assert html_words(page) == docx_words(docx_writer.write(document))
    assert pdf_writer.write(document).startswith(b"%PDF")
