"""What a closed workbook says, compared with openpyxl and with what a reader of the sheet would write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText

from eds_xl.assessment.dates import MONTHS
from eds_xl.workbook.book import Area, Book, CellError, CellValue, TableArea
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.coordinates import (
    box_name,
)
from eds_xl.workbook.xml_text import unescape
from tests.workbook.closed_samples import (
    ODD_TEXT,
    SHEET_PART,
    STRICT,
    edit_parts,
    full_workbook,
    loaded,
    resaved_by_libreoffice,
    small_workbook,
)

DATA = "Data & more"
ROWS = "Chris's rows"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return full_workbook(tmp_path_factory.mktemp("full") / "full.xlsx")


def values_of(tmp_path: Path, cells: str, **parts: str) -> dict[tuple[int, int], CellValue]:
    """The values of a sheet whose first row holds these cells."""
    sheet = f'<sheetData><row r="1">{cells}</row></sheetData>'
    return dict(open_book(small_workbook(tmp_path / "small.xlsx", sheet, **parts)).grid("Sheet1").values)


# Everything at once


def test_the_full_workbook(full: Path) -> None:
    book: Book = open_book(full)
    assert book.name == "full.xlsx"
    assert book.folder == full.parent
    assert list(book.sheet_names()) == [DATA, ROWS, "Lists"]  # hidden, too; but no chart
    assert book.grid(DATA).values == {
        (1, 1): "Title",
        (2, 1): "plain bold red",
        (6, 1): ODD_TEXT,
        (8, 1): "A link",
        (2, 2): 2.0,
        (3, 2): "28 February 2024",
        (4, 2): "February 2024",
        (5, 2): "45.5%",
        (6, 2): True,
        (7, 2): 4.0,
        (8, 2): "xTitle",
        (9, 2): CellError("#DIV/0!"),
        (10, 2): True,
        (2, 4): 4.0,
        (3, 4): 0.0,
        (4, 4): 0.0,
    }
    assert book.formulas(DATA) == {
        (7, 2): "B2*2",
        (8, 2): '"x"&A1',
        (9, 2): "1/0",
        (10, 2): "B2=2",
        (2, 4): "B2:B4*2",
    }
    assert book.names() == {
        "EDS_Title": Area(DATA, 1, 1, 1, 1),
        "EDS_Rows_all": Area(ROWS, 4, 2, 7, 5),
        "EDS_Broken": None,
        "EDS_Constant": None,
    }
    assert book.tables() == {
        "EDS_Rows": TableArea(
            "EDS_Rows", Area(ROWS, 4, 2, 7, 5), ("Ref", "Outcome", "What it\nsays", "Rating")
        )
    }
    assert book.properties() == {"EDS template version": "1.0", "Approved": "true"}


def test_what_is_not_there_is_a_key_error(full: Path) -> None:
    book = open_book(full)
    with pytest.raises(KeyError):
        book.grid("Chart alone")
    with pytest.raises(KeyError):
        book.formulas("data & MORE")


def as_we_read(value: object) -> CellValue:
    """What openpyxl gives, in the port's words."""
    if isinstance(value, datetime):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, str) and value.startswith("#"):
        return CellError(value)
    if isinstance(value, CellRichText | str):
        return str(value) or None
    if value is None or isinstance(value, bool | float):
        return value
    assert isinstance(value, int)
    return float(value)


@pytest.mark.parametrize("maker", ["xlsxwriter", "openpyxl", "libreoffice"])
def test_openpyxl_reads_the_same(
    full: Path, tmp_path: Path, requires: Callable[[str], Path], maker: str
) -> None:
    path = full
    if maker == "openpyxl":
        path = tmp_path / "resaved.xlsx"
        loaded(full, rich_text=True).save(path)
    if maker == "libreoffice":
        path = resaved_by_libreoffice(requires("soffice"), full, tmp_path)
    ours = open_book(path)
    results, formulas = loaded(path, data_only=True), loaded(path)
    assert list(ours.sheet_names()) == [sheet.title for sheet in results.worksheets]
    for sheet in results.worksheets:
        values = dict(ours.grid(sheet.title).values)
        if sheet.title == DATA:
            # openpyxl shows neither month nor percentage as its format does, and mixes up escapes.
            assert (values.pop((4, 2)), values.pop((5, 2))) == ("February 2024", "45.5%")
            assert maker == "openpyxl" or values[6, 1] == ODD_TEXT
            del values[6, 1]
        found = {(cell.row, cell.column): as_we_read(cell.value) for row in sheet.iter_rows() for cell in row}
        found = {place: value for place, value in found.items() if value is not None}
        if sheet.title == DATA:
            del found[4, 2], found[5, 2], found[6, 1]
        assert values == found
        for row in formulas[sheet.title].iter_rows():
            for cell in row:
                text = getattr(cell.value, "text", cell.value) if cell.data_type == "f" else None
                place = (cell.row or 0, cell.column or 0)
                ours_here = ours.formulas(sheet.title).get(place)
                assert ours_here == (str(text).removeprefix("=") if text else None)
        for table in formulas[sheet.title].tables.values():
            name = table.displayName
            area = ours.tables()[name].area
            assert box_name((area.top, area.left, area.bottom, area.right)) == table.ref
            assert list(ours.tables()[name].headings) == [unescape(text) for text in table.column_names]


# Kinds of cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>2</v></c>', 2.0),
        ('<c r="A1" t="n"><v> 1.5E-3 </v></c>', 0.0015),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="b"><v>true</v></c>', True),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" t="e"><f>X</f><v>#NAME?</v></c>', CellError("#NAME?")),
        ('<c r="A1" t="str"><f>B1</f><v> a_x000D_b </v></c>', " a\rb "),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> in </t></is></c>', " in "),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is></c>', "ab"),
        ('<c r="A1" t="inlineStr"><is><t><![CDATA[<a> & b]]></t></is></c>', "<a> & b"),
        ('<c r="A1" t="d"><v>2024-02-28T00:00:00.000Z</v></c>', "28 February 2024"),
        ('<c r="A1" t="d"><v>2024-02-28</v></c>', "28 February 2024"),
        ('<c r="A1" t="d"><v>13:30:00</v></c>', "13:30:00"),
        ('<c r="A1" t="s"><v>0</v></c>', "shared"),
        ('<c r="A1" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A1" t="s"><v>2</v></c>', "\u6f22\u5b57"),
        ('<c r="A1" t="s"><v>3</v></c>', "A _x0041_ \N{GRINNING FACE}\ufffd"),
    ],
)
def test_kinds_of_cells(tmp_path: Path, cell: str, value: CellValue) -> None:
    strings = (
        "<si><t>shared</t></si>"
        "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space='preserve'> text</t></r></si>"
        "<si><t>\u6f22\u5b57</t><rPh sb='0' eb='2'><t>\u304b\u3093\u3058</t></rPh>"
        "<phoneticPr fontId='1'/></si>"
        "<si><t>_x0041_ _x005F_x0041_ _xD83D__xDE00__xD83D_</t></si>"
    )
    found = values_of(tmp_path, cell, strings=strings)[1, 1]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="1"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v> </v></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1" t="inlineStr"><is><t/></is></c>',
        '<c r="A1" t="inlineStr"/>',
        '<c r="A1" t="s"><v>0</v></c>',
        "",
    ],
)
def test_blank_cells_are_absent(tmp_path: Path, cell: str) -> None:
    assert values_of(tmp_path, cell, strings="<si><t/></si>") == {}


def test_rows_and_cells_that_do_not_say_where_they_are(tmp_path: Path) -> None:
    sheet = (
        "<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row>"
        '<row r="5"><c r="C5"/><c><v>4</v></c></row><row><c><f>D5</f><v>4</v></c></row></sheetData>'
    )
    book = open_book(small_workbook(tmp_path / "small.xlsx", sheet))
    assert book.grid("Sheet1").values == {(1, 1): 1.0, (1, 3): 3.0, (5, 4): 4.0, (6, 1): 4.0}
    assert book.formulas("Sheet1") == {(6, 1): "D5"}


def test_a_sheet_without_rows(tmp_path: Path) -> None:
    assert open_book(small_workbook(tmp_path / "a.xlsx", "<sheetData/>")).grid("Sheet1").values == {}


def test_the_same_names_outside_the_rows_are_no_cells(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        '<extLst><ext><row r="2"><c r="A2"><v>2</v></c></row></ext></extLst>'
    )
    assert open_book(small_workbook(tmp_path / "a.xlsx", sheet)).grid("Sheet1").values == {(1, 1): 1.0}


def test_prefixed_names(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "small.xlsx", "", strings="<si><t>words</t></si>")
    main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    edit_parts(
        path,
        {
            SHEET_PART: f'<x:worksheet {main}><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c>'
            '<x:c r="B1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
            "xl/sharedStrings.xml": f"<x:sst {main}><x:si><x:t>words</x:t></x:si></x:sst>",
        },
    )
    book = open_book(path)
    assert book.grid("Sheet1").values == {(1, 1): "words", (1, 2): 2.0}
    assert book.formulas("Sheet1") == {(1, 2): "1+1"}


def test_the_strict_standard(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "strict.xlsx"
    path.write_bytes(full.read_bytes())

    def strict(text: str) -> str:
        text = text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT)
        office = "http://schemas.openxmlformats.org/officeDocument/2006"
        return text.replace(office, "http://purl.oclc.org/ooxml/officeDocument")

    parts = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/sharedStrings.xml"]
    parts += ["xl/styles.xml", *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))]
    parts += ["xl/worksheets/_rels/sheet2.xml.rels", "xl/tables/table1.xml", "docProps/custom.xml"]
    book, plain = open_book(edit_parts(path, dict.fromkeys(parts, strict))), open_book(full)
    assert book.names() == plain.names()
    assert book.tables() == plain.tables()
    assert book.properties() == plain.properties()
    for sheet in plain.sheet_names():
        assert book.grid(sheet) == plain.grid(sheet)


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "worksheets\\Sheet1.xml", "./worksheets/sheet1.xml"]
)
def test_ways_to_name_a_part(tmp_path: Path, target: str) -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    path = small_workbook(tmp_path / "small.xlsx", sheet, target=target)
    assert open_book(path).grid("Sheet1").value(1, 1) == 1.0


def test_styles_and_the_1904_system_in_a_file(tmp_path: Path) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="mmmm\\ yyyy"/></numFmts><cellStyleXfs>'
        '<xf numFmtId="14"/>'
        '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="10"/></cellXfs>'
    )
    cells = (
        '<c r="A1"><v>43888</v></c><c r="B1" s="1"><v>43888</v></c><c r="C1" s="2"><v>43888</v></c>'
        '<c r="D1" s="3"><v>0.5</v></c><c r="E1" s="1" t="d"><v>2024-02-28</v></c>'
        '<c r="F1" s="2" t="d"><v>2024-02-28</v></c><c r="G1" s="99"><v>7</v></c>'
    )
    found = values_of(tmp_path, cells, styles=styles, workbook='<workbookPr date1904="1"/>')
    day, month = "28 February 2024", "February 2024"
    assert list(found.values()) == [43888.0, day, month, "50%", day, month, 7.0]


def test_names_of_the_workbook(tmp_path: Path) -> None:
    names = (
        "<definedNames><definedName name='One'>SHEET1!$A$1</definedName>"
        "<definedName name='Local' localSheetId='0'>Sheet1!$A$1</definedName>"
        "<definedName name='Gone'>'No such sheet'!$A$1</definedName>"
        "<definedName name='Outside'>'[1]Sheet1'!$A$1</definedName></definedNames>"
    )
    book = open_book(small_workbook(tmp_path / "small.xlsx", "<sheetData/>", names=names))
    assert book.names() == {"One": Area("Sheet1", 1, 1, 1, 1), "Gone": None, "Outside": None}


def test_a_table_without_heading_row_and_one_with_totals(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(full.read_bytes())

    def without_headings(text: str) -> str:
        return re.sub(r'ref="B4:E7"', 'ref="B5:E7" headerRowCount="0"', text, count=1)

    def with_totals(text: str) -> str:
        return re.sub(r'ref="B4:E7"', 'ref="B4:E7" totalsRowCount="1"', text, count=1)

    table = "xl/tables/table1.xml"
    edit_parts(path, {table: without_headings})
    assert open_book(path).tables()["EDS_Rows"].area == Area(ROWS, 4, 2, 7, 5)
    path.write_bytes(full.read_bytes())
    edit_parts(path, {table: with_totals})
    assert open_book(path).tables()["EDS_Rows"].area == Area(ROWS, 4, 2, 6, 5)


def test_shared_formulas_are_given_for_each_cell(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1">'
        '<f t="shared" ref="B1:B3" si="0">A1*$A$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>0</v></c>'
        '<c r="C3"><f t="array" ref="C3:C4">A1:A2*2</f><v>2</v></c></row><row r="4"><c r="C4">'
        "<v>4</v></c></row></sheetData>"
    )
    book = open_book(small_workbook(tmp_path / "small.xlsx", sheet))
    assert book.formulas("Sheet1") == {
        (1, 2): "A1*$A$1",
        (2, 2): "A2*$A$1",
        (3, 2): "A3*$A$1",
        (3, 3): "A1:A2*2",
    }
