"""The standard report: an assessment and its score as a document, in the order of the official template."""

from __future__ import annotations

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.action_plan import action_plan
from eds_xl.report.back_matter import approvals, contact, glossary, next_steps
from eds_xl.report.details import organisation_details
from eds_xl.report.document_date import document_date
from eds_xl.report.domain_tables import evidence_and_ratings, remarks_on_total, service_totals
from eds_xl.report.engagement import engagement_and_evidence, third_party_involvement
from eds_xl.report.evidence import Piece, published_evidence
from eds_xl.report.figures import Figures
from eds_xl.report.front_matter import (
    classification,
    cover,
    header_line,
    introduction,
    missing_section,
    organisation_name,
    report_title,
)
from eds_xl.report.options import ReportOptions
from eds_xl.report.own_texts import other_texts, own_texts
from eds_xl.report.previous_actions import previous_actions
from eds_xl.report.score_tables import organisation_rating, rating_and_score_card
from eds_xl.report.tree import Block, Document, Section
from eds_xl.report.tree_text import block_texts, section_texts
from eds_xl.report.wording import one_line
from eds_xl.standard import DOMAINS, Domain

__all__ = ["ReportOptions", "standard_report"]


def standard_report(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the whole report; what is missing from the assessment is said in words, never left out silently.

    Raises nothing for an incomplete assessment. A picture that is damaged is for the writers to refuse.
    """
    organisation = assessment.organisation
    figures = Figures(assessment.figures, options.pictures)
    evidence = published_evidence(assessment)
    front = cover(assessment, options)
    # In reading order: a figure takes its number when it is first cited.
    sections = (
        *missing_section(options),
        introduction(assessment),
        organisation_details(assessment),
        previous_actions(assessment, figures),
        rating_and_score_card(assessment),
        *(_domain_section(assessment, card, domain, evidence, figures) for domain in DOMAINS),
        organisation_rating(assessment, card),
        action_plan(assessment),
        *next_steps(assessment),
        *approvals(assessment),
        *other_texts(assessment),
        *engagement_and_evidence(assessment),
        *figures.uncited(),
    )
    last = contact(organisation)
    title, name = report_title(organisation, options), organisation_name(organisation)
    words = "\n".join((title, name, *block_texts(front), *section_texts((*sections, *last))))
    year = one_line(organisation.reporting_year)
    return Document(
        title=title,
        subtitle=name,
        cover=front,
        sections=(*sections, *glossary(assessment.glossary, words), *last),
        header=header_line(organisation, options),
        footer=f"{name} · {classification(organisation)}",
        created=document_date(organisation),
        subject=" ".join(part for part in ("NHS Equality Delivery System report", year) if part),
        keywords=tuple(part for part in ("EDS 2022", name, year) if part),
        draft=options.draft,
    )


def _domain_section(
    assessment: Assessment, card: Scorecard, domain: Domain, evidence: tuple[Piece, ...], figures: Figures
) -> Section:
    """Return a domain's table, how its total was reached, and what the organisation says of the domain."""
    anchor = f"domain-{domain.number}"
    blocks: list[Block] = [evidence_and_ratings(assessment, card, domain, evidence, figures)]
    blocks.extend(remarks_on_total(assessment, card, domain))
    by_service = service_totals(card, domain) if domain.number == 1 else None
    if by_service is not None:
        blocks.append(by_service)
    own = own_texts(assessment, domain.name, anchor)
    third_party = (third_party_involvement(assessment),) if domain.number == 3 else ()
    return Section(
        domain.full_title,
        anchor,
        (*blocks, *own.blocks),
        (*own.sections, *figures.waiting(anchor), *third_party),
        new_page=True,
        landscape=True,
    )
