"""What an entry in a rating cell means: a rating, a blank, or something that cannot be one.

People write "2 ", "2/Achieving", "Outcome 1A score = 1" or "Achieving" where 2, 2, 1 and 2 are meant;
those are understood. Half points and words that name no rating are not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from eds_xl.assessment.model import RatingEntry
from eds_xl.standard import RATINGS


class Meaning(Enum):
    """How sure the reading of a rating entry is."""

    BLANK = "blank"
    EXACT = "exact"
    UNDERSTOOD = "understood"
    OUT_OF_RANGE = "out of range"
    NOT_WHOLE = "not whole"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Reading:
    """A rating entry as understood: ``value`` is 0 to 3, or None where there is no rating to be had."""

    meaning: Meaning
    value: int | None = None

    @property
    def wrong(self) -> bool:
        """Whether something stands in the cell that is not a rating."""
        return self.meaning in (Meaning.OUT_OF_RANGE, Meaning.NOT_WHOLE, Meaning.UNCLEAR)


_VALUES = {rating.value for rating in RATINGS}
_BY_LABEL = {rating.label.casefold(): rating.value for rating in RATINGS}
_EMPTY = {"", "-", "–", "—", "leave blank", "left blank", "blank"}
_OUTCOME_CODE = re.compile(r"\b(?:outcome\s*)?[1-3]\s?[A-Da-d]\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout of 3\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?[0-9]+(?:\.[0-9]+)?")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s/–—:=().,-]*")
_FILLERS = {"score", "scored", "rating", "rated", "activity", "is", "of"}


def understand(entry: RatingEntry) -> Reading:
    """Return what a rating entry means; never raises, whatever was typed."""
    if entry is None:
        return Reading(Meaning.BLANK)
    if isinstance(entry, int):
        return Reading(Meaning.EXACT, entry) if entry in _VALUES else Reading(Meaning.OUT_OF_RANGE)
    if entry.strip().casefold() in _EMPTY:
        return Reading(Meaning.BLANK)
    return _understand_text(entry)


def _understand_text(entry: str) -> Reading:
    rest = _OUT_OF.sub(" ", _OUTCOME_CODE.sub(" ", entry))
    words = [word.casefold() for word in _WORD.findall(rest)]
    labels = {_BY_LABEL[word] for word in words if word in _BY_LABEL}
    strangers = [word for word in words if word not in _BY_LABEL and word not in _FILLERS]
    numbers = {float(number.replace("−", "-")) for number in _NUMBER.findall(rest)}
    # What is left must only stand between words and numbers: "2½", "<2" and "2?" are no ratings.
    left = _WORD.sub(" ", _NUMBER.sub(" ", rest))
    if strangers or len(numbers | labels) != 1 or not _BETWEEN.fullmatch(left):
        return Reading(Meaning.UNCLEAR)
    value = float((numbers | labels).pop())
    if not value.is_integer():
        return Reading(Meaning.NOT_WHOLE)
    return Reading(Meaning.UNDERSTOOD, int(value)) if value in _VALUES else Reading(Meaning.OUT_OF_RANGE)


def value_of(entry: RatingEntry) -> int | None:
    """Return the rating from 0 to 3 that an entry means, or None."""
    return understand(entry).value


def middle(values: Iterable[int]) -> int:
    """Return the median of some whole numbers (at least one, none below 0); halves are left off.

    The standard library's loads fractions and random numbers, which would cost every command a start of its own.
    """
    ordered = sorted(values)
    last = len(ordered) - 1
    return (ordered[last // 2] + ordered[len(ordered) // 2]) // 2
