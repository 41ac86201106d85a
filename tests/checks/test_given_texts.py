"""The grey cells of tables: whatever is typed over their wording is found, and filling loses none of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eds_xl.actions.fill import Filled, fill
from eds_xl.actions.opening import Opened, read_workbook
from eds_xl.workbook.book import Change
from eds_xl.workbook.calculated import calculated_cells
from eds_xl.workbook.coordinates import cell_name, parse_box
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.sheets import SHEETS, TABLES
from eds_xl.workbook.spec import Table
from eds_xl.workbook.template import build
from tests.checks.drafts import Draft, complete, repackaged

GIVEN = [table for _, table in TABLES if table.given]
TITLE = ("Domain 2", "B9")
TODAY = date(2025, 1, 20)
OLDER = repackaged("docProps/custom.xml", "<vt:lpwstr>1</vt:lpwstr>", "<vt:lpwstr>0</vt:lpwstr>")


def given_cells(table: Table) -> Iterator[tuple[str, str]]:
    """Sheet and cell of each wording that the template gives, but for those that are formulas."""
    formulas = {cell.place for cell in calculated_cells()}
    sheet = next(sheet for sheet, other in TABLES if other is table)
    place = place_of(sheet, table.name)
    for row, given in enumerate(table.given, place.first_row):
        for column, words in enumerate(given, place.column):
            if words is not None and (sheet.title, row, column) not in formulas:
                yield sheet.title, cell_name(row, column)


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings()]


@pytest.mark.parametrize("table", GIVEN, ids=lambda table: table.name)
def test_nothing_typed_over_a_given_text_passes_in_silence(table: Table) -> None:
    cells = list(given_cells(table))
    assert cells
    for sheet, cell in cells:
        findings = complete().cell(sheet, cell, "Typed by hand").findings()
        about = [finding for finding in findings if finding.source and finding.source.sheet == sheet]
        assert about, cell
        # The first cell of a row of entries says which row it is: without it, the row is missing.
        whole_row = {"CON-034", "CON-036"} & {finding.code for finding in about}
        if not (table.record and cell.startswith("A") and whole_row):
            (named,) = (finding for finding in about if finding.code == "CON-046")
            assert f"cell {cell} holds" in named.message
            assert (named.source and named.source.cell, named.entry) == (cell, "Typed by hand")


def test_all_sheets_with_given_texts_are_looked_at() -> None:
    sheets = {sheet.title for sheet, table in TABLES if table in GIVEN}
    assert {"Start", "Organisation", "Engagement", "Domain 1", "Domain 2", "Domain 3", "Lists"} < sheets
    assert sheets < {sheet.title for sheet in SHEETS}


def test_what_programs_do_to_quotes_dashes_and_blanks_is_no_typing() -> None:
    draft = complete()
    changes = []
    for table in GIVEN:
        for sheet, cell in given_cells(table):
            row, column, *_ = parse_box(cell) or (0, 0)
            words = draft.book.grid(sheet).value(row, column)
            # How the first cell of a row of entries may be written, the reader decides.
            if isinstance(words, str) and not (table.record and cell.startswith("A")):
                other = words.replace("'", "’").replace("-", "–").replace(" ", "\u00a0 ")
                changes.append(Change(sheet, row, column, f" {other.upper()}"))
    assert any("’" in str(change.value) for change in changes)
    draft.book.apply(changes)
    assert codes(draft) == []


def test_an_emptied_given_text_harms_nobody() -> None:
    assert codes(complete().cell(*TITLE, "")) == []


def test_a_whole_number_in_words_is_another() -> None:
    assert codes(complete().cell("Score card", "D18", "twelve")) == ["CON-046"]


def test_the_wording_of_an_older_template_may_have_been_another() -> None:
    draft = OLDER()
    draft.cell(*TITLE, "An earlier title")
    assert codes(draft) == ["CON-040"]
    assert filled(draft).mended == ()


def test_rows_that_were_sorted_keep_their_wording() -> None:
    draft = complete()
    grid = draft.book.grid("Domain 2")
    upper, lower = ([grid.value(row, column) for column in range(1, 9)] for row in (9, 10))
    for column, (above, below) in enumerate(zip(upper, lower, strict=True), 1):
        draft.cell("Domain 2", cell_name(9, column), below if below is not None else "")
        draft.cell("Domain 2", cell_name(10, column), above if above is not None else "")
    assert codes(draft) == []


def test_typing_over_the_first_cell_of_a_display_table_is_found_by_its_place() -> None:
    draft = complete().cell("Score card", "A9", "Our rating").cell("Lists", "A8", "Perhaps")
    messages = [finding.message for finding in draft.findings()]
    assert len(messages) == 2
    assert 'In the table "The result", cell A9 holds something other' in messages[0]
    assert 'In the table "Rating", cell A8 holds something other' in messages[1]


def filled(draft: Draft) -> Filled:
    return fill(read_workbook(draft.book), TODAY)


def test_filling_puts_back_what_was_emptied_and_loses_nothing_that_was_typed() -> None:
    fresh = complete().book
    draft = complete().cell(*TITLE, "Staff told us so").cell("Domain 2", "B10", "")
    draft.cell("Score card", "D18", "")
    changed = filled(draft)
    assert {change.reason for change in changed.mended} == {"Put back the given wording."}
    assert len(changed.mended) == 2
    assert draft.book.grid("Domain 2").value(9, 2) == "Staff told us so"
    for sheet, row, column in (("Domain 2", 10, 2), ("Score card", 18, 4)):
        assert draft.book.grid(sheet).value(row, column) == fresh.grid(sheet).value(row, column)
    assert filled(draft).changes == ()
    draft.cell(*TITLE, "")
    filled(draft)
    assert draft.book.grid("Domain 2").values == fresh.grid("Domain 2").values


def test_a_row_that_is_told_by_its_place_is_left_alone() -> None:
    draft = complete().cell("Score card", "A9", "").cell("Lists", "A7", "")
    assert filled(draft).mended == ()


def test_a_formula_in_a_given_cell_is_not_overwritten_though_it_shows_nothing() -> None:
    draft = complete()
    draft.book.apply([Change("Domain 2", 9, 2, "", "LEFT(A9,0)")])
    assert filled(draft).mended == ()
    assert draft.book.formulas("Domain 2")[9, 2] == "LEFT(A9,0)"


def test_a_fresh_workbook_and_its_file_hold_the_given_texts(tmp_path: Path) -> None:
    path = tmp_path / "fresh.xlsx"
    path.write_bytes(build())
    draft = Draft(path.read_bytes())
    opened: Opened = read_workbook(draft.book)
    assert "CON-046" not in codes(draft)
    assert "Put back the given wording." not in {change.reason for change in fill(opened, TODAY).mended}
