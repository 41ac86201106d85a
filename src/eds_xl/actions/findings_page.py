"""The findings as a document: an accessible page to send to somebody who has a part of them to mend."""

from __future__ import annotations

from collections.abc import Sequence

from eds_xl.actions.opening import Opened
from eds_xl.assessment.finding import Finding, by_sheet, summary
from eds_xl.checks import CATALOGUE
from eds_xl.report.document_date import document_date
from eds_xl.report.tree import Cell, Column, Document, Paragraph, Row, Section, Span, Table, cell, text

_HOW = (
    "Each table lists what was found on one sheet. An error stops the report until it is mended; a warning is "
    "probably a mistake; advice could make it better. What is right as it stands can be accepted on the Checks sheet."
)
_COLUMNS = (
    Column("Cell", 0.7),
    Column("How serious", 1.0),
    Column("What is wrong", 4.0),
    Column("What to do", 3.0),
    Column("Code", 0.9),
)
_ACCEPTED_COLUMNS = (
    Column("Where", 1.6),
    Column("What was found", 3.5),
    Column("Accepted because", 2.5),
    Column("Accepted by", 1.4),
    Column("Code", 0.9),
)


def findings_document(opened: Opened, findings: Sequence[Finding]) -> Document:
    """Return the document that lists the findings on a workbook: by sheet, then those accepted, then the codes."""
    organisation = opened.reading.assessment.organisation
    whose = ", ".join(word for word in (organisation.name, organisation.reporting_year) if word)
    still_open = by_sheet(finding for finding in findings if finding.is_open)
    sections = [_section(sheet, number, group) for number, (sheet, group) in enumerate(still_open.items(), 1)]
    accepted = [finding for finding in findings if not finding.is_open]
    if accepted:
        sections.append(Section("Accepted", "accepted", (_accepted_table(accepted),)))
    if findings:
        sections.append(_codes(findings))
    return Document(
        title="What the check found",
        subtitle=whose or opened.book.name,
        cover=(text(f"{opened.book.name}: {summary(findings)}", role="lead"), text(_HOW)),
        sections=tuple(sections),
        header=whose or opened.book.name,
        footer="What the check found",
        created=document_date(organisation),
        subject="EDS 2022 workbook: findings",
    )


def _section(sheet: str, number: int, findings: list[Finding]) -> Section:
    rows = tuple(
        Row(
            (
                cell(finding.source.cell if finding.source and finding.source.cell else "All", header=True),
                cell(finding.severity.value.capitalize()),
                cell(finding.message),
                cell(finding.next_step),
                _code(finding.code),
            )
        )
        for finding in findings
    )
    table = Table(f"{sheet}: {summary(findings)}", _COLUMNS, rows)
    return Section(sheet, f"sheet-{number}", (table,))


def _accepted_table(findings: list[Finding]) -> Table:
    rows = tuple(
        Row(
            (
                cell(finding.where, header=True),
                cell(finding.message),
                cell(finding.accepted.because),
                cell(finding.accepted.by),
                _code(finding.code),
            )
        )
        for finding in findings
        if finding.accepted
    )
    return Table("Findings that somebody answers for", _ACCEPTED_COLUMNS, rows)


def _code(code: str) -> Cell:
    return Cell((Paragraph((Span(code, link=f"#{_anchor(code)}"),)),))


def _anchor(code: str) -> str:
    return f"code-{code.lower()}"


def _codes(findings: Sequence[Finding]) -> Section:
    listings = [listing for code, listing in CATALOGUE.items() if code in {found.code for found in findings}]
    inner = tuple(
        Section(f"{listing.code}: {listing.title}", _anchor(listing.code), (text(listing.why),))
        for listing in listings
    )
    return Section("What the codes mean", "codes", (text("Why each of these matters."),), inner)
