"""The standard report: an assessment and its score as a document, in the order of the official template.

It can also be arranged by domain: then each domain's section begins with last year's actions and ends
with its part of the plan, and what belongs to no domain stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.action_plan import action_plan, action_plan_of_no_domain, actions_of_domain
from eds_xl.report.back_matter import approvals, next_steps, with_back_matter
from eds_xl.report.details import organisation_details
from eds_xl.report.domain_tables import DomainTables, remarks_on_total, service_totals
from eds_xl.report.engagement import engagement_and_evidence, third_party_involvement
from eds_xl.report.evidence import Piece, published_evidence
from eds_xl.report.figures import Figures
from eds_xl.report.frame import framed, marked_title, report_title
from eds_xl.report.front_matter import introduction, missing_section, report_cover
from eds_xl.report.options import ReportOptions, Variants
from eds_xl.report.own_texts import other_texts, own_texts
from eds_xl.report.previous_actions import (
    previous_actions,
    previous_actions_of_domain,
    previous_actions_of_no_domain,
)
from eds_xl.report.score_tables import organisation_rating, rating_and_score_card
from eds_xl.report.tree import Document, Section, Table
from eds_xl.report.wording import Blocks
from eds_xl.standard import DOMAINS, Domain

__all__ = ["ReportOptions", "standard_report"]


def standard_report(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Document:
    """Return the whole report; what is missing from the assessment is said in words, never left out silently.

    Raises nothing for an incomplete assessment. A picture that is damaged is for the writers to refuse.
    """
    title = report_title(assessment.organisation)
    cover = report_cover(assessment, card, options)
    parts = _Parts(
        assessment,
        card,
        options.variants,
        published_evidence(assessment),
        Figures(assessment.figures, options.pictures),
    )
    sections = with_back_matter(
        assessment, marked_title(title, options), cover, (*missing_section(options), *parts.in_order())
    )
    subject = "NHS Equality Delivery System report"
    return framed(assessment.organisation, options, title, cover, sections, subject=subject)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Makes the parts of the report, always in reading order: a figure is numbered when it is first cited."""

    assessment: Assessment
    card: Scorecard
    variants: Variants
    evidence: tuple[Piece, ...]
    figures: Figures

    def in_order(self) -> Iterator[Section]:
        """Yield the sections of the report, without what the whole text must be known for."""
        by_domain = self.variants.by_domain
        yield introduction(self.assessment)
        yield organisation_details(self.assessment)
        if by_domain:
            yield from previous_actions_of_no_domain(self.assessment, self.figures)
        else:
            yield previous_actions(self.assessment, self.figures)
        yield rating_and_score_card(self.assessment)
        for domain in DOMAINS:
            yield self._domain_by_itself(domain) if by_domain else self._domain(domain)
        yield organisation_rating(self.assessment, self.card, self.variants)
        plan = action_plan_of_no_domain if by_domain else action_plan
        yield plan(self.assessment, self.variants)
        yield from next_steps(self.assessment)
        yield from approvals(self.assessment)
        yield from other_texts(self.assessment)
        yield from engagement_and_evidence(self.assessment)
        yield from self.figures.uncited()

    def _domain(self, domain: Domain) -> Section:
        """Return how a domain's total was reached, what the organisation says of it, the table."""
        table, sections = self._table(domain)
        own = own_texts(self.assessment, domain.name, _anchor(domain))
        return _domain_section(
            domain,
            (*self._result(domain), *own.blocks, table),
            (*sections, *own.sections, *self._figures_and_reviewers(domain)),
        )

    def _domain_by_itself(self, domain: Domain) -> Section:
        """Return all of a domain: last year's actions, evidence and ratings, this year's plan."""
        before = previous_actions_of_domain(self.assessment, self.figures, domain)
        table, sections = self._table(domain)
        blocks = (*self._result(domain), table)
        ratings = Section("Evidence and ratings", f"{_anchor(domain)}-ratings", blocks, sections)
        own = own_texts(self.assessment, domain.name, _anchor(domain))
        return _domain_section(
            domain,
            own.blocks,
            (
                *own.sections,
                before,
                ratings,
                *self._figures_and_reviewers(domain),
                actions_of_domain(self.assessment, self.variants, domain),
            ),
        )

    def _result(self, domain: Domain) -> Blocks:
        """Return the domain's total and how it was reached: after pages of evidence nobody would find it."""
        totals = service_totals(self.card, domain) if domain.number == 1 else None
        remarks = remarks_on_total(self.assessment, self.card, domain)
        return (*remarks, *((totals,) if totals else ()))

    def _table(self, domain: Domain) -> tuple[Table, tuple[Section, ...]]:
        """Return the table of evidence and ratings, and those of the services where each has its own."""
        tables = DomainTables(self.assessment, self.card, domain, self.evidence, self.figures, self.variants)
        return tables.evidence_and_ratings(), tuple(tables.by_service())

    def _figures_and_reviewers(self, domain: Domain) -> Iterator[Section]:
        yield from self.figures.waiting(_anchor(domain))
        if domain.number == 3:
            yield third_party_involvement(self.assessment)


def _anchor(domain: Domain) -> str:
    return f"domain-{domain.number}"


def _domain_section(domain: Domain, blocks: Blocks, sections: tuple[Section, ...]) -> Section:
    return Section(domain.full_title, _anchor(domain), blocks, sections, new_page=True, landscape=True)
