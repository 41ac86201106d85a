"""What was left in a text by mistake: placeholders, last year's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.periods import Period, read_period, reporting_year
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.passages import Passage
from eds_xl.checks.word_lists import WORDS, one_of
from eds_xl.checks.wording import quoted

_PLACEHOLDER = re.compile(
    rf"(?<![\w-]){one_of(WORDS['placeholders'])}(?![\w-])|(?i:{one_of(WORDS['placeholder_phrases'])})"
)
_ANY_PLACEHOLDER = tuple(
    {word.casefold() for word in (*WORDS["placeholders"], *WORDS["placeholder_phrases"])}
)
_DATE_BOXES = {"organisation", "domains", "approvals", "board_paper"}
"""Where dates.py says that a text is no date."""

_HEADINGS = {
    ("organisation", "report_title"),
    ("organisation", "this_year_label"),
    ("domains", "action_plan_period"),
    ("texts", "heading"),
    ("board_headings", "heading"),
    ("evidence", "heading"),
}
_OWN_TEXTS = {"texts", "board_headings"}
_YEARS = re.compile(r"(?<![\d/–-])(?:20)?\d{2}\s?[/–-]\s?(?:20)?\d{2}(?![\d/–-])")
_ABOUT_THE_REPORT = re.compile(
    r"\b(?:this (?:year|report|cycle|assessment)|(?:reporting|current) year|(?:our|the) EDS"
    r"|EDS (?:report|assessment|rating))\b",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(
    r"\b(?:last|previous|prior|since|compared|before|earlier|from|was|were|first|past|against|than)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"[^.!?\n]+")


def find_placeholders(case: Case) -> Iterator[Finding]:
    """Find words that stand for something still to be written; one finding a cell."""
    for passage in case.passages:
        in_date_box = passage.is_date and passage.holds in _DATE_BOXES
        if in_date_box or not passage.mentions(_ANY_PLACEHOLDER):
            continue
        found = _PLACEHOLDER.search(passage.words)
        if found and passage.source:
            label, words = passage.entry.label, quoted(found.group())
            yield make("WRI-001", passage.source, entry=passage.words, label=label, words=words)


def find_last_years_year(case: Case) -> Iterator[Finding]:
    """Find headings and sentences about this report that name last year's year, and not this one."""
    year = reporting_year(case.assessment.organisation.reporting_year)
    if year is None:
        return
    of_this_year = {
        item.row.outcome
        for item in completed_rows(case.assessment.evidence)
        if year in _years_in(item.row.heading)
    }
    for passage in case.passages:
        words = _wrong_year(passage, year)
        # "Update 2022/23" above "Update 2023/24" tells a story over two years.
        told_on = passage.holds == "evidence" and getattr(passage.record, "outcome", "") in of_this_year
        if words and not told_on and passage.source:
            this = case.assessment.organisation.reporting_year
            label = passage.entry.label
            yield make("WRI-002", passage.source, entry=passage.words, label=label, words=words, this=this)


def find_last_year_that_is_another(case: Case) -> Iterator[Finding]:
    """Find that the heading of last year's ratings names other years, but not the one before this report's."""
    organisation = case.assessment.organisation
    year, source = reporting_year(organisation.reporting_year), organisation.source("last_year_label")
    named = [period for period in _years_in(organisation.last_year_label) if period]
    if year and source and named and all(period.last.year != year.first.year for period in named):
        this = organisation.reporting_year
        yield make("WRI-011", source, entry=organisation.last_year_label, about=this, this=quoted(this))


def _wrong_year(passage: Passage, year: Period) -> str:
    if (passage.holds, passage.attribute) in _HEADINGS:
        return _only_last_year(passage.words, year)
    if passage.holds in _OWN_TEXTS:
        sentences = _SENTENCE.findall(_IN_BRACKETS.sub(" ", passage.words))
        wrong = (
            _only_last_year(sentence, year)
            for sentence in sentences
            if _ABOUT_THE_REPORT.search(sentence) and not _ABOUT_BEFORE.search(sentence)
        )
        return next(filter(None, wrong), "")
    return ""


def _only_last_year(words: str, year: Period) -> str:
    """Return last year's year as it is written in words that do not name this year; else ""."""
    found = {match.group(): read_period(match.group()) for match in _YEARS.finditer(words)}
    if year in found.values():
        return ""
    last = [text for text, period in found.items() if period and period.last.year == year.first.year]
    return last[0] if last else ""


def _years_in(words: str) -> list[Period | None]:
    return [read_period(match.group()) for match in _YEARS.finditer(words)]
