"""The totals table on the Score card: each domain and overall."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from eds_xl.standard import DOMAINS, EDS, Domain
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.domain_one import how_formula, rated_formula, total_formula
from eds_xl.workbook.calculated.formula import joined, table_cell, text
from eds_xl.workbook.calculated.score_places import (
    FIRST,
    blank_or,
    change,
    difference,
    not_yet_rated,
    outcome_cells,
    rated_cell,
    span,
    total_cell,
)
from eds_xl.workbook.sheets.score_card import OVERALL, TOTALS

_SUM_OF_RATINGS = text(", the sum of its outcomes' ratings: ")


def total_cells() -> Iterator[Calculated]:
    """Yield the cells of the totals table."""
    for position, domain in enumerate(DOMAINS):
        for attribute, formula in _domain_formulas(domain).items():
            yield Calculated(
                TOTALS,
                attribute,
                domain.name,
                formula,
                partial(_domain_value, attribute=attribute, position=position),
            )
    for attribute, formula in _overall_formulas().items():
        yield Calculated(
            TOTALS,
            attribute,
            OVERALL,
            formula,
            partial(_overall_value, attribute=attribute),
        )


def _domain_formulas(domain: Domain) -> dict[str, str]:
    count = len(domain.outcomes)
    figures, last_years = (span(outcome_cells(domain, name)) for name in ("figure", "last_year"))
    total, last_year = (table_cell(TOTALS, name, domain.name) for name in ("total", "last_year"))
    first = domain is FIRST
    return {
        "how": how_formula() if first else _how_sum(domain),
        "total": total_formula() if first else f'IF(COUNT({figures})={count},SUM({figures}),"")',
        "rated": rated_formula() if first else f"COUNT({figures})",
        "last_year": f'IF(COUNT({last_years})={count},SUM({last_years}),"")',
        "change": difference(total, last_year),
    }


def _domain_value(state: State, attribute: str, position: int) -> float | str:
    score = state.card.domains[position]
    values: dict[str, float | str] = {
        "how": score.explanation,
        "total": blank_or(score.total),
        "rated": score.rated,
        "last_year": blank_or(score.last_year),
        "change": change(score.total, score.last_year),
    }
    return values[attribute]


def _how_sum(domain: Domain) -> str:
    opening = f"{text(f'{domain.name} counts ')}&{total_cell(domain.name)}&{_SUM_OF_RATINGS}"
    figures = joined(outcome_cells(domain, "figure"), " + ")
    missing = not_yet_rated(domain.name, len(domain.outcomes), ".")
    return f'IF(ISNUMBER({total_cell(domain.name)}),{opening}&{figures}&".",{missing})'


def _overall_formulas() -> dict[str, str]:
    parts = [domain.name for domain in DOMAINS]
    totals = span([total_cell(part) for part in parts])
    last_years = span([table_cell(TOTALS, "last_year", part) for part in parts])
    sum_text = joined((f'IF(ISNUMBER({total_cell(part)}),{total_cell(part)},"–")' for part in parts), " + ")
    follows = text(": the total follows when every outcome that counts is rated.")
    total, out_of = total_cell(OVERALL), text(f" out of {EDS.maximum_total}.")
    return {
        "how": f'{sum_text}&IF(ISNUMBER({total})," = "&{total}&{out_of},{follows})',
        "total": f'IF(COUNT({totals})={len(parts)},SUM({totals}),"")',
        "rated": f"SUM({span([rated_cell(part) for part in parts])})",
        "last_year": f'IF(COUNT({last_years})={len(parts)},SUM({last_years}),"")',
        "change": difference(total, table_cell(TOTALS, "last_year", OVERALL)),
    }


def _overall_value(state: State, attribute: str) -> float | str:
    card = state.card
    values: dict[str, float | str] = {
        "how": card.explanation,
        "total": blank_or(card.total),
        "rated": card.rated,
        "last_year": blank_or(card.last_year),
        "change": change(card.total, card.last_year),
    }
    return values[attribute]
