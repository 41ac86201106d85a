"""Dates: in order, within the cycle, in time, and dates at all. What is not clear is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eds_xl.assessment.dates import day_counted, in_words
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import DomainDetails
from eds_xl.assessment.periods import read_period, reporting_year
from eds_xl.assessment.place import Placed
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.cycle import cycle_of
from eds_xl.checks.word_lists import says_nothing
from eds_xl.checks.wording import by_entry, in_more_rows, marks, quoted
from eds_xl.standard import EDS
from eds_xl.workbook.rows import form_record, records_of
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry, Kind, Sheet

_ORDER = (
    ("date_completed", "date_authorised", "the assessment was authorised", "it was completed"),
    ("date_authorised", "published", "the report was published", "it was authorised"),
    ("date_completed", "published", "the report was published", "the assessment was completed"),
    ("date_completed", "date_sent", "the report was sent to NHS England", "the assessment was completed"),
)
"""What must not come after what, and the words for what would have happened too early and before what."""

_FIXED_TABLES = {"domains", "approvals"}
"""The tables in which a date is a day or a month; elsewhere "Ongoing" and other words are as good, but no number."""


def find_dates_out_of_order(case: Case) -> Iterator[Finding]:
    """Find dates of which the later one has no day in common with, and lies before, the earlier one."""
    organisation = case.assessment.organisation
    early: set[str] = set()
    for before, after, what, than in _ORDER:
        first, second = (read_period(getattr(organisation, name)) for name in (before, after))
        source = organisation.source(after)
        if first and second and source and after not in early and second.is_before(first):
            early.add(after)
            entry, other = getattr(organisation, after), quoted(getattr(organisation, before))
            yield make(
                "DAT-001",
                source,
                entry=entry,
                about=other,
                what=f"that {what}",
                other=f"{than} ({other})",
                more="",
            )
    yield from _plans_authorised_too_early(case)


def _plans_authorised_too_early(case: Case) -> Iterator[Finding]:
    completed = read_period(case.assessment.organisation.date_completed)
    if completed is None:
        return

    def authorised(record: DomainDetails) -> str:
        return record.authorisation_date

    for entry, holders in by_entry(case.assessment.domains, authorised):
        period, source = read_period(entry), holders[0].source("authorisation_date")
        if period and source and period.is_before(completed):
            other = f"the assessment was completed ({quoted(case.assessment.organisation.date_completed)})"
            what, more = "that the action plan was authorised", in_more_rows(len(holders))
            yield make("DAT-001", source, entry=entry, about=other, what=what, other=other, more=more)


def find_late_publication(case: Case) -> Iterator[Finding]:
    """Find that the report came out after the national date: 28 February within the reporting year."""
    organisation = case.assessment.organisation
    year, published = reporting_year(organisation.reporting_year), read_period(organisation.published)
    source = organisation.source("published")
    if year is None or published is None or source is None:
        return
    due = date(year.last.year, EDS.publication_month, EDS.publication_day)
    if published.first > due:
        yield make(
            "DAT-002",
            source,
            entry=organisation.published,
            about=due.isoformat(),
            year=organisation.reporting_year,
            due=due.year,
        )


def find_events_outside_the_cycle(case: Case) -> Iterator[Finding]:
    """Find engagement events of another cycle; those of the same date are one finding."""
    cycle = cycle_of(case.assessment.organisation)
    if cycle is None or not any(case.uses(sheet) for sheet, table in TABLES if table.holds == "events"):
        return
    for entry, holders in by_entry(case.assessment.events, lambda event: event.date):
        period, source = read_period(entry), holders[0].source("date")
        if period and source and (period.is_before(cycle) or cycle.is_before(period)):
            more = in_more_rows(len(holders))
            about = marks(holders)
            yield make("DAT-003", source, entry=entry, about=about, event=quoted(holders[0].event), more=more)


def find_revision_before_completion(case: Case) -> Iterator[Finding]:
    """Find that the report is to be revised no later than the assessment was completed."""
    organisation = case.assessment.organisation
    completed, revised = read_period(organisation.date_completed), read_period(organisation.revision_date)
    source = organisation.source("revision_date")
    if completed and revised and source and revised.last <= completed.first:
        other = quoted(organisation.date_completed)
        yield make("DAT-004", source, entry=organisation.revision_date, about=other, other=other)


def find_text_that_is_no_date(case: Case) -> Iterator[Finding]:
    """Find boxes for a day or month in which something else stands, and days that became numbers anywhere."""
    for record, entry in _date_boxes(case):
        words, source = getattr(record, entry.attribute), record.source(entry.attribute)
        if source and not says_nothing(words) and read_period(words) is None:
            yield make("DAT-005", source, entry=words, label=entry.label, more=_day_meant(words))
    for sheet, table in TABLES:
        if table.record is not None and table.holds not in _FIXED_TABLES and case.uses(sheet):
            for entry in table.entries:
                if entry.kind is Kind.DATE:
                    yield from _days_as_numbers(entry, records_of(case.assessment, table))


def _days_as_numbers(entry: Entry, records: list[Placed]) -> Iterator[Finding]:
    def date_of(record: Placed) -> str:
        return str(getattr(record, entry.attribute))

    for words, holders in by_entry(records, date_of):
        meant, source = _day_meant(words), holders[0].source(entry.attribute)
        if meant and source:
            more = f"{meant}{in_more_rows(len(holders))}"
            yield make("DAT-005", source, entry=words, about=marks(holders), label=entry.label, more=more)


def _day_meant(words: str) -> str:
    """Return the addition to a message on what day a number would be; "" for other words."""
    day = day_counted(words)
    return f"; as Excel counts days, it would be {in_words(day)}" if day else ""


def _date_boxes(case: Case) -> Iterator[tuple[Placed, Entry]]:
    for sheet, form in FORMS:
        if not form.recorded:
            yield from _dates(case, sheet, form.entries, [form_record(case.assessment, form)])
    for sheet, table in TABLES:
        if table.holds in _FIXED_TABLES:
            yield from _dates(case, sheet, table.entries, records_of(case.assessment, table))


def _dates(
    case: Case, sheet: Sheet, entries: tuple[Entry, ...], records: list[Placed]
) -> Iterator[tuple[Placed, Entry]]:
    if case.uses(sheet):
        dated = [entry for entry in entries if entry.kind is Kind.DATE]
        yield from ((record, entry) for record in records for entry in dated)
