"""The add-in's buttons on workbooks that a program has open, through real xlwings objects."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from eds_xl.addin.buttons import NO_UNDO
from eds_xl.addin.launcher import main
from eds_xl.workbook import live_copy
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.live import LiveBook
from eds_xl.workbook.reading import read
from eds_xl.workbook.template import build
from tests.addin.planted import CONFIGURATION, configuration, plant, traces
from tests.addin.stand_ins import FakeFace
from tests.live.conftest import Program
from tests.live.workbooks import complete_at


@pytest.fixture
def face() -> FakeFace:
    return FakeFace()


def test_check_and_next_lead_through_the_workbook(program: Program, tmp_path: Path, face: FakeFace) -> None:
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(build())
    program.open(path)
    (book,) = program.app.books

    def open_it(name: str | None) -> LiveBook:
        assert name == "Our EDS.xlsx"
        return LiveBook(book)

    assert main(["check", "--book=Our%0020EDS.xlsx"], face, open_it) == 0
    assert " errors" in face.told[0]
    first = LiveBook(book).selected()
    assert first is not None
    assert main(["next", "--book=Our%0020EDS.xlsx"], face, open_it) == 0
    second = LiveBook(book).selected()
    assert second not in (None, first)
    assert face.warned == []


def test_fill_and_export_work_on_what_is_open(program: Program, tmp_path: Path, face: FakeFace) -> None:
    live = program.open(complete_at(tmp_path / "Our EDS.xlsx"))
    assert main(["fill"], face, lambda _: live) == 0
    assert NO_UNDO in face.told[0]
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    assert face.folders == [tmp_path]
    assert (tmp_path / "Our EDS - report.html").is_file()
    assert face.warned == []


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, for this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def with_bold_words(path: Path) -> Path:
    """Make some words of the first evidence bold."""
    complete_at(path)
    workbook = openpyxl.load_workbook(path)
    source = read(open_book(path)).assessment.evidence[0].source("evidence")
    assert source
    bold = TextBlock(InlineFont(b=True), "in bold")
    workbook[source.sheet][source.cell] = CellRichText("Words ", bold, " and plain ones.")
    workbook.save(path)
    return path


def test_bold_words_of_an_open_workbook_reach_the_document_unsaved_entries_too(
    program: Program, tmp_path: Path, face: FakeFace, temporary: Path
) -> None:
    path = with_bold_words(tmp_path / "Our EDS.xlsx")
    live, before = program.open(path), path.read_bytes()
    name = read(open_book(path)).assessment.organisation.source("name")
    assert name
    (book,) = program.app.books
    book.sheets[name.sheet][name.cell].value = "Not saved yet NHS Trust"
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    page = (tmp_path / "Our EDS - report.html").read_text(encoding="utf-8")
    assert "Words <strong>in bold</strong> and plain ones." in page
    assert "Not saved yet NHS Trust" in page
    assert "Bold and italic words" not in face.told[0]
    assert list(temporary.iterdir()) == []
    assert (book.name, path.read_bytes()) == (path.name, before)
    assert book.sheets[name.sheet][name.cell].value == "Not saved yet NHS Trust"


def test_without_the_copy_the_document_is_plain_and_one_line_says_so(
    excel: Program, tmp_path: Path, face: FakeFace, temporary: Path
) -> None:
    live = excel.open(with_bold_words(tmp_path / "Our EDS.xlsx"))
    excel.stand_in.calls.refuse = "save copy"
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    page = (tmp_path / "Our EDS - report.html").read_text(encoding="utf-8")
    assert "Words in bold and plain ones." in page
    assert face.told[0].splitlines()[-1].startswith("Bold and italic words and links of cells are missing")
    assert list(temporary.iterdir()) == []


def test_without_a_place_for_the_copy_the_document_is_plain_too(
    excel: Program, tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tempfile.mkdtemp

    def refuse(suffix: str | None = None, prefix: str | None = None, place: str | None = None) -> str:
        if prefix == "eds-xl-":
            raise OSError(28, "No space left on device")
        return usual(suffix, prefix, place)  # the stand-in for Excel needs folders of its own

    live = excel.open(with_bold_words(tmp_path / "Our EDS.xlsx"))
    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    assert (tmp_path / "Our EDS - report.html").is_file()
    assert face.told[0].splitlines()[-1].startswith("Bold and italic words and links of cells are missing")


def test_a_copy_that_cannot_be_removed_is_said(
    excel: Program, tmp_path: Path, face: FakeFace, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virus scanner holds it."""
    live = excel.open(with_bold_words(tmp_path / "Our EDS.xlsx"))
    monkeypatch.setattr(live_copy, "REMOVING", 0.1)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    (left,) = temporary.glob("eds-xl-*")
    assert face.told[0].splitlines()[-1] == (
        f'A temporary copy of the workbook could not be removed: delete the folder "{left}".'
    )


def test_an_eds_workbook_with_a_configuration_sheet_and_code_beside_it_is_worked_on_as_any_other(
    excel: Program, tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = complete_at(tmp_path / "Our EDS.xlsx")
    plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    excel.open(path)
    sheet = excel.workbook.create_sheet(CONFIGURATION, 0)
    for row in configuration(tmp_path):
        sheet.append(row)
    for action in ("check", "next", "fill", "export"):
        assert main([action, "--book=Our%0020EDS.xlsx"], face) == 0, face.warned
    assert not [where for _, where in excel.stand_in.calls.made if CONFIGURATION in where and "!" in where]
    assert not traces(tmp_path)
    assert (tmp_path / "Our EDS - report.docx").is_file()
