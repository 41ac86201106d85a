"""How often Excel is asked: each call takes as long as many cells, and the user waits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import read_workbook
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.live import open_live
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.template import build
from tests.engines.calls import READS, WRITES, Calls
from tests.live.conftest import Program
from tests.live.workbooks import complete_at, damage_formulas, recorded_cells

TODAY = date(2025, 3, 1)
MORE_READS, CHECK_WRITES, FILL_WRITES = 6, 4, 6


def full_workbook(path: Path) -> Path:
    """A real assessment with all its evidence."""
    path.write_bytes(build(example(next(iter(EXAMPLES)))))
    return path


def checked(excel: Program) -> Calls:
    calls = excel.stand_in.calls
    calls.forget()
    opened = read_workbook(open_live())
    write_findings(opened, find(opened))
    return calls


def test_checking_reads_each_sheet_once_and_writes_once(excel: Program, tmp_path: Path) -> None:
    excel.open(full_workbook(tmp_path / "full.xlsx"))
    calls = checked(excel)
    assert calls.count(*READS) <= len(SHEETS) + MORE_READS
    assert calls.count(*WRITES) <= CHECK_WRITES
    sheets = [where.partition("!")[0] for where in calls.where("read values")]
    assert sorted(sheets) == sorted([*(sheet.title for sheet in SHEETS), "Checks"])  # read back once
    assert calls.count("list names") == 1
    assert calls.count("list tables") <= len(SHEETS)


def test_checking_again_where_nothing_changed_writes_nothing(excel: Program, tmp_path: Path) -> None:
    excel.open(full_workbook(tmp_path / "full.xlsx"))
    checked(excel)
    calls = checked(excel)
    assert calls.count(*WRITES, "resize", "unprotect") == 0


def test_a_workbook_full_of_findings_takes_no_more_calls(excel: Program, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(build())
    excel.open(path)
    calls = checked(excel)
    assert calls.count(*READS) <= len(SHEETS) + MORE_READS
    assert calls.count(*WRITES) <= CHECK_WRITES
    area = open_live().tables()[FINDINGS].area
    assert area.bottom - area.top > 15


def test_sheets_of_the_users_own_are_not_read(excel: Program, tmp_path: Path) -> None:
    excel.open(full_workbook(tmp_path / "full.xlsx"))
    excel.workbook.create_sheet("Our working")["A1"] = "private"
    assert "Our working!A1" not in checked(excel).where("read values")


def test_filling_takes_a_write_for_each_damaged_block_and_six_more(excel: Program, tmp_path: Path) -> None:
    path = full_workbook(tmp_path / "full.xlsx")
    book = open_book(path)
    blocks = damage_formulas(book)
    book.apply([Change(*place, None) for place in recorded_cells()])
    book.save()
    excel.open(path)
    calls = excel.stand_in.calls
    calls.forget()
    assert fill(read_workbook(open_live()), TODAY).changes
    assert calls.count(*WRITES) <= FILL_WRITES + blocks
    calls.forget()
    assert fill(read_workbook(open_live()), TODAY).changes == ()
    assert calls.count(*WRITES, "unprotect", "calculate") == 0


def test_refs_of_a_whole_column_are_one_write(excel: Program, tmp_path: Path) -> None:
    excel.open(complete_at(tmp_path / "complete.xlsx"))
    live = open_live()
    calls = excel.stand_in.calls
    calls.forget()
    column = [Change("Glossary", row, 3, f"R{row}") for row in range(60, 90)]
    live.apply([*column, *(Change("Glossary", row, 4, "beside") for row in range(60, 90))])
    assert calls.where("write values") == ["Glossary!C60:D89"]
