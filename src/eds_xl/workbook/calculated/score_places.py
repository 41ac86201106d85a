"""The cells of the Score card as formulas refer to them, and the small formulas they share."""

from __future__ import annotations

from eds_xl.assessment.model import SERVICES
from eds_xl.standard import DOMAINS, METHODS, Domain
from eds_xl.workbook.calculated.formula import look_up, table_cell, text
from eds_xl.workbook.sheets.score_card import BASIS, OUTCOME_SCORES, RESULT, SERVICE_TOTALS, TOTALS

NOT_CHOSEN = "Choose the method on the Domain 1 sheet"
CHOICE = {method.key: method.choice for method in METHODS}
FIRST = DOMAINS[0]
BASIS_CELL = table_cell(RESULT, "value", BASIS)


def basis_is(basis: str) -> str:
    """Return the condition (formula text) that Domain 1 is scored by a method."""
    return f"{BASIS_CELL}={text(CHOICE[basis])}"


METHOD_IS_THREE = basis_is("three")
"""The condition (formula text) that Domain 1 is scored on three services."""


def total_cell(part: str) -> str:
    """Return the cell with the total of a domain or overall."""
    return table_cell(TOTALS, "total", part)


def rated_cell(part: str) -> str:
    """Return the cell with the number of outcomes rated in a domain or overall."""
    return table_cell(TOTALS, "rated", part)


def service_cells(attribute: str) -> list[str]:
    """Return the cells of a column of the services table, in order."""
    return [table_cell(SERVICE_TOTALS, attribute, number) for number in SERVICES]


def outcome_cells(domain: Domain, attribute: str) -> list[str]:
    """Return the cells of a column of the outcomes table, for the outcomes of a domain."""
    return [table_cell(OUTCOME_SCORES, attribute, outcome.code) for outcome in domain.outcomes]


def span(cells: list[str]) -> str:
    """Return the range from the first to the last of cells that stand together."""
    return f"{cells[0]}:{cells[-1].split('!')[1]}"


def blank_or(value: float | str | None) -> float | str:
    """Return what a formula shows for a value: nothing where there is none."""
    return "" if value is None else value


def not_yet_rated(part: str, count: int, ending: str) -> str:
    """Return a formula for how far the rating of a part has come, in words."""
    return f"{text('Not yet rated: ')}&{rated_cell(part)}&{text(f' of {count} outcomes rated{ending}')}"


def is_named(number: str) -> str:
    """Return the condition (formula text) that a service has a name."""
    return f'IFERROR(TRIM({look_up("EDS_Services", "name", text(number))})<>"",FALSE)'


def change(now: int | None, before: int | None) -> float | str:
    """Return the change from one year to the next, or nothing where either is not known."""
    return "" if now is None or before is None else now - before


def difference(now: str, before: str) -> str:
    """Return the formula of the difference of two cells, or nothing where either shows none."""
    return f'IF(AND(ISNUMBER({now}),ISNUMBER({before})),{now}-{before},"")'
