"""Evidence and owners: what is missing for an outcome, and what points nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment, Evidence, Service
from eds_xl.assessment.words import ALL_SERVICES, ORGANISATION_WIDE
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import by_entry, choices, in_more_rows, outcomes, quoted, rows
from eds_xl.standard import DOMAINS, Domain, Outcome, outcome_for
from eds_xl.workbook.sheets import TABLES
from eds_xl.workbook.spec import Table

_TABLES: dict[int, Table] = {sheet.domain: table for sheet, table in TABLES if table.holds == "evidence"}


@dataclass(frozen=True, slots=True)
class Belonging:
    """A row of evidence with the outcome it is for: its own, or that of the row it continues."""

    row: Evidence
    outcome: str


def belonging(assessment: Assessment, domain: int) -> list[Belonging]:
    """Return the rows on a domain's sheet with their outcomes; "" for a row that continues none."""
    return [
        Belonging(completed.entered, completed.row.outcome)
        for completed in completed_rows(assessment.evidence)
        if completed.entered.domain == domain
    ]


def find_missing_evidence(case: Case) -> Iterator[Finding]:
    """Find outcomes without evidence; one finding for a domain that has none at all."""
    for domain in DOMAINS:
        table = _TABLES[domain.number]
        first = case.first_cell(table, "evidence")
        if first is None or case.first_cell(table, "outcome") is None:
            continue
        items = _with_evidence(case, domain)
        missing = outcomes_without_evidence(case, domain)
        if not items and len(missing) == len(domain.outcomes):
            yield make("EVI-002", first, domain=domain.name)
        elif len(missing) > len(_homeless(items)) and any(outcome_for(item.outcome) for item in items):
            for outcome in missing:
                yield from _without_evidence(case, outcome, _or_choose(items))


def outcomes_without_evidence(case: Case, domain: Domain) -> list[Outcome]:
    """Return the outcomes of a domain that no row of evidence belongs to, on whichever sheet."""
    evidenced = {item.outcome for each in DOMAINS for item in _with_evidence(case, each)}
    return [outcome for outcome in domain.outcomes if outcome.code not in evidenced]


def _without_evidence(case: Case, outcome: Outcome, also: str) -> Iterator[Finding]:
    code = outcome.code
    source = case.assessment.rating_of(code).source("outcome")
    if source:
        figure = case.card.outcome(code).figure
        rated = "is" if figure is None else f"is rated {figure}"
        table = _TABLES[outcome.domain].title
        yield make("EVI-001", source, entry=code, outcome=code, rated=rated, table=table, also=also)


def _or_choose(items: list[Belonging]) -> str:
    """Return the words that point at the rows which continue others, for they may be what is missing."""
    places = [item.row.place for item in items if not item.row.outcome]
    numbers = [place.row for place in places if place and place.row]
    return f", or choose the outcome in {rows(numbers)}, where there is none" if numbers else ""


def find_rows_without_text(case: Case) -> Iterator[Finding]:
    """Find rows of evidence that hold neither text nor a figure, for outcomes that have other evidence."""
    evidenced = {item.outcome for each in DOMAINS for item in _with_evidence(case, each)}
    for domain in DOMAINS:
        for item in belonging(case.assessment, domain.number):
            source, place = case.place_for(item.row, "evidence"), item.row.place
            if source and place and item.outcome in evidenced and not _says_something(case, item.row):
                yield make("EVI-003", source, row=place.row, outcome=item.outcome)


def find_evidence_of_unknown_services(case: Case) -> Iterator[Finding]:
    """Find evidence that names a service which is none of the three; each name once a sheet."""
    services = case.assessment.services
    names = [name for service in services for name in _names(service)]
    known = {_plain(name) for name in (*names, ALL_SERVICES, ORGANISATION_WIDE)}
    offered = [quoted(service.label) for service in services]
    for domain in DOMAINS:
        pieces = [item.row for item in belonging(case.assessment, domain.number)]
        for name, holders in by_entry(pieces, lambda row: row.service):
            source = holders[0].source("service")
            if source and _plain(name) not in known:
                more = in_more_rows(len(holders))
                yield make(
                    "EVI-004", source, entry=name, more=more, services=choices([*offered, ALL_SERVICES])
                )


def find_services_without_evidence(case: Case) -> Iterator[Finding]:
    """Find services whose ratings count though every row of evidence is from another service."""
    if not case.card.basis or case.card.basis == "agreed":
        return
    rows_of_all = _with_evidence(case, DOMAINS[0])
    completed = {id(item.entered): item.row.service for item in completed_rows(case.assessment.evidence)}
    named = [_plain(completed[id(item.row)]) for item in rows_of_all]
    known = {_plain(name) for service in case.assessment.services for name in _names(service)}
    # Evidence of no service is the organisation's; that of an unknown one has a finding, and may be it.
    if not named or not set(named) <= known - {""}:
        return
    for service, scored in zip(case.assessment.services, case.card.services, strict=True):
        source = service.source("name")
        if scored.rated and service.name and source and not {*map(_plain, _names(service))} & set(named):
            words = f"{service.number} ({quoted(service.label)})"
            table = _TABLES[DOMAINS[0].number].title
            yield make("EVI-013", source, entry=service.name, service=words, table=table)


def _names(service: Service) -> tuple[str, str, str]:
    return service.number, service.name, service.short_name


def find_missing_owners(case: Case) -> Iterator[Finding]:
    """Find outcomes for which nobody answers, neither in the ratings table nor beside the evidence."""
    owning = {
        domain.number: [item for item in belonging(case.assessment, domain.number) if item.row.owners]
        for domain in DOMAINS
    }
    owned = {item.outcome for items in owning.values() for item in items}
    for domain in DOMAINS:
        ratings = [case.assessment.rating_of(outcome.code) for outcome in domain.outcomes]
        # Where a row that lost its outcome names an owner, that is the owner of what now lacks evidence.
        lost = any(not item.row.outcome for item in owning[domain.number])
        lacking = (
            {outcome.code for outcome in outcomes_without_evidence(case, domain)} if lost else set[str]()
        )
        known = owned | lacking | _below_a_row_with_owner(belonging(case.assessment, domain.number))
        unowned = [rating for rating in ratings if not rating.owners and rating.outcome not in known]
        places = [(rating.outcome, case.place_for(rating, "owners")) for rating in unowned]
        missing = [(code, source) for code, source in places if source]
        if len(missing) > len(_homeless(owning[domain.number])):
            codes = [code for code, _ in missing]
            yield make("EVI-005", missing[0][1], about=" ".join(codes), outcomes=outcomes(codes))


def _below_a_row_with_owner(items: list[Belonging]) -> set[str]:
    """Return the outcomes whose rows begin right below a row without an outcome that names an owner.

    That row is read as more of the outcome above and has a finding of its own; it may have lost their code.
    """
    found: set[str] = set()
    owner_above = False
    for item in items:
        if item.row.outcome and owner_above:
            found.add(item.outcome)
        owner_above = not item.row.outcome and (owner_above or bool(item.row.owners))
    return found


def _with_evidence(case: Case, domain: Domain) -> list[Belonging]:
    rows_of_domain = belonging(case.assessment, domain.number)
    return [item for item in rows_of_domain if _says_something(case, item.row)]


def _says_something(case: Case, row: Evidence) -> bool:
    """Say whether a row holds evidence; one whose cell holds an error value may have."""
    return bool(row.evidence or row.figure) or row.source("evidence") in case.unreadable


def _homeless(items: list[Belonging]) -> set[str]:
    """Return what stands where evidence belongs to no outcome that exists; "" where nothing does.

    Such evidence has a finding of its own, and may well be what as many outcomes seem to lack.
    """
    return {item.outcome for item in items if not outcome_for(item.outcome)}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
