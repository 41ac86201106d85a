"""What stands in the rating cells: numbers out of range, half points, words, numbers typed as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import OutcomeRating
from eds_xl.assessment.place import Source
from eds_xl.assessment.ratings import Meaning, Reading, understand
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import quoted

SERVICE_RATINGS = ("service_1", "service_2", "service_3")
_THIS_YEAR = (*SERVICE_RATINGS, "agreed", "rating")
_BESIDE = ("proposed", "last_year")
_WRONG = {
    Meaning.OUT_OF_RANGE: "SCO-004",
    Meaning.NOT_WHOLE: "SCO-005",
    Meaning.UNCLEAR: "SCO-006",
}
_SUBJECTS = {
    "agreed": "The agreed rating of outcome {}",
    "rating": "The rating of outcome {}",
    "proposed": "The proposed rating of outcome {}",
    "last_year": "Last year's rating of outcome {}",
}


@dataclass(frozen=True, slots=True)
class _Filled:
    """A rating cell in which something stands, with the words that name it."""

    subject: str
    source: Source
    entry: str
    reading: Reading


def find_wrong_ratings(case: Case) -> Iterator[Finding]:
    """Find this year's ratings that are not 0, 1, 2 or 3, nor words that mean one of them."""
    for cell in _filled(case, _THIS_YEAR):
        if cell.reading.wrong:
            code = _WRONG[cell.reading.meaning]
            yield make(code, cell.source, entry=cell.entry, subject=cell.subject)


def find_ratings_typed_as_text(case: Case) -> Iterator[Finding]:
    """Find ratings that were understood, but are no numbers, so that formulas pass over them."""
    for cell in _filled(case, (*_THIS_YEAR, *_BESIDE)):
        if cell.reading.meaning is Meaning.UNDERSTOOD:
            value = cell.reading.value
            yield make("SCO-007", cell.source, entry=cell.entry, subject=cell.subject, value=value)


def find_wrong_ratings_beside(case: Case) -> Iterator[Finding]:
    """Find last year's and proposed ratings that are none; they count for nothing, so this is a warning."""
    for cell in _filled(case, _BESIDE):
        if cell.reading.wrong:
            yield make("SCO-008", cell.source, entry=cell.entry, subject=cell.subject)


def _filled(case: Case, attributes: tuple[str, ...]) -> Iterator[_Filled]:
    for rating in case.assessment.ratings:
        for attribute in attributes:
            entry, source = getattr(rating, attribute), rating.source(attribute)
            if entry is not None and source is not None:
                yield _Filled(_subject(case, rating, attribute), source, str(entry), understand(entry))


def _subject(case: Case, rating: OutcomeRating, attribute: str) -> str:
    if attribute in SERVICE_RATINGS:
        service = case.assessment.services[SERVICE_RATINGS.index(attribute)]
        return f"The rating of outcome {rating.outcome} for {quoted(service.label)}"
    return _SUBJECTS[attribute].format(rating.outcome)
