"""Doctor: goes through everything the Excel side needs, and says of each how it stands and what to do."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from eds_xl import __version__
from eds_xl.addin.install import Status, status
from eds_xl.addin.places import PYTHON, SHIPPED, Places
from eds_xl.addin.windows import MACHINE, OWN, Registry
from eds_xl.workbook.book import Book
from eds_xl.workbook.problems import WorkbookProblem

_OFFICE = r"Software\{}Microsoft\Office\16.0"
_BY_POLICY, _BY_USER = _OFFICE.format("Policies\\"), _OFFICE.format("")
_EXCEL_SECURITY = rf"{_BY_POLICY}\Excel\Security"
_DISABLED_ITEMS = rf"{_BY_USER}\Excel\Resiliency\DisabledItems"
_CHILD_PROCESS_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_DEFENDER_RULES = (
    r"Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"Software\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
_BLOCKED = (1, "1")

_INSTALL = 'Close Excel, then run "eds-xl addin install".'
_PANEL = 'Use "eds-xl panel", which needs no macros.'
_ASK_IT = f"{_PANEL} Or ask your IT department to sign eds_xl.xlam with a certificate that Office trusts."


class State(Enum):
    """How something stands; the word is shown to the user."""

    GOOD = "ok"
    ATTENTION = "look"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: what it is, how it stands, and what to do if anything."""

    topic: str
    state: State
    words: str
    next_step: str = ""


class LocatedBook(Book, Protocol):
    """A workbook open in Excel, which knows where Excel says that it lies."""

    @property
    def location(self) -> str:
        """The folder or web address; "" if it was never saved."""
        ...


def examine(places: Places | None, open_book: Callable[[str | None], LocatedBook]) -> Iterator[Line]:
    """Yield a line for each thing that the Excel side needs.

    Args:
        places: The computer, or None where the add-in cannot be (no Windows).
        open_book: Attaches to the workbook in front in Excel; raises WorkbookProblem.
    """
    yield _python(places)
    yield Line("eds-xl", State.GOOD, f"version {__version__}")
    yield _panel()
    if places is None:
        yield Line(
            "Add-in", State.UNKNOWN, "it is for Excel on Windows only", "Use the commands on saved workbooks."
        )
    else:
        found = status(places)
        yield _addin(found, places)
        if found.installed:
            yield _connection(found, places)
        yield from _obstacles(places.registry)
    yield from _workbook(open_book)


def _python(places: Places | None) -> Line:
    words = f"{platform.python_version()} ({platform.machine()}), {sys.executable}"
    if places is not None and places.hidden:
        return Line(
            "Python",
            State.ATTENTION,
            f"{words}; it comes from the Microsoft Store, and Windows hides from Excel what it writes",
            'Use "eds-xl panel". For the add-in, ask for Python from python.org and install eds-xl with it.',
        )
    return Line("Python", State.GOOD, words)


def _panel() -> Line:
    if importlib.util.find_spec("tkinter") is None or importlib.util.find_spec("_tkinter") is None:
        return Line(
            "Panel",
            State.ATTENTION,
            "this Python cannot draw windows (tkinter is missing)",
            "Use the commands, or ask for Python from python.org with tcl/tk.",
        )
    return Line("Panel", State.GOOD, 'can be shown with "eds-xl panel"')


def _addin(found: Status, places: Places) -> Line:
    if not SHIPPED.is_file():
        return Line(
            "Add-in",
            State.ATTENTION,
            "its file is gone from eds-xl itself: a virus scanner has probably taken it",
            f"Ask your IT department to allow eds_xl.xlam, then install eds-xl again. {_PANEL}",
        )
    if not found.installed and places.setting(PYTHON):
        return Line(
            "Add-in",
            State.ATTENTION,
            "it was installed, but its file is gone: a virus scanner has probably taken it",
            f"Ask your IT department to allow eds_xl.xlam. {_PANEL}",
        )
    if not found.installed:
        return Line("Add-in", State.ATTENTION, "not installed", _INSTALL)
    if not found.same:
        return Line("Add-in", State.ATTENTION, "of another version, or changed", _INSTALL)
    return Line("Add-in", State.GOOD, f"version {__version__}, in {places.addin}")


def _connection(found: Status, places: Places) -> Line:
    if found.connected:
        return Line("Started by the add-in", State.GOOD, str(places.python))
    started = places.setting(PYTHON)
    return Line(
        "Started by the add-in",
        State.ATTENTION,
        f"another Python: {started}" if started else "nothing yet",
        _INSTALL,
    )


# ---------------------------------------------------------------- what stops macros


def _obstacles(registry: Registry) -> Iterator[Line]:
    yield _macros(registry)
    yield _starting_programs(registry)
    disabled = (value for value in registry.values(OWN, _DISABLED_ITEMS) if isinstance(value, bytes))
    if any("eds_xl.xlam".encode("utf-16-le") in value.lower() for value in disabled):
        yield Line(
            "Disabled add-ins",
            State.ATTENTION,
            "Excel has switched the add-in off after a crash",
            "In Excel: File, Options, Add-ins, Manage: Disabled Items, Go; select it and choose Enable.",
        )


_STOPPING_POLICIES = (
    (rf"{_BY_POLICY}\Common", "vbaoff", "switched off altogether by your organisation", _PANEL),
    (_EXCEL_SECURITY, "DisableAllAddins", "add-ins are switched off by your organisation", _PANEL),
    (_EXCEL_SECURITY, "RequireAddinSig", "your organisation allows signed add-ins only", _ASK_IT),
    (
        rf"{_BY_POLICY}\Common\Security",
        "RequireAlwaysOnMacroSig",
        "your organisation allows signed add-ins only",
        _ASK_IT,
    ),
    (
        rf"{_EXCEL_SECURITY}\Trusted Locations",
        "AllLocationsDisabled",
        "your organisation trusts no folder, not even XLSTART",
        _ASK_IT,
    ),
)


def _macros(registry: Registry) -> Line:
    """The first policy that stands in the way, or that none does as far as it can be read."""
    for key, name, words, next_step in _STOPPING_POLICIES:
        if _policy(registry, key, name) == 1:
            return Line("Macros", State.ATTENTION, words, next_step)
    words = _MACRO_SETTINGS.get(_macro_setting(registry), "no policy found that stops add-ins")
    return Line("Macros", State.GOOD, words)


_MACRO_SETTINGS: dict[object, str] = {
    1: "all macros are allowed",
    2: "allowed from trusted folders, such as XLSTART; elsewhere Excel asks",
    3: "allowed from trusted folders, such as XLSTART; elsewhere only signed ones",
    4: "allowed from trusted folders only, such as XLSTART",
}


def _macro_setting(registry: Registry) -> object:
    by_policy = _policy(registry, _EXCEL_SECURITY, "VBAWarnings")
    return (
        by_policy
        if by_policy is not None
        else registry.read(OWN, rf"{_BY_USER}\Excel\Security", "VBAWarnings")
    )


def _policy(registry: Registry, key: str, name: str) -> object:
    own = registry.read(OWN, key, name)
    return own if own is not None else registry.read(MACHINE, key, name)


def _starting_programs(registry: Registry) -> Line:
    rules = [registry.read(MACHINE, key, _CHILD_PROCESS_RULE) for key in _DEFENDER_RULES]
    if any(rule in _BLOCKED for rule in rules):
        return Line(
            "Starting eds-xl from Excel",
            State.ATTENTION,
            "Office may not start other programs on this computer",
            _PANEL,
        )
    if any(rule is not None for rule in rules):
        return Line("Starting eds-xl from Excel", State.GOOD, "watched, not blocked")
    return Line(
        "Starting eds-xl from Excel",
        State.UNKNOWN,
        "no rule against it can be read",
        f'If a button says "Permission denied", there is one. {_PANEL}',
    )


# ---------------------------------------------------------------- Excel and the workbook


def _workbook(open_book: Callable[[str | None], LocatedBook]) -> Iterator[Line]:
    try:
        book = open_book(None)
        folder, location = book.folder, book.location
    except WorkbookProblem as problem:
        yield Line("Excel", State.ATTENTION, problem.message, problem.next_step)
        return
    yield Line("Excel", State.GOOD, f'can be reached; "{book.name}" is in front')
    yield _place(folder, location)


def _place(folder: Path | None, location: str) -> Line:
    if folder is not None:
        return Line("Place of the workbook", State.GOOD, str(folder))
    words = f"a web address (OneDrive or SharePoint): {location}" if location else "not saved yet"
    return Line(
        "Place of the workbook",
        State.ATTENTION,
        words,
        'Everything works, but reports go to "EDS reports" in your Documents folder and pictures beside the workbook '
        "are not found. To have them, save the workbook in a folder of this computer.",
    )
