"""From what was worked out to changes of cells: the only way anything goes back into a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from textwrap import shorten

from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.model import RATING_FIELDS, Assessment, Evidence, Recorded
from eds_xl.assessment.place import Placed, Source
from eds_xl.assessment.ratings import Meaning, understand
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.standard import METHODS
from eds_xl.workbook.book import Book, CellValue, Change
from eds_xl.workbook.cell_text import as_text
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.reading import Untidy
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import NEVER, Kind, Table
from eds_xl.workbook.xml_text import LONGEST_TEXT, units

_A_NUMBER = re.compile("[0-9]{1,9}")
_SHOWN = 60  # characters of an entry in what is said of it


def change_at(source: Source, value: CellValue, reason: str) -> Change:
    """Return the change of one cell; raises ValueError for a source that names no cell."""
    box = parse_box(source.cell)
    if box is None:
        raise ValueError(f"{source} is no cell")
    return Change(source.sheet, box[0], box[1], value, reason=reason)


# ---------------------------------------------------------------- entries


def tidy_changes(untidy: Iterable[Untidy], book: Book) -> Iterator[Change]:
    """Yield the entries that are read otherwise than they stand: blanks around them, numbers for text, "1a".

    Formulas see a cell as it stands, so without this the workbook and what is read of it could disagree.
    Numbers become text only where formulas count texts: elsewhere somebody may reckon with them. A formula that
    somebody put into an entry stays; ratings are left to :func:`rating_changes`.
    """
    for cell in untidy:
        if (
            cell.entry.is_input
            and cell.entry.kind is not Kind.RATING
            and (isinstance(cell.value, str) or cell.entry in _COUNTED)
            and units(str(cell.read_as)) <= LONGEST_TEXT
            and (cell.row, cell.column) not in book.formulas(cell.sheet)
        ):
            reason = _tidied(cell.value, cell.read_as, cell.entry.label)
            yield Change(cell.sheet, cell.row, cell.column, cell.read_as, reason=reason)


_COUNTED = {
    entry
    for _, table in TABLES
    for entry in table.entries
    if entry.kind is not Kind.DATE  # a number there is a day that lost its format, and can be given it again
    and (entry.required != NEVER or entry.choices or entry.attribute in (table.lead, "outcome", "owners"))
}
"""The entries in which the workbook's formulas look for text: a number there would not be counted."""


def _tidied(value: CellValue, read_as: CellValue, label: str) -> str:
    """Return what was done to an entry, in words."""
    if not isinstance(value, str):
        return f"Turned {as_text(value)} under {label} into text, as formulas count only texts there."
    if str(read_as or "").split() == value.split():
        return f"Took needless blanks out of the entry under {label}."
    return f'Wrote "{shorten(str(read_as), _SHOWN)}" for "{shorten(value, _SHOWN)}" under {label}.'


_CONTINUED = {"outcome": "the outcome", "service": "the service", "publish": "Publish:"}


def continuation_changes(assessment: Assessment) -> Iterator[Change]:
    """Yield the outcomes of evidence rows that continue the row above, its service and whether to publish."""
    for completed in completed_rows(assessment.evidence):
        if not completed.continues:
            continue
        for name, words in _CONTINUED.items():
            value, source = getattr(completed.row, name), completed.entered.source(name)
            if source and value and value != getattr(completed.entered, name):
                yield change_at(
                    source, value, f"Wrote {words} {value}, as in the row above, which this row continues."
                )


def rating_changes(assessment: Assessment) -> Iterator[Change]:
    """Yield the ratings that were typed as words or text, as the numbers they mean."""
    for rating in assessment.ratings:
        for name in RATING_FIELDS:
            entry, source = getattr(rating, name), rating.source(name)
            reading = understand(entry)
            if reading.meaning is Meaning.UNDERSTOOD and reading.value is not None and source:
                reason = f'Turned "{entry}" for outcome {rating.outcome} into the number {reading.value}.'
                yield change_at(source, float(reading.value), reason)


def ref_changes(assessment: Assessment) -> Iterator[Change]:
    """Yield a Ref for each row of a growing table that has none, or the same as an earlier row.

    Numbers go on from the highest one, so that a new row does not take over the Ref of one deleted before it.
    """
    for prefix, tables in _tables_by_prefix().items():
        rows = [row for table in tables for row in _rows(assessment, table)]
        numbers = (_ref(row).removeprefix(prefix) for row in rows if _ref(row).startswith(prefix))
        counted = (int(number) for number in numbers if _A_NUMBER.fullmatch(number))
        highest = max(counted, default=0)
        seen: set[str] = set()
        for row in rows:
            ref = _ref(row)
            source = None if ref and ref not in seen else row.source("ref")
            if source is None:
                seen.add(ref)
                continue
            highest += 1
            fresh = tables[0].ref(highest)
            instead = f" instead of {ref}" if ref else ""
            yield change_at(source, fresh, f"Gave this row the Ref {fresh}{instead}.")


def _tables_by_prefix() -> Mapping[str, list[Table]]:
    by_prefix: dict[str, list[Table]] = {}
    for _, table in TABLES:
        if table.prefix:
            by_prefix.setdefault(table.prefix, []).append(table)
    return by_prefix


def _rows(assessment: Assessment, table: Table) -> list[Placed]:
    constants = dict(table.constants)
    rows: tuple[Placed, ...] = getattr(assessment, table.holds)
    return [row for row in rows if not isinstance(row, Evidence) or row.domain == constants["domain"]]


def _ref(row: Placed) -> str:
    return str(getattr(row, "ref", ""))


# ---------------------------------------------------------------- the recorded score


def recorded_score(card: Scorecard, date: str, version: str) -> Recorded:
    """Return what is to be recorded of a score on a day (in words) by a version of eds-xl."""
    method = next((method.choice for method in METHODS if method.key == card.basis), "")
    first, second, third = ("" if domain.total is None else str(domain.total) for domain in card.domains)
    return Recorded(
        domain_1=first,
        domain_2=second,
        domain_3=third,
        total="" if card.total is None else str(card.total),
        band=card.band.label if card.band else "",
        statement=card.statement,
        method=method,
        date=date,
        version=version,
    )


def recorded_changes(assessment: Assessment, score: Recorded) -> Iterator[Change]:
    """Yield the cells of the recorded block that change; none if the same score stands there already."""
    names = [item.name for item in fields(Recorded) if item.name != "place"]
    stamp = ("date", "version")
    before = assessment.recorded
    if all(getattr(before, name) == getattr(score, name) for name in names if name not in stamp):
        return
    form = next(form for _, form in FORMS if form.recorded)
    for entry in form.entries:
        words, source = getattr(score, entry.attribute), before.source(entry.attribute)
        if source and words != getattr(before, entry.attribute):
            number = entry.kind is Kind.TOTAL and words
            value: CellValue = float(words) if number else words or None
            yield change_at(source, value, f"{entry.label}: {words or 'emptied, there is no total yet'}.")
