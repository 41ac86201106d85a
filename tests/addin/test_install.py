"""Installing, asking and removing, on a computer whose registry and folders are stand-ins."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyopenvba import ExcelFile

from eds_xl.addin import install as installing
from eds_xl.addin import places as all_places
from eds_xl.addin.install import install, remove, status, status_lines
from eds_xl.addin.places import ADDIN_KEY, ALL_SETTINGS_KEY, SHIPPED, Places, is_from_store, without_console
from eds_xl.addin.windows import OWN
from eds_xl.cli import main
from eds_xl.files import OutputProblem
from tests.addin.stand_ins import FakeRegistry, fake_places


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return fake_places(tmp_path, Path(sys.executable))


@pytest.fixture(autouse=True)
def _starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' Python need not have the package installed; that it is asked for is tested on its own."""
    monkeypatch.setattr(installing, "_starts_alone", lambda _: True)


def registry_of(places: Places) -> FakeRegistry:
    assert isinstance(places.registry, FakeRegistry)
    return places.registry


def everything(places: Places) -> tuple[object, list[str]]:
    """All there is on the computer: the registry's entries and the files."""
    folder = places.start_folder
    return dict(registry_of(places).entries), sorted(path.name for path in folder.glob("*"))


def test_install_puts_the_file_and_the_paths_where_excel_and_the_launcher_look(here: Places) -> None:
    install(here)
    assert here.addin.read_bytes() == SHIPPED.read_bytes()
    registry = registry_of(here)
    key = r"Software\VB and VBA Program Settings\eds-xl\addin"
    assert registry.read(OWN, key, "python") == str(here.python)
    assert registry.read(OWN, key, "package") == str(here.package)
    assert status(here).ready


def test_nothing_else_is_written(here: Places) -> None:
    install(here)
    files = sorted(
        path.relative_to(here.start_folder.parent) for path in here.start_folder.parent.rglob("*.*")
    )
    assert files == [Path("XLSTART/eds_xl.xlam"), Path("eds_xl/addin/__main__.py")]
    keys = {key for _, key, _ in registry_of(here).entries}
    assert all(ADDIN_KEY.startswith(key) for key in keys)


def test_remove_undoes_install_completely(here: Places) -> None:
    before = everything(here)
    install(here)
    assert everything(here) != before
    remove(here)
    assert everything(here) == before


def test_remove_leaves_what_belongs_to_others(here: Places) -> None:
    registry = registry_of(here)
    registry.write(rf"{ALL_SETTINGS_KEY}\Another program\window", "left", "10")
    here.start_folder.mkdir()
    (here.start_folder / "PERSONAL.XLSB").write_bytes(b"theirs")
    before = everything(here)
    install(here)
    remove(here)
    assert everything(here) == before


def test_removing_twice_and_installing_twice_do_no_harm(here: Places) -> None:
    remove(here)
    install(here)
    once = everything(here)
    install(here)
    assert everything(here) == once


def test_a_signed_copy_is_ours_and_is_not_replaced(here: Places) -> None:
    install(here)
    with ExcelFile(here.addin) as file:
        file.set_module("EdsRibbon", file.get_module("EdsRibbon") + "\r\n")
        file.save()
    signed = here.addin.read_bytes()
    assert status(here).ready
    install(here)
    assert here.addin.read_bytes() == signed


def test_a_changed_or_older_copy_is_noticed_and_replaced(here: Places) -> None:
    install(here)
    with ExcelFile(here.addin) as file:
        file.set_module("EdsLauncher", file.get_module("EdsLauncher").replace("0.1.0", "0.0.9"))
        file.save()
    assert not status(here).same
    assert "another version, or a changed file" in " ".join(status_lines(status(here), here))
    install(here)
    assert status(here).ready


def test_a_file_that_is_no_add_in_is_noticed(here: Places) -> None:
    install(here)
    here.addin.write_bytes(b"something else")
    assert not status(here).same


def test_another_python_is_noticed(here: Places) -> None:
    install(here)
    registry_of(here).write(ADDIN_KEY, "python", r"C:\elsewhere\pythonw.exe")
    found = status(here)
    assert (found.installed, found.connected) == (True, False)
    assert "starts another Python" in " ".join(status_lines(found, here))


def test_not_installed_is_said(here: Places) -> None:
    assert next(iter(status_lines(status(here), here))) == "The add-in is not installed."


def test_excel_holding_the_file_is_said(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    install(here)
    here.addin.write_bytes(b"older")

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(Path, "unlink", held)
    monkeypatch.setattr("eds_xl.files.SWAP_PAUSE", 0)
    with pytest.raises(OutputProblem, match="Close all Excel windows"):
        install(here)
    with pytest.raises(OutputProblem, match="Close all Excel windows"):
        remove(here)


def test_a_scanner_that_took_the_file_is_said(
    here: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(installing, "SHIPPED", tmp_path / "gone.xlam")
    with pytest.raises(OutputProblem, match="virus scanner"):
        install(here)


def test_a_python_that_does_not_find_the_package_alone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\ntest "$1" = -I && exit 1\n', encoding="utf-8")
    python.chmod(0o755)
    here = fake_places(tmp_path, python)
    with pytest.raises(OutputProblem, match="pip install --user"):
        install(here)
    assert registry_of(here).read(OWN, ADDIN_KEY, "python") is None
    assert not here.addin.exists()


def test_a_python_whose_files_excel_does_not_see_is_refused(here: Places) -> None:
    before = everything(here)
    with pytest.raises(OutputProblem, match="Microsoft Store"):
        install(replace(here, hidden=True))
    assert everything(here) == before


@pytest.mark.parametrize(
    ("prefix", "store"),
    [
        (
            r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_3.12.2800.0_x64__qbz5n2kfra8p0",
            True,
        ),
        (r"C:\Profiles\lead\AppData\Local\Programs\Python\Python312", False),
        (r"C:\Profiles\lead\AppData\Local\Python\pythoncore-3.14-64", False),
        ("/usr", False),
    ],
)
def test_a_python_from_the_store_is_known_by_its_folder(prefix: str, store: bool) -> None:
    assert is_from_store(prefix) is store


def test_a_path_that_visual_basic_cannot_read_is_refused(tmp_path: Path) -> None:
    here = fake_places(tmp_path, tmp_path / "Łukasz" / "pythonw.exe")
    with pytest.raises(OutputProblem, match="plain letters"):
        install(here)


@pytest.mark.parametrize(
    ("python", "windowed"), [("python.exe", "pythonw.exe"), ("python3.13.exe", "pythonw3.13.exe")]
)
def test_the_python_without_a_console_is_preferred(tmp_path: Path, python: str, windowed: str) -> None:
    assert without_console(tmp_path / python) == tmp_path / python
    (tmp_path / windowed).touch()
    assert without_console(tmp_path / python) == tmp_path / windowed


# ---------------------------------------------------------------- the command


def test_the_commands(
    here: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(all_places, "places", lambda: here)
    assert main(["addin", "status"]) == 1
    assert "not installed" in capsys.readouterr().out
    assert main(["addin", "install"]) == 0
    assert "the EDS tab stands after Review" in " ".join(capsys.readouterr().out.split())
    assert main(["addin", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["connected"] is True
    assert main(["addin", "remove"]) == 0
    assert "removed" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows there is Excel")
def test_without_windows_one_sentence_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addin", "install"]) == 2
    assert capsys.readouterr().err.startswith("eds-xl: The add-in is for Excel on Windows.")


def test_the_places_are_those_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_places, "on_windows", lambda: True)
    monkeypatch.setattr(all_places, "WindowsRegistry", FakeRegistry)
    monkeypatch.setenv("APPDATA", "/appdata")
    found = all_places.places()
    assert found.addin == Path("/appdata/Microsoft/Excel/XLSTART/eds_xl.xlam")
    assert found.python == Path(sys.executable)
    assert found.package.is_file()
