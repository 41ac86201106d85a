"""The cells of a LibreOffice Calc document, read and written in blocks over UNO."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from eds_xl.workbook.coordinates import Box
from eds_xl.workbook.live_blocks import cells_of
from tests.engines import application
from tests.engines.calls import EngineError
from tests.engines.excel_typing import ERRORS, ErrorValue, Taken, taken
from tests.engines.libreoffice_formulas import to_excel, to_own

_PROTECTED = -2146827284
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
# Of com.sun.star.util.NumberFormat.
_DATE, _TIME, _LOGICAL = 2, 4, 1024
_ERROR_NUMBERS = {502: "#VALUE!", 503: "#NUM!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!"}


class Range(application.Range):
    """A rectangle of cells."""

    sheet: Any

    @property
    def cells(self) -> Any:
        top, left, bottom, right = self.box
        return self.sheet.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    @property
    def raw_value(self) -> Any:
        self.record("read values")
        top, left = self.box[:2]
        rows = [[_text(value) for value in row] for row in self.cells.getDataArray()]
        found = dict(zip(cells_of(self.box), [value for row in rows for value in row], strict=True))
        for (row, column), value in found.items():
            if value is None:
                rows[row - top][column - left] = self._error(row, column)
        has_numbers = any(isinstance(value, float) for row in rows for value in row)
        for kind, box in self._shown_otherwise() if has_numbers else ():
            for row, column in cells_of(box):
                value = rows[row - top][column - left]
                if isinstance(value, float):
                    moment = _DAY_ZERO + timedelta(seconds=round(value * 86400, 3))
                    rows[row - top][column - left] = bool(value) if kind & _LOGICAL else moment
        return rows[0][0] if self.shape == (1, 1) else tuple(map(tuple, rows))

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.record("write values")
        self._write(value)

    @property
    def formula(self) -> Any:
        self.record("read formulas")
        rows = tuple(tuple(map(_in_excel, line)) for line in self.cells.getFormulaArray())
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        self.record("write formulas")
        self._write(value)

    @property
    def number_format(self) -> str | None:
        self.record("read format")
        # Of a mixed range the office tells 0, not nothing.
        parts = [part.NumberFormat for part in self.cells.getUniqueCellFormatRanges()]
        found = {self.sheet.book.formats.getByKey(key).FormatString for key in parts}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.record("write format")
        self._refuse_locked()
        self.cells.NumberFormat = self._format_key(value)

    def select(self) -> None:
        self.sheet.book.document.CurrentController.select(self.cells)

    def _shown_otherwise(self) -> Iterator[tuple[int, Box]]:
        """Yield the parts whose numbers are shown as dates, times or truth values."""
        for part in self.cells.getUniqueCellFormatRanges():
            kind = self.sheet.book.kind(part.NumberFormat)
            if kind & (_DATE | _TIME | _LOGICAL):
                for address in part.getRangeAddresses():
                    yield kind, box_from(address)

    def _cell(self, row: int, column: int) -> Any:
        return self.sheet.sheet.getCellByPosition(column - 1, row - 1)

    def _error(self, row: int, column: int) -> ErrorValue:
        cell = self._cell(row, column)
        return ErrorValue(cell.String if cell.String in ERRORS else _ERROR_NUMBERS.get(cell.Error, "#N/A"))

    def _write(self, value: Any) -> None:
        self._refuse_locked()
        top, left, bottom, right = self.box
        formats = self._formats()
        given = dict(
            zip(cells_of(self.box), [one for row in self.in_rows(value) for one in row], strict=True)
        )
        entries = {at: taken(one, formats[at]) for at, one in given.items()}
        # Never None: the office falls over it.
        rows = [
            tuple(_for_block(entries[row, column]) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        ]
        self.cells.setDataArray(tuple(rows))
        for at, entry in entries.items():
            if entry.kind == "boolean":
                self._cell(*at).NumberFormat = self._format_key("BOOLEAN")
            elif entry.kind in ("formula", "error"):
                self._cell(*at).setFormula("=" + to_own(str(entry.value).removeprefix("=")))

    def _formats(self) -> dict[tuple[int, int], str]:
        codes = self.sheet.book.formats
        return {
            at: code
            for part in self.cells.getUniqueCellFormatRanges()
            for code in [str(codes.getByKey(part.NumberFormat).FormatString)]
            for address in part.getRangeAddresses()
            for at in cells_of(box_from(address))
        }

    def _format_key(self, code: str) -> int:
        english = self.sheet.book.app.office.uno.createUnoStruct("com.sun.star.lang.Locale")
        english.Language, english.Country = "en", "US"
        key = self.sheet.book.formats.queryKey(code, english, False)
        return int(key if key != -1 else self.sheet.book.formats.addNew(code, english))

    def _refuse_locked(self) -> None:
        # The office itself passes over protection when it is driven from outside.
        if self.sheet.sheet.isProtected():
            lock = self.cells.CellProtection
            if lock is None or lock.IsLocked:
                raise EngineError("the cell is protected", _PROTECTED)


def _in_excel(entry: str) -> str:
    """A cell's formula or text; text that looks like a formula or a number comes in quotes."""
    return to_excel(entry) if entry.startswith("=") else entry.removeprefix("'")


def _text(value: Any) -> Any:
    """A tab in a cell of several lines comes as the placeholder of the office's editor."""
    return value.replace("\x01", "\t") if isinstance(value, str) else value


def _for_block(entry: Taken) -> str | float:
    if entry.kind in ("text", "number"):
        return entry.value
    return float(entry.value) if entry.kind == "boolean" else ""


def box_from(address: Any) -> Box:
    """Return the corners of an address of the office."""
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1
