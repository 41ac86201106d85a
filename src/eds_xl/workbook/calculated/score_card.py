"""The formulas of the Score card, each beside the Python that gives the same value.

The Domain 1 method that applies is worked out from the same truth table as in Python
(``standard/eds2022.toml``), row by row.
"""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.model import SERVICES
from eds_xl.assessment.scorecard import DomainScore, Scorecard
from eds_xl.standard import BANDS, DOMAINS, EDS, METHODS, OUTCOMES, RATINGS, RULES, Domain, Outcome, Rule
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.formula import (
    both,
    chosen,
    either,
    field_cell,
    joined,
    look_up,
    table_cell,
    text,
)
from eds_xl.workbook.sheets.score_card import (
    BAND,
    BASIS,
    COMPARISON,
    NEXT_BAND,
    OUTCOME_SCORES,
    OVERALL,
    RESULT,
    SERVICE_TOTALS,
    STATEMENT,
    TOTALS,
)

NOT_CHOSEN = "Choose the method on the Domain 1 sheet"
_CHOICE = {method.key: method.choice for method in METHODS}
_BASIS = table_cell(RESULT, "value", BASIS)
_FIRST = DOMAINS[0]
_SUM_OF_RATINGS = text(", the sum of its outcomes' ratings: ")


def _is(basis: str) -> str:
    return f"{_BASIS}={text(_CHOICE[basis])}"


METHOD_IS_THREE = _is("three")
"""The condition (formula text) that Domain 1 is scored on three services."""


def _total(part: str) -> str:
    return table_cell(TOTALS, "total", part)


def _rated(part: str) -> str:
    return table_cell(TOTALS, "rated", part)


def _of_service(attribute: str) -> list[str]:
    return [table_cell(SERVICE_TOTALS, attribute, number) for number in SERVICES]


def _of_outcomes(domain: Domain, attribute: str) -> list[str]:
    return [table_cell(OUTCOME_SCORES, attribute, outcome.code) for outcome in domain.outcomes]


def _span(cells: list[str]) -> str:
    """Return the range from the first to the last of cells that stand together."""
    return f"{cells[0]}:{cells[-1].split('!')[1]}"


def _blank_or(value: float | str | None) -> float | str:
    return "" if value is None else value


def score_card_cells() -> Iterator[Calculated]:
    """Yield every formula cell of the Score card."""
    yield from _result_cells()
    yield from _totals_cells()
    yield from _service_cells()
    for outcome in OUTCOMES:
        yield from _outcome_cells(outcome)


# ---------------------------------------------------------------- outcomes


def _entered(outcome: Outcome, attribute: str) -> str:
    """Return the rating as entered if it is 0, 1, 2 or 3, else nothing."""
    entry = look_up(f"EDS_Ratings{outcome.domain}", attribute, text(outcome.code))
    fits = either(f"{entry}={rating.value}" for rating in RATINGS)
    return f'IFERROR(IF(ISNUMBER({entry}),IF({fits},{entry},""),""),"")'


def _outcome_cells(outcome: Outcome) -> Iterator[Calculated]:
    position = OUTCOMES.index(outcome)
    code = outcome.code

    def at(attribute: str) -> tuple[str, str, str]:
        return (OUTCOME_SCORES, attribute, code)

    figure, last_year = (table_cell(OUTCOME_SCORES, name, code) for name in ("figure", "last_year"))
    if outcome.domain == 1:
        yield from _first_domain_cells(outcome)
    else:
        yield Calculated(
            *at("figure"), _entered(outcome, "rating"), lambda state: _blank_or(state.card.outcomes[position].figure)
        )
    labels = chosen(((f"{figure}={rating.value}", text(rating.label)) for rating in RATINGS), '""')
    yield Calculated(*at("label"), f'IF(ISNUMBER({figure}),{labels},"")', lambda state: _label(state, position))
    yield Calculated(
        *at("last_year"),
        _entered(outcome, "last_year"),
        lambda state: _blank_or(state.card.outcomes[position].last_year),
    )
    yield Calculated(*at("change"), _difference(figure, last_year), lambda state: _outcome_change(state, position))


def _label(state: State, position: int) -> str:
    rating = state.card.outcomes[position].rating
    return rating.label if rating else ""


def _outcome_change(state: State, position: int) -> float | str:
    outcome = state.card.outcomes[position]
    return _change(outcome.figure, outcome.last_year)


def _change(now: int | None, before: int | None) -> float | str:
    return "" if now is None or before is None else now - before


def _difference(now: str, before: str) -> str:
    return f'IF(AND(ISNUMBER({now}),ISNUMBER({before})),{now}-{before},"")'


def _first_domain_cells(outcome: Outcome) -> Iterator[Calculated]:
    code, row = outcome.code, _FIRST.outcomes.index(outcome)
    for position in range(len(SERVICES)):
        attribute = f"service_{position + 1}"
        yield Calculated(OUTCOME_SCORES, attribute, code,
            _entered(outcome, attribute),
            lambda state, position=position: _blank_or(state.card.services[position].ratings[row]),  # type: ignore[misc]
        )
    yield Calculated(OUTCOME_SCORES, "agreed", code,
        _entered(outcome, "agreed"),
        lambda state: _agreed(state, code),
    )
    services = _span([table_cell(OUTCOME_SCORES, f"service_{number}", code) for number in (1, 2, 3)])
    figure = chosen(
        (
            (_is("agreed"), table_cell(OUTCOME_SCORES, "agreed", code)),
            (_is("one"), f'IF(COUNT({services})=1,SUM({services}),"")'),
            (_is("three"), f'IF(COUNT({services})=3,MEDIAN({services}),"")'),
        ),
        '""',
    )
    position = OUTCOMES.index(outcome)
    yield Calculated(OUTCOME_SCORES, "figure", code,
        figure,
        lambda state: _blank_or(state.card.outcomes[position].figure),
    )


def _agreed(state: State, code: str) -> float | str:
    entry = state.assessment.rating_of(code).agreed
    return entry if isinstance(entry, int) and entry in {rating.value for rating in RATINGS} else ""


# ---------------------------------------------------------------- services


def _service_cells() -> Iterator[Calculated]:
    for position, number in enumerate(SERVICES):
        ratings = _span(_of_outcomes(_FIRST, f"service_{position + 1}"))
        total = table_cell(SERVICE_TOTALS, "total", number)
        counts = chosen(((_is("one"), "TRUE"), (_is("three"), f"{total}={_total('Domain 1')}")), "FALSE")
        formulas = {
            "label": _label_of_service(number),
            "rated": f"COUNT({ratings})",
            "total": f'IF(COUNT({ratings})={len(_FIRST.outcomes)},SUM({ratings}),"")',
            "counts": f'IF(AND(ISNUMBER({total}),ISNUMBER({_total("Domain 1")})),IF({counts},"Yes",""),"")',
        }
        for attribute, formula in formulas.items():
            yield Calculated(SERVICE_TOTALS, attribute, number,
                formula,
                lambda state, attribute=attribute, position=position: _service_value(  # type: ignore[misc]
                    state.card, attribute, position
                ),
            )


def _label_of_service(number: str) -> str:
    short, name = (f"TRIM({look_up('EDS_Services', attribute, text(number))})" for attribute in ("short_name", "name"))
    return f'IFERROR(IF({short}<>"",{short},IF({name}<>"",{name},{text(number)})),{text(number)})'


def _service_value(card: Scorecard, attribute: str, position: int) -> float | str:
    service = card.services[position]
    values: dict[str, float | str] = {
        "label": service.label,
        "rated": sum(rating is not None for rating in service.ratings),
        "total": _blank_or(service.total),
        "counts": "Yes" if service.counts else "",
    }
    return values[attribute]


# ---------------------------------------------------------------- totals


def _totals_cells() -> Iterator[Calculated]:
    for position, domain in enumerate(DOMAINS):
        for attribute, formula in _domain_formulas(domain).items():
            yield Calculated(TOTALS, attribute, domain.name,
                formula,
                lambda state, attribute=attribute, position=position: _domain_value(  # type: ignore[misc]
                    state.card.domains[position], attribute
                ),
            )
    for attribute, formula in _overall_formulas().items():
        yield Calculated(TOTALS, attribute, OVERALL,
            formula,
            lambda state, attribute=attribute: _overall_value(state.card, attribute),  # type: ignore[misc]
        )


def _domain_formulas(domain: Domain) -> dict[str, str]:
    count = len(domain.outcomes)
    figures, last_years = (_span(_of_outcomes(domain, name)) for name in ("figure", "last_year"))
    total, last_year = (table_cell(TOTALS, name, domain.name) for name in ("total", "last_year"))
    first = domain is _FIRST
    return {
        "how": _how_domain_one() if first else _how_sum(domain),
        "total": _total_domain_one() if first else f'IF(COUNT({figures})={count},SUM({figures}),"")',
        "rated": _rated_domain_one() if first else f"COUNT({figures})",
        "last_year": f'IF(COUNT({last_years})={count},SUM({last_years}),"")',
        "change": _difference(total, last_year),
    }


def _domain_value(score: DomainScore, attribute: str) -> float | str:
    values: dict[str, float | str] = {
        "how": score.explanation,
        "total": _blank_or(score.total),
        "rated": score.rated,
        "last_year": _blank_or(score.last_year),
        "change": _change(score.total, score.last_year),
    }
    return values[attribute]


def _all_named_and_complete() -> str:
    return both(
        [f"COUNT({_span(_of_service('total'))})=3", *(_is_named(number) for number in SERVICES)],
    )


def _is_named(number: str) -> str:
    return f'IFERROR(TRIM({look_up("EDS_Services", "name", text(number))})<>"",FALSE)'


def _total_domain_one() -> str:
    totals = _span(_of_service("total"))
    agreed = _span(_of_outcomes(_FIRST, "agreed"))
    return chosen(
        (
            (_is("three"), f'IF({_all_named_and_complete()},MEDIAN({totals}),"")'),
            (_is("agreed"), f'IF(COUNT({agreed})={len(_FIRST.outcomes)},SUM({agreed}),"")'),
            (_is("one"), f'IF(COUNT({totals})=1,SUM({totals}),"")'),
        ),
        '""',
    )


def _rated_domain_one() -> str:
    figures = _span(_of_outcomes(_FIRST, "figure"))
    all_named = both(_is_named(number) for number in SERVICES)
    return chosen(
        ((_is("three"), f"IF({all_named},COUNT({figures}),0)"), (either((_is("agreed"), _is("one"))), f"COUNT({figures})")),
        "0",
    )


def _not_yet(part: str, count: int, ending: str) -> str:
    return f"{text('Not yet rated: ')}&{_rated(part)}&{text(f' of {count} outcomes rated{ending}')}"


def _how_sum(domain: Domain) -> str:
    opening = f"{text(f'{domain.name} counts ')}&{_total(domain.name)}&{_SUM_OF_RATINGS}"
    figures = joined(_of_outcomes(domain, "figure"), " + ")
    missing = _not_yet(domain.name, len(domain.outcomes), ".")
    return f'IF(ISNUMBER({_total(domain.name)}),{opening}&{figures}&".",{missing})'


def _how_domain_one() -> str:
    total = _total("Domain 1")
    labels, totals = _of_service("label"), _of_service("total")
    opening = f"{text('Domain 1 counts ')}&{total}"
    named_totals = joined((f'{label}&" "&{number}' for label, number in zip(labels, totals, strict=True)), ", ")
    one_label = chosen(((f"ISNUMBER({totals[0]})", labels[0]), (f"ISNUMBER({totals[1]})", labels[1])), labels[2])
    one_figures = joined(_of_outcomes(_FIRST, "figure"), " + ")
    agreed_figures = joined(_of_outcomes(_FIRST, "agreed"), " + ")
    middle = text(", the middle of the three services' totals: ")
    return chosen(
        (
            (f"{_BASIS}={text(NOT_CHOSEN)}", text("No total: choose on the Domain 1 sheet how Domain 1 is scored.")),
            (f"NOT(ISNUMBER({total}))", _not_yet("Domain 1", len(_FIRST.outcomes), ".")),
            (_is("agreed"), f'{opening}&{text(", the sum of the agreed ratings: ")}&{agreed_figures}&"."'),
            (_is("one"), f'{opening}&{text(", the total of one service, ")}&{one_label}&": "&{one_figures}&"."'),
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


def _overall_formulas() -> dict[str, str]:
    parts = [domain.name for domain in DOMAINS]
    totals = _span([_total(part) for part in parts])
    last_years = _span([table_cell(TOTALS, "last_year", part) for part in parts])
    sum_text = joined((f'IF(ISNUMBER({_total(part)}),{_total(part)},"–")' for part in parts), " + ")
    follows = text(": the total follows when every outcome that counts is rated.")
    total = _total(OVERALL)
    return {
        "how": f'{sum_text}&IF(ISNUMBER({total})," = "&{total}&{text(f" out of {EDS.maximum_total}.")},{follows})',
        "total": f'IF(COUNT({totals})={len(parts)},SUM({totals}),"")',
        "rated": f"SUM({_span([_rated(part) for part in parts])})",
        "last_year": f'IF(COUNT({last_years})={len(parts)},SUM({last_years}),"")',
        "change": _difference(total, table_cell(TOTALS, "last_year", OVERALL)),
    }


def _overall_value(card: Scorecard, attribute: str) -> float | str:
    values: dict[str, float | str] = {
        "how": card.explanation,
        "total": _blank_or(card.total),
        "rated": card.rated,
        "last_year": _blank_or(card.last_year),
        "change": _change(card.total, card.last_year),
    }
    return values[attribute]


# ---------------------------------------------------------------- result


def _result_cells() -> Iterator[Calculated]:
    total = _total(OVERALL)
    band = chosen(((f"{total}>={band.lowest}", text(band.label)) for band in reversed(BANDS[1:])), text(BANDS[0].label))
    missing = _not_yet(OVERALL, len(OUTCOMES), "")
    band_cell = table_cell(RESULT, "value", BAND)
    cells = {
        STATEMENT: (f'IF(ISNUMBER({total}),{total}&" – "&{band_cell},{missing})', lambda state: state.card.statement),
        BAND: (f'IF(ISNUMBER({total}),{band},"Not yet rated")', lambda state: _band(state.card)),
        NEXT_BAND: (_next_band_formula(total), lambda state: points_to_next_band(state.card)),
        BASIS: (_basis_formula(), lambda state: _CHOICE.get(state.card.basis, NOT_CHOSEN)),
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
            f'{band.lowest}-{total}&IF({band.lowest}-{total}=1," point"," points")&{text(f" to {band.label}")}',
        )
        for band in BANDS[1:]
    )
    return f'IF(ISNUMBER({total}),{chosen(steps, text("The highest band"))},"")'


def _basis_formula() -> str:
    method = f"TRIM({field_cell('DomainOne', 'method')})"
    rated = [f"IF({cell}>0,1,0)" for cell in _of_service("rated")]
    services = "(" + "+".join(rated) + ")"
    agreed = f"COUNT({_span(_of_outcomes(_FIRST, 'agreed'))})"

    def condition(rule: Rule) -> str:
        conditions = [
            f"{method}={text(_CHOICE[rule.method])}" if rule.method else "TRUE",
            either(f"{services}={number}" for number in rule.services_rated)
            if len(rule.services_rated) <= len(SERVICES)
            else "TRUE",
            either(f"({agreed}>0)={'TRUE' if given else 'FALSE'}" for given in rule.agreed_given)
            if len(rule.agreed_given) == 1
            else "TRUE",
        ]
        return both(item for item in conditions if item != "TRUE") if any(c != "TRUE" for c in conditions) else "TRUE"

    return chosen(
        ((condition(rule), text(_CHOICE.get(rule.basis, NOT_CHOSEN))) for rule in RULES if rule is not RULES[-1]),
        text(NOT_CHOSEN),
    )


def _comparison_formula() -> str:
    figures, total = _span(_of_outcomes(_FIRST, "figure")), _total("Domain 1")
    differs = both((_is("three"), f"ISNUMBER({total})", f"SUM({figures})<>{total}"))
    opening = text("For comparison: adding the middle rating of each outcome would give ")
    middle, end = text("; the middle of the services' totals, "), text(", is what counts.")
    return f'IF({differs},{opening}&SUM({figures})&{middle}&{total}&{end},"")'
