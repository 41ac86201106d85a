"""Tables, charts and pictures that evidence cites: numbered as they are cited, printed where they fit.

A small one stands where it is cited. A wide table would be unreadable inside a cell: there a link is
printed, and the table itself under a heading of its own at the end of the section. A chart prints its
numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eds_xl.assessment.blocks import Block, Cell, Column, Paragraph, Picture, Row, Span, Table, clean
from eds_xl.assessment.links import read_spans
from eds_xl.assessment.model import Figure
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import CHARTS, PICTURE, same
from eds_xl.report.figure_charts import chart_of
from eds_xl.report.tree import Section
from eds_xl.report.wording import Blocks, distinct_lines, labelled, one_line, plain

_WIDEST_IN_CELL = 4
_JPEG_START = b"\xff\xd8"
_BETWEEN_REFS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one figure."""

    ref: str
    rows: tuple[Figure, ...]

    def entry(self, attribute: str) -> str:
        """Return what the rows say of the figure as a whole; usually only the first says something."""
        return " ".join(distinct_lines(getattr(row, attribute) for row in self.rows))

    @property
    def is_picture(self) -> bool:
        return bool(self.entry("picture_file")) or same(self.rows[0].show_as, PICTURE)

    @property
    def chart_kind(self) -> str:
        """How the numbers are drawn: "bar", "column", "line", or "" for a table only."""
        chosen = self.entry("show_as")
        drawn_as = (kind for word, kind in CHARTS.items() if same(chosen, word))
        return "" if self.is_picture else next(drawn_as, "")

    @property
    def grid(self) -> list[tuple[str, ...]]:
        """The rows' columns up to the last one that holds something, without rows that are blank."""
        used = max((n for row in self.rows for n, words in enumerate(row.cells, 1) if words), default=0)
        return [row.cells[:used] for row in self.rows if any(row.cells)]


@dataclass(slots=True)
class Figures:
    """The figures of a report while it is put together: which are cited, and under which number."""

    figures: Iterable[Figure]
    pictures: Mapping[str, bytes]
    _groups: dict[str, _Group] = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)
    _waiting: list[_Group] = field(default_factory=list)
    _apart: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._groups = {key: _Group(key, tuple(rows)) for key, rows in _rows_by_ref(self.figures).items()}

    def cite(self, entry: str, *, apart: bool = False) -> Blocks:
        """Return what to print for the Refs in a Figure column: the figure, or where it is to be found.

        ``apart`` is for columns too narrow for any figure.
        """
        return tuple(block for ref in self._refs(entry) for block in self._cited(ref, apart=apart))

    def waiting(self, anchor: str) -> tuple[Section, ...]:
        """Return the section of the figures that did not fit where they were cited since the last call."""
        groups, self._waiting = self._waiting, []
        if not groups:
            return ()
        inner = tuple(self._section(group) for group in groups)
        return (Section("Figures", f"{anchor}-figures", (), inner),)

    def uncited(self) -> tuple[Section, ...]:
        """Return the section of the figures that nothing cites, so that none is lost."""
        groups = [group for key, group in self._groups.items() if key not in self._numbers]
        if not groups:
            return ()
        inner = tuple(self._section(group) for group in groups)
        return (Section("Further figures", "further-figures", (), inner, new_page=True),)

    # --- one figure

    def _refs(self, entry: str) -> list[str]:
        """Return the Refs of an entry, which may list several; the keys of those that exist."""
        whole = one_line(entry)
        names = [whole] if _key(whole) in self._groups else _BETWEEN_REFS.split(whole)
        return [name for name in names if name]

    def _cited(self, ref: str, *, apart: bool) -> Blocks:
        group = self._groups.get(_key(ref))
        if group is None:
            return plain(f"Figure: {ref}", role="note")
        first_time = _key(ref) not in self._numbers
        name = self._name(group)
        # A chart in the width of a cell could not be read either.
        wide = apart or bool(group.chart_kind) or any(len(row) > _WIDEST_IN_CELL for row in group.grid)
        if first_time and wide:
            self._apart.add(group.ref)
            self._waiting.append(group)
        if first_time and not wide:
            return self._content(group, name)
        link = f"#{self._anchor(group)}" if group.ref in self._apart else ""
        return (Paragraph((Span("See "), Span(name, link=link), Span(".")), "note"),)

    def _section(self, group: _Group) -> Section:
        name = self._name(group)
        return Section(name, self._anchor(group), self._content(group, ""))

    def _name(self, group: _Group) -> str:
        """Return "Figure 3: title"; the number is given when the figure is first named."""
        number = self._numbers.setdefault(group.ref, len(self._numbers) + 1)
        title = one_line(group.entry("title"))
        return f"Figure {number}: {title}" if title else f"Figure {number}"

    def _anchor(self, group: _Group) -> str:
        return f"figure-{self._numbers[group.ref]}"

    def _content(self, group: _Group, caption: str) -> Blocks:
        source = labelled("Source", group.entry("source_date"))
        blocks: list[Block] = []
        alternative = one_line(group.entry("alternative"))
        if group.is_picture:
            blocks.extend(self._picture(group, alternative, caption))
            caption = alternative = ""
        chart = chart_of(group.chart_kind, group.grid, alternative, one_line(group.entry("title")))
        if chart:
            blocks.append(chart)
            alternative = ""
        blocks.extend(_numbers(group.grid, caption, alternative))
        if not blocks:
            blocks.extend(plain(caption, bold=True))
            blocks.extend(read_prose(alternative))
        return (*blocks, *source)

    def _picture(self, group: _Group, alternative: str, caption: str) -> Blocks:
        name = one_line(group.entry("picture_file"))
        data = self.pictures.get(name)
        if data:
            media_type = "image/jpeg" if data.startswith(_JPEG_START) else "image/png"
            return (Picture(data, media_type, alternative or one_line(group.entry("title")), caption),)
        lacking = not_included(name)
        shows = labelled("What it shows", alternative)
        return (*(plain(caption, bold=True) if caption else ()), *plain(lacking, role="note"), *shows)


def not_included(name: str) -> str:
    """Return what is printed in the place of a picture that cannot be shown."""
    words = one_line(name)
    return f"The picture {words} is not included." if words else "The picture is not included."


def _rows_by_ref(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Group the rows by Ref; a row without one goes on with the figure above it."""
    groups: dict[str, list[Figure]] = {}
    key = ""
    for figure in figures:
        key = _key(figure.ref) or key
        groups.setdefault(key, []).append(figure)
    return groups


def _key(ref: str) -> str:
    return one_line(ref).casefold()


def _numbers(grid: list[tuple[str, ...]], title: str, description: str) -> Blocks:
    """Return the columns of a figure as a table; its first row holds the headings."""
    if not grid:
        return ()
    headings, *rows = grid
    if not rows:
        words = " – ".join(one_line(heading) for heading in headings if one_line(heading))
        return (*(plain(title, bold=True) if title else ()), *plain(words), *read_prose(description))
    # The first column names what the numbers are of.
    columns = tuple(
        Column(one_line(heading), 1.6 if number == 0 else 1.0) for number, heading in enumerate(headings)
    )
    return (Table(title, columns, tuple(_row(row) for row in rows), description),)


def _row(entries: tuple[str, ...]) -> Row:
    return Row(
        tuple(Cell(_value(entry), number == 0 and bool(entry)) for number, entry in enumerate(entries))
    )


def _value(entry: str) -> Blocks:
    """Return one value; a single line is no list, so that a minus sign is never taken for a bullet."""
    if "\n" in entry or not entry:
        return read_prose(entry)
    return (Paragraph(read_spans(clean(entry))),)
