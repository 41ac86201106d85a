"""The outcomes table on the Score card: ratings as far as they are valid, labels, last year, change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from eds_xl.assessment.model import SERVICES
from eds_xl.standard import OUTCOMES, RATINGS, Outcome
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.formula import chosen, either, look_up, table_cell, text
from eds_xl.workbook.calculated.score_places import FIRST, basis_is, blank_or, change, difference, span
from eds_xl.workbook.sheets.score_card import OUTCOME_SCORES


def _entered(outcome: Outcome, attribute: str) -> str:
    """Return the rating as entered if it is 0, 1, 2 or 3, else nothing."""
    entry = look_up(f"EDS_Ratings{outcome.domain}", attribute, text(outcome.code))
    fits = either(f"{entry}={rating.value}" for rating in RATINGS)
    return f'IFERROR(IF(ISNUMBER({entry}),IF({fits},{entry},""),""),"")'


def outcome_score_cells() -> Iterator[Calculated]:
    """Yield the cells of the outcomes table."""
    for outcome in OUTCOMES:
        yield from _cells_of(outcome)


def _cells_of(outcome: Outcome) -> Iterator[Calculated]:
    position = OUTCOMES.index(outcome)
    code = outcome.code

    def at(attribute: str) -> tuple[str, str, str]:
        return (OUTCOME_SCORES, attribute, code)

    figure, last_year = (table_cell(OUTCOME_SCORES, name, code) for name in ("figure", "last_year"))
    if outcome.domain == 1:
        yield from _first_domain_cells(outcome)
    else:
        yield Calculated(
            *at("figure"),
            _entered(outcome, "rating"),
            lambda state: blank_or(state.card.outcomes[position].figure),
        )
    labels = chosen(((f"{figure}={rating.value}", text(rating.label)) for rating in RATINGS), '""')
    yield Calculated(
        *at("label"), f'IF(ISNUMBER({figure}),{labels},"")', lambda state: _label(state, position)
    )
    yield Calculated(
        *at("last_year"),
        _entered(outcome, "last_year"),
        lambda state: blank_or(state.card.outcomes[position].last_year),
    )
    yield Calculated(
        *at("change"), difference(figure, last_year), lambda state: _outcome_change(state, position)
    )


def _label(state: State, position: int) -> str:
    rating = state.card.outcomes[position].rating
    return rating.label if rating else ""


def _outcome_change(state: State, position: int) -> float | str:
    outcome = state.card.outcomes[position]
    return change(outcome.figure, outcome.last_year)


def _first_domain_cells(outcome: Outcome) -> Iterator[Calculated]:
    code, row = outcome.code, FIRST.outcomes.index(outcome)
    for position in range(len(SERVICES)):
        attribute = f"service_{position + 1}"
        yield Calculated(
            OUTCOME_SCORES,
            attribute,
            code,
            _entered(outcome, attribute),
            partial(_service_rating, position=position, row=row),
        )
    yield Calculated(
        OUTCOME_SCORES,
        "agreed",
        code,
        _entered(outcome, "agreed"),
        lambda state: _agreed(state, code),
    )
    services = span([table_cell(OUTCOME_SCORES, f"service_{number}", code) for number in (1, 2, 3)])
    figure = chosen(
        (
            (basis_is("agreed"), table_cell(OUTCOME_SCORES, "agreed", code)),
            (basis_is("one"), f'IF(COUNT({services})=1,SUM({services}),"")'),
            (basis_is("three"), f'IF(COUNT({services})=3,MEDIAN({services}),"")'),
        ),
        '""',
    )
    position = OUTCOMES.index(outcome)
    yield Calculated(
        OUTCOME_SCORES,
        "figure",
        code,
        figure,
        lambda state: blank_or(state.card.outcomes[position].figure),
    )


def _service_rating(state: State, position: int, row: int) -> float | str:
    return blank_or(state.card.services[position].ratings[row])


def _agreed(state: State, code: str) -> float | str:
    entry = state.assessment.rating_of(code).agreed
    return entry if isinstance(entry, int) and entry in {rating.value for rating in RATINGS} else ""
