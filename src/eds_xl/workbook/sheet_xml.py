"""Reading one sheet part: its values as they are stored, as they are shown, and its formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.coordinates import COLUMNS, LAST_ROW, cell_name
from eds_xl.workbook.shared_formulas import moved
from eds_xl.workbook.shown import Shown, iso_text
from eds_xl.workbook.stream import new_parser, parse, prefix_of
from eds_xl.workbook.xml_text import unescape

Place = tuple[int, int]
"""Row and column, from 1."""

_DIGITS = "0123456789"
_BOOLEANS = MappingProxyType({"1": True, "true": True, "0": False, "false": False})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read a sheet's cells: the shared strings, the styles that show, the date system."""

    strings: Sequence[str]
    shown: Mapping[str, Shown]
    date1904: bool


@dataclass(slots=True)
class SheetCells:
    """The cells of one sheet that hold something.

    ``stored`` has the values as they are in the file; ``shown`` those that a number format turns into
    text (dates, percentages); ``formulas`` the formulas, those shared with another cell included, each as
    it reads in its own cell; a formula over several cells (array) stands with its first cell only.
    """

    stored: dict[Place, CellValue] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)

    def values(self) -> dict[Place, CellValue]:
        """Return the values as a reader of the sheet would write them."""
        return {**self.stored, **self.shown} if self.shown else self.stored


class TooManyCellsError(Exception):
    """A sheet holds more than the limit."""


class _Sheet:
    """One pass over a sheet part; reading a workbook spends most of its time in ``_start`` and ``_end``."""

    def __init__(self, reading: Reading, limit: int) -> None:
        self.cells = SheetCells()
        self._stored = self.cells.stored
        self._strings = reading.strings
        self._reading = reading
        self._limit = limit
        self._number = 0
        self._cell: dict[str, str] = {}
        self._formula: dict[str, str] = {}
        self._pieces: list[str] = []  # of the text that is being read
        self._words: list[str] = []
        self._in_aid = False
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._sharing: list[tuple[Place, str]] = []
        self._data_tag = self._cell_tag = self._value_tag = ""
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self.parser = new_parser()
        self.parser.StartElementHandler = self._root

    def finish(self) -> SheetCells:
        """Give the cells that share a formula their own text of it, and return everything."""
        for (row, column), group in self._sharing:
            if group not in self._masters:
                raise ValueError(f"no shared formula {group!r}")
            text, top, left = self._masters[group]
            self.cells.formulas[row, column] = moved(text, row - top, column - left)
        return self.cells

    # What the parser calls. Only the rows count: elsewhere other vocabularies may use the same names.

    def _root(self, name: str, _: object) -> None:
        prefix = prefix_of(name)
        self._data_tag, self._cell_tag, self._value_tag = (prefix + tag for tag in ("sheetData", "c", "v"))
        self._starts = {
            prefix + "row": self._row_starts,
            prefix + "f": self._formula_starts,
            prefix + "is": self._inline_starts,
            prefix + "t": self._text_starts,
            prefix + "rPh": self._aid_starts,
        }
        self._ends = {
            prefix + "row": self._row_ends,
            prefix + "f": self._formula_ends,
            prefix + "is": self._inline_ends,
            prefix + "t": self._text_ends,
            prefix + "rPh": self._aid_ends,
            self._data_tag: self._data_ends,
        }
        self.parser.StartElementHandler = self._before

    def _before(self, name: str, _: object) -> None:
        if name == self._data_tag:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end
            self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._cell_tag:
            if "r" not in attributes:
                attributes["r"] = self._next_name()
            self._cell = attributes
        elif name == self._value_tag:
            self._pieces.clear()
        elif name in self._starts:
            self._starts[name](attributes)

    def _end(self, name: str) -> None:
        if name == self._value_tag:
            cell, text = self._cell, "".join(self._pieces)
            kind = cell.get("t", "n")
            if kind == "s":
                index = int(text)
                if not 0 <= index < len(self._strings):
                    raise ValueError(f"no shared string {index}")
                if value := self._strings[index]:
                    self._stored[self._number, COLUMNS[cell["r"].rstrip(_DIGITS)]] = value
            elif kind == "n":
                self._store_number(text)
            elif kind != "inlineStr":  # whose text stands beside it
                self._store(self._other_value(kind, text))
        elif name in self._ends:
            self._ends[name]()

    def _data_ends(self) -> None:
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None

    def _row_starts(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("r") or self._number + 1)
        if not 1 <= self._number <= LAST_ROW:
            raise ValueError(f"no row: {self._number}")
        self._cell = {}

    def _row_ends(self) -> None:
        if len(self._stored) > self._limit:
            raise TooManyCellsError

    def _formula_starts(self, attributes: dict[str, str]) -> None:
        self._formula = attributes
        self._pieces.clear()

    def _formula_ends(self) -> None:
        text, place = unescape("".join(self._pieces)), self._place()
        group = self._formula.get("si") if self._formula.get("t") == "shared" else None
        if text:
            self.cells.formulas[place] = text
            if group is not None:
                self._masters.setdefault(group, (text, *place))
        elif group is not None:
            self._sharing.append((place, group))

    def _inline_starts(self, _: dict[str, str]) -> None:
        self._words.clear()

    def _inline_ends(self) -> None:
        if self._cell.get("t") == "inlineStr":
            self._store("".join(self._words))

    def _text_starts(self, _: dict[str, str]) -> None:
        self._pieces.clear()

    def _text_ends(self) -> None:
        if not self._in_aid:
            # Escapes never cross from one run to the next.
            self._words.append(unescape("".join(self._pieces)))

    def _aid_starts(self, _: dict[str, str]) -> None:
        self._in_aid = True

    def _aid_ends(self) -> None:
        self._in_aid = False

    # Where a cell is, and what it holds

    def _place(self) -> Place:
        return self._number, COLUMNS[self._cell["r"].rstrip(_DIGITS)]

    def _next_name(self) -> str:
        """The name of a cell that does not say where it is: next to the one before."""
        before = COLUMNS[self._cell["r"].rstrip(_DIGITS)] if self._cell else 0
        return cell_name(self._number, before + 1)

    def _store(self, value: CellValue) -> None:
        if value is not None and value != "":
            self._stored[self._place()] = value

    def _store_number(self, text: str) -> None:
        if not text.strip():
            return
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(f"no number: {text!r}")
        self._store(number)
        shown = self._reading.shown.get(self._cell.get("s", "0"))
        words = shown.text(number, self._reading.date1904) if shown else None
        if words is not None:
            self.cells.shown[self._place()] = words

    def _other_value(self, kind: str, text: str) -> CellValue:
        if kind == "str":
            return unescape(text)
        if kind == "b":
            return _BOOLEANS.get(text.strip())
        if kind == "e":
            return CellError(text.strip())
        if kind == "d":
            return iso_text(text.strip(), self._reading.shown.get(self._cell.get("s", "0")))
        raise ValueError(f"no such kind of cell: {kind!r}")


def read_cells(data: bytes, reading: Reading, limit: int) -> SheetCells:
    """Read a sheet.

    Rows and cells that do not say where they are stand next to the one before, as the standard has it.

    Args:
        data: The bytes of the sheet part.
        reading: The workbook's shared strings, formats and date system.
        limit: How many cells may hold something.

    Raises:
        TooManyCellsError: If there are more.
        ValueError: If the sheet is not what it should be, or not well formed.
    """
    sheet = _Sheet(reading, limit)
    parse(sheet.parser, data)
    return sheet.finish()
