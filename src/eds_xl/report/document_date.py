"""The date a document carries in its file properties: always the same for the same report."""

from __future__ import annotations

from datetime import date

from eds_xl.assessment.model import Organisation
from eds_xl.assessment.periods import read_day

TEMPLATE_DATE = date(2022, 8, 15)
"""The date of the official template, for a report that states no full day of its own."""


def document_date(organisation: Organisation) -> date:
    """Return the day the assessment was completed or else authorised, or else the template's own date."""
    return read_day(organisation.date_completed) or read_day(organisation.date_authorised) or TEMPLATE_DATE
