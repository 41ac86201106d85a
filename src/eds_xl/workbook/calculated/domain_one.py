"""The formulas of the one Domain 1 rule: the basis by the truth table, the total and its sentence."""

from __future__ import annotations

from eds_xl.assessment.model import SERVICES
from eds_xl.standard import RULES, Rule
from eds_xl.workbook.calculated.formula import both, chosen, either, field_cell, joined, text
from eds_xl.workbook.calculated.score_places import (
    BASIS_CELL,
    CHOICE,
    FIRST,
    NOT_CHOSEN,
    basis_is,
    is_named,
    not_yet_rated,
    outcome_cells,
    service_cells,
    span,
    total_cell,
)


def basis_formula() -> str:
    """Return the formula of the method that applies, by the rows of the truth table in their order."""
    method = f"TRIM({field_cell('DomainOne', 'method')})"
    rated = [f"IF({cell}>0,1,0)" for cell in service_cells("rated")]
    services = "(" + "+".join(rated) + ")"
    agreed = f"COUNT({span(outcome_cells(FIRST, 'agreed'))})"

    def condition(rule: Rule) -> str:
        conditions = [either(f"{services}={number}" for number in rule.services_rated)]
        if rule.method:
            conditions.append(f"{method}={text(CHOICE[rule.method])}")
        if len(rule.agreed_given) == 1:
            conditions.append(f"({agreed}>0)={'TRUE' if rule.agreed_given[0] else 'FALSE'}")
        return both(conditions)

    rows = ((condition(rule), text(CHOICE.get(rule.basis, NOT_CHOSEN))) for rule in RULES)
    return chosen(rows, text(NOT_CHOSEN))


def _all_named_and_complete() -> str:
    return both(
        [f"COUNT({span(service_cells('total'))})=3", *(is_named(number) for number in SERVICES)],
    )


def total_formula() -> str:
    """Return the formula of the Domain 1 total; nothing while anything that counts is missing."""
    totals = span(service_cells("total"))
    agreed = span(outcome_cells(FIRST, "agreed"))
    return chosen(
        (
            (basis_is("three"), f'IF({_all_named_and_complete()},MEDIAN({totals}),"")'),
            (basis_is("agreed"), f'IF(COUNT({agreed})={len(FIRST.outcomes)},SUM({agreed}),"")'),
            (basis_is("one"), f'IF(COUNT({totals})=1,SUM({totals}),"")'),
        ),
        '""',
    )


def rated_formula() -> str:
    """Return the formula of how many Domain 1 outcomes are rated, as far as they count."""
    figures = span(outcome_cells(FIRST, "figure"))
    all_named = both(is_named(number) for number in SERVICES)
    return chosen(
        (
            (basis_is("three"), f"IF({all_named},COUNT({figures}),0)"),
            (either((basis_is("agreed"), basis_is("one"))), f"COUNT({figures})"),
        ),
        "0",
    )


def how_formula() -> str:
    """Return the formula of the sentence that says how the Domain 1 total was reached."""
    total = total_cell("Domain 1")
    labels, totals = service_cells("label"), service_cells("total")
    opening = f"{text('Domain 1 counts ')}&{total}"
    named_totals = joined(
        (f'{label}&" "&{number}' for label, number in zip(labels, totals, strict=True)), ", "
    )
    one_label = chosen(
        ((f"ISNUMBER({totals[0]})", labels[0]), (f"ISNUMBER({totals[1]})", labels[1])), labels[2]
    )
    one_figures = joined(outcome_cells(FIRST, "figure"), " + ")
    agreed_figures = joined(outcome_cells(FIRST, "agreed"), " + ")
    middle = text(", the middle of the three services' totals: ")
    return chosen(
        (
            (
                f"{BASIS_CELL}={text(NOT_CHOSEN)}",
                text("No total: choose on the Domain 1 sheet how Domain 1 is scored."),
            ),
            (f"NOT(ISNUMBER({total}))", not_yet_rated("Domain 1", len(FIRST.outcomes), ".")),
            (
                basis_is("agreed"),
                f'{opening}&{text(", the sum of the agreed ratings: ")}&{agreed_figures}&"."',
            ),
            (
                basis_is("one"),
                f'{opening}&{text(", the total of one service, ")}&{one_label}&": "&{one_figures}&"."',
            ),
        ),
        f'{opening}&{middle}&{named_totals}&". "&{_middle_in_words(labels, totals, total)}',
    )


def _middle_in_words(labels: list[str], totals: list[str], total: str) -> str:
    same = [f"{number}={total}" for number in totals]

    def tie(first: int, second: int) -> tuple[str, str]:
        words = f'{labels[first]}&" and "&{labels[second]}&{text(" have the same total.")}'
        return both((same[first], same[second])), words

    def only(position: int) -> str:
        return f'{text("The middle service is ")}&{labels[position]}&"."'

    return chosen(
        (
            (both(same), text("All three services have the same total.")),
            tie(0, 1),
            tie(0, 2),
            tie(1, 2),
            (same[0], only(0)),
            (same[1], only(1)),
        ),
        only(2),
    )
