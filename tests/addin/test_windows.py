"""What only Windows has, with stand-ins for its own modules: what is asked of them, and what is made of the answers."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eds_xl.addin import places, windows
from eds_xl.addin.face import TerminalFace
from eds_xl.addin.windows import MACHINE, OWN, MessageBoxFace, WindowsRegistry, documents_folder
from tests.addin.stand_ins import FakeRegistry


class Winreg:
    """The module winreg over a dictionary of keys; behaves as documented, errors included."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, REG_SZ = 1, 2, 1

    def __init__(self) -> None:
        self.keys: dict[tuple[int, str], dict[str, Any]] = {}

    @contextmanager
    def OpenKey(self, part: int, key: str) -> Iterator[tuple[int, str]]:  # noqa: N802 - Windows names it so
        if key == "forbidden":
            raise PermissionError(5, "Access is denied")
        if (part, key) not in self.keys:
            raise FileNotFoundError(2, "not found")
        yield part, key

    @contextmanager
    def CreateKey(self, part: int, key: str) -> Iterator[tuple[int, str]]:  # noqa: N802
        steps = key.split("\\")
        for length in range(1, len(steps) + 1):
            self.keys.setdefault((part, "\\".join(steps[:length])), {})
        yield part, key

    def QueryValueEx(self, opened: tuple[int, str], name: str) -> tuple[Any, int]:  # noqa: N802
        if name not in self.keys[opened]:
            raise FileNotFoundError(2, "not found")
        return self.keys[opened][name], self.REG_SZ

    def QueryInfoKey(self, opened: tuple[int, str]) -> tuple[int, int, int]:  # noqa: N802
        part, key = opened
        below = [other for p, other in self.keys if p == part and other.rpartition("\\")[0] == key]
        return len(below), len(self.keys[opened]), 0

    def EnumValue(self, opened: tuple[int, str], place: int) -> tuple[str, Any, int]:  # noqa: N802
        name, value = list(self.keys[opened].items())[place]
        return name, value, 3

    def SetValueEx(self, opened: tuple[int, str], name: str, _: int, kind: int, value: str) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        self.keys[opened][name] = value

    def DeleteKey(self, part: int, key: str) -> None:  # noqa: N802
        if (part, key) not in self.keys:
            raise FileNotFoundError(2, "not found")
        if self.QueryInfoKey((part, key))[0]:
            raise PermissionError(5, "Access is denied")
        del self.keys[part, key]


@pytest.fixture
def winreg(monkeypatch: pytest.MonkeyPatch) -> Winreg:
    fake = Winreg()
    monkeypatch.setattr(windows, "import_module", lambda name: {"winreg": fake}[name])
    return fake


def test_the_registry_gives_back_what_was_written(winreg: Winreg) -> None:
    registry = WindowsRegistry()
    registry.write(r"Software\A\B", "python", "C:\\python.exe")
    assert registry.read(OWN, r"Software\A\B", "python") == "C:\\python.exe"
    assert registry.read(MACHINE, r"Software\A\B", "python") is None
    assert registry.values(OWN, r"Software\A\B") == ["C:\\python.exe"]
    assert not registry.is_empty(r"Software\A\B")
    assert not registry.is_empty(r"Software\A")
    registry.remove(r"Software\A\B")
    assert registry.is_empty(r"Software\A")
    assert registry.read(OWN, r"Software\A\B", "python") is None


def test_what_is_not_there_or_not_to_be_read_is_nothing(winreg: Winreg) -> None:
    registry = WindowsRegistry()
    for key in ("gone", "forbidden"):
        assert registry.read(MACHINE, key, "name") is None
        assert registry.values(OWN, key) == []
        assert not registry.is_empty(key)
    registry.remove("gone")


def test_a_value_that_is_not_in_its_key_is_nothing(winreg: Winreg) -> None:
    registry = WindowsRegistry()
    registry.write("key", "one", "1")
    assert registry.read(OWN, "key", "other") is None


def test_install_and_remove_leave_the_real_shape_of_a_registry_as_it_was(
    winreg: Winreg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from eds_xl.addin import install as installing

    monkeypatch.setattr(installing, "_starts_alone", lambda _: True)
    monkeypatch.setattr(places, "on_windows", lambda: True)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    winreg.keys[1, "Software"] = {}
    here = places.places()
    installing.install(here)
    assert installing.status(here).ready
    assert winreg.keys[1, r"Software\VB and VBA Program Settings\eds-xl\addin"] == {
        "python": str(here.python),
        "package": str(here.package),
    }
    installing.remove(here)
    assert winreg.keys == {(1, "Software"): {}}


# ---------------------------------------------------------------- folders


def test_documents_are_where_windows_says(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = FakeRegistry()
    assert documents_folder(registry) == Path.home() / "Documents"
    monkeypatch.setenv("OneDrive", "/one/drive")
    key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    registry.entries[OWN, key, "Personal"] = (
        "$OneDrive/Documents" if os.name != "nt" else r"%OneDrive%\Documents"
    )
    assert documents_folder(registry) == Path("/one/drive/Documents")


# ---------------------------------------------------------------- message boxes


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str, int]]:
    """Every message box that was shown; a window numbered 13 is gone, "yes" is answered to every question."""
    shown: list[tuple[int, str, str, int]] = []

    def show(window: int, words: str, title: str, looks: int) -> int:
        if window == 13:
            return 0
        shown.append((window, words, title, looks))
        return 6 if looks & 4 else 1

    libraries = SimpleNamespace(
        user32=SimpleNamespace(MessageBoxW=show),
        shcore=SimpleNamespace(SetProcessDpiAwareness=lambda kind: shown.append((0, "sharp", "", kind))),
        shell32=SimpleNamespace(
            SetCurrentProcessExplicitAppUserModelID=lambda name: shown.append((0, name, "", 0))
        ),
    )
    monkeypatch.setattr(ctypes, "windll", libraries, raising=False)
    return shown


def test_boxes_stand_before_excel(boxes: list[tuple[int, str, str, int]]) -> None:
    face = MessageBoxFace(4711)
    face.tell("Done.")
    face.warn("Not done.")
    assert face.ask("Replace?")
    face.progress("passed over")
    assert [(window, words, title) for window, words, title, _ in boxes] == [
        (4711, "Done.", "EDS"),
        (4711, "Not done.", "EDS"),
        (4711, "Replace?", "EDS"),
    ]
    in_front = 0x10000 | 0x40000
    assert [looks & ~in_front for *_, looks in boxes] == [0x40, 0x30, 0x124]
    assert all(looks & in_front == in_front for *_, looks in boxes)


def test_a_window_that_is_gone_does_not_swallow_the_message(boxes: list[tuple[int, str, str, int]]) -> None:
    MessageBoxFace(13).tell("Done.")
    assert [(window, words) for window, words, _, _ in boxes] == [(0, "Done.")]


def test_text_is_drawn_sharp(boxes: list[tuple[int, str, str, int]]) -> None:
    windows.settle_window()
    assert boxes == [(0, "sharp", "", 1), (0, "eds-xl.panel", "", 0)]


@pytest.mark.parametrize(("flags", "answer", "high"), [(1, 1, True), (0x7E, 1, False), (1, 0, False)])
def test_high_contrast_is_asked_of_windows(
    monkeypatch: pytest.MonkeyPatch, flags: int, answer: int, high: bool
) -> None:
    def asked(what: int, size: int, found: Any, _: int) -> int:
        assert what == 0x42
        found._obj.flags = flags
        assert found._obj.size == size == ctypes.sizeof(found._obj)
        return answer

    libraries = SimpleNamespace(user32=SimpleNamespace(SystemParametersInfoW=asked))
    monkeypatch.setattr(ctypes, "windll", libraries, raising=False)
    assert not windows.is_high_contrast()
    monkeypatch.setattr(windows, "on_windows", lambda: True)
    assert windows.is_high_contrast() is high


def test_a_folder_is_opened_in_the_explorer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    MessageBoxFace(1).show_folder(tmp_path)
    assert opened == [tmp_path]


def test_results_go_where_there_is_somebody_to_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "on_windows", lambda: True)
    assert isinstance(windows.face(1), MessageBoxFace)
    monkeypatch.setattr(windows, "on_windows", lambda: False)
    assert isinstance(windows.face(1), TerminalFace)


def test_the_terminal_is_told_and_nobody_answers_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    face = TerminalFace()
    face.tell("Done.")
    face.progress("passed over")
    face.show_folder(tmp_path)
    face.warn("Not done.")
    assert not face.ask("Replace?")
    assert capsys.readouterr() == (f"Done.\n{tmp_path}\n", "Not done.\nReplace?\n")
