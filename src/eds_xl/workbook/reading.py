"""From grids to the assessment: every value with its place, error values and gaps noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from eds_xl.assessment.entries import tidy_code, tidy_rating, tidy_text
from eds_xl.assessment.model import Assessment, is_blank
from eds_xl.assessment.place import Place, Placed, RowWords
from eds_xl.workbook.book import Book, CellError, CellValue, Grid
from eds_xl.workbook.cell_text import as_text
from eds_xl.workbook.coordinates import cell_name, column_letters
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.locate import Located, LocatedTable, Note, NoteKind, locate
from eds_xl.workbook.names import TEMPLATE_VERSION_NAME, VERSION_PROPERTY, column_key, field_key
from eds_xl.workbook.problems import problem
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry, Form, Kind, Table
from eds_xl.workbook.unread import unread_notes

MAX_ROWS = 10_000
"""Rows in all tables together: many times what any return has, and few enough for every document."""

_LONGEST_KEY = 60  # what stands in place of a Ref may be anything
_LONGEST_VERSION = 9  # digits that are quickly made a number of, and then newer than any


@dataclass(frozen=True, slots=True)
class Untidy:
    """A cell that is read otherwise than it stands: where, which entry, what is in it, and what that is read as.

    What counts as blank is read as None.
    """

    sheet: str
    row: int
    column: int
    entry: Entry
    value: CellValue
    read_as: str | int | None


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook holds: the assessment, where things are, what was noticed, the template's version."""

    assessment: Assessment
    located: Located
    notes: tuple[Note, ...]
    version: str
    untidy: tuple[Untidy, ...]


def template_version(book: Book) -> str:
    """Return the version of the template a workbook was made from; "" if it is not one of ours."""
    from_property = book.properties().get(VERSION_PROPERTY, "")
    area = book.names().get(TEMPLATE_VERSION_NAME)
    from_cell = as_text(book.grid(area.sheet).value(area.top, area.left)) if area else ""
    return (from_property or from_cell)[:_LONGEST_VERSION]


def read(book: Book) -> WorkbookReading:
    """Return what a workbook holds, however mangled; what could not be read is in the notes.

    Raises:
        WorkbookProblem: CON-009 if its tables have more than ``MAX_ROWS`` rows.
    """
    located = locate(book)
    reader = _Reader(book, located)
    values: dict[str, Any] = {}
    for _, form in FORMS:
        values[form.holds] = reader.read_form(form)
    rows: dict[str, list[Placed]] = {}
    for _, table in TABLES:
        if table.record is not None:
            rows.setdefault(table.holds, []).extend(reader.read_table(table))
            if sum(map(len, rows.values())) > MAX_ROWS:
                what = f"its tables hold more than {MAX_ROWS:,} rows"
                raise problem("too large", name=book.name, what=what)
    for name, records in rows.items():
        values[name] = _completed(name, records)
    located.notes.extend(unread_notes(book, located, reader.rows_read))
    assessment = Assessment(**values)
    version = template_version(book)
    return WorkbookReading(assessment, located, tuple(located.notes), version, tuple(reader.untidy))


def read_again(book: Book, before: WorkbookReading, sheets: Collection[str]) -> Assessment:
    """Return the assessment after entries were changed; what stands elsewhere is taken as it was read.

    Args:
        book: The workbook.
        before: What it held before.
        sheets: The (visible names of the) sheets with changed entries. No label, heading or size has changed.
    """
    if not sheets:
        return before.assessment
    located = before.located
    reader = _Reader(book, Located(located.sheets, located.fields, located.tables))
    values: dict[str, Any] = {form.holds: reader.read_form(form) for _, form in FORMS}
    rows: dict[str, list[Placed]] = {}
    for _, table in TABLES:
        found = located.tables.get(table.name)
        if table.record is not None and found is not None:
            former = getattr(before.assessment, table.holds)
            stand = reader.read_table(table) if found.sheet in sheets else _standing_in(found, former)
            rows.setdefault(table.holds, []).extend(stand)
    values.update((name, _completed(name, records)) for name, records in rows.items())
    return replace(before.assessment, **values)


def _standing_in(table: LocatedTable, records: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the records that were read from a table."""
    for record in records:
        place = record.place
        if place and place.sheet == table.sheet and table.first_row <= (place.row or 0) <= table.last_row:
            yield record


def _completed(name: str, records: list[Placed]) -> tuple[Placed, ...]:
    """Put back the rows of the standard (services, ratings ...) that a workbook has lost."""
    given: tuple[Placed, ...] = getattr(Assessment(), name)
    if not given:
        return tuple(records)
    key = fields(given[0])[1].name
    by_key = {getattr(record, key): record for record in records}
    return tuple(by_key.get(getattr(record, key), record) for record in given)


class _Reader:
    """Reads the forms and tables of one workbook."""

    def __init__(self, book: Book, located: Located) -> None:
        self.book, self.located = book, located
        self.rows_read: dict[str, set[int]] = {}
        self.untidy: list[Untidy] = []

    def read_form(self, form: Form) -> Placed:
        """Return the record a form holds."""
        values: dict[str, Any] = {}
        cells: dict[str, str] = {}
        sheet = ""
        for entry in form.entries:
            at = self.located.fields.get((form.key, entry.attribute))
            if at is None:
                continue
            sheet, row, column = at
            cells[entry.attribute] = cell_name(row, column)
            grid = self.book.grid(sheet)
            value = grid.value(row, column)
            values[entry.attribute] = read = entry_reader(entry)(value)
            if (read or None) != value:
                self._note_difference(grid, row, column, entry, read)
            if (row, column) in grid.without_result:
                self._note_without_result(sheet, row, column, entry)
        keys = {entry.attribute: field_key(form, entry) for entry in form.entries}
        return form.record(**values, place=Place(sheet, cells, None, keys))

    def read_table(self, table: Table) -> Iterator[Placed]:
        """Yield a table's records: given rows in the standard's order, others in the sheet's."""
        located = self.located.tables.get(table.name)
        if located is None:
            return
        rows = list(self._rows(table, located))
        not_entered = table.not_entered
        if not table.key:
            yield from (record for record in rows if not is_blank(record, not_entered))
            return
        by_key = {getattr(record, table.key).casefold(): record for record in reversed(rows)}
        records = [by_key.get(str(given[0]).casefold()) for given in table.given]
        places = (record.place for record in records if record)
        self.rows_read[table.name] = {place.row for place in places if place and place.row}
        for given, record in zip(table.given, records, strict=True):
            if record is None:
                self.located.note(NoteKind.ROW_MISSING, located.sheet, str(given[0]), "", table.title)
            elif getattr(Assessment(), table.holds) or not is_blank(record, not_entered):
                yield record

    def _rows(self, table: Table, located: LocatedTable) -> Iterator[Placed]:
        grid = self.book.grid(located.sheet)
        letters = {name: column_letters(column) for name, column in located.columns.items()}
        keys = {entry.attribute: column_key(table, entry) for entry in table.entries if entry.is_read}
        seen: Counter[str] = Counter()
        for row, values in sorted(self._values_by_row(table, located, grid).items()):
            row_key = str(values.get(table.key or "ref") or row)[:_LONGEST_KEY]
            words = None if table.key else _row_words(table, values, seen)
            place = Place(grid.sheet, letters, row, keys, row_key, words)
            values.update(table.constants)
            yield table.make(**values, place=place)

    def _values_by_row(self, table: Table, located: LocatedTable, grid: Grid) -> dict[int, dict[str, Any]]:
        """Return what stands in a table: for each row with something in it, the entries by attribute."""
        readers = {
            located.columns[entry.attribute]: (entry, entry.attribute, entry_reader(entry))
            for entry in table.entries
            if entry.attribute in located.columns
        }
        first, last = located.first_row, located.last_row
        rows: dict[int, dict[str, Any]] = {}
        for (row, column), value in grid.values.items():
            if first <= row <= last and column in readers:
                entry, attribute, read_value = readers[column]
                read = read_value(value)
                rows.setdefault(row, {})[attribute] = read
                if (read or None) != value:
                    self._note_difference(grid, row, column, entry, read)
        for row, column in sorted(grid.without_result):
            if first <= row <= last and column in readers:
                self._note_without_result(grid.sheet, row, column, readers[column][0])
        return rows

    def _note_without_result(self, sheet: str, row: int, column: int, entry: Entry) -> None:
        if entry.is_input:
            self.located.note(NoteKind.NO_RESULT, sheet, entry.label, cell_name(row, column))

    def _note_difference(
        self, grid: Grid, row: int, column: int, entry: Entry, read: str | int | None
    ) -> None:
        """Note an entry that is read otherwise than it stands: an error value, or one that could be tidier."""
        value = grid.value(row, column)
        if isinstance(value, CellError):
            self.located.note(
                NoteKind.CELL_ERROR, grid.sheet, entry.label, cell_name(row, column), value.text
            )
        else:
            self.untidy.append(Untidy(grid.sheet, row, column, entry, value, read or None))


def _row_words(table: Table, values: Mapping[str, Any], seen: Counter[str]) -> RowWords:
    """Return the text that makes a row count, or all that stands in it; ``seen`` counts those of the table."""
    ref = values.get("ref")
    words = str(values.get(table.lead) or "")
    if not words:
        stands = (values.get(entry.attribute, "") for entry in table.entries)
        words = "\n".join(str(value) for value in stands if value not in ("", ref))
    seen[words] += 1
    return RowWords(words, seen[words], bool(ref))


def entry_reader(entry: Entry) -> Callable[[CellValue], str | int | None]:
    """Return what reads a cell's value as this entry, tidied; an error value means nothing."""
    if entry.kind is Kind.RATING:
        return lambda value: tidy_rating(_as_rating(value))
    read = _outcome if entry.attribute == "outcome" else _words
    if not entry.choices:
        return read
    offered = {str(value).casefold(): str(value) for value in LISTS[entry.choices].values}
    return lambda value: _as_choice(read(value), offered)


def _words(value: CellValue) -> str:
    return tidy_text(value if isinstance(value, str) else as_text(value))


def _outcome(value: CellValue) -> str:
    return tidy_code(_words(value))


def _as_rating(value: CellValue) -> int | str | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value is None else as_text(value)


def _as_choice(words: str, offered: Mapping[str, str]) -> str:
    """Return a choice as the list writes it, whatever case and blanks it was typed in; other text as it is."""
    return offered.get(" ".join(words.split()).casefold(), words)
