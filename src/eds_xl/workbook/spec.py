"""The words in which a sheet is declared: forms, tables and their entries.

Each sheet is declared once, as data, in ``sheets/``; the template, the reader, the writer, the checks'
required entries and the prompts all come from there. This module only says what can be declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from eds_xl.assessment.place import Placed
from eds_xl.assessment.words import COLLECTING, is_reached

TEMPLATE_VERSION = "1"
"""The version of the template; raised whenever a sheet, table or column changes its meaning or place."""

ALWAYS = COLLECTING
NEVER = ""
SPARE_ROWS = 30
"""Empty rows that stand ready in each growing table (LibreOffice does not grow tables)."""

ENTRY_LENGTH = 200
"""How much of an entry the Checks sheet keeps, to see whether it was edited since."""

FINDING_ROWS = 500
"""Rows formatted for findings on the Checks sheet."""


class Kind(Enum):
    """What may be typed into an entry, and so how its cell looks and behaves."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    RATING = "rating"
    CHOICE = "choice"
    GIVEN = "given"
    WRITTEN = "written"
    LINK = "link"
    QUOTED = "quoted"
    KEY = "key"
    TOTAL = "total"
    SHOWN = "shown"


_NOT_TYPED = (Kind.GIVEN, Kind.WRITTEN, Kind.LINK, Kind.QUOTED, Kind.KEY, Kind.TOTAL, Kind.SHOWN)


@dataclass(frozen=True, slots=True)
class Entry:
    """A form field or a table column.

    ``attribute`` is the model's attribute, ``label`` the words beside the cell or the column heading,
    ``help`` the sentence shown when the cell is chosen (at most 255 characters). ``choices`` names a
    list of ``lists.py``; ``open_choice`` lets people type something else. ``required`` is the stage from
    which the entry must be filled. ``width`` is in characters; ``default`` is what a new workbook holds.
    ``SHOWN`` entries are formulas for display: they have no attribute and are never read.
    """

    attribute: str
    label: str
    help: str = ""
    kind: Kind = Kind.TEXT
    choices: str = ""
    open_choice: bool = False
    required: str = NEVER
    width: int = 20
    default: str = ""

    def __post_init__(self) -> None:
        if len(self.help) > 255 or len(self.label) > 32:
            raise ValueError(f"{self.label}: Excel shows at most 32 characters of title and 255 of prompt")

    @property
    def is_read(self) -> bool:
        """Whether the entry belongs to the model (and is not a formula for display)."""
        return self.kind is not Kind.SHOWN

    @property
    def is_input(self) -> bool:
        """Whether people type here."""
        return self.kind not in _NOT_TYPED

    def required_at(self, stage: str) -> bool:
        """Whether the entry must be filled at a stage; an unknown or blank stage counts as the first."""
        if self.required == NEVER:
            return False
        return is_reached(stage, self.required)


@dataclass(frozen=True, slots=True)
class Form:
    """Labels with one cell each; every field has a defined name ``EDS_<key>_<attribute>``.

    ``holds`` is the assessment's attribute the form fills, ``record`` its type. A ``recorded`` form is
    written by ``fill`` only.
    """

    key: str
    title: str
    holds: str
    record: type[Placed]
    entries: tuple[Entry, ...]
    recorded: bool = False

    def name_of(self, entry: Entry) -> str:
        """Return the defined name of a field's cell."""
        return f"EDS_{self.key}_{entry.attribute}"


@dataclass(frozen=True, slots=True)
class Table:
    """A marked-up table.

    ``holds`` is the assessment's attribute its rows fill (with ``constants`` set in each record).
    A growing table stands last on its sheet. A fixed one has ``rows`` rows, or the ``given`` rows, whose
    ``key`` column (the first) says which is which; further given texts fill the columns beside it (None
    leaves one out).
    ``prefilled`` rows stand in a new workbook and may be changed. ``at_least`` rows are needed for the
    sheet to be complete. ``lead`` is the column whose text makes a row count; in rows where the column and
    value of ``exempt`` stand, the columns ``exempted`` need not be filled. ``prefix`` begins the Refs that
    the software gives to rows.
    """

    name: str
    title: str
    description: str
    holds: str
    record: type[Placed] | None
    entries: tuple[Entry, ...]
    growing: bool = False
    rows: int = 0
    given: tuple[tuple[str | int | None, ...], ...] = ()
    prefilled: tuple[tuple[str, ...], ...] = ()
    constants: tuple[tuple[str, object], ...] = ()
    at_least: int = 0
    lead: str = ""
    prefix: str = ""
    exempt: tuple[str, str] | None = None
    exempted: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The attribute that says which given row a row is; "" where rows are not given."""
        return self.entries[0].attribute if self.given else ""

    @property
    def row_count(self) -> int:
        """The number of rows in an empty workbook."""
        if self.growing:
            return len(self.prefilled) + SPARE_ROWS
        return len(self.given) or self.rows

    @property
    def not_entered(self) -> frozenset[str]:
        """The attributes nobody enters: constants, given texts and what the software writes."""
        machine = {entry.attribute for entry in self.entries if entry.kind in (Kind.GIVEN, Kind.WRITTEN)}
        return frozenset(machine | {name for name, _ in self.constants})

    def make(self, **values: Any) -> Placed:
        """Return a record with values; raises TypeError for a table that is only for display."""
        if self.record is None:
            raise TypeError(f"{self.name} holds no records")
        return self.record(**values)

    def ref(self, number: int) -> str:
        """Return the Ref with a number: the table's prefix and at least three digits."""
        return f"{self.prefix}{number:03}"

    def entry(self, attribute: str) -> Entry:
        """Return the column of an attribute; raises StopIteration if there is none."""
        return next(entry for entry in self.entries if entry.attribute == attribute)

    def column(self, attribute: str) -> int:
        """Return the position (from 1) of an attribute's column."""
        return [entry.attribute for entry in self.entries].index(attribute) + 1


@dataclass(frozen=True, slots=True)
class Notes:
    """Lines of text: a label and words beside it. ``looks`` are the labels' formats, where not plain."""

    title: str
    lines: tuple[tuple[str, str], ...]
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartArea:
    """Room for a chart: its title, what it shows for people who cannot see it, and its height in rows."""

    key: str
    title: str
    description: str
    rows: int = 17


Block = Form | Table | Notes | ChartArea


# Each sheet is declared once and is its own key in caches: comparing two field by field would take long.
@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet: its visible name (at most 31 characters), two lines of instruction and its blocks, top down.

    ``optional`` sheets do not count as incomplete if "Used this year" on Start says No, which a new
    workbook says of those that are not ``used_at_first``. ``protected`` sheets hold formulas; ``purpose``
    is the line about it on Start; ``heading`` stands in its first cell where that is not the title. The
    blocks of a ``side_by_side`` sheet stand beside each other instead.
    """

    title: str
    instructions: tuple[str, str]
    blocks: tuple[Block, ...]
    purpose: str = ""
    optional: bool = False
    used_at_first: bool = True
    protected: bool = False
    domain: int = 0
    side_by_side: bool = False
    heading: str = ""

    @property
    def first_words(self) -> str:
        """The words in the sheet's first cell."""
        return self.heading or self.title

    @property
    def is_filled_in(self) -> bool:
        """Whether people enter something of the assessment here."""
        return any(table.record for table in self.tables()) or any(not form.recorded for form in self.forms())

    def forms(self) -> Iterator[Form]:
        """Yield the forms of the sheet."""
        return (block for block in self.blocks if isinstance(block, Form))

    def tables(self) -> Iterator[Table]:
        """Yield the tables of the sheet."""
        return (block for block in self.blocks if isinstance(block, Table))
