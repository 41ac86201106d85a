"""Replacing the rows of a table in a closed workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eds_xl.workbook.book import Area, CellValue
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.problems import WorkbookProblem
from tests.workbook.closed_samples import edit_parts, loaded, parts_of, sdk_faults

SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"
TOP = 3  # the heading row; three rows of data below it, three more with the look of data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "findings.xlsx"
    book = xlsxwriter.Workbook(str(place))
    look = book.add_format({"num_format": "@", "text_wrap": True, "bg_color": "#EEEEEE"})
    sheet = book.add_worksheet("Checks")
    sheet.write_string("A1", "Checks")
    headings = [{"header": name, "format": look} for name in ("Severity", "Where", "What")]
    data = [["error", "B2", "one"], ["advice", "C3", "two"], ["advice", "D4", "three"]]
    sheet.add_table(TOP - 1, 1, TOP + 2, 3, {"name": "EDS_Findings", "columns": headings, "data": data})
    for row in range(TOP + 3, TOP + 6):
        for column in (1, 2, 3):
            sheet.write_blank(row, column, None, look)
    sheet.data_validation("B4:B500", {"validate": "list", "source": ["error", "advice"]})
    sheet.conditional_format("B4:D500", {"type": "no_blanks", "format": look})
    book.close()
    return place


def rows_of(number: int) -> list[list[CellValue]]:
    return [[f"s{index}", float(index), f"words {index}"] for index in range(number)]


def cells_in(path: Path) -> dict[tuple[int, int], CellValue]:
    """What stands below the headings."""
    return {place: value for place, value in open_book(path).grid("Checks").values.items() if place[0] > TOP}


def expected(rows: list[list[CellValue]]) -> dict[tuple[int, int], CellValue]:
    return {
        (TOP + 1 + row, 2 + column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value not in (None, "")
    }


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 6, 20])
def test_the_size_follows_the_rows(path: Path, requires: Callable[[str], Path], number: int) -> None:
    before = parts_of(path)
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(number))
    area = Area("Checks", TOP, 2, TOP + max(number, 1), 4)
    assert book.tables()["EDS_Findings"].area == area
    book.save()
    again = open_book(path)
    assert again.tables()["EDS_Findings"].area == area
    assert cells_in(path) == expected(rows_of(number))
    after = parts_of(path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == ({SHEET} if number == 3 else {SHEET, TABLE})
    assert sdk_faults(requires("ooxml-validator"), path) is None
    table = loaded(path)["Checks"].tables["EDS_Findings"]
    assert table.autoFilter.ref == table.ref
    for tag in (b"dataValidations", b"conditionalFormatting"):
        pattern = re.compile(b"<%b.*</%b>" % (tag, tag), re.DOTALL)
        assert pattern.findall(after[SHEET]) == pattern.findall(before[SHEET])


def test_every_row_has_the_look_of_data(path: Path) -> None:
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(12))
    book.replace_rows("EDS_Findings", rows_of(2))
    book.save()
    cells = dict(re.findall(r'<c r="([BCD]\d+)"(?: s="(\d+)")?', parts_of(path)[SHEET].decode()))
    looks = {cells.get(f"{column}{row}") for column in "BCD" for row in range(TOP + 1, TOP + 13)}
    assert len(looks) == 1
    assert looks != {""}


CELLS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.booleans()


@given(st.lists(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8), min_size=1, max_size=3))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_replace_any_rows(path: Path, versions: list[list[list[CellValue]]]) -> None:
    book = open_book(path)
    for rows in versions:
        book.replace_rows("EDS_Findings", rows)
    out = path.with_name("out.xlsx")
    book.save(out, force=True)
    assert cells_in(out) == expected(versions[-1])
    assert open_book(out).tables()["EDS_Findings"].area.bottom == TOP + max(len(versions[-1]), 1)


def test_the_same_rows_again_change_nothing(path: Path) -> None:
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(7))
    book.save()
    before = path.read_bytes()
    book.replace_rows("EDS_Findings", rows_of(7))
    assert book.save() is None
    assert path.read_bytes() == before


def test_no_new_row_stays_hidden_by_an_old_filter(path: Path) -> None:
    def filtered(text: str) -> str:
        column = '<filterColumn colId="0"><filters><filter val="error"/></filters></filterColumn>'
        order = '<sortState ref="B4:D6"><sortCondition ref="B4:B6"/></sortState>'
        return re.sub(
            r'<autoFilter ref="([^"]+)"/>', rf'<autoFilter ref="\1">{column}</autoFilter>{order}', text
        )

    edit_parts(
        path, {TABLE: filtered, SHEET: lambda text: text.replace('<row r="5"', '<row r="5" hidden="1"')}
    )
    assert b"filterColumn" in parts_of(path)[TABLE]
    book = open_book(path)
    book.replace_rows(
        "EDS_Findings", [["error", "B2", "one"], ["advice", "C3", "new"], ["advice", "D4", "three"]]
    )
    book.save()
    after = parts_of(path)
    assert b"hidden" not in after[SHEET]
    assert b"filterColumn" not in after[TABLE]
    assert b"sortState" not in after[TABLE]


def test_a_table_to_the_last_row_is_made_as_long_as_its_rows(path: Path) -> None:
    def pulled_down(text: str) -> str:
        return re.sub(r'ref="B3:D\d+"', 'ref="B3:D1048576"', text)

    far = '<row r="900000" hidden="1"><c r="C900000"><v>5</v></c></row><row r="1000000" hidden="1"/>'
    edit_parts(
        path, {TABLE: pulled_down, SHEET: lambda text: text.replace("</sheetData>", f"{far}</sheetData>")}
    )
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(2))
    book.save()
    assert cells_in(path) == expected(rows_of(2))
    assert open_book(path).tables()["EDS_Findings"].area.bottom == TOP + 2
    assert b"hidden" not in parts_of(path)[SHEET]


@pytest.mark.parametrize(
    ("cells", "stops"), [("C9:C10", True), ("A7:B9", True), ("C10:D11", False), ("E8:F9", False)]
)
def test_merged_cells_below_the_table_stop_it(path: Path, cells: str, stops: bool) -> None:
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>'
    edit_parts(path, {SHEET: lambda text: text.replace("</sheetData>", merged)})
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(2))
    if not stops:
        book.replace_rows("EDS_Findings", rows_of(6))  # up to row 9
        return
    with pytest.raises(WorkbookProblem) as caught:
        book.replace_rows("EDS_Findings", rows_of(6))
    assert caught.value.code == "CON-011"
    assert cells in caught.value.message
    assert "merged" in caught.value.message


def test_an_entry_below_the_table_is_not_overwritten(path: Path) -> None:
    note = '<row r="9"><c r="C9" t="inlineStr"><is><t>my own note</t></is></c></row>'
    edit_parts(path, {SHEET: lambda text: re.sub(r'<row r="9".*?</row>', note, text)})
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(5))  # up to row 8
    with pytest.raises(WorkbookProblem) as caught:
        book.replace_rows("EDS_Findings", rows_of(6))
    assert caught.value.code == "CON-011"
    assert "C9" in caught.value.message
    assert book.tables()["EDS_Findings"].area.bottom == 8


def test_a_total_row_is_not_overwritten(path: Path) -> None:
    edit_parts(path, {TABLE: lambda text: text.replace('ref="B3:D6"', 'ref="B3:D6" totalsRowCount="1"', 1)})
    with pytest.raises(WorkbookProblem) as caught:
        open_book(path).replace_rows("EDS_Findings", rows_of(2))
    assert caught.value.code == "CON-011"
    assert "total row" in caught.value.message


def test_a_heading_row_that_is_switched_off_stays_off(path: Path) -> None:
    edit_parts(path, {TABLE: lambda text: text.replace('ref="B3:D6"', 'ref="B4:D6" headerRowCount="0"', 1)})
    book = open_book(path)
    book.replace_rows("EDS_Findings", rows_of(2))
    book.save()
    assert b'ref="B4:D5" headerRowCount="0"' in parts_of(path)[TABLE]
    assert cells_in(path) == expected(rows_of(2))


@pytest.mark.parametrize("rows", [[["a"]], [["a", "b", "c", "d"]]])
def test_rows_of_another_width_are_refused(path: Path, rows: list[list[CellValue]]) -> None:
    with pytest.raises(ValueError, match="needs 3 values"):
        open_book(path).replace_rows("EDS_Findings", rows)


def test_a_table_that_does_not_exist_is_a_key_error(path: Path) -> None:
    with pytest.raises(KeyError):
        open_book(path).replace_rows("EDS_Other", [])
