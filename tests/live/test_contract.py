"""What the live workbook asks of a spreadsheet program, whichever program it is.

Runs on openpyxl with IronCalc and on a real LibreOffice Calc; with EDS_XL_EXCEL=1 on Windows also in the
real Excel (see docs/live.md; not done so far).
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import xlwings

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import read_workbook
from eds_xl.workbook.book import CellError, CellValue, Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.live import LiveBook, open_live
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.template import build
from tests.live.conftest import Program
from tests.live.workbooks import complete_at, damage_formulas, differences, filled, spoil_entries

TODAY = date(2025, 3, 1)
PLAN = "EDS_Actions"
# What Excel would make something else of: formulas, times, days, numbers, truth values, errors.
ODD_TEXTS = (
    "=1+1",
    "- a bullet",
    "+44 20",
    "@home",
    "2 A",
    "Mar 26",
    "007",
    "45%",
    "TRUE",
    "#N/A",
    "two\nlines",
    " spaced ",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return complete_at(tmp_path / "EDS 2025.xlsx")


def test_an_open_workbook_reads_as_the_closed_file(program: Program, file: Path) -> None:
    live, closed = program.open(file), open_book(file)
    assert (live.name, live.folder) == (closed.name, closed.folder)
    assert live.names() == closed.names()
    assert dict(live.tables()) == closed.tables()
    assert differences(live, closed) == []
    assert open_live().name == file.name
    assert open_live("eds 2025.XLSX").name == file.name


def test_checked_and_filled_live_and_closed_the_workbook_is_the_same(program: Program, file: Path) -> None:
    closed = open_book(file)
    damage_formulas(closed)
    spoil_entries(closed)
    closed.save()
    other = file.with_name("open.xlsx")
    shutil.copy(file, other)
    program.open(other)
    live = open_live(other.name)
    opened, as_closed = read_workbook(live), read_workbook(closed)
    findings = find(as_closed)
    assert findings
    assert find(opened) == findings
    write_findings(opened, findings)
    write_findings(as_closed, findings)
    changes = fill(read_workbook(open_live(other.name)), TODAY).changes
    assert changes == fill(read_workbook(closed), TODAY).changes
    again = open_live(other.name)
    assert differences(again, closed) == []
    assert dict(again.tables()) == closed.tables()
    assert fill(read_workbook(again), TODAY).changes == ()
    program.app.books.active.save()
    saved, closed_again = open_book(other), closed
    for sheet in closed.sheet_names():
        formulas = closed.formulas(sheet)
        ours, theirs = (
            {
                place: value
                for place, value in filled(book.grid(sheet).values).items()
                if place not in formulas
            }
            for book in (saved, closed_again)
        )
        assert ours == theirs
        assert saved.formulas(sheet).keys() == formulas.keys()
    assert saved.tables() == closed.tables()


def test_text_arrives_as_text_and_numbers_as_numbers(program: Program, file: Path) -> None:
    live = program.open(file)
    texts = [Change("Glossary", 60 + row, 1, text) for row, text in enumerate(ODD_TEXTS)]
    beyond = [Change("Glossary", 60 + row, 12, text) for row, text in enumerate(ODD_TEXTS)]
    numbers = [Change("Glossary", 60, 2, 3.0), Change("Domain 2", 8, 3, 2.0), Change("Glossary", 61, 2, True)]
    live.apply([*texts, *beyond, *numbers, Change("Glossary", 62, 12, "5*3", "5*3")])
    written = open_live(file.name).grid("Glossary")
    assert [written.value(60 + row, 1) for row in range(len(ODD_TEXTS))] == list(ODD_TEXTS)
    there = [written.value(60 + row, 12) for row in range(len(ODD_TEXTS))]
    assert there == [15.0 if row == 2 else text for row, text in enumerate(ODD_TEXTS)]
    assert written.value(60, 2) == 3.0
    assert written.value(61, 2) is True
    assert live.formulas("Glossary").keys() == {(62, 12)}
    live.apply([Change(change.sheet, change.row, change.column, None) for change in (*texts, *beyond)])
    emptied = open_live(file.name).grid("Glossary").values
    assert not [place for place in emptied if place[0] >= 60 and place[1] in (1, 12)]


def test_a_table_takes_as_many_rows_as_it_is_given(program: Program, file: Path) -> None:
    live = program.open(file)
    start = live.tables()[FINDINGS].area
    width = len(live.tables()[FINDINGS].headings)

    def rows(count: int) -> list[list[CellValue]]:
        return [[f"={row}" if column else f"row {row}" for column in range(width)] for row in range(count)]

    for count in (40, 3, 0):
        live.replace_rows(FINDINGS, rows(count))
        table = live.tables()[FINDINGS]
        assert table.area.bottom == start.top + max(count, 1)
        cells = live.grid(start.sheet).values
        assert [cells.get((start.top + 1 + row, 2)) for row in range(count)] == [
            f"={n}" for n in range(count)
        ]
        assert not [place for place in cells if place[0] > start.top + count]
    assert differences(live, open_book(file)) == []


def test_the_user_finds_everything_as_it_was(program: Program, file: Path) -> None:
    book = program.open(file)
    app = program.app
    book.select("Domain 2", 9, 3)
    app.calculation = "manual"
    sheets = app.books.active.sheets
    before = _protection(sheets["Score card"])
    options = _options(app)
    table = next(table for table in sheets["Action plan"].tables if table.name == PLAN)
    filtered = table.show_autofilter
    write_findings(opened := read_workbook(book), find(opened))
    fill(read_workbook(open_live()), TODAY)
    assert open_live().selected() == ("Domain 2", 9, 3)
    assert table.show_autofilter == filtered
    assert app.calculation == "manual"
    assert app.screen_updating
    assert _options(app) == options
    assert sheets["Score card"].api.ProtectContents
    assert _protection(sheets["Score card"]) == before
    app.calculation = "automatic"


def _options(app: xlwings.App) -> list[bool]:
    correct = app.api.AutoCorrect
    return [correct.AutoExpandListRange, correct.AutoFillFormulasInLists]


def _protection(sheet: object) -> list[object]:
    native = getattr(sheet, "api")  # noqa: B009 - typed only on Windows
    allowed = native.Protection
    return [
        native.ProtectDrawingObjects,
        native.ProtectScenarios,
        allowed.AllowFormattingCells,
        allowed.AllowFormattingRows,
        allowed.AllowSorting,
        allowed.AllowFiltering,
        allowed.AllowInsertingRows,
        allowed.AllowDeletingRows,
    ]


def test_what_is_pasted_from_elsewhere_reads_as_in_the_closed_file(program: Program, file: Path) -> None:
    program.open(file)
    sheet = program.app.books.active.sheets["Figures"]
    sheet["B60:C61"].number_format = "0%"
    sheet["B60:C61"].value = [[0.45, 0.125], [1, 2]]
    sheet["D60"].number_format = "d mmm yyyy"
    sheet["D60"].value = 45350
    sheet["E60"].number_format = "mmm yy"
    sheet["E60"].value = 45350.5
    sheet["F60:F61"].number_format = "General"
    sheet["F60"].value = 1.5
    sheet["F61"].formula = "=1/0"
    live = open_live(file.name)
    cells = live.grid("Figures").values
    assert [cells[60, column] for column in range(2, 7)] == [
        "45%",
        "13%",
        "28 February 2024",
        "February 2024",
        1.5,
    ]
    assert [cells[61, column] for column in (2, 3, 6)] == ["100%", "200%", CellError("#DIV/0!")]
    program.app.books.active.save()
    saved = open_book(file).grid("Figures").values
    pasted = [(60, column) for column in range(2, 7)] + [(61, 2), (61, 3)]
    assert [saved.get(place) for place in pasted] == [cells[place] for place in pasted]


def test_going_to_a_cell(program: Program, file: Path) -> None:
    live = program.open(file)
    program.app.books.active.sheets["Glossary"].visible = False
    live.select("Glossary", 8, 2)
    assert live.selected() == ("Glossary", 8, 2)
    assert program.app.books.active.sheets["Glossary"].visible
    with pytest.raises(KeyError):
        live.select("No such sheet", 1, 1)


def test_the_status_bar_is_given_back(program: Program, file: Path) -> None:
    live = program.open(file)
    live.show_status("EDS: checking ...")
    assert program.app.status_bar == "EDS: checking ..."
    live.show_status("")
    # Excel says False, or the word for it, while the bar is its own.
    assert str(program.app.status_bar).upper() in ("FALSE", "READY")


def test_a_blank_sheet_and_an_empty_template(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(build())
    live, closed = program.open(path), open_book(path)
    assert differences(live, closed) == []
    assert isinstance(live, LiveBook)
