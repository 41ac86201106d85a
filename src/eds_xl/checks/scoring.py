"""What is missing for a score: ratings, the Domain 1 method, services; by the Domain 1 truth table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import OutcomeRating, RatingEntry
from eds_xl.assessment.ratings import Meaning, understand, value_of
from eds_xl.assessment.scorecard import ServiceScore
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.rating_entries import SERVICE_RATINGS
from eds_xl.checks.wording import count, first_letter_up, outcomes, quoted
from eds_xl.standard import DOMAINS, METHODS, Domain
from eds_xl.workbook.sheets import TABLES

_FIRST = DOMAINS[0]
_CHOICES = {method.key: method.choice for method in METHODS}
_NEEDED = len(SERVICE_RATINGS)
_SERVICES = next(table for _, table in TABLES if table.holds == "services")


def find_missing_ratings(case: Case) -> Iterator[Finding]:
    """Find outcomes without the one rating that counts: in Domains 2 and 3, and agreed ratings."""
    for domain in DOMAINS:
        if domain is not _FIRST:
            yield from _missing_in_column(case, domain, "rating", "rating", "")
        elif case.card.basis == "agreed":
            because = f': the method is "{_CHOICES["agreed"]}", and no agreed rating is given'
            yield from _missing_in_column(case, domain, "agreed", "agreed rating", because)


def _missing_in_column(
    case: Case, domain: Domain, attribute: str, kind: str, because: str
) -> Iterator[Finding]:
    ratings = _ratings(case, domain)
    blank = [rating for rating in ratings if _is_blank(getattr(rating, attribute))]
    missing = [(rating, case.place_for(rating, attribute)) for rating in blank]
    missing = [(rating, source) for rating, source in missing if source]
    if len(missing) == len(ratings):
        yield make("SCO-003", missing[0][1], domain=domain.name, because=because)
        return
    for rating, source in missing:
        entry = _entry(getattr(rating, attribute))
        yield make("SCO-001", source, entry=entry, outcome=rating.outcome, kind=kind)


def find_unrated_services(case: Case) -> Iterator[Finding]:
    """Find services whose ratings count but are not complete; one finding if Domain 1 is not rated at all."""
    basis, ratings = case.card.basis, _ratings(case, _FIRST)
    if basis == "agreed":
        return
    columns = SERVICE_RATINGS if basis else (*SERVICE_RATINGS, "agreed")
    if all(_is_blank(getattr(rating, name)) for rating in ratings for name in columns):
        because = f': the method is "{_CHOICES[basis]}", and no service is rated' if basis else ""
        source = case.place_for(ratings[0], columns[0])
        if source:
            yield make("SCO-003", source, domain=_FIRST.name, because=because)
        return
    for position, service in enumerate(case.card.services):
        counts = {"three": bool(service.name) or _begun(case, position), "one": service.rated, "": False}
        if counts[basis]:
            yield from _unrated(case, service, SERVICE_RATINGS[position])


def _unrated(case: Case, service: ServiceScore, attribute: str) -> Iterator[Finding]:
    blank = [rating for rating in _ratings(case, _FIRST) if _is_blank(getattr(rating, attribute))]
    places = [(rating.outcome, case.place_for(rating, attribute)) for rating in blank]
    missing = [(code, source) for code, source in places if source]
    if missing:
        codes = [code for code, _ in missing]
        yield make("SCO-002", missing[0][1], service=_named(service), outcomes=outcomes(codes))


def find_ratings_of_unnamed_services(case: Case) -> Iterator[Finding]:
    """Find services that have ratings but no name."""
    for position, service in enumerate(case.assessment.services):
        source = case.place_for(service, "name")
        if source and not service.name and _begun(case, position):
            yield make("SCO-009", source, service=service.number, table=_SERVICES.title)


def find_unnamed_services(case: Case) -> Iterator[Finding]:
    """Find names that are missing: of three services where three are scored, else at least one."""
    unnamed = [
        (service.number, source, _begun(case, position))
        for position, service in enumerate(case.assessment.services)
        if not service.name and (source := case.place_for(service, "name"))
    ]
    if case.card.basis == "three":
        unnamed = [item for item in unnamed if not item[2]]
    elif len(unnamed) < _NEEDED or any(begun for _, _, begun in unnamed):
        return
    if unnamed:
        numbers = [number for number, _, _ in unnamed]
        which = "The three services of Domain 1 have" if len(numbers) == _NEEDED else _have(numbers)
        yield make("ORG-003", unnamed[0][1], which=which, table=_SERVICES.title)


def _have(numbers: Sequence[str]) -> str:
    return f"{' and '.join(numbers)} {'has' if len(numbers) == 1 else 'have'}"


def find_fewer_than_three_services(case: Case) -> Iterator[Finding]:
    """Find that one or two services were assessed, where the guidance asks for three."""
    services = case.assessment.services
    named = sum(bool(service.name) for service in services)
    if case.card.basis == "one":
        form = case.assessment.domain_1
        what, entry, source = "One service is assessed", form.method, form.source("method")
    elif case.card.basis != "three" and 0 < named < _NEEDED:
        what = first_letter_up(f"{count(named, 'service')} {'is' if named == 1 else 'are'} named")
        entry, source = "", next(service.source("name") for service in services if not service.name)
    else:
        return
    if source:
        yield make("SCO-014", source, entry=entry, about=what, what=what)


def find_method_to_choose(case: Case) -> Iterator[Finding]:
    """Find that nobody chose how Domain 1 is scored, be it clear from the ratings or not."""
    source = case.place_for(case.assessment.domain_1, "method")
    if source is None or case.assessment.domain_1.method:
        return
    if case.card.assumed:
        yield make("SCO-011", source, about=case.card.basis, method=_CHOICES[case.card.basis])
        return
    given = any(_begun(case, position) for position in range(_NEEDED)) or _agreed_given(case)
    because = ", and the ratings given fit none of the methods" if given else ""
    yield make("SCO-010", source, because=because)


def find_method_that_does_not_fit(case: Case) -> Iterator[Finding]:
    """Find that one service is to be scored, but none or several are rated."""
    source = case.place_for(case.assessment.domain_1, "method")
    if source is None or case.card.method != "one" or case.card.basis:
        return
    rated = sum(service.rated for service in case.card.services)
    if rated or _agreed_given(case):
        what = f"{count(rated, 'service')} {'is' if rated == 1 else 'are'} rated"
        method = case.assessment.domain_1.method
        yield make("SCO-012", source, entry=method, method=_CHOICES["one"], what=what)


def find_agreed_ratings_that_do_not_count(case: Case) -> Iterator[Finding]:
    """Find agreed ratings where the method is to score services."""
    if case.card.basis not in ("three", "one"):
        return
    given = [rating for rating in _ratings(case, _FIRST) if value_of(rating.agreed) is not None]
    places = [(rating, source) for rating in given if (source := rating.source("agreed"))]
    if places:
        rating, source = places[0]
        codes = [rating.outcome for rating, _ in places]
        yield make(
            "SCO-013",
            source,
            entry=_entry(rating.agreed),
            about=" ".join(codes),
            outcomes=outcomes(codes),
            method=_CHOICES[case.card.basis],
        )


def _ratings(case: Case, domain: Domain) -> list[OutcomeRating]:
    return [case.assessment.rating_of(outcome.code) for outcome in domain.outcomes]


def _is_blank(entry: RatingEntry) -> bool:
    return understand(entry).meaning is Meaning.BLANK


def _begun(case: Case, position: int) -> bool:
    """Say whether anything stands in a service's rating cells, be it a rating or not."""
    return any(not _is_blank(rating.services[position]) for rating in _ratings(case, _FIRST))


def _agreed_given(case: Case) -> bool:
    return any(not _is_blank(rating.agreed) for rating in _ratings(case, _FIRST))


def _entry(entry: RatingEntry) -> str:
    return "" if entry is None else str(entry)


def _named(service: ServiceScore) -> str:
    """Return a service by its number, with its name where it has one."""
    return f"{service.number} ({quoted(service.label)})" if service.name else service.number
