"""What last year's actions and this year's plan have in common: their domains, outcomes and objectives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.prose import read_prose
from eds_xl.report.wording import AS_ABOVE, Blocks, bullets, line_list, one_line, plain
from eds_xl.standard import DOMAINS, outcome_for

_NUMBERS = re.compile(r"\d+(?:\s*(?:,|;|&|and|\n)\s*\d+)*")


class _WithOutcome(Protocol):
    @property
    def outcome(self) -> str: ...


A = TypeVar("A", bound=_WithOutcome)


def by_domain(actions: Iterable[A]) -> list[tuple[str, str, list[A]]]:
    """Return title, anchor and actions of the three domains, then of what belongs to none if there is any."""
    actions = list(actions)
    groups = [
        (domain.full_title, f"domain-{domain.number}", [a for a in actions if _domain(a) == domain.number])
        for domain in DOMAINS
    ]
    others = [action for action in actions if _domain(action) == 0]
    return [*groups, *([("Other actions", "other", others)] if others else [])]


def _domain(action: _WithOutcome) -> int:
    """Return the number of the domain that an outcome or "Domain 1 (all outcomes)" belongs to, else 0."""
    outcome = outcome_for(action.outcome)
    if outcome:
        return outcome.domain
    entry = action.outcome.casefold()
    return next((domain.number for domain in DOMAINS if entry.startswith(domain.name.casefold())), 0)


def outcome_title(entry: str, above: str | None = None) -> str:
    """Return the official wording of an outcome; other words, such as a whole domain, as they are.

    Under a row with the same outcome (``above``) the code is enough: "1A continued".
    """
    outcome = outcome_for(entry)
    if outcome and entry == above:
        return f"{outcome.code} continued"
    return outcome.full_title if outcome else one_line(entry) or "Outcome not stated"


def objective_words(entry: str, *, repeated: bool) -> Blocks:
    """Return an action's objective, or that it is the one of the row above."""
    objective = read_prose(entry)
    return plain(AS_ABOVE) if repeated and objective else objective


def cited_objectives(assessment: Assessment, entry: str) -> Blocks:
    """Return the equality objectives an action cites: for numbers, the words of the objectives."""
    words = {objective.number: one_line(objective.objective) for objective in assessment.equality_objectives}
    numbers = re.findall(r"\d+", entry) if _NUMBERS.fullmatch(entry.strip()) else []
    if numbers and all(words.get(number) for number in numbers):
        return bullets(f"{number}: {words[number]}" for number in numbers)
    return line_list(entry)
