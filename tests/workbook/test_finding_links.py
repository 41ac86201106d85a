"""Where a finding is, as a link: to a name where there is one, else to wherever the cell is by now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import ironcalc
import openpyxl
import pytest

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.assessment.place import Source
from eds_xl.workbook.book import FormulaCell
from eds_xl.workbook.finding_links import FindingLinks
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.theme import LINE_HEIGHT
from tests.checks.drafts import Draft, complete, renamed_sheet, restructured, without_name, without_sheet
from tests.checks.edits import own_text
from tests.tools.xlsx_lint import lint

BOX = Source("Organisation", "B7")
CELL = Source("Domain 1", "C19")


def formula(draft: Draft, source: Source | None) -> str:
    link = FindingLinks(draft.book).link(source)
    assert isinstance(link, FormulaCell)
    assert link.result == (str(source) if source else "The workbook")
    return link.formula


def test_a_box_a_sheet_and_the_workbook_are_reached_by_name() -> None:
    draft = complete()
    assert formula(draft, BOX) == 'HYPERLINK("#EDS_Organisation_name","Organisation, cell B7")'
    assert formula(draft, Source("Domain 2")) == 'HYPERLINK("#EDS_Sheet_Domain_2","Domain 2")'
    assert formula(draft, None) == 'HYPERLINK("#EDS_Sheet_Start","The workbook")'


def test_a_sheet_that_is_gone_is_no_link() -> None:
    draft = restructured(without_sheet("Glossary"))()
    assert FindingLinks(draft.book).link(Source("Glossary")) == "Glossary"


def test_a_renamed_sheet_and_a_box_without_its_name_are_reached_all_the_same() -> None:
    draft = restructured(renamed_sheet("Domain 1", 'Our "patients\' services"'))()
    words = formula(draft, Source('Our "patients\' services"', "C19"))
    assert words.startswith('HYPERLINK("#\'Our ""patients\'\' services""\'!"&')
    assert "#EDS_Organisation_name" not in formula(restructured(without_name("EDS_Organisation_name"))(), BOX)


@pytest.mark.parametrize(
    ("change", "leads_to"),
    [
        (lambda model: None, "#'Domain 1'!$C$19"),
        (lambda model: model.insert_rows(0, 3, 2), "#'Domain 1'!$C$21"),
        (lambda model: model.insert_columns(0, 2, 1), "#'Domain 1'!$D$19"),
        (lambda model: model.delete_rows(0, 19, 1), "#'Domain 1'!$A$1"),
    ],
    ids=["as checked", "rows inserted above", "a column inserted before", "deleted"],
)
def test_a_cell_is_found_where_it_has_moved(change: object, leads_to: str) -> None:
    inside = re.fullmatch(r'HYPERLINK\((.*),"Domain 1, cell C19"\)', formula(complete(), CELL))
    assert inside
    model = ironcalc.create("links", "en", "UTC", "en")
    model.rename_sheet(0, "Domain 1")
    model.add_sheet("Checks")
    model.set_user_input(0, 19, 3, "an entry")
    model.set_user_input(1, 9, 2, f"={inside[1]}")
    assert callable(change)
    change(model)
    model.evaluate()
    assert model.get_formatted_cell_value(1, 9, 2) == leads_to


def written(draft: Draft, path: Path) -> Mapping[str, str]:
    """Write a draft's findings to a file and return the formula of each Where by what it shows."""
    draft.book.save(path)
    book = open_closed(path)
    opened = read_workbook(book)
    write_findings(opened, find(opened))
    book.save()
    shown = openpyxl.load_workbook(path, data_only=True)["Checks"]
    formulas = openpyxl.load_workbook(path)["Checks"]
    first, last = (row[1].row for row in (formulas[shown.tables[FINDINGS].ref][at] for at in (1, -1)))
    return {str(shown.cell(row, 2).value): str(formulas.cell(row, 2).value) for row in range(first, last + 1)}


def test_every_row_of_the_written_list_links_and_the_file_is_sound(tmp_path: Path) -> None:
    draft = complete()
    own_text(draft, "The ABCD team meets. 2 patients complained.")
    draft.enter("organisation", "eds_leads", "")
    path = tmp_path / "checked.xlsx"
    links = written(draft, path)
    assert list(links) == ["Organisation, cell B12", "Report texts, cell B9"]
    assert (
        links["Organisation, cell B12"]
        == '=HYPERLINK("#EDS_Organisation_eds_leads","Organisation, cell B12")'
    )
    assert all(words.startswith("=HYPERLINK(") for words in links.values())
    assert lint(path.read_bytes()) == []


def test_rows_are_as_high_as_what_people_read_in_them(tmp_path: Path) -> None:
    draft = complete()
    own_text(draft, "The ABCD team meets. 2 patients complained. " * 5)
    path = tmp_path / "checked.xlsx"
    written(draft, path)
    sheet = openpyxl.load_workbook(path)["Checks"]
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Severity") + 1
    one_line, two_lines = (sheet.row_dimensions[first + offset].height for offset in (0, 1))
    assert LINE_HEIGHT < one_line < 2 * LINE_HEIGHT < two_lines < 3 * LINE_HEIGHT


def test_a_height_that_a_person_set_stays(tmp_path: Path) -> None:
    draft = complete()
    own_text(draft, "2 patients complained.")
    path = tmp_path / "checked.xlsx"
    draft.book.save(path)
    workbook = openpyxl.load_workbook(path)
    table = open_closed(path).tables()[FINDINGS]
    workbook["Checks"].row_dimensions[table.area.top + 1].height = 77
    workbook.save(path)
    book = open_closed(path)
    opened = read_workbook(book)
    write_findings(opened, find(opened))
    book.save()
    assert openpyxl.load_workbook(path)["Checks"].row_dimensions[table.area.top + 1].height == 77
