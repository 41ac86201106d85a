"""What a hostile sender puts into and beside a workbook, in the hope that it runs; it would leave a trace."""

from __future__ import annotations

import zipfile
from pathlib import Path

CONFIGURATION = "xlwings.conf"
"""The sheet from which xlwings' own add-in takes its interpreter."""

_TRACE = ".ran"
_CODE = f"open(__file__ + '{_TRACE}', 'w').close()\n"
_MODULES = ("eds_xl.py", "xlwings.py", "sitecustomize.py", "usercustomize.py", "re.py", "Our EDS.py")


def configuration(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return the rows of a configuration sheet that name an interpreter and places for modules."""
    return (
        ("Interpreter_Win", str(folder / "evil.exe")),
        ("PYTHONPATH", str(folder)),
        ("Conda Path", str(folder)),
    )


def plant(folder: Path) -> None:
    """Put modules, a package and archives named like ours into a folder."""
    for name in _MODULES:
        (folder / name).write_text(_CODE, encoding="utf-8")
    (folder / "eds_xl").mkdir()
    (folder / "eds_xl" / "__init__.py").write_text(_CODE, encoding="utf-8")
    for name in ("Our EDS.zip", "eds_xl.zip"):
        with zipfile.ZipFile(folder / name, "w") as package:
            package.writestr("eds_xl/__init__.py", _CODE)
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\n", encoding="utf-8")


def traces(folder: Path) -> list[Path]:
    """Return what planted code left behind when it ran."""
    return list(folder.rglob(f"*{_TRACE}"))
