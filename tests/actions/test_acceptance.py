"""A finding is accepted with a reason on the Checks sheet, stays so while the entry does, and comes back after."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import Opened, open_closed, read_workbook
from eds_xl.assessment.finding import Finding, Severity, summary
from eds_xl.cli import main
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import ClosedBook
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import FINDING_ROWS
from eds_xl.workbook.template import build
from tests.builders import complete_assessment

TEXT = "The ABCD team meets. 2 patients complained."
REASON, ROLE = "Known to all of our readers", "Head of Governance"


class Desk:
    """A workbook on the desk: it is checked, accepted from, edited and checked again."""

    def __init__(self, path: Path) -> None:
        assessment = complete_assessment()
        texts = (replace(assessment.texts[0], text=TEXT),)
        path.write_bytes(build(replace(assessment, texts=texts)))
        self.path = path

    def check(self) -> tuple[Finding, ...]:
        """Check and write, as eds-xl check --write does."""
        book, opened = self.open()
        findings = find(opened)
        write_findings(opened, findings)
        book.save()
        return findings

    def open(self) -> tuple[ClosedBook, Opened]:
        book = open_closed(self.path)
        return book, read_workbook(book)

    def accept(self, code: str, because: str = REASON, by: str = ROLE) -> None:
        """Type into the two columns beside a finding."""
        book, opened = self.open()
        table = opened.reading.located.tables[FINDINGS]
        grid = book.grid(table.sheet)
        column = table.columns["code"]
        row = next(
            row for row in range(table.first_row, table.last_row + 1) if grid.value(row, column) == code
        )
        entries = (("because", because), ("by", by))
        book.apply([Change(table.sheet, row, table.columns[name], words or None) for name, words in entries])
        book.save()

    def edit(self, words: str) -> None:
        """Change the text the findings are about."""
        book, opened = self.open()
        source = opened.reading.assessment.texts[0].source("text")
        assert source is not None
        book.apply([Change(source.sheet, int(source.cell[1:]), 2, words)])
        book.save()

    def listed(self, attribute: str) -> list[object]:
        """Return a column of the Checks table."""
        book, opened = self.open()
        table = opened.reading.located.tables[FINDINGS]
        grid = book.grid(table.sheet)
        values = (
            grid.value(row, table.columns[attribute]) for row in range(table.first_row, table.last_row + 1)
        )
        return [value for value in values if value is not None]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "Our EDS.xlsx")


def states(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.code, finding.is_open) for finding in findings]


def test_what_is_accepted_stays_listed_and_no_longer_counts(desk: Desk) -> None:
    assert states(desk.check()) == [("PRI-001", True), ("WRI-003", True)]
    desk.accept("PRI-001")
    findings = desk.check()
    assert states(findings) == [("WRI-003", True), ("PRI-001", False)]
    assert summary(findings) == "1 piece of advice; 1 accepted."
    accepted = findings[1].accepted
    assert accepted is not None
    assert (accepted.because, accepted.by) == (REASON, ROLE)
    assert desk.listed("severity") == ["Advice", "Warning, accepted"]
    assert (desk.listed("because"), desk.listed("by")) == ([REASON], [ROLE])
    assert states(desk.check()) == states(findings)


def test_what_is_accepted_marks_its_cell_no_longer(desk: Desk) -> None:
    desk.check()
    assert len(desk.listed("cell_key")) == 2
    desk.accept("PRI-001")
    desk.check()
    assert len(desk.listed("cell_key")) == 1


def test_it_comes_back_when_the_entry_changes(desk: Desk) -> None:
    desk.check()
    desk.accept("PRI-001")
    desk.check()
    desk.edit(f"{TEXT} And one more.")
    assert states(desk.check()) == [("PRI-001", True), ("WRI-003", True)]
    assert desk.listed("because") == []


@pytest.mark.parametrize(
    ("because", "by", "asks"),
    [(REASON, "", "also say who accepts it"), ("", ROLE, "also say why it is right as it stands")],
)
def test_a_reason_and_a_role_are_needed(desk: Desk, because: str, by: str, asks: str) -> None:
    desk.check()
    desk.accept("PRI-001", because, by)
    finding = desk.check()[0]
    assert finding.is_open
    assert asks in finding.next_step


def test_an_error_cannot_be_accepted_and_says_so(desk: Desk) -> None:
    book, opened = desk.open()
    source = opened.reading.assessment.organisation.source("eds_leads")
    assert source is not None
    book.apply([Change(source.sheet, int(source.cell[1:]), 2, None)])
    book.save()
    desk.check()
    desk.accept("ORG-001")
    finding = desk.check()[0]
    assert (finding.code, finding.severity, finding.is_open) == ("ORG-001", Severity.ERROR, True)
    assert "An error cannot be accepted" in finding.next_step
    assert desk.listed("because") == [REASON]


def put(desk: Desk, holds: str, number: int, **entries: str | None) -> None:
    """Change entries of a row of the workbook on the desk."""
    book, opened = desk.open()
    record = getattr(opened.reading.assessment, holds)[number]
    for attribute, words in entries.items():
        source = record.source(attribute)
        box = parse_box(source.cell)
        assert box is not None
        book.apply([Change(source.sheet, box[0], box[1], words)])
    book.save()


def fill_ratings(desk: Desk) -> None:
    book, opened = desk.open()
    fill(opened, date(2025, 3, 1))
    book.save()


def copy_first_text_below(desk: Desk, *, moved: bool) -> None:
    """Give the first row of the report's texts a copy in the row below, or move it there."""
    book, opened = desk.open()
    table = opened.reading.located.tables["EDS_Texts"]
    grid, row = book.grid(table.sheet), table.first_row
    entries = {column: grid.value(row, column) for column in table.columns.values()}
    book.apply([Change(table.sheet, row + 1, column, value) for column, value in entries.items()])
    if moved:
        book.apply([Change(table.sheet, row, column, None) for column in entries])
    book.save()


def test_it_stays_accepted_when_fill_gives_the_row_its_ref(desk: Desk) -> None:
    put(desk, "texts", 0, ref=None)
    desk.check()
    desk.accept("PRI-001")
    fill_ratings(desk)
    assert desk.open()[1].reading.assessment.texts[0].ref
    assert states(desk.check()) == [("WRI-003", True), ("PRI-001", False)]
    assert (desk.listed("because"), desk.listed("by")) == ([REASON], [ROLE])
    # Now it hangs on the Ref, as that of any other row.
    assert states(desk.check()) == [("WRI-003", True), ("PRI-001", False)]


def test_the_marks_of_findings_follow_the_refs_that_fill_gives(desk: Desk) -> None:
    put(desk, "texts", 0, ref=None)
    desk.check()
    row = desk.open()[1].reading.assessment.texts[0].place
    assert row
    assert desk.listed("cell_key") == [*[f"Texts|{row.row}|Text"] * 2, f"Texts|{row.row}|Ref"]
    fill_ratings(desk)
    ref = desk.open()[1].reading.assessment.texts[0].ref
    assert desk.listed("cell_key")[:2] == [f"Texts|{ref}|Text"] * 2
    desk.check()
    assert desk.listed("cell_key") == [f"Texts|{ref}|Text"] * 2


def test_it_stays_accepted_when_a_row_without_a_ref_moves_down(desk: Desk) -> None:
    put(desk, "texts", 0, ref=None)
    desk.check()
    desk.accept("PRI-001")
    copy_first_text_below(desk, moved=True)
    assert states(desk.check()) == [("WRI-003", True), ("ROW-010", True), ("PRI-001", False)]


def test_of_two_equal_rows_only_the_one_that_was_accepted_is(desk: Desk) -> None:
    put(desk, "texts", 0, ref=None)
    desk.check()
    desk.accept("PRI-001")
    copy_first_text_below(desk, moved=False)
    found = [finding for finding in desk.check() if finding.code == "PRI-001"]
    assert [finding.is_open for finding in found] == [True, False]
    assert len({finding.key for finding in found}) == 2


def test_a_group_of_rows_comes_back_when_another_row_joins_it(desk: Desk) -> None:
    put(desk, "actions", 0, owners=None)
    desk.check()
    desk.accept("ACT-002")
    assert ("ACT-002", False) in states(desk.check())
    put(desk, "actions", 3, owners=None)
    assert ("ACT-002", True) in states(desk.check())


def test_everything_accepted_leaves_nothing_to_mend(desk: Desk) -> None:
    desk.check()
    desk.accept("PRI-001")
    desk.accept("WRI-003")
    assert summary(desk.check()) == "Nothing to mend; 2 accepted."


def test_a_note_that_grows_comes_back(desk: Desk) -> None:
    book, _ = desk.open()
    book.apply([Change("Domain 1", 30, 20, "chase the crisis team")])
    book.save()
    desk.check()
    desk.accept("CON-042")
    assert ("CON-042", False) in states(desk.check())
    book, _ = desk.open()
    book.apply([Change("Domain 1", 31, 20, "further evidence: complaints upheld")])
    book.save()
    assert ("CON-042", True) in states(desk.check())


# ---------------------------------------------------------------- what people wrote there stays


def change_sheet(path: Path, change: Callable[[Worksheet], object]) -> None:
    """Change the Checks sheet as another program would."""
    book = openpyxl.load_workbook(path)
    change(book["Checks"])
    book.save(path)


def rename_heading(sheet: Worksheet, label: str, heading: str) -> None:
    table = sheet.tables[FINDINGS]
    column = next(column for column in table.tableColumns if column.name == label)
    column.name = heading
    sheet.cell(bounds(table)[1], column.id).value = heading


def add_row(sheet: Worksheet) -> None:
    table = sheet.tables[FINDINGS]
    left, top, right, bottom = bounds(table)
    table.ref = table.autoFilter.ref = (
        f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom + 1}"
    )


def bounds(table: Table) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(table.ref)
    assert left
    assert top
    assert right
    assert bottom
    return left, top, right, bottom


def add_column(sheet: Worksheet, heading: str, entries: Sequence[str | datetime]) -> None:
    table = sheet.tables[FINDINGS]
    _, top, right, bottom = bounds(table)
    for row, words in enumerate([heading, *entries], top):
        sheet.cell(row, right + 1).value = words
    table.tableColumns.append(TableColumn(id=right + 1, name=heading))
    table.ref = f"A{top}:{get_column_letter(right + 1)}{bottom}"
    table.autoFilter.ref = table.ref


def type_in(desk: Desk, row: int, **entries: str | float) -> None:
    """Type into a row of the Checks table, counted from its first, by attribute."""
    book, opened = desk.open()
    table = opened.reading.located.tables[FINDINGS]
    columns = [(table.columns[name], value) for name, value in entries.items()]
    book.apply([Change(table.sheet, table.first_row + row, column, value) for column, value in columns])
    book.save()


@pytest.mark.parametrize("heading", ["Reason for acceptance", "Accepted\nbecause", " accepted  because "])
def test_a_heading_that_was_reworded_takes_no_reason_away(desk: Desk, heading: str) -> None:
    desk.check()
    desk.accept("PRI-001")
    change_sheet(desk.path, lambda sheet: rename_heading(sheet, "Accepted because", heading))
    for _ in range(2):
        assert ("PRI-001", False) in states(desk.check())
        assert desk.listed("because") == [REASON]


def test_columns_of_their_own_stay_beside_their_findings(desk: Desk) -> None:
    desk.check()
    change_sheet(desk.path, lambda sheet: add_column(sheet, "Assigned to", ["Ward 5"]))
    desk.accept("PRI-001")
    for _ in range(2):
        # It is listed last now; and that nobody reads the column is no finding.
        assert states(desk.check()) == [("WRI-003", True), ("PRI-001", False)]
        book, _ = desk.open()
        codes, own = (
            [value for (_, column), value in book.grid("Checks").values.items() if column == number]
            for number in (5, 11)
        )
        assert codes[-1] == "PRI-001"
        assert own == ["Assigned to", "Ward 5"]


def test_reworded_headings_beside_a_column_of_their_own(desk: Desk) -> None:
    desk.check()
    change_sheet(desk.path, lambda sheet: add_column(sheet, "Assigned to", ["Ward 5"]))
    desk.accept("PRI-001")
    change_sheet(desk.path, lambda sheet: rename_heading(sheet, "What to do", "Next step"))
    change_sheet(desk.path, lambda sheet: rename_heading(sheet, "Accepted because", "Why we accept it"))
    for _ in range(2):
        assert ("PRI-001", False) in states(desk.check())
        assert (desk.listed("because"), desk.listed("by")) == ([REASON], [ROLE])
        assert len(desk.listed("next_step")) == 2


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("UPPER(E9)", "UPPER(E10)"),
        ('EDS_Findings[[#This Row],[Code]]&"/"&E9', 'EDS_Findings[[#This Row],[Code]]&"/"&E10'),
        ('IF(E9="","","see E9")', 'IF(E10="","","see E9")'),
        ("$E$9&Start!B4", "$E$9&Start!B5"),
    ],
)
def test_formulas_of_their_own_move_as_if_excel_sorted_the_rows(desk: Desk, formula: str, after: str) -> None:
    desk.check()
    assert desk.listed("code") == ["PRI-001", "WRI-003"]
    change_sheet(desk.path, lambda sheet: add_column(sheet, "Own", [f"={formula}"]))
    desk.accept("PRI-001")
    desk.check()  # which lists it last
    book, _ = desk.open()
    assert {place: words for place, words in book.formulas("Checks").items() if place[1] == 11} == {
        (10, 11): after
    }


def test_a_date_of_their_own_stays_as_its_words(desk: Desk) -> None:
    desk.check()
    change_sheet(desk.path, lambda sheet: add_column(sheet, "Due", [datetime(2025, 3, 1)]))  # noqa: DTZ001
    desk.check()
    assert desk.open()[0].grid("Checks").value(9, 11) == "1 March 2025"


def test_the_copy_of_a_row_stays_with_what_was_typed_there(desk: Desk) -> None:
    desk.check()
    desk.accept("PRI-001", "First reason", "Ann's team")
    key = desk.listed("finding_key")[0]
    change_sheet(desk.path, add_row)
    type_in(desk, 2, finding_key=str(key), message="A copy", because="Second reason", by="Board")
    book, _ = desk.open()
    book.apply([Change("Checks", 11, 2, "See there", 'HYPERLINK("#Start!A1","See there")')])
    book.save()
    for _ in range(2):
        desk.check()
        assert sorted(map(str, desk.listed("because"))) == ["First reason", "Second reason"]
        assert desk.listed("message")[-1] == "A copy"
        assert desk.open()[0].formulas("Checks")[11, 2] == 'HYPERLINK("#Start!A1","See there")'


def test_rows_of_their_own_stay_at_the_end(desk: Desk) -> None:
    desk.check()
    change_sheet(desk.path, add_row)
    type_in(desk, 2, message="Ask the board secretary", by="EDI lead")
    for _ in range(2):
        desk.check()
        assert desk.listed("message")[2:] == ["Ask the board secretary"]
        assert desk.listed("by") == ["EDI lead"]


def test_numbers_beside_a_finding_stay_as_they_were_typed(desk: Desk) -> None:
    desk.check()
    row = desk.listed("code").index("PRI-001")
    type_in(desk, row, because=20240131.0, by=12345678.0)
    desk.check()
    assert (desk.listed("because"), desk.listed("by")) == (["20240131"], ["12345678"])


def test_what_ends_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.check()
    desk.accept("PRI-001")
    desk.edit("Nothing to find here")
    assert main(["check", str(desk.path), "--write", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ended"] == [f"{REASON} \u2013 {ROLE}"]
    assert main(["check", str(desk.path), "--write", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ended"] == []


def test_what_ends_is_said_in_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.check()
    desk.accept("PRI-001")
    desk.edit("Nothing to find here")
    main(["check", str(desk.path), "--write"])
    said = " ".join(capsys.readouterr().out.split())
    assert (
        f'Taken off the list, because the finding is gone, or its entry or Ref has changed: "{REASON}' in said
    )


def test_of_too_many_findings_those_accepted_are_listed(desk: Desk) -> None:
    desk.check()
    desk.accept("PRI-001")
    book, opened = desk.open()
    found = find(opened)
    many = tuple(replace(found[0], key=f"many {number}") for number in range(FINDING_ROWS + 100))
    write_findings(opened, (*many, *found))
    book.save()
    assert len(desk.listed("message")) == FINDING_ROWS
    assert desk.listed("because") == [REASON]
    assert "103 more findings are not listed here." in desk.listed("message")
    assert ("PRI-001", False) in states(desk.check())
    assert len(desk.listed("message")) == 2
