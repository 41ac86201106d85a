"""The page of findings in a browser: WCAG 2.2 AA and no scrolling sideways, whatever the entries are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eds_xl.actions.findings_page import findings_document
from eds_xl.actions.opening import read_workbook
from eds_xl.assessment.finding import Acceptance, Finding, Severity
from eds_xl.report.html import write
from tests.checks.drafts import complete
from tests.checks.edits import first_evidence, own_text
from tests.checks.examples import EXAMPLES
from tests.report.web_check import NARROW, WIDE, violations, width_needed

EVERY = 6
LONG = "Averyverylongwordwithoutanyblank" * 4


@pytest.fixture(scope="module")
def page() -> str:
    """A page with findings of many codes, long words and addresses among them, and one that was accepted."""
    draft = complete()
    own_text(draft, f"TBC {LONG} See https://www.example.org/{LONG}")
    first_evidence(draft, "2A", service=LONG, figure=LONG)
    findings: list[Finding] = list(draft.findings())
    findings += [example.wrong().findings()[0] for example in EXAMPLES[::EVERY]]
    warned = next(at for at, found in enumerate(findings) if found.severity is Severity.WARNING)
    findings[warned] = replace(findings[warned], accepted=Acceptance(LONG, "Head of Governance"))
    return write(findings_document(read_workbook(draft.book), findings)).decode("utf-8")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_wcag_is_kept(browser: Any, page: str, width: int, tmp_path: Path) -> None:
    assert violations(browser, page, width, tmp_path) == set()


@pytest.mark.parametrize("width", [320, NARROW, 800, WIDE])
def test_nothing_needs_scrolling_sideways(browser: Any, page: str, width: int) -> None:
    assert width_needed(browser, page, width) <= width
