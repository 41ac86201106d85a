"""Abbreviations: explained in the text or the glossary, or not at all; glossary entries that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.passages import Passage
from eds_xl.checks.word_lists import WORDS
from eds_xl.checks.wording import listed
from eds_xl.workbook.sheets import TABLES

_SHEET, _TABLE = next((sheet, table) for sheet, table in TABLES if table.holds == "glossary")
_PREFILLED = {row[0] for row in _TABLE.prefilled}
_ABBREVIATION = re.compile(
    r"([A-Z](?<![\w&@.\\].)(?<![A-Z]/.)[A-Z&]*[A-Z]\+?)(?:['’]?s)?(?![\w&@\\]|/[A-Z]|\.\w)"
)
_PAIR = re.compile(r"(?<![\w/])[A-Z]{2,3}(?:/[A-Z]{2,3})+(?![\w/])")
_EXPLAINED = re.compile(r"[(\[]\s*(?:the\s+|or\s+)?[‘“\"']?([A-Z][\w&+]*?[A-Z+])s?[’”\"']?\s*[)\],;/]")
_WORD = r"[A-Za-z][\w’'&-]*"
_EXPLAINED_AFTER = re.compile(
    rf"([A-Z](?<![\w&].)[A-Z&]{{0,10}}[A-Z]\+?)s?(?:[ \t][a-z]{{2,20}})?[ \t]{{1,3}}"
    rf"\((?:the[ \t])?({_WORD}(?:[\s,/]{{1,3}}{_WORD}){{1,12}})\)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_CAPITALS = re.compile(r"\b[A-Z]")
_RUN_OF_CAPITALS = re.compile(r"[A-Z](?<![\w&].)[A-Z]+(?:[ \t]+[A-Z]{2,}(?![\w&])){2,}")
_LONG_WORD = 6
_LONGEST = 8
"""Letters of the longest abbreviation; longer words in capitals are names."""

_SAME_FAMILY = "lgbt"
"""LGBT, LGBT+, LGBTQ+ and LGBTQIA+ explain each other."""

# Its first letter leads, so that the search stops at few places: a word boundary is tried at every one.
_INITIALS_OF_SOMEBODY = re.compile(
    r"[DMPS](?<!\w.)(?:(?<=M)(?:rs?|s|iss|x)|(?<=D)r|(?<=P)rof(?:essor)?|(?<=S)ir)\.?[ \t][A-Z]{1,3}\b"
)
_ROLES = {"owners", "eds_leads", "service_lead", "presenter", "report_author", "scored_by", "by"}
"""Columns in which two or three letters are somebody's initials."""

_INITIALS = 3
_MOST_LISTED = 15
_OF_ORGANISATIONS = ("name", "integrated_care_systems")
_FEWEST_FOR_A_GLOSSARY = 3
_SHORTEST_OWN = 3


def find_unexplained_abbreviations(case: Case) -> Iterator[Finding]:
    """Find abbreviations that nothing explains; one finding a sheet, or one for all without a glossary."""
    used = {entry.abbreviation.strip() for entry in case.assessment.glossary}
    found = _unexplained(case, used)
    if not used and sum(map(len, found.values())) >= _FEWEST_FOR_A_GLOSSARY:
        names = sorted({name for names in found.values() for name in names})
        source = case.first_cell(_TABLE, "abbreviation") if case.uses(_SHEET) else None
        yield make("WRI-005", source, about=" ".join(names), abbreviations=listed(names), count=len(names))
        return
    by_sheet: dict[str, list[tuple[Passage, list[str]]]] = {}
    for passage, names in found.items():
        if passage.source:
            by_sheet.setdefault(passage.source.sheet, []).append((passage, names))
    for group in by_sheet.values():
        yield _on_a_sheet(group)


def _on_a_sheet(group: list[tuple[Passage, list[str]]]) -> Finding:
    """Return the finding on the abbreviations that stand first on one sheet, at the first of them."""
    passage = group[0][0]
    names = [name for _, found in group for name in found]
    words = f"{listed(names, _MOST_LISTED)} {'is' if len(names) == 1 else 'are'}"
    cells = [found.source.cell for found, _ in group if found.source]
    more = f" (in {listed(cells, _MOST_LISTED)})" if len(cells) > 1 else ""
    about = ", ".join(names)
    return make("WRI-003", passage.source, entry=passage.words, about=about, abbreviations=words, more=more)


def _unexplained(case: Case, explained: set[str]) -> dict[Passage, list[str]]:
    """Return the abbreviations that need a word, by the passage in which they stand first."""
    texts = [(passage, _without_addresses(passage)) for passage in case.passages if not passage.is_date]
    whole = "\n".join(words for _, words in texts)
    own, initials = _own_names(case.assessment)
    known = explained | {*WORDS["no_abbreviations"], *WORDS["emphasis"], *WORDS["placeholders"]} | own
    known |= set(_EXPLAINED.findall(whole)) | _explained_after(whole)
    known = {_bare(name) for name in known}
    found: dict[Passage, list[str]] = {}
    seen: set[str] = set()
    for passage, words in texts:
        for name in _names_in(passage, words):
            bare = _bare(name)
            if name in seen or known & {bare, f"{bare}s"}:
                continue
            seen.add(name)
            known.add(bare)
            if not any(_is_made_of(name, letters) for letters in initials):
                found.setdefault(passage, []).append(name)
    shouted = {name for name in seen if len(name) > _INITIALS and _stands_in(name.lower(), whole)}
    left = {passage: [name for name in names if name not in shouted] for passage, names in found.items()}
    return {passage: names for passage, names in left.items() if names}


def _bare(name: str) -> str:
    """Return an abbreviation so that spellings of one compare equal: ED&I is EDI."""
    bare = name.casefold().replace("&", "")
    return _SAME_FAMILY if bare.startswith(_SAME_FAMILY) else bare


def _without_addresses(passage: Passage) -> str:
    has_address = "://" in passage.words or "www." in passage.words
    return _ADDRESS.sub(" ", passage.words) if has_address else passage.words


def _stands_in(word: str, words: str) -> bool:
    return word in words and re.search(rf"\b{re.escape(word)}\b", words) is not None


def _names_in(passage: Passage, words: str) -> Iterator[str]:
    plain = _RUN_OF_CAPITALS.sub(_without_emphasis, _PAIR.sub(" ", words) if "/" in words else words)
    shortest = _INITIALS + 1 if passage.attribute in _ROLES else 1
    for name in _ABBREVIATION.findall(_INITIALS_OF_SOMEBODY.sub(" ", plain)):
        if shortest <= len(name) <= _LONGEST:
            yield name


def _without_emphasis(run: re.Match[str]) -> str:
    """Return words in capitals if they can be a row of abbreviations, nothing if they are shouted."""
    words = run.group().split()
    shouted = any(len(word) >= _LONG_WORD or word in WORDS["emphasis"] for word in words)
    return "" if shouted else run.group()


def _explained_after(words: str) -> set[str]:
    """Return the abbreviations that are followed by what they stand for, in brackets."""
    return {
        match[1]
        for match in _EXPLAINED_AFTER.finditer(words)
        if _initials(match[2]).startswith(match[1][0]) and len(_initials(match[2])) >= len(match[1]) - 1
    }


def _initials(words: str) -> str:
    return "".join(word[0].upper() for word in re.findall(r"[A-Za-z]+", words))


def _own_names(assessment: Assessment) -> tuple[set[str], list[str]]:
    """Return the abbreviations within the names of organisations and services, and those names' initials."""
    names = [getattr(assessment.organisation, name) for name in _OF_ORGANISATIONS]
    names += [line for level in assessment.levels for line in level.organisations.splitlines()]
    for service in assessment.services:
        names += [
            service.name,
            service.short_name,
            *service.providers.splitlines(),
            *service.led_by.splitlines(),
        ]
    own = {found for name in names for found in _ABBREVIATION.findall(name)}
    return own, ["".join(_CAPITALS.findall(name)) for name in names]


def _is_made_of(name: str, initials: str) -> bool:
    """Say whether an abbreviation is made of initials, in their order: KMPT of K, M, S, C, P, T."""
    if len(name) < _SHORTEST_OWN or name[:1] != initials[:1]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in name)


def find_unused_glossary_entries(case: Case) -> Iterator[Finding]:
    """Find entries the organisation added to the glossary that occur nowhere; pre-filled ones may stay."""
    if not case.uses(_SHEET):
        return
    whole = "\n".join(passage.words for passage in case.passages)
    for entry in case.assessment.glossary:
        name, source = entry.abbreviation.strip(), entry.source("abbreviation")
        if not source or not name or name in _PREFILLED or name in whole:
            continue
        if not re.search(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", whole, re.IGNORECASE):
            yield make("WRI-004", source, entry=entry.abbreviation, name=name)
