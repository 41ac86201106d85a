"""Does a cell hold what it was given; does a changed file hold all of it, and is the rest untouched."""

from __future__ import annotations

from collections.abc import Mapping

from eds_xl.workbook.book import CellValue
from eds_xl.workbook.contents import MAX_CELLS, Contents
from eds_xl.workbook.coordinates import Place
from eds_xl.workbook.package import Package
from eds_xl.workbook.problems import WorkbookProblem, problem
from eds_xl.workbook.sheet_patch import Entry
from eds_xl.workbook.sheet_xml import Reading, SheetCells, read_cells
from eds_xl.workbook.some_rows import find_rows, rows_alone
from eds_xl.workbook.stream import new_parser, parse
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
    except (WorkbookProblem, ValueError) as error:
        raise problem("not as meant", name=meant.name) from error
    if not sound:
        raise problem("not as meant", name=meant.name)


def _as_meant(found: Package, meant: Package, expected: Contents, asked: Asked) -> bool:
    if found.part_names() != meant.part_names():
        return False
    unchanged = [part for part in meant.part_names() if not meant.differs(part)]
    if any(found.packed(part).packed != meant.packed(part).packed for part in unchanged):
        return False
    contents = Contents(found, expected.reading())  # their parts have just been found unchanged
    if contents.sheets != expected.sheets:
        return False
    asked_of = {expected.sheets[sheet].part: entries for sheet, entries in asked.items()}
    for part in set(meant.part_names()).difference(unchanged):
        if part not in asked_of:
            found.tree(part)
        elif not _all_held(found.xml(part), expected.reading(), asked_of[part]):
            return False
    return all(
        contents.tables_on(sheet) == expected.tables_on(sheet)
        for sheet in asked
        if any(meant.differs(table.part) for table in expected.tables_on(sheet).values())
    )


def _all_held(data: bytes, reading: Reading, entries: Mapping[Place, Entry]) -> bool:
    """Whether a sheet is well formed and its cells hold the entries."""
    spans = find_rows(data, {row for row, _ in entries})
    if spans is not None:
        parse(new_parser(), data)
        data = rows_alone(data, spans)
    cells = read_cells(data, reading, MAX_CELLS)
    return all(holds(cells, place, entry) for place, entry in entries.items())


def _plain(value: CellValue) -> object:
    """Return a value such that equal ones compare equal and True is not 1."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, str):
        return unescape(escape(value)) or None
    return value
