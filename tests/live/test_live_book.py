"""The workbook open in Excel: what goes wrong there, in words, and that nothing is left behind."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.xml.functions import tostring

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import read_workbook
from eds_xl.addin.buttons import check, fill_live, next_finding, plan_export
from eds_xl.workbook import live_errors, live_reading
from eds_xl.workbook.book import CellError, Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.live import LiveBook, open_live
from eds_xl.workbook.problems import WorkbookProblem
from eds_xl.workbook.sheets.checks import FINDINGS
from tests.engines import openpyxl_engine
from tests.engines.application import start
from tests.live.conftest import Program
from tests.live.workbooks import complete_at

TODAY = date(2025, 3, 1)
LOCKED = Change("Score card", 9, 2, "typed over")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return complete_at(tmp_path / "EDS 2025.xlsx")


@pytest.fixture
def live(excel: Program, file: Path) -> LiveBook:
    return excel.open(file)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_errors, "PATIENCE", 0.1)
    monkeypatch.setattr(live_errors, "_PAUSE", 0.02)


def refused(code: str, call: object, *arguments: object) -> WorkbookProblem:
    """Make sure that a call ends in a problem of a code, and return it."""
    assert callable(call)
    with pytest.raises(WorkbookProblem) as caught:
        call(*arguments)
    assert caught.value.code == code
    return caught.value


# ---------------------------------------------------------------- finding the workbook


def test_nothing_is_open(excel: Program) -> None:
    assert "No workbook is open" in refused("CON-014", open_live).message
    assert '"EDS.xlsx"' in refused("CON-014", open_live, "EDS.xlsx").message


def test_another_workbook_is_open(live: LiveBook) -> None:
    assert 'No workbook called "Other.xlsx"' in refused("CON-014", open_live, "Other.xlsx").message


def test_protected_view_has_no_workbook(excel: Program) -> None:
    excel.stand_in.api.ProtectedViewWindows.Count = 1
    for name in (None, "EDS 2025.xlsx"):
        found = refused("CON-014", open_live, name)
        assert "Protected View" in found.message
        assert "Enable Editing" in found.next_step


def test_two_excels_with_the_same_workbook(
    excel: Program, live: LiveBook, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / file.name
    shutil.copy(file, copy)
    second = start(openpyxl_engine.ENGINE)
    try:
        second.books.open(copy)
        assert "Several" in refused("CON-015", open_live, file.name).message
        assert open_live().folder == copy.parent, "the Excel in front"
        for app, folder in ((second, copy.parent), (excel.app, file.parent)):
            assert open_live(file.name, app.hwnd or 0).folder == folder, "the Excel whose button was clicked"
    finally:
        second.kill()
    assert open_live(file.name).folder == file.parent


def test_without_excel_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, excel: Program) -> None:
    monkeypatch.setattr(xlwings.engines, "active", None)
    assert "cannot be reached" in refused("CON-014", open_live).message


def test_a_workbook_at_a_web_address_has_no_folder(excel: Program, live: LiveBook) -> None:
    book = excel.stand_in.books.opened[0]
    book.address = "https://trust-my.sharepoint.com/personal/someone/Documents"
    assert live.folder is None
    assert live.location.startswith("https://")
    book.address = ""
    assert live.folder is None


def test_of_somebody_elses_workbook_no_cell_is_read(excel: Program, tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook["Sheet"]["A1"] = "salaries"
    workbook.save(tmp_path / "private.xlsx")
    excel.open(tmp_path / "private.xlsx")
    refused("CON-020", read_workbook, open_live())
    assert excel.stand_in.calls.count("read values", "read formulas") == 0


# ---------------------------------------------------------------- Excel is busy, or says no


def test_excel_is_asked_again_while_a_cell_is_being_edited(excel: Program, live: LiveBook) -> None:
    excel.stand_in.calls.busy = 2
    assert read_workbook(open_live()).reading.assessment.organisation.name


def test_a_cell_that_stays_in_editing_is_said(excel: Program, live: LiveBook) -> None:
    excel.stand_in.calls.busy = 10_000
    found = refused("CON-013", open_live)
    assert "being edited" in found.message
    assert "Enter" in found.next_step
    refused("CON-013", live.grid, "Start")


def test_a_status_that_cannot_be_shown_stops_nothing(
    excel: Program, live: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: object, value: object) -> None:
        excel.stand_in.calls.busy = 1
        excel.stand_in.calls.record("status")

    monkeypatch.setattr(type(excel.stand_in), "status_bar", property(lambda _: False, busy))
    live.show_status("EDS: checking ...")


def test_what_excel_refuses_is_said(excel: Program, live: LiveBook) -> None:
    excel.stand_in.calls.refuse = "read values"
    found = refused("CON-018", live.grid, "Start")
    assert found.message == 'Excel would not read the sheet "Start" of "EDS 2025.xlsx".'


def test_a_workbook_open_for_reading_only_is_checked_but_not_changed(excel: Program, live: LiveBook) -> None:
    excel.stand_in.books.opened[0].read_only = True
    find(read_workbook(live))
    refused("CON-017", live.replace_rows, FINDINGS, [["x"] * 10])
    assert excel.stand_in.calls.count("write values", "unprotect") == 0


# ---------------------------------------------------------------- protection


def protected(excel: Program, sheet: str) -> bool:
    return bool(excel.app.books.active.sheets[sheet].api.ProtectContents)


def test_a_sheet_with_a_password_is_left_alone(excel: Program, live: LiveBook) -> None:
    excel.workbook["Score card"].protection.set_password("secret")
    found = refused("CON-016", live.apply, [LOCKED, Change("Glossary", 70, 1, "x")])
    assert "password" in found.message
    assert protected(excel, "Score card")
    assert open_live().grid("Glossary").value(70, 1) is None


def test_protection_returns_when_writing_fails(excel: Program, live: LiveBook) -> None:
    live.grid("Score card")
    excel.stand_in.calls.refuse = "write values"
    refused("CON-018", live.apply, [LOCKED])
    assert excel.stand_in.calls.count("unprotect") == excel.stand_in.calls.count("protect") == 1
    assert protected(excel, "Score card")
    assert excel.app.screen_updating
    assert excel.stand_in.api.AutoCorrect.AutoExpandListRange


def test_a_sheet_that_stays_unprotected_is_said(
    excel: Program, live: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eds_xl.workbook.live_native._RESTORING", 0.1)
    live.grid("Score card")
    excel.stand_in.calls.refuse = "protect"
    found = refused("CON-016", live.apply, [LOCKED])
    assert "could not be protected again" in found.message
    assert excel.app.screen_updating


# ---------------------------------------------------------------- reading


def test_what_is_not_saved_counts(excel: Program, live: LiveBook) -> None:
    before = len(find(read_workbook(live)))
    source = read_workbook(live).reading.assessment.organisation.source("name")
    assert source is not None
    excel.app.books.active.sheets[source.sheet][source.cell].value = None
    assert len(find(read_workbook(open_live()))) == before + 1


def test_an_entry_that_looks_like_an_error_value_is_text(excel: Program, live: LiveBook) -> None:
    live.apply([Change("Glossary", 60, 1, "#N/A")])
    excel.app.books.active.sheets["Glossary"]["L60"].value = "#N/A"
    found = open_live().grid("Glossary")
    assert (found.value(60, 1), found.value(60, 12)) == ("#N/A", CellError("#N/A"))


def test_errors_that_xlwings_does_not_know_are_errors() -> None:
    assert live_reading._plain(-2146826243) == CellError("#SPILL!")
    assert live_reading._plain(7) == 7.0


def test_a_sheet_that_reaches_too_far_is_said(excel: Program, live: LiveBook) -> None:
    excel.workbook["Glossary"]["XFD1048576"].number_format = "0%"
    found = refused("CON-009", live.grid, "Glossary")
    assert "1,048,576" in found.message


def test_names_of_single_sheets_and_broken_ones(excel: Program, live: LiveBook) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    workbook = excel.workbook
    workbook.defined_names["Broken"] = DefinedName("Broken", attr_text="#REF!$A$1")
    workbook["Start"].defined_names["Own"] = DefinedName("Own", attr_text="Start!$A$1")
    names = open_live().names()
    assert names["Broken"] is None
    assert not [name for name in names if "Own" in name]


def test_properties_are_not_known(live: LiveBook) -> None:
    assert live.properties() == {}
    assert read_workbook(live).reading.version


# ---------------------------------------------------------------- writing


def test_what_no_cell_can_hold_is_refused_before_anything_is_written(excel: Program, live: LiveBook) -> None:
    for change in (Change("Glossary", 70, 1, "x" * 32_768), Change("Glossary", 0, 1, "x")):
        with pytest.raises(ValueError, match=r"holds|outside"):
            live.apply([Change("Glossary", 60, 1, "first"), change])
    with pytest.raises(KeyError):
        live.apply([Change("Glossary", 60, 1, "first"), Change("Nowhere", 1, 1, "x")])
    assert excel.stand_in.calls.count("write values") == 0


def test_results_that_are_out_of_date_are_worked_out_not_written(excel: Program, file: Path) -> None:
    book = open_book(file)
    source = read_workbook(book).reading.assessment.rating_of("2A").source("rating")
    assert source is not None
    excel.stand_in.calculation = "manual"
    excel.open(file)
    cell = excel.app.books.active.sheets[source.sheet][source.cell]
    cell.value = 3 - cell.value
    excel.stand_in.calls.forget()
    filled = fill(read_workbook(open_live()), TODAY)
    assert [change for change in filled.changes if change.formula]
    assert excel.stand_in.calls.count("calculate") == 1
    assert excel.stand_in.calls.count("write formulas") == 0
    assert not [change for change in fill(read_workbook(open_live()), TODAY).changes if change.formula]


def test_nothing_below_a_table_is_written_over(excel: Program, live: LiveBook) -> None:
    bottom = live.tables()[FINDINGS].area.bottom
    excel.app.books.active.sheets["Checks"].range((bottom + 1, 2)).value = "a note of ours"
    width = len(live.tables()[FINDINGS].headings)
    found = refused("CON-011", open_live().replace_rows, FINDINGS, [["x"] * width] * 3)
    assert "below the table" in found.message


def test_a_total_row_is_not_written_over(excel: Program, live: LiveBook) -> None:
    table = excel.workbook["Checks"].tables[FINDINGS]
    table.totalsRowCount, table.ref = 1, table.ref.replace("7", "8")
    width = len(live.tables()[FINDINGS].headings)
    assert "total row" in refused("CON-011", open_live().replace_rows, FINDINGS, [["x"] * width]).message


def test_rows_of_another_width_are_refused(live: LiveBook) -> None:
    with pytest.raises(ValueError, match="every row needs"):
        live.replace_rows(FINDINGS, [["x"]])


def test_a_filter_of_former_findings_is_taken_off(excel: Program, live: LiveBook) -> None:
    table = excel.workbook["Checks"].tables[FINDINGS]
    table.autoFilter.filterColumn.append(FilterColumn(colId=0, filters=Filters(filter=["Error"])))
    width = len(live.tables()[FINDINGS].headings)
    live.replace_rows(FINDINGS, [["x"] * width] * 3)
    assert table.autoFilter is not None
    assert not table.autoFilter.filterColumn


def test_the_users_view_and_filters_stay_as_they_are(excel: Program, live: LiveBook) -> None:
    """Zoom, scrolling, what is frozen, the sheet in front, filters, hidden rows and columns, on every sheet."""
    workbook = excel.workbook
    plan = workbook["Action plan"]
    (table,) = (table for table in plan.tables.values() if table.autoFilter is not None)
    table.autoFilter.filterColumn.append(FilterColumn(colId=0, filters=Filters(filter=["1"])))
    top = int(table.ref.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    plan.row_dimensions[top + 2].hidden = True
    plan.column_dimensions["F"].hidden = True
    plan.sheet_view.zoomScale, plan.sheet_view.topLeftCell = 135, "B7"
    workbook.active = plan
    before = looks(workbook)
    opened = read_workbook(open_live())
    write_findings(opened, find(opened))
    assert fill(read_workbook(open_live()), TODAY).changes
    assert looks(workbook) == before
    plan.sheet_view.zoomScale = 100
    assert looks(workbook) != before


def looks(workbook: Any) -> dict[str, object]:
    """How each sheet is looked at, but for the table of findings, whose filter spoke of former rows."""
    found: dict[str, object] = {"in front": workbook.active.title}
    for sheet in workbook.worksheets:
        filters = [
            (table.name, tostring(table.autoFilter.to_tree("autoFilter")))
            for table in sheet.tables.values()
            if table.autoFilter is not None and table.name != FINDINGS
        ]
        hidden = [
            key
            for dimensions in (sheet.row_dimensions, sheet.column_dimensions)
            for key, dimension in dimensions.items()
            if dimension.hidden
        ]
        found[sheet.title] = (tostring(sheet.sheet_view.to_tree("view")), filters, hidden, sheet.sheet_state)
    return found


def test_cells_that_did_not_take_it_are_written_one_by_one(
    excel: Program, live: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a filter of the sheet had kept a block from arriving."""
    put = openpyxl_engine.Range._put

    def put_one(cells: openpyxl_engine.Range, value: object, kind: str) -> None:
        if len(cells) == 1:
            put(cells, value, kind)

    monkeypatch.setattr(openpyxl_engine.Range, "_put", put_one)
    live.apply([Change("Glossary", row, 1, f"=text {row}") for row in (60, 61)])
    found = open_live().grid("Glossary")
    assert [found.value(row, 1) for row in (60, 61)] == ["=text 60", "=text 61"]


def test_what_excel_does_not_keep_is_said(live: LiveBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl_engine.Range, "_set", staticmethod(lambda cell, value: None))
    found = refused("CON-018", live.apply, [Change("Glossary", 60, 1, "x")])
    assert 'did not keep what was written into the sheet "Glossary"' in found.message
    assert "cell A60" in found.message


# ---------------------------------------------------------------- what belongs to Excel


@pytest.mark.parametrize(
    "act",
    [
        check,
        next_finding,
        lambda book: fill_live(book, TODAY),
        lambda book: plan_export(book, "report:html", Path()).questions(),
    ],
    ids=["check", "next", "fill", "export"],
)
def test_it_is_let_go_of_as_soon_as_nobody_uses_it(
    excel: Program, file: Path, act: Callable[[LiveBook], object]
) -> None:
    """Not whenever, and in whichever thread, Python next looks for objects that hold each other."""
    used = excel.open(file)
    ended = weakref.ref(used)
    gc.disable()
    try:
        act(used)
        del used
        assert ended() is None
    finally:
        gc.enable()
