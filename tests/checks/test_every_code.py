"""Every code of the catalogue: a workbook with exactly that finding, and one that comes close."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.place import Source
from eds_xl.assessment.scoring import score
from eds_xl.checks import CATALOGUE, check
from eds_xl.workbook.book import CellError, CellValue, FormulaCell
from eds_xl.workbook.calculated.formula import quoted_sheet
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.coordinates import column_letters, parse_box
from eds_xl.workbook.finding_links import FindingLinks
from eds_xl.workbook.reading import read
from tests.checks.drafts import PICTURES, Draft, complete
from tests.checks.example import Example
from tests.checks.examples import EXAMPLES

IDS = [example.code for example in EXAMPLES]

# What no user must read: Python's words, names of attributes, slots left open, paths of modules.
NEVER_SHOWN = {
    "a missing value": r"\bNone\b|\bTrue\b|\bFalse\b",
    "the name of an attribute": r"\w_\w",
    "an exception": r"[A-Za-z]*(?:Error|Exception)\b",
    "a slot": r"[{}]",
    "a path of code": r"eds_xl|\w\.\w+\(|::",
}


def test_the_table_covers_the_catalogue() -> None:
    assert sorted(IDS) == sorted(CATALOGUE)


def test_the_complete_workbook_is_clean() -> None:
    assert complete().findings() == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_exactly_this_is_found(example: Example) -> None:
    draft = example.wrong()
    findings = draft.findings()
    assert [finding.code for finding in findings] == [example.code, *example.also]
    finding = findings[0]
    assert example.says in finding.message
    source = finding.source
    assert example.at == ((source.key or source.sheet) if source else "")
    assert_names_the_cell(draft, finding)
    for what, pattern in NEVER_SHOWN.items():
        assert not re.search(pattern, f"{finding.message} {finding.next_step}"), what
    for sentence in (finding.message, finding.next_step):
        assert sentence[0].isupper() or sentence[0] == '"'
        assert sentence.endswith(".")
        assert "  " not in sentence


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_the_same_is_found_in_the_file_and_its_place_is_a_link(example: Example, tmp_path: Path) -> None:
    draft = example.wrong()
    path = tmp_path / "saved.xlsx"
    draft.book.save(path)
    book = open_book(path)
    reading = read(book)
    findings = check(reading, book, score(reading.assessment), PICTURES)
    assert findings == draft.findings()
    source = findings[0].source
    link = FindingLinks(book).link(source)
    if source and source.sheet not in book.sheet_names():
        assert link == source.sheet
    else:
        assert isinstance(link, FormulaCell)
        assert_leads_there(book, link.formula, source)


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_what_comes_close_is_not_found(example: Example) -> None:
    near, clean = example.near(), complete()
    assert contents_of(near) != contents_of(clean)
    assert example.code not in {finding.code for finding in near.findings()}


def contents_of(draft: Draft) -> object:
    """Return everything that checks look at: cells, names, tables, properties."""
    book = draft.book
    grids = [(name, book.grid(name).values) for name in book.sheet_names()]
    return grids, book.names(), book.tables(), book.properties()


def assert_leads_there(book: ClosedBook, formula: str, source: Source | None) -> None:
    """Look up the place that a link's formula names."""
    named = re.search(r'"#(EDS_\w+)"', formula)
    box = parse_box(source.cell) if source and source.cell else None
    if named:
        area = book.names()[named[1]]
        assert area
        assert (area.sheet, area.top, area.left) == (
            source.sheet if source else "Start",
            *(box or (1, 1))[:2],
        )
    else:
        assert source
        row, column = (box or (1, 1))[:2]
        cell = f"{quoted_sheet(source.sheet)}!${column_letters(column)}${row}"
        assert formula.count(cell) == 2


def assert_names_the_cell(draft: Draft, finding: Finding) -> None:
    """Look the finding's cell up: the entry stands there, under the heading or beside the label it names."""
    source = finding.source
    if source is None or not source.cell:
        return
    box = parse_box(source.cell)
    assert box is not None
    row, column = box[:2]
    grid = draft.book.grid(source.sheet)
    if finding.entry or source.key:
        assert entry_of(grid.value(row, column)) == finding.entry
    if not source.key:
        return
    _, row_key, label = source.key.split("|")
    if not row_key:
        assert grid.value(row, column - 1) == label
        return
    assert label in [grid.value(above, column) for above in range(1, row)]
    in_row = [value for (at, _), value in grid.values.items() if at == row]
    assert row_key == str(row) or row_key in in_row


def entry_of(value: CellValue) -> str:
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
