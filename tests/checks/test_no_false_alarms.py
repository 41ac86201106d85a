"""What looks like a mistake and is none: nothing may be found in a workbook that is in order."""

from __future__ import annotations

import pytest

from eds_xl.assessment.finding import Finding
from eds_xl.workbook.template import build
from tests.checks.drafts import Draft, complete
from tests.checks.edits import clear_but_first, dates, fields_of, first_evidence, not_used, own_text

LONG = "What staff told us at two events in September 2024, and what we did about it. " * 3

HARMLESS = {
    "years of laws, policies and standards are no old evidence": (
        "As the Acts of 1974 and 2010 and our 2018 policy ask, with EDS 2022 and Workforce Race Equality "
        "Standard (WRES) data: WRES 2022/3."
    ),
    "last year's result beside this year's": "Our overall EDS rating is 19 (11 in 2023/24).",
    "last year's result alone, said to be last year's": "Our overall EDS rating was 11 in 2023/24.",
    "numbers that are scores of something else": "Overall 4.5 out of 5 people liked it; the overall score was 77/100.",
    "a domain's own total": "The overall rating of Domain 2 is 7.",
    "a name explained where it stands first": "The Allied Board for Care and Dignity (ABCD) met; the ABCD will meet.",
    "an explanation that follows": "The ABCD (Allied Board for Care and Dignity) met.",
    "initials of people": "Reviewed by AP/AH and KLM/PQ.",
    "quarters and codes of outcomes": "From Q1 to Q4 we looked at 1A, 2B and 3C.",
    "initials of the organisation's own name": "The NVNFT and the NVFT are one.",
    "everyday abbreviations": "The NHS in the UK asks every GP and its IT team.",
    "professions, hours, dates, fractions and bounds": (
        "Two Guardians work 24/7; 1 in 4 people and 3 out of 4 patients know; fewer than 5 patients, at least two "
        "staff, Band 4 staff, 2.5 patients a day, talks between two people, 3,004 patients, 3% of women, Ward 3 "
        "patients."
    ),
    "rules, rosters and stories rather than counts of people": (
        "One carer and two staff may stay; each ward has 6 patients and two staff; crews of 2 staff; a mother of two "
        "children; 4 people in every 10; a maximum of four patients; train 4 staff; one patient said that it helped; "
        "two staff from each site; 3 staff rooms and two staff governors."
    ),
    "colours of a rating, titles with initials, other spellings, long names and unions": (
        "It is rated AMBER; Ms AB and Dr XY met the ED&I lead (equality, diversity and inclusion, EDI), UNISON and "
        "the SOMEWORDY programme; LGBT+, LGBTQ+ (lesbian, gay, bisexual, transgender, queer and more) and LGBTQIA+ "
        "staff; CDEF staff (the Care Desk and Early Follow-up)."
    ),
    "groups of people rather than people": "Three patient groups, two women's networks and four staff networks.",
    "five is not below five": "5 complaints were made.",
    "three words in capitals": "Staff MUST NOT DELAY care.",
    "a row of abbreviations": "NHS GP UK IT",
    "a list as it should be": "We did this:\n• trained staff\n• asked patients",
    "short lines without figures": "Age\nSex\nRace\nFaith\nBelief\nGender\nCarers\nMarriage\nVeterans",
    "a web address is no local file": "Options A: in person and B: online/by telephone.",
    "years of funding and telephone lines": "Since 2019 the helpline 0800 123 4567 is free; 116 123 too.",
    "a number of ten digits": "Grant 1234567890 ended.",
}


WANTED = {
    "The board met on DD/MM/YYYY.": "WRI-001",
    "one maternal death": "PRI-001",
    "only one Black applicant was shortlisted": "PRI-001",
    "1 complaint was upheld": "PRI-001",
    "2 formal complaints": "PRI-001",
    "Four patients waited for more than 12 hours": "PRI-001",
    "1 young person waited": "PRI-001",
    "DRAFT for comment": "WRI-001",
    "Owner: TBC": "WRI-001",
    "PLEASE ADD DATA": "WRI-001",
    "of 12/xx/2024": "WRI-001",
    "the BAFX of the Trust": "WRI-003",
    "the CFO's and all NEDs' objectives": "WRI-003",
}


@pytest.mark.parametrize(("words", "code"), WANTED.items(), ids=WANTED)
def test_what_a_reviewer_would_point_at_is_found(words: str, code: str) -> None:
    draft = complete()
    own_text(draft, f"In the year there was {words}.")
    assert codes(draft) == [code]


@pytest.mark.parametrize("words", HARMLESS.values(), ids=HARMLESS)
def test_nothing_is_found_in_harmless_words(words: str) -> None:
    draft = complete()
    own_text(draft, words)
    first_evidence(draft, "2A", evidence=words)
    assert found(draft) == []


def found(draft: Draft) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in draft.findings()]


def test_periods_that_overlap_are_in_order() -> None:
    draft = complete()
    dates(draft, date_completed="28 February 2025", date_authorised="Feb 25", published="February 2025")
    dates(draft, date_sent="28/02/2025")
    assert found(draft) == []


@pytest.mark.parametrize(
    "words", ["2023 – 2028", "2022,2023,2024", "2025", "25/26", "2025-26 and 2026-27", "n/a"]
)
def test_years_active_may_be_several(words: str) -> None:
    draft = complete()
    for number in range(3):
        draft.row("domains", number, years_active=words)
    assert found(draft) == []


def test_last_years_year_is_in_place_among_last_years_actions() -> None:
    draft = complete()
    draft.row(
        "previous_actions", 0, action="Publish EDS 2023/24", update="Done in 2023/24", objective="EDS 2023/24"
    )
    assert found(draft) == []


def test_an_update_of_last_year_stands_above_that_of_this_year() -> None:
    draft = complete()
    first_evidence(draft, "2A", heading="Update 2023/24")
    first_evidence(draft, "2A", second=True, heading="Update 2024/25")
    assert found(draft) == []


def test_no_glossary_is_one_finding_and_prefilled_entries_may_be_unused() -> None:
    draft = complete()
    draft.clear("glossary")
    own_text(draft, "The ABCD, BCDE, CDEF, DEFG and EFGH teams, the GHIJ team.")
    first_evidence(draft, "2B", evidence="HIJK and IJKL agree.")
    assert [finding.code for finding in draft.findings()] == ["WRI-005"]
    draft = complete()
    draft.row("glossary", 0, abbreviation="PSIRF", meaning="Patient Safety Incident Response Framework")
    assert found(draft) == []


@pytest.mark.parametrize("words", ["None", "none.", "n/a", "N/A", "-", "Nil"])
def test_saying_nothing_answers_an_optional_question(words: str) -> None:
    draft = complete()
    dates(draft, revision_date=words, date_sent=words, report_address=words)
    fields_of(draft, "reviewers", trade_unions=words, independent=words)
    draft.row("events", 2, purpose="Scoring")
    first_evidence(draft, "2A", link=words)
    draft.row("answers", 0, service_1=words, service_2=words, service_3=words)
    assert found(draft) == []


def test_a_mark_in_a_matrix_and_a_blank_rating_are_no_placeholders() -> None:
    draft = complete()
    draft.row("figures", 1, column_1="x", column_2="X", column_3="x")
    draft.rate("2A", proposed="Leave blank", last_year="Leave blank")
    assert found(draft) == []


def test_leave_blank_as_a_rating_is_an_empty_one() -> None:
    draft = complete()
    draft.rate("2A", rating="Leave blank")
    draft.rate("1B", service_2="leave blank")
    assert sorted(codes(draft)) == ["SCO-001", "SCO-002"]


def test_the_same_short_text_twice_is_no_accident() -> None:
    draft = complete()
    for code in ("2A", "2B", "3C"):
        first_evidence(draft, code, evidence=LONG[:199])
    assert found(draft) == []


def test_a_rating_of_domain_1_may_jump_when_the_services_changed() -> None:
    draft = complete()
    draft.rate("1A", last_year=0)
    draft.row("previous_actions", 0, services="Dentistry")
    assert found(draft) == []


def test_a_rating_of_domain_1_that_jumps_with_the_same_services_is_found() -> None:
    draft = complete()
    draft.rate("1A", last_year=0)
    draft.row("previous_actions", 0, services="Maternity, Pharmacy; Urgent care")
    for number in range(3):
        draft.row("services", number, why_chosen="Work goes on.")
    assert [finding.code for finding in draft.findings()] == ["SCO-017"]


def test_an_independent_review_is_involvement_of_a_third_party() -> None:
    draft = complete()
    fields_of(draft, "reviewers", trade_unions="", independent="")
    draft.row("events", 2, domain="All domains")
    assert found(draft) == []


def test_an_annual_survey_is_the_newest_until_the_next_comes_out() -> None:
    draft = complete()
    first_evidence(draft, "2A", date="2023", origin="NHS Staff Survey 2023")
    assert codes(draft) == []
    first_evidence(draft, "2A", date="2022", origin="NHS Staff Survey 2022")
    assert codes(draft) == ["EVI-008"]
    first_evidence(
        draft, "2A", date="", evidence="From the survey of 2022 to the survey of 2024 it rose to 70%."
    )
    assert codes(draft) == []


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings()]


def test_the_organisation_sets_the_smallest_number() -> None:
    draft = complete()
    own_text(draft, "7 patients complained.")
    assert codes(draft) == []
    dates(draft, smallest_number="10")
    (finding,) = draft.findings()
    assert "below 10" in finding.message
    dates(draft, smallest_number="0")
    assert codes(draft) == []


def test_what_is_not_published_needs_no_care() -> None:
    draft = complete()
    first_evidence(
        draft, "2A", evidence="TBC: 2 patients, a.person@example.org, ABCD, click here", publish="No"
    )
    assert codes(draft) == []


def test_what_is_printed_is_looked_at_whether_its_sheet_is_used_or_not() -> None:
    draft = complete()
    own_text(draft, "Patient 4010232137 was moved.")
    draft.row("figures", 0, show_as="Bar chart", alternative="")
    for sheet in ("Report texts", "Figures"):
        not_used(draft, sheet)
    assert codes(draft) == ["CON-045", "CON-045", "PRI-005", "FIG-002"]


def test_a_fresh_workbook_holds_no_entries_on_sheets_that_are_not_used() -> None:
    draft = Draft(build())
    assert {use.used for use in draft.assessment.sheet_uses} == {"Yes", "No"}
    assert "CON-045" not in codes(draft)


def test_a_code_before_a_word_is_an_outcome_and_a_ward_is_none() -> None:
    draft = complete()
    first_evidence(
        draft, "2A", evidence="2B Staff survey: what we did about bullying this year, and who helped."
    )
    assert codes(draft) == ["EVI-012"]
    for words in ("2B Ward staff", "3D Printing", "2B and 2C", "2D scans"):
        first_evidence(
            draft, "2A", evidence=f"{words} were part of what helped people with asthma this year."
        )
        assert codes(draft) == [], words


def test_a_matrix_of_counts_is_looked_at_by_its_headings() -> None:
    draft = complete()
    draft.row("figures", 0, column_2="Score (number of staff)")
    draft.row("figures", 1, column_2="3")
    assert codes(draft) == []
    draft.row("figures", 0, column_2="Staff")
    assert codes(draft) == ["PRI-002"]


def test_a_person_s_nhs_number_is_not_repeated() -> None:
    draft = complete()
    own_text(draft, "Patient 4010232137 was moved.")
    (finding,) = draft.findings()
    assert "4010232137" not in finding.message


def test_an_event_of_a_domain_that_is_not_rated_is_not_missed() -> None:
    draft = complete()
    clear_but_first(draft, "events")
    for code in ("2A", "2B", "2C", "2D", "3A", "3B", "3C"):
        draft.rate(code, rating="")
    messages: list[Finding] = [finding for finding in draft.findings() if finding.code == "ORG-007"]
    assert messages == []
