"""Fill: record totals, band and statement; mend Refs, outcome codes, ratings typed as text and formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eds_xl import __version__
from eds_xl.actions.opening import Opened
from eds_xl.assessment.dates import in_words
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.scoring import score
from eds_xl.workbook.book import Change
from eds_xl.workbook.findings_table import key_changes
from eds_xl.workbook.formula_repair import repair_formulas
from eds_xl.workbook.given_texts import given_changes
from eds_xl.workbook.problems import problem
from eds_xl.workbook.reading import read_again
from eds_xl.workbook.sheets import SCORE_CARD
from eds_xl.workbook.writing import (
    continuation_changes,
    rating_changes,
    recorded_changes,
    recorded_score,
    ref_changes,
    tidy_changes,
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What fill did.

    ``mended`` are the entries, formulas and records it wrote, ``refreshed`` the formula cells whose stored
    result it brought up to date, ``beyond_repair`` the cells whose formula it could not put back.
    """

    mended: tuple[Change, ...]
    refreshed: tuple[Change, ...]
    card: Scorecard
    beyond_repair: tuple[str, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change."""
        return (*self.mended, *self.refreshed)


def fill(opened: Opened, today: date) -> Filled:
    """Change an opened workbook so that its entries are tidy and its score recorded; saving is the caller's.

    Filling twice changes nothing the second time. Raises WorkbookProblem if the Score card is missing or a
    cell cannot be changed.
    """
    book = opened.book
    if SCORE_CARD.title not in opened.reading.located.sheets:
        raise problem("cannot record", name=book.name, sheet=SCORE_CARD.title)
    assessment = opened.reading.assessment
    refs = tuple(ref_changes(assessment))
    entries = (
        *tidy_changes(opened.reading.untidy, book),
        *continuation_changes(assessment),
        *rating_changes(assessment),
        *refs,
        *key_changes(book, opened.reading.located, refs),
        *given_changes(book, opened.reading),
    )
    book.apply(entries)
    # The entries may have been mended: what is recorded and stored must follow them.
    mended = read_again(book, opened.reading, {change.sheet for change in entries})
    card = score(mended)
    repair = repair_formulas(mended, book, opened.reading.located)
    recorded = recorded_score(card, in_words(today), f"eds-xl {__version__}")
    results = (*recorded_changes(mended, recorded), *repair.restored)
    book.apply((*results, *repair.refreshed))
    return Filled((*entries, *results), repair.refreshed, card, repair.beyond_repair)
