"""The port on a closed workbook: a file on disk, read once, changed cell by cell, saved safely.

Changes stay in memory until :meth:`ClosedBook.save`. Entries of no length count as blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from eds_xl.backups import write_keeping
from eds_xl.workbook.book import Area, Change, Grid, RowValue, TableArea
from eds_xl.workbook.contents import Contents
from eds_xl.workbook.coordinates import Box, Place, box_name, cell_name
from eds_xl.workbook.package import Package, read_package, to_xml
from eds_xl.workbook.problems import problem
from eds_xl.workbook.readback import check_readback, holds
from eds_xl.workbook.sheet_patch import Entry, SheetPatch, check_entry, entry_of
from eds_xl.workbook.some_rows import find_rows, put_back, rows_alone
from eds_xl.workbook.structure import (
    TablePart,
    is_signed,
    merged_cells,
    recalculating,
    resized_table,
    without_calculation_chain,
)
from eds_xl.workbook.swap import ensure_free, swap

if TYPE_CHECKING:
    from eds_xl.assessment.marked_text import CellFormat

_AS_THEY_ARE: Mapping[int, float] = MappingProxyType({})


class ClosedBook:
    """A workbook file; implements :class:`eds_xl.workbook.book.Book`.

    Every method may raise WorkbookProblem (CON-007, CON-009) where a part that it needs turns out unsound,
    and KeyError for a sheet or table that the workbook does not have.
    """

    def __init__(self, path: Path, package: Package) -> None:
        """Take a package that was read from a path."""
        self._path = path
        self._package = package
        self._contents = Contents(package)
        self._asked: dict[str, dict[Place, Entry]] = defaultdict(dict)

    @property
    def name(self) -> str:
        """The file name, for messages."""
        return self._path.name

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def folder(self) -> Path | None:
        """The folder the workbook lies in."""
        return self._path.absolute().parent

    # Reading

    def sheet_names(self) -> Sequence[str]:
        """The visible names of the worksheets, in order; hidden ones too, sheets that are charts not."""
        return tuple(self._contents.sheets)

    def grid(self, sheet: str) -> Grid:
        """All values of one sheet, read at once."""
        return self._contents.grid(sheet)

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of one sheet by row and column, without the leading "=".

        A formula filled over several cells is given for each as it reads there; an array formula only
        for its first cell.
        """
        return self._contents.cells(sheet).formulas

    def formats(self, sheet: str) -> Mapping[tuple[int, int], CellFormat]:
        """The cells of one sheet with bold or italic words or a link to an address, by row and column."""
        return self._contents.formats(sheet)

    def names(self) -> Mapping[str, Area | None]:
        """The workbook's defined names; None for one that is broken or is not a plain area.

        Names that belong to one sheet only (copying a sheet makes them) are left out.
        """
        return self._contents.names

    def tables(self) -> Mapping[str, TableArea]:
        """The marked-up tables by name.

        A total row is not part of the area; a heading row that is switched off is, blank as it is.
        """
        return {
            name: TableArea(name, Area(table.sheet.name, *table.box), table.headings)
            for name, table in self._contents.tables().items()
        }

    def properties(self) -> Mapping[str, str]:
        """The custom document properties, as text."""
        return self._contents.properties()

    # Changing

    def apply(self, changes: Sequence[Change]) -> None:
        """Write the changes, all or none.

        Changes that would leave a cell as it is are passed over.

        Raises:
            ValueError: For a text over 32,767 characters or a cell outside the sheet.
            KeyError: For a sheet that does not exist.
            WorkbookProblem: CON-011 if only a part of a formula over several cells would change.
        """
        asked: dict[str, dict[Place, Entry]] = defaultdict(dict)
        for change in changes:
            asked[change.sheet][change.row, change.column] = Entry(change.value, change.formula)
        parts: dict[str, bytes | None] = {}
        for sheet, entries in asked.items():
            parts.update(self._patched(sheet, entries))
        self._commit(parts, asked)

    def replace_rows(
        self, table: str, rows: Sequence[Sequence[RowValue]], heights: Sequence[float] = ()
    ) -> None:
        """Make ``rows`` the rows of a table: its size follows, cells of former rows are emptied.

        Rows get the ``heights`` given, in points, unless somebody has set another.

        At least one (blank) row stays. Rows that were hidden are shown, and a filter or sort order is taken
        off, for they spoke of the former rows; where nothing changes, they stay.

        Raises:
            ValueError: For a row that is not as long as the headings, and as for :meth:`apply`.
            KeyError: For a table that does not exist.
            WorkbookProblem: CON-011 if entries or merged cells are below the table where rows must go, if it has
                a total row, or if only a part of a formula over several cells would change; CON-007 if the
                table has not as many headings as columns.
        """
        part = self._contents.tables()[table]
        width = part.box[3] - part.box[1] + 1
        if len(part.headings) != width:
            raise self._package.damaged()
        if any(len(row) != width for row in rows):
            raise ValueError(f"{table}: every row needs {width} values")
        if part.total_row:
            raise problem("total row", name=self.name, sheet=part.sheet.name)
        top, left, former_bottom, right = part.box
        bottom = top + max(len(rows), 1)
        self._refuse_overwriting(part, bottom)
        # Of the former rows only cells that hold something: the table may reach down to the sheet's last row.
        entries = {
            place: entry_of(None)
            for place in self._contents.cells(part.sheet.name).filled()
            if top < place[0] <= former_bottom and left <= place[1] <= right
        } | {
            (row, left + offset): entry_of(value)
            for row, values in enumerate(rows, top + 1)
            for offset, value in enumerate(values)
        }
        fitted = dict(enumerate(heights, top + 1))
        parts = self._patched(part.sheet.name, entries, {table: (top, left, bottom, right)}, fitted)
        if parts or bottom != former_bottom:
            with self._package.sound():
                parts.update(resized_table(self._package, part, bottom))
        self._commit(parts, {part.sheet.name: entries})

    # Saving

    def save(self, target: Path | None = None, *, force: bool = False) -> Path | None:
        """Write the workbook with its changes to disk: in place, or as a new file.

        In place, a dated copy of the former version is kept in the folder "eds-xl backups" beside the
        file; where nothing changed, nothing is written.

        Args:
            target: Where to write instead of in place.
            force: Whether a target that exists may be replaced.

        Returns:
            The copy of the file that was replaced, or None if none was made.

        Raises:
            WorkbookProblem: CON-010, CON-011 or CON-012; the file is then as it was.
            OutputProblem: If the target cannot or must not be written.
        """
        if target is not None and target.resolve() != self._path.resolve():
            return self._save_elsewhere(target, force=force)
        if not self._package.changed:
            return None
        self._refuse_signed()
        ensure_free(self._path)
        data = self._package.to_bytes()
        backup = swap(self._path, self._package.data, data, self._check)
        self._package = Package(self.name, data)
        self._contents = self._contents.of(self._package)
        self._asked.clear()
        return backup

    # Inside

    def _patched(
        self,
        sheet: str,
        entries: Mapping[Place, Entry],
        resized: Mapping[str, Box] | None = None,
        heights: Mapping[int, float] = _AS_THEY_ARE,
    ) -> dict[str, bytes | None]:
        """Return the parts that differ once a sheet holds the entries; none if it does already."""
        for place, entry in entries.items():
            check_entry(place, entry)
        cells = self._contents.cells_in(sheet, {row for row, _ in entries})
        differing = {place: entry for place, entry in entries.items() if not holds(cells, place, entry)}
        if not differing:
            return {}
        part = self._contents.sheets[sheet].part
        changed = None if resized else self._rows_patched(part, differing)
        if changed is None:
            patch = self._sheet_patched(sheet, differing, resized or {})
            if resized:
                for name, (top, _, bottom, _) in resized.items():
                    former_bottom = self._contents.tables_on(sheet)[name].box[2]
                    patch.unhide(top + 1, max(bottom, former_bottom))
                patch.fit(heights)
            changed = to_xml(patch.root)
        parts: dict[str, bytes | None] = {part: changed}
        if any(place in cells.formulas or entry.formula is not None for place, entry in differing.items()):
            parts.update(without_calculation_chain(self._package))
        return parts

    def _rows_patched(self, part: str, entries: Mapping[Place, Entry]) -> bytes | None:
        """Return a sheet part with entries in cells that are there already; None where that is not enough."""
        data = self._package.xml(part)
        spans = find_rows(data, {row for row, _ in entries})
        if spans is None:
            return None
        with self._package.sound():
            patch = SheetPatch(self._package.parsed(rows_alone(data, spans)))
            if not patch.has_all(entries):
                return None
            patch.write(entries)
        return put_back(data, spans, to_xml(patch.root))

    def _sheet_patched(
        self, sheet: str, entries: Mapping[Place, Entry], resized: Mapping[str, Box]
    ) -> SheetPatch:
        boxes = {name: table.box for name, table in self._contents.tables_on(sheet).items()} | dict(resized)
        with self._package.sound():
            patch = SheetPatch(self._package.tree(self._contents.sheets[sheet].part), boxes.values())
            array = patch.blocking_array(entries)
            if array is not None:
                raise problem("array", name=self.name, sheet=sheet, cells=box_name(array))
            patch.write(entries)
        return patch

    def _commit(self, parts: Mapping[str, bytes | None], asked: Mapping[str, Mapping[Place, Entry]]) -> None:
        if not parts:
            return
        self._package.change({**parts, **recalculating(self._package)})
        for sheet, entries in asked.items():
            self._asked[sheet].update(entries)
            self._contents.outdate(sheet, {row for row, _ in entries}, parts)

    def _refuse_overwriting(self, part: TablePart, bottom: int) -> None:
        filled = self._contents.cells(part.sheet.name).filled()
        _, left, former_bottom, right = part.box
        for row in range(former_bottom + 1, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) in filled:
                    where = cell_name(row, column)
                    raise problem("in the way", name=self.name, sheet=part.sheet.name, cells=where)
        if bottom > former_bottom:
            for box in merged_cells(self._package, part.sheet):
                if box[0] <= bottom and box[2] > former_bottom and box[1] <= right and box[3] >= left:
                    where = box_name(box)
                    raise problem("merged", name=self.name, sheet=part.sheet.name, cells=where)

    def _refuse_signed(self) -> None:
        if is_signed(self._package):
            raise problem("signed", name=self.name)

    def _save_elsewhere(self, target: Path, *, force: bool) -> Path | None:
        data = self._package.data
        if self._package.changed:
            self._refuse_signed()
            data = self._package.to_bytes()
            self._check(data)
        return write_keeping(target, data, force=force)

    def _check(self, data: bytes) -> None:
        check_readback(data, self._package, self._contents, self._asked)


def open_book(path: Path) -> ClosedBook:
    """Open a workbook file; it is read into memory and closed again at once.

    Raises:
        WorkbookProblem: CON-001 to CON-009; see ``problems.py``.
    """
    return ClosedBook(path, read_package(path))
