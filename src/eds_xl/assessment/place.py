"""Where an entry came from: every record can say in which cell of which sheet each of its values stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MARK_LENGTH = 10


@dataclass(frozen=True, slots=True)
class RowWords:
    """What tells a row of a growing table apart without its Ref: its words, and which one of equal rows it is.

    ``has_ref`` says whether the row has a Ref by now; until then it has nothing but its words.
    """

    words: str
    nth: int
    has_ref: bool

    @property
    def mark(self) -> str:
        """A short mark of the words, the same wherever the row moves and when it is given a Ref."""
        from hashlib import sha256  # here: only checking needs it, and it loads a library of ciphers

        return f"{sha256(self.words.encode('utf-8', 'replace')).hexdigest()[:_MARK_LENGTH]}.{self.nth}"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A cell: sheet (visible name), cell ("B12") and the key by which the Checks sheet finds it again.

    ``row`` is what tells the row of a growing table apart without its Ref.
    """

    sheet: str
    cell: str = ""
    key: str = field(default="", compare=False)
    row: RowWords | None = field(default=None, compare=False)

    @property
    def lasting_key(self) -> str:
        """The key, which in a row without a Ref speaks of the row's words: the row's number may change."""
        return self.key if self.row is None or self.row.has_ref else self._key_by_words(self.row)

    @property
    def former_key(self) -> str:
        """The lasting key of before the row was given its Ref; "" where there is no such time."""
        return self._key_by_words(self.row) if self.row and self.row.has_ref else ""

    def _key_by_words(self, row: RowWords) -> str:
        return f"{self.key.partition('|')[0]}|{row.mark}|{self.key.rpartition('|')[2]}"

    def __str__(self) -> str:
        """Return the place in words: "Domain 1, cell B12"."""
        return f"{self.sheet}, cell {self.cell}" if self.cell else self.sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a whole record stands; gives the :class:`Source` of any of its values, blank ones included.

    ``cells`` maps attributes to cells ("C"  for a table row, completed by ``row``; "C5" for a form) and
    ``keys`` maps attributes to cell keys (a table's are completed by ``row_key``); ``row_words``
    tell a row of a growing table apart without its Ref.
    """

    sheet: str
    cells: Mapping[str, str]
    row: int | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    row_key: str = ""
    row_words: RowWords | None = None

    def source(self, attribute: str) -> Source | None:
        """Return where a value stands, or None if the sheet has no cell for it (a column was removed)."""
        cell = self.cells.get(attribute)
        if cell is None:
            return None
        if self.row is None:
            return Source(self.sheet, cell, self.keys.get(attribute, ""))
        key = self.keys.get(attribute, "").replace("{row}", self.row_key)
        return Source(self.sheet, f"{cell}{self.row}", key, self.row_words)


@dataclass(frozen=True, slots=True)
class Placed:
    """The base of every record of the model: it may know its place, which never counts in comparisons."""

    place: Place | None = field(default=None, compare=False, repr=False, kw_only=True)

    def source(self, attribute: str) -> Source | None:
        """Return the cell a value was read from, or None for a record made without a workbook."""
        return self.place.source(attribute) if self.place else None
