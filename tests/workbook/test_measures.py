"""The comparison in docs/ says what the script measures, and the script counts what there is."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tools.measure_workbook import HEADINGS, measure, row

ROOT = Path(__file__).parent.parent.parent
COMPARED = (ROOT / "docs" / "workbook-compared.md").read_text(encoding="utf-8").splitlines()
TEMPLATE = ROOT / "workbook_template" / "EDS 2022 workbook.xlsx"


def test_the_comparison_says_what_is_measured() -> None:
    assert row(list(HEADINGS)) in COMPARED
    assert row(measure(TEMPLATE)) in COMPARED, "run tools/measure_workbook.py and put the row into docs/"


def test_nothing_is_hidden_broken_or_merged() -> None:
    measured = dict(zip(HEADINGS, measure(TEMPLATE), strict=True))
    zeros = ("of them hidden", "of them broken", "Error values", "Merged ranges")
    assert {measured[heading] for heading in zeros} == {"0"}
    assert measured["Marked-up tables"] == measured["of them with alternative text"]


def test_what_is_wrong_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet, second = workbook.add_worksheet(), workbook.add_worksheet()
    sheet.merge_range("A1:B2", "merged")
    sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
    sheet.add_table("E1:F3")
    workbook.define_name("Gone", "=#REF!")
    second.hide()
    workbook.close()
    found = dict(zip(HEADINGS, measure(path), strict=True))
    assert found | {"Size in kB": ""} == {
        "Workbook": "other.xlsx",
        "Size in kB": "",
        "Sheets": "2",
        "of them hidden": "1",
        "Defined names": "1",
        "of them broken": "1",
        "Formulas": "1",
        "Error values": "1",
        "Merged ranges": "1",
        "Marked-up tables": "1",
        "of them with alternative text": "0",
        "Macros": "no",
        "Title and language": "no",
    }
