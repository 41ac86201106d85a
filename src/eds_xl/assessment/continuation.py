"""Rows of evidence that continue the row above: what pasting paragraphs from Word gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from eds_xl.assessment.model import Evidence
from eds_xl.assessment.words import NO, same

MOST_APART = 2
"""How many rows below the other a continuing row may stand: pasting from Word leaves a blank row between."""

_TOGETHER = ("origin", "date", "groups", "link")


@dataclass(frozen=True, slots=True)
class Completed:
    """A row as entered, the same row completed by the one it continues, and whether it continues one."""

    entered: Evidence
    row: Evidence
    continues: bool

    @property
    def is_published(self) -> bool:
        """Whether the row may be printed; what continues a withheld row is withheld with it."""
        return not same(self.row.publish, NO)


def completed_rows(rows: Iterable[Evidence]) -> Iterator[Completed]:
    """Yield the rows of evidence, those without an outcome completed by the row closely above on the sheet.

    They take over its outcome, its service and whether it is published, and, where they name none of
    these themselves, its source, date, groups and link.
    """
    above: dict[int, Evidence] = {}
    for row in rows:
        before = above.get(row.domain)
        continues = not row.outcome and before is not None and _are_together(before, row)
        complete = _complete(row, before) if before is not None and continues else row
        above[row.domain] = complete
        yield Completed(row, complete, continues)


def _are_together(above: Evidence, row: Evidence) -> bool:
    """Whether a row stands close enough below another to be its continuation; true where nobody can tell."""
    if above.place is None or row.place is None or above.place.row is None or row.place.row is None:
        return True
    return row.place.row - above.place.row <= MOST_APART


def _complete(row: Evidence, before: Evidence) -> Evidence:
    complete = replace(
        row,
        outcome=before.outcome,
        service=row.service or before.service,
        publish=row.publish or before.publish,
    )
    if any(getattr(row, name) for name in _TOGETHER):
        return complete
    together = {name: getattr(before, name) for name in _TOGETHER}
    return replace(complete, **together)
