"""What people and programs do to names, tables, sheets, columns and rows."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table

from eds_xl.assessment.model import Assessment
from eds_xl.workbook.coordinates import Box, box_name
from tests.checks.edits import relabel
from tests.mangled.shifting import (
    column_of,
    delete_column,
    delete_row,
    insert_column,
    insert_rows,
    move_column,
    rename_sheet,
    row_of,
    sort_rows,
    table_of,
)
from tests.mangled.way import Way, rated, record, way

WAYS: list[Way] = []
LOST = ("CON-037",)
"""The finding for each sheet on which names or tables were lost."""

_OWN_TITLES = {
    "Start": "Read me",
    "Organisation": "About us",
    "Domain 1": "Services",
    "Domain 2": "Workforce",
    "Domain 3": "Board",
    "Score card": "Result",
    "Action plan": "Plan",
    "Checks": "To mend",
    "Lists": "Choices",
}


# ---------------------------------------------------------------- names and tables


@way("CON-037", "CON-037", "CON-037", "CON-037", "CON-037", into=WAYS)
def names_lost(book: Workbook) -> None:
    book.defined_names.clear()


@way("CON-037", into=WAYS)
def names_broken(book: Workbook) -> None:
    for name in book.defined_names.values():
        if name.name.startswith("EDS_Organisation_"):
            name.attr_text = "#REF!"


@way("CON-037", into=WAYS)
def names_pointing_at_other_cells(book: Workbook) -> None:
    for name in book.defined_names.values():
        if name.name.startswith("EDS_Organisation_"):
            name.attr_text = "'Domain 1'!$B$12"


@way(*LOST * 15, into=WAYS)
def tables_turned_to_ranges(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.tables.clear()


@way(*LOST * 15, into=WAYS)
def names_and_tables_lost_as_in_google_sheets(book: Workbook) -> None:
    names_lost(book)
    tables_turned_to_ranges(book)


@way("CON-033", *LOST * 15, "CON-042", expected=record("organisation", eds_leads=""), into=WAYS)
def names_and_tables_lost_and_a_label_reworded(book: Workbook) -> None:
    # "EDS lead" is also a heading of a table: what stands beside that is no answer.
    relabel("Organisation", "EDS lead", "Lead for EDS")(book)
    names_and_tables_lost_as_in_google_sheets(book)


@way("CON-038", into=WAYS)
def a_table_made_smaller(book: Workbook) -> None:
    _, table, (top, left, _, right) = table_of(book, "EDS_Evidence2")
    _resize(table, (top, left, top + 3, right))


@way(into=WAYS)
def a_table_made_larger(book: Workbook) -> None:
    _, table, (top, left, bottom, right) = table_of(book, "EDS_Evidence2")
    _resize(table, (top, left, bottom + 3, right))


def _resize(table: Table, box: Box) -> None:
    table.ref = box_name(box)
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref


@way("CON-037", into=WAYS)
def a_table_of_another_name(book: Workbook) -> None:
    sheet, table, _ = table_of(book, "EDS_Evidence2")
    del sheet.tables[table.name]
    table.name = table.displayName = "Table1"
    sheet.add_table(table)


@way("CON-037", "CON-037", into=WAYS)
def table_names_exchanged(book: Workbook) -> None:
    tables = [table_of(book, name)[:2] for name in ("EDS_Actions", "EDS_Glossary")]
    for sheet, table in tables:
        del sheet.tables[table.name]
    for (sheet, table), name in zip(tables, ("EDS_Glossary", "EDS_Actions"), strict=True):
        table.name = table.displayName = name
        sheet.add_table(table)


# ---------------------------------------------------------------- sheets


@way(into=WAYS)
def sheets_renamed(book: Workbook) -> None:
    for title, new in _OWN_TITLES.items():
        rename_sheet(book, title, new)


@way(*LOST * 15, into=WAYS)
def sheets_renamed_and_names_and_tables_lost(book: Workbook) -> None:
    names_and_tables_lost_as_in_google_sheets(book)
    for title, new in _OWN_TITLES.items():
        book[title].title = new


@way(into=WAYS)
def sheets_reordered(book: Workbook) -> None:
    for sheet in list(book.worksheets):
        book.move_sheet(sheet, -book.index(sheet))


@way("CON-043", into=WAYS)
def a_sheet_duplicated_and_edited(book: Workbook) -> None:
    copy = book.copy_worksheet(book["Domain 2"])
    copy.title = "Domain 2 (2)"
    copy["C9"] = 0


@way("CON-043", into=WAYS)
def a_sheet_duplicated_in_front_of_the_original(book: Workbook) -> None:
    copy = book.copy_worksheet(book["Domain 2"])
    copy.title = "Copy of Domain 2"
    copy["C9"] = 0
    book.move_sheet(copy, -len(book.worksheets))


@way(*LOST * 15, "CON-041", into=WAYS)
def sheets_copied_into_another_book(book: Workbook) -> Workbook:
    other = openpyxl.Workbook()
    other.active.title = "Budget"  # type: ignore[union-attr]
    other.active["A1"] = "Not of EDS"  # type: ignore[index]
    for sheet in book.worksheets:
        copy = other.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.cell(cell.row or 0, cell.column or 0).value = cell.value
    return other


@way(into=WAYS)
def sheets_hidden(book: Workbook) -> None:
    for title in ("Domain 2", "Lists"):
        book[title].sheet_state = "hidden"
    book["Domain 3"].sheet_state = "veryHidden"


# ---------------------------------------------------------------- columns


@way("CON-042", into=WAYS)
def a_column_inserted_and_filled(book: Workbook) -> None:
    sheet, _, (top, left, _, _) = table_of(book, "EDS_Evidence2")
    insert_column(book, sheet, left + 2, "Checked by")
    for row in (top + 1, top + 2):
        sheet.cell(row, left + 2).value = "Pasted: the deputy"


@way(into=WAYS)
def blank_columns_inserted(book: Workbook) -> None:
    for name in ("EDS_Evidence2", "EDS_Actions"):
        sheet, _, box = table_of(book, name)
        insert_column(book, sheet, box[1] + 3)
        insert_column(book, sheet, 1)


@way(into=WAYS)
def columns_moved(book: Workbook) -> None:
    move_column(book, "EDS_Evidence1", "Ref", 0)
    move_column(book, "EDS_Actions", "Completion date", 1)
    move_column(book, "EDS_Ratings2", "Rating", 4)


@way(into=WAYS)
def columns_renamed_slightly(book: Workbook) -> None:
    for table, heading, new in (
        ("EDS_Evidence2", "Owners", "Owner(s)"),
        ("EDS_Evidence2", "Date or period", "DATE  or period "),
        ("EDS_Evidence2", "Evidence", "Evidence:"),
        ("EDS_Actions", "Completion date", "Completion\ndate"),
        ("EDS_Ratings2", "Rating", "rating"),
    ):
        sheet, part, (top, *_) = table_of(book, table)
        sheet.cell(top, column_of(book, table, heading)).value = new
        next(column for column in part.tableColumns if column.name == heading).name = new


_UNUSED = ("Service", "Heading", "Analysis", "Groups", "Figure", "Link", "Publish")


def _without_figures(assessment: Assessment) -> Assessment:
    rows = (replace(row, figure="") if row.domain == 3 else row for row in assessment.evidence)
    return replace(assessment, evidence=tuple(rows))


@way("CON-036", expected=_without_figures, into=WAYS)
def columns_deleted(book: Workbook) -> None:
    for heading in _UNUSED:
        delete_column(book, "EDS_Evidence3", heading)


def _without_dates(assessment: Assessment) -> Assessment:
    return replace(
        assessment,
        evidence=tuple(replace(row, date="") if row.domain == 2 else row for row in assessment.evidence),
    )


@way("CON-036", "CON-042", expected=_without_dates, into=WAYS)
def a_column_renamed_beyond_recognition_and_another_inserted(book: Workbook) -> None:
    sheet, part, (top, left, _, _) = table_of(book, "EDS_Evidence2")
    sheet.cell(top, column_of(book, "EDS_Evidence2", "Date or period")).value = "When"
    next(column for column in part.tableColumns if column.name == "Date or period").name = "When"
    insert_column(book, sheet, left + 2)


def _without_owners_and_dates(assessment: Assessment) -> Assessment:
    rows = (
        replace(row, date="", owners="") if row.domain == 2 else row
        for row in _without_dates(assessment).evidence
    )
    return replace(assessment, evidence=tuple(rows))


# Which of the two is which cannot be told: neither is guessed.
@way("CON-036", "CON-042", expected=_without_owners_and_dates, into=WAYS)
def two_columns_renamed_beyond_recognition_and_another_moved(book: Workbook) -> None:
    sheet, part, (top, *_) = table_of(book, "EDS_Evidence2")
    for heading, new in (("Date or period", "When"), ("Owners", "Who")):
        sheet.cell(top, column_of(book, "EDS_Evidence2", heading)).value = new
        next(column for column in part.tableColumns if column.name == heading).name = new
    move_column(book, "EDS_Evidence2", "Ref", 0)


def _without_action_refs(assessment: Assessment) -> Assessment:
    return replace(assessment, actions=tuple(replace(row, ref="") for row in assessment.actions))


# A column of one's own is not taken for the one that is gone, though it stands in its place.
@way("CON-036", "CON-042", expected=_without_action_refs, into=WAYS)
def the_last_column_renamed_beyond_recognition_and_one_of_ones_own_before_it(book: Workbook) -> None:
    sheet, part, (top, _, _, right) = table_of(book, "EDS_Actions")
    sheet.cell(top, column_of(book, "EDS_Actions", "Ref")).value = "Cost code"
    next(column for column in part.tableColumns if column.name == "Ref").name = "Cost code"
    insert_column(book, sheet, right, "RAG")


# ---------------------------------------------------------------- rows


@way(into=WAYS)
def rows_inserted_above_everything(book: Workbook) -> None:
    for title in ("Organisation", "Domain 1", "Domain 2", "Action plan"):
        insert_rows(book, book[title], 5, 3)


@way(into=WAYS)
def blank_rows_inserted_in_tables(book: Workbook) -> None:
    for name, first in (("EDS_Ratings1", "1C"), ("EDS_Ratings2", "2B"), ("EDS_Evidence2", "2C")):
        sheet, *_ = table_of(book, name)
        insert_rows(book, sheet, row_of(book, name, first), 2)


@way("CON-042", into=WAYS)
def a_row_of_ones_own_in_a_fixed_table(book: Workbook) -> None:
    sheet, _, (_, left, *_) = table_of(book, "EDS_Ratings2")
    at = row_of(book, "EDS_Ratings2", "2B")
    insert_rows(book, sheet, at)
    sheet.cell(at, left).value = "Pasted: 2A again"
    sheet.cell(at, column_of(book, "EDS_Ratings2", "Rating")).value = 3


@way(
    "CON-034", expected=rated("2B", rating=None, owners="", reason="", last_year=None), total=None, into=WAYS
)
def a_fixed_row_deleted(book: Workbook) -> None:
    delete_row(book, table_of(book, "EDS_Ratings2")[0], row_of(book, "EDS_Ratings2", "2B"))


def _without_second_evidence_of_2a(assessment: Assessment) -> Assessment:
    rows = [row for row in assessment.evidence if row.outcome == "2A"]
    return replace(assessment, evidence=tuple(row for row in assessment.evidence if row is not rows[1]))


@way(expected=_without_second_evidence_of_2a, into=WAYS)
def a_row_of_evidence_deleted(book: Workbook) -> None:
    delete_row(book, table_of(book, "EDS_Evidence2")[0], row_of(book, "EDS_Evidence2", "2A") + 1)


def _evidence_sorted(assessment: Assessment) -> Assessment:
    rows = [row for row in assessment.evidence if row.domain == 2]
    rows.sort(key=lambda row: row.ref, reverse=True)
    others = [row for row in assessment.evidence if row.domain != 2]
    return replace(assessment, evidence=(*others[:8], *rows, *others[8:]))


@way(expected=_evidence_sorted, into=WAYS)
def rows_sorted(book: Workbook) -> None:
    sort_rows(book, "EDS_Evidence2", lambda row: row[-1], reverse=True)
    sort_rows(book, "EDS_Ratings1", lambda row: row[0], reverse=True)


@way(into=WAYS)
def rows_filtered_and_hidden(book: Workbook) -> None:
    sheet, table, (top, _, bottom, _) = table_of(book, "EDS_Evidence1")
    assert table.autoFilter is not None
    table.autoFilter.add_filter_column(0, ["1A"])
    for row in range(top + 1, bottom + 1):
        sheet.row_dimensions[row].hidden = sheet.cell(row, 1).value != "1A"
    book["Domain 2"].column_dimensions["D"].hidden = True
