"""The documents beside the standard report, and the layouts that can be chosen."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.export import DATA_FORMATS, FORMATS
from eds_xl.assessment.model import (
    Action,
    Approval,
    Assessment,
    BoardHeading,
    BoardPaper,
    Evidence,
    HistoryYear,
    Organisation,
    OutcomeRating,
    Service,
)
from eds_xl.assessment.scoring import score
from eds_xl.checks.catalogue import DOCUMENTS as STOPPED
from eds_xl.cli.arguments import DATA_FORMAT_NAMES, DOCUMENT_NAMES, FORMAT_NAMES, VARIANT_NAMES
from eds_xl.report import docx, html, markdown, pdf
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.last_year import rating_and_change
from eds_xl.report.options import VARIANTS, ReportOptions, choose
from eds_xl.report.tree import Chart, Document, Table, walk_sections
from eds_xl.standard import OUTCOMES
from tests.report.docx_lint import lint
from tests.report.report_reading import flat, headings_of, rows_of, sections_of, tables_of, words_of
from tests.report.rich_assessment import THREE, minimal, ratings, rich, services

Requires = Callable[[str], Path]
ALL = tuple(DOCUMENTS)


def made(name: str, assessment: Assessment, on: str = "", off: str = "", **options: Any) -> Document:
    variants = choose(filter(None, on.split(",")), filter(None, off.split(",")))
    return DOCUMENTS[name].make(assessment, score(assessment), ReportOptions(variants=variants, **options))


def titles(document: Document) -> list[str]:
    return [section.title for section in document.sections]


# --- every document


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("draft", [False, True])
def test_every_document_can_be_written_in_every_format(name: str, draft: bool) -> None:
    for assessment in (rich(), Assessment()):
        document = made(name, assessment, draft=draft, missing=("Something is missing.",) if draft else ())
        anchors = [section.anchor for _, section in walk_sections(document.sections)]
        assert len(anchors) == len(set(anchors))
        assert lint(docx.write(document)) == []
        assert html.write(document).startswith(b"<!DOCTYPE")
        assert pdf.write(document).startswith(b"%PDF")
        assert markdown.write(document).startswith(b"# ")
        assert document.draft is draft
        assert document.title.startswith("Draft: ") is draft
        assert document.header.startswith("Draft") is draft
        assert words_of(document).count("Something is missing.") == int(draft)


def test_what_can_be_typed_is_what_can_be_made() -> None:
    assert {name: kind.words for name, kind in DOCUMENTS.items()} == DOCUMENT_NAMES
    assert tuple(VARIANTS) == VARIANT_NAMES
    assert tuple(FORMATS) == FORMAT_NAMES
    assert DATA_FORMATS == DATA_FORMAT_NAMES
    assert {part for kind in DOCUMENTS.values() for part in kind.stopped_as} == set(STOPPED)


@pytest.mark.parametrize("name", ALL)
def test_the_same_assessment_gives_the_same_document(name: str) -> None:
    assert made(name, rich()) == made(name, rich())


# --- the action plan


def test_the_action_plan_begins_with_the_priorities_by_theme() -> None:
    document = made("action-plan", rich())
    assert document.title == "EDS Action Plan"
    assert titles(document) == ["Introduction", "Leads and dates", "Actions by domain", "Contact"]
    inner = [section.title for section in document.sections[0].sections]
    assert inner == ["Patients", "Workforce", "Leadership"]
    assert "People told us that letters are hard to read." in words_of(document)
    assert "21 – Developing, up 3 points from 18 – Developing in 2023/24" in words_of(document)


def test_the_action_plan_says_nothing_of_a_rating_that_is_not_there() -> None:
    document = made("action-plan", minimal(ratings=Assessment().ratings))
    assert "Rating" not in words_of(document)


def test_owners_can_be_left_out_of_the_plan() -> None:
    assert "Owner" in headings_of(made("action-plan", rich()), "plan-domain-1")
    assert "Owner" not in headings_of(made("action-plan", rich(), off="action-owners"), "plan-domain-1")


# --- the board paper


def test_the_board_paper_has_the_seven_headings_and_says_who_decided_what() -> None:
    document = made("board-paper", rich())
    assert titles(document)[:7] == [
        "1. Purpose of Report",
        "2. Executive Lead",
        "3. Report Author",
        "4. Responsible Committees",
        "5. Impact Assessments / Financial Implications / Engagement",
        "6. Conflicts of Interest",
        "7. Recommendation(s)",
    ]
    words = words_of(document)
    assert "To approve." in words
    assert "Board of Directors" in words
    assert "To present" not in words
    assert rows_of(document, "paper-4") == [
        ["People committee", "Recommended", "April 2025", "PC/25/14"],
        ["Trust board", "Approved", "Not stated", "–"],
    ]
    assert "The Board of Directors is asked to consider the EDS report for 2024/25" in words


def test_a_blank_board_paper_claims_nothing() -> None:
    words = words_of(made("board-paper", Assessment()))
    assert "No board or committee has decided on this report yet." in words
    assert "No conflicts of interest have been recorded." in words
    assert "The board or committee is asked to consider the EDS report, and its action plan." in words
    assert "not yet known: 0 of 11 outcomes are rated" in words
    assert "None" not in words


def test_a_paper_for_no_meeting_has_no_table_of_one() -> None:
    document = made("board-paper", replace(rich(), board_paper=BoardPaper()))
    assert "The meeting" not in [table.title for table in tables_of(document)]
    assert "Classification: Official: Sensitive" in words_of(document)


def test_own_headings_and_roles_stand_in_the_board_paper() -> None:
    assessment = minimal(
        board_paper=BoardPaper(
            board="Trust Board",
            action_required="Ratify",
            executive_lead="Chief nurse",
            report_author="EDI lead",
        ),
        board_headings=(
            BoardHeading("recommendation(s)", "Own recommendation."),
            BoardHeading("Risk", "A risk is described."),
            BoardHeading("Appendices"),
            BoardHeading("", "Without a heading."),
        ),
    )
    document = made("board-paper", assessment)
    assert titles(document)[6:] == ["7. Recommendation(s)", "8. Risk", "9. Further information"]
    words = words_of(document)
    for expected in (
        "Own recommendation.",
        "A risk is described.",
        "Without a heading.",
        "Chief nurse",
        "EDI lead",
    ):
        assert words.count(expected) == 1
    assert "is asked to" not in words
    asked = made("board-paper", replace(assessment, board_headings=()))
    assert (
        "The Trust Board is asked to ratify the EDS report for 2024/25 with its rating of 19 – Developing"
        in (words_of(asked))
    )


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ((), "is 19 – Developing."),
        (
            (HistoryYear("2023/24", total="18"),),
            "19 – Developing, up 1 point from 18 – Developing in 2023/24",
        ),
        (
            (HistoryYear("2023/24", total="19"),),
            "unchanged from 19 – Developing in 2023/24; the band is the same.",
        ),
        (
            (HistoryYear("2023/24", total="7"),),
            "up 12 points from 7 – Undeveloped in 2023/24; the band has risen",
        ),
        (
            (HistoryYear("2023/24", total="22"),),
            "down 3 points from 22 – Achieving in 2023/24; the band has fallen",
        ),
        ((HistoryYear("2023/24", total="20", band="Good"),), "down 1 point from 20 – Good in 2023/24."),
        ((HistoryYear("2023/24", total="7.5"),), "is 19 – Developing; it was 7.5 in 2023/24."),
        ((HistoryYear("2023/24", total="41"),), "is 19 – Developing; it was 41 in 2023/24."),
    ],
)
def test_the_rating_and_its_change_are_one_sentence(history: tuple[HistoryYear, ...], expected: str) -> None:
    assessment = minimal(history=history)
    sentence = rating_and_change(assessment, score(assessment))
    assert expected in sentence
    assert sentence.startswith("The EDS Organisation Rating for 2024/25 is 19")
    assert sentence.endswith(".")


# --- the pack and the page


def test_the_board_pack_is_the_paper_and_the_report() -> None:
    pack, paper, whole = (made(name, rich()) for name in ("board-pack", "board-paper", "report"))
    assert titles(pack) == [*(t for t in titles(paper) if t[0].isdigit()), "Annex: Equality at Ashford Vale"]
    assert pack.sections[-1].sections == whole.sections
    assert pack.title == paper.title


@pytest.mark.parametrize("which", [*EXAMPLES, "rich"])
def test_the_scorecard_is_one_page(which: str, requires: Requires, tmp_path: Path) -> None:
    document = made("scorecard", rich() if which == "rich" else example(which))
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf.write(document))
    run = subprocess.run([requires("pdfinfo"), file], capture_output=True, check=True)
    assert b"Pages:           1\n" in run.stdout
    chart = next(block for block in document.cover if isinstance(block, Chart))
    assert chart.categories == tuple(outcome.code for outcome in OUTCOMES)
    assert len(tables_of(document)) == 1
    text = words_of(document)
    assert all(flat(outcome.full_title) in text for outcome in OUTCOMES)


def test_the_scorecard_shows_what_is_not_rated_as_nothing() -> None:
    document = made("scorecard", Assessment(ratings=(OutcomeRating("2A", rating=0),)))
    chart = next(block for block in document.cover if isinstance(block, Chart))
    assert [value for value in chart.series[0].values if value is not None] == [0.0]
    assert "1A Not yet rated" in chart.alternative
    assert "2A 0 – Undeveloped" in chart.alternative


def test_a_scorecard_without_any_rating_has_no_chart() -> None:
    assert not any(isinstance(block, Chart) for block in made("scorecard", Assessment()).cover)


# --- layouts


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(KeyError):
        choose(["everything"], [])


def test_without_its_column_the_analysis_stands_below_the_evidence() -> None:
    document = made("report", rich(), off="analysis")
    assert "Analysis" not in headings_of(document, "domain-1")
    assert "Analysis: Access improved for most groups" in words_of(document)
    assert "Analysis" in headings_of(made("report", rich()), "domain-1")


@pytest.mark.parametrize(
    ("layout", "heading", "anchor"),
    [("domain-column", "Domain", "domain-2"), ("last-year", "Rating the year before", "domain-2")],
)
def test_columns_can_be_left_out(layout: str, heading: str, anchor: str) -> None:
    assert heading in headings_of(made("report", rich()), anchor)
    assert heading not in headings_of(made("report", rich(), off=layout), anchor)


def test_the_score_table_can_be_left_out() -> None:
    assert "scores" in sections_of(made("report", rich()))
    assert "scores" not in sections_of(made("report", rich(), off="score-table"))


def test_services_can_have_tables_of_their_own() -> None:
    document = made("report", rich(), on="service-tables")
    assert [row[1][:3] for row in rows_of(document, "domain-1")] == ["1A:", "1B:", "1C:", "1D:", "Dom"]
    service = rows_of(document, "domain-1-service-2")
    assert [row[1][:3] for row in service] == ["1A:", "1B:", "1C:", "1D:"]
    assert "The detox ward takes referrals" in service[0][2]
    assert words_of(document).count("The detox ward takes referrals") == 1
    assert sections_of(document)["domain-1-service-3"].title == "Maternity and neonatal"


def test_a_report_can_be_arranged_by_domain() -> None:
    others = Action("", "An action of no domain")
    assessment = replace(rich(), actions=(*rich().actions, others))
    document = made("report", assessment, on="by-domain")
    for number in (1, 2, 3):
        inner = [s.title for s in sections_of(document)[f"domain-{number}"].sections]
        before, rated, plan = (
            inner.index(t)
            for t in ("Completed actions from previous year", "Evidence and ratings", "EDS Action Plan")
        )
        assert before < rated < plan
    usual = made("report", assessment)
    # Nothing is lost and nothing printed twice but the headings that now stand in each domain.
    actions = [action.action for action in assessment.actions]
    actions += [action.action for action in assessment.previous_actions]
    for words in map(flat, actions):
        assert words_of(document).count(words) == words_of(usual).count(words)
    assert "Most of last year's plan was carried out." in words_of(document)


def test_every_combination_of_layouts_has_unique_anchors_and_every_row() -> None:
    every = ",".join(VARIANTS)
    for on, off in (
        (every, ""),
        ("", every),
        ("by-domain,service-tables", "domain-column,last-year,analysis"),
    ):
        document = made("report", rich(), on, off)
        anchors = [section.anchor for _, section in walk_sections(document.sections)]
        assert len(anchors) == len(set(anchors))
        for evidence in rich().evidence:
            if evidence.publish != "No":
                assert flat(evidence.evidence.split("\n")[0]).split("\t")[0] in words_of(document)


def test_two_services_of_one_name_print_their_evidence_once() -> None:
    assessment = replace(
        minimal(),
        organisation=Organisation(name="A", reporting_year="2024/25"),
        services=(
            Service("Service 1", "Ward A", "Ward"),
            Service("Service 2", "Ward B", "Ward"),
            *services("", "", "C")[2:],
        ),
        domain_1=replace(minimal().domain_1, method=THREE),
        ratings=ratings(services="1111 2222 3333"),
        evidence=(
            Evidence(1, "1A", "Only once, please.", "Ward"),
            Evidence(1, "1A", "By number.", "Service 2"),
        ),
        approvals=(Approval("Board"),),
    )
    for layout in ("", "service-tables"):
        words = words_of(made("report", assessment, on=layout))
        assert words.count("Only once, please.") == 1
        assert words.count("By number.") == 1


def test_a_short_table_stays_on_one_page() -> None:
    document = made("report", rich())
    table = next(t for t in tables_of(document) if t.title == "Dates")
    assert isinstance(table, Table)
    assert b'class="short"' in html.write(document)
