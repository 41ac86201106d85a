"""Who took part: organisations at each level, engagement for each domain, reviewers, services chosen again."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Level, Organisation, Service
from eds_xl.assessment.words import ALL_DOMAINS, INDEPENDENT_REVIEW, is_reached, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import by_entry, listed, quoted
from eds_xl.standard import DOMAINS
from eds_xl.workbook.sheets import TABLES

_ENGAGEMENT = next(sheet for sheet, table in TABLES if table.holds == "events")
_LEVELS = next(table for _, table in TABLES if table.holds == "levels")
_INDIVIDUAL, _PARTNERSHIP, _ = (str(given[0]) for given in _LEVELS.given)
_FROM_STAGE = "For approval"
_THIRD = DOMAINS[-1]


def find_levels_that_do_not_fit(case: Case) -> Iterator[Finding]:
    """Find that the organisations listed do not fit the level of completion, or that none is listed."""
    organisation, levels = case.assessment.organisation, case.assessment.levels
    named = {level.level: level for level in levels if level.organisations}
    individual, partnership = named.get(_INDIVIDUAL), named.get(_PARTNERSHIP)
    if individual and (source := individual.source("organisations")) and "\n" in individual.organisations:
        what = f'"{_INDIVIDUAL}" lists several organisations'
        yield make("ORG-006", source, entry=individual.organisations, what=what)
    if (
        partnership
        and (source := partnership.source("organisations"))
        and _is_alone(partnership, organisation)
    ):
        what = f'"{_PARTNERSHIP}" lists only your own organisation, but a partnership has two or more'
        yield make("ORG-006", source, entry=partnership.organisations, what=what)
    first = case.first_cell(_LEVELS, "organisations")
    if not named and first and is_reached(organisation.stage, _FROM_STAGE) and first not in case.unreadable:
        yield make("ORG-006", first, what="No level of completion lists an organisation")


def _is_alone(partnership: Level, organisation: Organisation) -> bool:
    lines = {_plain(line) for line in partnership.organisations.splitlines() if line.strip()}
    return lines == {_plain(organisation.name)}


def find_domains_without_engagement(case: Case) -> Iterator[Finding]:
    """Find domains that are rated though no event was held for them; one finding."""
    events = case.assessment.events
    held = {event.domain for event in events}
    # An event whose domain is missing has a finding of its own, and may be what is missing here.
    if not events or not case.uses(_ENGAGEMENT) or held & {ALL_DOMAINS, ""}:
        return
    rated = [domain for domain in DOMAINS if case.card.domains[domain.number - 1].total is not None]
    missing = [domain.name for domain in rated if domain.name not in held]
    source = events[0].source("domain")
    if missing and source:
        yield make(
            "ORG-007", source, entry=events[0].domain, about=" ".join(missing), domains=listed(missing)
        )


def find_missing_reviewers(case: Case) -> Iterator[Finding]:
    """Find that nobody from outside took part in rating Domain 3; an independent review counts."""
    reviewers = case.assessment.reviewers
    source = case.place_for(reviewers, "trade_unions")
    rated = case.card.domains[_THIRD.number - 1].total is not None
    if not rated or source is None or reviewers.trade_unions or reviewers.independent:
        return
    reviews = [event.domain for event in case.assessment.events if same(event.purpose, INDEPENDENT_REVIEW)]
    if not {_THIRD.name, ALL_DOMAINS, ""} & set(reviews):
        yield make("ORG-008", source)


def services_again(case: Case) -> list[Service]:
    """Return the services that last year's actions were for too, as far as those name any."""
    before = " | ".join(_plain(action.services) for action in case.assessment.previous_actions)
    named = [service for service in case.assessment.services if service.name]
    return [
        service
        for service in named
        if any(word and _plain(word) in before for word in (service.name, service.short_name))
    ]


def find_services_chosen_again(case: Case) -> Iterator[Finding]:
    """Find services that were assessed last year too, and of which nobody says why again; one finding."""
    again = [service for service in services_again(case) if not service.why_chosen]
    source = case.place_for(again[0], "why_chosen") if again else None
    if source:
        was = "was" if len(again) == 1 else "were"
        names = listed([quoted(service.label) for service in again])
        yield make("ORG-009", source, about=names, services=f"{names} {was}")


def find_services_of_the_same_name(case: Case) -> Iterator[Finding]:
    """Find services that cannot be told apart, because they have the same short name or name."""
    named = [service for service in case.assessment.services if service.name]
    for _, holders in by_entry(named, lambda service: _plain(service.label)):
        if len(holders) > 1:
            attribute = "short_name" if holders[1].short_name else "name"
            source = holders[1].source(attribute)
            numbers = listed([service.number for service in holders])
            if source:
                entry = getattr(holders[1], attribute)
                yield make("ORG-010", source, entry=entry, services=numbers)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
