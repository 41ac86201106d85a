from __future__ import annotations

from datetime import date

import pytest

from eds_xl.assessment.model import (
    GlossaryEntry,
    Level,
    Organisation,
    ReportText,
)
from eds_xl.report.back_matter import occurs
from eds_xl.report.document_date import TEMPLATE_DATE, document_date
from eds_xl.report.tree_text import block_texts
from eds_xl.standard import QUESTIONS
from eds_xl.standard.labels import LABELS
from tests.report.report_reading import (
    report,
    rows_of,
    section_words,
    sections_of,
    tables_of,
    texts_of,
    words_of,
)
from tests.report.rich_assessment import minimal, rich

# --- cover, draft, stage


def test_a_draft_says_so_and_begins_with_what_is_missing() -> None:
    document = report(rich(), draft=True, missing=("Domain 2: rate 2D.", "Organisation: name the lead."))
    assert document.draft
    assert document.title == "Draft: Equality at Ashford Vale"
    assert document.header == "Draft · For approval · Equality at Ashford Vale · 2024/25"
    first = document.sections[0]
    assert first.title == "2 things are missing from this draft"
    assert list(block_texts(first.blocks)) == ["Domain 2: rate 2D.", "Organisation: name the lead."]


def test_a_final_report_lists_nothing_missing() -> None:
    document = report(minimal(), missing=("Domain 2: rate 2D.",))
    assert "rate 2D" not in words_of(document)
    assert document.title == "NHS Equality Delivery System 2022"
    assert "Draft" not in document.header


@pytest.mark.parametrize(("stage", "labelled"), [("For approval", True), ("Approved", False), ("", False)])
def test_only_a_report_for_approval_is_labelled_so(stage: str, labelled: bool) -> None:
    document = report(minimal(organisation=Organisation(name="A", stage=stage)))
    assert ("For approval" in words_of(document)) is labelled
    assert ("For approval" in document.header) is labelled


@pytest.mark.parametrize(
    ("completed", "authorised", "expected"),
    [
        ("21 January 2025", "3 February 2025", date(2025, 1, 21)),
        ("January 2025", "3rd Feb 2025", date(2025, 2, 3)),
        ("on 16/10/2023", "", date(2023, 10, 16)),
        ("2024-02-29", "", date(2024, 2, 29)),
        ("31 February 2024", "", TEMPLATE_DATE),
        ("30 Quarterly 2024", "Q1", date(2024, 1, 1)),
        ("", "March 2025", date(2025, 3, 1)),
        ("February 2025", "March 2025", date(2025, 2, 1)),
        ("", "", TEMPLATE_DATE),
    ],
)
def test_the_document_s_date_is_the_report_s_own(completed: str, authorised: str, expected: date) -> None:
    organisation = Organisation(date_completed=completed, date_authorised=authorised)
    assert document_date(organisation) == expected


def test_a_document_without_dates_carries_the_beginning_of_its_year() -> None:
    assert document_date(Organisation(reporting_year="2024/25")) == date(2024, 4, 1)


# --- details


def test_leads_and_engagement_dates_are_given_by_domain_where_they_differ() -> None:
    details = dict(rows_of(report(rich()), "organisation"))
    assert (
        details["EDS Lead"] == "Head of equality Deputy director of people Domain 1 Patient experience lead"
    )
    assert details["EDS engagement date(s)"] == (
        "Domain 1 Stakeholder review (1A and 1B), 19 October 2024 "
        "Domain 3 Review by a neighbour, 11 January 2025 All domains Public meeting, Q3 2024"
    )


def test_the_three_levels_always_stand_in_the_official_words() -> None:
    document = report(minimal(levels=(Level("Partnership", "Trust A\nTrust B"),)))
    levels = next(table for table in tables_of(document) if table.title == LABELS.details.level)
    assert [texts_of(row) for row in levels.rows] == [
        ["Individual organisation", "Not at this level"],
        ["Partnership* (two or more organisations)", "Trust A Trust B"],
        ["Integrated Care System-wide*", "Not at this level"],
    ]


def test_numbers_of_equality_objectives_become_their_words() -> None:
    document = report(rich())
    assert rows_of(document, "previous-domain-1")[0][-1] == "1: Equal access to care 2: Better information"
    assert rows_of(document, "plan-domain-1")[-1][-1] == "2: Better information"


# --- own texts, engagement, back matter


def test_own_texts_keep_their_order_and_headings() -> None:
    document = report(rich())
    introduction = sections_of(document)["introduction"]
    assert [section.title for section in introduction.sections] == ["Who we are", "Domain 2: Staff voice"]
    first = list(block_texts(introduction.sections[0].blocks))
    assert first == ["We serve half a million people in Ashford Vale.", "The trust was formed of two others."]


def test_a_text_for_an_unknown_section_is_printed_apart() -> None:
    document = report(
        minimal(texts=(ReportText("Foreword", "Welcome.", "Dear reader"), ReportText("", "And this.")))
    )
    assert (
        section_words(document, "further-information")
        == "Further information Foreword: Dear reader Welcome. And this."
    )


def test_the_questions_are_printed_for_each_service_that_answers() -> None:
    document = report(rich())
    assert sections_of(document)["engagement-service-1"].title == "Urgent response team"
    words = section_words(document, "engagement-service-2")
    assert all(question.text in words for question in QUESTIONS)
    assert "Not answered" in words
    assert "engagement-service-3" not in sections_of(document)


@pytest.mark.parametrize(
    ("abbreviation", "text", "there"),
    [
        ("GP", "a GP said", True),
        ("GP", "two GPs said", True),
        ("GP", "GPX", False),
        ("GP", "gp", False),
        ("LGBTQ+", "for LGBTQ+ staff", True),
        ("R&D", "R&D", True),
        (" ", "a b", False),
    ],
)
def test_the_glossary_takes_whole_words_in_the_same_case(abbreviation: str, text: str, there: bool) -> None:
    assert occurs(abbreviation, text) is there


def test_the_glossary_is_in_order_and_keeps_two_meanings() -> None:
    entries = (
        GlossaryEntry("VSM", "B"),
        GlossaryEntry("COPD", "C"),
        GlossaryEntry("VSM", "A"),
        GlossaryEntry("QQ", "Q"),
    )
    assert rows_of(report(minimal(glossary=entries)), "glossary") == [
        ["COPD", "C"],
        ["VSM", "A"],
        ["VSM", "B"],
    ]
