"""The rows of a table as the assessment fills them: what the template writes and the writer compares with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from eds_xl.assessment.model import Assessment, SheetUse
from eds_xl.assessment.place import Placed
from eds_xl.assessment.words import NO, YES
from eds_xl.workbook.book import CellValue
from eds_xl.workbook.sheets import FORMS, SHEETS, TABLES
from eds_xl.workbook.spec import Entry, Form, Kind, Table

_DIGITS = 15  # that a number in a workbook holds


def records_of(assessment: Assessment, table: Table) -> list[Placed]:
    """Return a table's records in order; for given rows the key's record or an empty one."""
    if table.record is None:
        return []
    records: tuple[Placed, ...] = getattr(assessment, table.holds)
    if table.key:
        by_key = {getattr(record, table.key): record for record in records}
        return [by_key.get(str(row[0]), table.make(**{table.key: str(row[0])})) for row in table.given]
    return [
        record for record in records if all(getattr(record, name) == value for name, value in table.constants)
    ]


def cell_value(record: Placed, entry: Entry) -> CellValue:
    """Return what an entry's cell holds for a record: text, a number for a rating, or None for a blank."""
    value = getattr(record, entry.attribute)
    if value in ("", None):
        return None
    if isinstance(value, int) or (entry.kind is Kind.TOTAL and value.isdecimal() and len(value) <= _DIGITS):
        return float(value)
    return str(value)


def fresh_assessment(year: str = "", organisation: str = "") -> Assessment:
    """Return the assessment a new workbook holds: the defaults and prefilled rows of the spec."""
    values: dict[str, Any] = {}
    for _, form in FORMS:
        defaults: dict[str, Any] = {entry.attribute: entry.default for entry in form.entries if entry.default}
        if form.holds == "organisation":
            given = {"name": organisation, "reporting_year": year}
            defaults |= {name: value for name, value in given.items() if value}
        if defaults:
            values[form.holds] = form.record(**defaults)
    for _, table in TABLES:
        if table.prefilled and table.record is not None:
            values[table.holds] = tuple(
                _prefilled(table, row, number) for number, row in enumerate(table.prefilled, 1)
            )
    values["sheet_uses"] = tuple(
        SheetUse(sheet.title, YES if sheet.used_at_first else NO) for sheet in SHEETS if sheet.optional
    )
    return Assessment(**values)


def _prefilled(table: Table, row: tuple[str, ...], number: int) -> Placed:
    attributes = [entry.attribute for entry in table.entries]
    values: dict[str, Any] = dict(zip(attributes, row, strict=False)) | {"ref": table.ref(number)}
    return table.make(**values)


def form_record(assessment: Assessment, form: Form) -> Placed:
    """Return the record a form shows."""
    record: Placed = getattr(assessment, form.holds)
    return record


def find_without_place(assessment: Assessment) -> str:
    """Return in words the first entry that no cell can hold, such as a sixth earlier year; else ""."""
    for name in dict.fromkeys(table.holds for _, table in TABLES if table.record is not None):
        tables = [table for _, table in TABLES if table.holds == name]
        placed = {id(record): table for table in tables for record in _placed(assessment, table)}
        for number, record in enumerate(getattr(assessment, name), 1):
            table = placed.get(id(record))
            if table is None:
                return f'row {number} for the table "{tables[0].title}"'
            entry = _entry_without_column(record, table)
            if entry:
                return f'"{entry}" in row {number} for the table "{table.title}"'
    return ""


def _placed(assessment: Assessment, table: Table) -> list[Placed]:
    records = records_of(assessment, table)
    return records if table.growing else records[: table.row_count]


def _entry_without_column(record: Placed, table: Table) -> str:
    columns = {entry.attribute for entry in table.entries} | {name for name, _ in table.constants}
    names = (item.name for item in fields(record) if item.name != "place")
    return next(
        (name for name in names if name not in columns and getattr(record, name) not in ("", None)), ""
    )
