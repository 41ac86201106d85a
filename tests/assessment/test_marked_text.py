"""Bold, italic and links of cells: kept through paragraphs, lists and tables, and never at the cost of a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.assessment.blocks import Block, ListBlock, Paragraph, Span, Table
from eds_xl.assessment.marked_text import CellFormat, MarkedText, Run, link_of, marked, with_formats
from eds_xl.assessment.model import Assessment, Evidence
from eds_xl.assessment.place import Place, Source
from eds_xl.assessment.prose import read_prose
from tests.report.report_reading import all_blocks


def spans_of(blocks: tuple[Block, ...]) -> list[Span]:
    return [span for block in all_blocks(blocks) if isinstance(block, Paragraph) for span in block.spans]


def looks(*runs: Run, link: str = "") -> list[tuple[str, str]]:
    """The pieces of a text as documents print it, each with B, I or both."""
    text = marked("".join(run.text for run in runs).strip(), CellFormat(runs, link))
    return [(span.text, "B" * span.bold + "I" * span.italic) for span in spans_of(read_prose(text))]


def test_words_keep_their_look_in_paragraphs() -> None:
    found = looks(Run("  Plain, "), Run("bold", True), Run(" and "), Run("italic.", italic=True), Run(" \n"))
    assert found == [("Plain, ", ""), ("bold", "B"), (" and ", ""), ("italic.", "I")]


def test_words_keep_their_look_in_lists_and_over_lines() -> None:
    found = looks(Run("First\n• one "), Run("bold\n• two", True), Run(" plain\n\nLast", False, True))
    assert found == [("First", ""), ("one ", ""), ("bold", "B"), ("two", "B"), (" plain", "I"), ("Last", "I")]


def test_words_keep_their_look_in_small_tables() -> None:
    text = marked(
        "Group\tShare\nMen\t79%\nWomen\t81%",
        CellFormat((Run("Group\tShare\nMen\t79%\nWomen\t"), Run("81%", True))),
    )
    (table,) = read_prose(text)
    assert isinstance(table, Table)
    assert [span.text for span in spans_of((table,)) if span.bold] == ["81%"]


def test_an_address_in_bold_is_both() -> None:
    text = marked(
        "See www.example.nhs.uk now", CellFormat((Run("See "), Run("www.example.nhs.uk", True), Run(" now")))
    )
    assert [(s.text, s.bold, s.link) for s in spans_of(read_prose(text))] == [
        ("See ", False, ""),
        ("www.example.nhs.uk", True, "https://www.example.nhs.uk"),
        (" now", False, ""),
    ]


def test_a_short_text_is_the_link_of_its_cell_and_a_long_one_is_followed_by_it() -> None:
    cell = CellFormat((), "https://www.example.nhs.uk/survey")
    (short,) = read_prose(marked("Staff survey", cell))
    assert isinstance(short, Paragraph)
    assert short.spans == (Span("Staff survey", link="https://www.example.nhs.uk/survey"),)
    *_, last = read_prose(marked("Long words. " * 40, cell))
    assert isinstance(last, Paragraph)
    assert [span.text for span in last.spans] == ["Link: ", "https://www.example.nhs.uk/survey"]
    assert link_of(marked("x", cell)) == cell.link
    assert link_of("x") == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///C:/x", r"\\server\share", "Sheet2!A1", ""]
)
def test_a_cell_that_leads_elsewhere_is_no_link(address: str) -> None:
    assert marked("words", CellFormat((), address)) == "words"
    assert not isinstance(marked("words", CellFormat((), address)), MarkedText)


def test_formatting_of_other_words_is_left_alone() -> None:
    assert not isinstance(marked("quite different", CellFormat((Run("words", True),))), MarkedText)
    assert not isinstance(marked("", CellFormat((Run("words", True),), "https://a.uk")), MarkedText)


def test_an_assessment_takes_the_formatting_of_its_cells() -> None:
    place = Place("Domain 1", {"evidence": "B", "outcome": "A"}, 5)
    evidence = Evidence(1, "1A", "bold word", place=place)
    assessment = replace(Assessment(), evidence=(evidence,))
    cells = {Source("Domain 1", "B5"): CellFormat((Run("bold", True), Run(" word")))}
    made = with_formats(assessment, lambda source: cells.get(Source(source.sheet, source.cell)))
    assert made == assessment
    assert [span.bold for span in spans_of(read_prose(made.evidence[0].evidence))] == [True, False]
    assert made.evidence[0].source("evidence") == evidence.source("evidence")


PIECES = st.text(alphabet="ab •-1.)\n\t|zé e\u0301\x07\u00a0", max_size=12)
RUNS = st.lists(st.builds(Run, PIECES, st.booleans(), st.booleans()), min_size=1, max_size=6)


@given(RUNS)
def test_formatting_changes_no_word(runs: list[Run]) -> None:
    whole = "".join(run.text for run in runs)
    plain = read_prose(whole)
    formatted = read_prose(marked(whole, CellFormat(tuple(runs))))
    assert words_of(formatted) == words_of(plain)


def words_of(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Every block with its words, spans joined."""
    return [
        (
            type(block).__name__,
            "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else "",
        )
        for block in all_blocks(blocks)
        if isinstance(block, Paragraph | ListBlock | Table)
    ]
