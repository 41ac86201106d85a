"""Workbooks to be checked: the complete one with a few cells changed, or taken apart with openpyxl."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed, Source
from eds_xl.assessment.scoring import score
from eds_xl.checks import check
from eds_xl.workbook.book import CellValue, Change
from eds_xl.workbook.closed import ClosedBook
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.package import Package
from eds_xl.workbook.reading import read
from eds_xl.workbook.template import build
from tests.builders import complete_assessment

PICTURES = {"chart.png": "", "damaged.png": "is damaged"}
"""The picture files that lie beside the workbook, each with why it cannot be shown."""


@cache
def complete_workbook() -> bytes:
    """Return the workbook in which nothing is missing and nothing is wrong."""
    return build(complete_assessment())


class Draft:
    """A workbook in memory whose entries can be changed before it is checked."""

    def __init__(self, data: bytes) -> None:
        self.book = ClosedBook(Path("workbook.xlsx"), Package("workbook.xlsx", data))
        self.before = read(self.book)

    @property
    def assessment(self) -> Assessment:
        """What the workbook held before it was changed."""
        return self.before.assessment

    def put(self, source: Source | None, value: CellValue) -> Draft:
        """Give a cell another value; "" empties it."""
        assert source is not None
        self.cell(source.sheet, source.cell, value)
        return self

    def cell(self, sheet: str, cell: str, value: CellValue) -> Draft:
        """Give a cell another value; "" empties it."""
        box = parse_box(cell)
        assert box is not None
        self.book.apply([Change(sheet, box[0], box[1], None if value == "" else value)])
        return self

    def enter(self, holds: str, attribute: str, value: CellValue) -> Draft:
        """Change a field of a form, named by what the form holds."""
        self.put(getattr(self.assessment, holds).source(attribute), value)
        return self

    def rate(self, code: str, **entries: CellValue) -> Draft:
        """Change entries of an outcome's row in the ratings table."""
        for attribute, value in entries.items():
            self.put(self.assessment.rating_of(code).source(attribute), value)
        return self

    def row(self, holds: str, number: int, **entries: CellValue) -> Draft:
        """Change entries of a record in a table (numbered from 0), named by what the table holds."""
        record: Placed = getattr(self.assessment, holds)[number]
        for attribute, value in entries.items():
            self.put(record.source(attribute), value)
        return self

    def clear(self, holds: str, which: Callable[[Placed], bool] = lambda record: True) -> Draft:
        """Empty whole rows of a table."""
        for record in getattr(self.assessment, holds):
            if which(record) and record.place:
                for attribute in record.place.cells:
                    self.put(record.source(attribute), "")
        return self

    def append(self, table_name: str, gap: int = 0, **entries: CellValue) -> Draft:
        """Fill a row directly below the last row of a table (outside it), or ``gap`` rows further down."""
        located = self.before.located.tables[table_name]
        for attribute, value in entries.items():
            change = Change(located.sheet, located.last_row + 1 + gap, located.columns[attribute], value)
            self.book.apply([change])
        return self

    def clear_recorded(self) -> Draft:
        """Empty the block in which the score was recorded."""
        place = self.assessment.recorded.place
        assert place is not None
        for attribute in place.cells:
            self.enter("recorded", attribute, "")
        return self

    def findings(self) -> tuple[Finding, ...]:
        """Check the workbook as it is now."""
        reading = read(self.book)
        return check(reading, self.book, score(reading.assessment), PICTURES)


Make = Callable[[], Draft]


def complete() -> Draft:
    """Return the complete workbook."""
    return Draft(complete_workbook())


def edited(*edits: Callable[[Draft], object]) -> Make:
    """Return how to make the complete workbook with some entries changed."""

    def make() -> Draft:
        draft = complete()
        for edit in edits:
            edit(draft)
        return draft

    return make


def repackaged(part: str, old: str, new: str, edit: Callable[[Draft], object] = lambda draft: None) -> Make:
    """Return how to make the complete workbook with words in a part of its package replaced."""

    def make() -> Draft:
        package = Package("workbook.xlsx", complete_workbook())
        before = package.read(part).decode("utf-8")
        assert old in before
        package.change({part: before.replace(old, new).encode("utf-8")})
        draft = Draft(package.to_bytes())
        edit(draft)
        return draft

    return make


def restructured(change: Callable[[Workbook], object]) -> Make:
    """Return how to make the complete workbook after something was done to its structure."""

    def make() -> Draft:
        workbook = openpyxl.load_workbook(BytesIO(complete_workbook()))
        change(workbook)
        data = BytesIO()
        workbook.save(data)
        return Draft(data.getvalue())

    return make


def without_sheet(title: str) -> Callable[[Workbook], object]:
    """Return the deletion of a sheet."""
    return lambda workbook: workbook.remove(workbook[title])


def with_copy_of(title: str, name: str = "") -> Callable[[Workbook], object]:
    """Return the change that copies a sheet, as a spreadsheet program does, or under a name of one's own."""

    def change(book: Workbook) -> None:
        copy = book.copy_worksheet(book[title])
        copy.title = name or copy.title

    return change


def renamed_sheet(title: str, new: str) -> Callable[[Workbook], object]:
    """Return the renaming of a sheet; names that point to it follow, as they do in Excel."""

    def change(workbook: Workbook) -> None:
        for name in workbook.defined_names.values():
            name.value = (name.value or "").replace(f"'{title}'!", f"'{new}'!")
        workbook[title].title = new

    return change


def without_table_name(table: str) -> Callable[[Workbook], object]:
    """Return the loss of a table as such; its cells stay."""

    def change(workbook: Workbook) -> None:
        sheet = next(sheet for sheet in workbook.worksheets if table in sheet.tables)
        del sheet.tables[table]

    return change


def without_table(table: str) -> Callable[[Workbook], object]:
    """Return the loss of a table with its headings."""

    def change(workbook: Workbook) -> None:
        sheet = next(sheet for sheet in workbook.worksheets if table in sheet.tables)
        headings = sheet.tables[table].ref.split(":")[0]
        row = sheet[headings].row
        del sheet.tables[table]
        for cell in sheet[row]:
            cell.value = None

    return change


def without_column(table: str, heading: str) -> Callable[[Workbook], object]:
    """Return the deletion of a table's column: what stands to its right moves left."""

    def change(workbook: Workbook) -> None:
        sheet = next(sheet for sheet in workbook.worksheets if table in sheet.tables)
        area = sheet.tables[table]
        box = parse_box(area.ref)
        assert box is not None
        top, left, bottom, right = box
        columns = area.tableColumns
        gone = next(column for column in columns if column.name == heading)
        position = left + columns.index(gone)
        columns.remove(gone)
        for row in range(top, bottom + 1):
            for column in range(position, right + 1):
                moved = sheet.cell(row, column + 1).value if column < right else None
                sheet.cell(row, column).value = moved
        area.ref = f"{sheet.cell(top, left).coordinate}:{sheet.cell(bottom, right - 1).coordinate}"
        if area.autoFilter:
            area.autoFilter.ref = area.ref

    return change


def without_name(name: str) -> Callable[[Workbook], object]:
    """Return the loss of a defined name."""

    def change(workbook: Workbook) -> None:
        del workbook.defined_names[name]

    return change


def together(*changes: Callable[[Workbook], object]) -> Callable[[Workbook], object]:
    """Return several changes in one."""
    return lambda workbook: [change(workbook) for change in changes]
