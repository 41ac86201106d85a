"""What is required depends on the stage, the Domain 1 method and the sheets used; errors stop what prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eds_xl.actions.export import blocking
from eds_xl.assessment.words import STAGES
from eds_xl.checks import CATALOGUE
from eds_xl.cli import main
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.wording import NOT_STATED
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.spec import Sheet
from tests.builders import AGREED, ONE_SERVICE, THREE_SERVICES
from tests.checks.drafts import Draft, complete
from tests.checks.edits import agreed, dates, no_services_in_evidence, service

OPTIONAL = [sheet for sheet in SHEETS if sheet.optional]


def codes(draft: Draft) -> list[str]:
    """Return what is found, without that nobody has recalculated the Score card of this file."""
    return [finding.code for finding in draft.findings() if finding.code != "SCO-016"]


# ---------------------------------------------------------------- by stage

DATES_FROM = {
    "Collecting": set[str](),
    "Scored": set[str](),
    "For approval": {"Date completed"},
    "Approved": {"Date completed", "Date authorised"},
    "Published": {"Date completed", "Date authorised", "Month and year published"},
}


@pytest.mark.parametrize("stage", STAGES)
def test_dates_are_required_from_the_stage_that_has_them(stage: str) -> None:
    draft = complete()
    dates(draft, date_completed="", date_authorised="", published="", date_sent="", stage=stage)
    missing = [finding for finding in draft.findings() if finding.code == "ORG-001"]
    assert {finding.message.partition(" is not filled in")[0] for finding in missing} == DATES_FROM[stage]
    assert all(f'the stage is "{stage}"' in finding.message for finding in missing)


def test_a_report_for_approval_without_later_dates_is_clean() -> None:
    draft = complete()
    dates(draft, date_authorised="", published="", date_sent="", stage="For approval")
    assert draft.findings() == ()


def test_while_evidence_is_collected_nobody_asks_what_the_report_will_say() -> None:
    draft = complete()
    dates(draft, revision_date="", stage="Scored")
    for number in range(len(draft.assessment.levels)):
        draft.row("levels", number, organisations="")
    assert draft.findings() == ()
    dates(draft, stage="For approval")
    assert codes(draft) == ["ORG-011", "ORG-006"]


def test_what_the_report_will_say_is_what_it_says() -> None:
    assert f'"{NOT_STATED}"' in CATALOGUE["ORG-011"].message


def test_a_sheet_that_is_wholly_empty_is_said_once_and_at_any_stage() -> None:
    draft = complete()
    draft.clear("events")
    for number in range(len(draft.assessment.answers)):
        draft.row("answers", number, service_1="", service_2="", service_3="")
    for stage in STAGES:
        dates(draft, stage=stage)
        (finding,) = draft.findings()
        assert finding.code == "ROW-003"
        assert finding.message == (
            'The tables "Engagement and evidence questions" and "Engagement events" are still empty.'
        )


def test_a_service_that_is_not_assessed_needs_no_answers() -> None:
    draft = with_method(ONE_SERVICE)
    for number in (2, 3):
        service(draft, number, "", None)
    service(draft, 1, "Service named 1", 2)
    for number in range(len(draft.assessment.answers)):
        draft.row("answers", number, service_2="", service_3="")
    assert codes(draft) == ["SCO-014"]
    draft.row("answers", 1, service_2="At an event")
    (message,) = (finding.message for finding in draft.findings() if finding.code == "ORG-014")
    assert message == "Nine questions for Service 2 (E9 and E11 to E18) are not answered."


# ---------------------------------------------------------------- by the Domain 1 method


def with_method(method: str) -> Draft:
    """Return the complete workbook without any service rated, with agreed ratings instead of none."""
    draft = complete()
    draft.clear_recorded()
    draft.enter("domain_1", "method", method)
    no_services_in_evidence(draft)
    for number in (1, 2, 3):
        service(draft, number, f"Service named {number}", None)
    return draft


def test_agreed_ratings_are_enough_if_that_is_the_method_and_not_if_it_is_another() -> None:
    for method, found in (
        (AGREED, []),
        (THREE_SERVICES, ["SCO-003", "SCO-013"]),
        (ONE_SERVICE, ["SCO-012"]),
    ):
        draft = with_method(method)
        agreed(draft)
        assert codes(draft) == found, method


def test_one_rated_service_is_enough_if_that_is_the_method() -> None:
    draft = with_method(ONE_SERVICE)
    service(draft, 2, "Service named 2", 2)
    assert codes(draft) == ["SCO-014"]
    draft.enter("domain_1", "method", THREE_SERVICES)
    assert codes(draft) == ["SCO-002", "SCO-002"]
    draft.enter("domain_1", "method", AGREED)
    assert codes(draft) == ["SCO-003"]


# ---------------------------------------------------------------- by the sheets that are used


@pytest.mark.parametrize("sheet", OPTIONAL, ids=[sheet.title for sheet in OPTIONAL])
def test_an_optional_sheet_that_is_not_used_may_be_empty(sheet: Sheet) -> None:
    draft = complete()
    for table in sheet.tables():
        draft.clear(table.holds)
    for form in sheet.forms():
        for entry in form.entries:
            draft.enter(form.holds, entry.attribute, "")
    used = next(number for number, use in enumerate(draft.assessment.sheet_uses) if use.sheet == sheet.title)
    draft.row("sheet_uses", used, used="No")
    about = [
        finding for finding in draft.findings() if finding.source and finding.source.sheet == sheet.title
    ]
    assert about == []


# ---------------------------------------------------------------- what an error stops


@pytest.mark.parametrize("code", [code for code, listing in CATALOGUE.items() if listing.blocks])
def test_every_error_stops_a_document_that_is_there(code: str) -> None:
    parts = {part for document in DOCUMENTS.values() for part in document.stopped_as}
    assert set(CATALOGUE[code].blocks) <= parts


def test_an_error_of_the_board_paper_stops_only_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = complete()
    draft.enter("board_paper", "board", "")
    findings = draft.findings()
    stopped = {name for name in DOCUMENTS if blocking(findings, name)}
    assert stopped == {"board-paper", "board-pack"}
    path = tmp_path / "Our EDS.xlsx"
    draft.book.save(path)
    for document, code in (("report", 0), ("board-paper", 1)):
        out = tmp_path / f"{document}.md"
        words = ["export", str(path), "--document", document, "--to", "md", "-o", str(out)]
        assert (main(words), out.exists()) == (code, code == 0)
    assert main([*words, "--draft"]) == 0
    assert "Board or committee" in out.read_text(encoding="utf-8")
    capsys.readouterr()


def test_an_error_of_the_action_plan_stops_the_plan_and_the_report() -> None:
    draft = complete()
    draft.clear("actions")
    findings = draft.findings()
    stopped = {name for name in DOCUMENTS if blocking(findings, name)}
    assert stopped == {"report", "action-plan", "board-pack"}
