"""The quick way to read plain cells gives what the parser alone gives, whatever stands around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.workbook import plain_cells, sheet_xml
from eds_xl.workbook.plain_cells import take_plain_cells
from eds_xl.workbook.sheet_xml import Reading, SheetCells, TooManyCellsError, read_cells
from eds_xl.workbook.shown import Shown
from tests.workbook.closed_samples import full_workbook, parts_of

READING = Reading(["first", "", "third"], {"2": Shown("day"), "3": Shown("percent", 1)}, False)


def read_both_ways(data: bytes, limit: int = 1000) -> tuple[SheetCells | str, SheetCells | str]:
    """What a sheet gives with the quick way and without."""

    def read() -> SheetCells | str:
        try:
            return read_cells(data, READING, limit)
        except (ValueError, TooManyCellsError) as problem:
            return type(problem).__name__

    quick = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_xml, "take_plain_cells", lambda data: ([], data))
        return quick, read()


def sheet_of(*rows: str, after: str = "") -> bytes:
    inside = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, 1))
    return f"<worksheet><sheetData>{inside}</sheetData>{after}</worksheet>".encode()


CELLS = st.sampled_from(
    [
        '<c r="{}"/>',
        '<c r="{}" s="2"/>',
        '<c r="{}"></c>',
        '<c r="{}"><v>1</v></c>',
        '<c r="{}"><v>-1.5E-3</v></c>',
        '<c r="{}" s="2"><v>45350</v></c>',
        '<c r="{}" s="3" t="n"><v>0.455</v></c>',
        '<c s="3" r="{}"><v>0.455</v></c>',
        '<c r="{}" t="s"><v>0</v></c>',
        '<c r="{}" t="s"><v>1</v></c>',
        '<c r="{}" t="b"><v>1</v></c>',
        '<c r="{}" t="str"><f>A1</f><v>text</v></c>',
        '<c r="{}" t="str"><f>"a"&amp;B1&lt;&gt;""</f><v>caf\u00e9 &amp;amp; &quot;_x0041_&apos;</v></c>',
        '<c r="{}" s="3"><f>0.5*1</f><v>0.5</v></c>',
        '<c r="{}"><f>B1</f><v/></c>',
        '<c r="{}" t="str"><f>B1</f><v></v></c>',
        '<c r="{}" t="str"><f>B1</f></c>',
        '<c r="{}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="{}" t="b"><f>TRUE()</f><v>1</v></c>',
        '<c r="{}" t="b"><v>maybe</v></c>',
        '<c r="{}" t="str"><v>line\nfeed</v></c>',
        '<c r="{}" t="str"><v>line\r\nfeed</v></c>',
        '<c r="{}" t="str"><v>line&#10;feed</v></c>',
        '<c r="{}" t="str"><v>\x07</v></c>',
        '<c r="{}" t="str"><v>&other;</v></c>',
        '<c r="{}"><v>x</v></c>',
        '<c r="{}"><f t="shared" si="0" ref="A1:B2">A1</f><v>1</v></c>',
        '<c r="{}" t="inlineStr"><is><t>in</t></is></c>',
        '<c r="{}" ><v>7</v></c>',
        '<c r="{}"><v> 7 </v></c>',
        "<c><v>8</v></c>",
        '<c t="s"><v>2</v></c>',
        "<c/>",
        '<!-- <c r="{}"><v>9</v></c> -->',
        '<c r="{}" t="str"><v><![CDATA[<c r="A1"><v>9</v></c>]]></v></c>',
    ]
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=4))
def test_both_ways_agree(kinds: list[list[str]]) -> None:
    rows = [
        "".join(cell.format(f"{'ABCDEFG'[column]}{number}") for column, cell in enumerate(row))
        for number, row in enumerate(kinds, 1)
    ]
    quick, parsed = read_both_ways(sheet_of(*rows))
    assert quick == parsed
    if isinstance(quick, SheetCells) and isinstance(parsed, SheetCells):
        assert list(quick.stored) == list(parsed.stored)
        assert [type(value) for value in quick.stored.values()] == [
            type(value) for value in parsed.stored.values()
        ]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        '<c r="A1"><v>--1</v></c>',
        '<c r="A1" t="s"><v>3</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>1.0</v></c>',
        '<c r="A1"><v>1</v></c></row><row r="I75"><c r="A2"><v>2</v></c>',
        '<c r="A1"><v>1</v></c></row><row r="2000000"><c r="A2"><v>2</v></c>',
        '<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>1</v></c>',
    ],
)
def test_both_ways_refuse(cell: str) -> None:
    quick, parsed = read_both_ways(sheet_of(cell), limit=2)
    assert quick == parsed
    assert isinstance(quick, str)


@pytest.mark.parametrize(
    "damage",
    [
        lambda sheet: b"",
        lambda sheet: sheet[:-1],
        lambda sheet: sheet.replace(b"</row>", b""),
        lambda sheet: sheet.replace(b'<c r="B1"/>', b'<c r="B1>'),
    ],
    ids=["nothing", "cut", "unclosed", "quote"],
)
def test_a_part_that_is_not_well_formed_is_refused(damage: Callable[[bytes], bytes]) -> None:
    sheet = sheet_of('<c r="A1"><v>1</v></c><c r="B1"/>')
    assert read_cells(sheet, READING, 10).stored == {(1, 1): 1.0}
    with pytest.raises(ValueError, match=r"."):
        read_cells(damage(sheet), READING, 10)


def test_a_cell_stands_where_it_says_whatever_its_row_says() -> None:
    rows = '<c r="A7"><v>1</v></c>', '<c r="B7" t="inlineStr"><is><t>in</t></is></c>'
    for cells in read_both_ways(sheet_of(*rows)):
        assert isinstance(cells, SheetCells)
        assert cells.stored == {(7, 1): 1.0, (7, 2): "in"}


@pytest.mark.parametrize("last", ['<c r="C2"><v>3</v></c>', '<c r="C2" t="inlineStr"><is><t>in</t></is></c>'])
def test_what_stands_beside_the_cells_is_passed_over(last: str) -> None:
    foreign = '<x:c xmlns:x="urn:other" r="B2"><v>2</v></x:c>'
    for cells in read_both_ways(sheet_of('<c r="A1"><v>1</v></c>', foreign + last)):
        assert isinstance(cells, SheetCells)
        assert sorted(cells.stored) == [(1, 1), (2, 3)]


def test_a_row_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        read_cells(sheet_of('<c r="A0"><v>1</v></c>'), READING, 10)


def test_what_stands_after_the_rows_is_not_read() -> None:
    foreign = '<extLst><ext><row r="9"><c r="A9"><v>9</v></c></row></ext></extLst>'
    for cells in read_both_ways(sheet_of('<c r="A1"><v>1</v></c>', after=foreign)):
        assert isinstance(cells, SheetCells)
        assert cells.stored == {(1, 1): 1.0}


def test_the_full_workbook_both_ways(tmp_path: Path) -> None:
    parts = parts_of(full_workbook(tmp_path / "full.xlsx"))
    reading = Reading([str(number) for number in range(100)], READING.shown, False)
    for name in ("sheet1", "sheet2", "sheet3"):
        data = parts[f"xl/worksheets/{name}.xml"]
        quick = read_cells(data, reading, 1000)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheet_xml, "take_plain_cells", lambda data: ([], data))
            assert quick == read_cells(data, reading, 1000)
        taken, rest = take_plain_cells(data)
        assert len(taken) > 2
        assert len(rest) < len(data)


def test_large_and_unusual_parts_are_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sheet_of('<c r="A1"><v>1</v></c>')
    unusual = [
        plain.replace(b"sheetData>", b"x:sheetData>"),
        plain.decode().encode("utf-16"),
        sheet_of('<c r="A1"><v>1</v></c><c s="1"><v>1</v></c>'),
        sheet_of('<c r="A1" t="str"><v>&#10;</v></c>'),
        plain.replace(b'<row r="1">', b"<row>"),
        sheet_of('<c r="A1" t="str"><v>\x01</v></c>'),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + plain,
        b"",
    ]
    for data in unusual:
        assert take_plain_cells(data) == ([], data)
    assert take_plain_cells(plain)[0] == [("A", "1", None, None, None, "1")]
    monkeypatch.setattr(plain_cells, "_LARGEST", 10)
    assert take_plain_cells(plain)[0] == []
