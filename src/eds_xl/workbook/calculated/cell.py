"""A formula cell and what its value is worked out from."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from eds_xl.assessment.model import RATING_FIELDS, Assessment, OutcomeRating, Service
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.scoring import score
from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.calculated.formula import fresh_cell
from eds_xl.workbook.xml_text import LONGEST_TEXT, units

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """What formulas see: the assessment as Excel reads it, and its score card."""

    assessment: Assessment
    card: Scorecard
    _known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, subject: Hashable, work: Callable[[], T]) -> T:
        """Return what the work gives: it is done once, however many cells ask about the subject."""
        if subject not in self._known:
            self._known[subject] = work()
        known: T = self._known[subject]
        return known


ABOVE = ""


@dataclass(frozen=True, slots=True)
class Calculated:
    """A formula cell: the table's column and given row it stands in, its formula and its value.

    A ``key`` of :data:`ABOVE` means the line above the table's headings. ``formula`` is without the leading
    "=" and refers to the cells of a fresh workbook; a formula that shows nothing gives "".
    """

    table: str
    attribute: str
    key: str | int
    formula: str
    value: Callable[[State], str | float]

    @property
    def place(self) -> tuple[str, int, int]:
        """Sheet title, row and column of the cell in a fresh workbook."""
        return fresh_cell(self.table, self.attribute, self.key)

    def stored(self, state: State) -> CellValue:
        """Return the value to store with the formula: what Excel shows where a text is longer than a cell holds."""
        value = self.value(state)
        too_long = isinstance(value, str) and units(value) > LONGEST_TEXT
        return CellError("#VALUE!") if too_long else value


def live_state(assessment: Assessment) -> State:
    """Return what the workbook's formulas see.

    Unlike Python, Excel takes only numbers for ratings: "2/Achieving" is none until ``fill`` mends it.
    Names lose surplus spaces as TRIM takes them out.
    """
    seen = replace(
        assessment,
        ratings=tuple(_numbers_only(rating) for rating in assessment.ratings),
        services=tuple(_trimmed(service) for service in assessment.services),
    )
    return State(seen, score(seen))


def _numbers_only(rating: OutcomeRating) -> OutcomeRating:
    text: dict[str, Any] = {name: None for name in RATING_FIELDS if isinstance(getattr(rating, name), str)}
    return replace(rating, **text)


def _trimmed(service: Service) -> Service:
    texts: dict[str, Any] = {
        item.name: trim(getattr(service, item.name)) for item in fields(service) if item.name != "place"
    }
    return replace(service, **texts)


def trim(text: str) -> str:
    """Return the text as Excel's TRIM would: no spaces at the ends, single ones within."""
    return re.sub(" +", " ", text).strip(" ")
