"""How a sheet is shown, printed and protected."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from eds_xl.standard import EDS
from eds_xl.workbook.layout import TITLE_ROW, column_widths, places
from eds_xl.workbook.sheets import START
from eds_xl.workbook.spec import ChartArea, Sheet, Table

_PAPER_A4, _PAPER_A3 = 9, 8
_WIDE = 180
"""Sheets wider than this many characters are set up for A3, or their print would be too small to read."""
_STILL_ALLOWED: dict[str, Any] = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def set_up_page(sheet: Sheet, worksheet: Worksheet) -> None:
    """Freeze the title and first column, set up printing, protect sheets of formulas (without a password)."""
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(TITLE_ROW, 0 if sheet is START or sheet.side_by_side else 1)
    worksheet.set_paper(_PAPER_A3 if sum(column_widths(sheet)) > _WIDE else _PAPER_A4)
    worksheet.set_landscape()
    worksheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    # Start is one page, or three lines of it would stand alone on a second; the others are as long as they get.
    worksheet.fit_to_pages(1, 1 if sheet is START else 0)
    growing = [place for place in places(sheet) if isinstance(place.block, Table) and place.block.growing]
    for place in growing:
        worksheet.repeat_rows(place.heading_row - 1)
    # A chart is not to be cut in two.
    worksheet.set_h_pagebreaks(
        [place.title_row - 1 for place in places(sheet) if isinstance(place.block, ChartArea)]
    )
    worksheet.set_header(f"&L{EDS.title}&R&A")
    worksheet.set_footer("&L&F&RPage &P of &N")
    if sheet.protected:
        worksheet.protect("", _STILL_ALLOWED)
    if sheet is START:
        worksheet.activate()
        worksheet.set_first_sheet()
