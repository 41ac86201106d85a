"""Rows of growing tables: not complete, without an outcome that exists, with the Ref of another row."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import is_blank
from eds_xl.assessment.place import Placed
from eds_xl.assessment.words import is_reached
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.evidence import belonging
from eds_xl.checks.wording import (
    by_entry,
    choices,
    count,
    first_letter_up,
    in_more_rows,
    instead,
    listed,
    marks,
    rows,
)
from eds_xl.standard import DOMAINS, outcome_for
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.rows import records_of
from eds_xl.workbook.sheets import TABLES
from eds_xl.workbook.spec import Entry, Sheet, Table

_GROWING: list[tuple[Sheet, Table]] = [
    (sheet, table) for sheet, table in TABLES if table.growing and table.record is not None
]
_EVIDENCE = "evidence"
_REFS_FROM = "Scored"
_INCOMPLETE = {"actions": "ACT-002", "board_headings": "ROW-002"}
_EMPTY = {"actions": "ACT-001"}
"""Codes by what the table holds, where they are not those of every table."""


def find_incomplete_rows(case: Case) -> Iterator[Finding]:
    """Find rows that were begun and lack a required entry; rows that lack the same are one finding.

    Evidence is left to checks of its own: a row without an outcome continues the row above.
    """
    for sheet, table in _GROWING:
        if table.holds == _EVIDENCE or not case.uses(sheet):
            continue
        lacking: dict[tuple[str, ...], list[Placed]] = {}
        for record in records_of(case.assessment, table):
            missing = tuple(_missing(case, table, record))
            if missing:
                lacking.setdefault(missing, []).append(record)
        for missing, records in lacking.items():
            yield _incomplete(case, table, missing, records)


def _missing(case: Case, table: Table, record: Placed) -> Iterator[str]:
    exempted: tuple[str, ...] = ()
    if table.exempt and getattr(record, table.exempt[0]) == table.exempt[1]:
        exempted = table.exempted
    for entry in table.entries:
        name = entry.attribute
        needed = entry.required and name not in exempted and case.place_for(record, name)
        if needed and not getattr(record, name):
            yield name


def _incomplete(case: Case, table: Table, missing: tuple[str, ...], records: list[Placed]) -> Finding:
    labels = [f'"{table.entry(attribute).label}"' for attribute in missing]
    numbers = [record.place.row for record in records if record.place and record.place.row]
    return make(
        _INCOMPLETE.get(table.holds, "ROW-001"),
        case.place_for(records[0], missing[0]),
        about=marks(records),
        table=table.title,
        rows=rows(numbers),
        columns=f"{listed(labels)} {'is' if len(labels) == 1 else 'are'}",
    )


def find_empty_tables(case: Case) -> Iterator[Finding]:
    """Find tables that need at least one row and have none; other tables of the sheet are named with them."""
    for sheet, table in _GROWING:
        if table.at_least and case.uses(sheet) and not records_of(case.assessment, table):
            source = case.first_cell(table, table.lead)
            if source:
                empty = [f'"{other.title}"' for other in sheet.tables() if _is_empty(case, other)]
                tables = f"{'The table' if len(empty) == 1 else 'The tables'} {listed(empty)}"
                are = "is" if len(empty) == 1 else "are"
                yield make(
                    _EMPTY.get(table.holds, "ROW-003"), source, tables=tables, are=are, sheet=sheet.title
                )


def _is_empty(case: Case, table: Table) -> bool:
    return all(is_blank(record, table.not_entered) for record in records_of(case.assessment, table))


def find_unknown_outcomes(case: Case) -> Iterator[Finding]:
    """Find codes of outcomes that do not exist, in evidence and actions."""
    for _, table, entry in _with_outcomes():
        offered = {str(value) for value in LISTS[entry.choices].values}
        for code, holders in by_entry(records_of(case.assessment, table), _outcome):
            source = holders[0].source("outcome")
            if source and code not in offered and not outcome_for(code):
                yield make(
                    "ROW-004",
                    source,
                    entry=code,
                    more=in_more_rows(len(holders)),
                    instead=instead(code, sorted(offered)),
                    choices=choices(sorted(offered), len(offered)),
                )


def find_evidence_on_another_sheet(case: Case) -> Iterator[Finding]:
    """Find evidence for an outcome of another domain than its sheet's."""
    for sheet, table, _ in _with_outcomes():
        if table.holds != _EVIDENCE:
            continue
        for code, holders in by_entry(records_of(case.assessment, table), _outcome):
            outcome, source = outcome_for(code), holders[0].source("outcome")
            if outcome and source and outcome.domain != sheet.domain:
                domain = DOMAINS[outcome.domain - 1].name
                more = in_more_rows(len(holders))
                yield make("ROW-008", source, entry=code, outcome=code, domain=domain, more=more)


def _with_outcomes() -> Iterator[tuple[Sheet, Table, Entry]]:
    for sheet, table in _GROWING:
        for entry in table.entries:
            if entry.attribute == "outcome":
                yield sheet, table, entry


def _outcome(record: Placed) -> str:
    return str(getattr(record, "outcome"))  # noqa: B009 - every record of these tables has one


def find_evidence_before_any_outcome(case: Case) -> Iterator[Finding]:
    """Find the rows of evidence that have no outcome and continue none: at the beginning, or far below."""
    for domain in DOMAINS:
        lost = [item.row for item in belonging(case.assessment, domain.number) if not item.outcome]
        source = case.place_for(lost[0], "outcome") if lost else None
        if source:
            yield make("ROW-005", source, rows=rows([row.place.row or 0 for row in lost if row.place]))


def find_duplicate_refs(case: Case) -> Iterator[Finding]:
    """Find Refs that a row shares with an earlier one; one finding a table."""
    seen: set[tuple[str, str]] = set()
    for _, table in _GROWING:
        if not table.prefix:
            continue
        again: list[tuple[str, Placed]] = []
        for record in records_of(case.assessment, table):
            ref = str(getattr(record, "ref"))  # noqa: B009 - every table with a prefix has one
            if ref and (table.prefix, ref) in seen:
                again.append((ref, record))
            seen.add((table.prefix, ref))
        source = again[0][1].source("ref") if again else None
        if source:
            refs = list(dict.fromkeys(ref for ref, _ in again))
            yield make("ROW-007", source, entry=again[0][0], refs=listed(refs))


def find_missing_refs(case: Case) -> Iterator[Finding]:
    """Find rows without a Ref, once the collecting is over; one finding for the workbook."""
    if not is_reached(case.assessment.organisation.stage, _REFS_FROM):
        return
    without = [
        record
        for sheet, table in _GROWING
        if table.prefix and case.uses(sheet)
        for record in records_of(case.assessment, table)
        if not getattr(record, "ref") and case.place_for(record, "ref")  # noqa: B009 - as above
    ]
    if without:
        one = len(without) == 1
        words = f"{first_letter_up(count(len(without), 'row'))} {'has' if one else 'have'}"
        yield make("ROW-010", without[0].source("ref"), about=marks(without), rows=words)
