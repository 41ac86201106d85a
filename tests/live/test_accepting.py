"""Accepting a finding in the open workbook: it holds through a fill that gives the row its Ref."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from eds_xl.actions.check import find, write_findings
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import read_workbook
from eds_xl.assessment.finding import Finding
from eds_xl.workbook.book import Change
from eds_xl.workbook.live import open_live
from eds_xl.workbook.sheets.checks import FINDINGS
from tests.checks.drafts import complete
from tests.checks.edits import own_text
from tests.live.conftest import Program


def check() -> tuple[Finding, ...]:
    opened = read_workbook(open_live())
    findings = find(opened)
    write_findings(opened, findings)
    return findings


def accept(row: int) -> None:
    live = open_live()
    area = live.tables()[FINDINGS].area
    entries = ("Known to all of our readers", "Head of Governance")
    live.apply(
        [Change(area.sheet, area.top + row, area.left + 5 + n, words) for n, words in enumerate(entries)]
    )


def test_an_acceptance_holds_through_a_live_fill(excel: Program, tmp_path: Path) -> None:
    draft = complete()
    own_text(draft, "2 patients complained.")
    draft.row("texts", 0, ref="")
    path = tmp_path / "open.xlsx"
    draft.book.save(path)
    excel.open(path)
    assert [finding.code for finding in check()] == ["PRI-001", "ROW-010"]
    accept(1)
    fill(read_workbook(open_live()), date(2025, 3, 1))
    assert read_workbook(open_live()).reading.assessment.texts[0].ref
    assert [(finding.code, finding.is_open) for finding in check()] == [("PRI-001", False)]
    assert [(finding.code, finding.is_open) for finding in check()] == [("PRI-001", False)]


def test_the_links_arrive_as_formulas(excel: Program, tmp_path: Path) -> None:
    draft = complete()
    own_text(draft, "2 patients complained.")
    draft.enter("organisation", "eds_leads", "")
    path = tmp_path / "open.xlsx"
    draft.book.save(path)
    excel.open(path)
    check()
    live = open_live()
    area = live.tables()[FINDINGS].area
    formulas = live.formulas(area.sheet)
    assert formulas[area.top + 1, area.left + 1].startswith('HYPERLINK("#EDS_Organisation_eds_leads"')
    assert "ADDRESS(" in formulas[area.top + 2, area.left + 1]
    assert live.grid(area.sheet).value(area.top + 1, area.left + 1) == "Organisation, cell B12"
    assert live.grid(area.sheet).value(area.top + 2, area.left + 1) == "Report texts, cell B9"
