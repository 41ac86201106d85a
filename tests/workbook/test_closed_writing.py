"""Changing cells of a closed workbook: they hold what they were given, and nothing else is touched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from eds_xl.workbook.book import CellError, CellValue, Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.problems import WorkbookProblem
from tests.workbook.closed_samples import (
    MAIN,
    ODD_TEXT,
    SHEET_PART,
    edit_parts,
    full_workbook,
    loaded,
    parts_of,
    resaved_by_libreoffice,
    sdk_faults,
    small_workbook,
)

DATA = "Data & more"
CALC_CHAIN = "xl/calcChain.xml"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return full_workbook(tmp_path / "full.xlsx")


def small(tmp_path: Path, rows: str, before: str = "") -> Path:
    return small_workbook(tmp_path / "small.xlsx", f"{before}<sheetData>{rows}</sheetData>")


def changed(path: Path, *changes: Change) -> str:
    """The sheet part after changes, saved in place."""
    book = open_book(path)
    book.apply(changes)
    book.save()
    return sheet_text(path)


def sheet_text(path: Path) -> str:
    """What stands inside the worksheet element of the first sheet."""
    text = parts_of(path)[SHEET_PART].decode("utf-8")
    return re.sub(r"^.*?<worksheet[^>]*>|</worksheet>$", "", text, flags=re.DOTALL)


def put(row: int, column: int, value: CellValue, formula: str | None = None) -> Change:
    return Change("Sheet1", row, column, value, formula)


# What else is in the file


def test_only_the_parts_that_hold_the_cells_change(full: Path, requires: Callable[[str], Path]) -> None:
    validator = requires("ooxml-validator")
    before = parts_of(full)
    with zipfile.ZipFile(full) as container:
        kept = [(info.filename, info.date_time, info.compress_type) for info in container.infolist()]
    book = open_book(full)
    book.apply(
        [
            Change(DATA, 2, 1, "Changed", reason="to see"),
            Change(DATA, 12, 7, ODD_TEXT),
            Change(DATA, 9, 2, 3.0, "1+2"),
            Change(DATA, 31, 3, CellError("#N/A")),
            Change(DATA, 2, 2, None),
        ]
    )
    book.save()
    after = parts_of(full)
    with zipfile.ZipFile(full) as container:
        assert [(info.filename, info.date_time, info.compress_type) for info in container.infolist()] == kept
        assert container.testzip() is None
    assert {name for name in before if before[name] != after[name]} == {SHEET_PART}
    assert sdk_faults(validator, full) is None
    old, new = (etree.fromstring(parts[SHEET_PART]) for parts in (before, after))
    for element in new:
        assert isinstance(element.tag, str)
        if element.tag.rpartition("}")[2] not in {"sheetData", "dimension"}:
            original = old.find(element.tag)
            assert original is not None
            assert etree.tostring(element, method="c14n") == etree.tostring(original, method="c14n")


def test_a_workbook_resaved_by_libreoffice(
    full: Path, tmp_path: Path, requires: Callable[[str], Path]
) -> None:
    soffice, validator = requires("soffice"), requires("ooxml-validator")
    path = resaved_by_libreoffice(soffice, full, tmp_path / "other")
    faults_before = sdk_faults(validator, path)
    before = parts_of(path)
    book = open_book(path)
    book.apply([Change(DATA, 2, 1, "Changed"), Change(DATA, 40, 5, 7.0, "B2+5")])
    book.replace_rows("EDS_Rows", [[f"E{number}", "1A", ODD_TEXT, 1.0] for number in range(5)])
    book.save()
    after = parts_of(path)
    assert {name for name in before if before[name] != after[name]} <= {
        SHEET_PART,
        "xl/worksheets/sheet2.xml",
        "xl/tables/table1.xml",
        "xl/workbook.xml",
    }
    assert sdk_faults(validator, path) == faults_before
    again = resaved_by_libreoffice(soffice, path, tmp_path / "again")
    for sheet in book.sheet_names():
        assert open_book(again).grid(sheet).values == book.grid(sheet).values
    assert open_book(again).tables()["EDS_Rows"].area.bottom == 9


def test_openpyxl_reads_what_was_written(full: Path) -> None:
    changed(full, Change(DATA, 2, 1, "Changed"), Change(DATA, 9, 2, 3.5, "1+2.5"), Change(DATA, 6, 2, False))
    results, formulas = loaded(full, data_only=True)[DATA], loaded(full)[DATA]
    assert results["A2"].value == "Changed"
    assert (formulas["B9"].value, results["B9"].value) == ("=1+2.5", 3.5)
    assert results["B6"].value is False


# The cells


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53), 2**53).map(float),
    st.sampled_from(["#N/A", "#REF!", "#DIV/0!"]).map(CellError),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("_x0041\x00\x0b\r\n\t \ufffe<>&]'\"\u2028\N{GRINNING FACE}")),
)
CHANGES = st.lists(
    st.builds(
        put,
        st.integers(1, 12) | st.just(1_048_576),
        st.integers(1, 8) | st.just(16_384),
        VALUES,
        st.none() | st.sampled_from(["1+1", '"<a>"&A1', "SUM(A1:B2)"]),
    ),
    max_size=12,
)


@example([put(1, 1, "=1+1"), put(2, 2, "_x0041_"), put(1, 3, "\ud83d"), put(3, 3, "")])
@given(CHANGES)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_hold_what_they_were_given(tmp_path: Path, changes: list[Change]) -> None:
    rows = (
        '<row r="2" spans="1:3"><c r="A2" s="0"><f t="shared" ref="A2:C2" si="0">A1+1</f><v>1</v></c>'
        '<c r="B2"><f t="shared" si="0"/><v>1</v></c><c r="C2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="5"><c r="B5" t="inlineStr"><is><t>old</t></is></c><c r="D5"><v>4</v></c></row>'
    )
    path = small(tmp_path, rows, '<dimension ref="A2:D5"/>')
    book = open_book(path)
    values, formulas = dict(book.grid("Sheet1").values), dict(book.formulas("Sheet1"))
    book.apply(changes)
    book.save(tmp_path / "out.xlsx", force=True)
    for change in changes:
        place = (change.row, change.column)
        values.pop(place, None)
        formulas.pop(place, None)
        value = "\ufffd" if change.value == "\ud83d" else change.value
        if value is not None and value != "":
            values[place] = value
        if change.formula:
            formulas[place] = change.formula
    for again in (book, open_book(tmp_path / "out.xlsx")):
        found = again.grid("Sheet1").values
        assert found == values
        assert {place: type(value) for place, value in found.items()} == {
            place: type(value) for place, value in values.items()
        }
        assert again.formulas("Sheet1") == formulas
    order = re.findall(r'<(?:row|c) r="([^"]+)"', sheet_text(tmp_path / "out.xlsx"))
    assert order == sorted(order, key=in_reading_order)
    assert len(order) == len(set(order))


def in_reading_order(name: str) -> tuple[int, int, str]:
    letters, digits = re.fullmatch(r"([A-Z]*)(\d+)", name).groups()  # type: ignore[union-attr]
    return int(digits), len(letters), letters


@pytest.mark.parametrize(
    ("value", "formula", "cell"),
    [
        (2.0, None, "<v>2</v>"),
        (0.1, None, "<v>0.1</v>"),
        (1e300, None, "<v>1e+300</v>"),
        (True, None, '<c r="A1" t="b"><v>1</v>'),
        (CellError("#N/A"), None, '<c r="A1" t="e"><v>#N/A</v>'),
        ("a\x07 ", None, '<c r="A1" t="inlineStr"><is><t xml:space="preserve">a_x0007_ </t></is>'),
        ("=1", None, '<c r="A1" t="inlineStr"><is><t xml:space="preserve">=1</t></is>'),
        ("x<", 'IF(A2>1,"&")', '<c r="A1" t="str"><f>IF(A2&gt;1,"&amp;")</f><v>x&lt;</v>'),
        (None, "A2", '<c r="A1"><f>A2</f></c>'),
    ],
)
def test_how_a_cell_is_written(tmp_path: Path, value: CellValue, formula: str | None, cell: str) -> None:
    assert cell in changed(small(tmp_path, ""), put(1, 1, value, formula))


def test_an_emptied_cell_keeps_its_look_and_no_cell_is_made_to_be_empty(tmp_path: Path) -> None:
    path = small(tmp_path, '<row r="1"><c r="A1" s="3" t="e" cm="1" vm="2"><f>X</f><v>#NAME?</v></c></row>')
    assert changed(path, put(1, 1, None), put(5, 5, None), put(1, 2, "")) == (
        '<sheetData><row r="1"><c r="A1" s="3"/></row></sheetData>'
    )


def test_the_look_of_new_cells(tmp_path: Path) -> None:
    before = '<cols><col min="2" max="3" style="5"/></cols>'
    path = small(tmp_path, '<row r="2" s="7" customFormat="1"/><row r="3" s="8"/>', before)
    text = changed(path, *(put(row, column, 1.0) for row in (1, 2, 3) for column in (1, 2)))
    assert '<c r="A1"><v>' in text
    assert '<c r="B1" s="5">' in text
    assert '<c r="A2" s="7">' in text
    assert '<c r="B2" s="7">' in text
    assert '<c r="A3"><v>' in text
    assert '<c r="B3" s="5">' in text


def test_a_new_cell_in_a_table_looks_like_the_one_above(full: Path) -> None:
    table = "xl/worksheets/sheet2.xml"
    edit_parts(full, {table: lambda text: re.sub(r'<c r="D7"[^>]*>.*?</c>', "", text)})
    changed(full, Change("Chris's rows", 7, 4, "New"))
    cells = dict(re.findall(r'<c r="(D\d+)" s="(\d+)"', parts_of(full)[table].decode("utf-8")))
    assert cells["D7"] == cells["D6"]


def test_hints_about_the_sheet_are_kept_true(tmp_path: Path) -> None:
    rows = (
        '<row r="3" spans="1:2" ht="30"><c r="A3"><v>1</v></c></row>'
        '<row r="4" spans="1:2" ht="30" customHeight="1"><c r="A4"><v>1</v></c></row>'
        '<row r="5" spans="1:2" ht="30"><c r="A5"><v>1</v></c></row>'
    )
    path = small(tmp_path, rows, '<dimension ref="A3:A5"/>')
    text = changed(
        path, put(3, 1, "longer"), put(4, 1, "longer"), put(5, 1, 2.0), put(9, 4, "x"), put(5, 6, 1.0)
    )
    assert '<dimension ref="A3:F9"/>' in text
    assert '<row r="3" spans="1:2">' in text  # to be fitted to the new text
    assert '<row r="4" spans="1:2" ht="30" customHeight="1">' in text
    assert '<row r="5" ht="30">' in text


def test_unnumbered_and_prefixed_cells_are_found(tmp_path: Path) -> None:
    path = small(tmp_path, "")
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><x:row>'
        "<x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    edit_parts(path, {SHEET_PART: sheet})
    changed(path, put(2, 1, 5.0), put(1, 2, "b"), put(3, 1, "c"))
    assert open_book(path).grid("Sheet1").values == {(1, 1): 1.0, (1, 2): "b", (2, 1): 5.0, (3, 1): "c"}
    assert "<v>" not in parts_of(path)[SHEET_PART].decode()


@pytest.mark.parametrize(
    "change",
    [
        put(1, 1, "a" * 32_768),
        put(1, 1, "\N{GRINNING FACE}" * 16_384),
        put(1, 1, float("nan")),
        put(1, 1, float("inf")),
        put(0, 1, 1.0),
        put(1, 16_385, 1.0),
        put(1_048_577, 1, 1.0),
        put(1, 1, 1.0, "=A2"),
        put(1, 1, 1.0, ""),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_everything_else(tmp_path: Path, change: Change) -> None:
    book = open_book(small(tmp_path, ""))
    with pytest.raises(ValueError, match=r"holds|outside|formula"):
        book.apply([put(1, 2, "fine"), change])
    assert book.grid("Sheet1").values == {}
    assert book.save() is None


def test_the_longest_text_fits(tmp_path: Path) -> None:
    path = small(tmp_path, "")
    changed(path, put(1, 1, "\N{GRINNING FACE}" * 16_383 + "a"))
    assert open_book(path).grid("Sheet1").value(1, 1) == "\N{GRINNING FACE}" * 16_383 + "a"


def test_a_sheet_that_does_not_exist_is_a_key_error_and_nothing_changes(tmp_path: Path) -> None:
    book = open_book(small(tmp_path, ""))
    with pytest.raises(KeyError):
        book.apply([put(1, 1, 1.0), Change("No such", 1, 1, 1.0)])
    assert book.save() is None


def test_changes_that_change_nothing_are_none(full: Path) -> None:
    before = full.read_bytes()
    book = open_book(full)
    grid, formulas = book.grid(DATA), book.formulas(DATA)
    same = [Change(DATA, *place, value, formulas.get(place)) for place, value in grid.values.items()]
    book.apply([change for change in same if change.column != 2 or change.row not in (3, 4, 5)])
    assert book.save() is None
    assert full.read_bytes() == before


# Formulas


def calculated(tmp_path: Path, calc: str = "") -> Path:
    """A workbook with a formula and a chain that names it."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    path = small_workbook(tmp_path / "small.xlsx", f"<sheetData>{rows}</sheetData>", names=calc)
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'
    link = '<Relationship Id="rId9" Type="x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    override = f'<Override PartName="/{CALC_CHAIN}" ContentType="x"/></Types>'
    return edit_parts(
        path,
        {
            CALC_CHAIN: chain,
            "xl/_rels/workbook.xml.rels": lambda text: text.replace("</Relationships>", link),
            "[Content_Types].xml": lambda text: text.replace("</Types>", override),
        },
    )


@pytest.mark.parametrize(
    "change", [put(1, 2, 5.0), put(1, 2, None), put(1, 2, 1.0, "A1+0"), put(2, 2, 1.0, "A1")]
)
def test_the_chain_goes_when_a_formula_changes(tmp_path: Path, change: Change) -> None:
    path = calculated(tmp_path)
    changed(path, change)
    parts = parts_of(path)
    assert CALC_CHAIN not in parts
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"] + parts["[Content_Types].xml"]
    assert b'Id="rId1"' in parts["xl/_rels/workbook.xml.rels"]


def test_the_chain_stays_when_none_does(tmp_path: Path) -> None:
    path = calculated(tmp_path)
    before = parts_of(path)
    changed(path, put(1, 1, 5.0), put(1, 2, 1.0, "A1"))
    after = parts_of(path)
    assert {name for name in before if before[name] != after[name]} == {SHEET_PART, "xl/workbook.xml"}


@pytest.mark.parametrize(
    ("calc", "expected"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="1"/><oleSize ref="A1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/><oleSize'),
        (
            "<definedNames/><pivotCaches/><extLst/>",
            '<definedNames/><calcPr fullCalcOnLoad="1"/><pivotCaches/>',
        ),
        ('<calcPr fullCalcOnLoad="true"/>', '<calcPr fullCalcOnLoad="true"/>'),
    ],
)
def test_the_workbook_is_calculated_when_next_opened(tmp_path: Path, calc: str, expected: str) -> None:
    path = calculated(tmp_path, calc)
    changed(path, put(1, 1, 5.0))
    assert expected in parts_of(path)["xl/workbook.xml"].decode()


SHARED = (
    '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>0</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>0</v></c>'
    '<c r="D3"><f t="shared" ref="D3:D4" si="1">C3</f><v>0</v></c></row>'
    '<row r="4"><c r="D4"><f t="shared" si="1"/><v>0</v></c></row>'
)


def test_overwriting_a_shared_formula_leaves_the_others_theirs(tmp_path: Path) -> None:
    text = changed(small(tmp_path, SHARED), put(1, 2, 9.0))
    assert '<c r="B1"><v>9</v></c>' in text
    assert '<c r="B2"><f>A2*2</f><v>0</v></c>' in text
    assert '<c r="B3"><f>A3*2</f><v>0</v></c>' in text
    assert '<f t="shared" ref="D3:D4" si="1">C3</f>' in text


def test_overwriting_a_dependant_of_a_shared_formula(tmp_path: Path) -> None:
    path = small(tmp_path, SHARED)
    changed(path, put(2, 2, "text"))
    formulas = open_book(path).formulas("Sheet1")
    assert formulas == {(1, 2): "A1*2", (3, 2): "A3*2", (3, 4): "C3", (4, 4): "C4"}


@pytest.mark.parametrize("kind", ['t="array"', "t='array'", '\nt = "array"', 't="dataTable" r1="A1"'])
def test_a_formula_over_several_cells_is_not_broken(tmp_path: Path, kind: str) -> None:
    rows = (
        f'<row r="1"><c r="B1" cm="1"><f {kind} ref="B1:B2">A1:A2*2</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><v>0</v></c></row>'
    )
    for row in (1, 2):
        book = open_book(small(tmp_path, rows))
        with pytest.raises(WorkbookProblem) as caught:
            book.apply([put(row, 2, 5.0), put(9, 9, 1.0)])
        assert caught.value.code == "CON-011"
        assert "B1:B2" in caught.value.message
        assert book.save() is None
    text = changed(small(tmp_path, rows), put(1, 2, 5.0), put(2, 2, 6.0))
    assert '<c r="B1"><v>5</v></c>' in text
    assert '<c r="B2"><v>6</v></c>' in text


def test_an_array_formula_of_one_cell_is_overwritten(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="B1" cm="1"><f t="array" ref="B1">SUM(A1:A2*2)</f><v>0</v></c></row>'
    assert '<c r="B1"><v>5</v></c>' in changed(small(tmp_path, rows), put(1, 2, 5.0))


@pytest.mark.parametrize("cell", ['<c r="B9"><v>9</v></c>', '<c r="B9"/>'])
def test_a_row_with_a_cell_of_another_row_is_not_written_into(tmp_path: Path, cell: str) -> None:
    path = small(tmp_path, f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row><row r="2"><c r="A2"/></row>')
    before = path.read_bytes()
    with pytest.raises(WorkbookProblem) as caught:
        changed(path, put(1, 1, 2.0))
    assert caught.value.code == "CON-007"
    assert path.read_bytes() == before
    assert '<c r="A2"><v>2</v></c>' in changed(path, put(2, 1, 2.0))  # other rows are
