"""What is known of the year before: its name, the domains' totals and the organisation's rating."""

from __future__ import annotations

import re

from eds_xl.assessment.model import Assessment, HistoryYear, Organisation
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.wording import NOTHING, one_line
from eds_xl.standard import EDS, band_for

_TOTAL = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"(?P<start>\d{4})(?:(?P<between>\s*[/–-]\s*)(?P<end>\d{4}|\d{2}))?")


def last_year_name(organisation: Organisation) -> str:
    """Return the year before the reporting year, written the same way ("2023/24" for "2024/25"), or ""."""
    year = _YEAR.fullmatch(organisation.reporting_year.strip())
    if year is None:
        return ""
    start = f"{int(year['start']) - 1:04}"
    if year["end"] is None:
        return start
    # "1999/00" follows "1998/99": the end of the year before is this year's beginning.
    return f"{start}{year['between']}{year['start'][-len(year['end']) :]}"


def last_year_heading(organisation: Organisation) -> str:
    """Return the heading of the column of last year's ratings."""
    name = last_year_name(organisation)
    return one_line(organisation.last_year_label) or (f"Rating {name}" if name else "Last year's rating")


def last_year_domain_total(assessment: Assessment, card: Scorecard, number: int) -> str:
    """Return last year's total of a domain, as the history has it, else the sum of last year's ratings."""
    history = _history(assessment)
    published = one_line(getattr(history, f"domain_{number}")) if history else ""
    total = card.domains[number - 1].last_year
    return published or (NOTHING if total is None else str(total))


def last_year_statement(assessment: Assessment, card: Scorecard) -> str:
    """Return last year's rating with its year ("20 – Developing 2023/24"), or "" if it is not known."""
    history = _history(assessment)
    if history and one_line(history.total):
        total, band = one_line(history.total), one_line(history.band)
    elif card.last_year is not None:
        total, band = str(card.last_year), ""
    else:
        return ""
    if not band and _TOTAL.fullmatch(total) and int(total) <= EDS.maximum_total:
        band = band_for(int(total)).label
    statement = " – ".join(part for part in (total, band) if part)
    return f"{statement} {last_year_name(assessment.organisation) or 'last year'}"


def _history(assessment: Assessment) -> HistoryYear | None:
    """Return the row of the history that is last year's."""
    name = last_year_name(assessment.organisation)
    return next((row for row in assessment.history if name and _start(row.year) == _start(name)), None)


def _start(year: str) -> str:
    found = _YEAR.match(year.strip())
    return found["start"] if found else ""
