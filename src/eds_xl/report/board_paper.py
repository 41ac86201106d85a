"""The paper that takes the report to the board or a committee, under the seven headings in use.

What the Board paper sheet leaves blank gets a sentence made from the rest of the workbook, or is said
not to be stated; nothing is claimed that nobody entered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eds_xl.assessment.blocks import Block, Paragraph, Span
from eds_xl.assessment.model import Assessment, is_blank
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.words import same
from eds_xl.report.back_matter import approvals_table, with_back_matter
from eds_xl.report.details import engagement_dates
from eds_xl.report.frame import classification, framed, marked_title, organisation_name, report_title
from eds_xl.report.front_matter import missing_section, stage_callout
from eds_xl.report.last_year import rating_and_change
from eds_xl.report.options import ReportOptions
from eds_xl.report.score_tables import domain_totals
from eds_xl.report.tables import details_table, filled
from eds_xl.report.tree import Document, Section, text
from eds_xl.report.wording import NOT_STATED, Blocks, line_list, one_line, plain
from eds_xl.standard.labels import LABELS

_LABELS = LABELS.board_paper


def board_paper(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the board paper: the meeting, the rating, who decided what and when, what the board is asked."""
    title = paper_title(assessment)
    cover = (*stage_callout(assessment.organisation, options), *paper_head(assessment, card))
    sections = (*missing_section(options), *paper_sections(assessment, card))
    whole = with_back_matter(assessment, marked_title(title, options), cover, sections, short=True)
    subject = "NHS Equality Delivery System board paper"
    return framed(assessment.organisation, options, title, cover, whole, subject=subject)


def paper_title(assessment: Assessment) -> str:
    """Return the title of the paper: "NHS Equality Delivery System 2022: board paper"."""
    return f"{report_title(assessment.organisation)}: board paper"


def paper_head(assessment: Assessment, card: Scorecard) -> Blocks:
    """Return what stands first: the meeting, the rating and its change in one sentence, the totals."""
    rating: Block = Paragraph((Span(rating_and_change(assessment, card), bold=True),), "callout")
    return _meeting(assessment), rating, domain_totals(assessment, card)


def _meeting(assessment: Assessment) -> Block:
    """Return the meeting's table; while nothing is known of a meeting, only the classification."""
    paper = assessment.board_paper
    marking = classification(assessment.organisation)
    if is_blank(paper):
        return text(f"Classification: {marking}")
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
        ("Classification", plain(marking)),
    ]
    return details_table("The meeting", entries)


# --- the headings


def paper_sections(assessment: Assessment, card: Scorecard) -> tuple[Section, ...]:
    """Return the numbered headings with their texts: the seven, then those the organisation added."""
    return tuple(
        Section(f"{number}. {heading}", f"paper-{number}", blocks)
        for number, (heading, blocks) in enumerate(_headings(assessment, card), 1)
    )


def _headings(assessment: Assessment, card: Scorecard) -> Iterator[tuple[str, Blocks]]:
    decided = approvals_table(assessment.approvals)
    for heading, default in _DEFAULTS:
        own = tuple(
            block
            for row in assessment.board_headings
            if same(one_line(row.heading), heading)
            for block in read_prose(row.text)
        )
        # Who approved what and when is always said, whatever else is.
        decisions = (decided,) if decided and heading == _LABELS.committees else ()
        yield heading, (*(own or default(assessment, card)), *decisions)
    for row in assessment.board_headings:
        words = read_prose(row.text)
        if words and not any(same(one_line(row.heading), heading) for heading, _ in _DEFAULTS):
            yield one_line(row.heading) or "Further information", words


def _the_report(assessment: Assessment) -> str:
    year = one_line(assessment.organisation.reporting_year)
    return f"report for {year}" if year else "report"


def _purpose(assessment: Assessment, card: Scorecard) -> Blocks:
    organisation = organisation_name(assessment.organisation)
    return plain(
        f"To present the NHS Equality Delivery System (EDS) {_the_report(assessment)} of {organisation}: the "
        "ratings of the eleven outcomes, the evidence they rest on, and the action plan that follows."
    )


def _executive_lead(assessment: Assessment, card: Scorecard) -> Blocks:
    lead = assessment.board_paper.executive_lead or assessment.organisation.board_sponsors
    return line_list(lead) or plain(NOT_STATED)


def _report_author(assessment: Assessment, card: Scorecard) -> Blocks:
    author = assessment.board_paper.report_author or assessment.organisation.eds_leads
    return line_list(author) or plain(NOT_STATED)


def _committees(assessment: Assessment, card: Scorecard) -> Blocks:
    return () if assessment.approvals else plain("No board or committee has decided on this report yet.")


def _impact(assessment: Assessment, card: Scorecard) -> Blocks:
    engaged = engagement_dates(assessment.events)
    lead = plain("The assessment itself reviews the impact on equality. Engagement took place as follows.")
    return (*lead, *engaged) if engaged else plain(NOT_STATED)


def _conflicts(assessment: Assessment, card: Scorecard) -> Blocks:
    return plain("No conflicts of interest have been recorded.")


def _recommendation(assessment: Assessment, card: Scorecard) -> Blocks:
    paper = assessment.board_paper
    board = one_line(paper.board) or "board or committee"
    asked = one_line(paper.action_required).casefold() or "consider"
    rating = f" with its rating of {card.statement}" if card.total is not None else ""
    return plain(
        f"The {board} is asked to {asked} the EDS {_the_report(assessment)}{rating}, and its action plan."
    )


_DEFAULTS: tuple[tuple[str, Callable[[Assessment, Scorecard], Blocks]], ...] = (
    (_LABELS.purpose, _purpose),
    (_LABELS.executive_lead, _executive_lead),
    (_LABELS.report_author, _report_author),
    (_LABELS.committees, _committees),
    (_LABELS.impact, _impact),
    (_LABELS.conflicts, _conflicts),
    (_LABELS.recommendations, _recommendation),
)
"""The seven headings and what each says if nothing was written under it."""
