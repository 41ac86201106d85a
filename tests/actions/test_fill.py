"""What fill leaves alone, and what it says of what it tidies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from eds_xl.actions.fill import Filled, fill
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.cli import main
from eds_xl.workbook.book import CellError
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.mangled.shifting import rename_sheet
from tests.workbook.closed_samples import edit_parts, parts_of

FORMULA = "<f>SUM(1,2)</f><v>3</v>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "Our EDS.xlsx"
    place.write_bytes(build(complete_assessment()))
    filled(place)
    return place


def filled(path: Path) -> tuple[ClosedBook, Filled]:
    """Fill a workbook as the command does."""
    book = open_closed(path)
    done = fill(read_workbook(book), date(2025, 3, 1))
    book.save()
    return book, done


def changed(path: Path, change: Callable[[Workbook], object]) -> None:
    """Change a workbook with another program, which works out no formula, and bring its results up to date."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def put(entries: Mapping[tuple[str, str], Any]) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for (sheet, cell), value in entries.items():
            book[sheet][cell].value = value

    return change


def cell_of(path: Path, table: str, attribute: str, row: int = 0) -> tuple[str, str]:
    located = read_workbook(open_book(path)).reading.located.tables[table]
    return (
        located.sheet,
        f"{get_column_letter(located.columns[attribute])}{located.first_row + row}",
    )


def value_at(path: Path, sheet: str, cell: str) -> Any:
    return openpyxl.load_workbook(path)[sheet][cell].value


def edit_sheet(path: Path, title: str, old: str, new: str) -> None:
    """Replace words in the part of a sheet."""
    part = open_book(path)._contents.sheets[title].part
    edit_parts(path, {part: lambda words: words.replace(old, new)})
    assert new in parts_of(path)[part].decode("utf-8")


def said(done: Filled) -> list[str]:
    return [change.reason for change in done.mended]


def test_numbers_of_a_figure_stay_numbers(path: Path) -> None:
    places = [cell_of(path, "EDS_Figures", f"column_{number}", row=2) for number in (2, 3, 4)]
    changed(path, put(dict(zip(places, (5, 7.5, True), strict=True))))
    _, done = filled(path)
    assert said(done) == []
    assert [value_at(path, *place) for place in places] == [5, 7.5, True]


def test_a_number_becomes_text_where_formulas_count_texts(path: Path) -> None:
    place = cell_of(path, "EDS_Actions", "owners")
    changed(path, put({place: 7}))
    _, done = filled(path)
    assert said(done) == ["Turned 7 under Owners into text, as formulas count only texts there."]
    assert value_at(path, *place) == "7"


def test_a_formula_of_their_own_stays(path: Path) -> None:
    sheet, cell = cell_of(path, "EDS_Actions", "owners")
    changed(path, put({(sheet, cell): 12345}))
    edit_sheet(path, sheet, "<v>12345</v>", FORMULA)
    assert value_at(path, sheet, cell) == "=SUM(1,2)"
    _, done = filled(path)
    assert said(done) == []
    assert value_at(path, sheet, cell) == "=SUM(1,2)"


@pytest.mark.parametrize(
    ("attribute", "stands", "becomes", "words"),
    [
        ("action", " Ask  staff ", "Ask  staff", "Took needless blanks out of the entry under Action."),
        ("status", " not STARTED", "Not started", 'Wrote "Not started" for "not STARTED" under Status.'),
        ("outcome", "1a", "1A", 'Wrote "1A" for "1a" under Outcome or domain.'),
    ],
)
def test_what_was_tidied_is_said(path: Path, attribute: str, stands: str, becomes: str, words: str) -> None:
    place = cell_of(path, "EDS_Actions", attribute)
    changed(path, put({place: stands}))
    _, done = filled(path)
    assert words in said(done)
    assert value_at(path, *place) == becomes


def test_an_entry_too_long_for_a_cell_stays_as_it_is(path: Path) -> None:
    place = cell_of(path, "EDS_Actions", "action")
    long = "x" * 32_800
    changed(path, put({place: "12345678"}))
    edit_sheet(path, place[0], "<t>12345678</t>", f'<t xml:space="preserve"> {long} </t>')
    assert main(["fill", str(path)]) == 0
    assert value_at(path, *place).strip() == long


@pytest.mark.parametrize(
    "pair", [("Organisation", "Score card"), ("Domain 1", "Score card"), ("Domain 1", "Organisation")]
)
def test_sheets_that_swapped_their_names_keep_their_formulas(path: Path, pair: tuple[str, str]) -> None:
    first, second = pair
    exchanged = {f"'{first}'!": f"'{second}'!", f"'{second}'!": f"'{first}'!"}

    def swap(book: Workbook) -> None:
        rename_sheet(book, first, "between")
        rename_sheet(book, second, first)
        rename_sheet(book, "between", second)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if str(cell.value).startswith("="):
                cell.value = re.sub("|".join(exchanged), lambda found: exchanged[found[0]], str(cell.value))

    before = {title: dict(open_book(path).formulas(title)) for title in open_book(path).sheet_names()}
    changed(path, swap)
    standing = {title: dict(open_book(path).formulas(title)) for title in open_book(path).sheet_names()}
    assert standing != before
    book, done = filled(path)
    assert [words for words in said(done) if "formula" in words] == []
    assert {title: dict(book.formulas(title)) for title in book.sheet_names()} == standing


def test_a_ref_of_thousands_of_digits_is_no_number(tmp_path: Path) -> None:
    assessment = complete_assessment()
    first, second, *others = assessment.evidence
    rows = (replace(first, ref="E" + "9" * 5_000), replace(second, ref=""), *others)
    path = tmp_path / "Refs.xlsx"
    path.write_bytes(build(replace(assessment, evidence=rows)))
    assert main(["fill", str(path)]) == 0
    refs = [row.ref for row in read_workbook(open_book(path)).reading.assessment.evidence]
    assert len(set(refs)) == len(refs)
    assert refs[0] == "E" + "9" * 5_000
    assert refs[1].startswith("E")


def test_a_template_version_of_thousands_of_digits_is_a_newer_one(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = "<vt:lpwstr>1<", f"<vt:lpwstr>{'9' * 5_000}<"
    edit_parts(path, {"docProps/custom.xml": lambda words: words.replace(*version)})
    for command in ("check", "fill", "score"):
        assert main([command, str(path)]) == 2
        assert "999999999" in capsys.readouterr().err


def test_a_result_too_long_for_a_cell_is_what_excel_shows_for_it(tmp_path: Path) -> None:
    assessment = complete_assessment()
    first, *others = assessment.services
    path = tmp_path / "Long.xlsx"
    path.write_bytes(
        build(replace(assessment, services=(replace(first, name="x" * 32_700, short_name=""), *others)))
    )
    assert open_book(path).grid("Score card").value(18, 2) == CellError("#VALUE!")
    filled(path)
    book, done = filled(path)
    assert done.changes == ()
    assert book.grid("Score card").value(18, 2) == CellError("#VALUE!")


def test_zeros_that_were_never_worked_out_are_filled_in(path: Path) -> None:
    changed(path, put({("Domain 3", f"C{row}"): 0 for row in (9, 10, 11)}))
    book, done = filled(path)
    assert done.card.domains[2].total == 0
    assert book.grid("Score card").value(20, 3) == 0
    assert b"<f>" in parts_of(path)[book._contents.sheets["Score card"].part]


@pytest.mark.parametrize("digits", [400, 5_000])
def test_a_total_of_hundreds_of_digits_in_json_is_a_text(tmp_path: Path, digits: int) -> None:
    source, out = tmp_path / "in.json", tmp_path / "out.xlsx"
    path = tmp_path / "full.xlsx"
    path.write_bytes(build(complete_assessment()))
    filled(path)
    assert main(["export", str(path), "--to", "json", "-o", str(source), "--draft"]) == 0
    words = source.read_text(encoding="utf-8")
    total = read_workbook(open_book(path)).reading.assessment.recorded.total
    assert f'"total": "{total}"' in words
    source.write_text(words.replace(f'"total": "{total}"', f'"total": "{"9" * digits}"'), encoding="utf-8")
    assert main(["new", str(out), "--from", str(source)]) == 0
    assert read_workbook(open_book(out)).reading.assessment.recorded.total == "9" * digits
