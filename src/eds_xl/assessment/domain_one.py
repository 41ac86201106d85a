"""The one Domain 1 rule: which ratings count, their total, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.ratings import middle, value_of
from eds_xl.assessment.scorecard import OutcomeScore, ServiceScore
from eds_xl.standard import DOMAINS, METHODS, RULES

_CODES = tuple(outcome.code for outcome in DOMAINS[0].outcomes)
_METHOD_BY_CHOICE = {method.choice.casefold(): method.key for method in METHODS}


def service_scores(assessment: Assessment) -> tuple[ServiceScore, ...]:
    """Return the three services with their ratings and totals; which of them counts is marked as well."""
    scores = tuple(
        _service_score(assessment, position, service.number, service.name, service.label)
        for position, service in enumerate(assessment.services)
    )
    _, basis, _ = basis_of(assessment, scores)
    return tuple(replace(service, counts=_counts(service, scores, basis)) for service in scores)


def _service_score(assessment: Assessment, position: int, number: str, name: str, label: str) -> ServiceScore:
    ratings = tuple(value_of(assessment.rating_of(code).services[position]) for code in _CODES)
    known = [rating for rating in ratings if rating is not None]
    total = sum(known) if len(known) == len(_CODES) else None
    return ServiceScore(number, name, label, ratings, total, counts=False)


def _counts(service: ServiceScore, services: Sequence[ServiceScore], basis: str) -> bool:
    if basis == "one":
        return service.complete
    if basis != "three" or not _all_named_and_complete(services):
        return False
    return service.total == _middle(services)


def basis_of(assessment: Assessment, services: Sequence[ServiceScore]) -> tuple[str, str, bool]:
    """Return the method chosen, the basis that applies by the truth table, and whether it was assumed.

    A choice that is none of the three offered counts as no choice.
    """
    method = _METHOD_BY_CHOICE.get(assessment.domain_1.method.strip().casefold(), "")
    rated = sum(service.rated for service in services)
    agreed = any(value_of(assessment.rating_of(code).agreed) is not None for code in _CODES)
    rule = next(
        rule
        for rule in RULES
        if rule.method == method and rated in rule.services_rated and agreed in rule.agreed_given
    )
    return method, rule.basis, rule.assumed


def domain_one_total(
    services: Sequence[ServiceScore], outcomes: Sequence[OutcomeScore], basis: str
) -> int | None:
    """Return the Domain 1 total (0 to 12), or None while anything that counts is missing."""
    if basis == "three":
        return _middle(services) if _all_named_and_complete(services) else None
    if basis == "one":
        return next((service.total for service in services if service.rated), None)
    figures = [outcome.figure for outcome in outcomes]
    if basis == "" or None in figures:
        return None
    return sum(figure for figure in figures if figure is not None)


def domain_one_explanation(
    services: Sequence[ServiceScore], outcomes: Sequence[OutcomeScore], basis: str, total: int | None
) -> str:
    """Return the sentence that says how the Domain 1 total was reached, or what it still needs."""
    if basis == "":
        return "No total: choose on the Domain 1 sheet how Domain 1 is scored."
    if total is None:
        return (
            f"Not yet rated: {sum(outcome.rated for outcome in outcomes)} of {len(outcomes)} outcomes rated."
        )
    if basis == "agreed":
        figures = " + ".join(str(outcome.figure) for outcome in outcomes)
        return f"Domain 1 counts {total}, the sum of the agreed ratings: {figures}."
    if basis == "one":
        only = next(service for service in services if service.rated)
        figures = " + ".join(str(rating) for rating in only.ratings)
        return f"Domain 1 counts {total}, the total of one service, {only.label}: {figures}."
    totals = ", ".join(f"{service.label} {service.total}" for service in services)
    opening = f"Domain 1 counts {total}, the middle of the three services' totals"
    return f"{opening}: {totals}. {_middle_in_words(services)}"


def _all_named_and_complete(services: Sequence[ServiceScore]) -> bool:
    return all(service.name and service.complete for service in services)


def _middle(services: Sequence[ServiceScore]) -> int:
    return middle(service.total for service in services if service.total is not None)


def _middle_in_words(services: Sequence[ServiceScore]) -> str:
    """Name the service whose total is the middle one, or those that share it."""
    sharing = [service.label for service in services if service.total == _middle(services)]
    if len(sharing) == len(services):
        return "All three services have the same total."
    if len(sharing) == 1:
        return f"The middle service is {sharing[0]}."
    return f"{sharing[0]} and {sharing[1]} have the same total."
