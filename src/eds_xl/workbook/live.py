"""The port on the workbook open in Excel, through xlwings: what the user sees counts, saved or not.

Sheets are read whole and written in blocks, for each call to Excel takes as long as many cells. The user's
selection, view, filters and calculation mode are never touched; only :meth:`LiveBook.select` moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from eds_xl.workbook.book import Area, CellValue, Change, Grid, RowValue, TableArea
from eds_xl.workbook.coordinates import Place, box_name, cell_name
from eds_xl.workbook.formula_text import same_formula
from eds_xl.workbook.live_attach import find_workbook
from eds_xl.workbook.live_copy import CopiedFormats, formats_from_copy
from eds_xl.workbook.live_errors import patiently
from eds_xl.workbook.live_native import is_read_only, location_of, undisturbed, unprotected
from eds_xl.workbook.live_reading import alike, area_of, read_formulas, read_values
from eds_xl.workbook.live_tables import ListedTable, LiveTables, list_tables
from eds_xl.workbook.live_writing import write_formulas, write_singly, write_values
from eds_xl.workbook.problems import WorkbookProblem, problem
from eds_xl.workbook.sheet_patch import Entry, check_entry, entry_of

if TYPE_CHECKING:
    from xlwings import Book, Sheet

    from eds_xl.assessment.marked_text import CellFormat

_HIDDEN = (False, 0, 2)
_Result = TypeVar("_Result")


class LiveBook:
    """The workbook open in Excel; implements :class:`eds_xl.workbook.book.Book`.

    What was read is remembered until something is written: make a new one for each action. Every method
    may raise WorkbookProblem (CON-013, CON-018) if Excel does not answer, and KeyError for a sheet or table
    that the workbook does not have.
    """

    def __init__(self, book: Book) -> None:
        """Take a workbook that Excel has open."""
        self._book = book
        self._name: str = patiently(lambda: book.name, name="the workbook", doing="tell the name")
        self._app = self._ask(lambda: book.app, "tell the program")
        self._grids: dict[str, Grid] = {}
        self._formulas: dict[str, dict[Place, str]] = {}
        self._sheets: dict[str, Sheet] | None = None
        self._names: dict[str, Area | None] | None = None
        self._tables: dict[str, ListedTable] | None = None
        self._copied: CopiedFormats | None = None
        self._was_changed = False

    @property
    def name(self) -> str:
        """The file name, for messages."""
        return self._name

    @property
    def location(self) -> str:
        """The folder or web address the workbook lies at; "" if it was never saved."""
        return self._ask(lambda: location_of(self._book), "tell the place")

    @property
    def folder(self) -> Path | None:
        """The folder the workbook lies in, or None if it was never saved or lies at a web address."""
        location = self.location
        return Path(location) if location and "://" not in location else None

    # Reading

    def sheet_names(self) -> Sequence[str]:
        """The visible names of the worksheets, in order; hidden ones too, sheets that are charts not."""
        return tuple(self._all_sheets())

    def grid(self, sheet: str) -> Grid:
        """All values of one sheet, read at once."""
        if sheet not in self._grids:
            found = self._all_sheets()[sheet]
            values = self._ask(lambda: read_values(found, sheet, self.name), f'read the sheet "{sheet}"')
            self._grids[sheet] = Grid(sheet, values)
        return self._grids[sheet]

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of one sheet by row and column, without the leading "="."""
        if sheet not in self._formulas:
            found, values = self._all_sheets()[sheet], self.grid(sheet).values
            self._formulas[sheet] = self._ask(
                lambda: read_formulas(found, sheet, self.name, values), f'read the sheet "{sheet}"'
            )
        return self._formulas[sheet]

    def names(self) -> Mapping[str, Area | None]:
        """The workbook's defined names; None for one that is broken or is not a plain area.

        Names that belong to one sheet only (copying a sheet makes them) are left out.
        """
        if self._names is None:
            known = {sheet.casefold(): sheet for sheet in self.sheet_names()}
            references = self._ask(
                lambda: {entry.name: entry.refers_to for entry in self._book.names}, "read the names"
            )
            self._names = {
                name: area_of(reference, known) for name, reference in references.items() if "!" not in name
            }
        return self._names

    def tables(self) -> Mapping[str, TableArea]:
        """The marked-up tables by name.

        A total row is not part of the area; a heading row that is switched off is, blank as it is.
        """
        return self._live_tables()

    def formats(self, sheet: str) -> Mapping[tuple[int, int], CellFormat]:
        """The cells of one sheet with bold or italic words or a link to an address, by row and column.

        Read once, from a copy that Excel saves for a moment; where that fails there are none, and
        :attr:`notice` says so.
        """
        self._copied = self._copied or formats_from_copy(self._book, self.name)
        return self._copied.by_sheet.get(sheet, {})

    @property
    def notice(self) -> str:
        """What could not be read and is therefore missing, for the user; "" if nothing is."""
        return self._copied.notice if self._copied else ""

    def properties(self) -> Mapping[str, str]:
        """Nothing: xlwings does not know custom properties; the template's version also stands in a cell."""
        return {}

    # Changing

    def apply(self, changes: Sequence[Change]) -> None:
        """Write the changes; Excel then works out the results of formulas itself.

        Nothing is written if one of them cannot be. Should Excel stop answering in between, a part is
        written; doing the same again writes the rest. Changes that would leave a cell as it is are passed
        over; where a formula only has an old result, Excel is made to calculate.

        Raises:
            ValueError: For a text over 32,767 characters or a cell outside the sheet.
            KeyError: For a sheet that does not exist.
            WorkbookProblem: CON-016 to CON-018 if Excel does not let the cells be changed.
        """
        asked: dict[str, dict[Place, Entry]] = defaultdict(dict)
        outdated = False
        for change in changes:
            place, entry = (change.row, change.column), Entry(change.value, change.formula)
            check_entry(place, entry)
            if not self._holds(change.sheet, place, entry):
                asked[change.sheet][place] = entry
            elif change.formula is not None:
                outdated |= not alike(self.grid(change.sheet).value(*place), change.value)
        if asked:
            self._change(asked)
        if outdated:
            self._ask(self._app.calculate, "calculate the results")
            self._forget()

    def replace_rows(
        self, table: str, rows: Sequence[Sequence[RowValue]], heights: Sequence[float] = ()
    ) -> None:
        """Make ``rows`` the rows of a table: its size follows, cells of former rows are emptied.

        Excel fits the rows by itself, so that ``heights`` are not needed.

        At least one (blank) row stays. A filter of the table is taken off, for it spoke of the former rows;
        where nothing changes, it stays.

        Raises:
            ValueError: For a row that is not as long as the headings, and as for :meth:`apply`.
            KeyError: For a table that does not exist.
            WorkbookProblem: CON-011 if something stands below the table where rows must go or if it has a
                total row; and as for :meth:`apply`.
        """
        live = self._live_tables()
        area = live[table].area
        width = area.right - area.left + 1
        if any(len(row) != width for row in rows):
            raise ValueError(f"{table}: every row needs {width} values")
        if live.has_total_row(table):
            raise problem("total row", name=self.name, sheet=area.sheet)
        bottom = area.top + max(len(rows), 1)
        self._refuse_overwriting(area, bottom)
        # Below the last row with something in it nothing needs to be emptied, however far the table reaches.
        used = (*self.grid(area.sheet).values, *(self.formulas(area.sheet) if area.bottom > bottom else ()))
        last_used = max((row for row, _ in used), default=0)
        entries = {
            (area.top + 1 + index, area.left + offset): entry_of(
                rows[index][offset] if index < len(rows) else None
            )
            for index in range(max(bottom, min(area.bottom, last_used)) - area.top)
            for offset in range(width)
        }
        for place, entry in entries.items():
            check_entry(place, entry)
        # Values tell first whether anything differs: formulas cost another call.
        values_first = sorted(entries.items(), key=lambda item: item[1].formula is not None)
        if bottom == area.bottom and all(self._holds(area.sheet, *item) for item in values_first):
            return
        # Growing first and shrinking last, the table always covers what is written.
        ref = box_name((area.top, area.left, bottom, area.right))
        before = (lambda: live.resize(table, ref),) if bottom > area.bottom else ()
        after = (lambda: live.resize(table, ref),) if bottom < area.bottom else ()
        self._change({area.sheet: entries}, before=(lambda: live.unfilter(table), *before), after=after)

    @property
    def was_changed(self) -> bool:
        """Whether this book has written anything: Excel's list of things to undo is then empty."""
        return self._was_changed

    # Where the user is

    def selected(self) -> tuple[str, int, int] | None:
        """Return sheet, row and column of the selected cell, or None if none of this workbook is."""

        def where() -> tuple[str, int, int] | None:
            chosen = self._app.selection
            if chosen is None or chosen.sheet.book.name != self.name:
                return None
            return chosen.sheet.name, chosen.row, chosen.column

        return self._ask(where, "tell the selected cell")

    def select(self, sheet: str, row: int, column: int) -> None:
        """Take the user to a cell; a hidden sheet is shown."""
        found = self._all_sheets()[sheet]

        def go() -> None:
            if found.visible in _HIDDEN:
                found.visible = True
            found.activate()
            found.range(cell_name(row, column)).select()

        self._ask(go, f'go to the sheet "{sheet}"')

    def show_status(self, words: str) -> None:
        """Show in Excel's status bar what is being done; "" gives the bar back. Passed over if Excel is busy."""
        with suppress(WorkbookProblem):
            self._ask(lambda: setattr(self._app, "status_bar", words or False), "show a status")

    # Inside

    def _ask(self, work: Callable[[], _Result], doing: str) -> _Result:
        return patiently(work, name=self.name, doing=doing)

    def _all_sheets(self) -> Mapping[str, Sheet]:
        if self._sheets is None:
            self._sheets = self._ask(
                lambda: {sheet.name: sheet for sheet in self._book.sheets}, "list the sheets"
            )
        return self._sheets

    def _live_tables(self) -> LiveTables:
        if self._tables is None:
            self._tables = self._ask(lambda: list_tables(self._all_sheets()), "list the tables")
        # Not kept: it would hold on to this book as this book to it, and what belongs to Excel would be let go
        # of whenever and in whichever thread Python next looks for such rings.
        return LiveTables(self._tables, self.grid)

    def _holds(self, sheet: str, place: Place, entry: Entry) -> bool:
        """Whether a cell holds a value, or a formula, whatever its result."""
        if entry.formula is not None:
            return same_formula(self.formulas(sheet).get(place, ""), entry.formula)
        return alike(self.grid(sheet).values.get(place), entry.value) and (
            entry.value in (None, "") or place not in self.formulas(sheet)
        )

    def _refuse_overwriting(self, area: Area, bottom: int) -> None:
        grid = self.grid(area.sheet)
        for row in range(area.bottom + 1, bottom + 1):
            for column in range(area.left, area.right + 1):
                if grid.value(row, column) is not None:
                    where = cell_name(row, column)
                    raise problem("in the way", name=self.name, sheet=area.sheet, cells=where)

    def _change(
        self,
        asked: Mapping[str, Mapping[Place, Entry]],
        before: Sequence[Callable[[], None]] = (),
        after: Sequence[Callable[[], None]] = (),
    ) -> None:
        if self._ask(lambda: is_read_only(self._book), "tell the state"):
            raise problem("read-only", name=self.name)
        self._was_changed = True
        with ExitStack() as restored:
            restored.enter_context(undisturbed(self._app, self.name))
            for sheet in asked:
                restored.enter_context(unprotected(self._all_sheets()[sheet], sheet, self.name))
            for step in before:
                self._ask(step, "enlarge a table")
            for sheet, entries in asked.items():
                self._write(sheet, entries, write_values)
            self._forget()
            self._confirm(asked)
            for step in after:
                self._ask(step, "shorten a table")

    def _write(
        self,
        sheet: str,
        entries: Mapping[Place, Entry],
        write: Callable[[Sheet, Mapping[Place, CellValue]], None],
    ) -> None:
        found = self._all_sheets()[sheet]
        values = {place: entry.value for place, entry in entries.items() if entry.formula is None}
        formulas = {place: entry.formula for place, entry in entries.items() if entry.formula is not None}
        self._ask(lambda: write(found, values), f'write into the sheet "{sheet}"')
        self._ask(lambda: write_formulas(found, formulas), f'write into the sheet "{sheet}"')

    def _confirm(self, asked: Mapping[str, Mapping[Place, Entry]]) -> None:
        """Look whether the cells hold what they were given; those that do not are written one by one."""
        odd = {sheet: dict(self._not_kept(sheet, entries)) for sheet, entries in asked.items()}
        for sheet, entries in odd.items():
            if entries:
                self._write(sheet, entries, write_singly)
                self._forget()
        for sheet, entries in odd.items():
            for place, _ in self._not_kept(sheet, entries):
                raise problem("not kept", name=self.name, sheet=sheet, cell=cell_name(*place))

    def _not_kept(self, sheet: str, entries: Mapping[Place, Entry]) -> Iterator[tuple[Place, Entry]]:
        for place, entry in entries.items():
            if entry.formula is None:
                kept = alike(self.grid(sheet).values.get(place), entry.value)
            else:
                # With the right result in the cell, Excel need not be asked for the formula as well.
                kept = alike(self.grid(sheet).values.get(place), entry.value) or place in self.formulas(sheet)
            if not kept:
                yield place, entry

    def _forget(self) -> None:
        """Read cells anew when next asked: one that changes changes the results of others."""
        self._grids.clear()
        self._formulas.clear()
        self._tables = None


def open_live(name: str | None = None, window: int = 0) -> LiveBook:
    """Attach to a workbook open in Excel.

    Args:
        name: Its name as its window shows it, such as "EDS 2025.xlsx"; without one, the workbook in front.
        window: The window of the Excel that is meant, should several have a workbook of that name.

    Raises:
        WorkbookProblem: CON-013 if Excel is busy, CON-014 if there is no such workbook to be worked on,
            CON-015 if there are several.
    """
    return LiveBook(find_workbook(name, window))
