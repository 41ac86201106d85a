"""Tables of records: each column says what it prints of a record; optional columns go when they are blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Generic, TypeVar

from eds_xl.assessment.blocks import Cell, Column, Row, Table
from eds_xl.assessment.prose import read_prose
from eds_xl.report.tree_text import block_texts
from eds_xl.report.wording import NOT_STATED, NOTHING, Blocks, line_list, plain

R = TypeVar("R")

_LEAST_TEXT = 12  # letters: a blank cell counts like a short word
MANY_COLUMNS = 5
"""From this many columns on, a table that holds long texts is printed across the page."""


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """A column: its heading, what it prints of a record, its share of the width.

    A blank cell prints ``blank``. An ``optional`` column stands only where some record has something for it.
    """

    heading: str
    blocks: Callable[[R], Blocks]
    share: float = 1.0
    blank: str = NOTHING
    optional: bool = False
    header: bool = False


def prose_field(
    heading: str, attribute: str, share: float = 1.0, *, blank: str = NOTHING, optional: bool = False
) -> Field[R]:
    """Return a column that prints an attribute's text with its paragraphs and lists."""
    return Field(heading, lambda record: read_prose(getattr(record, attribute)), share, blank, optional)


def lines_field(
    heading: str, attribute: str, share: float = 1.0, *, blank: str = NOTHING, optional: bool = False
) -> Field[R]:
    """Return a column that prints an attribute which holds one thing a line as a list."""
    return Field(heading, lambda record: line_list(getattr(record, attribute)), share, blank, optional)


def table_of(
    title: str,
    fields: Sequence[Field[R]],
    records: Iterable[R],
    *,
    totals: Iterable[R] = (),
    description: str = "",
) -> Table:
    """Return the table of some records; ``totals`` are printed last, as rows that sum up."""
    # Every cell is made once: a figure is numbered when it is first cited.
    made = [[field.blocks(record) for field in fields] for record in records]
    sums = [[field.blocks(record) for field in fields] for record in totals]
    shown = [
        number
        for number, field in enumerate(fields)
        if not field.optional or any(cells[number] for cells in made)
    ]

    def row(cells: list[Blocks], *, total: bool = False) -> Row:
        return Row(
            tuple(
                Cell(cells[number] or plain(fields[number].blank), fields[number].header) for number in shown
            ),
            total,
        )

    columns = tuple(Column(fields[number].heading, fields[number].share) for number in shown)
    rows = (*(row(cells) for cells in made), *(row(cells, total=True) for cells in sums))
    return Table(title, columns, rows, description)


def details_table(title: str, entries: Iterable[tuple[str, Blocks]], *, blank: str = NOT_STATED) -> Table:
    """Return a table of labels and what was entered for them; the label is the row's header."""
    fields: tuple[Field[tuple[str, Blocks]], ...] = (
        Field("Detail", lambda entry: plain(entry[0]), 1.0, header=True),
        Field("Entry", lambda entry: entry[1], 2.2, blank),
    )
    return table_of(title, fields, entries)


def filled(entries: Iterable[tuple[str, Blocks]]) -> list[tuple[str, Blocks]]:
    """Return those entries of a details table for which there is something."""
    return [entry for entry in entries if entry[1]]


def balanced(table: Table) -> Table:
    """Return a table whose columns share the width by the text they hold: with its root, or one takes all."""
    if not table.rows:
        return table
    texts = (map(_text_length, cells) for cells in zip(*(row.cells for row in table.rows), strict=True))
    columns = tuple(
        replace(column, share=sqrt(sum(lengths)))
        for column, lengths in zip(table.columns, texts, strict=True)
    )
    return replace(table, columns=columns)


def _text_length(cell: Cell) -> int:
    return _LEAST_TEXT + sum(map(len, block_texts(cell.blocks)))


def is_wide(table: Table) -> bool:
    """Say whether a table has so many columns that it is printed across the page."""
    return len(table.columns) > MANY_COLUMNS
