"""From what was worked out to changes of cells: the only way anything goes back into a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.finding import Acceptance, Finding
from eds_xl.assessment.model import Assessment, Evidence, OutcomeRating, Recorded
from eds_xl.assessment.place import Placed, Source
from eds_xl.assessment.ratings import Meaning, understand
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.standard import METHODS
from eds_xl.workbook.book import Book, CellError, CellValue, Change
from eds_xl.workbook.calculated import ABOVE, Calculated, calculated_cells, live_state
from eds_xl.workbook.coordinates import cell_name, parse_box
from eds_xl.workbook.formula_text import same_formula
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.locate import Located, LocatedTable
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import FINDING_ROWS, Form, Kind, Sheet, Table

ENTRY_LENGTH = 200
"""How much of an entry the Checks sheet keeps, to see whether it was edited since."""


def change_at(source: Source, value: CellValue, reason: str) -> Change:
    """Return the change of one cell; raises ValueError for a source that names no cell."""
    box = parse_box(source.cell)
    if box is None:
        raise ValueError(f"{source} is no cell")
    return Change(source.sheet, box[0], box[1], value, reason=reason)


# ---------------------------------------------------------------- entries


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
        for item in fields(OutcomeRating):
            entry = getattr(rating, item.name)
            if item.name in (
                "service_1",
                "service_2",
                "service_3",
                "agreed",
                "rating",
                "proposed",
                "last_year",
            ):
                reading, source = understand(entry), rating.source(item.name)
                if reading.meaning is Meaning.UNDERSTOOD and reading.value is not None and source:
                    reason = f'Turned "{entry}" for outcome {rating.outcome} into the number {reading.value}.'
                    yield change_at(source, float(reading.value), reason)


def ref_changes(assessment: Assessment) -> Iterator[Change]:
    """Yield a Ref for each row of a growing table that has none, or the same as an earlier row."""
    for tables in _tables_by_prefix().values():
        rows = [row for table in tables for row in _rows(assessment, table)]
        taken = {_ref(row) for row in rows}
        seen: set[str] = set()
        number = 0
        for row in rows:
            source, ref = row.source("ref"), _ref(row)
            if source is None or (ref and ref not in seen):
                seen.add(ref)
                continue
            while (fresh := tables[0].ref(number := number + 1)) in taken:
                pass
            taken.add(fresh)
            yield change_at(
                source, fresh, f"Gave this row the Ref {fresh}{' instead of ' + ref if ref else ''}."
            )


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


# ---------------------------------------------------------------- formula cells


def formula_changes(assessment: Assessment, book: Book, located: Located) -> Iterator[Change]:
    """Yield the formula cells that are damaged or hold another result than they should.

    Where rows were inserted or sheets renamed, Excel has changed the formulas with them: what stands there
    is kept, and a formula that is gone is not put back, because it would point at the wrong cells.
    """
    state = live_state(assessment)
    as_made = _is_as_made(located, book)
    for cell in calculated_cells():
        place = _place_of(cell, located, book)
        if place is None:
            continue
        sheet, row, column = place
        standing = book.formulas(sheet).get((row, column))
        formula = cell.formula if as_made else standing
        if formula is None:
            continue
        value, stored = cell.stored(state), book.grid(sheet).value(row, column)
        restored = standing is None or (as_made and not same_formula(standing, formula))
        if restored or stored not in (value, value or None):
            reason = "Put back the formula" if restored else "Brought the result up to date"
            yield Change(sheet, row, column, value, formula, f"{reason} in {cell_name(row, column)}.")


def _place_of(cell: Calculated, located: Located, book: Book) -> tuple[str, int, int] | None:
    table = located.tables.get(cell.table)
    if table is None or cell.attribute not in table.columns:
        return None
    column = table.columns[cell.attribute]
    if cell.key == ABOVE:
        return table.sheet, table.heading_row - 1, column
    _, spec = _TABLES[cell.table]
    # Rows may have been inserted or sorted: a row is known by its key, unless that is what is calculated.
    if cell.attribute != spec.key and spec.key in table.columns:
        row = _rows_by_key(table, table.columns[spec.key], book).get(str(cell.key))
    else:
        row = table.first_row + [given[0] for given in spec.given].index(cell.key)
    return None if row is None else (table.sheet, row, column)


def _rows_by_key(table: LocatedTable, column: int, book: Book) -> dict[str, int]:
    grid, rows = book.grid(table.sheet), range(table.last_row, table.first_row - 1, -1)
    return {str(grid.value(row, column)): row for row in rows}


def _is_as_made(located: Located, book: Book) -> bool:
    """Whether sheets, tables and form fields stand where a fresh workbook has them."""
    titles = all(title == visible for title, visible in located.sheets.items())
    tables = all(
        name not in located.tables or _table_as_made(sheet, table, located.tables[name], book)
        for name, (sheet, table) in _TABLES.items()
    )
    return titles and tables and all(_form_as_made(sheet, form, located) for sheet, form in FORMS)


def _table_as_made(sheet: Sheet, table: Table, found: LocatedTable, book: Book) -> bool:
    place = place_of(sheet, table.name)
    first = table.entries[0].attribute
    if found.heading_row != place.heading_row or found.columns.get(first, place.column) != place.column:
        return False
    # The formulas of a table that is only for display point at its rows; entries are looked up by key.
    if table.record is not None or first not in found.columns:
        return True
    rows = _rows_by_key(found, found.columns[first], book)
    return all(
        rows.get(str(given[0]), found.first_row + number) == found.first_row + number
        for number, given in enumerate(table.given)
    )


def _form_as_made(sheet: Sheet, form: Form, located: Located) -> bool:
    place = place_of(sheet, form.key)
    return all(
        located.fields.get((form.key, entry.attribute), (sheet.title, *place.cell(entry.attribute)))
        == (sheet.title, *place.cell(entry.attribute))
        for entry in form.entries
    )


_TABLES = {table.name: (sheet, table) for sheet, table in TABLES}


# ---------------------------------------------------------------- findings


def finding_rows(book: Book, located: Located, findings: Sequence[Finding]) -> list[list[CellValue]]:
    """Return the rows of the Checks table for findings; who accepted which and why is taken over.

    Only as many findings as there are formatted rows are listed; a last line then says how many more.
    """
    _, table = _TABLES[FINDINGS]
    typed = acceptances(book, located)
    listed = findings if len(findings) <= FINDING_ROWS else findings[: FINDING_ROWS - 1]
    rows = [_finding_row(table, finding, typed.get(finding.key)) for finding in listed]
    if len(listed) < len(findings):
        more = f"{len(findings) - len(listed)} more findings are not listed here."
        left_out = {"message": more, "next_step": "Mend these first, then check again."}
        rows.append([left_out.get(entry.attribute) for entry in table.entries])
    return rows


def _finding_row(table: Table, finding: Finding, typed: Acceptance | None) -> list[CellValue]:
    severity = finding.severity.value.capitalize()
    # A finding without a cell key marks no cell: what was accepted is no longer highlighted.
    cell_key = finding.source.key if finding.source and finding.is_open else ""
    values: dict[str, CellValue] = {
        "severity": severity if finding.is_open else f"{severity}, accepted",
        "where": finding.where,
        "message": finding.message,
        "next_step": finding.next_step,
        "code": finding.code,
        "because": typed.because if typed else "",
        "by": typed.by if typed else "",
        "entry": finding.entry[:ENTRY_LENGTH],
        "cell_key": cell_key,
        "finding_key": finding.key,
    }
    return [values.get(entry.attribute) or None for entry in table.entries]


def acceptances(book: Book, located: Located) -> dict[str, Acceptance]:
    """Return what was typed beside the findings of the last check, by finding key; either part may lack."""
    table = located.tables.get(FINDINGS)
    if table is None or not {"finding_key", "because", "by"} <= set(table.columns):
        return {}
    grid = book.grid(table.sheet)
    typed: dict[str, Acceptance] = {}
    for row in range(table.first_row, table.last_row + 1):
        because, by = (_typed(grid.value(row, table.columns[name])) for name in ("because", "by"))
        key = grid.value(row, table.columns["finding_key"])
        if isinstance(key, str) and (because or by):
            typed[key] = Acceptance(because, by)
    return typed


def _typed(value: CellValue) -> str:
    if value is None or isinstance(value, CellError):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
