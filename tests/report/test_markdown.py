"""Markdown: the words of the document, with nothing of the users' text taken for a mark."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eds_xl.report.markdown import write
from eds_xl.report.tree import Column, Document, ListBlock, Paragraph, Row, Section, Span, Table, cell, text
from tests.report.extracting import close
from tests.report.sample import sample
from tests.report.test_writers import documents, words

_LINK = re.compile(r"\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(<[^>]*>\)")
_HELD = {chr(0xE000 + number): mark for number, mark in enumerate("\\`*_{}[]<>|~#+-=:.)")}


def read(data: bytes) -> str:
    """The words of a Markdown file without its marks and without spaces."""
    found = data.decode("utf-8")
    for stand_in, mark in _HELD.items():
        found = found.replace(f"\\{mark}", stand_in)
    found = re.sub(r'<a id="[^"]*"></a>|<br>|&emsp;', "", found)
    found = re.sub(r"\[([^\[\]]*)\]\((?:<[^>]*>|#[^)]*)\)", r"\1", found)
    found = re.sub(r"^(?:> ?|#+ |\s*- |\s*\d+\. |---$)+", "", found, flags=re.MULTILINE)
    found = re.sub(r"\\$", "", found, flags=re.MULTILINE)
    found = re.sub(r"[*|•]|^\|.*---.*$", "", found, flags=re.MULTILINE).replace("&amp;", "&")
    return close("".join(_HELD.get(character, character) for character in found))


def one(*blocks: Paragraph | ListBlock | Table) -> Document:
    return replace(sample(), cover=blocks, sections=(), subtitle="", footer="", title="T")


def body(*blocks: Paragraph | ListBlock | Table) -> str:
    return write(one(*blocks)).decode("utf-8").removeprefix("# T\n\n").rstrip("\n")


@pytest.mark.parametrize(
    ("words_of_user", "written"),
    [
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("> no quotation", r"\> no quotation"),
        ("*not* _bold_ `code` [x](y) <b>", r"\*not\* \_bold\_ \`code\` \[x\]\(y) \<b\>".replace(r"\(", "(")),
        ("a & b &amp; c", "a &amp; b &amp;amp; c"),
        ("one\ntwo", "one\\\ntwo"),
        ("---", r"\---"),
    ],
)
def test_nothing_typed_is_taken_for_a_mark(words_of_user: str, written: str) -> None:
    assert body(text(words_of_user)) == written


def test_bold_italic_and_links_are_marked() -> None:
    spans = (
        Span("bold ", bold=True),
        Span("both", bold=True, italic=True),
        Span(" here", link="https://a.uk/x y"),
        Span("bad", link="javascript:x"),
    )
    assert body(Paragraph(spans)) == "**bold** ***both***[ here](<https://a.uk/x%20y>)bad"


def test_a_cell_stands_in_one_line() -> None:
    items = ListBlock(((text("one"),), (text("two | three"),)), numbered=True)
    row = Row((cell("x", header=True), replace(cell("y"), blocks=(text("l\nm"), items))))
    table = Table(
        "Title",
        (Column("A"), Column("B")),
        (row,),
    )
    assert (
        body(table)
        == "**Title**\n\n| A | B |\n| --- | --- |\n| **x** | l<br>m<br>1. one<br>2. two \\| three |"
    )


def test_lists_are_nested_by_indentation() -> None:
    inner = ListBlock(((text("a"),), (text("b"),)))
    assert body(ListBlock(((text("one"), inner), (text("two"),)), numbered=True, start=3)) == (
        "3. one\n\n   - a\n   - b\n4. two"
    )


def test_markdown_holds_every_word_in_order() -> None:
    document = sample()
    found, at = read(write(document)), 0
    for word in words(document):
        place = found.find(close(word), at)
        assert place >= 0, word
        at = place


def test_a_table_row_never_breaks() -> None:
    section = Section(
        "S", "s", (Table("", (Column("a\nb"), Column("c")), (Row((cell("d\r\ne"), cell("f|g"))),)),)
    )
    lines = write(replace(sample(), cover=(), sections=(section,))).decode("utf-8").split("\n")
    rows = [line for line in lines if line.startswith("|")]
    assert rows == ["| a b | c |", "| --- | --- |", "| d<br>e | f\\|g |"]


@given(documents())
@settings(max_examples=40)
def test_any_document_can_be_written_as_markdown(document: Document) -> None:
    assert write(document) == write(document)
    assert write(document).decode("utf-8").startswith("# ")


@given(st.text(max_size=60))
def test_any_text_is_found_again(words_of_user: str) -> None:
    assert close(" ".join(words_of_user.split())) == "" or read(write(one(text(words_of_user)))) != ""
