"""Examples of what a careful reviewer would ask: who took part, how old, how much, when, and then what?"""

from __future__ import annotations

from tests.checks.drafts import Draft, edited
from tests.checks.edits import clear_but_first, dates, fields_of, first_evidence, rows
from tests.checks.example import Example

PARAGRAPH = (
    "What staff told us at two events and in the survey of September 2024, and what we did about it. " * 3
)


def other_evidence(draft: Draft, date: str, second: str = "") -> None:
    first_evidence(draft, "2C", date=date)
    first_evidence(draft, "2C", second=True, date=second)


def twice(draft: Draft, words: str) -> None:
    for code in ("2A", "2B"):
        first_evidence(draft, code, evidence=words)


def no_answers(draft: Draft) -> None:
    rows(draft, "answers", tuple(range(10)), service_1="", service_2="", service_3="")


def withheld(draft: Draft, publish: str) -> None:
    first_evidence(draft, "2A", publish="No")
    first_evidence(draft, "2A", second=True, outcome="", publish=publish)


EXAMPLES = (
    Example(
        "SCO-017",
        edited(lambda draft: draft.rate("2A", last_year=0, reason="")),
        "Ratings2|2A|Reason for rating",
        "Outcome 2A was rated 0 last year and 2 now",
        edited(
            lambda draft: draft.rate("2A", last_year=1, reason=""),
            lambda draft: draft.rate("2C", last_year=0),
            lambda draft: draft.rate("1A", last_year=0),
        ),
    ),
    Example(
        "SCO-018",
        edited(lambda draft: draft.row("texts", 0, text="Our EDS organisation rating is 17.")),
        "Texts|T001|Text",
        'the text gives the EDS score as 17, but the ratings give "19 – Developing"',
        edited(
            lambda draft: draft.row("texts", 0, text="Our EDS organisation rating is 19 (17 in 2023/24).")
        ),
    ),
    Example(
        "ORG-006",
        edited(lambda draft: draft.row("levels", 0, organisations="Our trust\nThe other trust")),
        "Levels|Individual organisation|Organisations",
        '"Individual organisation" lists several organisations',
        edited(lambda draft: draft.row("levels", 0, organisations="Our trust and all of its sites")),
    ),
    Example(
        "ORG-007",
        edited(lambda draft: draft.row("events", 1, domain="Domain 1")),
        "Events|G001|Domain",
        "No engagement event is listed for Domain 2",
        edited(
            lambda draft: clear_but_first(draft, "events"),
            lambda draft: draft.row("events", 0, domain="All domains"),
        ),
    ),
    Example(
        "ORG-008",
        edited(
            lambda draft: fields_of(draft, "reviewers", trade_unions="", independent=""),
            lambda draft: draft.row("events", 2, purpose="Scoring"),
        ),
        "Reviewers||Trade unions",
        "Neither trade unions nor independent reviewers are named",
        edited(lambda draft: fields_of(draft, "reviewers", trade_unions="", independent="")),
    ),
    Example(
        "ORG-009",
        edited(lambda draft: draft.row("previous_actions", 0, services="Maternity and dentistry")),
        "Services|Service 1|Why chosen",
        "Maternity was assessed last year too",
        edited(
            lambda draft: draft.row("previous_actions", 0, services="Maternity and dentistry"),
            lambda draft: draft.row("services", 0, why_chosen="Not all actions were completed."),
        ),
    ),
    Example(
        "ORG-010",
        edited(lambda draft: draft.row("services", 1, short_name="maternity")),
        "Services|Service 2|Short name",
        'Service 1 and Service 2 are both called "maternity"',
        edited(lambda draft: draft.row("services", 1, short_name="Maternity at home")),
    ),
    Example(
        "ORG-014",
        edited(
            lambda draft: rows(draft, "answers", (0, 3, 4, 5), service_1=""),
            lambda draft: draft.row("answers", 2, service_3=""),
        ),
        "Questionnaire|1|Service 1",
        "Four questions for Maternity (D9 and D12 to D14) and one question for Urgent care (F11) are not answered.",
        edited(
            lambda draft: rows(draft, "answers", (0, 3, 4, 5), service_1=""),
            lambda draft: draft.enter("organisation", "stage", "Scored"),
        ),
    ),
    Example(
        "ORG-015",
        edited(no_answers),
        "Questionnaire|1|Service 1",
        "No question on engagement and evidence is answered, so the report leaves all 10 of them out.",
        edited(no_answers, lambda draft: draft.row("answers", 9, service_2="n/a")),
    ),
    Example(
        "EVI-006",
        edited(lambda draft: other_evidence(draft, "September 2022", "2022")),
        "Evidence2|E013|Date or period",
        "All evidence for outcome 2C is from before",
        edited(lambda draft: other_evidence(draft, "September 2022")),
    ),
    Example(
        "EVI-007",
        edited(
            lambda draft: draft.rate("2A", rating=3).rate("2C", rating=1),
            lambda draft: first_evidence(draft, "2A", second=True, figure=""),
        ),
        "Ratings2|2A|Outcome",
        "Outcome 2A is rated 3 (Excelling) with only",
        edited(lambda draft: draft.rate("2A", rating=3).rate("2C", rating=1)),
    ),
    Example(
        "EVI-008",
        edited(lambda draft: other_evidence(draft, "September 2022")),
        "Evidence2|E013|Date or period",
        'Evidence dated "September 2022" is from before the twelve months',
        edited(lambda draft: other_evidence(draft, "Since September 2022")),
    ),
    Example(
        "EVI-009",
        edited(lambda draft: first_evidence(draft, "2A", evidence="In the survey 62% agreed.", date="")),
        "Evidence2|E009|Date or period",
        "Row 17 gives figures of a survey without saying when it was",
        edited(
            lambda draft: first_evidence(draft, "2A", evidence="In the survey of 2024 62% agreed.", date="")
        ),
    ),
    Example(
        "EVI-010",
        edited(lambda draft: first_evidence(draft, "2A", evidence=("A sentence. " * 2500).strip() + "!")),
        "Evidence2|E009|Evidence",
        "the text has 30,000 characters",
        edited(lambda draft: first_evidence(draft, "2A", evidence=("A sentence. " * 2400).strip())),
    ),
    Example(
        "EVI-011",
        edited(lambda draft: twice(draft, PARAGRAPH.strip())),
        "Evidence2|E011|Evidence",
        "The evidence for outcome 2B is word for word the same as for outcome 2A",
        edited(lambda draft: twice(draft, PARAGRAPH[:199])),
    ),
    Example(
        "EVI-012",
        edited(lambda draft: first_evidence(draft, "2A", heading="Outcome 2B: free from abuse")),
        "Evidence2|E009|Heading",
        "the row is for outcome 2A, but the text begins or is titled like outcome 2B",
        edited(lambda draft: first_evidence(draft, "2A", heading="2A: support; see 2B too")),
    ),
    Example(
        "ROW-009",
        edited(lambda draft: withheld(draft, "")),
        "Evidence2|E010|Publish",
        "Row 18 continues the row that is not published and is withheld with it",
        edited(lambda draft: withheld(draft, "No")),
    ),
    Example(
        "ACT-003",
        edited(lambda draft: draft.row("actions", 5, outcome="2A")),
        "Ratings2|2B|Outcome",
        "Outcome 2B is rated 1 (Developing), but the action plan says nothing about it",
        edited(lambda draft: draft.row("actions", 5, outcome="Domain 2 (all outcomes)")),
    ),
    Example(
        "ACT-004",
        edited(lambda draft: rows(draft, "actions", (0, 2), completion_date="January 2025")),
        "Actions|A001|Completion date",
        "is before the action plan was authorised (6 February 2025) (here and in one more row)",
        edited(
            lambda draft: draft.row("actions", 0, completion_date="February 2025"),
            lambda draft: draft.row("actions", 1, completion_date="January 2025 and ongoing"),
            lambda draft: draft.row("actions", 2, completion_date="January 2025", status="Completed"),
        ),
    ),
    Example(
        "ACT-005",
        edited(lambda draft: rows(draft, "domains", (0, 1, 2), years_active="0")),
        "DomainDetails|Domain 1|Years active",
        'Years active reads "0", which is no year (here and in two more rows)',
        edited(
            lambda draft: draft.row("domains", 0, years_active="2022,2023,2024"),
            lambda draft: draft.row("domains", 1, years_active="2023 – 2028"),
            lambda draft: draft.row("domains", 2, years_active="n/a"),
        ),
    ),
    Example(
        "ACT-006",
        edited(lambda draft: draft.row("previous_actions", 1, update="")),
        "PreviousActions|P002|Update",
        "An action of last year is still open without an update",
        edited(
            lambda draft: draft.row("previous_actions", 1, update=""),
            lambda draft: draft.row("actions", 0, action="Train  managers"),
            lambda draft: draft.row("previous_actions", 0, update=""),
        ),
    ),
    Example(
        "DAT-001",
        edited(lambda draft: dates(draft, date_authorised="10 January 2025")),
        "Organisation||Date authorised",
        "says that the assessment was authorised before it was completed (20 January 2025)",
        edited(
            lambda draft: dates(
                draft, date_completed="28 February 2025", date_authorised="February 2025", date_sent=""
            )
        ),
    ),
    Example(
        "DAT-002",
        edited(lambda draft: dates(draft, published="March 2025")),
        "Organisation||Month and year published",
        "is after 28 February 2025, by which the report for 2024/25 was to be published",
        edited(lambda draft: dates(draft, published="28 February 2025")),
    ),
    Example(
        "DAT-003",
        edited(lambda draft: draft.row("events", 0, date="January 2024")),
        "Events|G001|Date or period",
        '"January 2024" (Stakeholder event) is not within the twelve months',
        edited(lambda draft: draft.row("events", 0, date="January 2024 to May 2024")),
    ),
    Example(
        "DAT-004",
        edited(lambda draft: dates(draft, revision_date="January 2024")),
        "Organisation||Revision date",
        "which is not after the assessment was completed (20 January 2025)",
        edited(lambda draft: dates(draft, revision_date="January 2025")),
    ),
    Example(
        "DAT-005",
        edited(lambda draft: dates(draft, date_sent="31 February 2025")),
        "Organisation||Date sent to NHS England",
        '"31 February 2025" is no date that can be read',
        edited(lambda draft: dates(draft, date_sent="n/a")),
    ),
)
