"""From ratings to totals and band, and how each was reached.

Domain 1 follows the truth table in ``standard/eds2022.toml``: with three services the middle (median)
of the three service totals counts; nothing that is missing ever counts as 0. Source: the EDS 2022
guidance as quoted in published reports (median of service totals; bands over all three domains).
"""

from __future__ import annotations

from eds_xl.assessment.domain_one import (
    basis_of,
    domain_one_explanation,
    domain_one_total,
    service_scores,
)
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.ratings import middle, value_of
from eds_xl.assessment.scorecard import DomainScore, OutcomeScore, Scorecard, ServiceScore
from eds_xl.standard import DOMAINS, RATINGS, Domain, band_for

__all__ = ["score"]


def score(assessment: Assessment) -> Scorecard:
    """Return the score card of an assessment, however incomplete it is."""
    services = service_scores(assessment)
    method, basis, assumed = basis_of(assessment, services)
    outcomes = tuple(
        _score_outcome(assessment, services, basis, outcome.code)
        for domain in DOMAINS
        for outcome in domain.outcomes
    )
    domains = tuple(_score_domain(domain, outcomes, services, basis) for domain in DOMAINS)
    totals = [domain.total for domain in domains]
    total = None if None in totals else sum(number for number in totals if number is not None)
    return Scorecard(
        outcomes=outcomes,
        services=services,
        domains=domains,
        method=method,
        basis=basis,
        assumed=assumed,
        outcome_medians=_outcome_medians(services),
        total=total,
        band=None if total is None else band_for(total),
    )


def _score_outcome(
    assessment: Assessment, services: tuple[ServiceScore, ...], basis: str, code: str
) -> OutcomeScore:
    entered = assessment.rating_of(code)
    last_year = value_of(entered.last_year)
    if code[0] != "1":
        figure = value_of(entered.rating)
        return _outcome_score(code, figure, figure is not None, "rating", last_year)
    position = [outcome.code for outcome in DOMAINS[0].outcomes].index(code)
    if basis == "agreed":
        figure = value_of(entered.agreed)
        return _outcome_score(code, figure, figure is not None, basis, last_year)
    ratings = [service.ratings[position] for service in services if service.rated or basis == "three"]
    known = [rating for rating in ratings if rating is not None]
    if basis == "" or len(known) < len(ratings) or not known:
        return _outcome_score(code, None, False, basis, last_year)
    rated = basis == "one" or all(service.name for service in services)
    return _outcome_score(code, middle(known), rated, basis, last_year)


def _outcome_score(
    code: str, figure: int | None, rated: bool, basis: str, last_year: int | None
) -> OutcomeScore:
    rating = None if figure is None else RATINGS[figure]
    return OutcomeScore(code, figure, rating, rated, basis, last_year)


def _score_domain(
    domain: Domain, outcomes: tuple[OutcomeScore, ...], services: tuple[ServiceScore, ...], basis: str
) -> DomainScore:
    own = [outcome for outcome in outcomes if outcome.code[0] == str(domain.number)]
    rated = sum(outcome.rated for outcome in own)
    if domain.number == 1:
        total = domain_one_total(services, own, basis)
        explanation = domain_one_explanation(services, own, basis, total)
    else:
        total = _sum_of_figures(own)
        explanation = _sum_in_words(domain, own, total)
    last_years = [outcome.last_year for outcome in own]
    last_year = None if None in last_years else sum(figure for figure in last_years if figure is not None)
    return DomainScore(domain.number, total, domain.maximum, rated, len(own), explanation, last_year)


def _sum_of_figures(outcomes: list[OutcomeScore]) -> int | None:
    figures = [outcome.figure for outcome in outcomes]
    return None if None in figures else sum(figure for figure in figures if figure is not None)


def _sum_in_words(domain: Domain, outcomes: list[OutcomeScore], total: int | None) -> str:
    if total is None:
        rated = sum(outcome.rated for outcome in outcomes)
        return f"Not yet rated: {rated} of {len(outcomes)} outcomes rated."
    sum_text = " + ".join(str(outcome.figure) for outcome in outcomes)
    return f"{domain.name} counts {total}, the sum of its outcomes' ratings: {sum_text}."


def _outcome_medians(services: tuple[ServiceScore, ...]) -> int | None:
    if not all(service.complete for service in services):
        return None
    by_outcome = zip(*(service.ratings for service in services), strict=True)
    return sum(middle(rating for rating in ratings if rating is not None) for ratings in by_outcome)
