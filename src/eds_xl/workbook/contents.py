"""What stands in a workbook's package: sheets, cells, names, tables, properties; each read once."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from eds_xl.workbook.book import Grid
from eds_xl.workbook.container import too_large
from eds_xl.workbook.coordinates import Place
from eds_xl.workbook.package import Package
from eds_xl.workbook.sheet_xml import Reading, SheetCells, TooManyCellsError, TooMuchFormulaError, read_cells
from eds_xl.workbook.some_rows import find_rows, rows_alone
from eds_xl.workbook.structure import (
    SheetPlace,
    TablePart,
    read_properties,
    read_shared_strings,
    read_shown,
    read_structure,
    read_tables,
)

if TYPE_CHECKING:
    from eds_xl.assessment.marked_text import CellFormat, Run

MAX_CELLS = 500_000
"""Cells that hold something, be it a formula without a result, in all sheets that are read."""

MAX_CHARACTERS = 4_000_000
"""Characters of text and formulas in all of these cells: a shared text is stored once but read in each cell."""

MAX_LINES = 100_000
"""Line feeds in all of these cells: each can become a paragraph of a document."""


class Contents:
    """The readable side of a package. Methods raise WorkbookProblem (CON-007, CON-009) for unsound parts."""

    def __init__(self, package: Package, reading: Reading | None = None) -> None:
        """Read which sheets and names there are; cells and tables follow when asked for.

        Args:
            package: The package.
            reading: The shared strings and formats of a package that has the same ones, to save reading them.
        """
        structure = read_structure(package)
        self._package = package
        self._date1904 = structure.date1904
        self.names = structure.names
        self.sheets: Mapping[str, SheetPlace] = {sheet.name: sheet for sheet in structure.sheets}
        self._reading = reading
        self._cells: dict[str, SheetCells] = {}
        self._texts: dict[str, tuple[int, int]] = {}  # characters and line feeds, by sheet
        self._stale: dict[str, set[int]] = {}
        self._grids: dict[str, Grid] = {}
        self._tables: dict[str, dict[str, TablePart]] = {}
        self._properties: dict[str, str] | None = None
        self._rich_strings: dict[int, tuple[Run, ...]] | None = None

    def cells(self, sheet: str) -> SheetCells:
        """Return the cells of a sheet; KeyError if there is no such sheet."""
        if sheet in self._stale:
            rows, known = self._stale.pop(sheet), self._cells.pop(sheet)
            fresh = self.cells_in(sheet, rows)
            self._cells.setdefault(sheet, known.with_rows(rows, fresh))
        if sheet not in self._cells:
            package, part = self._package, self.sheets[sheet].part
            left = MAX_CELLS - sum(len(cells.filled()) for cells in self._cells.values())
            reading = self.reading()
            try:
                with package.sound():
                    self._cells[sheet] = read_cells(package.xml(part), reading, left)
            except TooManyCellsError as error:
                raise too_large(
                    package.name, f"more than {MAX_CELLS:,} of its cells are filled in"
                ) from error
            except TooMuchFormulaError as error:
                raise too_large(package.name, "one formula of it fills too many cells") from error
            self._refuse_too_much_text(sheet)
        return self._cells[sheet]

    def grid(self, sheet: str) -> Grid:
        """Return the values of a sheet; KeyError if there is no such sheet."""
        if sheet not in self._grids:
            cells = self.cells(sheet)
            self._grids[sheet] = Grid(sheet, cells.values(), cells.without_result)
        return self._grids[sheet]

    def cells_in(self, sheet: str, rows: Collection[int]) -> SheetCells:
        """Return the cells of at least these rows of a sheet; KeyError if there is no such sheet."""
        if sheet in self._cells and self._stale.get(sheet, set()).isdisjoint(rows):
            return self._cells[sheet]
        data = self._package.xml(self.sheets[sheet].part)
        spans = find_rows(data, rows)
        if spans is None:
            return self.cells(sheet)
        reading = self.reading()
        with self._package.sound():
            return read_cells(rows_alone(data, spans), reading, MAX_CELLS)

    def tables(self) -> Mapping[str, TablePart]:
        """Return the tables of all sheets by name."""
        return {name: table for sheet in self.sheets for name, table in self.tables_on(sheet).items()}

    def tables_on(self, sheet: str) -> Mapping[str, TablePart]:
        """Return the tables of one sheet by name; KeyError if there is no such sheet."""
        if sheet not in self._tables:
            self._tables[sheet] = read_tables(self._package, self.sheets[sheet])
        return self._tables[sheet]

    def formats(self, sheet: str) -> Mapping[Place, CellFormat]:
        """Return the cells of a sheet that are formatted within; KeyError if there is no such sheet."""
        from eds_xl.workbook.cell_formats import read_formats, read_rich_strings

        if self._rich_strings is None:
            self._rich_strings = read_rich_strings(self._package)
        return read_formats(self._package, self.sheets[sheet].part, self._rich_strings)

    def properties(self) -> Mapping[str, str]:
        """Return the custom document properties as text."""
        if self._properties is None:
            self._properties = read_properties(self._package)
        return self._properties

    def outdate(self, sheet: str, rows: Collection[int], parts: Collection[str]) -> None:
        """Read rows of a sheet anew when next asked, and its tables if theirs are among the parts that changed."""
        self._grids.pop(sheet, None)
        if sheet in self._cells:
            self._stale.setdefault(sheet, set()).update(rows)
        if any(table.part in parts for table in self._tables.get(sheet, {}).values()):
            del self._tables[sheet]

    def of(self, package: Package) -> Contents:
        """Return the contents of a package that holds just what this one holds."""
        same = copy.copy(self)
        same._package = package
        return same

    def _refuse_too_much_text(self, sheet: str) -> None:
        cells = self._cells[sheet]
        texts = [value for value in cells.stored.values() if isinstance(value, str)]
        own = sum(map(len, texts)) + sum(map(len, cells.formulas.values()))
        self._texts.pop(sheet, None)
        if own + sum(others for others, _ in self._texts.values()) > MAX_CHARACTERS:
            raise too_large(self._package.name, f"its cells hold more than {MAX_CHARACTERS:,} characters")
        # Only now joined: before, it could have been gigabytes.
        self._texts[sheet] = own, "".join(texts).count("\n")
        if sum(lines for _, lines in self._texts.values()) > MAX_LINES:
            raise too_large(self._package.name, f"its cells hold more than {MAX_LINES:,} lines")

    def reading(self) -> Reading:
        """Return what all sheets have in common: shared strings, formats, date system."""
        if self._reading is None:
            self._reading = Reading(
                read_shared_strings(self._package), read_shown(self._package), self._date1904
            )
        return self._reading
