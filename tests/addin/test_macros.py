"""The macros at work: in pyOpenVBA's Excel, which compiles and runs them, and in LibreOffice's Basic."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.exceptions import VBACompileError
from pyopenvba.interpreter import NOTHING, VBAObject, parse_module

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.addin.launcher import book_name
from eds_xl.addin.places import SHIPPED
from eds_xl.workbook.template import build
from tests.addin.basic import Basic, basic
from tests.engines.libreoffice_office import import_uno
from tools.build_addin import DOCUMENTS, MODULES, source

PYTHON = r"C:\Program Files\eds-xl\Scripts\pythonw.exe"
PACKAGE = r"C:\Program Files\eds-xl\Lib\site-packages\eds_xl\addin\__main__.py"
WINDOW = 4711

# What macros ask the computer for, answered from texts the test sets.
STAND_INS = """\
Option Explicit
Public Python As String
Public Package As String
Public Missing As String
Public Refusal As Long
Public Started As String
Public Function Prepare(pythonPath As String, packagePath As String, noPath As String, number As Long)
    Python = pythonPath
    Package = packagePath
    Missing = noPath
    Refusal = number
    Started = ""
End Function
Public Function GetSetting(app As String, section As String, key As String, Optional other As String)
    GetSetting = other
    If app = "eds-xl" And section = "addin" And key = "python" Then GetSetting = Python
    If app = "eds-xl" And section = "addin" And key = "package" Then GetSetting = Package
End Function
Public Function Dir(path As String) As String
    If path <> Missing Then Dir = "found"
End Function
Public Function Shell(line As String, Optional look As Long) As Double
    If Refusal <> 0 Then Err.Raise Refusal
    Started = line
End Function
Public Function LastStarted() As String
    LastStarted = Started
End Function
"""


class Control(VBAObject):
    """The control that a callback is given."""

    vba_type = "IRibbonControl"

    def __init__(self, tag: str = "") -> None:
        self.tag = tag

    def vba_get(self, name: str, arguments: Any = (), *others: Any) -> object:
        assert name == "Tag"
        return self.tag


@dataclass
class Excel:
    """Excel with the add-in loaded."""

    app: ExcelApplication
    window: dict[str, object]

    def prepare(
        self, python: str = PYTHON, package: str = PACKAGE, missing: str = "", refusal: int = 0
    ) -> None:
        self.app.run("Prepare", python, package, missing, refusal)

    def click(self, callback: str, tag: str = "") -> list[str]:
        """Click a button; returns what message boxes said."""
        before = len(self.app.dialogs)
        self.app.run(callback, Control(tag))
        return [words for _, words, _, _ in self.app.dialogs[before:]]

    @property
    def started(self) -> str:
        return str(self.app.run("LastStarted"))


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> Excel:
    original = Application.vba_get
    # Two properties of Excel that pyOpenVBA leaves out.
    window: dict[str, object] = {"hwnd": WINDOW, "activeprotectedviewwindow": NOTHING}

    def vba_get(self: Application, name: str, *arguments: Any, **named: Any) -> object:
        known = name.casefold() in window
        return window[name.casefold()] if known else original(self, name, *arguments, **named)

    monkeypatch.setattr(Application, "vba_get", vba_get)
    app = ExcelApplication.open(SHIPPED)
    app.add_module(STAND_INS, name="StandIns")
    excel = Excel(app, window)
    excel.prepare()
    return excel


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("eds") / "Our EDS.xlsx"
    path.write_bytes(build(example(next(iter(EXAMPLES)))))
    return path


# ---------------------------------------------------------------- compiled


@pytest.mark.parametrize("name", [*DOCUMENTS, *MODULES])
def test_every_module_parses(name: str) -> None:
    _, end, after = source(name).partition("\r\nEND\r\n")
    parse_module(after if end else source(name))


def test_a_mistake_would_be_found() -> None:
    with pytest.raises(VBACompileError):
        parse_module(source("EdsLauncher").replace("End If", "", 1))


# ---------------------------------------------------------------- the buttons


@pytest.mark.parametrize(
    ("callback", "tag", "action"),
    [
        ("EdsCheck", "", "check"),
        ("EdsNextFinding", "", "next"),
        ("EdsFillRatings", "", "fill"),
        ("EdsExport", "report:docx", "export --make=report:docx"),
        ("EdsExport", "board-pack:docx", "export --make=board-pack:docx"),
    ],
)
def test_a_button_starts_python_for_the_workbook_in_front(
    excel: Excel, workbook: Path, callback: str, tag: str, action: str
) -> None:
    excel.app.open_workbook(workbook)
    assert excel.click(callback, tag) == []
    assert excel.started == (
        f'"{PYTHON}" -I -m eds_xl.addin {action} --book=Our%0020EDS.xlsx --window={WINDOW} --addin=0.1.0'
    )


def test_about_needs_no_workbook(excel: Excel) -> None:
    assert excel.click("EdsAbout") == []
    assert f" about --book= --window={WINDOW} " in excel.started


def test_help_needs_neither_workbook_nor_python(excel: Excel) -> None:
    excel.prepare(python="")
    (words,) = excel.click("EdsHelp")
    assert len(words) <= 1023, "a message box shows no more"
    for label in ("Check", "Next finding", "Fill ratings", "Export", "eds-xl-panel", "eds-xl doctor"):
        assert label in words
    assert excel.started == ""


# ---------------------------------------------------------------- what is in the way, in one sentence


def test_protected_view_is_said(excel: Excel, workbook: Path) -> None:
    excel.app.open_workbook(workbook)
    excel.window["activeprotectedviewwindow"] = Control()
    (words,) = excel.click("EdsCheck")
    assert "choose Enable Editing" in words
    assert excel.started == ""


def test_no_workbook_is_said(excel: Excel) -> None:
    excel.app.application.active_book = None
    (words,) = excel.click("EdsCheck")
    assert "No workbook is open" in words


def test_whether_it_is_an_eds_workbook_is_python_s_to_say(excel: Excel) -> None:
    """A workbook that lost its names on the way through another program is still one."""
    book = excel.app.add_workbook()
    assert excel.click("EdsCheck") == []
    assert f" check --book={book.name} " in excel.started


@pytest.mark.parametrize(
    ("prepared", "words"),
    [
        ({"python": ""}, 'run "eds-xl addin install" once'),
        ({"missing": PYTHON}, f"Python is no longer at {PYTHON}"),
        ({"package": ""}, "eds-xl is no longer installed in this Python"),
        ({"missing": PACKAGE}, "eds-xl is no longer installed in this Python"),
        (
            {"refusal": 70},
            "Windows did not let Excel start eds-xl (Permission denied). Use the panel instead",
        ),
        ({"refusal": 5}, "Windows did not let Excel start eds-xl"),
    ],
)
def test_what_is_in_the_way_is_said(
    excel: Excel, workbook: Path, prepared: dict[str, Any], words: str
) -> None:
    excel.app.open_workbook(workbook)
    excel.prepare(**prepared)
    (said,) = excel.click("EdsFillRatings")
    assert words in said
    assert excel.started == ""


# ---------------------------------------------------------------- the workbook's name


@pytest.mark.parametrize(
    "name",
    [
        "Our EDS.xlsx",
        'A" & calc.exe & ".xlsx',
        "--addin=9 %0041 ^&|<>.xlsx",
        "Ymddiriedolaeth ŵ – “2024/25”.xlsx",
        "حالة.xlsx",
    ],
)
def test_a_name_arrives_as_it_was_and_stays_one_word(excel: Excel, name: str) -> None:
    spelt = str(excel.app.run("SpeltOut", name))
    assert all(letter.isascii() and (letter.isalnum() or letter in "%._-") for letter in spelt)
    assert book_name(spelt) == name


# ---------------------------------------------------------------- in LibreOffice


BASIC_STAND_INS = """\
Option Explicit
Public PythonPath As String
Public Function GetSetting(app As String, section As String, key As String, Optional other As String)
    If key = "python" Then GetSetting = PythonPath
    If key = "package" Then GetSetting = "{package}"
End Function
Public Function Launched(python As String, bookName As String) As String
    PythonPath = python
    Launched = "Said: " & Launch("check", bookName, "17")
End Function
"""


@pytest.mark.usefixtures("office")
def test_the_launcher_runs_in_libreoffice_and_starts_a_real_program(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    program = tmp_path / "a python"
    program.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{heard}.part'\nmv '{heard}.part' '{heard}'\n", encoding="utf-8"
    )
    program.chmod(0o755)
    no_program = tmp_path / "no program"
    no_program.write_text("nothing", encoding="utf-8")
    name = "Trust ŵ 😀.xlsx"
    stand_ins = BASIC_STAND_INS.format(package=program)
    with basic({"EdsLauncher": source("EdsLauncher"), "StandIns": stand_ins}) as macros:

        def launched(python: Path | str) -> str:
            return macros.call("StandIns.Launched", str(python), name).removeprefix("Said: ")

        assert launched(program) == ""
        assert 'run "eds-xl addin install" once' in launched("")
        assert f"Python is no longer at {tmp_path / 'gone'}" in launched(tmp_path / "gone")
        assert "did not let Excel start eds-xl" in launched(no_program)
        *fixed, book, window, version = wait_for(heard).splitlines()
    assert fixed == ["-I", "-m", "eds_xl.addin", "check"]
    assert book_name(book.removeprefix("--book=")) == name
    assert (window, version) == ("--window=17", "--addin=0.1.0")


BASIC_EXCEL = """\
Option Explicit
Public PythonPath As String
Public Said As String
Public Hidden As Boolean
Public Function GetSetting(app As String, section As String, key As String, Optional other As String)
    GetSetting = PythonPath
End Function
Public Sub ShowBox(words, Optional look, Optional title)
    Said = Said & words
End Sub
Public Function WindowInFront()
    WindowInFront = 4711
End Function
Public Function ProtectedView() As Object
    If Hidden Then Set ProtectedView = ThisComponent
End Function
Public Function Clicked(python As String, button As String, view As String) As String
    PythonPath = python
    Hidden = (view <> "")
    Said = ""
    Select Case button
        Case "check": EdsCheck Nothing
        Case "next": EdsNextFinding Nothing
        Case "fill": EdsFillRatings Nothing
        Case "help": EdsHelp Nothing
        Case "about": EdsAbout Nothing
    End Select
    Clicked = "Said: " & Said
End Function
"""
# What LibreOffice's Basic does not have, or what nobody would click away there.
ONLY_IN_EXCEL = {
    "As IRibbonControl": "As Object",
    "MsgBox": "ShowBox",
    "Application.Hwnd": "WindowInFront()",
    "Application.ActiveProtectedViewWindow": "ProtectedView()",
}


@pytest.fixture
def office(requires: Callable[[str], Path]) -> None:
    """Make sure that LibreOffice and the bridge to it are there."""
    requires("soffice")
    if import_uno() is None:
        if sys.version_info[:2] != (3, 11):
            pytest.skip("the bridge to LibreOffice is made for the system's own Python")
        requires("python3-uno")


@pytest.mark.usefixtures("office")
def test_the_buttons_say_in_libreoffice_what_is_in_the_way(workbook: Path, tmp_path: Path) -> None:
    ribbon = source("EdsRibbon")
    for ours, theirs in ONLY_IN_EXCEL.items():
        assert ours in ribbon
        ribbon = ribbon.replace(ours, theirs)
    modules = {"EdsLauncher": source("EdsLauncher"), "EdsRibbon": ribbon, "StandIns": BASIC_EXCEL}

    def said(macros: Basic, button: str, python: str = "", view: str = "") -> str:
        return macros.call("StandIns.Clicked", python, button, view).removeprefix("Said: ")

    with basic(modules, workbook) as macros:
        for button in ("check", "next", "fill", "about"):
            assert "eds-xl is not installed for you" in said(macros, button)
        assert "Protected View" in said(macros, "check", view="yes")
        assert "Python is no longer at" in said(macros, "fill", str(tmp_path / "gone"))
        assert "Check lists on the Checks sheet" in said(macros, "help")


def wait_for(path: Path) -> str:
    end = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < end, "the program was not started"
        time.sleep(0.05)
    return path.read_text(encoding="utf-8")
