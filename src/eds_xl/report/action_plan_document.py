"""The action plan as a document of its own, with the introduction by theme that published ones have."""

from __future__ import annotations

from eds_xl.assessment.blocks import Block
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.action_plan import actions_by_domain, leads_and_dates, priorities_by_theme
from eds_xl.report.back_matter import with_back_matter
from eds_xl.report.frame import classification, framed, marked_title
from eds_xl.report.front_matter import leads, missing_section, stage_callout, year_line
from eds_xl.report.last_year import rating_and_change
from eds_xl.report.options import ReportOptions
from eds_xl.report.tree import Document, Section
from eds_xl.report.wording import plain
from eds_xl.standard import EDS
from eds_xl.standard.labels import LABELS


def action_plan_document(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the action plan: why these priorities, who leads it, and the actions by domain."""
    organisation, title = assessment.organisation, LABELS.headings.action_plan
    cover = (
        *stage_callout(organisation, options),
        *leads((EDS.title, *year_line(organisation))),
        *plain(f"Classification: {classification(organisation)}"),
    )
    sections = (
        *missing_section(options),
        _introduction(assessment, card),
        Section("Leads and dates", "leads-and-dates", (leads_and_dates(assessment),)),
        Section(
            "Actions by domain",
            "plan-actions",
            (),
            actions_by_domain(assessment, options.variants),
            new_page=True,
            landscape=True,
        ),
    )
    whole = with_back_matter(assessment, marked_title(title, options), cover, sections)
    return framed(
        organisation, options, title, cover, whole, subject="NHS Equality Delivery System action plan"
    )


def _introduction(assessment: Assessment, card: Scorecard) -> Section:
    """Return what the plan answers to, and the priorities by theme as far as they are written."""
    blocks: list[Block] = [
        *plain(
            "This plan sets out what we will do to improve the outcomes of the NHS Equality Delivery System "
            "(EDS) for patients, for our workforce and in our leadership."
        )
    ]
    # The plan may be published before all is rated.
    if card.total is not None:
        blocks.extend(plain(rating_and_change(assessment, card)))
    return Section(
        LABELS.headings.introduction, "introduction", tuple(blocks), priorities_by_theme(assessment)
    )
