"""The workbook as such: its template, its sheets, tables, columns and boxes, cells with error values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.place import Source
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import count, listed
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.locate import Note, NoteKind
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.spec import TEMPLATE_VERSION, Block, Entry, Form, Kind, Notes, Sheet, Table

_NEVER_COUNTED = {"proposed", "last_year"}
"""Rating columns without which a report can be made."""

_UNUSED = "Say No beside it on the Start sheet if you do not use it this year, or copy it back from an earlier copy."
_COPY_BACK = "Copy it back from an earlier copy of the workbook, or go on in a new workbook (eds-xl new)."


def find_old_template(case: Case) -> Iterator[Finding]:
    """Find that the workbook was made from an older template, or does not say from which."""
    version = case.reading.version
    if not version.isdecimal():
        yield make("CON-041", None, entry=version)
    elif int(version) < int(TEMPLATE_VERSION):
        yield make("CON-040", None, entry=version, version=version, present=TEMPLATE_VERSION)


# ---------------------------------------------------------------- what is missing


def find_missing_sheets(case: Case) -> Iterator[Finding]:
    """Find sheets that are gone, but for optional ones that are not used this year."""
    for sheet in SHEETS:
        if sheet.title in case.located.sheets or not case.uses(sheet):
            continue
        source = Source(sheet.title)
        if not sheet.optional and any(_is_needed(block) for block in sheet.blocks):
            yield make("CON-030", source, sheet=sheet.title)
        else:
            advice = _UNUSED if sheet.optional else _COPY_BACK
            yield make("CON-035", source, sheet=sheet.title, advice=advice)


def find_missing_parts(case: Case) -> Iterator[Finding]:
    """Find tables, columns, boxes and fixed rows that are gone from sheets that are there."""
    for sheet in SHEETS:
        if sheet.title not in case.located.sheets or not case.uses(sheet):
            continue
        dispensable: list[str] = []
        for block in sheet.blocks:
            needed = not sheet.optional
            if isinstance(block, Form):
                yield from _missing_fields(case, sheet, block, needed, dispensable)
            elif isinstance(block, Table):
                yield from _missing_of_table(case, sheet, block, needed, dispensable)
        if dispensable:
            yield make("CON-036", _sheet_of(case, sheet), parts=listed(dispensable))


def _missing_fields(
    case: Case, sheet: Sheet, form: Form, needed: bool, others: list[str]
) -> Iterator[Finding]:
    missing = [entry for entry in form.entries if (form.key, entry.attribute) not in case.located.fields]
    required = [entry.label for entry in missing if needed and entry.required]
    if required:
        yield make("CON-033", _sheet_of(case, sheet), fields=_boxes(required))
    labels = [entry.label for entry in missing if entry.label not in required]
    if labels:
        others.append(_boxes(labels))


def _missing_of_table(
    case: Case, sheet: Sheet, table: Table, needed: bool, others: list[str]
) -> Iterator[Finding]:
    located = case.located.tables.get(table.name)
    source = _sheet_of(case, sheet)
    name = table.title or table.entries[0].label
    if located is None:
        if needed and _is_needed(table):
            yield make("CON-031", source, table=name)
        else:
            others.append(f'the table "{name}"')
        return
    missing = [entry for entry in table.entries if entry.is_read and entry.attribute not in located.columns]
    required = [entry.label for entry in missing if needed and _is_needed_entry(entry)]
    if required:
        yield make("CON-032", source, table=name, columns=_columns(required))
    labels = [entry.label for entry in missing if entry.label not in required]
    if labels:
        others.append(f'{_columns(labels)} of the table "{name}"')
    rows = [note.subject for note in case.reading.notes if _is_row_of(note, located.sheet, table)]
    if rows and needed and _is_needed(table):
        yield make("CON-034", source, table=name, rows=_rows(rows))
    elif rows:
        others.append(f'{_rows(rows)} of the table "{name}"')


def _is_needed(block: Block) -> bool:
    return not isinstance(block, Notes) and any(_is_needed_entry(entry) for entry in block.entries)


def _is_needed_entry(entry: Entry) -> bool:
    return bool(entry.required) or (entry.kind is Kind.RATING and entry.attribute not in _NEVER_COUNTED)


def _is_row_of(note: Note, sheet: str, table: Table) -> bool:
    return note.kind is NoteKind.ROW_MISSING and note.source.sheet == sheet and note.detail == table.title


def _boxes(labels: list[str]) -> str:
    return f"the {'box' if len(labels) == 1 else 'boxes'} {_in_quotes(labels)}"


def _columns(labels: list[str]) -> str:
    return f"the {'column' if len(labels) == 1 else 'columns'} {_in_quotes(labels)}"


def _rows(keys: list[str]) -> str:
    return f"the {'row' if len(keys) == 1 else 'rows'} {_in_quotes(keys)}"


def _in_quotes(words: list[str]) -> str:
    return listed([f'"{word}"' for word in words])


def _sheet_of(case: Case, sheet: Sheet) -> Source:
    return Source(case.located.sheets[sheet.title])


# ---------------------------------------------------------------- what was noticed while reading


def find_lost_names(case: Case) -> Iterator[Finding]:
    """Find tables and boxes whose names were lost, but which were found all the same; one finding a sheet."""
    kinds = (NoteKind.TABLE_BY_HEADING, NoteKind.FIELD_BY_LABEL)
    by_sheet: dict[str, list[str]] = {}
    for note in case.reading.notes:
        if note.kind in kinds:
            by_sheet.setdefault(note.source.sheet, []).append(f'"{note.subject}"')
    for sheet, subjects in by_sheet.items():
        yield make("CON-037", Source(sheet), parts=listed(subjects))


def find_rows_below_tables(case: Case) -> Iterator[Finding]:
    """Find rows typed directly below a table, which were read as if they belonged to it."""
    for note in case.reading.notes:
        if note.kind is NoteKind.BELOW_TABLE:
            one = note.detail == "1"
            yield make(
                "CON-038",
                note.source,
                table=note.subject,
                rows=f"{count(int(note.detail), 'row')} {'stands' if one else 'stand'}",
                they="it is" if one else "they are",
                them="it" if one else "them",
            )


def find_error_values(case: Case) -> Iterator[Finding]:
    """Find cells that hold an error value; a run of them down a column is one finding."""
    notes = [note for note in case.reading.notes if note.kind is NoteKind.CELL_ERROR]
    placed = sorted(((*_column_and_row(note), note) for note in notes), key=lambda item: item[:3])
    # Cells in a run have the same difference between their row and their place in the list.
    runs = groupby(enumerate(placed), key=lambda item: (item[1][:2], item[1][2] - item[0]))
    for _, run in runs:
        cells = [note for _, (_, _, _, note) in run]
        below = len(cells) - 1
        more = f", and so {'does' if below == 1 else 'do'} {count(below, 'cell')} below it" if below else ""
        first = cells[0]
        yield make(
            "CON-039", first.source, entry=first.detail, label=first.subject, shown=first.detail, more=more
        )


def _column_and_row(note: Note) -> tuple[str, int, int]:
    row, column, _, _ = parse_box(note.source.cell) or (0, 0, 0, 0)
    return note.source.sheet, column, row
