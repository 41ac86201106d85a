"""The paper that takes the report to the board or a committee, under the seven headings in use.

What the Board paper sheet leaves blank gets a sentence made from the rest of the workbook, or is said
not to be stated; nothing is claimed that nobody entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from eds_xl.assessment.blocks import Block, Paragraph, Span
from eds_xl.assessment.model import Assessment, BoardHeading
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.words import same
from eds_xl.report.back_matter import approvals_table, with_back_matter
from eds_xl.report.frame import classification, framed, marked_title, organisation_name, report_title
from eds_xl.report.front_matter import missing_section, stage_callout
from eds_xl.report.last_year import last_year_domain_total, rating_and_change
from eds_xl.report.options import ReportOptions
from eds_xl.report.tables import Field, details_table, filled, table_of
from eds_xl.report.tree import Document, Section, Table
from eds_xl.report.wording import (
    NOT_YET_STATED,
    NOTHING,
    Blocks,
    bullets,
    line_list,
    one_line,
    plain,
    total_words,
)
from eds_xl.standard import DOMAINS, EDS
from eds_xl.standard.labels import LABELS

_HEADINGS = LABELS.board_paper
# What follows "The board is asked to", by the choice on the Board paper sheet.
_ASKED = {"note": "note", "approve": "approve", "ratify": "ratify"}
_NO_CONFLICTS = "No conflicts of interest are recorded in the EDS workbook."


def board_paper(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the board paper: what the report is for, its rating, who decided what, what is asked."""
    title = paper_title(assessment)
    cover = paper_cover(assessment, card, options)
    sections = with_back_matter(
        assessment,
        marked_title(title, options),
        cover,
        (*missing_section(options), *paper_sections(assessment, card)),
    )
    subject = "NHS Equality Delivery System board paper"
    return framed(assessment.organisation, options, title, cover, sections, subject=subject)


def paper_title(assessment: Assessment) -> str:
    """Return the title of the paper: "NHS Equality Delivery System 2022: report for 2024/25"."""
    year = one_line(assessment.organisation.reporting_year)
    return f"{report_title(assessment.organisation)}: report{f' for {year}' if year else ''}"


def paper_cover(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Blocks:
    """Return the head of the paper: the meeting, what it is asked to do, and the rating with its change."""
    paper, organisation = assessment.board_paper, assessment.organisation
    entries = [
        ("Board or committee", read_prose(paper.board)),
        *filled((("Part", read_prose(paper.part)),)),
        ("Meeting date", read_prose(paper.meeting_date)),
        *filled(
            (
                ("Agenda number", read_prose(paper.agenda_number)),
                ("Presenter", read_prose(paper.presenter)),
            )
        ),
        ("Action required", read_prose(paper.action_required)),
        ("Classification", plain(classification(organisation))),
    ]
    rating: Block = Paragraph((Span(rating_and_change(assessment, card), bold=True),), "callout")
    return (
        *stage_callout(organisation, options),
        details_table("The meeting", entries),
        rating,
        _totals(assessment, card),
    )


def paper_sections(assessment: Assessment, card: Scorecard) -> tuple[Section, ...]:
    """Return the numbered headings with their texts: the seven, then those the organisation added."""
    return tuple(
        Section(f"{number}. {heading}", f"paper-{number}", blocks)
        for number, (heading, blocks) in enumerate(_headed(assessment, card), 1)
    )


def _headed(assessment: Assessment, card: Scorecard) -> Iterator[tuple[str, Blocks]]:
    entered = [heading for heading in assessment.board_headings if heading.heading or heading.text]
    for heading, default, always in _official(assessment, card):
        own = tuple(block for row in entered if _is(row, heading) for block in read_prose(row.text))
        yield heading, (*(own or default()), *always)
    for row in entered:
        text = read_prose(row.text)
        if text and not any(_is(row, heading) for heading, _, _ in _official(assessment, card)):
            yield one_line(row.heading) or "Further information", text


def _is(row: BoardHeading, heading: str) -> bool:
    return same(one_line(row.heading), heading)


def _official(
    assessment: Assessment, card: Scorecard
) -> tuple[tuple[str, Callable[[], Blocks], Blocks], ...]:
    """Return each of the seven headings, what it says if nothing was written, and what it always says."""
    paper, organisation = assessment.board_paper, assessment.organisation
    decided = approvals_table(assessment.approvals)
    return (
        (_HEADINGS.purpose, lambda: _purpose(assessment), ()),
        (
            _HEADINGS.executive_lead,
            lambda: line_list(paper.executive_lead or organisation.board_sponsors) or plain(NOT_YET_STATED),
            (),
        ),
        (
            _HEADINGS.report_author,
            lambda: line_list(paper.report_author or organisation.eds_leads) or plain(NOT_YET_STATED),
            (),
        ),
        (
            _HEADINGS.committees,
            lambda: () if decided else plain("No decision of a committee is recorded yet."),
            (decided,) if decided else (),
        ),
        (_HEADINGS.impact, lambda: _engagement(assessment), ()),
        (_HEADINGS.conflicts, lambda: plain(_NO_CONFLICTS), ()),
        (_HEADINGS.recommendations, lambda: _recommendation(assessment, card), ()),
    )
