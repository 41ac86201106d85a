"""Where tables are found in files that were damaged: each cell belongs to one table at most."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from eds_xl.actions.check import write_findings
from eds_xl.actions.opening import read_workbook
from eds_xl.checks import check
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.locate import LocatedTable
from eds_xl.workbook.problems import WorkbookProblem

REGRESSIONS = Path(__file__).parent.parent / "fuzz" / "regressions"
EXCHANGED, IN_ANOTHERS_PLACE, WITHOUT_HEADINGS = (
    REGRESSIONS / f"{name}.xlsx"
    for name in (
        "sheets of two domains exchanged",
        "a table in the place of another",
        "findings table without headings",
    )
)


@pytest.mark.parametrize("path", [EXCHANGED, IN_ANOTHERS_PLACE], ids=lambda path: path.stem)
def test_no_two_tables_are_read_from_the_same_cells(path: Path) -> None:
    opened = read_workbook(open_book(path))
    tables = opened.reading.located.tables
    together = [
        (one, other)
        for (one, table), (other, another) in combinations(tables.items(), 2)
        if table.shares_cells_with(another)
    ]
    assert together == []
    # What was found in another way than by its name is said.
    codes = {finding.code for finding in check(opened.reading, opened.book, opened.card)}
    assert codes & {"CON-031", "CON-036", "CON-037"}


def test_tables_share_cells_only_where_sheet_rows_and_columns_meet() -> None:
    table = LocatedTable("Domain 1", 10, 11, 20, {"outcome": 1, "evidence": 2})
    assert table.shares_cells_with(LocatedTable("Domain 1", 20, 21, 30, {"ref": 2}))
    for other in (
        LocatedTable("Domain 2", 10, 11, 20, {"outcome": 1}),
        LocatedTable("Domain 1", 21, 22, 30, {"outcome": 1}),
        LocatedTable("Domain 1", 10, 11, 20, {"outcome": 3}),
    ):
        assert not table.shares_cells_with(other)
        assert not other.shares_cells_with(table)


def test_findings_are_not_written_into_a_table_that_has_lost_its_headings() -> None:
    opened = read_workbook(open_book(WITHOUT_HEADINGS))
    with pytest.raises(WorkbookProblem, match="lost the table for the findings") as refused:
        write_findings(opened, ())
    assert refused.value.code == "CON-025"
