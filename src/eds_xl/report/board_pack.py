"""The board pack: the board paper and the whole report in one file."""

from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.board_paper import paper_head, paper_sections, paper_title
from eds_xl.report.frame import framed, report_title
from eds_xl.report.front_matter import missing_section, official_lines, stage_callout
from eds_xl.report.options import ReportOptions
from eds_xl.report.standard_report import standard_report
from eds_xl.report.tree import Contents, Document, Section


def board_pack(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the paper, then the report as its annex; what a draft lacks is listed once, first."""
    organisation = assessment.organisation
    report = standard_report(assessment, card, replace(options, draft=False, missing=()))
    annex = Section(
        f"Annex: {report_title(organisation)}",
        "annex",
        official_lines(assessment),
        report.sections,
        new_page=True,
    )
    cover = (
        *stage_callout(organisation, options),
        *paper_head(assessment, card),
        Contents("Contents", depth=2, new_page=True),
    )
    sections = (*missing_section(options), *_paper(assessment, card), annex)
    subject = "NHS Equality Delivery System board pack"
    return framed(organisation, options, paper_title(assessment), cover, sections, subject=subject)


def _paper(assessment: Assessment, card: Scorecard) -> tuple[Section, ...]:
    first, *others = paper_sections(assessment, card)
    return (replace(first, new_page=True), *others)
