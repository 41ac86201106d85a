"""Typed access to ``report_labels.toml``: the fixed wording of the official reporting template."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eds_xl.standard.eds import EDS


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of the report's sections; those of the domains are the domains' full titles."""

    introduction: str
    details: str
    previous_actions: str
    score_card: str
    third_party: str
    organisation_rating: str
    action_plan: str


@dataclass(frozen=True, slots=True)
class DetailLabels:
    """The labels of the organisation's details."""

    name: str
    board_sponsor: str
    integrated_care_system: str
    eds_lead: str
    engagement_dates: str
    level: str
    organisations: str
    date_completed: str
    published: str
    date_authorised: str
    revision_date: str


@dataclass(frozen=True, slots=True)
class LevelLabel:
    """A level of completion: the workbook's word for it and the template's."""

    choice: str
    label: str


@dataclass(frozen=True, slots=True)
class PreviousActionLabels:
    """The column headings of the completed actions."""

    action: str
    equality_objectives: str


@dataclass(frozen=True, slots=True)
class DomainTableLabels:
    """The column headings of a domain's table; ``overall_rating`` follows the domain's full title."""

    domain: str
    outcome: str
    evidence: str
    rating: str
    owner: str
    overall_rating: str


@dataclass(frozen=True, slots=True)
class ThirdPartyLabels:
    """Who reviewed Domain 3 from outside."""

    trade_unions: str
    independent: str


@dataclass(frozen=True, slots=True)
class ActionPlanLabels:
    """The labels of the action plan's head and its column headings."""

    eds_lead: str
    years_active: str
    eds_sponsor: str
    authorisation_date: str
    outcome: str
    objective: str
    action: str
    completion_date: str


@dataclass(frozen=True, slots=True)
class BoardPaperHeadings:
    """The headings of the paper that takes the report to a board."""

    purpose: str
    executive_lead: str
    report_author: str
    committees: str
    impact: str
    conflicts: str
    recommendations: str


@dataclass(frozen=True, slots=True)
class ReportLabels:
    """All the fixed wording of the report, by section."""

    headings: Headings
    introduction: tuple[str, ...]
    details: DetailLabels
    levels: tuple[LevelLabel, ...]
    previous_actions: PreviousActionLabels
    score_card: tuple[str, ...]
    domain_table: DomainTableLabels
    third_party: ThirdPartyLabels
    organisation_names: str
    action_plan: ActionPlanLabels
    board_paper: BoardPaperHeadings


def _load() -> ReportLabels:
    text = Path(__file__).with_name("report_labels.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    addresses = {"guidance": EDS.guidance_shown, "email": EDS.submission_email}
    return ReportLabels(
        headings=Headings(**data["headings"]),
        introduction=tuple(words.format(**addresses) for words in data["introduction"]["paragraphs"]),
        details=DetailLabels(**data["details"]),
        levels=tuple(LevelLabel(**entry) for entry in data["level"]),
        previous_actions=PreviousActionLabels(**data["previous_actions"]),
        score_card=tuple(data["score_card"]["paragraphs"]),
        domain_table=DomainTableLabels(**data["domain_table"]),
        third_party=ThirdPartyLabels(**data["third_party"]),
        organisation_names=data["organisation_rating"]["names"],
        action_plan=ActionPlanLabels(**data["action_plan"]),
        board_paper=BoardPaperHeadings(**data["board_paper"]),
    )


LABELS = _load()
