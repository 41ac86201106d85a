"""A sheet of the template being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from eds_xl.workbook import theme
from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.heights import height_of
from eds_xl.workbook.problems import problem
from eds_xl.workbook.spec import Sheet
from eds_xl.workbook.xml_text import escape


@dataclass(slots=True)
class Canvas:
    """A sheet being written: remembers the height each row needs and refuses what Excel would cut."""

    workbook: Workbook
    sheet: Sheet
    worksheet: Worksheet
    formats: dict[str, Format]
    widths: list[int]
    heights: dict[int, float] = field(default_factory=dict)

    def write(self, row: int, column: int, value: CellValue, look: str) -> None:
        """Write a value (text, number or blank) at a row and column counted from 1."""
        at, chosen = (row - 1, column - 1), self.formats[look]
        if isinstance(value, str):
            if self.worksheet.write_string(*at, value, chosen):
                cell = cell_name(row, column)
                raise problem("too long", sheet=self.sheet.title, cell=cell)
            self._make_room(row, column, value, look)
        elif value is None:
            self.worksheet.write_blank(*at, None, chosen)
        else:
            self.worksheet.write_number(*at, float(str(value)), chosen)

    def link(self, row: int, column: int, target: str, words: str, look: str) -> None:
        """Write a link to a defined name of this workbook."""
        self.worksheet.write_url(
            row - 1, column - 1, f"internal:{target}", self.formats[look], string=words, tip=f"Go to {words}"
        )

    def formula(self, row: int, column: int, formula: str, value: CellValue, look: str) -> None:
        """Write a formula with the result to store."""
        # XlsxWriter escapes control characters in texts, but not in the results of formulas.
        shown = value.text if isinstance(value, CellError) else value
        stored = escape(shown) if isinstance(shown, str) else shown
        self.worksheet.write_formula(row - 1, column - 1, f"={formula}", self.formats[look], stored)
        if isinstance(value, str):
            self._make_room(row, column, value, look)

    def _make_room(self, row: int, column: int, text: str, look: str) -> None:
        if theme.FORMATS[look].get("text_wrap"):
            self.need_height(row, height_of(text, self.width(column)))

    def width(self, column: int) -> int:
        """Return a column's width in characters."""
        return self.widths[column - 1] if column <= len(self.widths) else 12

    def need_height(self, row: int, height: float) -> None:
        """Note that a row needs a height in points."""
        self.heights[row] = max(height, self.heights.get(row, 0))
