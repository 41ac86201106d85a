"""The panel on a real (virtual) screen, worked by real keys and clicks, with and without Excel."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

from eds_xl.actions.check import find
from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.addin import panel as panel_module
from eds_xl.addin.buttons import NO_UNDO
from eds_xl.addin.launcher import UNFORESEEN
from eds_xl.assessment.finding import Acceptance
from eds_xl.cli import main
from eds_xl.workbook.problems import problem
from eds_xl.workbook.template import build
from tests.addin.driver import ORDINARY_SCALE, SECONDS, Driver
from tests.addin.stand_ins import FakeExcel, OpenWorkbook, saved

FILLED = build(example(next(iter(EXAMPLES))))
EMPTY = build()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(EMPTY)
    return path


@pytest.fixture
def filled(path: Path) -> Path:
    path.write_bytes(FILLED)
    return path


# ---------------------------------------------------------------- with Excel


def test_it_starts_on_the_workbook_in_excel(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    assert driver.workbook.startswith("Our EDS.xlsx, open in Excel")
    assert driver.message.startswith("Ready\nChoose Check (Alt+C)")
    assert driver.summary == "Not checked yet"


def test_check_lists_the_findings_and_writes_them_into_the_workbook(driver: Driver, path: Path) -> None:
    book = OpenWorkbook(path)
    driver.start(FakeExcel(book))
    driver.press("alt+c")
    assert len(driver.lines) > 5
    assert {severity for severity, _, _ in driver.lines} <= {"Error", "Warning", "Advice"}
    assert " errors" in driver.summary
    assert driver.summary.endswith("The list is on the Checks sheet, too.")
    assert driver.status == NO_UNDO
    assert book.selected() is not None
    area = book.tables()["EDS_Findings"].area
    assert area.bottom - area.top == len(driver.lines)


def test_a_line_says_all_and_enter_goes_to_its_cell(driver: Driver, path: Path) -> None:
    book = OpenWorkbook(path)
    driver.start(FakeExcel(book))
    driver.press("alt+c")
    driver.press("Down", "Down")
    _, where, what = driver.lines[2]
    assert where in driver.message
    assert what in driver.message
    driver.press("Return")
    sheet, row, _ = book.selected() or ("", 0, 0)
    assert where.startswith(f"{sheet}, cell ")
    assert where.endswith(str(row))


def test_next_finding_goes_on_in_the_workbook(driver: Driver, path: Path) -> None:
    book = OpenWorkbook(path)
    driver.start(FakeExcel(book))
    driver.press("alt+n")
    first = book.selected()
    driver.press("alt+n")
    assert first is not None
    assert book.selected() not in (None, first)


def test_fill_records_the_rating_and_warns_of_undo(driver: Driver, filled: Path) -> None:
    book = OpenWorkbook(filled)
    driver.start(FakeExcel(book))
    driver.press("alt+f")
    assert "EDS Organisation Rating: 19 – Developing" in driver.message
    assert NO_UNDO in driver.message


def test_export_makes_the_documents(driver: Driver, filled: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(filled)))
    driver.press_later("l")
    driver.press("alt+e")
    driver.wait(lambda: "Made in the folder" in driver.message)
    made = sorted(file.name for file in filled.parent.iterdir() if file.suffix != ".xlsx")
    assert made == [f"Our EDS - report.{ending}" for ending in ("docx", "html", "pdf")]


def test_another_workbook_in_front_is_refused_and_the_panel_stays_usable(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Budget.xlsx"
    with xlsxwriter.Workbook(other) as workbook:
        workbook.add_worksheet().write(0, 0, "Budget")
    excel = FakeExcel(OpenWorkbook(other))
    driver.start(excel)
    assert "not an EDS workbook" in driver.message
    driver.press("alt+c")
    assert "Which workbook?" in driver.message
    excel.book = OpenWorkbook(path)
    driver.press("alt+u")
    assert driver.workbook.startswith("Our EDS.xlsx, open in Excel")


def test_a_cell_being_edited_is_said(driver: Driver, path: Path) -> None:
    excel = FakeExcel(OpenWorkbook(path))
    driver.start(excel)

    def busy(name: str | None) -> OpenWorkbook:
        raise problem("busy", name=name or "", doing="list the workbooks")

    driver.panel._open_book = busy
    driver.press("alt+c")
    sentence = str(problem("busy", name="Our EDS.xlsx", doing="list the workbooks"))
    assert driver.message == f"This did not work\n{sentence}"


def test_something_unforeseen_is_said_and_the_panel_stays_usable(driver: Driver, path: Path) -> None:
    excel = FakeExcel(OpenWorkbook(path))
    driver.start(excel)

    def fail(name: str | None) -> OpenWorkbook:
        raise RuntimeError("inside")

    driver.panel._open_book = fail
    driver.press("alt+f")
    assert "did not foresee" in driver.message
    assert "inside" not in driver.message
    driver.panel._open_book = excel
    driver.press("alt+c")
    assert driver.lines


# ---------------------------------------------------------------- without Excel: a closed file


def test_without_excel_it_asks_for_a_file(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel())
    assert driver.workbook.startswith("No workbook yet")
    assert driver.message == f"{panel_module.CHOOSE_FIRST}\n\n{problem('nothing open', name='')}"
    subprocess.run(["xdotool", "key", "alt+o"], check=True)

    def type_name() -> None:
        time.sleep(1.0)
        subprocess.run(["xdotool", "type", "--delay", "5", str(path)], check=True)
        subprocess.run(["xdotool", "key", "Return"], check=True)

    threading.Thread(target=type_name, daemon=True).start()
    driver.wait(lambda: not driver.workbook.startswith("No workbook yet"))
    assert driver.workbook == f"Our EDS.xlsx, a closed file in {path.parent}"


def test_a_closed_file_is_checked_and_stays_as_it_is(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(), path)
    driver.press("alt+c")
    assert len(driver.lines) > 5
    assert path.read_bytes() == EMPTY
    driver.press("alt+n")
    tree = driver.view.findings.tree
    assert tree.index(tree.selection()[0]) == 1
    driver.press("Return")
    assert "Open the workbook in Excel to be taken to the cell." in driver.message


def test_a_closed_file_is_filled_and_a_backup_kept(driver: Driver, filled: Path) -> None:
    driver.start(FakeExcel(), filled)
    driver.press("alt+f")
    assert "EDS Organisation Rating: 19 – Developing" in driver.message
    assert "The former file is kept as" in driver.message
    assert saved(filled).grid("Score card") != OpenWorkbook(
        next((filled.parent / "eds-xl backups").iterdir())
    ).grid("Score card")


def test_a_draft_is_asked_for_and_no_means_no(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(), path)
    driver.press_later("g", "Return")
    driver.press("alt+e")
    driver.wait(lambda: driver.message == "Nothing was made.")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_draft_is_made_after_yes(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(), path)
    driver.press_later("g", "alt+y")
    driver.press("alt+e")
    driver.wait(lambda: "Made in the folder" in driver.message)
    assert (path.parent / "Our EDS - draft report.html").is_file()


def test_the_window_answers_while_a_closed_file_is_worked_on(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(), path)
    go_on = threading.Event()

    def slow(progress: Callable[[str], None]) -> str:
        progress("Halfway ...")
        assert go_on.wait(SECONDS)
        return "done"

    results: list[str] = []
    driver.panel._jobs.do(slow, results.append)
    driver.wait(lambda: driver.status == "Halfway ...")
    assert driver.view._bar.winfo_ismapped()
    assert driver.view._buttons["check"].instate(["disabled"])
    driver.panel._jobs.do(slow, results.append)  # taken for a second click, and passed over
    go_on.set()
    driver.wait_until_ready()
    assert results == ["done"]
    assert not driver.view._bar.winfo_ismapped()
    assert driver.view._buttons["check"].instate(["!disabled"])


def test_the_window_answers_while_the_workbook_in_excel_is_worked_on(driver: Driver, path: Path) -> None:
    excel = FakeExcel(OpenWorkbook(path))
    driver.start(excel)
    go_on, threads = threading.Event(), []

    def slow(name: str | None) -> OpenWorkbook:
        threads.append(threading.current_thread())
        assert go_on.wait(SECONDS)
        return excel(name)

    driver.panel._open_book = slow
    driver.view._buttons["check"].invoke()
    driver.wait(lambda: threads)
    driver.wait(driver.view._bar.winfo_ismapped)
    go_on.set()
    driver.wait_until_ready()
    driver.press("alt+n")
    # What belongs to Excel may be used only in the thread that asked for it.
    assert len(set(threads)) == 1
    assert threads[0] is not threading.main_thread()
    assert driver.lines


def test_closed_in_the_middle_of_work_it_ends_when_the_work_is_done(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(), path)
    go_on = threading.Event()
    driver.panel._jobs.do(lambda _: go_on.wait(SECONDS), lambda _: None)
    driver.panel.close()
    assert driver.status == "The window closes when this is done ..."
    closed: list[bool] = []
    driver.root.bind("<Destroy>", lambda _: closed.append(True))
    go_on.set()
    end = time.monotonic() + SECONDS
    while not closed:
        assert time.monotonic() < end
        driver.root.update()


def test_next_passes_over_what_is_accepted(driver: Driver, filled: Path) -> None:
    book = open_closed(filled)
    opened = read_workbook(book)
    findings = find(opened)
    driver.start(FakeExcel(), filled)
    accepted = [replace(found, accepted=Acceptance("so", "EDI lead")) for found in findings[1:-1]]
    driver.view.show_findings((findings[0], *accepted, findings[-1]))
    assert {line[0] for line in driver.lines[1:-1]} == {"Accepted"}
    driver.press("alt+n")
    assert driver.view.findings.chosen() == findings[-1]
    driver.press("alt+n")
    assert driver.view.findings.chosen() == findings[0]


def test_after_fill_the_list_is_called_old(driver: Driver, filled: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(filled)))
    driver.press("alt+c")
    driver.press("alt+f")
    assert "before Fill ratings" in driver.summary


def test_a_file_that_is_no_eds_workbook_is_refused(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "Notes.xlsx").write_text("notes", encoding="utf-8")
    driver.start(FakeExcel(), tmp_path / "Notes.xlsx")
    assert '"Notes.xlsx" is not an Excel workbook' in driver.message
    assert driver.workbook.startswith("No workbook yet")


# ---------------------------------------------------------------- by keyboard, and larger


def test_tab_goes_through_everything_in_the_order_it_is_read(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    reached = []
    for _ in range(12):
        driver.press("Tab")
        reached.append(driver.focused)
    assert reached == [
        "Use Excel",
        "Choose a file ...",
        "Check",
        "Next finding",
        "Fill ratings",
        "Export",
        "Help",
        "About",
        "Treeview",
        "Text",
        "Keep in front",
        "Use Excel",
    ]


def test_space_and_enter_press_a_button(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    driver.press(*["Tab"] * 7, "space")
    assert driver.message.startswith("What the buttons do\nCheck (Alt+C)")
    driver.press("Tab", "Return")
    assert driver.message.startswith("eds-xl ")


def test_every_button_has_a_key_of_its_own(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    letters = [
        str(button.cget("text"))[int(button.cget("underline"))].casefold()
        for button in driver.view._buttons.values()
    ]
    assert len(letters) == len(set(letters))
    assert all(driver.root.bind(f"<Alt-{key}>") for letter in letters for key in (letter, letter.upper()))


def test_everything_grows_and_shrinks(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    before = driver.view._buttons["check"].winfo_reqwidth()
    driver.press("ctrl+plus", "ctrl+plus", "ctrl+plus")
    assert driver.view._buttons["check"].winfo_reqwidth() > before
    driver.press("ctrl+minus", "ctrl+minus", "ctrl+minus")
    assert driver.view._buttons["check"].winfo_reqwidth() == before


def test_help_is_also_where_one_looks_for_it(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    driver.press("F1")
    assert driver.message.startswith("What the buttons do")


def test_it_stays_in_front_where_that_is_wanted(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    seen: list[object] = []
    monkeypatch.setattr(driver.root, "attributes", lambda *asked: seen.append(asked))
    driver.press("alt+k", "alt+k")
    assert seen == [("-topmost", True), ("-topmost", False)]


@pytest.mark.parametrize("wide", [420, 1200])
def test_every_button_stays_in_the_window_whatever_the_name(
    driver: Driver, tmp_path: Path, wide: int
) -> None:
    path = tmp_path / f"{'A very long name of a workbook ' * 6}.xlsx"
    path.write_bytes(EMPTY)
    driver.start(FakeExcel(OpenWorkbook(path)))
    driver.root.geometry(f"{wide}x300")
    driver.wait(lambda: driver.root.winfo_height() >= 300)
    driver.root.update()
    right, bottom = driver.root.winfo_width(), driver.root.winfo_height()
    for button in driver.view._buttons.values():
        assert button.winfo_x() + button.winfo_width() <= right
        assert button.winfo_rooty() - driver.root.winfo_rooty() + button.winfo_height() <= bottom
    shown = str(driver.view._name_label.cget("text"))
    assert " ... " in shown
    assert shown.endswith(".xlsx")


@pytest.mark.parametrize("scaling", [1.0, 2.0])
def test_spaces_follow_the_screen(driver: Driver, path: Path, scaling: float) -> None:
    driver.root.tk.call("tk", "scaling", scaling * ORDINARY_SCALE)
    driver.start(FakeExcel(OpenWorkbook(path)))
    assert driver.view.look.pixels(8) == 8 * scaling


def test_severities_differ_by_form_as_well_as_colour(driver: Driver, path: Path) -> None:
    driver.start(FakeExcel(OpenWorkbook(path)))
    look = driver.view.look

    def form(kind: str) -> tuple[bool, ...]:
        mark = look.mark(kind)
        places = [(x, y) for y in range(mark.height()) for x in range(mark.width())]
        return tuple(mark.transparency_get(*place) for place in places)

    forms = [form(kind) for kind in ("error", "warning", "advice", "accepted")]
    assert len(set(forms)) == len(forms)


def test_in_high_contrast_mode_the_system_s_own_colours_stay(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tkinter import ttk

    monkeypatch.setattr("eds_xl.addin.panel_look.is_high_contrast", lambda: True)
    usual = str(driver.root.cget("background"))
    theme = ttk.Style(driver.root).theme_use()
    driver.start(FakeExcel(OpenWorkbook(path)))
    assert ttk.Style(driver.root).theme_use() == theme
    assert str(driver.root.cget("background")) == usual
    assert driver.view.message.text.cget("foreground") != "#212B32"


# ---------------------------------------------------------------- where no window can be


def test_a_python_without_windows_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    assert main(["panel"]) == 2
    assert "(tkinter), which is missing here" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a screen")
def test_a_computer_without_a_screen_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tkinter")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert panel_module.main([]) == 2
    assert capsys.readouterr().err == "This computer shows no windows here: use the commands instead.\n"


def test_what_goes_wrong_before_there_is_a_window_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(path: Path | None) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(panel_module, "show", fail)
    assert panel_module.main([]) == 2
    assert capsys.readouterr().err == f"{UNFORESEEN}\n"


def test_the_folder_is_opened_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(panel_module, "on_windows", lambda: True)
    monkeypatch.setattr(panel_module, "open_in_explorer", opened.append)
    shown: list[str] = []
    stand_in = SimpleNamespace(view=SimpleNamespace(show_message=shown.append))
    panel_module.Panel._made(stand_in, SimpleNamespace(folder=tmp_path), "Made.")  # type: ignore[arg-type]
    assert (opened, shown) == ([tmp_path], ["Made."])
