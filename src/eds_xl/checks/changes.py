"""Scores beside others: last year's ratings, and totals that the texts state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.periods import read_period, reporting_year
from eds_xl.assessment.ratings import value_of
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.taking_part import services_again
from eds_xl.checks.word_lists import WORDS, one_of
from eds_xl.checks.wording import quoted
from eds_xl.standard import BANDS, DOMAINS, EDS, OUTCOMES
from eds_xl.workbook.sheets import TABLES

_JUMP = 2
_HISTORY = next(table for _, table in TABLES if table.holds == "history")
_MOST = {f"domain_{domain.number}": domain.maximum for domain in DOMAINS} | {"total": EDS.maximum_total}
"""The most that each total of an earlier year can be."""

_WHOLE = re.compile(r"[0-9]{1,2}")

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\d)[^.!?\n]*)*")
_NEAR = re.compile(rf"\b{one_of(WORDS['near_totals'])}\b", re.IGNORECASE)
_ABOUT_OTHERS = re.compile(rf"\b{one_of(WORDS['not_this_total'])}", re.IGNORECASE)
_BAND_WORDS = "|".join(band.label for band in BANDS)
_STATED = re.compile(
    rf"\b(?:total|score|scored|scores|rating|rated)\b(?:\s+(?:of|is|was|at|as|stands|now|a|an|total|score|rating|overall))*"
    rf"\s*[:=]?\s*(?P<number>\d{{1,2}}(?:\.5)?)(?![\d.,/%]*\d|%)(?!\s*out of\s+(?!{EDS.maximum_total}\b))"
    rf"|(?<![\d.,/])(?P<before>\d{{1,2}}(?:\.5)?)\s*[–—-]\s*(?:{_BAND_WORDS})\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\d)(?:20\d{2}|\d{2})\s?[/–-]\s?\d{2,4}(?!\d)")
_NOT_READ = {"previous_actions", "history", "glossary", "figures"}


def find_jumps_since_last_year(case: Case) -> Iterator[Finding]:
    """Find ratings that changed by two or more since last year without a reason.

    In Domain 1 other services may have been assessed, so a jump means nothing unless all are known to be the
    same as last year.
    """
    named = [service for service in case.assessment.services if service.name]
    same_services = bool(named) and len(services_again(case)) == len(named)
    for outcome in OUTCOMES:
        entered, figure = case.assessment.rating_of(outcome.code), case.card.outcome(outcome.code).figure
        before, source = value_of(entered.last_year), case.place_for(entered, "reason")
        if figure is None or before is None or source is None or entered.reason:
            continue
        if abs(figure - before) >= _JUMP and (outcome.domain > 1 or same_services):
            yield make(
                "SCO-017",
                source,
                about=f"{before} {figure}",
                outcome=outcome.code,
                before=before,
                figure=figure,
            )


def find_earlier_totals_that_are_none(case: Case) -> Iterator[Finding]:
    """Find totals of earlier years that are no whole numbers, or more than can be reached."""
    for row in case.assessment.history:
        for attribute, most in _MOST.items():
            entry, source = getattr(row, attribute), row.source(attribute)
            if entry and source and not (_WHOLE.fullmatch(entry) and int(entry) <= most):
                label, year = _HISTORY.entry(attribute).label, f" ({quoted(row.year)})" if row.year else ""
                yield make("SCO-019", source, entry=entry, label=label, year=year, most=most)


def find_totals_in_texts(case: Case) -> Iterator[Finding]:
    """Find texts that state another EDS total than the ratings give; only where a sentence is about it."""
    total = case.card.total
    if total is None:
        return
    for passage in case.passages:
        if passage.holds in _NOT_READ or passage.is_date or not passage.mentions(WORDS["near_totals"]):
            continue
        stated = _other_total(passage.words, total, case.assessment.organisation.reporting_year)
        if stated and passage.source:
            present = quoted(case.card.statement)
            yield make(
                "SCO-018",
                passage.source,
                entry=passage.words,
                about=present,
                label=passage.entry.label,
                stated=stated,
                present=present,
            )


def _other_total(words: str, total: int, year: str) -> str:
    """Return the first total in a text that is not the present one; "" if there is none."""
    for sentence in _SENTENCE.findall(words):
        if (
            not _NEAR.search(sentence)
            or _ABOUT_OTHERS.search(sentence)
            or _is_of_another_year(sentence, year)
        ):
            continue
        stated = [match["number"] or match["before"] for match in _STATED.finditer(sentence)]
        if stated and str(total) not in stated:
            return stated[0]
    return ""


def _is_of_another_year(sentence: str, year: str) -> bool:
    """Say whether a sentence names years, and none of them is the reporting year."""
    named = [read_period(match.group()) for match in _YEARS.finditer(sentence)]
    periods = [period for period in named if period]
    return bool(periods) and reporting_year(year) not in periods
