"""The table of the Domain 1 services on the Score card: names, totals and which of them counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from eds_xl.assessment.model import SERVICES
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.formula import chosen, look_up, table_cell, text
from eds_xl.workbook.calculated.score_places import FIRST, basis_is, blank_or, outcome_cells, span, total_cell
from eds_xl.workbook.sheets.score_card import SERVICE_TOTALS


def service_total_cells() -> Iterator[Calculated]:
    """Yield the cells of the services table."""
    for position, number in enumerate(SERVICES):
        ratings = span(outcome_cells(FIRST, f"service_{position + 1}"))
        total = table_cell(SERVICE_TOTALS, "total", number)
        counts = chosen(
            ((basis_is("one"), "TRUE"), (basis_is("three"), f"{total}={total_cell('Domain 1')}")), "FALSE"
        )
        both_known = f"AND(ISNUMBER({total}),ISNUMBER({total_cell('Domain 1')}))"
        formulas = {
            "label": _label_of_service(number),
            "rated": f"COUNT({ratings})",
            "total": f'IF(COUNT({ratings})={len(FIRST.outcomes)},SUM({ratings}),"")',
            "counts": f'IF({both_known},IF({counts},"Yes",""),"")',
        }
        for attribute, formula in formulas.items():
            yield Calculated(
                SERVICE_TOTALS,
                attribute,
                number,
                formula,
                partial(_service_value, attribute=attribute, position=position),
            )


def _label_of_service(number: str) -> str:
    short, name = (
        f"TRIM({look_up('EDS_Services', attribute, text(number))})" for attribute in ("short_name", "name")
    )
    return f'IFERROR(IF({short}<>"",{short},IF({name}<>"",{name},{text(number)})),{text(number)})'


def _service_value(state: State, attribute: str, position: int) -> float | str:
    service = state.card.services[position]
    values: dict[str, float | str] = {
        "label": service.label,
        "rated": sum(rating is not None for rating in service.ratings),
        "total": blank_or(service.total),
        "counts": "Yes" if service.counts else "",
    }
    return values[attribute]
