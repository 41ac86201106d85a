"""Building blocks of formulas: references to cells and to table columns."""

from __future__ import annotations

from collections.abc import Iterable

from eds_xl.workbook.coordinates import column_letters
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Sheet, Table


def reference(sheet: str, row: int, column: int) -> str:
    """Return an absolute reference to a cell on any sheet, such as 'Score card'!$B$9."""
    return f"{quoted_sheet(sheet)}!${column_letters(column)}${row}"


def quoted_sheet(title: str) -> str:
    """Return a sheet's name as formulas write it, in quotes."""
    return "'" + title.replace("'", "''") + "'"


def table_cell(table_name: str, attribute: str, key: str | int) -> str:
    """Return a reference to a given row's cell in a table; raises StopIteration if there is no such table."""
    return reference(*fresh_cell(table_name, attribute, key))


def fresh_cell(table_name: str, attribute: str, key: str | int) -> tuple[str, int, int]:
    """Return sheet, row and column of a cell in a fresh workbook; key "" means above the headings."""
    sheet, table = find_table(table_name)
    place = place_of(sheet, table_name)
    if key == "":
        return sheet.title, place.heading_row - 1, place.column + table.column(attribute) - 1
    return (sheet.title, *place.cell(attribute, key))


def field_cell(form_key: str, attribute: str) -> str:
    """Return a reference to a form field's cell."""
    sheet = next(sheet for sheet, form in FORMS if form.key == form_key)
    return reference(sheet.title, *place_of(sheet, form_key).cell(attribute))


def find_table(name: str) -> tuple[Sheet, Table]:
    """Return a table and its sheet by the table's name."""
    return next((sheet, table) for sheet, table in TABLES if table.name == name)


def column(table_name: str, attribute: str) -> str:
    """Return a structured reference to a table's column, which sorting and inserting rows do not break."""
    _, table = find_table(table_name)
    return f"{table_name}[{table.entry(attribute).label}]"


def look_up(table_name: str, attribute: str, key: str) -> str:
    """Return a formula for the cell of a column in the row whose key column holds ``key`` (formula text)."""
    _, table = find_table(table_name)
    return f"INDEX({column(table_name, attribute)},MATCH({key},{column(table_name, table.key)},0))"


def text(words: str) -> str:
    """Return a text constant for a formula."""
    return '"' + words.replace('"', '""') + '"'


def joined(parts: Iterable[str], separator: str) -> str:
    """Return a formula that joins parts (formula text) with a separator between them."""
    return f"&{text(separator)}&".join(parts)


def either(conditions: Iterable[str]) -> str:
    """Return OR of the conditions (formula text)."""
    return f"OR({','.join(conditions)})"


def both(conditions: Iterable[str]) -> str:
    """Return AND of the conditions (formula text)."""
    return f"AND({','.join(conditions)})"


def chosen(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Return nested IFs: the value of the first case whose condition holds, else ``otherwise``."""
    formula = otherwise
    for condition, value in reversed(list(cases)):
        formula = f"IF({condition},{value},{formula})"
    return formula
