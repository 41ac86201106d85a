"""What happens after a click: the right workbook, the right words, and words whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import eds_xl
from eds_xl import __version__
from eds_xl.actions.check import find
from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.opening import read_workbook
from eds_xl.addin import places
from eds_xl.addin.buttons import EXPORTS, NO_UNDO, NO_UNDO_ONLINE, chosen
from eds_xl.addin.launcher import book_name, main
from eds_xl.assessment.finding import Finding, Severity
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.problem import DocumentProblem
from eds_xl.workbook.book import Change
from eds_xl.workbook.problems import problem
from eds_xl.workbook.template import build
from tests.addin.planted import CONFIGURATION, configuration, plant, traces
from tests.addin.stand_ins import FakeExcel, FakeFace, OpenWorkbook

WORKBOOK = build(example(next(iter(EXAMPLES))))
EMPTY = build()


@pytest.fixture
def face() -> FakeFace:
    return FakeFace()


def excel_with(folder: Path, data: bytes = WORKBOOK) -> FakeExcel:
    path = folder / "Our EDS.xlsx"
    path.write_bytes(data)
    return FakeExcel(OpenWorkbook(path))


def book_of(excel: FakeExcel) -> OpenWorkbook:
    assert excel.book
    return excel.book


# ---------------------------------------------------------------- the actions


def test_check_writes_the_list_goes_to_the_first_cell_and_says_what_to_do(
    tmp_path: Path, face: FakeFace
) -> None:
    excel = excel_with(tmp_path, EMPTY)
    assert (
        main(["check", "--book=Our%0020EDS.xlsx", "--window=1", f"--addin={__version__}"], face, excel) == 0
    )
    assert excel.asked_for == ["Our EDS.xlsx"]
    (words,) = face.told
    assert " errors" in words.splitlines()[0]
    assert "The list is on the Checks sheet." in words
    book = book_of(excel)
    assert book.selected() is not None
    table = book.tables()["EDS_Findings"].area
    listed = [book.grid(table.sheet).value(row, table.left) for row in range(table.top + 1, table.bottom + 1)]
    assert set(listed) <= {"Error", "Warning", "Advice"}
    assert "Error" in listed


def test_next_goes_through_every_place_in_the_order_of_the_sheets_and_begins_again(
    tmp_path: Path, face: FakeFace
) -> None:
    excel = excel_with(tmp_path, EMPTY)
    book = book_of(excel)
    visited: list[tuple[str, int, int]] = []
    while not (face.told and face.told[-1].startswith("That was the last one")):
        assert main(["next"], face, excel) == 0
        place = book.selected()
        assert place is not None
        visited.append(place)
    sheets = list(book.sheet_names())
    order = [(sheets.index(sheet), row, column) for sheet, row, column in visited[:-1]]
    assert order == sorted(set(order))
    assert len(order) > 5
    assert visited[-1] == visited[0]
    assert all(": " in words and words.rstrip().endswith(".") for words in face.told)


def test_next_passes_over_what_somebody_has_accepted(tmp_path: Path, face: FakeFace) -> None:
    excel = excel_with(tmp_path)
    main(["check"], face, excel)
    book = book_of(excel)
    findings = find(read_workbook(book))
    warnings = [found for found in findings if found.severity is Severity.WARNING]
    accept(book, warnings[1:])
    while not (len(face.told) > 1 and face.told[-1].startswith("That was the last one")):
        assert main(["next"], face, excel) == 0
    said = "\n".join(face.told[1:])
    assert warnings[0].message in said
    assert not [found.message for found in warnings[1:] if found.message in said]


def accept(book: OpenWorkbook, findings: Sequence[Finding]) -> None:
    """Type beside the findings on the Checks sheet why they are right, and who says so."""
    table = book.tables()["EDS_Findings"]
    grid, top, left = book.grid(table.area.sheet), table.area.top, table.area.left
    key, because, by = (
        left + table.headings.index(words) for words in ("Finding key", "Accepted because", "Accepted by")
    )
    rows = {grid.value(row, key): row for row in range(top + 1, table.area.bottom + 1)}
    for finding in findings:
        row = rows[finding.key]
        book.apply(
            [
                Change(table.area.sheet, row, because, "It is so."),
                Change(table.area.sheet, row, by, "EDI lead"),
            ]
        )


def test_next_on_a_workbook_without_findings_says_so(
    tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eds_xl.addin.buttons.find", lambda _: ())
    excel = excel_with(tmp_path)
    assert main(["next"], face, excel) == 0
    assert face.told == ["Nothing to mend."]
    assert book_of(excel).selected() is None


def test_fill_says_the_rating_what_was_changed_and_that_it_cannot_be_undone(
    tmp_path: Path, face: FakeFace
) -> None:
    excel = excel_with(tmp_path)
    assert main(["fill"], face, excel) == 0
    (words,) = face.told
    assert words.startswith("EDS Organisation Rating: 19 – Developing")
    assert "Score card, B" in words
    assert NO_UNDO in words
    assert main(["fill"], face, excel) == 0
    assert "Nothing had to be changed." in face.told[1]
    assert NO_UNDO not in face.told[1]


@pytest.mark.parametrize(
    ("address", "undo"), [("https://trust.sharepoint.com/sites/EDS", NO_UNDO_ONLINE), ("", NO_UNDO)]
)
def test_where_autosave_saves_the_way_back_is_another(
    tmp_path: Path, face: FakeFace, address: str, undo: str
) -> None:
    excel = excel_with(tmp_path)
    book_of(excel).lies_in, book_of(excel).address = None, address
    for action in ("check", "fill"):
        assert main([action], face, excel) == 0
        assert face.told[-1].endswith(undo)


def test_export_writes_beside_the_workbook_and_opens_the_folder(tmp_path: Path, face: FakeFace) -> None:
    assert main(["export", "--make=report:docx,html,pdf"], face, excel_with(tmp_path)) == 0
    made = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".xlsx")
    assert made == ["Our EDS - report.docx", "Our EDS - report.html", "Our EDS - report.pdf"]
    assert face.folders == [tmp_path]
    assert face.progressed == [
        "Making the report as Word document ...",
        "Making the report as web page ...",
        "Making the report as PDF ...",
    ]
    assert face.asked == []


def test_the_status_bar_says_what_is_done_and_is_given_back(
    tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel = excel_with(tmp_path)
    main(["export", "--make=report:html"], face, excel)
    statuses = book_of(excel).statuses
    assert statuses == ["EDS: reading the workbook ...", "EDS: Making the report as web page ...", ""]

    def fail(*_: object) -> None:
        raise problem("busy", name="")

    monkeypatch.setattr("eds_xl.addin.buttons.read_workbook", fail)
    for action in ("check", "next", "fill", "export"):
        statuses.clear()
        assert main([action], face, excel) == 2
        assert (len(statuses), statuses[-1]) == (2, "")


@pytest.mark.parametrize("choice", EXPORTS.values())
def test_every_line_of_the_export_menu_makes_its_document(
    tmp_path: Path, face: FakeFace, choice: str
) -> None:
    assert main(["export", f"--make={choice}"], face, excel_with(tmp_path)) == 0
    document, formats = chosen(choice)
    made = {path.name for path in tmp_path.iterdir()} - {"Our EDS.xlsx"}
    words = DOCUMENTS[document].words
    assert made <= {f"Our EDS - {kind}{words}.{ending}" for kind in ("", "draft ") for ending in formats}
    assert len(made) == len(formats)


def test_a_document_that_cannot_be_made_is_said(
    tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DocumentProblem("The picture is broken.")

    monkeypatch.setattr("eds_xl.addin.buttons.export", fail)
    assert main(["export"], face, excel_with(tmp_path)) == 2
    assert face.warned == ["The picture is broken."]


def test_export_asks_before_it_makes_a_draft_or_replaces_a_file(tmp_path: Path, face: FakeFace) -> None:
    excel = excel_with(tmp_path, EMPTY)
    (tmp_path / "Our EDS - draft report.html").write_text("before", encoding="utf-8")
    face.answer = False
    assert main(["export", "--make=report:html"], face, excel) == 0
    assert len(face.asked) == 1
    assert "marked as a draft" in face.asked[0]
    assert (tmp_path / "Our EDS - draft report.html").read_text(encoding="utf-8") == "before"
    face.answer = True
    assert main(["export", "--make=report:html"], face, excel) == 0
    assert (
        face.asked[-1] == "Already there: Our EDS - draft report.html. Replace? Changes made there are lost."
    )
    assert "Draft" in (tmp_path / "Our EDS - draft report.html").read_text(encoding="utf-8")


def test_a_word_document_that_is_replaced_is_kept(tmp_path: Path, face: FakeFace) -> None:
    excel = excel_with(tmp_path, EMPTY)
    place = tmp_path / "Our EDS - draft report.docx"
    place.write_bytes(b"by hand")
    assert main(["export", "--make=report:docx"], face, excel) == 0
    asked = "Replace? The former Word document is kept in the folder "
    assert face.asked[-1] == f'Already there: {place.name}. {asked}"eds-xl backups".'
    (backup,) = (tmp_path / "eds-xl backups").iterdir()
    assert backup.read_bytes() == b"by hand"
    assert place.read_bytes() != b"by hand"
    assert f'The former file is kept as "{backup.name}" in the folder "eds-xl backups".' in face.told[-1]


def test_a_word_document_that_is_open_is_not_replaced(tmp_path: Path, face: FakeFace) -> None:
    excel = excel_with(tmp_path, EMPTY)
    place = tmp_path / "Our EDS - draft report.docx"
    place.write_bytes(b"by hand")
    place.with_name("~$r EDS - draft report.docx").touch()
    assert main(["export", "--make=report:docx,html,pdf"], face, excel) == 2
    assert face.warned[-1].startswith(f'"{place.name}" is open in another program.')
    assert place.read_bytes() == b"by hand"
    assert not list(tmp_path.glob("*.html"))


def test_export_of_a_workbook_in_onedrive_goes_to_the_documents(
    tmp_path: Path, face: FakeFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    (tmp_path / "home").mkdir()
    excel = excel_with(tmp_path)
    book_of(excel).lies_in = None
    assert main(["export", "--make=report:html"], face, excel) == 0
    assert face.folders == [tmp_path / "home" / places.REPORTS_FOLDER]
    assert (face.folders[0] / "Our EDS - report.html").is_file()


def test_about_says_the_versions_and_needs_no_workbook(face: FakeFace) -> None:
    excel = FakeExcel()
    assert main(["about", "--book=", f"--addin={__version__}"], face, excel) == 0
    assert f"eds-xl {__version__}" in face.told[0]
    assert f"Add-in {__version__}" in face.told[0]
    assert excel.asked_for == []


# ---------------------------------------------------------------- what is in the way


@pytest.mark.parametrize("action", ["about", "check", "fill", "next"])
def test_versions_that_differ_are_said(tmp_path: Path, face: FakeFace, action: str) -> None:
    main([action, "--addin=0.0.9"], face, excel_with(tmp_path))
    assert f"The add-in in Excel is version 0.0.9, but eds-xl is version {__version__}" in face.told[0]


@pytest.mark.parametrize("action", ["check", "next", "fill", "export"])
def test_no_excel_and_another_workbook_are_said(tmp_path: Path, face: FakeFace, action: str) -> None:
    assert main([action], face, FakeExcel()) == 2
    other = tmp_path / "Our EDS.xlsx"
    with xlsxwriter.Workbook(other) as workbook:
        workbook.add_worksheet().write(0, 0, "Budget")
    assert main([action], face, FakeExcel(OpenWorkbook(other))) == 2
    assert "is a workbook, but not an EDS workbook" in face.warned[1]
    assert face.told == []


@pytest.mark.parametrize(
    "arguments", [["merge"], ["export", "--make=report:xyz"], ["check", "--window=x"], [], ["check", "--new"]]
)
def test_what_another_version_asks_for_is_said(face: FakeFace, arguments: list[str]) -> None:
    assert main(arguments, face, FakeExcel()) == 2
    assert "their versions differ" in face.warned[0]


def test_something_unforeseen_is_said(face: FakeFace) -> None:
    def fail(name: str | None) -> OpenWorkbook:
        raise RuntimeError("inside")

    assert main(["check"], face, fail) == 2
    assert "did not foresee" in face.warned[0]
    assert "inside" not in face.warned[0]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_name_is_read_as_the_macros_spell_it(name: str) -> None:
    units = name.encode("utf-16-le")
    spelt = "".join(
        f"%{int.from_bytes(units[place : place + 2], 'little'):04X}" for place in range(0, len(units), 2)
    )
    assert book_name(spelt) == name


# ---------------------------------------------------------------- nothing of the workbook or its folder runs


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that finds the package as an installed one does."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder, symlinks=sys.platform != "win32")
    (site_packages,) = folder.rglob("site-packages")
    here = Path(eds_xl.__file__).parent.parent
    libraries = Path(xlsxwriter.__file__).parent.parent
    (site_packages / "eds-xl.pth").write_text(f"{here}\n{libraries}\n", encoding="utf-8")
    return next(
        path for path in folder.rglob("python*") if path.stem == "python" and path.parent.name != "lib"
    )


def hostile_folder(folder: Path) -> Path:
    """A folder as it may arrive by e-mail: a workbook with a configuration sheet, and code beside it."""
    path = folder / "Our EDS.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(CONFIGURATION)
        for row, pair in enumerate(configuration(folder)):
            sheet.write_row(row, 0, pair)
    plant(folder)
    return path


def run(python: Path, folder: Path, action: str, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(folder), "PYTHONSTARTUP": str(folder / "re.py"), "HOME": str(folder)}
    return subprocess.run(
        [str(python), *options, "-m", "eds_xl.addin", action, "--book=Our%0020EDS.xlsx"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there a message box would wait for a click")
def test_a_workbook_with_code_beside_it_changes_nothing_of_what_runs(alone: Path, tmp_path: Path) -> None:
    hostile_folder(tmp_path)
    about = run(alone, tmp_path, "about", "-I")
    assert about.returncode == 0, about.stderr
    assert f"eds-xl {__version__}" in about.stdout
    # Goes as far as loading xlwings and looking for Excel.
    check = run(alone, tmp_path, "check", "-I")
    assert (check.returncode, "Excel cannot be reached" in check.stderr) == (2, True)
    assert not traces(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there a message box would wait for a click")
def test_the_planted_code_would_run_without_the_option(alone: Path, tmp_path: Path) -> None:
    hostile_folder(tmp_path)
    run(alone, tmp_path, "about")
    assert traces(tmp_path)


def test_a_configuration_sheet_is_not_even_looked_at(tmp_path: Path, face: FakeFace) -> None:
    path = hostile_folder(tmp_path)
    assert main(["check"], face, FakeExcel(OpenWorkbook(path))) == 2
    assert "not an EDS workbook" in face.warned[0]
    assert not traces(tmp_path)
