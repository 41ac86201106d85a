"""The workbook as such: its template, its sheets, tables, columns and boxes, cells with error values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Source
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import count, listed
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.given_texts import changed_given_cells
from eds_xl.workbook.locate import Note, NoteKind
from eds_xl.workbook.rows import form_record, fresh_assessment, records_of
from eds_xl.workbook.sheets import CHOICES, SHEETS
from eds_xl.workbook.spec import TEMPLATE_VERSION, Block, Entry, Form, Kind, Sheet, Table

_NEVER_COUNTED = {"proposed", "last_year"}
"""Rating columns without which a report can be made."""

_SAY_NO = "Say No beside it on the Start sheet if you do not need it, or copy it back from an earlier copy."
_MOVE = "Move it to the white box where it belongs and empty the grey one"
_EMPTY_IT = "Empty the grey cell: what the drop-downs offer is fixed"
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
        if not sheet.optional and any(map(_is_needed, _entries(sheet))):
            yield make("CON-030", Source(sheet.title), sheet=sheet.title)
        else:
            advice = _SAY_NO if sheet.optional else _COPY_BACK
            yield make("CON-035", Source(sheet.title), sheet=sheet.title, advice=advice)


def find_entries_on_sheets_not_used(case: Case) -> Iterator[Finding]:
    """Find sheets that are said not to be used, but hold entries: those are printed all the same."""
    fresh = fresh_assessment()
    uses = {use.sheet: use for use in case.assessment.sheet_uses}
    for sheet in SHEETS:
        use = uses.get(sheet.title)
        source = use.source("used") if use and not case.uses(sheet) else None
        if use and source and _typed(case.assessment, sheet) - _typed(fresh, sheet):
            yield make("CON-045", source, entry=use.used, sheet=sheet.title)


def _typed(assessment: Assessment, sheet: Sheet) -> set[tuple[str, ...]]:
    """Return what stands in a sheet's boxes and rows of tables, without the Refs."""
    held = [(form.holds, form.entries, form_record(assessment, form)) for form in sheet.forms()]
    for table in sheet.tables():
        held += [(table.holds, table.entries, record) for record in records_of(assessment, table)]
    return {
        (
            holds,
            *(
                str(getattr(record, entry.attribute))
                for entry in entries
                if entry.attribute not in ("", "ref")
            ),
        )
        for holds, entries, record in held
    }


def _entries(sheet: Sheet) -> Iterator[Entry]:
    for form in sheet.forms():
        yield from form.entries
    for table in sheet.tables():
        yield from table.entries


@dataclass(frozen=True, slots=True)
class _Lost:
    """Something gone from a sheet, in words, with the code of its finding where every report needs it."""

    code: str
    needed: bool
    words: str


def find_missing_parts(case: Case) -> Iterator[Finding]:
    """Find tables, columns, boxes and fixed rows that are gone from sheets that are there."""
    for sheet in SHEETS:
        if sheet.title not in case.located.sheets or not case.uses(sheet):
            continue
        source = Source(case.located.sheets[sheet.title])
        lost = [part for block in sheet.blocks for part in _lost(case, block)]
        for part in lost:
            if part.needed and not sheet.optional:
                yield make(part.code, source, part=part.words)
        others = [part.words for part in lost if sheet.optional or not part.needed]
        if others:
            yield make("CON-036", source, about=" ".join(others), parts=listed(others))


def _lost(case: Case, block: Block) -> Iterator[_Lost]:
    if isinstance(block, Form):
        gone = [entry for entry in block.entries if (block.key, entry.attribute) not in case.located.fields]
        yield from _lost_entries("CON-033", gone, "box", "boxes", "")
    elif isinstance(block, Table):
        yield from _lost_of_table(case, block)


def _lost_of_table(case: Case, table: Table) -> Iterator[_Lost]:
    located = case.located.tables.get(table.name)
    name = f'the table "{_title(table)}"'
    needed = any(map(_is_needed, table.entries))
    if located is None:
        yield _Lost("CON-031", needed, name)
        return
    gone = [entry for entry in table.entries if entry.is_read and entry.attribute not in located.columns]
    yield from _lost_entries("CON-032", gone, "column", "columns", f" of {name}")
    rows = [note.subject for note in case.reading.notes if _is_row_of(note, located.sheet, table)]
    if rows:
        yield _Lost("CON-034", needed, f"{_named('row', 'rows', rows)} of {name}")


def _lost_entries(code: str, entries: list[Entry], one: str, many: str, of: str) -> Iterator[_Lost]:
    for needed in (True, False):
        labels = [entry.label for entry in entries if _is_needed(entry) is needed]
        if labels:
            yield _Lost(code, needed, f"{_named(one, many, labels)}{of}")


def _is_needed(entry: Entry) -> bool:
    return bool(entry.required) or (entry.kind is Kind.RATING and entry.attribute not in _NEVER_COUNTED)


def _is_row_of(note: Note, sheet: str, table: Table) -> bool:
    return note.kind is NoteKind.ROW_MISSING and note.source.sheet == sheet and note.detail == table.title


def _title(table: Table) -> str:
    """Return a table's title; a list on the Lists sheet has none but its heading."""
    return table.title or table.entries[0].label


def _named(one: str, many: str, names: list[str]) -> str:
    quotes = [f'"{name}"' for name in names]
    return f"the {one if len(names) == 1 else many} {listed(quotes)}"


# ---------------------------------------------------------------- what was noticed while reading


def find_lost_names(case: Case) -> Iterator[Finding]:
    """Find tables and boxes whose names were lost, but which were found all the same; one finding a sheet."""
    kinds = (NoteKind.TABLE_BY_HEADING, NoteKind.FIELD_BY_LABEL)
    by_sheet: dict[str, list[str]] = {}
    for note in case.reading.notes:
        if note.kind in kinds:
            by_sheet.setdefault(note.source.sheet, []).append(f'"{note.subject}"')
    for sheet, subjects in by_sheet.items():
        yield make("CON-037", Source(sheet), about=" ".join(subjects), parts=listed(subjects))


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


def find_unread_cells(case: Case) -> Iterator[Finding]:
    """Find cells of our sheets that hold something and belong to nothing: they were not read."""
    for note in case.reading.notes:
        if note.kind is NoteKind.UNREAD:
            one = note.detail.isalnum()
            yield make(
                "CON-042",
                note.source,
                entry=note.subject,
                about=note.words,
                cells=f"{'Cell' if one else 'Cells'} {note.detail}",
                hold="holds" if one else "hold",
                they="it is" if one else "they are",
            )


def find_given_texts_typed_over(case: Case) -> Iterator[Finding]:
    """Find grey cells of which the given wording was typed over: what stands there is not read; one a table."""
    if case.book is None:
        return
    typed = (cell for cell in changed_given_cells(case.book, case.reading) if cell.words)
    for table, group in groupby(typed, key=lambda cell: cell.table):
        cells = sorted(group, key=lambda cell: (cell.row, cell.column))
        first, names = cells[0], [cell.source.cell for cell in cells]
        one = len(cells) == 1
        yield make(
            "CON-046",
            first.source,
            entry=first.words,
            about="\n".join(cell.words for cell in cells[1:]),
            cells=f"{'cell' if one else 'cells'} {listed(names)}",
            table=_title(table),
            hold="holds" if one else "hold",
            they="it is" if one else "they are",
            begins="it begins" if one else f"{names[0]} begins",
            move=_EMPTY_IT if table in CHOICES.tables() else _MOVE,
        )


def find_copies_of_sheets(case: Case) -> Iterator[Finding]:
    """Find copies of our sheets, which are not read."""
    for note in case.reading.notes:
        if note.kind is NoteKind.SHEET_UNREAD:
            yield make("CON-043", note.source)


def find_error_values(case: Case) -> Iterator[Finding]:
    """Find cells that hold an error value; a run of them down a column is one finding."""
    for first, below in _runs(case, NoteKind.CELL_ERROR):
        so = "and so does" if below == 1 else "and so do"
        more = f", {so} {count(below, 'cell')} below it" if below else ""
        yield make("CON-039", first.source, entry=first.detail, label=first.subject, more=more)


def find_formulas_without_result(case: Case) -> Iterator[Finding]:
    """Find entries that are formulas of which the file holds no result, a run of them as one finding."""
    for first, below in _runs(case, NoteKind.NO_RESULT):
        more = f", nor from {count(below, 'cell')} below it" if below else ""
        yield make("CON-047", first.source, label=first.subject, more=more)


def _runs(case: Case, kind: NoteKind) -> Iterator[tuple[Note, int]]:
    """Yield the first of each run of notes on cells below each other, and how many cells follow it."""
    notes = [note for note in case.reading.notes if note.kind is kind]
    placed = sorted(((*_column_and_row(note), note) for note in notes), key=lambda item: item[:3])
    # Cells in a run have the same difference between their row and their place in the list.
    runs = groupby(enumerate(placed), key=lambda item: (item[1][:2], item[1][2] - item[0]))
    for _, run in runs:
        cells = [note for _, (_, _, _, note) in run]
        yield cells[0], len(cells) - 1


def _column_and_row(note: Note) -> tuple[str, int, int]:
    row, column, _, _ = parse_box(note.source.cell) or (0, 0, 0, 0)
    return note.source.sheet, column, row
