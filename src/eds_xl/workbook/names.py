"""The defined names of the workbook, and the keys by which the Checks sheet finds a cell again.

All names are ours by their prefix ``EDS_``; none looks like a cell address. Links go to names, because a
link to a cell breaks when a sheet is renamed.
"""

from __future__ import annotations

from eds_xl.workbook.spec import Entry, Form, Sheet, Table

TEMPLATE_VERSION_NAME = "EDS_TemplateVersion"
VERSION_PROPERTY = "eds-xl template"
FIND_ENTRY, FIND_KEY = "EDS_FindEntry", "EDS_FindKey"
_NO_PLACES = ("EDS_List_", FIND_ENTRY, FIND_KEY, TEMPLATE_VERSION_NAME)


def sheet_name(sheet: Sheet) -> str:
    """Return the name of a sheet's first cell, such as EDS_Sheet_Domain_1."""
    return "EDS_Sheet_" + sheet.title.replace(" ", "_")


def table_place(table: Table) -> str:
    """Return the name of a table's title cell, to which links lead, such as EDS_At_Actions."""
    return "EDS_At_" + table.name.removeprefix("EDS_")


def is_place(name: str) -> bool:
    """Say whether a name is that of a place to go to (a box, a table's title, a sheet), not of a list."""
    return name.startswith("EDS_") and not name.startswith(_NO_PLACES)


def field_key(form: Form, entry: Entry) -> str:
    """Return the cell key of a form field."""
    return f"{form.key}||{entry.label}"


def column_key(table: Table, entry: Entry) -> str:
    """Return the cell key of a table's column; "{row}" stands for the row's Ref, given key or row number."""
    return f"{table.name.removeprefix('EDS_')}|{{row}}|{entry.label}"
