"""When the assessment took place, as far as its dates say."""

from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import Organisation
from eds_xl.assessment.periods import Period, months_before, read_period, reporting_year

_MONTHS = 11
"""How many months before that of completion belong to the cycle: twelve with it."""


def cycle_of(organisation: Organisation) -> Period | None:
    """Return the twelve months in which the assessment was made; None if no date tells.

    They end with the month of completion, or, where the report was authorised later, with that day: a review
    may come last. Without a completion date it is the reporting year.
    """
    completed = read_period(organisation.date_completed)
    if completed is None:
        return reporting_year(organisation.reporting_year)
    authorised = read_period(organisation.date_authorised)
    last = max(completed.last, authorised.last) if authorised else completed.last
    return Period(months_before(completed.first, _MONTHS), last)


def completion_of(organisation: Organisation) -> Period | None:
    """Return when the assessment was completed; without that date the last month of the reporting year."""
    completed = read_period(organisation.date_completed)
    if completed:
        return completed
    year = reporting_year(organisation.reporting_year)
    return replace(year, first=months_before(year.last, 0)) if year else None
