"""Reading one sheet part: its values as they are stored, as they are shown, and its formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.coordinates import COLUMNS, LAST_ROW, Place, cell_name
from eds_xl.workbook.plain_cells import PlainCell, has_cells, take_plain_cells
from eds_xl.workbook.shared_formulas import moved
from eds_xl.workbook.shown import Shown, iso_text
from eds_xl.workbook.stream import new_parser, parse, prefix_of
from eds_xl.workbook.xml_text import plain_text, unescape

T = TypeVar("T")
_place: Callable[[tuple[Place, Any]], Place] = itemgetter(0)
_DIGITS = "0123456789"
_OF_NUMBERS = (None, "n")  # where a result of no length, which a text may be, is none
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
    text (dates, percentages, telephone numbers); ``formulas`` the formulas, those shared with another cell
    included, each as it reads in its own cell; a formula over several cells (array) stands with its first
    cell only. ``without_result`` are the cells with a formula that nobody has worked out yet.
    """

    stored: dict[Place, CellValue] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    without_result: set[Place] = field(default_factory=set)

    def filled(self) -> Set[Place]:
        """Return which cells hold something, be it a formula without a result."""
        return self.stored.keys() | self.formulas.keys() if self.formulas else self.stored.keys()

    def values(self) -> dict[Place, CellValue]:
        """Return the values as a reader of the sheet would write them."""
        return {**self.stored, **self.shown} if self.shown else self.stored

    def with_rows(self, rows: Collection[int], fresh: SheetCells) -> SheetCells:
        """Return these cells with some rows as they are in others."""

        def together(kept: dict[Place, T], new: dict[Place, T]) -> dict[Place, T]:
            both = {place: value for place, value in kept.items() if place[0] not in rows}
            both.update((place, value) for place, value in new.items() if place[0] in rows)
            return dict(sorted(both.items(), key=_place))

        return SheetCells(
            together(self.stored, fresh.stored),
            together(self.shown, fresh.shown),
            together(self.formulas, fresh.formulas),
            {place for place in self.without_result if place[0] not in rows}
            | {place for place in fresh.without_result if place[0] in rows},
        )


MAX_FILLED_FORMULA = 2_000_000
"""Characters of all formulas of a sheet that are filled over cells, written out for each cell."""


class TooManyCellsError(Exception):
    """A sheet holds more than the limit."""


class TooMuchFormulaError(Exception):
    """A sheet's formulas that are filled over cells are longer than the limit, written out."""


class _Taker:
    """Takes in the cells of one sheet, one by one."""

    def __init__(self, reading: Reading) -> None:
        self.cells = SheetCells()
        self._reading = reading
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._sharing: list[tuple[Place, str]] = []

    def value(self, place: Place, value: CellValue) -> None:
        """Take a value; nothing and text of no length are blank."""
        if value is not None and value != "":
            self.cells.stored[place] = value

    def string(self, place: Place, index: int) -> None:
        """Take a shared string by its number."""
        if not 0 <= index < len(self._reading.strings):
            raise ValueError(f"no shared string {index}")
        self.value(place, self._reading.strings[index])

    def number(self, place: Place, number: float, style: str) -> None:
        """Take a number, which the cell's style may show as something else."""
        if not math.isfinite(number):
            raise ValueError(f"no number: {number}")
        self.cells.stored[place] = number
        shown = self._reading.shown.get(style)
        words = shown.text(number, self._reading.date1904) if shown else None
        if words is not None:
            self.cells.shown[place] = words

    def day(self, place: Place, written: str, style: str) -> None:
        """Take an ISO date."""
        self.value(place, iso_text(written, self._reading.shown.get(style)))

    def bare(self, place: Place, kind: str, text: str, style: str) -> None:
        """Take what stands bare in a cell: of any kind but text, as the file writes it."""
        if kind == "s":
            self.string(place, int(text))
        elif kind == "n" and text:
            self.number(place, float(text), style)
        elif kind == "b":
            self.value(place, _BOOLEANS.get(text))
        elif kind == "e":
            self.value(place, CellError(text))
        elif kind == "d":
            self.day(place, text, style)
        elif kind != "n":
            raise ValueError(f"no such kind of cell: {kind!r}")

    def plain_cells(self, cells: Iterable[PlainCell]) -> None:
        """Take cells that were found without the parser; most hold shared strings, which go the shortest way."""
        stored, strings = self.cells.stored, self._reading.strings
        for letters, digits, style, kind, formula, text in cells:
            place = _row(digits), COLUMNS[letters]
            if kind == "s":
                index = int(text or "")
                if not 0 <= index < len(strings):
                    raise ValueError(f"no shared string {index}")
                if strings[index]:
                    stored[place] = strings[index]
            elif kind == "str":
                self.value(place, unescape(plain_text(text or "")))
            else:
                self.bare(place, kind or "n", plain_text(text or "").strip(), style or "0")
            if formula:
                self.formula(place, unescape(plain_text(formula)), None)
                if not text and kind in _OF_NUMBERS:
                    self.cells.without_result.add(place)

    def formula(self, place: Place, text: str, group: str | None) -> None:
        """Take a formula, with the number of the group of cells that share it, if it is shared."""
        if text:
            self.cells.formulas[place] = text
            if group is not None:
                self._masters.setdefault(group, (text, *place))
        elif group is not None:
            self._sharing.append((place, group))

    def finish(self) -> SheetCells:
        """Give the cells that share a formula their own text of it, and return everything."""
        left = MAX_FILLED_FORMULA
        for (row, column), group in self._sharing:
            if group not in self._masters:
                raise ValueError(f"no shared formula {group!r}")
            text, top, first = self._masters[group]
            left -= len(text)
            if left < 0:
                raise TooMuchFormulaError
            self.cells.formulas[row, column] = moved(text, row - top, column - first)
        return self.cells

    def passes(self, limit: int) -> bool:
        """Return whether more cells than the limit hold a value, or a formula, as far as the sheet was read."""
        cells = self.cells
        return len(cells.stored) > limit or len(cells.formulas) + len(self._sharing) > limit

    def sort(self) -> None:
        """Put the values into the order of the sheet."""
        stored = self.cells.stored
        self.cells.stored = {place: stored[place] for place in sorted(stored)}


class _Rows:
    """What the parser calls while it goes over a sheet part.

    Only the rows count: elsewhere other vocabularies may use the same names.
    """

    def __init__(self, taker: _Taker, limit: int) -> None:
        self._taker = taker
        self._limit = limit
        self._row = 0
        self._cell: dict[str, str] = {}
        self._place: Place = (0, 0)  # of the cell that is being read, or was the last one
        self._in_cell = False
        self._formula: dict[str, str] = {}
        self._pieces: list[str] = []  # of the text that is being read
        self._words: list[str] = []
        self._in_aid = False
        self._data_tag = ""
        self._of_cells: frozenset[str] = frozenset()
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self.parser = new_parser()
        self.parser.StartElementHandler = self._root

    def _root(self, name: str, _: object) -> None:
        prefix = prefix_of(name)
        self._data_tag = prefix + "sheetData"
        self._starts = {
            prefix + "row": self._row_starts,
            prefix + "c": self._cell_starts,
            prefix + "v": self._text_starts,
            prefix + "f": self._formula_starts,
            prefix + "is": self._inline_starts,
            prefix + "t": self._text_starts,
            prefix + "rPh": self._aid_starts,
        }
        self._ends = {
            prefix + "row": self._row_ends,
            prefix + "c": self._cell_ends,
            prefix + "v": self._value_ends,
            prefix + "f": self._formula_ends,
            prefix + "is": self._inline_ends,
            prefix + "t": self._text_ends,
            prefix + "rPh": self._aid_ends,
            self._data_tag: self._data_ends,
        }
        self._of_cells = frozenset(prefix + local for local in ("v", "f", "is"))
        self.parser.StartElementHandler = self._before

    def _before(self, name: str, _: object) -> None:
        if name == self._data_tag:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end
            self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._starts:
            self._starts[name](attributes)

    def _end(self, name: str) -> None:
        # What a foreign vocabulary has put beside the cells is none of our business.
        if name in self._ends and (self._in_cell or name not in self._of_cells):
            self._ends[name]()

    def _data_ends(self) -> None:
        self.parser.StartElementHandler = None
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None

    def _row_starts(self, attributes: dict[str, str]) -> None:
        self._row = _row(attributes.get("r") or self._row + 1)
        self._place = self._row, 0

    def _row_ends(self) -> None:
        if self._taker.passes(self._limit):
            raise TooManyCellsError

    def _cell_starts(self, attributes: dict[str, str]) -> None:
        name = attributes.get("r")
        if name is None:
            name = cell_name(self._row, self._place[1] + 1)
        letters = name.rstrip(_DIGITS)
        self._place = _row(name[len(letters) :]), COLUMNS[letters]
        self._cell = attributes
        self._in_cell = True

    def _cell_ends(self) -> None:
        self._in_cell = False

    def _text_starts(self, _: dict[str, str]) -> None:
        self._pieces.clear()

    def _value_ends(self) -> None:
        place, kind, text = self._place, self._cell.get("t", "n"), "".join(self._pieces)
        if kind == "str":
            self._taker.value(place, unescape(text))
        elif kind != "inlineStr":  # whose text stands beside it
            if text:
                self._taker.cells.without_result.discard(place)
            self._taker.bare(place, kind, text.strip(), self._cell.get("s", "0"))

    def _formula_starts(self, attributes: dict[str, str]) -> None:
        self._formula = attributes
        self._pieces.clear()

    def _formula_ends(self) -> None:
        group = self._formula.get("si") if self._formula.get("t") == "shared" else None
        self._taker.formula(self._place, unescape("".join(self._pieces)), group)
        if self._cell.get("t") in _OF_NUMBERS and (self._pieces or group is not None):
            self._taker.cells.without_result.add(self._place)

    def _inline_starts(self, _: dict[str, str]) -> None:
        self._words.clear()

    def _inline_ends(self) -> None:
        if self._cell.get("t") == "inlineStr":
            self._taker.value(self._place, "".join(self._words))

    def _text_ends(self) -> None:
        if not self._in_aid:
            # Escapes never cross from one run to the next.
            self._words.append(unescape("".join(self._pieces)))

    def _aid_starts(self, _: dict[str, str]) -> None:
        self._in_aid = True

    def _aid_ends(self) -> None:
        self._in_aid = False


def _row(number: str | int) -> int:
    """Return the number of a row, if there is such a row."""
    row = int(number)
    if not 1 <= row <= LAST_ROW:
        raise ValueError(f"no row: {row}")
    return row


def read_cells(data: bytes, reading: Reading, limit: int) -> SheetCells:
    """Read a sheet.

    Rows and cells that do not say where they are stand next to the one before, as the standard has it.

    Args:
        data: The bytes of the sheet part.
        reading: The workbook's shared strings, formats and date system.
        limit: How many cells may hold something.

    Raises:
        TooManyCellsError: If there are more.
        TooMuchFormulaError: If formulas filled over cells pass ``MAX_FILLED_FORMULA``.
        ValueError: If the sheet is not what it should be, or not well formed.
    """
    taker = _Taker(reading)
    plain, rest = take_plain_cells(data)
    taker.plain_cells(plain)
    plain_ones = len(taker.cells.stored)
    # Where no cell is left, the part must still be well formed.
    parse(_Rows(taker, limit).parser if rest is data or has_cells(rest) else new_parser(), rest)
    if taker.passes(limit):
        raise TooManyCellsError
    if 0 < plain_ones < len(taker.cells.stored):
        taker.sort()
    cells = taker.finish()
    if len(cells.filled()) > limit:
        raise TooManyCellsError
    return cells
