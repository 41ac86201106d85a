"""The text of a cell, read as paragraphs, lists, small tables and links.

People paste into cells from Word, e-mail and web pages: the structure arrives as bullets, numbers,
tabs and blank lines. Reading it back must never lose a word; only the list marks themselves go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eds_xl.assessment.blocks import Block, Cell, Column, ListBlock, Paragraph, Row, Table, clean
from eds_xl.assessment.links import read_spans
from eds_xl.assessment.marked_text import with_marks

# How deep a mark stands when nothing is indented: a bullet stands under a number, Word's second and
# third bullets ("o" and a small square) stand under its first.
_RANKS = {"o": 2, "▪": 3, "\uf0a7": 3}
_FIRST_BULLET = 1
_GLYPHS = "•‣∙·◦●○■□▪➢\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"(?P<mark>[{_GLYPHS}])\s*(?P<body>\S.*)|(?P<plain>[-–*o])\s+(?P<rest>\S.*)")
_NUMBER = re.compile(
    r"(?P<form>(?P<number>[1-9][0-9]{0,2})[.)]|\((?P<enclosed>[1-9][0-9]{0,2})\)|\(?(?P<letter>[a-z])\))"
    # "1.5 million" is no mark: only a space may stand between a mark and a figure.
    r"\s*(?P<body>[^\s\d].*|(?<=\s)\S.*)"
)
_DEEPEST = 9
_TAB = 4


def read_prose(text: str) -> tuple[Block, ...]:
    """Return the structure of a cell's text: paragraphs, lists, tables, links; () for blank text.

    Blank lines separate paragraphs; a single line feed stays a line break. Control characters go,
    and so do the list marks; every other word of the text is kept, in order. Text that carries the
    formatting of its cell keeps it.
    """
    lines = [_line(raw) for raw in clean(text).split("\n")]
    _keep_only_runs(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if lines[at].blank:
            at += 1
        elif lines[at].listed:
            found, at = _read_list(lines, at)
            blocks.extend(found)
        elif (end := _table_end(lines, at)) > at:
            blocks.append(_table([_columns(line.raw) for line in lines[at:end]]))
            at = end
        else:
            end = at + 1
            while end < len(lines) and lines[end].plain and _table_end(lines, end) == end:
                end += 1
            blocks.append(_paragraph([line.body for line in lines[at:end]]))
            at = end
    return with_marks(tuple(blocks), text)


# --- lines


@dataclass(slots=True)
class _Line:
    """One line and what its beginning says of it. ``form`` is the list mark's kind, "" for plain text."""

    raw: str
    body: str
    indent: int
    form: str = ""
    rank: int = 0
    value: int = 0

    @property
    def blank(self) -> bool:
        return not self.body

    @property
    def listed(self) -> bool:
        return bool(self.form)

    @property
    def plain(self) -> bool:
        return bool(self.body) and not self.form

    @property
    def key(self) -> tuple[int, int]:
        return self.indent, self.rank


def _line(raw: str) -> _Line:
    body = raw.strip()
    indent = len(raw.expandtabs(_TAB)) - len(raw.expandtabs(_TAB).lstrip())
    if match := _BULLET.fullmatch(body):
        mark = match["mark"] or match["plain"]
        return _Line(raw, match["body"] or match["rest"], indent, "bullet", _RANKS.get(mark, _FIRST_BULLET))
    if match := _NUMBER.fullmatch(body):
        number, letter = match["number"] or match["enclosed"], match["letter"]
        form = match["form"].replace(number or letter, "1" if number else "a")
        value = int(number) if number else ord(letter) - ord("a") + 1
        return _Line(raw, match["body"], indent, form, 0, value)
    return _Line(raw, body, indent)


def _keep_only_runs(lines: list[_Line]) -> None:
    """Turn numbers that count nothing (no neighbour one higher or lower) back into plain text."""
    open_runs: list[list[_Line]] = []
    for line in lines:
        if line.blank:
            continue
        numbered = line.value > 0
        # A number goes on with the run of its own indentation; a bullet may stand under it; text ends it.
        while open_runs and open_runs[-1][0].indent > line.indent:
            _close(open_runs.pop())
        level = open_runs[-1] if open_runs and open_runs[-1][0].indent == line.indent else None
        if level is not None and (numbered or line.plain):
            if numbered and level[-1].form == line.form and level[-1].value + 1 == line.value:
                level.append(line)
                continue
            _close(open_runs.pop())
        if numbered:
            open_runs.append([line])
    for run in open_runs:
        _close(run)


def _close(run: list[_Line]) -> None:
    if len(run) == 1:
        line = run[0]
        line.body, line.form, line.value = line.raw.strip(), "", 0


# --- lists


@dataclass(slots=True)
class _List:
    """A list being read: the form of its marks, the number of its first item."""

    form: str
    start: int
    items: list[_Item] = field(default_factory=list)

    def goes_on_with(self, line: _Line) -> bool:
        return line.form == self.form and (not line.value or line.value == self.start + len(self.items))


@dataclass(slots=True)
class _Item:
    """An item being read: its paragraphs (as lines) and nested lists, in order."""

    key: tuple[int, int]
    parts: list[list[str] | _List] = field(default_factory=list)


def _read_list(lines: list[_Line], at: int) -> tuple[list[Block], int]:
    """Read the lists that begin at a line; return them and the number of the line after them."""
    roots = _Item((-1, 0))
    stack = [roots]
    after_blank = False
    while at < len(lines):
        line = lines[at]
        if line.listed:
            _add_item(stack, line)
        elif line.plain:
            holders = [item for item in stack[1:] if item.key[0] < line.indent]
            if not holders:
                break
            del stack[len(holders) + 1 :]
            _add_text(stack[-1], line.body, after_blank)
        after_blank = line.blank
        at += 1
    return [_list_block(part) for part in roots.parts if isinstance(part, _List)], at


def _add_item(stack: list[_Item], line: _Line) -> None:
    """Put a list line where its indentation and mark say: deeper than, beside or above the last one."""
    while len(stack) > 1 and (stack[-1].key >= line.key or len(stack) > _DEEPEST):
        stack.pop()
    parts = stack[-1].parts
    last = parts[-1] if parts else None
    if isinstance(last, _List) and last.goes_on_with(line):
        target = last
    else:
        target = _List(line.form, line.value or 1)
        parts.append(target)
    item = _Item(line.key, [[line.body]])
    target.items.append(item)
    stack.append(item)


def _add_text(item: _Item, words: str, new_paragraph: bool) -> None:
    last = item.parts[-1]
    if new_paragraph or isinstance(last, _List):
        item.parts.append([words])
    else:
        last.append(words)


def _list_block(found: _List) -> ListBlock:
    items = tuple(
        tuple(_list_block(part) if isinstance(part, _List) else _paragraph(part) for part in item.parts)
        for item in found.items
    )
    numbered = found.form != "bullet"
    return ListBlock(items, numbered=numbered, letters=numbered and "a" in found.form, start=found.start)


# --- tables and paragraphs


def _columns(raw: str) -> list[str]:
    """Return a line's columns, or one if nothing separates them."""
    if "\t" in raw:
        return [part.strip() for part in raw.split("\t")]
    return [part.strip() for part in raw.strip().strip("|").split("|")]


def _table_end(lines: list[_Line], at: int) -> int:
    """Return the number of the line after the table that begins here, or ``at`` if none does."""
    rows: list[list[str]] = []
    for number in range(at, len(lines)):
        columns = _columns(lines[number].raw) if lines[number].plain else []
        if len(columns) < 2 or (rows and len(columns) != len(rows[0])):
            break
        rows.append(columns)
    # A column without a word in it is an indentation, not a column.
    is_table = len(rows) > 1 and all(any(column) for column in zip(*rows, strict=True))
    return at + len(rows) if is_table else at


def _table(rows: list[list[str]]) -> Table:
    widths = [max(len(words) for words in column) for column in zip(*rows, strict=True)]
    # Shares follow the longest text of each column, within bounds that keep all of them readable.
    shares = [float(min(max(width, 6), 40)) for width in widths]
    columns = tuple(Column(heading, share) for heading, share in zip(rows[0], shares, strict=True))
    return Table("", columns, tuple(Row(tuple(_cell(words) for words in row)) for row in rows[1:]))


def _cell(words: str) -> Cell:
    return Cell((_paragraph([words]),) if words else ())


def _paragraph(lines: list[str]) -> Paragraph:
    return Paragraph(read_spans("\n".join(lines)))
