"""How a text looks to readers and screen readers: capitals, links, what pasting did to tables and bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.links import link_target, read_spans
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.word_lists import WORDS, one_of, says_nothing
from eds_xl.checks.wording import quoted

_SHOUTED = re.compile(r"[A-Z](?<![\w&][A-Z])[A-Z]+(?:[ \t]+(?:[A-Z]{2,}|[AI])(?![\w&])){3,}")
_LONG_WORD = re.compile(r"[A-Z]{6,}")
_EMPTY_LINK = re.compile(rf"\b{one_of(WORDS['empty_links'])}\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"file://\S*|(?<![\w/])[A-Za-z]:\\[^\s<>|]*|(?<![\\\w])\\\\[\w.-]+\\[^\s<>|]*", re.IGNORECASE
)
_BROKEN = re.compile(
    r"(?<![\w./])(?:https?://|www\.)[^\s<>\"]{0,500}[/_=&?%-]\n(?=[\w%?&=-]{1,200}[/.?&=_-][\w%])",
    re.IGNORECASE,
)
_SIGNS_OF_LINKS = ("://", "www.", "\\")
_LINK_COLUMNS = (
    ("organisation", "report_address", "Web address of the report"),
    ("evidence", "link", "Link"),
    ("history", "address", "Web address"),
)
_GLYPHS = "•●▪■◦‣➢\uf0b7\uf0a7"
_INLINE_BULLETS = re.compile(rf"\S[ \t]+[{_GLYPHS}][ \t]*\w")
_FLATTENED = 2
"""Bullets within one line from which the list was flattened."""

_SHORT, _RUN, _FIGURES = 25, 8, 4
_FIGURE = re.compile(r"[\d.,%£<>≤≥+–-]+")


def find_addresses_in_text(case: Case) -> Iterator[Finding]:
    """Find web addresses that stand in a text as they are; one finding a cell."""
    for passage in case.passages:
        if "www." not in passage.words and "://" not in passage.words:
            continue
        spans = read_spans(passage.words)
        bare = [span.text for span in spans if span.link and not span.link.startswith("mailto:")]
        if bare and passage.source and not _BROKEN.search(passage.words):
            label = passage.entry.label
            yield make("WRI-006", passage.source, entry=passage.words, label=label, address=quoted(bare[0]))


def find_links_without_meaning(case: Case) -> Iterator[Finding]:
    """Find "click here" and its like."""
    for passage in case.passages:
        found = (
            _EMPTY_LINK.search(passage.words)
            if "click" in passage.folded or "link" in passage.folded
            else None
        )
        if found and passage.source:
            label, words = passage.entry.label, quoted(found.group())
            yield make("WRI-007", passage.source, entry=passage.words, label=label, words=words)


def find_links_that_lead_nowhere(case: Case) -> Iterator[Finding]:
    """Find links to files of one computer or network, and links broken by a line feed."""
    for passage in case.passages:
        if not passage.mentions(_SIGNS_OF_LINKS):
            continue
        broken = _BROKEN.search(passage.words)
        found = broken or _LOCAL.search(passage.words)
        if found and passage.source:
            what = "is broken by a new line" if broken else "leads to a place that readers cannot open"
            label, words = passage.entry.label, quoted(found.group())
            yield make("WRI-008", passage.source, entry=passage.words, label=label, words=words, what=what)
    yield from _wrong_addresses(case)


def _wrong_addresses(case: Case) -> Iterator[Finding]:
    assessment = case.assessment
    records = {
        "organisation": (assessment.organisation,),
        "evidence": assessment.evidence,
        "history": assessment.history,
    }
    for holds, attribute, label in _LINK_COLUMNS:
        for record in records[holds]:
            words, source = getattr(record, attribute), record.source(attribute)
            if source and not says_nothing(words) and not any(map(link_target, words.split())):
                what = "is no web address that readers can open"
                yield make("WRI-008", source, entry=words, label=label, words=quoted(words), what=what)


def find_capitals(case: Case) -> Iterator[Finding]:
    """Find four or more words in a row in capitals; a row of abbreviations is none."""
    for passage in case.passages:
        for found in _SHOUTED.finditer(passage.words):
            if passage.source and _LONG_WORD.search(found.group()):
                label, words = passage.entry.label, quoted(found.group())
                yield make("WRI-009", passage.source, entry=passage.words, label=label, words=words)
                break


def find_flattened_text(case: Case) -> Iterator[Finding]:
    """Find bullets in the middle of lines, and tables of which every cell became a line."""
    for passage in case.passages:
        if passage.is_cell_of_figure or not passage.source:
            continue
        what = _flattened(passage.words)
        if what:
            label = passage.entry.label
            yield make("WRI-010", passage.source, entry=passage.words, label=label, what=what)


def _flattened(words: str) -> str:
    lines = words.split("\n") if any(glyph in words for glyph in _GLYPHS) else ()
    if any(len(_INLINE_BULLETS.findall(line)) >= _FLATTENED for line in lines):
        return "bullets stand in the middle of a line"
    if words.count("\n") < _RUN - 1:
        return ""
    run: list[str] = []
    for line in (*words.split("\n"), "x" * (_SHORT + 1)):
        if line.strip() and len(line) <= _SHORT:
            run.append(line.strip())
        elif line.strip():
            if len(run) >= _RUN and sum(bool(_FIGURE.fullmatch(item)) for item in run) >= _FIGURES:
                return "a table seems to have lost its columns"
            run = []
    return ""
