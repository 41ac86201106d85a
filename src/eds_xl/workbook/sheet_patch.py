"""Changing single cells of one sheet part; every other element of it stays as it is."""

from __future__ import annotations

import bisect
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from eds_xl.workbook.book import CellError, CellValue, FormulaCell, RowValue
from eds_xl.workbook.coordinates import (
    COLUMNS,
    LAST_COLUMN,
    LAST_ROW,
    Box,
    Place,
    box_name,
    cell_name,
    parse_box,
)
from eds_xl.workbook.shared_formulas import moved
from eds_xl.workbook.xml_text import LONGEST_TEXT, escape, units

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DIGITS = "0123456789"
_OVER_SEVERAL_CELLS = ("array", "dataTable")
# What a cell says of its former content: its kind, and records about its value in other parts.
_ABOUT_CONTENT = ("t", "cm", "vm")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell is to hold: a value, or a formula with that stored result."""

    value: CellValue
    formula: str | None = None


def entry_of(value: RowValue) -> Entry:
    """Return the entry for a value or a formula of a row."""
    return Entry(value.result, value.formula) if isinstance(value, FormulaCell) else Entry(value)


def check_entry(place: Place, entry: Entry) -> None:
    """Refuse what no cell can hold; callers guard against it.

    Raises:
        ValueError: For a place outside the sheet, a text that is too long, a number that is none.
    """
    row, column = place
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise ValueError(f"row {row}, column {column} is outside the sheet")
    value = entry.value
    if isinstance(value, str) and units(value) > LONGEST_TEXT:
        raise ValueError(
            f"{cell_name(row, column)}: a cell holds {LONGEST_TEXT:,} characters, not {units(value):,}"
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{cell_name(row, column)}: {value} is not a number that a cell holds")
    if entry.formula is not None and (not entry.formula or entry.formula.startswith("=")):
        raise ValueError(f'{cell_name(row, column)}: a formula is given without "=" and not empty')


class SheetPatch:
    """A sheet part being changed.

    Raises:
        ValueError: On making one, if the part has no rows element or cells that are nowhere.
    """

    def __init__(self, root: etree._Element, tables: Collection[Box] = ()) -> None:
        """Take a sheet.

        Args:
            root: The root of the sheet part; it is changed in place.
            tables: The tables on the sheet, heading row included; new cells in one look like those above.
        """
        self.root = root
        self._namespace = etree.QName(root).namespace or ""
        data = root.find(self._tag("sheetData"))
        if data is None:
            raise ValueError("a sheet without rows")
        self._data = data
        self._tables = tuple(tables)
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._number_everything()
        self._row_order = sorted(self._rows)

    def blocking_array(self, places: Collection[Place]) -> Box | None:
        """Return a formula over several cells of which the places are only a part, or None."""
        distinct = set(places)
        for formula in self._formulas():
            box = parse_box(formula.get("ref", "")) if formula.get("t") in _OVER_SEVERAL_CELLS else None
            if box is not None:
                top, left, bottom, right = box
                hit = sum(top <= row <= bottom and left <= column <= right for row, column in distinct)
                if 0 < hit < (bottom - top + 1) * (right - left + 1):
                    return box
        return None

    def has_all(self, entries: Mapping[Place, Entry]) -> bool:
        """Return whether there is a cell already for each entry that is not blank."""
        return all(
            self._exists(place) or (entry.formula is None and entry.value in (None, ""))
            for place, entry in entries.items()
        )

    def write(self, entries: Mapping[Place, Entry]) -> None:
        """Write the entries; a cell that is emptied keeps its look."""
        self._unshare(entries)
        for place in sorted(entries):
            self._write(place, entries[place])
        self._grow_dimension(entries)

    def unhide(self, first: int, last: int) -> None:
        """Show rows that a filter or a person has hidden."""
        for number, row in self._rows.items():
            if first <= number <= last:
                row.attrib.pop("hidden", "")

    def fit(self, heights: Mapping[int, float]) -> None:
        """Give rows a height in points, but for those that a person has given one."""
        for number, height in heights.items():
            row = self._rows.get(number)
            if row is not None and not row.get("customHeight"):
                row.set("ht", f"{height:g}")

    # Finding and making cells

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}" if self._namespace else name

    def _number_everything(self) -> None:
        """Index rows and cells; those that do not say where they are get told."""
        number = 0
        for row in self._data.iterchildren(self._tag("row")):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows[number] = row

    def _row_cells(self, number: int) -> dict[int, etree._Element]:
        if number not in self._cells:
            cells: dict[int, etree._Element] = {}
            column = 0
            for cell in self._rows[number].iterchildren(self._tag("c")):
                name = cell.get("r")
                letters = name.rstrip(_DIGITS) if name else ""
                # One that says it is in another row is read there: here it would be lost.
                if name and int(name[len(letters) :]) != number:
                    raise ValueError(f"{name} in row {number}")
                column = COLUMNS[letters] if letters else column + 1
                cell.set("r", cell_name(number, column))
                cells[column] = cell
            self._cells[number] = cells
        return self._cells[number]

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            row = self._data.makeelement(self._tag("row"), {"r": str(number)})
            index = bisect.bisect(self._row_order, number)
            if index:
                self._rows[self._row_order[index - 1]].addnext(row)
            else:
                self._data.insert(0, row)
            self._row_order.insert(index, number)
            self._rows[number] = row
        return self._rows[number]

    def _cell(self, place: Place) -> etree._Element:
        number, column = place
        row = self._row(number)
        cells = self._row_cells(number)
        if column not in cells:
            cell = row.makeelement(self._tag("c"), {"r": cell_name(number, column)})
            style = self._style_for(place)
            if style is not None:
                cell.set("s", style)
            before = max((other for other in cells if other < column), default=None)
            if before is None:
                row.insert(0, cell)
            else:
                cells[before].addnext(cell)
            cells[column] = cell
            row.attrib.pop("spans", "")  # an optional hint, no longer true
        return cells[column]

    def _style_for(self, place: Place) -> str | None:
        """The style of a new cell: as the cells above it in its table, else as its row, else its column."""
        number, column = place
        for top, left, bottom, right in self._tables:
            if top < number <= bottom and left <= column <= right:
                for above in range(number - 1, top, -1):
                    if above in self._rows and column in self._row_cells(above):
                        return self._row_cells(above)[column].get("s")
        row = self._rows[number]
        if row.get("customFormat") and row.get("s"):
            return row.get("s")
        for columns in self.root.iterfind(f"{self._tag('cols')}/{self._tag('col')}"):
            if int(columns.get("min", "0")) <= column <= int(columns.get("max", "0")):
                return columns.get("style")
        return None

    # Writing

    def _write(self, place: Place, entry: Entry) -> None:
        empty = entry.formula is None and entry.value in (None, "")
        if empty and not self._exists(place):
            return
        cell = self._cell(place)
        for child in list(cell):
            cell.remove(child)
        for name in _ABOUT_CONTENT:
            cell.attrib.pop(name, "")
        if empty:
            return
        if entry.formula is not None:
            etree.SubElement(cell, self._tag("f")).text = escape(entry.formula)
        self._write_value(cell, entry.value, inline=entry.formula is None)
        row = self._rows[place[0]]
        if isinstance(entry.value, str) and not row.get("customHeight"):
            # The height was worked out for the former text; without it the row is fitted on opening.
            row.attrib.pop("ht", "")

    def _exists(self, place: Place) -> bool:
        number, column = place
        return number in self._rows and column in self._row_cells(number)

    def _write_value(self, cell: etree._Element, value: CellValue, *, inline: bool) -> None:
        if value is None:
            return
        if isinstance(value, str) and inline:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t"))
            text.text = escape(value)
            text.set(_SPACE, "preserve")
            return
        kind, written = _stored(value)
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, self._tag("v")).text = written

    def _formulas(self) -> Iterator[etree._Element]:
        return self._data.iter(self._tag("f"))

    def _unshare(self, places: Collection[Place]) -> None:
        """Give the dependants of shared formulas that are about to go their own text of them."""
        shared = [formula for formula in self._formulas() if formula.get("t") == "shared"]
        masters = {
            formula.get("si"): (self._place_of(formula), formula.text)
            for formula in reversed(shared)
            if formula.text
        }
        for formula in shared:
            place, text = masters.get(formula.get("si"), ((0, 0), None))
            if place in places and text:
                row, column = self._place_of(formula)
                formula.text = formula.text or moved(text, row - place[0], column - place[1])
                for name in ("t", "si", "ref"):
                    formula.attrib.pop(name, "")

    def _place_of(self, formula: etree._Element) -> Place:
        cell = formula.getparent()
        row = cell.getparent() if cell is not None else None
        if cell is None or row is None:
            raise ValueError("a formula outside a cell")
        number = int(row.get("r", ""))
        self._row_cells(number)  # so that each of its cells says where it is
        return number, COLUMNS[cell.get("r", "").rstrip(_DIGITS)]

    def _grow_dimension(self, entries: Mapping[Place, Entry]) -> None:
        dimension = self.root.find(self._tag("dimension"))
        box = parse_box(dimension.get("ref", "")) if dimension is not None else None
        if dimension is None or box is None:
            return
        places = [place for place in entries if self._exists(place)]
        rows = [row for row, _ in places]
        columns = [column for _, column in places]
        top, left, bottom, right = box
        grown = min([top, *rows]), min([left, *columns]), max([bottom, *rows]), max([right, *columns])
        dimension.set("ref", box_name(grown))


def _stored(value: str | float | CellError) -> tuple[str, str]:
    """Return a value's kind in the file ("" for numbers) and how it is written."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, CellError):
        return "e", value.text
    if isinstance(value, str):
        return "str", escape(value)
    # Excel writes whole numbers without a point.
    return "", str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
