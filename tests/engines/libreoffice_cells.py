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
        for kind, box in self._shown_otherwise():
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
        top, left = self.box[:2]
        rows = tuple(
            tuple(self._formula(row, column, text) for column, text in enumerate(line, left))
            for row, line in enumerate(self.cells.getFormulaArray(), top)
        )
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        self.record("write formulas")
        self._write(value)

    @property
    def number_format(self) -> str | None:
        self.record("read format")
        # Of a mixed range the office tells 0, not nothing.
        parts = [part.NumberFormat for part in self.cells.getCellFormatRanges()]
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
        for part in self.cells.getCellFormatRanges():
            kind = self.sheet.book.kind(part.NumberFormat)
            if kind & (_DATE | _TIME | _LOGICAL):
                yield kind, box_from(part.RangeAddress)

    def _cell(self, row: int, column: int) -> Any:
        return self.sheet.sheet.getCellByPosition(column - 1, row - 1)

    def _error(self, row: int, column: int) -> ErrorValue:
        cell = self._cell(row, column)
        return ErrorValue(cell.String if cell.String in ERRORS else _ERROR_NUMBERS.get(cell.Error, "#N/A"))

    def _formula(self, row: int, column: int, text: str) -> str:
        if not text.startswith("=") or self._cell(row, column).Type.value != "FORMULA":
            return text.removeprefix("'")
        return self.sheet.book.formula(self.sheet, row, column)

    def _write(self, value: Any) -> None:
        self._refuse_locked()
        top, left, bottom, right = self.box
        formats = {at: self._format_of(*at) for at in cells_of(self.box)}
        given = dict(zip(formats, [one for row in self.in_rows(value) for one in row], strict=True))
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
                words = str(entry.value).removeprefix("=")
                tokens = self.sheet.book.parser.parseFormula(words, self.sheet.place(*at))
                self._cell(*at).setTokens(tokens)
                self.sheet.book.remember(self.sheet, *at, f"={words}")

    def _format_of(self, row: int, column: int) -> str:
        return str(self.sheet.book.formats.getByKey(self._cell(row, column).NumberFormat).FormatString)

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
