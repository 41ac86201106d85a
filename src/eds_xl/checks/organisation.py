"""Details that a report needs, and choices that are not on their list."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.periods import reporting_year
from eds_xl.assessment.place import Placed, Source
from eds_xl.assessment.words import INDEPENDENT_REVIEW, is_reached, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import by_entry, choices, in_more_rows, instead, listed
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.rows import form_record, records_of
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import ALWAYS, Entry, Kind

_BY_METHOD = "domain_1"
"""The form whose only field depends on the ratings; scoring.py looks at it."""

_MISSING = {"board_paper": "ORG-002"}
"""The code for a missing detail, by what the form holds, where it is not that of every report."""

_MOST_CHOICES = 12
_TO_OTHERS = "For approval"
_DECIDING = {"stage", "method", "used", "publish", "kind"}
"""Choices that decide what is required or printed; other words from a list are printed as they stand."""

_OWN_CHECKS = {"outcome", "service"}
"""Choices of which other checks know more than that they are not on the list."""


def find_missing_details(case: Case) -> Iterator[Finding]:
    """Find boxes that must be filled in at the present stage and are not."""
    stage = case.assessment.organisation.stage
    for sheet, form in FORMS:
        if form.holds == _BY_METHOD or not case.uses(sheet):
            continue
        record = form_record(case.assessment, form)
        for entry in form.entries:
            source = case.place_for(record, entry.attribute)
            if source and entry.required_at(stage) and not getattr(record, entry.attribute):
                because = "" if entry.required == ALWAYS else f', though the stage is "{stage}"'
                code = _MISSING.get(form.holds, "ORG-001")
                yield make(code, source, label=entry.label, because=because, sheet=sheet.title)


def find_year_that_is_none(case: Case) -> Iterator[Finding]:
    """Find a reporting year that names no year."""
    entry = case.assessment.organisation.reporting_year
    source = case.assessment.organisation.source("reporting_year")
    if entry and source and reporting_year(entry) is None:
        yield make("ORG-012", source, entry=entry)


def find_what_is_not_stated(case: Case) -> Iterator[Finding]:
    """Find the lines of the standard report that would stay open though nothing requires them; one finding.

    Only from the stage on in which the report goes to others. What has a finding of its own is left out.
    """
    if not is_reached(case.assessment.organisation.stage, _TO_OTHERS):
        return
    blank = [(label, source) for label, source in _may_be_open(case) if source]
    if blank:
        labels = [label for label, _ in blank]
        yield make("ORG-011", blank[0][1], about=" ".join(labels), entries=listed(labels))


def _may_be_open(case: Case) -> Iterator[tuple[str, Source | None]]:
    organisation, reviewers = case.assessment.organisation, case.assessment.reviewers
    if not organisation.revision_date:
        yield "the revision date", case.place_for(organisation, "revision_date")
    plans = [details for details in case.assessment.domains if not details.years_active]
    if plans:
        numbers = listed([details.domain for details in plans])
        yield f"the years of the action plan ({numbers})", case.place_for(plans[0], "years_active")
    reviewed = any(same(event.purpose, INDEPENDENT_REVIEW) for event in case.assessment.events)
    # With both boxes blank, a review among the events is third-party involvement, and else a finding of its own.
    if reviewers.trade_unions and not reviewers.independent and not reviewed:
        yield "the independent reviewers of Domain 3", case.place_for(reviewers, "independent")
    if reviewers.independent and not reviewers.trade_unions:
        yield "the trade unions that reviewed Domain 3", case.place_for(reviewers, "trade_unions")


def find_choices_not_offered(case: Case) -> Iterator[Finding]:
    """Find entries that are not on the list of their drop-down; the same one in many rows is one finding."""
    for entry, records in _with_choices(case):
        offered = [str(value) for value in LISTS[entry.choices].values]
        attribute = entry.attribute

        def words(record: Placed, attribute: str = attribute) -> str:
            return str(getattr(record, attribute))

        for found, holders in by_entry(records, words):
            source = holders[0].source(attribute)
            if source and found not in offered:
                yield make(
                    "ORG-004" if attribute in _DECIDING else "ORG-005",
                    source,
                    entry=found,
                    label=f'"{entry.label}"',
                    more=in_more_rows(len(holders)),
                    instead=instead(found, offered),
                    choices=choices(offered, _MOST_CHOICES),
                )


def _with_choices(case: Case) -> Iterator[tuple[Entry, list[Placed]]]:
    """Yield the entries that have a closed list, with the records that hold them."""
    for _, form in FORMS:
        for entry in filter(_is_closed, form.entries):
            yield entry, [form_record(case.assessment, form)]
    for _, table in TABLES:
        for entry in filter(_is_closed, table.entries):
            yield entry, records_of(case.assessment, table)


def _is_closed(entry: Entry) -> bool:
    return entry.kind is Kind.CHOICE and not entry.open_choice and entry.attribute not in _OWN_CHECKS
