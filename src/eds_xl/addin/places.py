"""Where the add-in side reads and writes: the only places outside the workbook and its folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from eds_xl.addin.windows import Registry, WindowsRegistry, documents_folder, on_windows
from eds_xl.workbook.book import Book

REPORTS_FOLDER = "EDS reports"


def reports_folder(book: Book) -> Path:
    """Return where the documents of a workbook go: beside it, or to "EDS reports" in the Documents folder.

    The second where it has no folder on this computer: it was never saved, or lies in OneDrive or SharePoint.
    """
    if book.folder is not None:
        return book.folder
    documents = documents_folder(WindowsRegistry()) if on_windows() else Path.home()
    return documents / REPORTS_FOLDER
