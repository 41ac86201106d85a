"""Where things are in a workbook that people have worked in.

Form fields are found by their defined names, tables by their names; where those were lost (Google
Sheets, Excel for the web, a copied sheet), by heading and label text. What had to be fallen back on,
and what could not be found, is noted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from operator import eq

from eds_xl.assessment.place import Source
from eds_xl.workbook.book import Area, Book, Grid, TableArea
from eds_xl.workbook.coordinates import Place, cell_name
from eds_xl.workbook.names import sheet_name
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import Entry, Form, Sheet, Table

_ENOUGH_HEADINGS = 0.6
# Where the table's name speaks for it, too: how many of our headings there must be, and of those it has.
_FEW_OF_OURS, _SOME_OF_THEIRS = 0.2, 0.4


class NoteKind(Enum):
    """What there is to say about the structure of a workbook, or about a cell that could not be read."""

    SHEET_MISSING = "sheet missing"
    TABLE_MISSING = "table missing"
    COLUMN_MISSING = "column missing"
    FIELD_MISSING = "field missing"
    ROW_MISSING = "row missing"
    TABLE_BY_HEADING = "table found by its headings"
    FIELD_BY_LABEL = "field found by its label"
    BELOW_TABLE = "rows below a table"
    CELL_ERROR = "error value"
    NO_RESULT = "formula without a result"
    UNREAD = "cells that belong to nothing"
    SHEET_UNREAD = "copy of a sheet"


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed while locating or reading: its kind, where, the words for its message, all it is about."""

    kind: NoteKind
    source: Source
    subject: str
    detail: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """A table as it stands: sheet (visible name), heading row, first and last row, columns by attribute."""

    sheet: str
    heading_row: int
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    below: int = 0

    def shares_cells_with(self, other: LocatedTable) -> bool:
        """Whether a cell belongs to both tables, headings included."""
        return (
            self.sheet == other.sheet
            and self.heading_row <= other.last_row
            and other.heading_row <= self.last_row
            and not set(self.columns.values()).isdisjoint(other.columns.values())
        )


@dataclass(slots=True)
class Located:
    """Everything found: sheets by title, form fields by form and attribute, tables by name, and the notes."""

    sheets: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], tuple[str, int, int]] = field(default_factory=dict)
    tables: dict[str, LocatedTable] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: NoteKind, sheet: str, subject: str, cell: str = "", detail: str = "") -> None:
        """Add a note."""
        self.notes.append(Note(kind, Source(sheet, cell), subject, detail))


def locate(book: Book) -> Located:
    """Return where the sheets, fields and tables of the spec are in a workbook."""
    found = Located()
    names, tables = book.names(), book.tables()
    for sheet in SHEETS:
        title = _locate_sheet(book, sheet, names, tables)
        if title is None:
            found.note(NoteKind.SHEET_MISSING, sheet.title, sheet.title)
            continue
        found.sheets[sheet.title] = title
        _Finder(book, found, names, tables, sheet, title).run()
    return found


def _locate_sheet(
    book: Book,
    sheet: Sheet,
    names: Mapping[str, Area | None],
    tables: Mapping[str, TableArea],
) -> str | None:
    titles = list(book.sheet_names())
    named = names.get(sheet_name(sheet))
    if named and named.sheet in titles:
        return named.sheet
    for table in sheet.tables():
        if table.name in tables and tables[table.name].area.sheet in titles:
            return tables[table.name].area.sheet
    by_title = {title.strip().casefold(): title for title in titles}
    if sheet.title.casefold() in by_title:
        return by_title[sheet.title.casefold()]
    wanted = sheet.first_words.casefold()
    return next((title for title in titles if _normal(book.grid(title).value(1, 1)) == wanted), None)


def _is_within(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


def _normal(value: object) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


class _Finder:
    """Finds the forms and tables of one sheet."""

    def __init__(
        self,
        book: Book,
        found: Located,
        names: Mapping[str, Area | None],
        tables: Mapping[str, TableArea],
        sheet: Sheet,
        title: str,
    ) -> None:
        self.book, self.found, self.names, self.tables = book, found, names, tables
        self.sheet, self.title = sheet, title
        self._labels: dict[str, dict[str, Place]] = {}

    def run(self) -> None:
        """Find all forms and tables of the sheet."""
        for form in self.sheet.forms():
            for entry in form.entries:
                self._find_field(form, entry)
        for table in self.sheet.tables():
            self._find_table(table)

    # ---------------------------------------------------------------- forms

    def _find_field(self, form: Form, entry: Entry) -> None:
        named = self._named(form, entry)
        if named is not None and self._is_labelled(named, entry.label):
            self._take(form, entry, named)
            return
        place = self._beside_label(form, entry)
        beside = None if place is None else (self.title, *place)
        if beside is not None and self._take(form, entry, beside):
            self.found.note(NoteKind.FIELD_BY_LABEL, self.title, entry.label, cell_name(*beside[1:]))
        # A label that was reworded leaves only the name to go by.
        elif named is None or not self._take(form, entry, named):
            self.found.note(NoteKind.FIELD_MISSING, self.title, entry.label)

    def _named(self, form: Form, entry: Entry) -> tuple[str, int, int] | None:
        area = self.names.get(form.name_of(entry))
        return None if area is None else (area.sheet, area.top, area.left)

    def _is_labelled(self, place: tuple[str, int, int], label: str) -> bool:
        sheet, row, column = place
        return _normal(self.book.grid(sheet).value(row, column - 1)) == label.casefold()

    def _take(self, form: Form, entry: Entry, place: tuple[str, int, int]) -> bool:
        """Take a cell for a field, unless it is another one's already."""
        if place in self.found.fields.values():
            return False
        self.found.fields[form.key, entry.attribute] = place
        return True

    def _beside_label(self, form: Form, entry: Entry) -> Place | None:
        """Return the cell to the right of a label; the same words elsewhere, such as a table's heading, are none."""
        if form.key not in self._labels:
            self._labels[form.key] = self._labels_of(form)
        found = self._labels[form.key].get(entry.label.casefold())
        return (found[0], found[1] + 1) if found else None

    def _labels_of(self, form: Form) -> dict[str, Place]:
        """Return where a form's labels stand: all in one column, that in which most of them are."""
        wanted = {entry.label.casefold() for entry in form.entries}
        areas = [table.area for table in self.tables.values() if table.area.sheet == self.title]
        places = [
            (place, _normal(value))
            for place, value in self.book.grid(self.title).values.items()
            if _normal(value) in wanted and not any(_is_within(area, *place) for area in areas)
        ]
        by_column: dict[int, dict[str, Place]] = {}
        for place, words in sorted(places):
            by_column.setdefault(place[1], {}).setdefault(words, place)
        labels = max(by_column.values(), key=len, default={})
        # One that was moved away from the others is told from a heading by what else stands in its row.
        standing = Counter(words for _, words in places)
        headings = {entry.label.casefold() for table in self.sheet.tables() for entry in table.entries}
        in_row = Counter(
            row for (row, _), value in self.book.grid(self.title).values.items() if _normal(value) in headings
        )
        for place, words in places:
            if words not in labels and standing[words] == 1 and in_row[place[0]] <= (words in headings):
                labels[words] = place
        return labels

    # ---------------------------------------------------------------- tables

    def _find_table(self, table: Table) -> None:
        named = self._by_name(table)
        located = named or self._by_headings(table)
        if located is None:
            self.found.note(NoteKind.TABLE_MISSING, self.title, _words_for(table))
            return
        if named is None:
            heading = cell_name(located.heading_row, 1)
            self.found.note(NoteKind.TABLE_BY_HEADING, self.title, _words_for(table), heading)
        self.found.tables[table.name] = located
        for entry in table.entries:
            if entry.is_read and entry.attribute not in located.columns:
                self.found.note(NoteKind.COLUMN_MISSING, located.sheet, entry.label, "", table.title)
        if located.below:
            first = cell_name(located.last_row - located.below + 1, 1)
            self.found.note(NoteKind.BELOW_TABLE, located.sheet, table.title, first, str(located.below))

    def _by_name(self, table: Table) -> LocatedTable | None:
        area = self.tables.get(table.name)
        if area is None or not self._is_really(table, area):
            return None
        located = self._from_area(table, area)
        # A file that was damaged can have two tables in one place; cells are read for one of them only.
        return (
            None if any(located.shares_cells_with(other) for other in self.found.tables.values()) else located
        )

    def _is_really(self, table: Table, area: TableArea) -> bool:
        """Whether a table of that name has our headings, and they stand where it says that they do."""
        box, grid = area.area, self.book.grid(area.area.sheet)
        labels = {entry.label.casefold() for entry in table.entries}
        headings = [_normal(heading) for heading in area.headings]

        shown = [_normal(grid.value(box.top, box.left + offset)) for offset in range(len(headings))]
        enough = _ENOUGH_HEADINGS * len(headings)

        def stand_below() -> bool:
            # Only cells that hold something are looked at: a table may reach down to the sheet's last row.
            standing = Counter(
                row
                for (row, column), value in grid.values.items()
                if box.top < row <= box.bottom
                and 0 <= column - box.left < len(headings)
                and _normal(value) == headings[column - box.left]
            )
            return max(standing.values(), default=0) >= enough

        known = len(labels.intersection(headings))
        return (
            # Many columns may have been deleted, and some of one's own added.
            known >= max(_FEW_OF_OURS * len(labels), _SOME_OF_THEIRS * len(headings))
            # Where the heading row was switched off, its cells are blank; headings further down are another table's.
            and (sum(map(eq, headings, shown)) >= enough or (not any(shown) and not stand_below()))
        )

    def _from_area(self, table: Table, area: TableArea) -> LocatedTable:
        box = area.area
        columns = _columns(table, list(area.headings), box.left)
        last = box.bottom
        below = 0
        if table.growing and table.record is not None:
            grid = self.book.grid(box.sheet)
            below = _filled_rows_below(grid, last, columns.values())
        return LocatedTable(box.sheet, box.top, box.top + 1, last + below, columns, below)

    def _by_headings(self, table: Table) -> LocatedTable | None:
        grid = self.book.grid(self.title)
        labels = {entry.label.casefold() for entry in table.entries}
        taken = {
            (other.heading_row, column)
            for other in self.found.tables.values()
            if other.sheet == self.title
            for column in other.columns.values()
        }
        rows: dict[int, dict[int, str]] = {}
        for (row, column), value in grid.values.items():
            if _normal(value) in labels and (row, column) not in taken:
                rows.setdefault(row, {})[column] = _normal(value)
        best = max(rows, key=lambda row: (len(set(rows[row].values())), -row), default=None)
        if best is None or len(set(rows[best].values())) < _ENOUGH_HEADINGS * len(labels):
            return None
        left, right = min(rows[best]), max(rows[best])
        headings = [str(grid.value(best, column) or "") for column in range(left, right + 1)]
        columns = _columns(table, headings, left)
        last = _last_filled(grid, columns.values()) if table.growing else best + table.row_count
        return LocatedTable(self.title, best, best + 1, max(last, best + 1), columns)


def _words_for(table: Table) -> str:
    """Return a table's title; a list on the Lists sheet has none but its heading."""
    return table.title or table.entries[0].label


def _columns(table: Table, headings: list[str], left: int) -> dict[str, int]:
    """Match columns by heading; one whose heading was changed by its place, where no other has moved."""
    positions = {_normal(heading): position for position, heading in reversed(list(enumerate(headings)))}
    columns = {
        entry.attribute: left + positions[entry.label.casefold()]
        for entry in table.entries
        if entry.attribute and entry.label.casefold() in positions
    }
    known = {entry.label.casefold() for entry in table.entries}
    # On the Checks sheet columns of one's own may follow; elsewhere they would be taken for entries.
    may_have_more = table.name == FINDINGS
    as_made = [(left + position, entry) for position, entry in enumerate(table.entries)]
    none_moved = all(columns.get(entry.attribute, column) == column for column, entry in as_made)
    if none_moved and (
        len(headings) == len(table.entries) or (may_have_more and len(headings) > len(table.entries))
    ):
        for position, entry in enumerate(table.entries):
            if (
                entry.attribute
                and entry.attribute not in columns
                and _normal(headings[position]) not in known
            ):
                columns[entry.attribute] = left + position
    return columns


def _filled_rows_below(grid: Grid, bottom: int, columns: Iterable[int]) -> int:
    wanted = set(columns)
    filled = {row for (row, column) in grid.values if row > bottom and column in wanted}
    count = 0
    while bottom + count + 1 in filled:
        count += 1
    return count


def _last_filled(grid: Grid, columns: Iterable[int]) -> int:
    wanted = set(columns)
    return max((row for (row, column) in grid.values if column in wanted), default=0)
