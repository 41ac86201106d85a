"""What the drop-downs offer: each list once, by the key that entries name in ``choices``."""

from __future__ import annotations

from dataclasses import dataclass

from eds_xl.assessment.model import SERVICES
from eds_xl.assessment.words import (
    ALL_DOMAINS,
    ALL_SERVICES,
    CHARTS,
    INDEPENDENT_REVIEW,
    NO,
    NO_ACTION,
    ORGANISATION_WIDE,
    PICTURE,
    SECTIONS,
    STAGES,
    WHOLE_DOMAIN,
    YES,
)
from eds_xl.standard import DOMAINS, GROUPS, METHODS, OUTCOMES, RATINGS


@dataclass(frozen=True, slots=True)
class Choices:
    """A list offered by drop-downs; ``live`` lists hold formulas (the services' names)."""

    title: str
    values: tuple[str | int, ...]
    live: bool = False


LISTS: dict[str, Choices] = {
    "Rating": Choices("Rating", tuple(rating.value for rating in RATINGS)),
    "Method": Choices("Domain 1 method", tuple(method.choice for method in METHODS)),
    "YesNo": Choices("Yes or no", (YES, NO)),
    "Stage": Choices("Stage", STAGES),
    "OrganisationType": Choices(
        "Organisation type",
        (
            "NHS foundation trust",
            "NHS trust",
            "Integrated care board",
            "NHS England",
            "Independent provider",
            "Other",
        ),
    ),
    "Classification": Choices("Classification", ("Official", "Official: Sensitive")),
    "Outcome1": Choices("Domain 1 outcome", tuple(outcome.code for outcome in DOMAINS[0].outcomes)),
    "Outcome2": Choices("Domain 2 outcome", tuple(outcome.code for outcome in DOMAINS[1].outcomes)),
    "Outcome3": Choices("Domain 3 outcome", tuple(outcome.code for outcome in DOMAINS[2].outcomes)),
    "OutcomeOrDomain": Choices("Outcome or domain", (*(outcome.code for outcome in OUTCOMES), *WHOLE_DOMAIN)),
    "Domain": Choices("Domain", (*(domain.name for domain in DOMAINS), ALL_DOMAINS)),
    "Group": Choices("Group", tuple(group.name for group in GROUPS)),
    "Service": Choices("Service", (*SERVICES, ALL_SERVICES, ORGANISATION_WIDE), live=True),
    "PreviousStatus": Choices(
        "Status of a previous action",
        ("Completed", "Partly completed", "Ongoing", "Carried forward", "Not started", "No longer required"),
    ),
    "Status": Choices("Status of an action", ("Not started", "Ongoing", "Completed")),
    "ActionKind": Choices("Kind of row", ("Action", NO_ACTION)),
    "ShowAs": Choices("Show as", ("Table", *CHARTS, PICTURE)),
    "EventPurpose": Choices("Purpose of an event", ("Engagement", "Scoring", INDEPENDENT_REVIEW)),
    "Section": Choices("Section of the report", SECTIONS),
    "BoardAction": Choices("Action required of the board", ("Note", "Approve", "Ratify")),
    "Decision": Choices("Decision", ("Recommended", "Approved", "Ratified")),
}


def list_name(key: str) -> str:
    """Return the defined name of a list's cells; raises KeyError for a list that does not exist."""
    LISTS[key]
    return f"EDS_List_{key}"


def list_table(key: str) -> str:
    """Return the name of the marked-up table that holds a list."""
    return f"EDS_Choices_{key}"
