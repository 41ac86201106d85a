"""Every document of every assessment: its three files hold all its words, in the order of the document."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.model import Action, Assessment
from eds_xl.assessment.place import Placed
from eds_xl.report import docx, html, pdf
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import VARIANTS
from eds_xl.report.tree import Block, Document, ListBlock, Paragraph, Picture, Section, Table
from tests.report.extracting import close, from_docx, from_html, unhyphenated, words_of_pdf
from tests.report.monster import FULLEST, ROWS, monster
from tests.report.rich_assessment import rich
from tests.report.test_nothing_lost import cells, headings, made
from tests.report.test_standard_report import pieces
from tests.strategies import assessments

Requires = Callable[[str], Path]
SHORTEST_PART = 8
NAMES = st.sampled_from(sorted(DOCUMENTS))
LAYOUTS = st.lists(st.sampled_from(sorted(VARIANTS)), unique=True).map(tuple)
# A Ref is a row's name; the kind of row decides what is printed; numbers of objectives become their words.
NOT_PRINTED = {"ref", "kind", "equality_objective", "publish", "outcome", "figure"}
WHOLE = {**{name: example(name) for name in EXAMPLES}, "rich": rich()}


def texts(document: Document) -> Iterator[str]:
    """All that a document shows, in reading order; what is only heard is left out."""
    yield from (document.title, document.subtitle)
    yield from block_texts(document.cover)
    for section in document.sections:
        yield from section_texts(section)


def section_texts(section: Section) -> Iterator[str]:
    yield section.title
    yield from block_texts(section.blocks)
    for inner in section.sections:
        yield from section_texts(inner)


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from (span.text for span in block.spans)
            case ListBlock():
                for item in block.items:
                    yield from block_texts(item)
            case Table():
                yield block.title
                yield from (column.heading for column in block.columns)
                for row in block.rows:
                    for cell in row.cells:
                        yield from block_texts(cell.blocks)
            case Picture():
                yield block.caption


def first_lost(document: Document, text: str, shown: Callable[[str], str]) -> str:
    """The first words of a document that do not follow those before them in a file; "" if all do."""
    at = 0
    for words in map(shown, texts(document)):
        place = text.find(words, at)
        if place < 0:
            return words
        at = place + len(words)
    return ""


def lost_in_pdf(document: Document, words: str) -> list[str]:
    """The words of a document that a PDF's words lack.

    A row over two pages is drawn page by page, so a text in it may stand in two parts apart.
    """
    return [text for text in map(unhyphenated, texts(document)) if not in_parts(text, words)]


def in_parts(text: str, words: str) -> bool:
    """Say whether words hold a text whole, or in parts of some length."""
    while text not in words:
        most = bisect(range(len(text)), False, key=lambda end: text[: end + 1] not in words)
        if most < SHORTEST_PART:
            return False
        text = text[most:]
    return True


def check_words(document: Document, requires: Requires, folder: Path) -> None:
    word, web = from_docx(docx.write(document)), from_html(html.write(document))
    assert first_lost(document, word.text, close) == ""
    assert word.text == web.text
    assert word.tables == web.tables
    assert headings(word) == headings(web)
    assert lost_in_pdf(document, words_of_pdf(pdf.write(document), document, requires, folder)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("which", WHOLE)
def test_the_three_files_hold_every_text_in_its_order(
    which: str, name: str, requires: Requires, tmp_path: Path
) -> None:
    check_words(made(WHOLE[which], name), requires, tmp_path)


@pytest.mark.parametrize("layouts", [(), tuple(VARIANTS)])
def test_the_monster_keeps_every_word(layouts: tuple[str, ...], requires: Requires, tmp_path: Path) -> None:
    assessment = monster()
    assert len(assessment.evidence) == ROWS
    assert max(len(row.evidence) for row in assessment.evidence) == FULLEST
    document = made(assessment, "board-pack", layouts)
    check_words(document, requires, tmp_path)
    text = from_docx(docx.write(document)).text
    lost = [where for where, piece in cells(assessment) if close(piece.strip("– ")) not in text]
    assert lost == []


def test_texts_in_another_order_and_lost_texts_are_found_out(requires: Requires, tmp_path: Path) -> None:
    """The control: a file of the same sections in another order, or of fewer, does not pass."""
    document = made(rich(), "board-paper")
    first, second, *others = document.sections
    turned = replace(document, sections=(second, first, *others))
    fewer = replace(document, sections=(second, *others))
    for other in (turned, fewer):
        assert first_lost(document, from_docx(docx.write(other)).text, close)
        assert first_lost(document, from_html(html.write(other)).text, close)
    assert lost_in_pdf(document, words_of_pdf(pdf.write(fewer), fewer, requires, tmp_path))


@pytest.mark.parametrize("name", ["board-paper", "board-pack", "action-plan"])
def test_each_document_holds_the_cells_of_its_sheets(name: str) -> None:
    """What stands in the tree stands in the files; here the cells of these sheets stand in the tree."""
    assessment = rich()
    text = from_docx(docx.write(made(assessment, name))).text
    records: tuple[Placed, ...] = ()
    if name != "action-plan":
        records += (assessment.board_paper, *assessment.board_headings, *assessment.approvals)
    if name != "board-paper":
        records += assessment.actions
    if name == "board-pack":
        records += tuple(row for row in assessment.evidence if row.publish != "No")
    for record in records:
        for item in fields(record):
            entry = getattr(record, item.name)
            if isinstance(entry, str) and item.name not in NOT_PRINTED:
                assert all(close(piece) in text for piece in pieces(entry)), entry


@given(assessments(), NAMES, LAYOUTS)
@settings(max_examples=20)
def test_any_assessment_keeps_its_words_in_word_and_on_the_web(
    assessment: Assessment, name: str, layouts: tuple[str, ...]
) -> None:
    document = made(assessment, name, layouts)
    word, web = from_docx(docx.write(document)), from_html(html.write(document))
    assert first_lost(document, word.text, close) == ""
    assert (word.text, word.tables) == (web.text, web.tables)


# No shrinking: a failure would take minutes.
@given(assessments(), st.text(st.characters(categories=["L"], codec="latin-1"), min_size=9), NAMES, LAYOUTS)
@settings(max_examples=10, phases=[Phase.generate])
def test_any_assessment_keeps_its_words_as_a_pdf(
    requires: Requires, assessment: Assessment, words: str, name: str, layouts: tuple[str, ...]
) -> None:
    """With anything in any cell the PDF is made, and words in letters that it has are in it."""
    action = Action("1A", words, words[::-1])
    document = made(replace(assessment, actions=(*assessment.actions, action)), name, layouts)
    content = pdf.write(document)
    with TemporaryDirectory() as folder:
        found = words_of_pdf(content, document, requires, Path(folder))
    if name in ("report", "action-plan", "board-pack"):
        assert in_parts(unhyphenated(words), found)
        assert in_parts(unhyphenated(words[::-1]), found)
