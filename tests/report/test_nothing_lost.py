"""Nothing is lost on the way from the cells to the files, and the three formats say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scoring import score
from eds_xl.report import docx, html, pdf
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import VARIANTS, ReportOptions, choose
from eds_xl.report.tree import Document
from eds_xl.standard import OUTCOMES
from tests.report.extracting import Extract, close, from_docx, from_html, from_pdf, printable
from tests.report.rich_assessment import rich
from tests.report.test_standard_report import entries, pieces

Requires = Callable[[str], Path]
WHOLE = {**{name: example(name) for name in EXAMPLES}, "rich": rich()}
# Equality objectives cited by number are printed in words; alternative text is heard, not seen.
NOT_SEEN = ("equality_objective", "equality_objectives", "Figure alternative")


def made(assessment: Assessment, name: str = "report", on: tuple[str, ...] = ()) -> Document:
    return DOCUMENTS[name].make(assessment, score(assessment), ReportOptions(variants=choose(on, ())))


def extracts(document: Document, requires: Requires, folder: Path) -> dict[str, Extract]:
    return {
        "docx": from_docx(docx.write(document)),
        "html": from_html(html.write(document)),
        "pdf": from_pdf(pdf.write(document), requires, folder),
    }


def cells(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Every line of every cell that belongs into the report, with the cell's name."""
    for where, entry in entries(assessment):
        if not where.endswith(NOT_SEEN):
            yield from ((where, piece) for piece in pieces(entry))


def evidence_in_order(assessment: Assessment) -> list[str]:
    """The beginnings of the published rows of evidence, by outcome, as the report must print them."""
    rows = [done.row for done in completed_rows(assessment.evidence) if done.is_published]
    starts = []
    for outcome in OUTCOMES:
        of_outcome = [row for row in rows if row.outcome == outcome.code and row.evidence]
        starts += [next(pieces(row.evidence)) for row in of_outcome]
    return starts


@pytest.mark.parametrize("which", WHOLE)
def test_every_cell_is_in_all_three_files_and_they_say_the_same(
    which: str, requires: Requires, tmp_path: Path
) -> None:
    assessment = WHOLE[which]
    found = extracts(made(assessment), requires, tmp_path)
    shown = {"docx": close, "html": close, "pdf": printable}
    for name, extract in found.items():
        lost = [
            f"{where}: {piece}"
            for where, piece in cells(assessment)
            if shown[name](piece) not in extract.text
        ]
        assert lost == [], name
    word = found["docx"]
    assert found["html"].text == word.text
    assert found["html"].tables == word.tables
    assert headings(found["html"]) == headings(word)
    # A PDF names the characters that its fonts do not have.
    assert found["pdf"].tables == [
        [[printable(cell) for cell in row] for row in table] for table in word.tables
    ]
    assert headings(found["pdf"]) == [printable(heading) for heading in headings(word)]


def headings(extract: Extract) -> list[str]:
    """The headings; that of the contents list is one in HTML and PDF, and a style of its own in Word."""
    return [heading for heading in extract.headings if heading != "Contents"]


@pytest.mark.parametrize("which", EXAMPLES)
def test_evidence_stands_in_the_order_of_its_sheet(which: str) -> None:
    assessment = example(which)
    for extract in (from_docx(docx.write(made(assessment))), from_html(html.write(made(assessment)))):
        at = 0
        for start in evidence_in_order(assessment):
            place = extract.text.find(close(start), at)
            assert place >= 0, start
            at = place + 1


def test_a_lost_cell_would_be_found() -> None:
    """The control: a report that lacks a row of evidence lacks its words."""
    whole = rich()
    shorter = replace(whole, evidence=whole.evidence[1:])
    text = from_docx(docx.write(made(shorter))).text
    assert [where for where, piece in cells(whole) if close(piece) not in text] != []


def test_a_name_that_shows_nothing_is_no_heading() -> None:
    unseen = replace(
        rich(), services=tuple(replace(s, name="\u200b", short_name="\u2060") for s in rich().services)
    )
    document = made(unseen, on=tuple(VARIANTS))
    assert pdf.write(document).startswith(b"%PDF")
    assert all(headings(from_html(html.write(document))))
