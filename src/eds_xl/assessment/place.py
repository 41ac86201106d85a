"""Where an entry came from: every record can say in which cell of which sheet each of its values stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A cell: sheet (visible name), cell ("B12") and the key by which the Checks sheet finds it again."""

    sheet: str
    cell: str = ""
    key: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the place in words: "Domain 1, cell B12"."""
        return f"{self.sheet}, cell {self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a whole record stands; gives the :class:`Source` of any of its values, blank ones included.

    ``cells`` maps attributes to cells ("C"  for a table row, completed by ``row``; "C5" for a form) and
    ``keys`` maps attributes to cell keys (a table's are completed by ``row_key``).
    """

    sheet: str
    cells: Mapping[str, str]
    row: int | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    row_key: str = ""

    def source(self, attribute: str) -> Source | None:
        """Return where a value stands, or None if the sheet has no cell for it (a column was removed)."""
        cell = self.cells.get(attribute)
        if cell is None:
            return None
        if self.row is None:
            return Source(self.sheet, cell, self.keys.get(attribute, ""))
        key = self.keys.get(attribute, "").replace("{row}", self.row_key)
        return Source(self.sheet, f"{cell}{self.row}", key)


@dataclass(frozen=True, slots=True)
class Placed:
    """The base of every record of the model: it may know its place, which never counts in comparisons."""

    place: Place | None = field(default=None, compare=False, repr=False, kw_only=True)

    def source(self, attribute: str) -> Source | None:
        """Return the cell a value was read from, or None for a record made without a workbook."""
        return self.place.source(attribute) if self.place else None
