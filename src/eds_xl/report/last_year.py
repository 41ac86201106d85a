"""What is known of the year before: its name, the domains' totals, the rating and how it changed since."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment, HistoryYear, Organisation
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.wording import NOTHING, one_line, total_words
from eds_xl.standard import BANDS, EDS, band_for

_TOTAL = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"(?P<start>\d{4})(?:(?P<between>\s*[/–-]\s*)(?P<end>\d{4}|\d{2}))?")
_UNNAMED = "last year"
_BAND_NAMES = tuple(band.label for band in BANDS)


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
    """Return last year's total of a domain, as the history has it, else the sum of last year's ratings.

    What is no total that can be reached is returned as it was written.
    """
    history = _history(assessment)
    published = one_line(getattr(history, f"domain_{number}")) if history else ""
    domain = card.domains[number - 1]
    if not published and domain.last_year is not None:
        published = str(domain.last_year)
    if _TOTAL.fullmatch(published) and int(published) <= domain.maximum:
        return total_words(int(published), domain.maximum)
    return published or NOTHING


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's rating: its total and band as they were published or follow from the ratings."""

    total: str
    band: str
    year: str

    @property
    def points(self) -> int | None:
        """The total as a number, None for an entry that is none that can be reached."""
        whole = int(self.total) if _TOTAL.fullmatch(self.total) else EDS.maximum_total + 1
        return whole if whole <= EDS.maximum_total else None

    @property
    def rating(self) -> str:
        """The rating in words: "20 – Developing"."""
        return " – ".join(part for part in (self.total, self.band) if part)


def last_year(assessment: Assessment, card: Scorecard) -> LastYear | None:
    """Return last year's rating, from the history, else from last year's ratings; None if it is not known."""
    history = _history(assessment)
    year = last_year_name(assessment.organisation) or _UNNAMED
    if history and one_line(history.total):
        found = LastYear(one_line(history.total), one_line(history.band), year)
    elif card.last_year is not None:
        found = LastYear(str(card.last_year), "", year)
    else:
        return None
    if found.band or found.points is None:
        return found
    return LastYear(found.total, band_for(found.points).label, year)


def last_year_statement(assessment: Assessment, card: Scorecard) -> str:
    """Return last year's rating with its year ("20 – Developing 2023/24"), or "" if it is not known."""
    before = last_year(assessment, card)
    return f"{before.rating} {before.year}" if before else ""


def rating_and_change(assessment: Assessment, card: Scorecard) -> str:
    """Return the organisation's rating and how it changed since last year, in one sentence."""
    year = one_line(assessment.organisation.reporting_year)
    lead = f"The EDS Organisation Rating{f' for {year}' if year else ''} is"
    if card.total is None or card.band is None:
        return f"{lead} not yet known: {card.rated} of {len(card.outcomes)} outcomes are rated."
    sentence = f"{lead} {card.statement}"
    before = last_year(assessment, card)
    if before is None:
        return f"{sentence}."
    since = f"{before.rating} {'' if before.year == _UNNAMED else 'in '}{before.year}"
    if before.points is None:
        return f"{sentence}; it was {since}."
    return f"{sentence}, {_points(card.total - before.points)} {since}{_band(before.band, card.band.label)}."


def _points(change: int) -> str:
    if not change:
        return "unchanged from"
    count = "1 point" if abs(change) == 1 else f"{abs(change)} points"
    return f"{'up' if change > 0 else 'down'} {count} from"


def _band(before: str, now: str) -> str:
    """Return how the band changed; "" for a band of last year that is none of the four."""
    known = {name.casefold(): rank for rank, name in enumerate(_BAND_NAMES)}
    old, new = known.get(before.casefold()), known[now.casefold()]
    if old is None:
        return ""
    if old == new:
        return "; the band is the same"
    return f"; the band has {'risen' if new > old else 'fallen'} from {before} to {now}"


def _history(assessment: Assessment) -> HistoryYear | None:
    """Return the row of the history that is last year's."""
    name = last_year_name(assessment.organisation)
    return next((row for row in assessment.history if name and _start(row.year) == _start(name)), None)


def _start(year: str) -> str:
    found = _YEAR.match(year.strip())
    return found["start"] if found else ""
