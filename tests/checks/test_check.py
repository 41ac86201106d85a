"""All findings in one pass: their order, one for each cause, and few for a blank workbook."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest

from eds_xl.assessment.finding import Severity
from eds_xl.assessment.scoring import score
from eds_xl.checks import check
from eds_xl.workbook.book import CellError, Change
from eds_xl.workbook.coordinates import cell_name
from eds_xl.workbook.reading import read
from eds_xl.workbook.sheets import SHEETS, TABLES
from eds_xl.workbook.spec import Kind
from eds_xl.workbook.template import build
from tests.checks.drafts import (
    Draft,
    complete,
    restructured,
    together,
    without_name,
    without_sheet,
    without_table_name,
)


def test_a_blank_workbook_says_what_to_do_without_drowning_anybody() -> None:
    findings = Draft(build()).findings()
    assert {finding.code for finding in findings if finding.severity is not Severity.ERROR} == {"EVI-005"}
    assert Counter(finding.code for finding in findings) == {
        "ORG-001": 5,
        "ROW-003": 2,
        "SCO-010": 1,
        "ORG-003": 1,
        "SCO-003": 3,
        "EVI-002": 3,
        "EVI-005": 3,
        "ACT-001": 1,
    }


def test_sheets_that_are_not_used_ask_for_nothing() -> None:
    draft = Draft(build())
    uses = draft.before.located.tables["EDS_SheetUses"]
    for row in range(uses.first_row, uses.last_row + 1):
        draft.cell(uses.sheet, cell_name(row, uses.columns["used"]), "No")
    sheets = {finding.source.sheet for finding in draft.findings() if finding.source}
    assert sheets == {"Organisation", "Domain 1", "Domain 2", "Domain 3", "Action plan"}


def test_what_was_probably_meant_is_said_first() -> None:
    draft = complete()
    draft.row("actions", 0, outcome="Domain 1")
    draft.row("actions", 1, status="Complete")
    draft.row("previous_actions", 0, status="Done")
    steps = {finding.entry: finding.next_step for finding in draft.findings()}
    assert steps["Domain 1"].startswith(
        'Choose "Domain 1 (all outcomes)" or something else from the list: "1A"'
    )
    assert steps["Complete"].startswith('Choose "Completed" or something else from the list if one of these')
    assert steps["Done"].startswith("Choose from the list if one of these is meant")


DATES_AS_NUMBERS = (
    ("evidence", "date"),
    ("actions", "completion_date"),
    ("previous_actions", "completion_date"),
    ("events", "date"),
    ("equality_objectives", "period"),
    ("approvals", "date"),
    ("domains", "authorisation_date"),
)


@pytest.mark.parametrize(("holds", "attribute"), DATES_AS_NUMBERS)
@pytest.mark.parametrize("entry", ["45658", 45658.0, "45658.75"])
def test_a_day_that_became_a_number_is_found_wherever_a_date_stands(
    holds: str, attribute: str, entry: str | float
) -> None:
    draft = complete()
    draft.row(holds, 0, **{attribute: entry})
    (finding,) = draft.findings()
    assert finding.code == "DAT-005"
    assert finding.message.endswith(
        "is no date that can be read; as Excel counts days, it would be 1 January 2025."
    )


def test_every_column_of_dates_is_tried() -> None:
    dated = {
        (table.holds, entry.attribute)
        for _, table in TABLES
        for entry in table.entries
        if entry.kind is Kind.DATE
    }
    assert dated == set(DATES_AS_NUMBERS)


def test_the_same_number_in_many_rows_is_one_finding_and_other_words_are_none() -> None:
    draft = complete()
    for number in (0, 3, 4):
        draft.row("actions", number, completion_date="45500")
    draft.enter("organisation", "revision_date", "46000")
    first, second = draft.findings()
    assert first.message.startswith(
        'Revision date: "46000" is no date that can be read; as Excel counts days'
    )
    assert second.message == (
        'Completion date: "45500" is no date that can be read; as Excel counts days, it would be 27 July 2024 '
        "(here and in two more rows)."
    )
    for words in ("Ongoing", "12345", "99999", "2025", "455000", "45,500"):
        draft = complete()
        draft.row("actions", 0, completion_date=words)
        assert draft.findings() == (), words


def test_totals_of_earlier_years_are_looked_at_one_by_one() -> None:
    draft = complete()
    draft.row("history", 0, domain_1="13", domain_2="n/a", domain_3=-1.0, total="11/33", year="")
    messages = [finding.message for finding in draft.findings()]
    assert messages == [
        'Domain 1 total: "13" is no whole number from 0 to 12; it is printed as it stands.',
        'Domain 2 total: "n/a" is no whole number from 0 to 12; it is printed as it stands.',
        'Domain 3 total: "-1" is no whole number from 0 to 9; it is printed as it stands.',
        'Overall total: "11/33" is no whole number from 0 to 33; it is printed as it stands.',
    ]


def test_figures_without_values_in_their_ways() -> None:
    draft = complete()
    draft.row("figures", 0, show_as="Line chart", alternative="Scores rise.")
    assert draft.findings() == ()
    draft.row("figures", 1, column_2="good")
    (finding,) = draft.findings()
    assert finding.message == "Figure F1 cannot be drawn as a chart, because none of its values is a number."
    draft.row("figures", 0, show_as="Table")
    assert draft.findings() == ()
    draft.row("figures", 0, column_1="", column_2="")
    draft.row("figures", 1, column_1="", column_2="")
    assert [finding.code for finding in draft.findings()] == ["FIG-007"]
    draft.row("figures", 0, picture_file="chart.png", alternative="Scores rise.")
    assert draft.findings() == ()


def test_a_figure_row_without_a_ref_hides_only_what_it_may_belong_to() -> None:
    draft = complete()
    table = draft.before.located.tables["EDS_Figures"]
    entries = (("F8", "Picture"), ("", ""), ("F7", "Picture"), ("F9", "Picture"), ("F10", "Bar chart"))
    for offset, (ref, shown) in enumerate(entries):
        row = table.last_row + 1 + offset
        for name, words in (("ref", ref), ("show_as", shown), ("title", "A title"), ("alternative", "Words")):
            draft.book.apply([Change(table.sheet, row, table.columns[name], words or None)])
    found = [
        (finding.code, finding.message.split()[1]) for finding in draft.findings() if "FIG-00" in finding.code
    ]
    assert ("FIG-006", "F9") in found
    assert ("FIG-007", "F10") in found
    assert not {"F7", "F8"} & {ref for _, ref in found}


def test_cells_that_are_read_are_not_named_among_those_that_are_not() -> None:
    draft = complete().cell("Organisation", "A6", "Our notes").cell("Organisation", "C7", "Ask Ann")
    unread = [finding.message for finding in draft.findings() if finding.code == "CON-042"]
    assert unread
    assert all("B7" not in message and ":C7" not in message for message in unread)
    assert any("A6, C7" in message or "C7" in message for message in unread)


def test_a_formula_that_is_gone_elsewhere_is_found_where_it_shows() -> None:
    draft = complete().cell("Start", "D24", 3.0)
    draft.cell("Engagement", "D7", "Last year's service")
    (finding,) = draft.findings()
    assert (finding.code, finding.where) == ("CON-044", "Engagement, cell D7")
    assert "and so is that of Start, cell D24; what stands there" in finding.message
    draft.cell("Score card", "C18", 6.0)
    (finding,) = draft.findings()
    assert finding.where == "Score card, cell C18"


def test_a_value_over_a_formula_that_is_what_it_would_show_harms_nobody() -> None:
    draft = complete()
    shown = draft.book.grid("Start").value(24, 4)
    draft.book.apply([Change("Start", 24, 4, shown)])
    assert (24, 4) not in draft.book.formulas("Start")
    assert draft.findings() == ()


def test_errors_come_first_then_the_order_of_the_workbook() -> None:
    draft = complete()
    draft.enter("organisation", "eds_leads", "")
    draft.enter("organisation", "name", "")
    draft.rate("3A", rating=7)
    draft.rate("1C", service_2="two")
    draft.rate("1B", service_3=9, service_1=8)
    draft.row("actions", 0, status="In hand")
    draft.rate("2A", rating="Achieving")
    places = [(finding.severity.value, finding.where) for finding in draft.findings()]
    assert places == [
        ("error", "Organisation, cell B7"),
        ("error", "Organisation, cell B12"),
        ("error", "Domain 1, cell C20"),
        ("error", "Domain 1, cell E20"),
        ("error", "Domain 1, cell D21"),
        ("error", "Domain 3, cell C9"),
        ("warning", "Action plan, cell H9"),
        ("advice", "Domain 2, cell C9"),
    ]


def test_checking_again_gives_the_same_findings_and_keys() -> None:
    draft = Draft(build())
    once, again = draft.findings(), draft.findings()
    assert once == again
    assert len({finding.key for finding in once}) == len(once)


def test_without_the_book_all_but_stored_results_is_checked() -> None:
    draft = complete()
    draft.rate("2A", rating=3)
    reading = read(draft.book)
    card = score(reading.assessment)
    with_book = [finding.code for finding in check(reading, draft.book, card)]
    without = [finding.code for finding in check(reading, None, card)]
    assert with_book == ["SCO-015", "SCO-016"]
    assert without == ["SCO-015"]


def test_a_table_pasted_over_gives_one_finding_a_column_run() -> None:
    draft = complete()
    for number in range(6):
        draft.row("evidence", number, origin=CellError("#REF!"), date=CellError("#REF!"))
    draft.row("evidence", 7, origin=CellError("#NAME?"))
    findings = draft.findings()
    assert [finding.code for finding in findings] == ["CON-039"] * 3
    assert [finding.message.partition("entry")[2] for finding in findings] == [
        ", and so do five cells below it.",
        ", and so do five cells below it.",
        ".",
    ]


def test_every_sheet_that_is_gone_is_one_finding() -> None:
    for sheet in SHEETS:
        findings = restructured(without_sheet(sheet.title))().findings()
        assert [finding.where for finding in findings] == [sheet.title]
        assert findings[0].code in ("CON-030", "CON-035")


def test_a_workbook_that_lost_all_names_is_read_with_one_finding_a_sheet() -> None:
    clean = complete()
    names = [name for name in clean.book.names() if not name.startswith(("EDS_List_", "EDS_Find"))]
    changes = [without_name(name) for name in names]
    changes += [without_table_name(name) for name in clean.book.tables()]
    draft = restructured(together(*changes))()
    assert draft.assessment == clean.assessment
    findings = draft.findings()
    assert {finding.code for finding in findings} <= {"CON-036", "CON-037"}
    sheets = [finding.where for finding in findings if finding.code == "CON-037"]
    assert sorted(sheets) == sorted(set(sheets))
    assert all('""' not in finding.message for finding in findings)


HOSTILE = (
    "A", "A ", "A&", "ABCD ", "ABC/DEF/", "ABC (", "ABC (a", "a ", "1 ", "one of the ", "1 of the other ", "2 more ",
    "www.a", "https://a-\n", "a@", "a.", "\\\\a\\", "• ", "a • ", "1\n", "EDS score of 1", "survey ", "survey of 20",
    "12 ", "12 - ", "Q1-", "2023/", "May ", "0 1", "+44 ", "401 ", "(", "[x", " ", "\u2003", "é", "\U0001f600",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_long_to_check(piece: str) -> None:
    assessment = complete().assessment
    words = (piece * (30_000 // len(piece)))[:30_000]
    evidence = tuple(
        replace(row, evidence=words, date=words, origin=words) for row in assessment.evidence[:4]
    )
    hostile = replace(assessment, evidence=evidence, texts=(replace(assessment.texts[0], text=words),))
    start = time.perf_counter()
    check(replace(complete().before, assessment=hostile), None, score(hostile))
    assert time.perf_counter() - start < 10


def test_a_label_that_is_also_a_heading_is_not_taken_for_the_box() -> None:
    """ "EDS lead" stands in the form and over a column of the table below it."""
    draft = restructured(without_name("EDS_Organisation_eds_leads"))()
    assert draft.assessment.organisation.eds_leads == complete().assessment.organisation.eds_leads
