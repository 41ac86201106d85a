"""The formatting within cells, as Excel's own way of writing it and openpyxl's are read."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from eds_xl.actions.demo import DEMO, example
from eds_xl.assessment.marked_text import CellFormat, Run
from eds_xl.cli import main
from eds_xl.workbook.book import FormattedBook
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.template import build
from tests.workbook.closed_samples import PACKAGE, RELATIONSHIPS, edit_parts, small_workbook


@pytest.fixture
def book(tmp_path: Path) -> ClosedBook:
    """A workbook with one cell of each sort."""
    path = tmp_path / "formats.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("One")
    bold, italic, both = (
        made.add_format(look) for look in ({"bold": 1}, {"italic": 1}, {"bold": 1, "italic": 1})
    )
    sheet.write_rich_string("A1", "Plain ", bold, "bold", " and ", italic, "italic", both, " both")
    sheet.write_string("A2", "all bold", bold)
    sheet.write_url("A3", "https://www.example.nhs.uk/a?b=1&c=2", string="Survey")
    sheet.write_url("A4", "internal:One!A1", string="Here")
    red = made.add_format({"font_color": "red"})
    sheet.write_rich_string("A5", "only ", red, "coloured", " words")
    sheet.write_rich_string("A6", bold, "with a link", " and more")
    sheet.write_url("A6", "mailto:a@example.nhs.uk", string="")
    made.add_worksheet("Two").write_string("A1", "plain")
    made.close()
    return open_book(path)


def test_words_and_links_are_read(book: ClosedBook) -> None:
    assert isinstance(book, FormattedBook)
    formats = book.formats("One")
    assert formats[1, 1] == CellFormat(
        (Run("Plain "), Run("bold", True), Run(" and "), Run("italic", False, True), Run(" both", True, True))
    )
    assert formats[3, 1] == CellFormat((), "https://www.example.nhs.uk/a?b=1&c=2")
    assert set(formats) <= {(1, 1), (3, 1), (6, 1)}
    assert book.formats("Two") == {}
    with pytest.raises(KeyError):
        book.formats("Three")


def test_a_whole_cell_s_look_is_the_template_s(book: ClosedBook) -> None:
    assert (2, 1) not in book.formats("One")


def test_links_over_more_cells_than_there_are_entries_are_left_out(tmp_path: Path) -> None:
    links = "".join(
        f'<hyperlink ref="{cells}" r:id="rId1"/>' for cells in ("A1:A9999", "B1:B9999", "C1", "D1:D2")
    )
    sheet = f"<sheetData/><hyperlinks>{links}</hyperlinks>"
    target = f'Type="{RELATIONSHIPS}/hyperlink" Target="https://a.b/" TargetMode="External"'
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" {target}/></Relationships>'
    )
    path = small_workbook(tmp_path / "book.xlsx", sheet)
    formats = open_book(edit_parts(path, {"xl/worksheets/_rels/sheet1.xml.rels": rels})).formats("Sheet1")
    assert set(formats) == {*((row, 1) for row in range(1, 10_000)), (1, 3)}


def test_a_sheet_of_one_s_own_that_is_broken_stops_no_document(tmp_path: Path) -> None:
    path = tmp_path / "Our EDS.xlsx"
    loaded = openpyxl.load_workbook(io.BytesIO(build(example(DEMO))))
    number = len(loaded.worksheets) + 1
    loaded.create_sheet("Mine")
    loaded.save(path)
    edit_parts(path, {f"xl/worksheets/sheet{number}.xml": "<worksheet><hyperlinks/><broken></worksheet>"})
    assert main(["export", str(path), "--to", "md", "-o", str(tmp_path / "out.md"), "--draft"]) == 0


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_formatting_reaches_the_documents(ending: str, tmp_path: Path) -> None:
    assessment = example(DEMO)
    words = assessment.evidence[0].evidence
    loaded = openpyxl.load_workbook(io.BytesIO(build(assessment)))
    cell = next(c for row in loaded["Domain 1"].iter_rows() for c in row if c.value == words)
    start, rest = words[:9], words[9:]
    cell.value = CellRichText(TextBlock(InlineFont(b=True, i=True), start), rest)
    path = tmp_path / "Our EDS.xlsx"
    loaded.save(path)
    out = tmp_path / f"out.{ending}"
    assert main(["export", str(path), "--to", ending, "-o", str(out), "--draft"]) == 0
    if ending == "html":
        assert f"<strong><em>{start}</em></strong>" in out.read_text(encoding="utf-8")
    assert out.stat().st_size > 1000
