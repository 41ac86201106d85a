"""Actions: what a low rating asks for, dates of this year's plan, and what became of last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Action, PreviousAction
from eds_xl.assessment.periods import Period, read_period
from eds_xl.assessment.words import WHOLE_DOMAIN, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.word_lists import WORDS, says_nothing
from eds_xl.checks.wording import by_entry, in_more_rows, marks, quoted, rows
from eds_xl.standard import OUTCOMES, RATINGS, outcome_for
from eds_xl.workbook.sheets import TABLES

_LOW = 1
_YEARS = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|\d{2}\s*[/–-]\s*\d{2})(?!\d)")
_DONE = "Completed"
_PREVIOUS = next(sheet for sheet, table in TABLES if table.holds == "previous_actions")


def find_low_ratings_without_action(case: Case) -> Iterator[Finding]:
    """Find outcomes rated 0 or 1 for which nothing is planned, not even with a reason why not."""
    actions = case.assessment.actions
    planned = {action.outcome for action in actions}
    low = []
    for outcome in OUTCOMES:
        figure = case.card.outcome(outcome.code).figure
        whole = WHOLE_DOMAIN[outcome.domain - 1]
        if figure is not None and figure <= _LOW and not planned & {outcome.code, whole}:
            low.append((outcome.code, RATINGS[figure]))
    # An action whose outcome is missing or wrong has a finding of its own, and may be what is missing here.
    lost = sum(action.outcome not in WHOLE_DOMAIN and not outcome_for(action.outcome) for action in actions)
    if not actions or len(low) <= lost:
        return
    for code, rating in low:
        source = case.assessment.rating_of(code).source("outcome")
        if source:
            label = f"{rating.value} ({rating.label})"
            yield make("ACT-003", source, entry=code, about=label, outcome=code, rating=label)


def find_actions_before_authorisation(case: Case) -> Iterator[Finding]:
    """Find actions to be completed before the plan was authorised; the same date for a domain is one finding."""
    for domain, authorised in _authorised(case).items():
        actions = [action for action in case.assessment.actions if _domain_of(action) == domain]
        waiting = [action for action in actions if action.status != _DONE]
        for entry, holders in by_entry(waiting, lambda action: action.completion_date):
            period, source = read_period(entry), holders[0].source("completion_date")
            if period and source and period.is_before(authorised[1]):
                more = in_more_rows(len(holders))
                about = marks(holders)
                yield make(
                    "ACT-004", source, entry=entry, about=about, authorised=quoted(authorised[0]), more=more
                )


def _authorised(case: Case) -> dict[int, tuple[str, Period]]:
    """Return when each domain's plan was authorised, in words and as days."""
    whole = case.assessment.organisation.date_authorised
    dates: dict[int, tuple[str, Period]] = {}
    for number, details in enumerate(case.assessment.domains, 1):
        words = details.authorisation_date or whole
        period = read_period(words)
        if period:
            dates[number] = (words, period)
    return dates


def _domain_of(action: Action) -> int:
    if action.outcome in WHOLE_DOMAIN:
        return WHOLE_DOMAIN.index(action.outcome) + 1
    outcome = outcome_for(action.outcome)
    return outcome.domain if outcome else 0


def find_active_years_that_are_none(case: Case) -> Iterator[Finding]:
    """Find years of the action plan that are no years, such as "0"."""
    for entry, holders in by_entry(case.assessment.domains, lambda details: details.years_active):
        source = holders[0].source("years_active")
        if source and not says_nothing(entry) and not _YEARS.search(entry):
            yield make("ACT-005", source, entry=entry, more=in_more_rows(len(holders)))


def find_open_actions_without_a_word(case: Case) -> Iterator[Finding]:
    """Find actions of last year that are still open, with no update and no place in this year's plan."""
    if not case.uses(_PREVIOUS):
        return
    planned = {_plain(action.action) for action in case.assessment.actions}
    silent = [action for action in case.assessment.previous_actions if _is_silent(action, planned)]
    placed = [action for action in silent if case.place_for(action, "update")]
    if placed:
        numbers = [action.place.row or 0 for action in placed if action.place]
        source = case.place_for(placed[0], "update")
        are = "An action of last year is" if len(placed) == 1 else f"{len(placed)} actions of last year are"
        yield make("ACT-006", source, about=marks(placed), actions=are, rows=rows(numbers))


def _is_silent(action: PreviousAction, planned: set[str]) -> bool:
    is_open = any(same(action.status, status) for status in WORDS["still_open"])
    return is_open and not action.update and _plain(action.action) not in planned


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
