"""What people and programs do to the entries: merged, pasted, mistyped, shown otherwise, put in the wrong place."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook

from eds_xl.assessment.model import Assessment
from eds_xl.workbook.coordinates import parse_reference
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.mangled.shifting import column_of, table_of
from tests.mangled.shifting import row_of as row_in
from tests.mangled.way import Way, rated, record, row_of, together, way

WAYS: list[Way] = []

NBSP = "\u00a0"


def put(book: Workbook, table: str, first: str, heading: str, value: Any) -> None:
    """Put a value into the first row of a table that begins so, under a heading."""
    sheet, *_ = table_of(book, table)
    sheet.cell(row_in(book, table, first), column_of(book, table, heading)).value = value


def field(book: Workbook, name: str, value: Any, number_format: str = "@") -> None:
    """Put a value into the cell of a form field."""
    found = parse_reference(book.defined_names[name].attr_text)
    assert found is not None
    cell = book[found[0]].cell(*found[1][:2])
    cell.value = value
    cell.number_format = number_format


# ---------------------------------------------------------------- merged, pasted over


@way(expected=row_of("evidence", 9, date=""), into=WAYS)
def cells_merged(book: Workbook) -> None:
    sheet, _, (top, *_) = table_of(book, "EDS_Evidence2")
    sheet.merge_cells("A1:H1")
    # Merging keeps the upper cell's entry only: the second row of evidence for 2A has no date of its own.
    column = column_of(book, "EDS_Evidence2", "Date or period")
    sheet.merge_cells(start_row=top + 1, end_row=top + 2, start_column=column, end_column=column)


@way("CON-044", into=WAYS)
def formulas_pasted_as_values(book: Workbook) -> None:
    shown: dict[str, int | str] = {"C18": 7, "C19": 7, "C20": 5, "C21": 19, "B9": "19 – Developing"}
    for cell, value in shown.items():
        assert str(book["Score card"][cell].value).startswith("=")
        book["Score card"][cell] = value


@way("CON-044", into=WAYS)
def every_formula_pasted_as_its_value(book: Workbook) -> None:
    target = io.BytesIO()
    target.write(build(complete_assessment()))
    shown = openpyxl.load_workbook(target, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value).startswith("="):
                    cell.value = shown[sheet.title][cell.coordinate].value


@way("CON-044", into=WAYS)
def values_over_formulas(book: Workbook) -> None:
    book["Score card"]["C19"] = 99
    book["Score card"]["B9"] = "33 – Excelling"


@way(
    "CON-039", "CON-039",
    expected=together(rated("2A", rating=None), row_of("actions", 0, completion_date="")),
    total=None, into=WAYS,
)  # fmt: skip
def error_values(book: Workbook) -> None:
    put(book, "EDS_Ratings2", "2A", "Rating", "#REF!")
    put(book, "EDS_Actions", "1A", "Completion date", "#N/A")


@way(
    "CON-047", "CON-047", "CON-047",
    expected=together(
        rated("2A", rating=None), row_of("actions", 0, completion_date=""), record("organisation", contact_telephone="")
    ),
    total=None, into=WAYS,
)  # fmt: skip
def formulas_that_nobody_worked_out(book: Workbook) -> None:
    put(book, "EDS_Ratings2", "2A", "Rating", "=1+1")
    put(book, "EDS_Actions", "1A", "Completion date", '="March "&2026')
    field(book, "EDS_Organisation_contact_telephone", "=1", "0")


# ---------------------------------------------------------------- dates


@way(
    expected=record("organisation", date_completed="20/01/2025", date_authorised="06.02.2025", date_sent="2025-02-20"),
    into=WAYS,
)  # fmt: skip
def dates_as_text_in_several_locales(book: Workbook) -> None:
    field(book, "EDS_Organisation_date_completed", "20/01/2025")
    field(book, "EDS_Organisation_date_authorised", "06.02.2025")
    field(book, "EDS_Organisation_date_sent", "2025-02-20")


@way(
    "DAT-005", "DAT-005",
    expected=record(
        "organisation", date_completed="1/20/2025", date_authorised="6-Feb-25", date_sent="February 20, 2025",
        published="20250201",
    ),
    into=WAYS,
)  # fmt: skip
def dates_as_text_of_other_programs(book: Workbook) -> None:
    # A month after its day in figures, as Americans write it, may be any other day: it is asked for.
    field(book, "EDS_Organisation_date_completed", "1/20/2025")
    field(book, "EDS_Organisation_date_authorised", "6-Feb-25")
    field(book, "EDS_Organisation_date_sent", "February 20, 2025")
    field(book, "EDS_Organisation_published", "20250201")


@way(into=WAYS)
def dates_turned_into_dates_by_excel(book: Workbook) -> None:
    field(book, "EDS_Organisation_date_completed", datetime(2025, 1, 20), "dd/mm/yyyy")  # noqa: DTZ001
    field(book, "EDS_Organisation_date_authorised", datetime(2025, 2, 6), "d mmm yy")  # noqa: DTZ001
    field(book, "EDS_Organisation_published", datetime(2025, 2, 1), "mmm-yy")  # noqa: DTZ001


@way(into=WAYS)
def dates_in_the_1904_date_system(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904
    dates_turned_into_dates_by_excel(book)


@way("DAT-005", expected=record("organisation", date_authorised="45694"), into=WAYS)
def a_date_shown_as_its_serial_number(book: Workbook) -> None:
    # Which day it is depends on the date system of the workbook it was copied from: nothing is guessed.
    field(book, "EDS_Organisation_date_authorised", 45694, "General")


# ---------------------------------------------------------------- characters


@way("SCO-007", expected=rated("2A", rating="2"), into=WAYS)
def blanks_around_entries(book: Workbook) -> None:
    put(book, "EDS_Ratings2", "2A", "Rating", f"2{NBSP}")
    put(book, "EDS_Ratings2", "2B", "Owners", f"  Lead for outcome 2B{NBSP}\n")
    put(book, "EDS_Actions", "1A", "Outcome or domain", f"{NBSP}1a ")
    field(book, "EDS_Organisation_stage", f" published{NBSP}")
    field(book, "EDS_DomainOne_method", f"Three services, each rated:{NBSP}the middle total  counts ")
    sheet, *_ = table_of(book, "EDS_Ratings2")
    sheet.cell(row_in(book, "EDS_Ratings2", "2C"), 1).value = f"2C{NBSP}"


@way(expected=row_of("evidence", 8, evidence="The “survey” shows staff’s views – and more…"), into=WAYS)
def smart_quotes_and_dashes(book: Workbook) -> None:
    put(book, "EDS_Evidence2", "2A", "Evidence", "The “survey” shows staff’s views – and more…")


@way(
    "SCO-006",
    expected=together(rated("2A", rating="n/a"), rated("2B", last_year="-"), row_of("actions", 0, objective="-")),
    total=None, into=WAYS,
)  # fmt: skip
def dashes_and_not_applicable(book: Workbook) -> None:
    put(book, "EDS_Ratings2", "2A", "Rating", "n/a")
    put(book, "EDS_Ratings2", "2B", "Last year", "-")
    put(book, "EDS_Actions", "1A", "Objective", "-")


@way(
    *["SCO-007"] * 4,
    expected=together(
        rated("2A", rating="2"), rated("2B", rating="Developing"), rated("3A", rating="2/Achieving"),
        rated("1A", service_1="Outcome 1A score = 2"),
    ),
    into=WAYS,
)  # fmt: skip
def ratings_as_text(book: Workbook) -> None:
    put(book, "EDS_Ratings2", "2A", "Rating", "2")
    put(book, "EDS_Ratings2", "2B", "Rating", "Developing")
    put(book, "EDS_Ratings3", "3A", "Rating", "2/Achieving")
    put(book, "EDS_Ratings1", "1A", "Service 1", "Outcome 1A score = 2")


def _numbers_as_text(assessment: Assessment) -> Assessment:
    names = ("rating", "service_1", "service_2", "service_3", "agreed", "last_year")
    ratings = []
    for rating in assessment.ratings:
        entered = {name: getattr(rating, name) for name in names}
        words: dict[str, Any] = {name: str(value) for name, value in entered.items() if value is not None}
        ratings.append(replace(rating, **words))
    return replace(assessment, ratings=tuple(ratings))


@way(*["SCO-007"] * 30, expected=_numbers_as_text, into=WAYS)
def every_number_turned_to_text(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    cell.value = str(cell.value)


@way("ORG-004", expected=record("organisation", stage="Nearly there"), into=WAYS)
def validation_overwritten(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.data_validations.dataValidation.clear()
    field(book, "EDS_Organisation_stage", "Nearly there")


@way(into=WAYS)
def yes_and_no_as_true_and_false(book: Workbook) -> None:
    put(book, "EDS_Services", "Service 1", "Core20PLUS5", True)
    put(book, "EDS_Services", "Service 2", "Core20PLUS5", False)


# ---------------------------------------------------------------- in the wrong place


def _one_row_more(assessment: Assessment) -> Assessment:
    of_2 = [row for row in assessment.evidence if row.domain == 2]
    more = replace(of_2[0], outcome="2D", evidence="Pasted below", origin="", date="", ref="")
    before = [row for row in assessment.evidence if row.domain < 3]
    return replace(assessment, evidence=(*before, more, *assessment.evidence[len(before) :]))


@way("CON-038", "ROW-010", expected=_one_row_more, into=WAYS)
def content_pasted_right_below_a_table(book: Workbook) -> None:
    sheet, _, (_, left, bottom, _) = table_of(book, "EDS_Evidence2")
    sheet.cell(bottom + 1, left).value = "2D"
    sheet.cell(bottom + 1, left + 1).value = "Pasted below"


@way("CON-042", into=WAYS)
def content_pasted_further_below_a_table(book: Workbook) -> None:
    sheet, _, (_, left, bottom, _) = table_of(book, "EDS_Evidence2")
    for row in (bottom + 3, bottom + 4):
        sheet.cell(row, left).value = "2D"
        sheet.cell(row, left + 1).value = "Pasted further below"


@way("CON-042", "CON-042", into=WAYS)
def content_pasted_beside_tables(book: Workbook) -> None:
    for name in ("EDS_Evidence1", "EDS_Ratings3"):
        sheet, _, (top, _, _, right) = table_of(book, name)
        for row in range(top, top + 3):
            sheet.cell(row, right + 2).value = "Pasted beside"
            sheet.cell(row, right + 3).value = 2


@way("CON-042", into=WAYS)
def content_pasted_beside_a_form(book: Workbook) -> None:
    found = parse_reference(book.defined_names["EDS_Organisation_name"].attr_text)
    assert found is not None
    book["Organisation"].cell(found[1][0], 4).value = "Pasted: once Northern Vale PCT"


@way("CON-042", into=WAYS)
def content_pasted_between_tables(book: Workbook) -> None:
    sheet, _, (_, left, bottom, _) = table_of(book, "EDS_Services")
    sheet.cell(bottom + 1, left).value = "Service 4"
    sheet.cell(bottom + 1, left + 1).value = "Pasted dental service"
