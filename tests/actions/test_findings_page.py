"""The page of findings to send to a contributor: everything is on it, and it is an accessible page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from eds_xl.cli import main
from eds_xl.workbook.template import build
from tests.actions.test_acceptance import REASON, Desk

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "checks-json.md"


def page_of(workbook: Path) -> etree._Element:
    out = workbook.with_suffix(".html")
    main(["check", str(workbook), "--html", str(out)])
    return etree.fromstring(out.read_bytes(), etree.HTMLParser())


def words_of(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "Our EDS.xlsx")


def test_open_and_accepted_findings_are_on_the_page(desk: Desk) -> None:
    desk.check()
    desk.accept("PRI-001")
    page = page_of(desk.path)
    words = words_of(page)
    assert "Our EDS.xlsx: 1 piece of advice; 1 accepted." in words
    for finding in desk.check():
        assert finding.message in words
    assert REASON in words
    assert [words_of(heading) for heading in page.iter("h2")][:2] == ["Report texts", "Accepted"]


def test_every_code_leads_to_its_meaning(desk: Desk) -> None:
    page = page_of(desk.path)
    targets = [
        str(link.get("href"))[1:] for link in page.iter("a") if str(link.get("href")).startswith("#code-")
    ]
    assert targets == ["code-pri-001", "code-wri-003"]
    assert set(targets) <= {str(place.get("id")) for place in page.iter() if place.get("id")}


def test_a_blank_workbook_has_a_page_of_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "Blank.xlsx"
    path.write_bytes(build())
    page = page_of(path)
    assert page.get("lang") == "en-GB"
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert {heading.get("scope") for heading in table.iter("th")} == {"col", "row"}


def test_the_page_is_not_written_over_another_file_unasked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    out = desk.path.with_suffix(".html")
    out.write_text("precious", encoding="utf-8")
    assert main(["check", str(desk.path), "--html", str(out)]) == 2
    assert out.read_text(encoding="utf-8") == "precious"
    assert main(["check", str(desk.path), "--html", str(out), "--force"]) == 0
    capsys.readouterr()


def test_the_terminal_lists_what_was_accepted_last(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.check()
    desk.accept("PRI-001")
    assert main(["check", str(desk.path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.index("[WRI-003]") < said.index("Accepted Report texts") < said.index("[PRI-001]")
    assert f"Accepted by Head of Governance: {REASON}" in said


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    desk: Desk, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["check", str(desk.path)]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= columns
    assert "docs/checks" in out


def test_the_json_is_as_documented(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.check()
    desk.accept("PRI-001")
    main(["check", str(desk.path), "--json"])
    result = json.loads(capsys.readouterr().out)
    assert result["counts"] == {"error": 0, "warning": 0, "advice": 1, "accepted": 1}
    first, second = result["findings"]
    assert first["accepted"] is None
    assert second["accepted"] == {"because": REASON, "by": "Head of Governance"}
    assert second["help"] == "docs/checks/privacy.md#pri-001"
    documented = DOCUMENTED.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", documented, re.MULTILINE))
    assert named == {*result, *result["counts"], *first, "because", "by"}
    assert f"Version {result['version']}" in documented


@pytest.mark.parametrize("command", ["check", "score"])
def test_checking_and_scoring_load_no_large_library(command: str, desk: Desk) -> None:
    code = (
        "import sys; from eds_xl.cli import main; "
        f"main([{command!r}, {str(desk.path)!r}, '--json']); "
        "print([name for name in ('docx', 'openpyxl', 'pandas', 'typst', 'xlsxwriter', 'xlwings') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
