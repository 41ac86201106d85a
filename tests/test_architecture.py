"""What the layers of import-linter cannot say about the shape of the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "eds_xl"
MODULES = sorted(SOURCE.rglob("*.py"))

MOST_LINES = 450
NAMES_WITHOUT_SUBJECT = {"common", "helper", "helpers", "misc", "shared", "tools", "util", "utils"}

# Where a library may be imported; the rest of the house does not know that it exists.
ROOMS_OF_LIBRARIES = {
    "docx": {"report"},
    "openpyxl": {"workbook"},
    "pandas": {"collate"},
    "typst": {"report"},
    "xlsxwriter": {"workbook", "collate"},
    "xlwings": {"workbook", "addin"},
}

# eds-xl works offline. (urllib.parse reads addresses and opens nothing.)
NETWORK = {"ftplib", "http", "requests", "smtplib", "socket", "ssl", "urllib.request", "xmlrpc"}


def imported_names(tree: ast.AST) -> set[str]:
    """Every module a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room_of(module: Path) -> str:
    """The first folder, or the module itself where it stands at the top."""
    return module.relative_to(SOURCE).with_suffix("").parts[0]


def misplaced_libraries(room: str, imported: set[str]) -> set[str]:
    """The libraries among the imports that this room may not know."""
    top_names = {name.partition(".")[0] for name in imported}
    return {name for name, rooms in ROOMS_OF_LIBRARIES.items() if name in top_names and room not in rooms}


def network_modules(imported: set[str]) -> set[str]:
    """The imports that could open a connection."""
    return {name for name in imported if name in NETWORK or name.partition(".")[0] in NETWORK}


@pytest.fixture(scope="module", params=MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def module(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_every_file_has_a_size_one_can_read(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES


def test_every_name_says_its_subject(module: Path) -> None:
    names = set(module.relative_to(SOURCE).with_suffix("").parts)
    assert not names & NAMES_WITHOUT_SUBJECT


def test_libraries_stay_in_their_rooms_and_nothing_goes_online(module: Path) -> None:
    imported = imported_names(ast.parse(module.read_text(encoding="utf-8")))
    assert not misplaced_libraries(room_of(module), imported)
    assert not network_modules(imported)


@pytest.mark.parametrize(
    ("line", "misplaced", "online"),
    [
        ("import openpyxl.cell", {"openpyxl"}, set()),
        ("def f():\n    from xlwings import Book", {"xlwings"}, set()),
        ("from urllib import request", set(), {"urllib.request"}),
        ("import http.client", set(), {"http.client"}),
        ("from urllib.parse import urlsplit", set(), set()),
    ],
)
def test_the_check_sees_what_it_should(line: str, misplaced: set[str], online: set[str]) -> None:
    imported = imported_names(ast.parse(line))
    assert misplaced_libraries("checks", imported) == misplaced
    assert network_modules(imported) == online
