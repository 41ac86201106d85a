"""The result table on the Score card: statement, band, the next band, the Domain 1 method, a comparison."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.scorecard import Scorecard
from eds_xl.standard import BANDS, OUTCOMES
from eds_xl.workbook.calculated.cell import Calculated
from eds_xl.workbook.calculated.domain_one import basis_formula
from eds_xl.workbook.calculated.formula import both, chosen, table_cell, text
from eds_xl.workbook.calculated.score_places import (
    CHOICE,
    FIRST,
    NOT_CHOSEN,
    basis_is,
    not_yet_rated,
    outcome_cells,
    span,
    total_cell,
)
from eds_xl.workbook.sheets.score_card import BAND, BASIS, COMPARISON, NEXT_BAND, OVERALL, RESULT, STATEMENT


def result_cells() -> Iterator[Calculated]:
    """Yield the cells of the result table."""
    total = total_cell(OVERALL)
    band = chosen(
        ((f"{total}>={band.lowest}", text(band.label)) for band in reversed(BANDS[1:])), text(BANDS[0].label)
    )
    missing = not_yet_rated(OVERALL, len(OUTCOMES), "")
    band_cell = table_cell(RESULT, "value", BAND)
    cells = {
        STATEMENT: (
            f'IF(ISNUMBER({total}),{total}&" – "&{band_cell},{missing})',
            lambda state: state.card.statement,
        ),
        BAND: (f'IF(ISNUMBER({total}),{band},"Not yet rated")', lambda state: _band(state.card)),
        NEXT_BAND: (_next_band_formula(total), lambda state: points_to_next_band(state.card)),
        BASIS: (basis_formula(), lambda state: CHOICE.get(state.card.basis, NOT_CHOSEN)),
        COMPARISON: (_comparison_formula(), lambda state: state.card.medians_note),
    }
    for item, (formula, value) in cells.items():
        yield Calculated(RESULT, "value", item, formula, value)


def _band(card: Scorecard) -> str:
    return card.band.label if card.band else "Not yet rated"


def points_to_next_band(card: Scorecard) -> str:
    """Return how far the next band is, in words; "" while there is no total."""
    if card.total is None:
        return ""
    for band in BANDS:
        points = band.lowest - card.total
        if points > 0:
            return f"{points} {'point' if points == 1 else 'points'} to {band.label}"
    return "The highest band"


def _next_band_formula(total: str) -> str:
    steps = (
        (
            f"{total}<{band.lowest}",
            (
                f'{band.lowest}-{total}&IF({band.lowest}-{total}=1," point"," points")'
                f"&{text(f' to {band.label}')}"
            ),
        )
        for band in BANDS[1:]
    )
    return f'IF(ISNUMBER({total}),{chosen(steps, text("The highest band"))},"")'


def _comparison_formula() -> str:
    figures, total = span(outcome_cells(FIRST, "figure")), total_cell("Domain 1")
    differs = both((basis_is("three"), f"ISNUMBER({total})", f"SUM({figures})<>{total}"))
    opening = text("For comparison: adding the middle rating of each outcome would give ")
    middle, end = text("; the middle of the services' totals, "), text(", is what counts.")
    return f'IF({differs},{opening}&SUM({figures})&{middle}&{total}&{end},"")'
