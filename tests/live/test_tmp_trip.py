"""What is written into an open workbook is read from it again: for every tidy assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.workbook.book import CellValue, Change
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.live import LiveBook, open_live
from eds_xl.workbook.reading import read
from eds_xl.workbook.rows import cell_value, form_record, fresh_assessment, records_of
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Sheet, Table
from eds_xl.workbook.template import build
from tests.live.conftest import Program
from tests.strategies import assessments

MOST_ROWS = 10


@pytest.fixture(scope="module")
def blank(programs: Callable[[str], Program], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """An empty workbook that is open all the time; calculating it does not matter here."""
    path = tmp_path_factory.mktemp("round") / "trip.xlsx"
    path.write_bytes(build(Assessment()))
    program = programs("openpyxl")
    program.stand_in.calculation = "manual"
    program.open(path)
    yield program
    program.stand_in.calculation = "automatic"
    program.close_books()


def changes(assessment: Assessment) -> Iterator[Change]:
    """Yield every entry of an assessment where it stands in a fresh workbook, blanks too."""
    for sheet, form in FORMS:
        record = form_record(assessment, form)
        for entry in form.entries:
            row, column = place_of(sheet, form.key).cell(entry.attribute)
            yield Change(sheet.title, row, column, cell_value(record, entry))
    for sheet, table in TABLES:
        if table.record is not None:
            yield from _rows(sheet, table, records_of(assessment, table))


def _rows(sheet: Sheet, table: Table, records: list[Placed]) -> Iterator[Change]:
    place = place_of(sheet, table.name)
    given_columns = len(table.given[0]) if table.given else 0
    for position in range(max(len(records), MOST_ROWS if table.growing else table.row_count)):
        for offset, entry in enumerate(table.entries):
            if entry.is_read and offset >= given_columns:
                value: CellValue = None
                if position < len(records):
                    value = cell_value(records[position], entry)
                yield Change(sheet.title, place.first_row + position, place.column + offset, value)


@settings(
    max_examples=400,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(assessment=assessments())
@example(assessment=replace(fresh_assessment("2024/25", "'=North & South"), glossary=()))
def test_every_assessment_survives_the_open_workbook(assessment: Assessment, blank: Program) -> None:
    LiveBook(blank.app.books.active).apply(list(changes(assessment)))
    reading = read(open_live())
    assert reading.assessment == assessment
    assert reading.notes == ()
