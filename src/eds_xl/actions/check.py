"""Check: everything the rules find in a workbook, and the list of it on the Checks sheet."""

from __future__ import annotations

from eds_xl.actions.opening import Opened
from eds_xl.actions.pictures_beside import picture_faults
from eds_xl.assessment.finding import Finding
from eds_xl.checks import check
from eds_xl.checks.acceptance import with_acceptances
from eds_xl.workbook.findings_table import acceptances, can_hold_findings, list_findings, row_heights
from eds_xl.workbook.problems import problem
from eds_xl.workbook.sheets import CHECKS
from eds_xl.workbook.sheets.checks import FINDINGS


def find(opened: Opened) -> tuple[Finding, ...]:
    """Return the findings on an opened workbook, the most useful to mend first, those accepted last."""
    found = check(opened.reading, opened.book, opened.card, picture_faults(opened))
    return with_acceptances(found, acceptances(opened.book, opened.reading.located))


def write_findings(opened: Opened, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Put the findings into the workbook's Checks table; acceptances of findings that are still there stay.

    Returns what people had typed beside findings that are no longer there, in words. Raises WorkbookProblem if
    the Checks table is missing, has lost its headings or cannot be written.
    """
    book, located = opened.book, opened.reading.located
    if not can_hold_findings(book, located):
        raise problem("cannot list", name=book.name, sheet=CHECKS.title)
    made = list_findings(book, located, findings)
    book.replace_rows(FINDINGS, made.rows, row_heights(made.rows, book, located))
    return made.ended
