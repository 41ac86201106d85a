"""Where there is no total, a finding says why; where there is one, none says that something is missing."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

import pytest

from eds_xl.assessment.finding import Finding, Severity
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.scoring import score
from eds_xl.checks import check
from tests.checks.drafts import Draft, complete
from tests.workbook.rating_grids import rating_grids

GRIDS = 1000
EXPLAIN = {f"SCO-{number:03}" for number in (1, 2, 3, 4, 5, 6, 9, 10, 12)} | {"ORG-003"}
SAY_MISSING = {"SCO-001", "SCO-002", "SCO-003", "SCO-010", "SCO-012"}

Record = TypeVar("Record", bound=Placed)


@cache
def placed_workbook() -> Draft:
    return complete()


def checked(grid: Assessment) -> tuple[Scorecard, tuple[Finding, ...]]:
    """Check the complete workbook with the ratings, services and method of another assessment in it."""
    draft = placed_workbook()
    placed = draft.assessment
    assessment = replace(
        placed,
        ratings=tuple(map(with_entries, placed.ratings, grid.ratings)),
        services=tuple(map(with_entries, placed.services, grid.services)),
        domain_1=with_entries(placed.domain_1, grid.domain_1),
    )
    card = score(assessment)
    return card, check(replace(draft.before, assessment=assessment), None, card)


def with_entries(placed: Record, entered: Record) -> Record:
    entries: dict[str, Any] = {
        item.name: getattr(entered, item.name) for item in fields(entered) if item.name != "place"
    }
    return replace(placed, **entries)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_missing_total_is_explained_and_no_other(seed: int) -> None:
    seen: set[str] = set()
    for grid in rating_grids(seed, GRIDS):
        card, findings = checked(grid)
        errors = {finding.code for finding in findings if finding.severity is Severity.ERROR}
        for domain in card.domains:
            codes = codes_on(findings, f"Domain {domain.number}")
            if domain.total is None:
                assert codes & EXPLAIN, (grid, codes)
            else:
                assert not codes & SAY_MISSING, (grid, codes)
        if card.total is not None:
            assert "SCO-003" not in errors
        seen |= errors
    assert {"SCO-001", "SCO-002", "SCO-003", "SCO-004", "SCO-005", "SCO-009", "SCO-010", "SCO-012"} <= seen


def codes_on(findings: tuple[Finding, ...], sheet: str) -> set[str]:
    return {finding.code for finding in findings if finding.source and finding.source.sheet == sheet}
