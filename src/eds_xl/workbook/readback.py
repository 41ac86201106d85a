"""Does a cell hold what it was given; does a changed file hold all of it, and is the rest untouched."""

from __future__ import annotations

from collections.abc import Mapping

from eds_xl.workbook.book import CellValue
from eds_xl.workbook.contents import Contents
from eds_xl.workbook.coordinates import Place
from eds_xl.workbook.package import Package
from eds_xl.workbook.problems import WorkbookProblem, problem
from eds_xl.workbook.sheet_patch import Entry
from eds_xl.workbook.sheet_xml import SheetCells
from eds_xl.workbook.xml_text import escape, unescape

Asked = Mapping[str, Mapping[Place, Entry]]
"""What the cells of each sheet were to hold."""


def holds(cells: SheetCells, place: Place, entry: Entry) -> bool:
    """Return whether a cell holds an entry: the same formula and the same value of the same kind."""
    formula = None if entry.formula is None else unescape(escape(entry.formula))
    return cells.formulas.get(place) == formula and _plain(cells.stored.get(place)) == _plain(entry.value)


def check_readback(data: bytes, meant: Package, expected: Contents, asked: Asked) -> None:
    """Make sure that the bytes of a file are what a changed package was meant to become.

    Args:
        data: The bytes as they were read back.
        meant: The package with its changes in memory.
        expected: What stands in it.
        asked: The changes.

    Raises:
        WorkbookProblem: CON-011 if a part is missing, unsound or changed without having been asked for, or
            if a changed cell does not hold what it was given.
    """
    try:
        sound = _as_meant(Package(meant.name, data), meant, expected, asked)
    except WorkbookProblem as error:
        raise problem("not as meant", name=meant.name) from error
    if not sound:
        raise problem("not as meant", name=meant.name)


def _as_meant(found: Package, meant: Package, expected: Contents, asked: Asked) -> bool:
    if found.part_names() != meant.part_names():
        return False
    changed = [part for part in meant.part_names() if meant.differs(part)]
    if any(found.packed(part).packed != meant.packed(part).packed for part in meant.part_names() if part not in changed):
        return False
    contents = Contents(found, expected.reading())  # their parts have just been found unchanged
    read_as_cells = {contents.sheets[sheet].part for sheet, entries in asked.items() if entries}
    for part in changed:
        if part not in read_as_cells:
            found.tree(part)
    if any(table.part in changed for table in expected.tables().values()):
        if contents.tables() != expected.tables():
            return False
    return all(
        holds(contents.cells(sheet), place, entry)
        for sheet, entries in asked.items()
        for place, entry in entries.items()
    )


def _plain(value: CellValue) -> object:
    """Return a value such that equal ones compare equal and True is not 1."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, str):
        return unescape(escape(value)) or None
    return value
