"""Where the add-in side reads and writes: the only places outside the workbook and its folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from eds_xl.addin.windows import OWN, Registry, WindowsRegistry, documents_folder, on_windows
from eds_xl.files import OutputProblem
from eds_xl.workbook.book import Book

ADDIN_FILE = "eds_xl.xlam"
SHIPPED = Path(__file__).with_name(ADDIN_FILE)
"""The add-in as it comes with the package."""

REPORTS_FOLDER = "EDS reports"

ALL_SETTINGS_KEY = r"Software\VB and VBA Program Settings"
"""Where Visual Basic's GetSetting looks."""
PROGRAM_KEY = rf"{ALL_SETTINGS_KEY}\eds-xl"
ADDIN_KEY = rf"{PROGRAM_KEY}\addin"
PYTHON, PACKAGE = "python", "package"
"""The two settings that the launcher reads: see macros/EdsLauncher.bas."""


@dataclass(frozen=True, slots=True)
class Places:
    """The computer, as far as installing the add-in touches it."""

    registry: Registry
    start_folder: Path
    """Excel's XLSTART folder of this user: what lies there is opened with Excel, and trusted."""
    python: Path
    """The interpreter that the add-in is to start."""
    package: Path
    """A file of this package, which is gone when the package is."""
    hidden: bool = False
    """Whether Windows keeps what this Python writes in a place of its own, where Excel does not see it."""

    @property
    def addin(self) -> Path:
        """Where the add-in is installed."""
        return self.start_folder / ADDIN_FILE

    def setting(self, name: str) -> str:
        """Return one of the launcher's settings, "" if it is not there."""
        value = self.registry.read(OWN, ADDIN_KEY, name)
        return value if isinstance(value, str) else ""


def places() -> Places:
    """Return the places of this user; raises OutputProblem on a computer without Windows."""
    application_data = os.environ.get("APPDATA")
    if not on_windows() or not application_data:
        raise OutputProblem(
            "The add-in is for Excel on Windows. On this computer, use the commands on the saved workbook."
        )
    return Places(
        WindowsRegistry(),
        Path(application_data) / "Microsoft" / "Excel" / "XLSTART",
        without_console(Path(sys.executable)),
        Path(__file__).with_name("__main__.py"),
        is_from_store(sys.base_prefix),
    )


def is_from_store(prefix: str) -> bool:
    """Return whether a Python comes from the Microsoft Store, by the folder in which it is installed.

    Windows redirects what such a program writes into the user's application data and the registry.
    Source: "Using Python on Windows", section "Known issues".
    """
    return "\\windowsapps\\pythonsoftwarefoundation." in prefix.casefold().replace("/", "\\")


def without_console(python: Path) -> Path:
    """Return the interpreter that opens no black window, if it lies beside the one given."""
    windowed = python.with_name(python.name.casefold().replace("python", "pythonw", 1))
    return windowed if windowed.is_file() else python


def reports_folder(book: Book) -> Path:
    """Return where the documents of a workbook go: beside it, or to "EDS reports" in the Documents folder.

    The second where it has no folder on this computer: it was never saved, or lies in OneDrive or SharePoint.
    """
    if book.folder is not None:
        return book.folder
    documents = documents_folder(WindowsRegistry()) if on_windows() else Path.home()
    return documents / REPORTS_FOLDER
