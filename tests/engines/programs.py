"""Starting either stand-in for Excel, or skipping the test where it cannot be had."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from tests.engines import openpyxl_engine
from tests.engines.application import start
from tests.engines.libreoffice_office import import_uno

STAND_INS = ("openpyxl", "libreoffice")


def start_stand_in(name: str, requires: Callable[[str], Path]) -> xlwings.App:
    """Start one of :data:`STAND_INS` and make it the program that xlwings talks to."""
    if name == "openpyxl":
        return start(openpyxl_engine.ENGINE)
    requires("soffice")
    if import_uno() is None:
        reason = f"Python {sys.version_info[0]}.{sys.version_info[1]} cannot load the bridge to LibreOffice"
        # It is made for the system's own Python, 3.11 on the Debian that runs everything.
        if os.environ.get("EDS_XL_REQUIRE_TOOLS") == "1" and sys.version_info[:2] == (3, 11):
            pytest.fail(reason)
        pytest.skip(reason)
    from tests.engines import libreoffice_engine

    return start(libreoffice_engine.ENGINE)
