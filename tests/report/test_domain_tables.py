from __future__ import annotations

from dataclasses import replace

import pytest

from eds_xl.assessment import model
from eds_xl.assessment.model import (
    EngagementEvent,
    Evidence,
    HistoryYear,
    Organisation,
    Reviewers,
)
from eds_xl.report.last_year import last_year_name
from eds_xl.standard import OUTCOMES
from tests.report.report_reading import (
    headings_of,
    report,
    rows_of,
    section_words,
    tables_of,
    texts_of,
    words_of,
)
from tests.report.rich_assessment import ONE, THREE, minimal, ratings, rich, services

# --- domains


def test_one_row_an_outcome_where_ratings_are_agreed() -> None:
    document = report(minimal())
    assert headings_of(document, "domain-1") == [
        "Domain",
        "Outcome",
        "Evidence",
        "Rating",
        "Owner (Dept/Lead)",
    ]
    rows = rows_of(document, "domain-1")
    assert [row[1][:2] for row in rows] == ["1A", "1B", "1C", "1D", "Do"]
    assert rows[0] == [
        "Domain 1",
        OUTCOMES[0].full_title,
        "No evidence recorded",
        "2 – Achieving",
        "Not stated",
    ]
    assert rows[-1][1] == "Domain 1: Commissioned or provided services overall rating"
    assert rows[-1][2:] == ["The sum of the agreed ratings", "8 out of 12", "–"]
    assert "Domain 1 counts 8, the sum of the agreed ratings: 2 + 2 + 2 + 2." in section_words(
        document, "domain-1"
    )


def test_services_rated_apart_have_rows_of_their_own() -> None:
    document = report(rich())
    rows = rows_of(document, "domain-1")
    assert [row[1] for row in rows[:4]] == [
        OUTCOMES[0].full_title,
        "1A: Response",
        "1A: Detox",
        "1A: Maternity",
    ]
    assert [row[4] for row in rows[:4]] == [
        *("Rated by service, below", "2 – Achieving", "1 – Developing", "3 – Excelling"),
    ]
    assert "Three routes lead in" in rows[1][2]
    assert "A second paragraph pasted beneath the first." in rows[1][2]
    assert rows[2][2] == "The detox ward takes referrals from the whole region."
    assert [row[-1] for row in rows[:4]] == [
        *("Chief nurse", "Patient experience manager", "Ward manager", "Chief nurse"),
    ]
    totals = next(table for table in tables_of(document) if table.title.startswith("Total of each service"))
    assert [texts_of(row)[-2:] for row in totals.rows] == [
        *(["8 out of 12", "Yes"], ["6 out of 12", "No"], ["11 out of 12", "No"]),
    ]


def test_agreed_ratings_and_ratings_of_services_stand_together_where_both_are_given() -> None:
    three = services("Alpha", "Beta", "Gamma")
    grid = ratings(services="2222 1111 ----", agreed="2121")
    agreed = report(minimal(services=three, ratings=grid))
    assert [row[3] for row in rows_of(agreed, "domain-1")[:4]] == [
        *("2 – Achieving", "2 – Achieving", "1 – Developing", "Not yet rated"),
    ]
    full = ratings(services="2222 1111 3333", agreed="2121")
    by_service = minimal(services=three, ratings=full, domain_1=model.DomainOne(THREE))
    assert (
        rows_of(report(by_service), "domain-1")[0][3] == "2 – Achieving (agreed; the services' ratings count)"
    )


def test_one_service_needs_no_rows_of_its_own() -> None:
    assessment = minimal(
        services=services("Maternity"),
        ratings=ratings(services="1112 ---- ----", others="1101110"),
        domain_1=model.DomainOne(ONE),
        evidence=(Evidence(1, "1A", "Text.", "Maternity"),),
    )
    document = report(assessment)
    rows = rows_of(document, "domain-1")
    assert [row[3] for row in rows] == [*["1 – Developing"] * 3, "2 – Achieving", "5 out of 12"]
    assert rows[0][2] == "Maternity Text."
    assert "10 – Developing" in section_words(document, "organisation-rating")


def test_the_note_on_outcome_medians_is_printed_where_they_differ() -> None:
    grid = ratings(services="0330 3003 1111")
    assessment = minimal(services=services("A", "B", "C"), ratings=grid, domain_1=model.DomainOne(THREE))
    assert "adding the middle rating of each outcome would give 4" in section_words(
        report(assessment), "domain-1"
    )


def test_missing_ratings_are_said_and_never_counted() -> None:
    grid = ratings(agreed="2-22", others="222-221")
    document = report(minimal(ratings=grid))
    assert rows_of(document, "domain-1")[1][3] == "Not yet rated"
    assert rows_of(document, "domain-1")[-1][2:4] == ["–", "Not yet rated"]
    assert "Not yet rated: 9 of 11 outcomes rated" in section_words(document, "organisation-rating")
    scores = rows_of(document, "scores")
    assert [row[1] for row in scores if row[1] == "Not yet rated"] == ["Not yet rated"] * 5


@pytest.mark.parametrize("entry", ["7.5", 4, -1, "n/a"])
def test_an_entry_that_is_no_rating_is_not_printed_as_one(entry: int | str) -> None:
    grid = tuple(replace(r, rating=entry) if r.outcome == "2A" else r for r in minimal().ratings)
    assert rows_of(report(minimal(ratings=grid)), "domain-2")[0][3] == "Not yet rated"


def test_last_year_s_ratings_get_a_column_only_where_there_are_any() -> None:
    last_years: dict[str, int | str] = {"2A": 2, "2B": "n/a"}
    grid = tuple(replace(r, last_year=last_years.get(r.outcome)) for r in minimal().ratings)
    document = report(minimal(ratings=grid))
    assert headings_of(document, "domain-2")[4] == "Rating 2023/24"
    assert [row[4] for row in rows_of(document, "domain-2")] == ["2 – Achieving", "n/a", "–", "–", "–"]
    assert "Rating 2023/24" not in headings_of(document, "domain-1")


def test_evidence_keeps_sheet_order_under_its_headings_and_names_a_shared_source_once() -> None:
    evidence = (
        Evidence(2, "2A", "First.", heading="Survey", origin="Staff survey", date="2024"),
        Evidence(2, "", "Second."),
        Evidence(2, "2A", "Third.", heading="Survey", groups="Age", owners="HR"),
        Evidence(2, "2A", "Fourth.", heading="Networks"),
    )
    rows = rows_of(report(minimal(evidence=evidence)), "domain-2")
    expected = "Survey First. Second. Source: Staff survey · Date: 2024 Third. Groups: Age Networks Fourth."
    assert rows[0][2] == expected
    assert rows[0][-1] == "HR"


def test_evidence_and_its_analysis_stand_side_by_side() -> None:
    evidence = (
        Evidence(2, "2A", "Question 1", owners="HR", analysis="Better than last year."),
        Evidence(2, "", "and its notes"),
        Evidence(2, "2A", "Question 2", analysis="Worse."),
        Evidence(2, "2A", "Policies"),
        Evidence(2, "2A", "Networks"),
    )
    grid = tuple(replace(r, reason="Mixed.") if r.outcome == "2A" else r for r in minimal().ratings)
    document = report(minimal(evidence=evidence, ratings=grid))
    assert headings_of(document, "domain-2")[2:4] == ["Evidence", "Analysis"]
    as_above = ["As above", "As above"]
    assert [row[1:] for row in rows_of(document, "domain-2")[:3]] == [
        [OUTCOMES[4].full_title, "Question 1 and its notes", "Better than last year.", "2 – Achieving", "HR"],
        ["2A continued", "Question 2", "Worse.", *as_above],
        ["2A continued", "Policies Networks Reason for rating: Mixed.", "–", *as_above],
    ]


def test_an_owner_beside_the_outcome_s_own_is_named_with_the_evidence() -> None:
    grid = tuple(replace(r, owners="Board") if r.outcome == "3A" else r for r in minimal().ratings)
    evidence = (Evidence(3, "3A", "One.", owners="Corporate team"), Evidence(3, "3A", "Two.", owners="Board"))
    row = rows_of(report(minimal(ratings=grid, evidence=evidence)), "domain-3")[0]
    assert row[2:] == ["One. Owner: Corporate team Two.", "2 – Achieving", "Board"]


def test_withheld_evidence_is_not_printed_but_its_outcome_is_continued() -> None:
    evidence = (
        Evidence(2, "2C", "Secret.", publish="no"),
        Evidence(2, "", "The secret goes on."),
        Evidence(2, "", "Open.", publish="yes"),
    )
    document = report(minimal(evidence=evidence))
    assert "secret" not in words_of(document).casefold()
    assert rows_of(document, "domain-2")[2][2] == "Open."


def test_evidence_without_a_known_outcome_is_printed_in_its_domain() -> None:
    evidence = (Evidence(3, "", "Loose."), Evidence(3, "9Z", "Stray."), Evidence(0, "", "Lost."))
    document = report(minimal(evidence=evidence))
    assert rows_of(document, "domain-3")[3][1:3] == ["Without an outcome", "Loose. Stray."]
    assert rows_of(document, "domain-1")[4][1:3] == ["Without an outcome", "Lost."]


def test_independent_reviews_of_domain_3_count_as_third_party_involvement() -> None:
    events = (
        EngagementEvent("Domain 3", "Peer review", "May 2024", "Two trusts", "Independent review"),
        EngagementEvent("Domain 1", "Other review", "June 2024", purpose="Independent review"),
    )
    document = report(minimal(events=events, reviewers=Reviewers("UNISON")))
    assert rows_of(document, "third-party") == [
        ["Trade Union Rep(s)", "UNISON"],
        ["Independent Evaluator(s)/Peer Reviewer(s)", "Peer review, May 2024, Two trusts"],
    ]


# --- the organisation's rating


def test_last_year_s_rating_stands_beside_this_year_s() -> None:
    by_history = minimal(history=(HistoryYear("2023-24", total="10"),))
    assert "19 – Developing (10 – Developing 2023/24)" in section_words(
        report(by_history), "organisation-rating"
    )
    grid = tuple(replace(r, last_year=3) for r in minimal().ratings)
    assert "(33 – Excelling 2023/24)" in section_words(report(minimal(ratings=grid)), "organisation-rating")
    assert (
        "(" not in section_words(report(minimal()), "organisation-rating").partition("19 – Developing")[2][:3]
    )


@pytest.mark.parametrize(
    ("entered", "printed"),
    [("6", "6 out of 12"), ("", "4 out of 12"), ("13", "13"), ("6 or 7", "6 or 7")],
)
def test_last_year_s_domain_totals_are_printed_as_this_year_s(entered: str, printed: str) -> None:
    ratings = tuple(replace(rating, last_year=1) for rating in minimal().ratings)
    history = (HistoryYear("2023/24", domain_2=entered),)
    rows = rows_of(report(minimal(ratings=ratings, history=history)), "scores")
    assert rows[9] == ["Domain 2: Workforce health and well-being: total", "6 out of 12", printed]


@pytest.mark.parametrize(
    ("year", "before"),
    [
        ("2024/25", "2023/24"),
        ("2024-2025", "2023-2024"),
        ("2023 – 24", "2022 – 23"),
        ("2023", "2022"),
        ("2000/01", "1999/00"),
        ("this year", ""),
        ("", ""),
    ],
)
def test_last_year_is_named_as_this_year_is(year: str, before: str) -> None:
    assert last_year_name(Organisation(reporting_year=year)) == before


def test_the_scores_of_three_services_are_labelled_as_the_middle_ones() -> None:
    rows = rows_of(report(rich()), "scores")
    assert rows[0][1] == "2 – Achieving (middle of the three services)"
    assert rows[4][:2] == ["Domain 1: Commissioned or provided services: total", "8 out of 12"]
    assert rows[-1][:2] == ["Overall", "21 out of 33"]
