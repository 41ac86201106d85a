from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import (
    Action,
    DomainDetails,
    PreviousAction,
)
from eds_xl.standard import DOMAINS, OUTCOMES
from tests.report.report_reading import (
    headings_of,
    report,
    rows_of,
)
from tests.report.rich_assessment import minimal, rich

# --- actions


def test_actions_with_the_same_outcome_and_objective_form_a_block() -> None:
    def act(text: str, owner: str) -> Action:
        return Action("1A", text, "Aim", "May 2025", owner)

    document = report(minimal(actions=(act("One", "X"), act("Two", "X"))))
    assert rows_of(document, "plan-domain-1") == [[OUTCOMES[0].full_title, "Aim", "One Two", "May 2025", "X"]]
    document = report(minimal(actions=(act("One", "X"), act("Two", "Y"))))
    assert rows_of(document, "plan-domain-1") == [
        [OUTCOMES[0].full_title, "Aim", "One", "May 2025", "X"],
        ["1A continued", "As above", "Two", "May 2025", "Y"],
    ]


def test_columns_of_the_plan_stand_only_where_something_is_entered() -> None:
    document = report(minimal(actions=(Action("2B", "Do it", status="Ongoing"), Action("2C", "And that"))))
    assert headings_of(document, "plan-domain-2") == [
        "Outcome",
        "Objective",
        "Action",
        "Completion date",
        "Status",
    ]
    assert [row[1:] for row in rows_of(document, "plan-domain-2")] == [
        ["–", "Do it", "Not stated", "Ongoing"],
        ["–", "And that", "Not stated", "–"],
    ]


def test_no_action_is_printed_with_its_reason_and_needs_no_date() -> None:
    rows = rows_of(report(rich()), "plan-domain-2")
    assert rows[1][2:] == ["No action identified: Nothing more is planned until the survey closes", "–", "–"]


def test_actions_for_no_domain_are_not_lost() -> None:
    document = report(
        minimal(actions=(Action("", "Alone"),), previous_actions=(PreviousAction("4A", "Odd"),))
    )
    assert rows_of(document, "plan-other")[0][:3] == ["Outcome not stated", "–", "Alone"]
    assert rows_of(document, "previous-other")[0][:2] == ["4A", "Odd"]


def test_the_plan_s_head_is_one_table_unless_the_domains_differ() -> None:
    organisation = replace(minimal().organisation, eds_leads="Head of equality", date_authorised="May 2025")
    same = report(minimal(organisation=organisation))
    assert rows_of(same, "action-plan") == [
        ["EDS Lead", "Head of equality"],
        ["Year(s) active", "Not stated"],
        ["EDS Sponsor", "Not stated"],
        ["Authorisation date", "May 2025"],
    ]
    domains = tuple(DomainDetails(domain.name, years_active=f"202{domain.number}") for domain in DOMAINS)
    assert [row[2] for row in rows_of(report(minimal(domains=domains)), "action-plan")] == [
        "2021",
        "2022",
        "2023",
    ]
