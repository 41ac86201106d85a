"""Starting without a console: what is missing is said, never passed over in silence."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from eds_xl.addin import start

ROOT = Path(__file__).parent.parent.parent
WITHOUT = """
import sys
sys.modules[{library!r}] = None
sys.argv = ["eds-xl", "about"]
from eds_xl.addin import start
sys.exit(start.{entry}())
"""


def started(entry: str, library: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT.format(entry=entry, library=library)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there a message box would wait for a click")
@pytest.mark.parametrize("entry", ["button", "panel"])
def test_a_library_that_is_missing_or_blocked_is_said(entry: str) -> None:
    done = started(entry, "lxml")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{start.INCOMPLETE}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there a message box would wait for a click")
def test_with_all_libraries_a_button_does_its_work() -> None:
    done = started("button", "no_such_library")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("eds-xl ")


def test_the_entry_without_a_console_is_there() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["gui-scripts"]
    module, _, function = scripts["eds-xl-panel"].partition(":")
    assert getattr(import_module(module), function) is start.panel
