"""From grids to the assessment: every value with its place, error values and gaps noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from eds_xl.assessment.entries import tidy_code, tidy_rating, tidy_text
from eds_xl.assessment.model import Assessment, is_blank
from eds_xl.assessment.place import Place, Placed, RowWords, Source
from eds_xl.workbook.book import Book, CellError, CellValue, Grid
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
_YES_NO = {True: "Yes", False: "No"}


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """What a workbook holds: the assessment, where things are, what was noticed, the template's version."""

    assessment: Assessment
    located: Located
    notes: tuple[Note, ...]
    version: str


def template_version(book: Book) -> str:
    """Return the version of the template a workbook was made from; "" if it is not one of ours."""
    from_property = book.properties().get(VERSION_PROPERTY, "")
    area = book.names().get(TEMPLATE_VERSION_NAME)
    from_cell = _as_text(book.grid(area.sheet).value(area.top, area.left)) if area else ""
    return from_property or from_cell


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
    return WorkbookReading(assessment, located, tuple(located.notes), template_version(book))


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
            values[entry.attribute] = self._entry(self.book.grid(sheet), row, column, entry)
        keys = {entry.attribute: field_key(form, entry) for entry in form.entries}
        return form.record(**values, place=Place(sheet, cells, None, keys))

    def read_table(self, table: Table) -> Iterator[Placed]:
        """Yield a table's records: given rows in the standard's order, others in the sheet's."""
        located = self.located.tables.get(table.name)
        if located is None:
            return
        rows = list(self._rows(table, located))
        if not table.key:
            yield from (record for record in rows if not is_blank(record, table.not_entered))
            return
        by_key = {getattr(record, table.key).casefold(): record for record in reversed(rows)}
        records = [by_key.get(str(given[0]).casefold()) for given in table.given]
        places = (record.place for record in records if record)
        self.rows_read[table.name] = {place.row for place in places if place and place.row}
        for given, record in zip(table.given, records, strict=True):
            if record is None:
                self.located.note(NoteKind.ROW_MISSING, located.sheet, str(given[0]), "", table.title)
            elif getattr(Assessment(), table.holds) or not is_blank(record, table.not_entered):
                yield record

    def _rows(self, table: Table, located: LocatedTable) -> Iterator[Placed]:
        grid = self.book.grid(located.sheet)
        filled = {row for row, _ in grid.values}
        letters = {name: column_letters(column) for name, column in located.columns.items()}
        keys = {entry.attribute: column_key(table, entry) for entry in table.entries if entry.is_read}
        entries = [entry for entry in table.entries if entry.attribute in located.columns]
        seen: Counter[str] = Counter()
        for row in range(located.first_row, located.last_row + 1):
            if row in filled:
                yield self._record(table, entries, grid, row, located.columns, letters, keys, seen)

    def _record(
        self,
        table: Table,
        entries: list[Entry],
        grid: Grid,
        row: int,
        columns: Mapping[str, int],
        letters: Mapping[str, str],
        keys: Mapping[str, str],
        seen: Counter[str],
    ) -> Placed:
        values: dict[str, Any] = {
            entry.attribute: self._entry(grid, row, columns[entry.attribute], entry)
            for entry in entries
            if (row, columns[entry.attribute]) in grid.values
        }
        row_key = str(values.get(table.key or "ref") or row)[:_LONGEST_KEY]
        words = None if table.key else _row_words(table, values, seen)
        place = Place(grid.sheet, letters, row, keys, row_key, words)
        values |= dict(table.constants)
        return table.make(**values, place=place)

    def _entry(self, grid: Grid, row: int, column: int, entry: Entry) -> str | int | None:
        value = grid.value(row, column)
        if isinstance(value, CellError):
            source = Source(grid.sheet, cell_name(row, column))
            self.located.notes.append(Note(NoteKind.CELL_ERROR, source, entry.label, value.text))
            value = None
        return read_entry(value, entry)


def _row_words(table: Table, values: Mapping[str, Any], seen: Counter[str]) -> RowWords:
    """Return the text that makes a row count, or all that stands in it; ``seen`` counts those of the table."""
    ref = values.get("ref")
    own = values.get(table.lead) or "\n".join(str(value) for value in values.values() if value != ref)
    words = str(own)
    seen[words] += 1
    return RowWords(words, seen[words], bool(ref))


def read_entry(value: CellValue, entry: Entry) -> str | int | None:
    """Return what a cell's value means as an entry, tidied; an error value means nothing."""
    if entry.kind is Kind.RATING:
        return tidy_rating(_as_rating(value))
    words = tidy_text(_as_text(value))
    if entry.attribute == "outcome":
        words = tidy_code(words)
    return _as_choice(words, entry.choices) if entry.choices else words


def _as_rating(value: CellValue) -> int | str | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value is None else _as_text(value)


def _as_text(value: CellValue) -> str:
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, float):
        # As Excel shows it: at most 15 digits, and never as a power of ten.
        return format(Decimal(f"{value:.15g}"), "f")
    return value


def _as_choice(words: str, choices: str) -> str:
    """Return a choice as the list writes it, whatever case and blanks it was typed in; other text as it is."""
    offered = {str(value).casefold(): str(value) for value in LISTS[choices].values}
    return offered.get(" ".join(words.split()).casefold(), words)
