"""Complete assessments, made by hand: three services, every rating, evidence, owners, actions, all sheets."""

from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import (
    Action,
    Answer,
    Approval,
    Assessment,
    BoardHeading,
    BoardPaper,
    DomainDetails,
    DomainOne,
    EngagementEvent,
    EqualityObjective,
    Evidence,
    Figure,
    GlossaryEntry,
    HistoryYear,
    Level,
    Organisation,
    OutcomeRating,
    PreviousAction,
    ReportText,
    Reviewers,
    Service,
    SheetUse,
)
from eds_xl.assessment.scoring import score
from eds_xl.standard import DOMAINS, METHODS, OUTCOMES, QUESTIONS
from eds_xl.workbook.writing import recorded_score

THREE_SERVICES, AGREED, ONE_SERVICE = (method.choice for method in METHODS)

ORGANISATION = Organisation(
    name="Northern Vale NHS Foundation Trust",
    ods_code="RX0",
    organisation_type="NHS foundation trust",
    integrated_care_systems="Northern Vale",
    board_sponsors="Chief People Officer",
    eds_leads="Head of Equality, Diversity and Inclusion",
    reporting_year="2024/25",
    stage="Published",
    classification="Official",
    date_completed="20 January 2025",
    date_authorised="6 February 2025",
    published="February 2025",
    revision_date="January 2026",
    date_sent="20 February 2025",
    report_address="https://www.example.org/eds",
    contact_team="Equality, Diversity and Inclusion Team",
    contact_email="edi.team@example.org",
    contact_telephone="01234 567890",
    other_formats="If you need this report in another format or language, please contact us.",
    smallest_number="5",
)

SERVICES = (
    Service("Service 1", name="Maternity Service", short_name="Maternity", core20plus5="Yes"),
    Service("Service 2", name="Community Pharmacy", short_name="Pharmacy", core20plus5="No"),
    Service("Service 3", name="Urgent Community Response", short_name="Urgent care", core20plus5="No"),
)

# Services total 8, 6 and 7, so Domain 1 counts 7; Domain 2 counts 7, Domain 3 counts 5: 19, Developing.
_DOMAIN_1 = {"1A": (2, 1, 2), "1B": (2, 2, 1), "1C": (2, 2, 2), "1D": (2, 1, 2)}
_OTHERS = {"2A": 2, "2B": 1, "2C": 2, "2D": 2, "3A": 2, "3B": 2, "3C": 1}


def _rating(code: str) -> OutcomeRating:
    owners, last_year = f"Lead for outcome {code}", 1
    if code in _DOMAIN_1:
        first, second, third = _DOMAIN_1[code]
        return OutcomeRating(
            code, service_1=first, service_2=second, service_3=third, owners=owners, last_year=last_year
        )
    return OutcomeRating(code, rating=_OTHERS[code], owners=owners, reason="As agreed.", last_year=last_year)


def _evidence() -> tuple[Evidence, ...]:
    """Return two rows for each outcome, the second from one service or citing a figure."""
    rows: list[Evidence] = []
    for number, outcome in enumerate(OUTCOMES):
        survey = "The survey of September 2024 shows better results for every group."
        first = Evidence(
            outcome.domain, outcome.code, survey, origin="Staff and patient survey", date="September 2024"
        )
        second = Evidence(outcome.domain, outcome.code, "Feedback was good.", figure="F1")
        if outcome.domain == 1:
            second = replace(
                second, service=("Maternity", "Service 2", "All services")[number % 3], figure=""
            )
        rows += [replace(first, ref=f"E{2 * number + 1:03}"), replace(second, ref=f"E{2 * number + 2:03}")]
    return tuple(rows)


def complete_assessment() -> Assessment:
    """Return a published assessment in which nothing is missing and nothing is wrong: 19, Developing."""
    assessment = Assessment(
        organisation=ORGANISATION,
        sheet_uses=tuple(
            SheetUse(sheet, "Yes")
            for sheet in (
                "Engagement",
                "Previous actions",
                "Figures",
                "Report texts",
                "Board paper",
                "Glossary",
            )
        ),
        levels=(Level("Individual organisation", "Northern Vale NHS Foundation Trust"),),
        domains=tuple(DomainDetails(domain.name, years_active="2025/26") for domain in DOMAINS),
        equality_objectives=(EqualityObjective("1", "Better access for everybody", "2023 – 2027"),),
        history=(HistoryYear("2023/24", total="11", band="Developing"),),
        domain_1=DomainOne(THREE_SERVICES),
        services=SERVICES,
        ratings=tuple(_rating(outcome.code) for outcome in OUTCOMES),
        reviewers=Reviewers("Staff side chair", "Equality lead of a neighbouring trust"),
        evidence=_evidence(),
        figures=(
            Figure(
                "F1", "Staff survey", "NHS Staff Survey 2024", "Table", column_1="Group", column_2="Score"
            ),
            Figure("F1", column_1="All staff", column_2="7.1"),
        ),
        previous_actions=(
            PreviousAction("1A", "Offer evening appointments", "Completed", "In place", ref="P001"),
            PreviousAction("2B", "Train managers", "Ongoing", "Half of them are trained", ref="P002"),
        ),
        actions=tuple(
            Action(
                outcome.code,
                "Review access with patients and staff",
                "Better results for every group",
                "October 2025",
                "Service lead",
                status="Not started",
                kind="Action",
                ref=f"A{number:03}",
            )
            for number, outcome in enumerate(OUTCOMES, 1)
        ),
        answers=tuple(
            Answer(str(question.number), "By survey", "At two events", "n/a") for question in QUESTIONS
        ),
        events=(
            EngagementEvent(
                "Domain 1", "Stakeholder event", "12 November 2024", "Patients", "Scoring", ref="G001"
            ),
            EngagementEvent("Domain 2", "Staff event", "14 November 2024", "Staff", "Scoring", ref="G002"),
            EngagementEvent(
                "Domain 3", "Peer review", "9 December 2024", "Peers", "Independent review", ref="G003"
            ),
        ),
        texts=(ReportText("Introduction", "This is our third report.", ref="T001"),),
        board_paper=BoardPaper(
            board="Board of Directors", meeting_date="6 February 2025", action_required="Approve"
        ),
        approvals=(Approval("People Committee", "30 January 2025", "Recommended"),),
        board_headings=(BoardHeading("Purpose of Report", "To approve the report.", ref="B001"),),
        glossary=(GlossaryEntry("EDS", "Equality Delivery System", ref="X001"),),
    )
    return with_recorded_score(assessment)


def with_recorded_score(assessment: Assessment) -> Assessment:
    """Return an assessment whose score is recorded on the Score card."""
    return replace(assessment, recorded=recorded_score(score(assessment), "20 January 2025", "eds-xl 0.1.0"))
