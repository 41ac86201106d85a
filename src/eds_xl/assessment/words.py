"""Words with a meaning: what the drop-downs offer and the program must recognise again.

The workbook offers them, the report and the checks compare with them; here they stand once.
"""

from __future__ import annotations

from eds_xl.standard import DOMAINS

YES, NO = "Yes", "No"

ALL_DOMAINS = "All domains"
WHOLE_DOMAIN = tuple(f"{domain.name} (all outcomes)" for domain in DOMAINS)

ALL_SERVICES = "All services"
ORGANISATION_WIDE = "Organisation-wide"

NO_ACTION = "No action identified"
INDEPENDENT_REVIEW = "Independent review"
PICTURE = "Picture"
CHARTS = {"Column chart": "column", "Bar chart": "bar", "Line chart": "line"}
"""How the numbers of a figure can be drawn, and the kind of chart each is."""

COLLECTING, SCORED, FOR_APPROVAL, APPROVED, PUBLISHED = (
    "Collecting",
    "Scored",
    "For approval",
    "Approved",
    "Published",
)
STAGES = (COLLECTING, SCORED, FOR_APPROVAL, APPROVED, PUBLISHED)
"""The stages of an assessment, in order."""

INTRODUCTION = "Introduction"
HOW_WE_SCORED = "How we scored"
PREVIOUS_ACTIONS = "Previous actions"
PLAN_FOR_PATIENTS = "Action plan: Patients"
PLAN_FOR_WORKFORCE = "Action plan: Workforce"
PLAN_FOR_LEADERSHIP = "Action plan: Leadership"
NEXT_STEPS = "Next steps"
SECTIONS = (
    INTRODUCTION,
    HOW_WE_SCORED,
    PREVIOUS_ACTIONS,
    *(domain.name for domain in DOMAINS),
    PLAN_FOR_PATIENTS,
    PLAN_FOR_WORKFORCE,
    PLAN_FOR_LEADERSHIP,
    NEXT_STEPS,
)
"""The sections of the report for which the organisation may write texts of its own."""


def is_reached(stage: str, wanted: str) -> bool:
    """Say whether the assessment is at a stage or beyond; an unknown or blank stage counts as the first."""
    reached = STAGES.index(stage) if stage in STAGES else 0
    return reached >= STAGES.index(wanted)


def same(entry: str, word: str) -> bool:
    """Say whether an entry is a word of ours, whatever its capitals."""
    return entry.strip().casefold() == word.casefold()
