"""How old evidence is: of this cycle, superseded, or of an unknown day. Years in prose tell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from eds_xl.assessment.continuation import Completed, completed_rows
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Evidence
from eds_xl.assessment.periods import Period, read_period
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.cycle import completion_of, cycle_of
from eds_xl.checks.word_lists import WORDS, one_of
from eds_xl.checks.wording import by_entry, in_more_rows, marks, rows
from eds_xl.standard import DOMAINS, Domain

_SURVEY = re.compile(rf"\b{one_of(WORDS['surveys'])}", re.IGNORECASE)
_YEAR = r"(?P<year>(?:19|20)\d{2})(?![/\d–-])"
_SURVEY_OF = re.compile(
    rf"\b{one_of(WORDS['surveys'])}(?:\s+(?:results|data|report|scores?|findings))?,?(?:\s+(?:of|for|in|from))?\s+\(?{_YEAR}",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s?(?:%|per cent\b)")
_ANY_YEAR = re.compile(r"(?<!\d)(?:20\d{2}|\d{2}/\d{2})(?!\d)")
_UNTIL_THE_NEXT = timedelta(days=425)
"""How long a survey of a year is the newest: the next one comes out 14 months after that year's end."""


def find_evidence_older_than_the_cycle(case: Case) -> Iterator[Finding]:
    """Find evidence of which the date, or the survey it names, was superseded before the assessment.

    An outcome all of whose evidence is so old is one finding; else rows of the same date on a sheet are one.
    """
    cycle = cycle_of(case.assessment.organisation)
    completed = completion_of(case.assessment.organisation)
    if cycle is None or completed is None:
        return
    for domain in DOMAINS:
        items = _rows_of(case, domain)
        old = [item for item in items if _is_old(item.row, cycle, completed)]
        with_other = {item.row.outcome for item in items if item not in old}
        only_old = [item for item in old if item.row.outcome and item.row.outcome not in with_other]
        yield from _outcomes_with_old_evidence(only_old)
        yield from _rows_with_old_evidence([item for item in old if item not in only_old])


def _outcomes_with_old_evidence(items: list[Completed]) -> Iterator[Finding]:
    for outcome, holders in by_entry(items, lambda item: item.row.outcome):
        entered = holders[0].entered
        attribute = "date" if entered.date else "evidence"
        source = entered.source(attribute)
        if source:
            yield make("EVI-006", source, entry=getattr(entered, attribute), outcome=outcome)


def _rows_with_old_evidence(items: list[Completed]) -> Iterator[Finding]:
    for words, holders in by_entry(items, lambda item: item.row.date or "a survey of an earlier year"):
        entered = holders[0].entered
        attribute = "date" if entered.date else "evidence"
        source = entered.source(attribute)
        if source:
            more, about = in_more_rows(len(holders)), marks(item.entered for item in holders)
            yield make(
                "EVI-008", source, entry=getattr(entered, attribute), about=about, age=words, more=more
            )


def _rows_of(case: Case, domain: Domain) -> list[Completed]:
    return [item for item in completed_rows(case.assessment.evidence) if item.row.domain == domain.number]


def _is_old(row: Evidence, cycle: Period, completed: Period) -> bool:
    is_survey = bool(_SURVEY.search(f"{row.origin} {row.heading}"))
    period = read_period(row.date)
    if period:
        return _is_superseded(period, completed) if is_survey else period.is_before(cycle)
    if row.date:
        return False
    told = f"{row.origin}\n{row.heading}\n{row.evidence}"
    named = [read_period(match["year"]) for match in _SURVEY_OF.finditer(told)]
    newest = max((period for period in named if period), key=lambda period: period.last, default=None)
    return newest is not None and _is_superseded(newest, completed)


def _is_superseded(survey: Period, completed: Period) -> bool:
    return replace(survey, last=survey.last + _UNTIL_THE_NEXT).is_before(completed)


def find_survey_figures_without_date(case: Case) -> Iterator[Finding]:
    """Find figures of a survey of which nobody can tell when it was; one finding a sheet."""
    for domain in DOMAINS:
        items = _rows_of(case, domain)
        undated = [item.entered for item in items if _is_undated(case, item.row)]
        placed = [row for row in undated if case.place_for(row, "date")]
        if placed:
            numbers = [row.place.row or 0 for row in placed if row.place]
            one = len(placed) == 1
            source = case.place_for(placed[0], "date")
            have = "gives figures" if one else "give figures"
            yield make("EVI-009", source, about=marks(placed), rows=f"{rows(numbers).capitalize()} {have}")


def _is_undated(case: Case, row: Evidence) -> bool:
    told = f"{row.origin} {row.heading} {row.evidence}"
    if row.date or _ANY_YEAR.search(told) or not _SURVEY.search(told):
        return False
    if not row.figure and not _PERCENT.search(row.evidence) and not _PERCENT.search(row.analysis):
        return False
    figures = [figure for figure in case.assessment.figures if row.figure and figure.ref == row.figure]
    return not any(_ANY_YEAR.search(f"{figure.title} {figure.source_date}") for figure in figures)
