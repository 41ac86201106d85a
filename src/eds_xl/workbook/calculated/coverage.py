"""The coverage table on the Score card: which groups the evidence for each outcome speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from eds_xl.assessment.model import Assessment
from eds_xl.standard import GROUPS, OUTCOMES, Outcome
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.formula import column, text
from eds_xl.workbook.sheets.score_card import COVERAGE

NAMED = "Yes"
_BEFORE = ("", "*;", "*; ")
_AFTER = ("", ";*")


def coverage_cells() -> Iterator[Calculated]:
    """Yield the cells of the coverage table."""
    for group in GROUPS:
        for outcome in OUTCOMES:
            yield Calculated(
                COVERAGE,
                outcome.code,
                group.name,
                _formula(outcome, group.name),
                partial(_value, code=outcome.code, domain=outcome.domain, name=group.name),
            )


def _formula(outcome: Outcome, name: str) -> str:
    """Count the rows whose groups, separated by semicolons, have the name among them."""
    table = f"EDS_Evidence{outcome.domain}"
    rows = f"{column(table, 'outcome')},{text(outcome.code)},{column(table, 'groups')}"
    counts = "+".join(
        f"COUNTIFS({rows},{text(before + name + after)})" for before in _BEFORE for after in _AFTER
    )
    return f'IF({counts}>0,{text(NAMED)},"")'


def _value(state: State, code: str, domain: int, name: str) -> str:
    entries = state.once("groups of outcomes", lambda: _groups_by_outcome(state.assessment))
    return NAMED if any(_names(groups, name) for groups in entries.get((domain, code), ())) else ""


def _groups_by_outcome(assessment: Assessment) -> dict[tuple[int, str], set[str]]:
    """Return what stands under Groups beside the evidence of each outcome (by domain and code)."""
    found: dict[tuple[int, str], set[str]] = {}
    for row in assessment.evidence:
        if row.groups:
            found.setdefault((row.domain, row.outcome), set()).add(row.groups)
    return found


def _names(groups: str, name: str) -> bool:
    """Find the name where the formula's patterns find it: between semicolons, one space allowed before it."""
    padded, wanted = f";{groups};".casefold(), name.casefold()
    return f";{wanted};" in padded or f"; {wanted};" in padded
