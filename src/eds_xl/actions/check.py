"""Check: everything the rules find in a workbook, and the list of it on the Checks sheet."""

from __future__ import annotations

from eds_xl.actions.opening import Opened
from eds_xl.assessment.finding import Finding
from eds_xl.checks import check
from eds_xl.workbook.problems import problem
from eds_xl.workbook.sheets import CHECKS
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.writing import finding_rows


def find(opened: Opened) -> tuple[Finding, ...]:
    """Return the findings on an opened workbook, the most useful to mend first."""
    return check(opened.reading, opened.book, opened.card)


def write_findings(opened: Opened, findings: tuple[Finding, ...]) -> None:
    """Put the findings into the workbook's Checks table; acceptances of findings that are still there stay.

    Raises WorkbookProblem if the Checks sheet is missing or cannot be written.
    """
    if FINDINGS not in opened.book.tables():
        raise problem("cannot record", name=opened.book.name, sheet=CHECKS.title)
    opened.book.replace_rows(FINDINGS, finding_rows(opened.book, opened.reading.located, findings))
