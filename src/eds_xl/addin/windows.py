"""All that only Windows has, behind small adapters: its registry, its message boxes, its folders.

Nothing here is reached on other systems but :func:`on_windows`; the tests put stand-ins in its place.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from eds_xl.addin.face import Face, TerminalFace

OWN, MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
"""The two parts of the registry: the user's own, and the one only administrators write."""

_DOCUMENTS_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"

_WARNING, _INFORMATION, _QUESTION, _YES_NO = 0x30, 0x40, 0x20, 0x04
_NO_UNLESS_CHOSEN = 0x100
"""Enter, pressed without reading, means no."""
_IN_FRONT = 0x10000 | 0x40000
"""The box comes to the front: the window that the user looks at belongs to another program, to Excel."""
_YES = 6
_SYSTEM_SCALES = 1
_TASKBAR_NAME = "eds-xl.panel"
_GET_HIGH_CONTRAST, _HIGH_CONTRAST_ON = 0x42, 1

RegistryValue = str | int | bytes | list[str] | None


def on_windows() -> bool:
    """Return whether this is Windows."""
    return sys.platform == "win32"


class Registry(Protocol):
    """The Windows registry, as far as it is used here."""

    def read(self, part: str, key: str, name: str) -> RegistryValue:
        """Return a value, or None if it is not there or must not be read."""
        ...

    def values(self, part: str, key: str) -> list[RegistryValue]:
        """Return every value of a key; none if the key is not there or must not be read."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Write a text into the user's own part, making the key if need be."""
        ...

    def remove(self, key: str) -> None:
        """Remove a key of the user's own part with its values; keys below it must be gone already."""
        ...

    def is_empty(self, key: str) -> bool:
        """Return whether a key of the user's own part is there and holds neither keys nor values."""
        ...


class WindowsRegistry:
    """The registry of this computer."""

    def __init__(self) -> None:
        self._winreg: Any = import_module("winreg")

    def read(self, part: str, key: str, name: str) -> RegistryValue:
        """Return a value, or None if it is not there or must not be read."""
        try:
            with self._winreg.OpenKey(getattr(self._winreg, part), key) as opened:
                value: RegistryValue = self._winreg.QueryValueEx(opened, name)[0]
                return value
        except OSError:
            return None

    def values(self, part: str, key: str) -> list[RegistryValue]:
        """Return every value of a key; none if the key is not there or must not be read."""
        try:
            with self._winreg.OpenKey(getattr(self._winreg, part), key) as opened:
                count = self._winreg.QueryInfoKey(opened)[1]
                return [self._winreg.EnumValue(opened, place)[1] for place in range(count)]
        except OSError:
            return []

    def write(self, key: str, name: str, text: str) -> None:
        """Write a text into the user's own part, making the key if need be."""
        with self._winreg.CreateKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
            self._winreg.SetValueEx(opened, name, 0, self._winreg.REG_SZ, text)

    def remove(self, key: str) -> None:
        """Remove a key of the user's own part; one that is not there is passed over."""
        try:
            self._winreg.DeleteKey(self._winreg.HKEY_CURRENT_USER, key)
        except FileNotFoundError:
            return

    def is_empty(self, key: str) -> bool:
        """Return whether a key of the user's own part is there and holds neither keys nor values."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
                keys, values, _ = self._winreg.QueryInfoKey(opened)
                return bool(keys == 0 and values == 0)
        except OSError:
            return False


def documents_folder(registry: Registry) -> Path:
    """Return the user's Documents folder, also where it was moved to a network drive or into OneDrive."""
    place = registry.read(OWN, _DOCUMENTS_KEY, "Personal")
    return Path(os.path.expandvars(place)) if isinstance(place, str) else Path.home() / "Documents"


def settle_window() -> None:
    """Let a window of ours draw in the screen's own resolution and have a button of its own in the taskbar.

    Without the first text is blurred on scaled screens; without the second the panel passes for Python.
    """
    libraries = _libraries()
    libraries.shcore.SetProcessDpiAwareness(_SYSTEM_SCALES)
    libraries.shell32.SetCurrentProcessExplicitAppUserModelID(_TASKBAR_NAME)


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of the Windows interface."""

    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def is_high_contrast() -> bool:
    """Return whether the user has switched on Windows' high contrast mode; never on other systems."""
    if not on_windows():
        return False
    asked = _HighContrast(size=ctypes.sizeof(_HighContrast))
    asked_for = _libraries().user32.SystemParametersInfoW(
        _GET_HIGH_CONTRAST, asked.size, ctypes.byref(asked), 0
    )
    return bool(asked_for and asked.flags & _HIGH_CONTRAST_ON)


def _libraries() -> Any:
    return getattr(ctypes, "windll")  # noqa: B009 - other systems do not have it


def open_in_explorer(folder: Path) -> None:
    """Open a folder in the Explorer."""
    start: Any = getattr(os, "startfile")  # noqa: B009 - other systems do not have it
    start(folder)


def face(window: int) -> Face:
    """Return where results are shown: message boxes in front of a window, or the terminal without Windows."""
    return MessageBoxFace(window) if on_windows() else TerminalFace()


class MessageBoxFace:
    """Message boxes in front of the Excel window that was clicked in."""

    def __init__(self, window: int) -> None:
        self._window = window

    def tell(self, words: str) -> None:
        """Show a result."""
        self._box(words, _INFORMATION)

    def warn(self, words: str) -> None:
        """Show what stood in the way."""
        self._box(words, _WARNING)

    def ask(self, question: str) -> bool:
        """Ask a question and return whether the answer is yes."""
        return self._box(question, _QUESTION | _YES_NO | _NO_UNLESS_CHOSEN) == _YES

    def progress(self, words: str) -> None:
        """Pass over it: a box would have to be clicked away."""

    def show_folder(self, folder: Path) -> None:
        """Open the folder in the Explorer."""
        open_in_explorer(folder)

    def _box(self, words: str, kind: int) -> int:
        show = _libraries().user32.MessageBoxW
        # No answer means no box: the Excel window is gone, but the user must still be told.
        return int(
            show(self._window, words, "EDS", kind | _IN_FRONT) or show(0, words, "EDS", kind | _IN_FRONT)
        )
