"""Rows of evidence that continue the row above, and are withheld with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from eds_xl.assessment.continuation import Completed, completed_rows
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.words import NO, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.evidence import outcomes_without_evidence
from eds_xl.checks.wording import first_letter_up, marks, rows
from eds_xl.standard import DOMAINS


def find_continued_rows(case: Case) -> Iterator[Finding]:
    """Find blocks of rows that continue the row above; one finding a block.

    Where outcomes lack evidence, such a row may have lost their code: that finding names the rows. Where a
    block is withheld from publication with the row above, that is the finding.
    """
    for domain in DOMAINS:
        if outcomes_without_evidence(case, domain):
            continue
        for block in _blocks(case, domain.number):
            source = case.place_for(block[0].entered, "outcome")
            if source and not _is_withheld_unasked(block):
                one = len(block) == 1
                yield make(
                    "ROW-006",
                    source,
                    about=marks(item.entered for item in block),
                    rows=f"{first_letter_up(rows(_numbers(block)))} {'has' if one else 'have'}",
                    are="is" if one else "are",
                    outcome=block[0].row.outcome,
                )


def find_rows_withheld_with_another(case: Case) -> Iterator[Finding]:
    """Find rows that say nothing of publication and are withheld because the row they continue is.

    Not where outcomes lack evidence: such a row may have lost their code, and that finding names it.
    """
    for domain in DOMAINS:
        if outcomes_without_evidence(case, domain):
            continue
        for block in _blocks(case, domain.number):
            source = case.place_for(block[0].entered, "publish")
            if source and _is_withheld_unasked(block):
                one = len(block) == 1
                words = f"{first_letter_up(rows(_numbers(block)))} {'continues' if one else 'continue'}"
                entry = block[0].entered.publish
                about = marks(item.entered for item in block)
                yield make(
                    "ROW-009", source, entry=entry, about=about, rows=words, are="is" if one else "are"
                )


def _blocks(case: Case, domain: int) -> Iterator[list[Completed]]:
    items = [item for item in completed_rows(case.assessment.evidence) if item.row.domain == domain]
    for continued, block in groupby(items, lambda item: item.continues and bool(item.row.outcome)):
        if continued:
            yield list(block)


def _is_withheld_unasked(block: list[Completed]) -> bool:
    return any(not item.is_published and not same(item.entered.publish, NO) for item in block)


def _numbers(block: list[Completed]) -> list[int]:
    return [item.entered.place.row or 0 for item in block if item.entered.place]
