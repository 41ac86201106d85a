"""The doctor, before computers on which one thing at a time is not as it should be."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from eds_xl import __version__
from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.addin import doctor
from eds_xl.addin import install as installing
from eds_xl.addin.doctor import Line, State, examine
from eds_xl.addin.install import Status, install
from eds_xl.addin.places import Places
from eds_xl.addin.windows import MACHINE, OWN
from eds_xl.cli import main
from eds_xl.workbook.template import build
from tests.addin.stand_ins import FakeExcel, FakeRegistry, OpenWorkbook, fake_places

POLICIES = r"Software\Policies\Microsoft\Office\16.0"
ASR = r"Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(installing, "_starts_alone", lambda _: True)
    here = fake_places(tmp_path, Path(sys.executable))
    install(here)
    return here


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("eds") / "Our EDS.xlsx"
    path.write_bytes(build(example(next(iter(EXAMPLES)))))
    return path


@pytest.fixture
def excel(workbook: Path) -> FakeExcel:
    return FakeExcel(OpenWorkbook(workbook))


def seen(here: Places | None, excel: FakeExcel) -> dict[str, Line]:
    lines = list(examine(here, excel))
    assert len({line.topic for line in lines}) == len(lines)
    for line in lines:
        assert line.next_step or line.state is not State.ATTENTION, line
        assert "None" not in f"{line.words}{line.next_step}"
    return {line.topic: line for line in lines}


def registry_of(places: Places) -> FakeRegistry:
    assert isinstance(places.registry, FakeRegistry)
    return places.registry


def test_a_computer_in_order_has_nothing_to_look_at(here: Places, excel: FakeExcel, workbook: Path) -> None:
    lines = seen(here, excel)
    assert [topic for topic, line in lines.items() if line.state is State.ATTENTION] == []
    assert lines["Excel"].words == 'can be reached; "Our EDS.xlsx" is in front'
    assert lines["Place of the workbook"].words == str(workbook.parent)
    assert lines["Started by the add-in"].words == str(here.python)


def test_an_add_in_that_is_gone_is_told_from_one_never_installed(
    here: Places, excel: FakeExcel, tmp_path: Path
) -> None:
    here.addin.unlink()
    assert "virus scanner" in seen(here, excel)["Add-in"].words
    fresh = fake_places(tmp_path / "fresh", here.python)
    assert seen(fresh, excel)["Add-in"].words == "not installed"
    assert "Started by the add-in" not in seen(fresh, excel), "it would say the same again"


def test_a_shipped_file_that_a_scanner_took_is_said(
    here: Places, excel: FakeExcel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "SHIPPED", tmp_path / "gone.xlam")
    assert "gone from eds-xl itself" in seen(here, excel)["Add-in"].words


def test_another_version_and_another_python_are_said(here: Places, excel: FakeExcel) -> None:
    here.addin.write_bytes(b"other")
    registry_of(here).write(doctor_key(), "python", r"C:\other\pythonw.exe")
    lines = seen(here, excel)
    assert "another version" in lines["Add-in"].words
    assert r"C:\other\pythonw.exe" in lines["Started by the add-in"].words


def doctor_key() -> str:
    return r"Software\VB and VBA Program Settings\eds-xl\addin"


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        (rf"{POLICIES}\Common", "VbaOff", "switched off altogether"),
        (rf"{POLICIES}\Excel\Security", "DisableAllAddins", "switched off by your organisation"),
        (rf"{POLICIES}\Excel\Security", "RequireAddinSig", "signed add-ins only"),
        (rf"{POLICIES}\Common\Security", "RequireAlwaysOnMacroSig", "signed add-ins only"),
        (rf"{POLICIES}\Excel\Security\Trusted Locations", "AllLocationsDisabled", "trusts no folder"),
    ],
)
@pytest.mark.parametrize("part", [OWN, MACHINE])
def test_a_policy_against_macros_is_read(
    here: Places, excel: FakeExcel, part: str, key: str, name: str, words: str
) -> None:
    registry_of(here).entries[part, key, name] = 1
    line = seen(here, excel)["Macros"]
    assert (line.state, words in line.words) == (State.ATTENTION, True)
    assert "eds-xl panel" in line.next_step
    registry_of(here).entries[part, key, name] = 0
    assert seen(here, excel)["Macros"].state is State.GOOD


@pytest.mark.parametrize(
    ("setting", "words"), [(1, "all macros"), (2, "Excel asks"), (3, "signed"), (4, "only")]
)
def test_the_macro_setting_is_read_from_the_policy_or_else_the_user(
    here: Places, excel: FakeExcel, setting: int, words: str
) -> None:
    registry_of(here).entries[OWN, r"Software\Microsoft\Office\16.0\Excel\Security", "VBAWarnings"] = setting
    assert words in seen(here, excel)["Macros"].words
    registry_of(here).entries[OWN, rf"{POLICIES}\Excel\Security", "VBAWarnings"] = 1
    assert "all macros" in seen(here, excel)["Macros"].words


@pytest.mark.parametrize(
    ("rule", "state"),
    [("1", State.ATTENTION), (1, State.ATTENTION), ("2", State.GOOD), (None, State.UNKNOWN)],
)
def test_the_rule_against_starting_programs_is_read(
    here: Places, excel: FakeExcel, rule: str | int | None, state: State
) -> None:
    if rule is not None:
        registry_of(here).on_machine(ASR, NO_CHILDREN.upper(), rule)
    line = seen(here, excel)["Starting eds-xl from Excel"]
    assert line.state is state
    assert state is State.GOOD or "eds-xl panel" in line.next_step


def test_an_add_in_that_excel_switched_off_is_said(here: Places, excel: FakeExcel) -> None:
    key = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
    registry_of(here).entries[OWN, key, "1A2B"] = b"\x01\x00" + r"C:\XLSTART\EDS_XL.xlam".encode("utf-16-le")
    assert "Disabled Items" in seen(here, excel)["Disabled add-ins"].next_step


def test_a_workbook_in_onedrive_is_said(here: Places, excel: FakeExcel) -> None:
    assert excel.book
    excel.book.lies_in = None
    line = seen(here, excel)["Place of the workbook"]
    assert line.words.endswith("OneDrive or SharePoint): https://trust.sharepoint.com/sites/EDS")
    assert "EDS reports" in line.next_step
    excel.book.address = ""
    assert seen(here, excel)["Place of the workbook"].words == "not saved yet"


def test_a_python_from_the_store_is_said(here: Places, excel: FakeExcel) -> None:
    line = seen(replace(here, hidden=True), excel)["Python"]
    assert (line.state, "Microsoft Store" in line.words) == (State.ATTENTION, True)
    assert "eds-xl panel" in line.next_step


def test_a_python_that_draws_no_windows_is_said(
    here: Places, excel: FakeExcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    line = seen(here, excel)["Panel"]
    assert (line.state, "tkinter" in line.words) == (State.ATTENTION, True)


PYTHON = r"C:\Profiles\lead\pipx\venvs\eds-xl\Scripts\python.exe"
# What an EDI lead reads on a managed laptop where Office may not start programs and the workbook is in OneDrive.
MANAGED = rf"""
ok    Python: 3.12.4 (AMD64), {PYTHON}.
ok    eds-xl: version {__version__}.
ok    Panel: can be shown with "eds-xl panel".
ok    Add-in: version {__version__}, in C:\Profiles\lead\AppData\Roaming\Microsoft\Excel\XLSTART\eds_xl.xlam.
ok    Started by the add-in: C:\Profiles\lead\pipx\venvs\eds-xl\Scripts\pythonw.exe.
ok    Macros: allowed from trusted folders, such as XLSTART; elsewhere only signed ones.
look  Starting eds-xl from Excel: Office may not start other programs on this computer. Use "eds-xl panel", which needs no macros.
ok    Excel: can be reached; "Our EDS.xlsx" is in front.
look  Place of the workbook: a web address (OneDrive or SharePoint): https://trust-my.sharepoint.com/personal/lead/Documents. Everything works, but reports go to "EDS reports" in your Documents folder and pictures beside the workbook are not found. To have them, save the workbook in a folder of this computer.
"""  # noqa: E501 - as the command prints it in a wide window


def test_what_a_lead_on_a_managed_laptop_reads(
    excel: FakeExcel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the paths of Windows, which no file here has."""
    home = PureWindowsPath(r"C:\Profiles\lead")
    scripts = PureWindowsPath(PYTHON).parent
    registry = FakeRegistry()
    places: Any = SimpleNamespace(
        registry=registry,
        addin=home / r"AppData\Roaming\Microsoft\Excel\XLSTART\eds_xl.xlam",
        python=scripts / "pythonw.exe",
        package=scripts / "__main__.py",
        hidden=False,
        setting=lambda _: "",
    )
    monkeypatch.setattr(doctor, "status", lambda _: Status(installed=True, same=True, connected=True))
    monkeypatch.setattr("eds_xl.addin.places.places", lambda: places)
    monkeypatch.setattr("eds_xl.workbook.live.open_live", excel)
    monkeypatch.setattr("platform.python_version", lambda: "3.12.4")
    monkeypatch.setattr("platform.machine", lambda: "AMD64")
    monkeypatch.setattr(sys, "executable", PYTHON)
    monkeypatch.setattr("eds_xl.cli.printing._width", lambda: 400)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    registry.entries[OWN, rf"{POLICIES}\Excel\Security", "VBAWarnings"] = 3
    registry.on_machine(ASR, NO_CHILDREN, "1")
    assert excel.book
    excel.book.lies_in = None
    excel.book.address = "https://trust-my.sharepoint.com/personal/lead/Documents"
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.strip() == MANAGED.strip()


def test_no_excel_is_said(here: Places) -> None:
    line = seen(here, FakeExcel())["Excel"]
    assert line.state is State.ATTENTION


def test_without_windows_there_is_no_add_in(excel: FakeExcel) -> None:
    assert "Windows only" in seen(None, excel)["Add-in"].words


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows there is Excel")
def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "look  Excel: " in said
    assert ".." not in said
    assert main(["doctor", "--json"]) == 1
    assert {line["topic"] for line in json.loads(capsys.readouterr().out)["seen"]} >= {
        "Python",
        "eds-xl",
        "Excel",
    }
