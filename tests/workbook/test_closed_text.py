"""The small languages of a workbook: number formats, references, formulas that move, escaped text."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from eds_xl.assessment.dates import MONTHS
from eds_xl.workbook.coordinates import (
    COLUMNS,
    LAST_COLUMN,
    column_letters,
    parse_box,
    parse_reference,
)
from eds_xl.workbook.shared_formulas import moved
from eds_xl.workbook.shown import shown_for
from eds_xl.workbook.xml_text import escape, unescape, units


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("dd/mm/yyyy", 45350, "28 February 2024"),
        ("[$-809]dddd, d mmmm yyyy;@", 45350.99, "28 February 2024"),
        ("d-mmm", 45350, "28 February 2024"),
        ("yyyy-mm-dd\\Thh:mm", 45350.5, "28 February 2024"),
        ("mmm-yy", 45350, "February 2024"),
        ("mmmm", 45350, "February 2024"),
        ("yyyy", 45350, "2024"),
        ("dd/mm/yyyy", 1, "1 January 1900"),
        ("dd/mm/yyyy", 59, "28 February 1900"),
        ("dd/mm/yyyy", 60, None),  # 29 February 1900, which never was
        ("dd/mm/yyyy", 61, "1 March 1900"),
        ("dd/mm/yyyy", 2_958_465, "31 December 9999"),
        ("dd/mm/yyyy", 2_958_466, None),
        ("dd/mm/yyyy", -1, None),
        ("dd/mm/yyyy", 0, None),
        ("h:mm AM/PM", 2 / 24, "02:00"),
        ("[h]:mm:ss", 1.5, "36:00"),
        ("mm:ss", 0.5, "12:00"),
        ("0%", 0.45, "45%"),
        ("0%", 0.455, "46%"),
        ("0.00%", 0.455, "45.5%"),
        ("0.0%;-0.0%", -0.285, "-28.5%"),
        ("0%", 10, "1000%"),
        ("0%", 0, "0%"),
        ("0.00%", 1e300, None),
        ("General", 45350, None),
        ("@", 2, None),
        ('0" – Developing day"', 1, None),
        ("[Red]0;[Blue]-0", 1, None),
        ('"£"#,##0.00_-', 1, None),
        ("_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-", 1234.5, None),
        ("#,##0", 2024, None),
        ("0.00E+00", 1, None),
        ('0 "%"', 45, None),
        ("0\\d", 45, None),
        ("_-* #,##0_-", 45, None),
        ("00000000000", 7_700_900_123, "07700900123"),
        ("00000 000000", 1_234_567_890, "01234 567890"),
        ("00000", 12, "00012"),
        ("00000", 0, "00000"),
        ("00000", 100_000, None),
        ("00000", 1.5, None),
        ("00000", -1, None),
        ("00", 2, None),
        ("0000", 2, None),
        ("0", 5, None),
        ("00.00", 5, None),
    ],
)
def test_formats_that_show(code: str, number: float, shown: str | None) -> None:
    kind = shown_for(code)
    assert (kind.text(number, date1904=False) if kind else None) == shown


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)), st.booleans())
def test_every_day_is_counted_as_excel_does(day: date, date1904: bool) -> None:
    date1904 = date1904 and day.year >= 1904
    serial = (day - (date(1904, 1, 1) if date1904 else date(1899, 12, 30))) / timedelta(days=1)
    kind = shown_for("d mmm yyyy")
    assert kind is not None
    assert kind.text(serial, date1904=date1904) == f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Sheet1!$A$1", ("Sheet1", (1, 1, 1, 1))),
        ("Sheet1!A1", ("Sheet1", (1, 1, 1, 1))),
        ("'Domain 1'!$B$4:$D$10", ("Domain 1", (4, 2, 10, 4))),
        ("'Domain 1'!$D$10:$B$4", ("Domain 1", (4, 2, 10, 4))),
        ("'Chris''s ''own'' sheet'!$XFD$1048576", ("Chris's 'own' sheet", (1048576, 16384, 1048576, 16384))),
        (" Größe!$A$1 ", ("Größe", (1, 1, 1, 1))),
        (f"'{'a' * 255}'!$A$1", ("a" * 255, (1, 1, 1, 1))),
        (f"'{'a' * 2_000}'!$A$1", None),
        ("''!$A$1", None),
        ("'Chris's'!$A$1", None),
        ("#REF!", None),
        ("Sheet1!#REF!", None),
        ("#REF!$A$1", None),
        ("Sheet1!$A:$A", None),
        ("Sheet1!$1:$2", None),
        ("Sheet1!$A$1,Sheet1!$B$2", None),
        ("[1]Sheet1!$A$1", None),
        ("Sheet1!$XFE$1", None),
        ("Sheet1!$A$0", None),
        ("Sheet1!$A$1048577", None),
        ("OFFSET(Sheet1!$A$1,0,0)", None),
        ("EDS_Rows[Ref]", None),
        ('"text"', None),
        ("42", None),
        ("", None),
    ],
)
def test_references(text: str, reference: object) -> None:
    assert parse_reference(text) == reference


@given(st.integers(1, LAST_COLUMN))
def test_columns_by_letter_and_number(number: int) -> None:
    assert COLUMNS[column_letters(number)] == number
    assert parse_box(f"${column_letters(number)}$7") == (7, number, 7, number)


FORMULAS = [
    "B2*2+$B2+B$2+$B$2",
    "SUM(B2:C5,$B$2:C5)",
    'IF(A1="A1 stays","B2",LOG10(A1))',
    "'A1 sheet'!B2+Sheet1!B2+'It''s'!C3",
    "EDS_Rows[[#This Row],[B2]]+EDS_Rows[A1]",
    "SUM(B:C,$B:C)+SUM(2:3,$2:3)",
    "EDS_A1+A1_x+A1.b+x.A1",
    "SUM(A1:INDEX)+#REF!+1E5+2.5",
    "R1C1+AB12",
    "TRUE+_xlfn.CONCAT(A1,B2)",
]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (3, 2), (0, 1)])
def test_formulas_move_as_openpyxl_moves_them(formula: str, rows: int, columns: int) -> None:
    origin, target = "D10", f"{column_letters(4 + columns)}{10 + rows}"
    expected = Translator("=" + formula, origin).translate_formula(target).removeprefix("=")
    assert moved(formula, rows, columns) == expected


def test_where_openpyxl_goes_wrong() -> None:
    assert moved("A1:INDEX(B1:B9,2)", 3, 2) == "C4:INDEX(D4:D12,2)"
    assert moved("ZZZ1+XFE2+XFC3", 1, 1) == "ZZZ1+XFE2+XFD4"  # beyond the last column they are names


def test_references_that_leave_the_sheet() -> None:
    assert moved("A1+B2", -1, 0) == "#REF!+B1"
    assert moved("A1+B2", 0, -1) == "#REF!+A2"
    assert moved("SUM(A:B)+XFD1048576", 1, 1) == "SUM(B:C)+#REF!"


@example("A1+")
@given(st.text(alphabet="A1$:!'\"[]#()+,B2 xé_.\n"))
def test_any_text_is_moved_without_a_crash_and_not_by_nothing(formula: str) -> None:
    moved(formula, 5, 3)
    assert moved(formula, 0, 0).upper() == formula.upper()


@example("_x0041_")
@example("_x0041\x01")
@example("_x005F_x0041_x000D_")
@example("\ud83d")
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("_x0041\x01F\r"))))
def test_text_survives_escaping(text: str) -> None:
    whole = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    assert unescape(escape(text)) == whole
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]", escape(text))
    assert units(whole) == len(whole.encode("utf-16-le")) // 2
