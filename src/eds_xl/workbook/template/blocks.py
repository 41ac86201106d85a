"""Writing the blocks of a sheet: notes, forms and tables."""

from __future__ import annotations

from functools import singledispatch

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.workbook import theme
from eds_xl.workbook.book import CellValue
from eds_xl.workbook.calculated.progress import INCOMPLETE
from eds_xl.workbook.layout import FIELD_COLUMN, HELP_COLUMN, LABEL_COLUMN, BlockPlace
from eds_xl.workbook.names import sheet_name
from eds_xl.workbook.rows import cell_value, form_record, records_of
from eds_xl.workbook.sheet_words import help_words, required_words
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.sheets.start import FURTHER_SHEETS, PROGRESS
from eds_xl.workbook.spec import (
    FINDING_ROWS,
    SPARE_ROWS,
    Block,
    ChartArea,
    Entry,
    Form,
    Kind,
    Notes,
    Table,
)
from eds_xl.workbook.template.canvas import Canvas
from eds_xl.workbook.template.chart import add_ratings_chart
from eds_xl.workbook.template.rules import Rules

_LOOKS = {
    Kind.RATING: "rating",
    Kind.GIVEN: "given",
    Kind.SHOWN: "shown",
    Kind.WRITTEN: "written",
    Kind.LINK: "written_link",
    Kind.QUOTED: "quoted",
    Kind.KEY: "key",
    Kind.TOTAL: "shown",
}


def look_of(entry: Entry) -> str:
    """Return the name of the format of an entry's cells."""
    return _LOOKS.get(entry.kind, "input")


def write_block(canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    """Write a block at its place, filled from the assessment."""
    if place.title_row < place.heading_row or not isinstance(place.block, Table):
        canvas.write(place.title_row, place.column, place.block.title, "block")
        canvas.heights[place.title_row] = theme.BLOCK_HEIGHT
    _write(place.block, canvas, rules, place, assessment)


@singledispatch
def _write(block: Block, canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    raise TypeError(f"no way to write a {type(block).__name__}")


@_write.register
def _(block: Notes, canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    for offset, (label, words) in enumerate(block.lines):
        row = place.first_row + offset
        canvas.write(row, LABEL_COLUMN, label, block.looks[offset] if block.looks else "note_label")
        canvas.write(row, FIELD_COLUMN, words, "note")


@_write.register
def _(block: ChartArea, canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    add_ratings_chart(canvas.workbook, canvas.worksheet, place, block)


@_write.register
def _(block: Form, canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    record = form_record(assessment, block)
    for offset, entry in enumerate(block.entries):
        row = place.first_row + offset
        canvas.write(row, LABEL_COLUMN, entry.label, "label")
        look = "recorded" if block.recorded and entry.kind is Kind.WRITTEN else look_of(entry)
        canvas.write(row, FIELD_COLUMN, cell_value(record, entry), look)
        if entry.is_input:
            canvas.write(row, HELP_COLUMN, help_words(entry), "help")
        rules.prompt(canvas.worksheet, entry, row, row, FIELD_COLUMN)
        rules.mark_field(canvas.worksheet, block, entry, row)


@_write.register
def _(block: Table, canvas: Canvas, rules: Rules, place: BlockPlace, assessment: Assessment) -> None:
    records = records_of(assessment, block)
    rows = _row_count(block, len(records))
    first, last = place.first_row, place.first_row + rows - 1
    _add_table(canvas, place, block, last)
    for offset, entry in enumerate(block.entries):
        column = place.column + offset
        if entry.required and place.title_row < place.heading_row:
            canvas.write(place.heading_row - 1, column, required_words(entry), "legend")
        canvas.write(place.heading_row, column, entry.label, "heading")
        rules.prompt(canvas.worksheet, entry, first, last, column)
    for position in range(rows):
        _write_row(canvas, block, place, position, records[position] if position < len(records) else None)
    if block.name in (PROGRESS, FURTHER_SHEETS):
        _link_sheets(canvas, place, block)
    if block.name == PROGRESS:
        rules.mark_words(canvas.worksheet, (first, last, block.column("state")), INCOMPLETE)
    rules.mark_table(canvas.worksheet, block, place, last)


def _row_count(block: Table, filled: int) -> int:
    if not block.growing:
        return block.row_count
    return FINDING_ROWS if block.record is None else filled + SPARE_ROWS


def _add_table(canvas: Canvas, place: BlockPlace, block: Table, last: int) -> None:
    # A table's rows end with its spare rows; the findings' area is longer than its table.
    end = place.first_row if block.growing and block.record is None else last
    canvas.worksheet.add_table(
        place.heading_row - 1,
        place.column - 1,
        end - 1,
        place.column + len(block.entries) - 2,
        {
            "name": block.name,
            "title": block.title or block.entries[0].label,
            "description": block.description,
            "columns": [{"header": entry.label} for entry in block.entries],
            "autofilter": block.growing,
            "style": None,
        },
    )


def _write_row(canvas: Canvas, block: Table, place: BlockPlace, position: int, record: Placed | None) -> None:
    row = place.first_row + position
    given = block.given[position] if block.given else ()
    for offset, entry in enumerate(block.entries):
        value: CellValue = None
        if offset < len(given):
            fixed = given[offset]
            value = float(fixed) if isinstance(fixed, int) else fixed
        elif record is not None and entry.is_read:
            value = cell_value(record, entry)
        canvas.write(row, place.column + offset, value, look_of(entry))


def _link_sheets(canvas: Canvas, place: BlockPlace, block: Table) -> None:
    by_title = {sheet.title: sheet for sheet in SHEETS}
    for offset, row in enumerate(block.given):
        sheet = by_title.get(str(row[0]))
        if sheet:
            canvas.link(place.first_row + offset, place.column, sheet_name(sheet), sheet.title, "given_link")
