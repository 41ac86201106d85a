"""The port: what the rest of eds-xl may ask of a workbook, whoever holds it open.

Two modules implement it: ``closed.py`` (a file on disk) and ``live.py`` (the workbook open in Excel).
Nothing above this module knows which of the two it is talking to.

Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from eds_xl.assessment.marked_text import CellFormat


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value standing in a cell, such as ``#REF!``; never to be taken for a blank."""

    text: str


CellValue = str | float | bool | CellError | None
"""What a cell holds. Numbers are ``float``; dates and percentages arrive as text in the form a reader
would write them ("28 February 2024", "45%"), because the workbook keeps dates as text."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula (without the leading "=") among the values of a row, with the result to store."""

    formula: str
    result: CellValue


RowValue = CellValue | FormulaCell
"""What a row that is written may hold: values, and formulas that the software makes."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of one sheet; cells that hold nothing are absent.

    ``without_result`` are the cells with a formula that no program has worked out before the file was saved.
    """

    sheet: str
    values: Mapping[tuple[int, int], CellValue]
    without_result: Collection[tuple[int, int]] = ()

    def value(self, row: int, column: int) -> CellValue:
        """Return the value at a row and column (from 1), or None for a blank cell."""
        return self.values.get((row, column))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on a sheet, borders included. A single cell has equal corners."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class TableArea:
    """A marked-up table: its name, where it stands (headings included), its column headings."""

    name: str
    area: Area
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to be given a value; ``formula`` (without "=") makes it a formula with that stored result.

    ``reason`` is the sentence shown to the user who asks what was changed.
    """

    sheet: str
    row: int
    column: int
    value: CellValue
    formula: str | None = None
    reason: str = field(default="", compare=False)


@runtime_checkable
class FormattedBook(Protocol):
    """A workbook that can also say how the words within its cells are formatted."""

    def formats(self, sheet: str) -> Mapping[tuple[int, int], CellFormat]:
        """The cells of one sheet with bold or italic words or a link to an address, by row and column."""
        ...


class Book(Protocol):
    """A workbook, closed or open in Excel."""

    @property
    def name(self) -> str:
        """The file name, for messages."""
        ...

    @property
    def folder(self) -> Path | None:
        """The folder the workbook lies in, or None if it has not been saved or lies at a web address."""
        ...

    def sheet_names(self) -> Sequence[str]:
        """The visible names of the worksheets, in order."""
        ...

    def grid(self, sheet: str) -> Grid:
        """All values of one sheet, read at once."""
        ...

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of one sheet by row and column, without the leading "="."""
        ...

    def names(self) -> Mapping[str, Area | None]:
        """The workbook's defined names; None for one that is broken or is not a plain area."""
        ...

    def tables(self) -> Mapping[str, TableArea]:
        """The marked-up tables by name."""
        ...

    def properties(self) -> Mapping[str, str]:
        """The custom document properties, as text."""
        ...

    def apply(self, changes: Sequence[Change]) -> None:
        """Write the changes, all or none; the rest of the workbook stays as it is."""
        ...

    def replace_rows(
        self, table: str, rows: Sequence[Sequence[RowValue]], heights: Sequence[float] = ()
    ) -> None:
        """Make ``rows`` the rows of a table: the table's size follows, cells of former rows are emptied.

        ``heights`` are what the rows need, in points, where nobody fits them to their text.
        """
        ...
