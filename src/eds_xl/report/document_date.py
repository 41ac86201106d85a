"""The date a document carries in its file properties: always the same for the same report."""

from __future__ import annotations

from datetime import date
from itertools import chain

from eds_xl.assessment.model import Organisation
from eds_xl.assessment.periods import read_day, read_period, reporting_year

TEMPLATE_DATE = date(2022, 8, 15)
"""The date of the official template, for a report that states no date and no year."""


def document_date(organisation: Organisation) -> date:
    """Return the day the assessment was completed or else authorised.

    Without a full day the first day of that month or time stands for it, else the first of the reporting
    year, else the template's own date.
    """
    entries = (organisation.date_completed, organisation.date_authorised)
    days = filter(None, map(read_day, entries))
    periods = filter(None, (*map(read_period, entries), reporting_year(organisation.reporting_year)))
    return next(chain(days, (period.first for period in periods)), TEMPLATE_DATE)
