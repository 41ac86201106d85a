"""Evidence as text: too short, too long for Excel, the same twice, under the wrong outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.continuation import Completed, completed_rows
from eds_xl.assessment.finding import Finding
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.standard import OUTCOMES, RATINGS, outcome_for

_EXCELLING = RATINGS[-1].value
_ENOUGH = 300
"""Characters of evidence that a rating of 3 needs at least."""

_SAME_FROM = 200
"""Characters from which the same text twice is no accident."""

_NEAR_LENGTH, _NEAR_LINES = 30_000, 240
"""Excel's own limits are 32,767 characters and 253 line feeds in a cell."""

_CODE = re.compile(
    r"\s*(?:outcome\s+)?(?P<code>[12]\s?[A-D]|3\s?[A-C])(?:\s*(?:[:.)–-]|\Z)|\s+(?!Ward)(?-i:(?=[A-Z][a-z])))",
    re.IGNORECASE,
)
_WITH_OUTCOMES = ("evidence", "actions", "previous_actions")
_TITLES = tuple((outcome.code, outcome.title.casefold()) for outcome in OUTCOMES)


def find_thin_evidence_for_excelling(case: Case) -> Iterator[Finding]:
    """Find outcomes rated Excelling with hardly any evidence; with none at all is a finding of its own."""
    lengths: dict[str, int] = {}
    for item in completed_rows(case.assessment.evidence):
        written = len(item.row.evidence) + len(item.row.analysis) + (_ENOUGH if item.row.figure else 0)
        lengths[item.row.outcome] = lengths.get(item.row.outcome, 0) + written
    for outcome in OUTCOMES:
        length = lengths.get(outcome.code, 0)
        source = case.assessment.rating_of(outcome.code).source("outcome")
        if source and case.card.outcome(outcome.code).figure == _EXCELLING and 0 < length < _ENOUGH:
            yield make(
                "EVI-007", source, entry=outcome.code, about=str(length), outcome=outcome.code, length=length
            )


def find_texts_near_the_limits(case: Case) -> Iterator[Finding]:
    """Find texts that are nearly as long as a cell can be."""
    for passage in case.passages:
        length, lines = len(passage.words), passage.words.count("\n")
        if length < _NEAR_LENGTH and lines < _NEAR_LINES:
            continue
        size = f"{length:,} characters" if length >= _NEAR_LENGTH else f"{lines} line breaks"
        if passage.source:
            yield make("EVI-010", passage.source, entry=passage.words, label=passage.entry.label, size=size)


def find_text_under_two_outcomes(case: Case) -> Iterator[Finding]:
    """Find long evidence that stands word for word under another outcome too."""
    first: dict[str, Completed] = {}
    for item in completed_rows(case.assessment.evidence):
        words = item.row.evidence
        if len(words) < _SAME_FROM:
            continue
        before = first.setdefault(words, item)
        source = item.entered.source("evidence")
        if source and before.row.outcome != item.row.outcome:
            entry, outcome, other = item.entered.evidence, item.row.outcome, before.row.outcome
            yield make("EVI-011", source, entry=entry, about=other, outcome=outcome, other=other)


def find_texts_of_another_outcome(case: Case) -> Iterator[Finding]:
    """Find texts that begin with the code, or hold the title, of another outcome than their row's."""
    outcomes = {id(item.entered): item.row.outcome for item in completed_rows(case.assessment.evidence)}
    for passage in case.passages:
        if passage.holds not in _WITH_OUTCOMES or passage.is_date:
            continue
        own = outcomes.get(id(passage.record)) or str(getattr(passage.record, "outcome", ""))
        other = _outcome_named(passage.words, passage.folded)
        if outcome_for(own) and other and other != own and passage.source:
            label = passage.entry.label
            yield make("EVI-012", passage.source, entry=passage.words, own=own, other=other, label=label)


def _outcome_named(words: str, folded: str) -> str:
    """Return the outcome a text says it is about; "" if it says none, or several."""
    found = _CODE.match(words)
    if found:
        return "".join(found["code"].split()).upper()
    named = [code for code, title in _TITLES if title in folded]
    return named[0] if len(named) == 1 else ""
