"""What could tell who somebody is: small numbers, e-mail addresses, telephone and NHS numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Figure, Organisation
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.word_lists import WORDS, one_of
from eds_xl.checks.wording import quoted
from eds_xl.standard import EDS
from eds_xl.workbook.sheets import FORMS

_DEFAULT_THRESHOLD = 5
_LABEL = next(
    entry.label for _, form in FORMS for entry in form.entries if entry.attribute == "smallest_number"
)
_WORDS_FOR_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = rf"(?P<number>[1-9]|{'|'.join(_WORDS_FOR_NUMBERS)})"
_DESCRIBED = rf"(?:\s+{one_of(WORDS['describing'])}){{0,3}}"
_MANY = one_of((*WORDS["people"], *WORDS["cases"]))
_ONE = one_of((*WORDS["person"], *WORDS["case"]))
_NEXT = rf"(?![\w’'-]|\s+{one_of(WORDS['of_people'])}\b|(?:\s+(?:and|or)(?:\s+\w+){{2}})?\s+{one_of(WORDS['rules'])}\b)"
_WHO_SPEAKS = re.compile(rf"\s+{one_of(WORDS['speaking'])}\b", re.IGNORECASE)
_SMALL = re.compile(
    rf"(?<![\w.,/£%+–-])(?<!\w’){_NUMBER}{_DESCRIBED}\s+(?:{_MANY}|(?P<single>{_ONE})){_NEXT}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:^|\W){one_of(WORDS['numbered'])}\W{{0,2}}$|\b{one_of(WORDS['made_of'])}\s+(?:of|with)\s+$"
    rf"|\beach\b[^.!?;]*$"
    rf"|(?:\d|\b{one_of(_WORDS_FOR_NUMBERS)})\s*(?:in|out\sof|of|to|or|and|[-–/])\s*$",
    re.IGNORECASE,
)
_LOOK_BACK = 60

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_TELEPHONE = re.compile(
    r"[+(0](?<![\w.,/-].)(?:(?<=\+)44[\s-]?(?:\(0\)[\s-]?)?|(?<=\()0|(?<=0))\d(?:[\s)-]{0,2}\d){8,9}(?![\d/])"
)
_NHS_NUMBER = re.compile(r"([4-7](?<![\w.,/-].)\d{2})[ -]?(\d{3})[ -]?(\d{4})(?![\w/-]|[.,]\d)")
_WEIGHTS = range(10, 1, -1)
_MODULUS = 11


# ---------------------------------------------------------------- small numbers


def threshold(organisation: Organisation) -> int:
    """Return the smallest number of people that may be published; what is no number counts as five."""
    entry = organisation.smallest_number.strip()
    return int(entry) if _is_number(entry) else _DEFAULT_THRESHOLD


def find_threshold_that_is_none(case: Case) -> Iterator[Finding]:
    """Find that the smallest number to publish is no whole number."""
    organisation = case.assessment.organisation
    entry, source = organisation.smallest_number, organisation.source("smallest_number")
    if entry and source and not _is_number(entry.strip()):
        yield make("ORG-013", source, entry=entry, label=_LABEL, taken=_DEFAULT_THRESHOLD)


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdecimal()


def find_small_numbers(case: Case) -> Iterator[Finding]:
    """Find small numbers of people or of cases about people; one finding a cell."""
    below = threshold(case.assessment.organisation)
    for passage in case.passages:
        if passage.is_date or passage.is_cell_of_figure:
            continue
        small = [match.group() for match in small_numbers(passage.words, below)]
        if small and passage.source:
            label, words = passage.entry.label, quoted(small[0])
            yield make(
                "PRI-001",
                passage.source,
                entry=passage.words,
                about=str(below),
                label=label,
                words=words,
                below=below,
            )


def small_numbers(words: str, below: int) -> Iterator[re.Match[str]]:
    """Yield where a text gives a number of people, or of cases about people, below a threshold."""
    for match in _SMALL.finditer(words):
        before = words[max(0, match.start() - _LOOK_BACK) : match.start()]
        value = _value(match["number"])
        is_count = value != 1 if match["single"] is None else value == 1
        speaks = value == 1 and _WHO_SPEAKS.match(words, match.end())
        if value < below and is_count and not speaks and not _BEFORE.search(before):
            yield match


def _value(words: str) -> int:
    return int(words) if words.isdecimal() else _WORDS_FOR_NUMBERS.index(words.casefold()) + 1


def find_small_counts_in_figures(case: Case) -> Iterator[Finding]:
    """Find small numbers in the columns of figures that count people; one finding a figure."""
    below = threshold(case.assessment.organisation)
    for _, group in groupby(case.assessment.figures, key=lambda row: row.ref):
        heading, *rows = group
        for position in _counting(heading):
            cells = ((row, f"column_{position}") for row in rows)
            small = [(row, name) for row, name in cells if _is_small(getattr(row, name), below)]
            source = small[0][0].source(small[0][1]) if small else None
            if source:
                entry, column = getattr(*small[0]), quoted(heading.cells[position - 1])
                about = " ".join(str(getattr(row, name)) for row, name in small)
                more = f" (and {len(small) - 1} more below it)" if len(small) > 1 else ""
                yield make("PRI-002", source, entry=entry, about=about, column=column, below=below, more=more)
                break


def _counting(heading: Figure) -> list[int]:
    """Return the positions of the columns that count people, going by their headings."""
    return [
        position
        for position, words in enumerate(heading.cells, 1)
        if any(_has(words, name) for name in WORDS["counting"])
        and not any(_has(words, name) for name in WORDS["not_counting"])
    ]


def _has(words: str, name: str) -> bool:
    return f" {name} " in f" {re.sub(r'[():,/]', ' ', words).casefold()} " or (name == "%" and name in words)


def _is_small(words: str, below: int) -> bool:
    return _is_number(words) and 0 < int(words) < below


# ---------------------------------------------------------------- addresses and numbers of people


def find_email_addresses(case: Case) -> Iterator[Finding]:
    """Find e-mail addresses in texts, but for the contact's own and that of NHS England."""
    public = {case.assessment.organisation.contact_email.casefold(), EDS.submission_email.casefold()}
    for passage in case.passages:
        if "@" not in passage.words:
            continue
        found = [address for address in _EMAIL.findall(passage.words) if address.casefold() not in public]
        if found and passage.source:
            label, words = passage.entry.label, quoted(found[0])
            yield make("PRI-003", passage.source, entry=passage.words, label=label, words=words)


def find_telephone_numbers(case: Case) -> Iterator[Finding]:
    """Find telephone numbers in texts, but for the contact's own and those of public services."""
    own = _digits(case.assessment.organisation.contact_telephone)
    for passage in case.passages:
        for match in _TELEPHONE.finditer(passage.words):
            digits = _digits(match.group())
            if digits == own or digits.startswith(WORDS["public_numbers"]) or not passage.source:
                continue
            label, words = passage.entry.label, quoted(match.group())
            yield make("PRI-004", passage.source, entry=passage.words, label=label, words=words)
            break


def _digits(words: str) -> str:
    """Return the digits of a telephone number, as they are dialled within the country."""
    digits = "".join(letter for letter in words.replace("(0)", "") if letter.isdecimal())
    return f"0{digits[2:]}" if words.strip().startswith("+44") else digits


def find_nhs_numbers(case: Case) -> Iterator[Finding]:
    """Find numbers of ten digits that are NHS numbers by their check digit; the message does not repeat them."""
    for passage in case.passages:
        numbers = ("".join(groups) for groups in _NHS_NUMBER.findall(passage.words))
        if any(map(is_nhs_number, numbers)) and passage.source:
            yield make("PRI-005", passage.source, entry=passage.words, label=passage.entry.label)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits are an NHS number: the last one checks the others."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return (_MODULUS - total % _MODULUS) % _MODULUS == int(digits[-1])
