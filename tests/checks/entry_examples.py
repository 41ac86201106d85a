"""Examples of every finding on details, evidence, rows and actions."""

from __future__ import annotations

from tests.checks.drafts import edited
from tests.checks.edits import (
    agreed_only,
    all_evidence_of_two_services,
    clear_but_first,
    evidence_number,
    first_evidence,
    is_evidence_for,
    no_services_in_evidence,
    rows,
    service,
)
from tests.checks.example import Example

EXAMPLES = (
    Example(
        "ORG-001",
        edited(lambda draft: draft.enter("organisation", "date_authorised", "")),
        "Organisation||Date authorised",
        'Date authorised is not filled in, though the stage is "Published"',
        edited(
            lambda draft: draft.enter("organisation", "date_authorised", ""),
            lambda draft: draft.enter("organisation", "stage", "For approval"),
        ),
    ),
    Example(
        "ORG-002",
        edited(lambda draft: draft.enter("board_paper", "board", "")),
        "BoardPaper||Board or committee",
        "Board or committee is not filled in",
        edited(
            lambda draft: draft.enter("board_paper", "board", ""),
            lambda draft: draft.row("sheet_uses", 4, used="No"),
        ),
    ),
    Example(
        "ORG-003",
        edited(lambda draft: service(draft, 3, "", None), no_services_in_evidence),
        "Services|Service 3|Service",
        "Service 3 has no name yet",
        edited(lambda draft: agreed_only(draft, named=1)),
    ),
    Example(
        "ORG-004",
        edited(lambda draft: draft.enter("organisation", "stage", "Final")),
        "Organisation||Stage",
        '"Final" is not one of the choices for "Stage"',
        edited(lambda draft: draft.enter("organisation", "stage", "published")),
    ),
    Example(
        "ORG-005",
        edited(lambda draft: rows(draft, "actions", (1, 3, 4), status="In hand")),
        "Actions|A002|Status",
        '"In hand" is not one of the choices for "Status" (here and in two more rows)',
        edited(lambda draft: draft.enter("organisation", "organisation_type", "Community interest company")),
    ),
    Example(
        "EVI-001",
        edited(lambda draft: draft.clear("evidence", is_evidence_for("2B"))),
        "Ratings2|2B|Outcome",
        "Outcome 2B is rated 1 without any evidence",
        edited(lambda draft: draft.row("evidence", evidence_number(draft, "2B"), evidence="", figure="F1")),
    ),
    Example(
        "EVI-002",
        edited(lambda draft: draft.clear("evidence", is_evidence_for("3A", "3B", "3C"))),
        "Evidence3|20|Evidence",
        "no evidence for any outcome of Domain 3",
        edited(lambda draft: draft.clear("evidence", is_evidence_for("3A", "3B"))),
    ),
    Example(
        "EVI-003",
        edited(lambda draft: first_evidence(draft, "1A", evidence="")),
        "Evidence1|E001|Evidence",
        "is marked as evidence for outcome 1A, but it holds neither text nor a figure",
        edited(lambda draft: first_evidence(draft, "1A", evidence="", figure="F1")),
    ),
    Example(
        "EVI-004",
        edited(lambda draft: first_evidence(draft, "1A", service="Dentistry")),
        "Evidence1|E001|Service",
        'from "Dentistry", which is none of the services assessed',
        edited(lambda draft: first_evidence(draft, "1A", service="community pharmacy")),
    ),
    Example(
        "EVI-005",
        edited(lambda draft: draft.rate("1A", owners="").rate("1C", owners="")),
        "Ratings1|1A|Owners",
        "There is no owner for outcomes 1A and 1C",
        edited(
            lambda draft: draft.rate("1A", owners=""),
            lambda draft: first_evidence(draft, "1A", owners="Matron"),
        ),
    ),
    Example(
        "ORG-011",
        edited(
            lambda draft: draft.enter("organisation", "revision_date", ""),
            lambda draft: draft.row("domains", 1, years_active=""),
            lambda draft: draft.enter("reviewers", "trade_unions", ""),
        ),
        "Organisation||Revision date",
        'say "Not stated" for the revision date, the years of the action plan (Domain 2) and the trade unions that',
        edited(
            lambda draft: draft.enter("organisation", "revision_date", "n/a"),
            lambda draft: draft.enter("reviewers", "independent", ""),
        ),
    ),
    Example(
        "ORG-012",
        edited(lambda draft: draft.enter("organisation", "reporting_year", "2024/26")),
        "Organisation||Reporting year",
        '"2024/26" is no reporting year',
        edited(lambda draft: draft.enter("organisation", "reporting_year", "2024-25")),
    ),
    Example(
        "ORG-013",
        edited(lambda draft: draft.enter("organisation", "smallest_number", "ten")),
        "Organisation||Smallest number to publish",
        'Smallest number to publish reads "ten", which is no whole number, so 5 was taken',
        edited(lambda draft: draft.enter("organisation", "smallest_number", "10")),
    ),
    Example(
        "EVI-013",
        edited(lambda draft: all_evidence_of_two_services(draft, "Maternity")),
        "Services|Service 3|Service",
        "Service 3 (Urgent care) is rated, but all the evidence",
        edited(lambda draft: all_evidence_of_two_services(draft, "All services")),
    ),
    Example(
        "ROW-001",
        edited(lambda draft: draft.row("events", 1, date="")),
        "Events|G002|Date or period",
        '"Engagement events" is not complete in row 24: "Date or period" is missing',
        edited(lambda draft: draft.row("events", 1, who="", purpose="")),
    ),
    Example(
        "ROW-002",
        edited(lambda draft: draft.row("board_headings", 0, heading="")),
        "BoardHeadings|B001|Heading",
        '"Heading" is missing',
        edited(lambda draft: draft.row("board_headings", 0, text="")),
    ),
    Example(
        "ROW-003",
        edited(lambda draft: draft.clear("events")),
        "Events|23|Event",
        'The table "Engagement events" is still empty',
        edited(lambda draft: draft.clear("events").row("sheet_uses", 0, used="no")),
    ),
    Example(
        "ROW-004",
        edited(lambda draft: draft.row("actions", 0, outcome="4A")),
        "Actions|A001|Outcome or domain",
        'There is no outcome "4A"',
        edited(lambda draft: draft.row("actions", 0, outcome="Domain 1 (all outcomes)")),
    ),
    Example(
        "ROW-005",
        edited(lambda draft: first_evidence(draft, "2A", outcome="")),
        "Evidence2|E009|Outcome",
        "The evidence in row 17 has no outcome",
        edited(lambda draft: first_evidence(draft, "2A", outcome="", second=True)),
    ),
    Example(
        "ROW-006",
        edited(lambda draft: first_evidence(draft, "2A", outcome="", second=True)),
        "Evidence2|E010|Outcome",
        "Row 18 has no outcome and is read as more evidence for outcome 2A",
        edited(lambda draft: first_evidence(draft, "2A", outcome="2a", second=True)),
    ),
    Example(
        "ROW-007",
        edited(lambda draft: first_evidence(draft, "2A", ref="E001")),
        "Evidence2|E001|Ref",
        "More than one row has the Ref E001",
        edited(lambda draft: first_evidence(draft, "2A", ref="")),
    ),
    Example(
        "ROW-008",
        edited(lambda draft: first_evidence(draft, "2A", outcome="3A")),
        "Evidence2|E009|Outcome",
        "Outcome 3A belongs to Domain 3",
        edited(lambda draft: first_evidence(draft, "2A", outcome="2B")),
    ),
    Example(
        "ROW-010",
        edited(lambda draft: rows(draft, "actions", (1, 2), ref="")),
        "Actions|10|Ref",
        "Two rows have no Ref yet, beginning here",
        edited(
            lambda draft: rows(draft, "actions", (1, 2), ref=""),
            lambda draft: draft.enter("organisation", "stage", "Collecting"),
        ),
    ),
    Example(
        "ACT-001",
        edited(lambda draft: draft.clear("actions")),
        "Actions|9|Action",
        "No action is planned yet",
        edited(lambda draft: clear_but_first(draft, "actions")),
    ),
    Example(
        "ACT-002",
        edited(lambda draft: rows(draft, "actions", (2, 3, 4, 6), owners="", completion_date="")),
        "Actions|A003|Completion date",
        'in rows 11 to 13 and 15: "Completion date" and "Owners" are missing',
        edited(
            lambda draft: draft.row(
                "actions", 2, kind="No action identified", owners="", completion_date="", objective=""
            )
        ),
    ),
)
