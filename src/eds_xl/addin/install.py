"""Installing the add-in for one user, without administrator rights, and undoing it completely."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eds_xl.addin.macro_text import macro_texts
from eds_xl.addin.places import (
    ADDIN_KEY,
    ALL_SETTINGS_KEY,
    PACKAGE,
    PROGRAM_KEY,
    PYTHON,
    SHIPPED,
    Places,
)
from eds_xl.files import OutputProblem, make_folder, write_whole

_CLOSE_EXCEL = "Close all Excel windows and try again: Excel holds the add-in while it is open."
_SECONDS = 60
_SETTINGS_CODE_PAGE = "cp1252"
"""What Visual Basic's GetSetting can read on a computer set up for the United Kingdom."""


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands with the add-in."""

    installed: bool
    """The add-in lies where Excel opens it."""
    same: bool
    """Its macros are those of this package, whoever has saved or signed the file since."""
    connected: bool
    """It will start this Python and this package."""

    @property
    def ready(self) -> bool:
        """Whether nothing is left to do."""
        return self.installed and self.same and self.connected


def install(places: Places) -> None:
    """Put the add-in into Excel's start folder and write down what it starts; raises OutputProblem."""
    if places.hidden:
        raise OutputProblem(
            "This Python comes from the Microsoft Store, and Windows hides from Excel what it writes: install "
            'Python from python.org (or ask IT for it) and eds-xl with it, or use "eds-xl panel".'
        )
    _refuse_unusable(places.python)
    make_folder(places.start_folder)
    # A file that is ours already may be signed by now: it is not replaced by the unsigned one.
    if not _is_ours(places.addin):
        _put(places.addin)
    places.registry.write(ADDIN_KEY, PYTHON, str(places.python))
    places.registry.write(ADDIN_KEY, PACKAGE, str(places.package))


def status(places: Places) -> Status:
    """Return how it stands with the add-in; changes nothing."""
    return Status(
        installed=places.addin.is_file(),
        same=_is_ours(places.addin),
        connected=(places.setting(PYTHON), places.setting(PACKAGE))
        == (str(places.python), str(places.package)),
    )


def remove(places: Places) -> None:
    """Take away everything that :func:`install` made; raises OutputProblem if Excel holds the add-in.

    Excel's start folder stays: it is Excel's own.
    """
    try:
        places.addin.unlink(missing_ok=True)
    except OSError as error:
        raise OutputProblem(f"The add-in cannot be removed. {_CLOSE_EXCEL}") from error
    registry = places.registry
    registry.remove(ADDIN_KEY)
    for key in (PROGRAM_KEY, ALL_SETTINGS_KEY):
        # Other programs may keep settings beside ours.
        if registry.is_empty(key):
            registry.remove(key)


def status_lines(found: Status, places: Places) -> Iterator[str]:
    """Yield the status in words, with what to do."""
    if not found.installed:
        yield "The add-in is not installed."
        yield 'To install it: close Excel, then run "eds-xl addin install".'
        return
    yield f"The add-in is installed: {places.addin}"
    if not found.same:
        yield (
            "Its macros are not those of this eds-xl: another version, or a changed file. "
            'Close Excel, then run "eds-xl addin install".'
        )
    if not found.connected:
        yield (
            "It starts another Python than this one, or none. "
            'Run "eds-xl addin install" with the eds-xl that it is to use.'
        )
    if found.ready:
        yield "It belongs to this eds-xl. When Excel is next opened, the EDS tab stands after Review."


def _is_ours(addin: Path) -> bool:
    try:
        return macro_texts(addin.read_bytes()) == macro_texts(SHIPPED.read_bytes())
    except (OSError, ValueError):
        return False


def _put(addin: Path) -> None:
    try:
        write_whole(addin, SHIPPED.read_bytes(), force=True)
    except OutputProblem as error:
        raise OutputProblem(f"The add-in cannot be installed. {_CLOSE_EXCEL}") from error
    except OSError as error:
        raise OutputProblem(
            "The add-in is missing from this eds-xl: a virus scanner may have removed it. Ask whoever looks "
            "after it to allow the file eds_xl.xlam, then install eds-xl again."
        ) from error


def _refuse_unusable(python: Path) -> None:
    try:
        str(python).encode(_SETTINGS_CODE_PAGE)
    except UnicodeEncodeError:
        raise OutputProblem(
            f"Excel cannot start Python from the folder {python.parent}, because of a letter in its name: "
            'install eds-xl in a folder with plain letters, or use "eds-xl panel".'
        ) from None
    if not _starts_alone(python):
        raise OutputProblem(
            "Python does not find eds-xl when it is started as Excel starts it: eds-xl was installed with "
            '"pip install --user". Install it with pipx, or into an environment of its own, and run '
            '"eds-xl addin install" there.'
        )


def _starts_alone(python: Path) -> bool:
    """Whether Python finds the package with "-I", which also leaves out what was installed for one user."""
    # No shell, and no word of it from outside: the interpreter that runs now, or the one beside it.
    command = [str(python), "-I", "-c", "import eds_xl.addin"]
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
