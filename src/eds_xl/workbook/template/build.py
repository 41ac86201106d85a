"""Putting a workbook together with XlsxWriter, sheet by sheet and block by block."""

from __future__ import annotations

import warnings
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from eds_xl.assessment.model import Assessment
from eds_xl.standard import EDS
from eds_xl.workbook import theme
from eds_xl.workbook.calculated import ABOVE, calculated_cells, live_state
from eds_xl.workbook.coordinates import column_letters
from eds_xl.workbook.layout import (
    INSTRUCTION_ROWS,
    LINK_ROW,
    TITLE_ROW,
    column_widths,
    place_of,
    places,
)
from eds_xl.workbook.lists import LISTS, list_name, list_table
from eds_xl.workbook.names import (
    FIND_ENTRY,
    FIND_KEY,
    TEMPLATE_VERSION_NAME,
    VERSION_PROPERTY,
    sheet_name,
    table_place,
)
from eds_xl.workbook.rows import fresh_assessment
from eds_xl.workbook.sheet_words import TO_START, VERSION_LABEL
from eds_xl.workbook.sheets import CHECKS, CHOICES, SHEETS, START, TABLES
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import FINDING_ROWS, TEMPLATE_VERSION, Form, Sheet, Table
from eds_xl.workbook.template.blocks import write_block
from eds_xl.workbook.template.canvas import Canvas
from eds_xl.workbook.template.finish import finish
from eds_xl.workbook.template.page import set_up_page
from eds_xl.workbook.template.rules import Rules

CREATED = datetime(2022, 8, 15)  # noqa: DTZ001 - the file format wants no time zone; the date of the EDS template
"""The creation date in the file's properties: fixed, so that the same input gives the same bytes."""


def build(assessment: Assessment | None = None) -> bytes:
    """Return a workbook (.xlsx) made from the spec, holding an assessment or what a new one holds.

    The same assessment gives the same bytes. Raises WorkbookProblem for text no cell can hold.
    """
    filled = fresh_assessment() if assessment is None else assessment
    target = BytesIO()
    with warnings.catch_warnings():
        # XlsxWriter only warns where it leaves something out (a prompt that is too long, a bad link).
        warnings.simplefilter("error")
        workbook = xlsxwriter.Workbook(target, _options())
        _describe(workbook)
        formats = {name: workbook.add_format(_with_font(look)) for name, look in theme.FORMATS.items()}
        rules = Rules(workbook)
        for sheet in SHEETS:
            canvas = Canvas(
                workbook, sheet, workbook.add_worksheet(sheet.title), formats, column_widths(sheet)
            )
            _write_sheet(canvas, rules, filled)
        _define_names(workbook)
        workbook.close()
    return finish(target.getvalue())


def _options() -> dict[str, Any]:
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": theme.FONT, "font_size": 11},
        # What Excel takes for this font; column widths and the chart's place are reckoned from it.
        "default_column_width": 72,
    }


def _with_font(look: dict[str, Any]) -> dict[str, Any]:
    # With a scheme, Excel would take the font of the document's theme (Calibri) instead.
    return {"font_name": theme.FONT, "font_size": 11, "font_scheme": "none", **look}


def _describe(workbook: Workbook) -> None:
    workbook.set_properties(
        {
            "title": f"{EDS.title}: assessment workbook",
            "subject": "NHS Equality Delivery System 2022: ratings, evidence and action plan",
            "author": "",
            "company": "",
            "created": CREATED,
        }
    )
    workbook.set_custom_property(VERSION_PROPERTY, TEMPLATE_VERSION, "text")


def _write_sheet(canvas: Canvas, rules: Rules, assessment: Assessment) -> None:
    sheet, worksheet = canvas.sheet, canvas.worksheet
    for column, width in enumerate(canvas.widths):
        worksheet.set_column(column, column, width)
    canvas.write(TITLE_ROW, 1, sheet.first_words, "title")
    canvas.heights[TITLE_ROW] = theme.TITLE_HEIGHT
    for row, line in zip(INSTRUCTION_ROWS, sheet.instructions, strict=True):
        canvas.write(row, 1, line, "instruction")
        canvas.heights[row] = theme.LINE_HEIGHT + 3
    if sheet is START:
        canvas.write(LINK_ROW, 1, VERSION_LABEL, "note_label")
        canvas.write(LINK_ROW, 2, TEMPLATE_VERSION, "note")
    else:
        canvas.link(LINK_ROW, 1, sheet_name(START), TO_START, "link")
    for place in places(sheet):
        write_block(canvas, rules, place, assessment)
    _write_formulas(canvas, assessment)
    for row, height in sorted(canvas.heights.items()):
        worksheet.set_row(row - 1, height)
    set_up_page(sheet, worksheet)


def _write_formulas(canvas: Canvas, assessment: Assessment) -> None:
    state = live_state(assessment)
    for cell in calculated_cells():
        sheet, row, column = cell.place
        if sheet == canvas.sheet.title:
            look = (
                "legend" if cell.key == ABOVE else "given_link" if "HYPERLINK(" in cell.formula else "shown"
            )
            canvas.formula(row, column, cell.formula, cell.stored(state), look)


def _define_names(workbook: Workbook) -> None:
    for sheet in SHEETS:
        _define(workbook, sheet_name(sheet), sheet, "$A$1")
        for place in places(sheet):
            if isinstance(place.block, Table) and not sheet.side_by_side:
                cell = f"${column_letters(place.column)}${place.title_row}"
                _define(workbook, table_place(place.block), sheet, cell)
            if isinstance(place.block, Form):
                for entry in place.block.entries:
                    row, column = place.cell(entry.attribute)
                    _define(workbook, place.block.name_of(entry), sheet, f"${column_letters(column)}${row}")
    for key in LISTS:
        place = place_of(CHOICES, list_table(key))
        letters = column_letters(place.column)
        _define(
            workbook, list_name(key), CHOICES, f"${letters}${place.first_row}:${letters}${place.last_row}"
        )
    findings = place_of(CHECKS, FINDINGS)
    for name, attribute in ((FIND_ENTRY, "entry"), (FIND_KEY, "cell_key")):
        letters = column_letters(_column_of(FINDINGS, attribute))
        last = findings.first_row + FINDING_ROWS - 1
        _define(workbook, name, CHECKS, f"${letters}${findings.first_row}:${letters}${last}")
    _define(workbook, TEMPLATE_VERSION_NAME, START, f"$B${LINK_ROW}")


def _column_of(table_name: str, attribute: str) -> int:
    return next(table for _, table in TABLES if table.name == table_name).column(attribute)


def _define(workbook: Workbook, name: str, sheet: Sheet, cells: str) -> None:
    if workbook.define_name(name, f"='{sheet.title}'!{cells}"):
        raise ValueError(f"Excel would not take the name {name}")
