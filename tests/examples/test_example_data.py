"""The data of the two example assessments: they load, score as published, and fit the workbook's sheets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from eds_xl.assessment.blocks import ListBlock
from eds_xl.assessment.interchange import from_json, to_json
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scoring import score
from eds_xl.assessment.words import ALL_SERVICES, NO_ACTION, ORGANISATION_WIDE
from eds_xl.standard import OUTCOMES
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry

DATA = Path(__file__).resolve().parents[2] / "src" / "eds_xl" / "examples"
MSE = "mid-and-south-essex-icb-2023-24"
BLMK = "bedfordshire-luton-and-milton-keynes-icb-2022-23"
REF = re.compile(r"[EPAGTX]\d{3}")
EXCEL_CELL = 32_767
EXCEL_LINE_FEEDS = 253


def load(name: str) -> Assessment:
    return from_json((DATA / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(params=[MSE, BLMK])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def assessment(name: str) -> Assessment:
    return load(name)


def referenced_rows(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Each row that has a Ref, with its table; a figure's rows share one, so they are not here."""
    for table in ("evidence", "previous_actions", "actions", "events", "texts", "board_headings", "glossary"):
        for row in getattr(assessment, table):
            yield table, row.ref


def declared_entries(assessment: Assessment) -> Iterator[tuple[Entry, Placed]]:
    """Each entry of every form and table with each record it stands in."""
    for _, form in FORMS:
        for entry in form.entries:
            yield entry, getattr(assessment, form.holds)
    for _, table in TABLES:
        for record in getattr(assessment, table.holds) if table.holds else ():
            constants = dict(table.constants)
            if all(getattr(record, attribute) == value for attribute, value in constants.items()):
                for entry in table.entries:
                    yield entry, record


def chosen(assessment: Assessment) -> Iterator[tuple[Entry, str]]:
    """Each entry filled from a drop-down, and what stands there."""
    for entry, record in declared_entries(assessment):
        if entry.choices and not entry.open_choice:
            value = getattr(record, entry.attribute)
            if value not in ("", None):
                yield entry, value


def test_mid_and_south_essex_scores_19_developing() -> None:
    card = score(load(MSE))
    assert [domain.total for domain in card.domains] == [8, 6, 5]
    assert card.total == 19
    assert card.band is not None
    assert card.band.label == "Developing"


def test_blmk_scores_10_developing_on_one_service() -> None:
    assessment = load(BLMK)
    card = score(assessment)
    assert [domain.total for domain in card.domains] == [5, 3, 2]
    assert card.total == 10
    assert card.band is not None
    assert card.band.label == "Developing"
    assert [service.name for service in assessment.services if service.name] == ["Maternity Service"]
    last_year = {
        rating.outcome: rating.last_year for rating in assessment.ratings if rating.last_year is not None
    }
    assert last_year == {"2A": 2, "2B": 1, "2C": 1, "2D": 0}


def test_the_ratings_are_those_published() -> None:
    agreed = {rating.outcome: rating.agreed for rating in load(MSE).ratings if rating.outcome[0] == "1"}
    assert agreed == dict.fromkeys(("1A", "1B", "1C", "1D"), 2)
    by_service = {
        rating.outcome: rating.service_1 for rating in load(BLMK).ratings if rating.outcome[0] == "1"
    }
    assert by_service == {"1A": 1, "1B": 1, "1C": 1, "1D": 2}


def test_the_file_is_as_to_json_writes_it(name: str) -> None:
    text = (DATA / f"{name}.json").read_text(encoding="utf-8")
    assert to_json(from_json(text)) == text


def test_every_outcome_has_evidence_of_substance(assessment: Assessment) -> None:
    text_of = {
        outcome.code: sum(
            len(row.evidence) + len(row.analysis)
            for row in assessment.evidence
            if row.outcome == outcome.code
        )
        for outcome in OUTCOMES
    }
    assert min(text_of.values()) >= 300


def test_one_outcome_has_over_5000_characters_over_several_rows(assessment: Assessment) -> None:
    characters: Counter[str] = Counter()
    for row in assessment.evidence:
        characters[row.outcome] += len(row.evidence)
    outcome, most = characters.most_common(1)[0]
    assert most > 5000
    assert sum(row.outcome == outcome for row in assessment.evidence) > 1


def test_refs_are_given_and_unique(assessment: Assessment) -> None:
    refs = [ref for _, ref in referenced_rows(assessment)]
    assert all(REF.fullmatch(ref) for ref in refs)
    assert len(refs) == len(set(refs))


def test_no_two_evidence_rows_say_the_same(assessment: Assessment) -> None:
    rows = Counter((row.evidence, row.analysis) for row in assessment.evidence)
    assert [row for row, count in rows.items() if count > 1] == []


def test_evidence_stands_on_the_sheet_of_its_outcome(assessment: Assessment) -> None:
    assert all(row.outcome[0] == str(row.domain) for row in assessment.evidence)


def test_what_is_chosen_from_a_drop_down_is_offered_there(assessment: Assessment) -> None:
    services = {service.label for service in assessment.services if service.name} | {
        ALL_SERVICES,
        ORGANISATION_WIDE,
    }
    for entry, value in chosen(assessment):
        offered = services if LISTS[entry.choices].live else LISTS[entry.choices].values
        assert value in offered, f"{entry.label}: {value!r}"


def test_figures_and_citations_match(assessment: Assessment) -> None:
    figures = {row.ref for row in assessment.figures}
    cited = {row.figure for row in assessment.evidence} | {row.figure for row in assessment.previous_actions}
    assert figures == cited - {""}


def test_where_no_action_is_planned_a_reason_stands(assessment: Assessment) -> None:
    reasons = [action.action for action in assessment.actions if action.kind == NO_ACTION]
    assert all(reasons)


def test_texts_fit_a_cell_and_their_bullets_are_read_as_lists(assessment: Assessment) -> None:
    for entry, record in declared_entries(assessment):
        text = str(getattr(record, entry.attribute)) if entry.is_read else ""
        assert len(text) <= EXCEL_CELL
        assert text.count("\n") <= EXCEL_LINE_FEEDS
        assert text == text.strip()
        if "•" in text:
            assert any(isinstance(block, ListBlock) for block in read_prose(text))
