"""An assessment in which everything is filled in, by small builders; nobody and nothing in it is real."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from eds_xl.assessment.model import (
    SERVICES,
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
    Recorded,
    ReportText,
    Reviewers,
    Service,
    SheetUse,
)
from eds_xl.standard import METHODS, OUTCOMES, QUESTIONS

THREE, AGREED, ONE = (method.choice for method in METHODS)


def ratings(*, services: str = "", agreed: str = "", others: str = "2222221") -> tuple[OutcomeRating, ...]:
    """Ratings by outcome: ``services`` holds three words of four digits, a "-" for a rating not given."""
    rows = services.split() or ["----"] * 3
    agreed = agreed or "----"

    def digit(words: str, position: int) -> int | None:
        return None if words[position] == "-" else int(words[position])

    first, second, third = rows
    of_domain_1 = (
        OutcomeRating(outcome.code, digit(first, n), digit(second, n), digit(third, n), digit(agreed, n))
        for n, outcome in enumerate(OUTCOMES[:4])
    )
    of_others = (OutcomeRating(o.code, rating=digit(others, n)) for n, o in enumerate(OUTCOMES[4:]))
    return (*of_domain_1, *of_others)


def services(*names: str) -> tuple[Service, ...]:
    """The three services with some names."""
    return tuple(Service(number, name) for number, name in zip_longest(SERVICES, names, fillvalue=""))


def minimal(**changes: object) -> Assessment:
    """A short assessment with agreed ratings: 8 + 6 + 5 = 19."""
    made = Assessment(
        organisation=Organisation(name="Ashford Vale NHS Trust", reporting_year="2024/25"),
        domain_1=DomainOne(AGREED),
        ratings=ratings(agreed="2222", others="2220221"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


_SENTENCE = (
    "Waiting times were looked at by ethnicity, sex and deprivation with the voluntary sector, and the "
    "longest waits were found among people who need an interpreter. "
)


def _evidence() -> tuple[Evidence, ...]:
    long = "\n\n".join(f"{_SENTENCE * 3}Part {n} of the account of access." for n in range(6))
    return (
        Evidence(
            1,
            "1A",
            f"Three routes lead in:\n• by telephone\n• through a GP\n• by self-referral\n\n{long}",
            "Response",
            "Patient experience manager",
            "September 2024",
            "Evidence from provider",
            "Update 2024/25",
            "Access improved for most groups; interpreters remain the gap.",
            "Race; disability",
            "F1",
            "https://www.example.nhs.uk/access",
        ),
        Evidence(1, "", "A second paragraph pasted beneath the first."),
        Evidence(1, "1A", "The detox ward takes referrals from the whole region.", "Detox", "Ward manager"),
        Evidence(
            1, "1A", "All services use the accessible information flag.", "All services", "Head of equality"
        ),
        Evidence(1, "1A", "The board reviewed access across the county.", "Organisation-wide"),
        Evidence(
            1, "1B", "Care plans are written with the person.", "Maternity", "Midwifery lead", figure="F2"
        ),
        Evidence(1, "1C", "Withheld: an incident under investigation.", "Maternity", publish="No"),
        Evidence(1, "1C", "Harm reviews are shared with families.", figure="F3"),
        Evidence(1, "1D", "Nine in ten would recommend the service.", origin="Friends and Family Test"),
        Evidence(
            2, "2A", "Wellbeing champions meet monthly.\n1. Plan\n2. Do\n3. Review", owners="HR", groups="Age"
        ),
        Evidence(2, "2B", "A civility code was agreed with trade unions.", figure="F4"),
        Evidence(2, "2C", "Speak-up guardians are on every site."),
        Evidence(2, "2D", "Survey\tReplies\n2023\t61%\n2024\t64%", date="Autumn 2024", owners="OD team"),
        Evidence(
            3, "3A", "Board members sponsor the staff networks.", owners="Corporate team", link="no address"
        ),
        Evidence(
            3,
            "3B",
            "Every paper carries an equality impact assessment.",
            heading="Cover sheet",
            origin="Board papers",
        ),
        Evidence(3, "", "Committees do the same.", heading="Committees"),
        Evidence(
            3,
            "3C",
            "Progress is reported each quarter.",
            analysis="Reporting is regular but not yet by ethnicity.",
        ),
    )


def _figures() -> tuple[Figure, ...]:
    return (
        Figure(
            "F1", "Referrals by route", "Service records, 2024", "Table", column_1="Route", column_2="People"
        ),
        Figure("F1", column_1="Telephone", column_2="412"),
        Figure("F1", column_1="Self-referral", column_2="97"),
        Figure(
            "F2",
            "Plans by group",
            "Audit, spring 2024",
            "Column chart",
            alternative="The share rises in every group.",
            column_1="Group",
            column_2="Quarter 1",
            column_3="Quarter 2",
            column_4="Quarter 3",
            column_5="Quarter 4",
            column_6="Change",
        ),
        Figure(
            "F2", column_1="Asian", column_2="61", column_3="64", column_4="66", column_5="70", column_6="9"
        ),
        Figure(
            "F2", column_1="White", column_2="72", column_3="71", column_4="75", column_5="74", column_6="2"
        ),
        Figure(
            "F3",
            "The path of a review",
            show_as="Picture",
            picture_file="path.png",
            alternative="Four steps in a row",
        ),
        Figure(
            "F4", "Reports of abuse", "Incident system", "Line chart", column_1="Year", column_2="Reports"
        ),
        Figure("F4", column_1="2023", column_2="31"),
        Figure("F4", column_1="2024", column_2="-3"),
        Figure("F9", "Nobody cites this", "Old file", "Table", column_1="Town", column_2="Share"),
        Figure("F9", column_1="Northgate", column_2="12"),
    )


def _previous_actions() -> tuple[PreviousAction, ...]:
    return (
        PreviousAction(
            "1A",
            "Feature the accessible information standard in training",
            "Completed",
            "Built into the welcome pack:\n- blueprint letters\n- a champion on the committee",
            "Widen access",
            "March 2024",
            "Training lead",
            "Perinatal",
            "1, 2",
            "F1",
        ),
        PreviousAction("1D", "Share themes with carers", "Carried forward", "A new format is being tried."),
        PreviousAction("2B", "Relaunch the network", "Ongoing"),
        PreviousAction(
            "Domain 3 (all outcomes)", "Train the board", "No longer required", "Merged with induction."
        ),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            "1A", "Publish where to refer", "Make referral routes known", "October 2024", "Communications"
        ),
        Action(
            "1A",
            "Design leaflets with carers",
            "Make referral routes known",
            "October 2024",
            "Communications",
        ),
        Action(
            "1A", "Book interpreters at referral", "Make referral routes known", "March 2025", "Service lead"
        ),
        Action(
            "1B",
            "Audit care plans by ethnicity",
            "Know who is left out",
            "Ongoing",
            "Audit team",
            "Maternity",
            "2",
        ),
        Action(
            "2A",
            "Train managers in wellbeing talks",
            "Support staff",
            "September 2024 and ongoing",
            "OD team",
        ),
        Action(
            "2D",
            "Nothing more is planned until the survey closes",
            "Improve experience",
            kind="No action identified",
        ),
        Action(
            "Domain 3 (all outcomes)",
            "Agree objectives for each director",
            "Lead by example",
            "",
            "Chair",
            status="Ongoing",
        ),
    )


def _texts() -> tuple[ReportText, ...]:
    return (
        ReportText("Introduction", "We serve half a million people in Ashford Vale.", "Who we are"),
        ReportText("Introduction", "The trust was formed of two others."),
        ReportText("How we scored", "Panels of patients scored each service in a morning."),
        ReportText("Previous actions", "Most of last year's plan was carried out."),
        ReportText(
            "Domain 1",
            "The three services were chosen with the integrated care board.",
            "How we chose",
            "Domain 1",
        ),
        ReportText("Introduction", "Staff networks met twice.", "Staff voice", "Domain 2"),
        ReportText("Action plan: Patients", "People told us that letters are hard to read."),
        ReportText("Action plan: Workforce", "Staff asked for quicker adjustments."),
        ReportText("Action plan: Leadership", "Directors will visit each site.", "Visibility"),
        ReportText("Next steps", "The plan is reviewed every quarter."),
    )


def rich() -> Assessment:
    """The assessment with everything, three services rated apart: 8 + 8 + 5 = 21."""
    entered = ratings(services="2222 1122 3233", others="2222221")
    outcomes = tuple(
        replace(
            rating,
            owners="Chief nurse" if rating.outcome == "1A" else rating.owners,
            reason=f"Reason given for outcome {rating.outcome}.",
            proposed=3 if rating.outcome == "2A" else None,
            scored_by="Patients' panel" if rating.outcome.startswith("1") else "Staff panel",
            last_year="n/a" if rating.outcome == "1A" else 1,
        )
        for rating in entered
    )
    return Assessment(
        organisation=Organisation(
            name="Ashford Vale NHS Trust",
            ods_code="RZ9",
            organisation_type="NHS trust",
            integrated_care_systems="Ashford and Weald\nNorth Downs",
            board_sponsors="Chief nurse",
            eds_leads="Head of equality\nDeputy director of people",
            reporting_year="2024/25",
            stage="For approval",
            report_title="Equality at Ashford Vale",
            this_year_label="Rating 2024/25",
            last_year_label="Rating the year before",
            classification="Official: Sensitive",
            date_completed="21 January 2025",
            date_authorised="February 2025",
            published="March 2025",
            revision_date="February 2026",
            date_sent="1 March 2025",
            report_address="https://www.example.nhs.uk/eds",
            contact_team="Equality team",
            contact_email="equality@example.nhs.uk",
            contact_telephone="01632 960001",
            other_formats="Ask us for large print, easy read or another language.",
            smallest_number="5",
        ),
        sheet_uses=(SheetUse("Figures", "Yes"),),
        levels=(
            Level("Individual organisation", "Ashford Vale NHS Trust"),
            Level("Partnership", "Weald Trust\nCare charity", "Domain 1"),
        ),
        domains=(
            DomainDetails(
                "Domain 1",
                "Patient experience lead",
                "Plan lead one",
                "Plan sponsor one",
                "2024-27",
                "May 2025",
                "three years",
            ),
            DomainDetails("Domain 2", years_active="2024/25"),
            DomainDetails("Domain 3"),
        ),
        equality_objectives=(
            EqualityObjective("1", "Equal access to care", "2023-27"),
            EqualityObjective("2", "Better information", "2024-28"),
        ),
        history=(
            HistoryYear("2023/24", "https://www.example.nhs.uk/eds-2023", "7", "6", "5", "18", "Developing"),
            HistoryYear("2022/23", total="not scored"),
        ),
        domain_1=DomainOne(THREE),
        services=(
            Service(
                "Service 1",
                "Urgent response team",
                "Response",
                "Community directorate",
                "Trust A\nTrust B",
                "Matron",
                "No",
                "Growing demand",
            ),
            Service("Service 2", "Detox ward", "Detox", core20plus5="Yes"),
            Service("Service 3", "Maternity and neonatal", "Maternity", why_chosen="National priority"),
        ),
        ratings=outcomes,
        reviewers=Reviewers(
            "UNISON branch secretary\nRCN representative", "Peer reviewer of a neighbouring trust"
        ),
        evidence=_evidence(),
        figures=_figures(),
        previous_actions=_previous_actions(),
        actions=_actions(),
        answers=tuple(
            Answer(str(q.number), f"Answer {q.number} on response.", "None" if q.number % 2 else "", "")
            for q in QUESTIONS
        ),
        events=(
            EngagementEvent(
                "Domain 1",
                "Stakeholder review",
                "19 October 2024",
                "Patients\nCarers",
                "Scoring",
                "1A and 1B",
            ),
            EngagementEvent(
                "Domain 3", "Review by a neighbour", "11 January 2025", "A peer trust", "Independent review"
            ),
            EngagementEvent("All domains", "Public meeting", "Q3 2024", purpose="Engagement"),
        ),
        texts=_texts(),
        board_paper=BoardPaper("Board of Directors", "Part I", "May 2025"),
        approvals=(
            Approval("People committee", "April 2025", "Recommended", "PC/25/14"),
            Approval("Trust board", decision="Approved"),
        ),
        board_headings=(BoardHeading("Purpose of Report", "To approve."),),
        glossary=(
            GlossaryEntry("GP", "General Practitioner"),
            GlossaryEntry("VSM", "Very Senior Manager"),
            GlossaryEntry("HR", "Human Resources"),
            GlossaryEntry("ZZZ", "Never printed"),
        ),
        recorded=Recorded("7", "8", "5", "20"),
    )
