"""Other programs open, calculate and save the workbook, and people move things about: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.entries import tidy
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scoring import score
from eds_xl.workbook.book import CellError
from eds_xl.workbook.calculated import calculated_cells, live_state
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.coordinates import box_name, parse_box
from eds_xl.workbook.reading import WorkbookReading, read
from eds_xl.workbook.template import build
from tests.tools.libreoffice import convert
from tests.workbook.rating_grids import entry_samples

TYPED = 'Ünïcode "quoted" & <tagged> \N{WHITE HEAVY CHECK MARK}\n=1+1\n- bullet\n\n  indented\t'
MOVED_DOWN = 2


@cache
def assessments() -> dict[str, Assessment]:
    """Return the blank workbook's assessment, the examples', and one with a bit of everything."""
    everything = next(entry_samples(seed=17, count=1, line_feeds=True))
    evidence = tuple(replace(row, evidence=TYPED) for row in everything.evidence)
    mixed = tidy(replace(everything, evidence=evidence))
    return {"blank": Assessment(), **{name: example(name) for name in EXAMPLES}, "mixed": mixed}


def written(name: str, folder: Path) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(build(assessments()[name]))
    return path


def reading_of(path: Path) -> WorkbookReading:
    return read(open_book(path))


# ---------------------------------------------------------------- saved by other programs


def test_libreoffice_calculates_without_an_error_and_saves_everything(
    requires: Callable[[str], Path], tmp_path: Path
) -> None:
    files = [written(name, tmp_path) for name in assessments()]
    for file, saved in zip(files, convert(requires("soffice"), files, tmp_path), strict=True):
        before, after, book = reading_of(file), reading_of(saved), open_book(saved)
        assert after.assessment == before.assessment
        assert (after.notes, after.version) == ((), before.version)
        assert score(after.assessment) == score(before.assessment)
        sheets = [(book.grid(title).values, book.formulas(title)) for title in book.sheet_names()]
        assert [
            value for values, _ in sheets for value in values.values() if isinstance(value, CellError)
        ] == []
        assert sum(len(formulas) for _, formulas in sheets) == len(calculated_cells())
        assert wrong_results(saved, before.assessment) == []


def wrong_results(path: Path, assessment: Assessment) -> list[str]:
    """Return the formula cells whose stored result is not what Python says."""
    book, state = open_book(path), live_state(assessment)
    found = []
    for cell in calculated_cells():
        sheet, row, column = cell.place
        if (book.grid(sheet).value(row, column) or "") != (cell.stored(state) or ""):
            found.append(f"{cell.place}: {book.grid(sheet).value(row, column)!r}")
    return found


@pytest.mark.parametrize("name", ["blank", *EXAMPLES, "mixed"])
def test_openpyxl_loses_nothing_that_counts(name: str, tmp_path: Path) -> None:
    file = written(name, tmp_path)
    before = reading_of(file)
    load_workbook(file).save(file)
    after = reading_of(file)
    assert (after.assessment, after.notes) == (before.assessment, ())
    assert score(after.assessment) == score(before.assessment)


# ---------------------------------------------------------------- moved about by people


def rename_all(workbook: Workbook) -> None:
    """Rename every sheet; the defined names follow, as they do in Excel."""
    for sheet in workbook:
        new = f"Our {sheet.title}"
        for name in workbook.defined_names.values():
            name.attr_text = (name.attr_text or "").replace(f"'{sheet.title}'!", f"'{new}'!")
        sheet.title = new


def rename_and_lose_marks(workbook: Workbook) -> None:
    """Rename every sheet and drop all names and tables, as some programs do: only texts are left."""
    for sheet in workbook:
        sheet.title = f"{sheet.title} (2)"
        sheet.tables.clear()
    for name in list(workbook.defined_names):
        del workbook.defined_names[name]


def insert_rows(workbook: Workbook) -> None:
    """Insert rows above everything on the domain sheets; tables and names move down with them."""
    for title in ("Domain 1", "Domain 2", "Domain 3"):
        workbook[title].insert_rows(1, MOVED_DOWN)
        for table in workbook[title].tables.values():
            table.ref = _down(table.ref)
            if table.autoFilter:
                table.autoFilter.ref = table.ref
        for name in workbook.defined_names.values():
            sheet, _, cells = (name.attr_text or "").rpartition("!")
            if sheet == f"'{title}'":
                name.attr_text = f"{sheet}!{_down(cells)}"


def _down(area: str) -> str:
    top, left, bottom, right = parse_box(area) or (0, 0, 0, 0)
    return box_name((top + MOVED_DOWN, left, bottom + MOVED_DOWN, right))


def sort_ratings(workbook: Workbook) -> None:
    """Turn the rows of the ratings and services upside down."""
    for title, table in (
        ("Domain 1", "EDS_Services"),
        *((f"Domain {n}", f"EDS_Ratings{n}") for n in (1, 2, 3)),
    ):
        _reverse(workbook[title], workbook[title].tables[table])


def sort_evidence(workbook: Workbook) -> None:
    """Turn the evidence upside down, spare rows first."""
    for number in (1, 2, 3):
        sheet = workbook[f"Domain {number}"]
        _reverse(sheet, sheet.tables[f"EDS_Evidence{number}"])


def _reverse(sheet: Worksheet, table: Table) -> None:
    top, left, bottom, right = parse_box(table.ref) or (0, 0, 0, 0)
    rows = list(sheet.iter_rows(top + 1, bottom, left, right))
    values = [[cell.value for cell in row] for row in rows]
    for row, taken in zip(rows, reversed(values), strict=True):
        for cell, value in zip(row, taken, strict=True):
            cell.value = value


CHANGES = (rename_all, rename_and_lose_marks, insert_rows, sort_ratings, sort_evidence)
TOGETHER = (sort_ratings, sort_evidence, insert_rows, rename_all)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(
    "changes",
    [*([change] for change in CHANGES), TOGETHER],
    ids=lambda done: done[0].__name__ if len(done) == 1 else "all",
)
def test_the_score_is_the_same_after(
    changes: list[Callable[[Workbook], None]], name: str, tmp_path: Path
) -> None:
    file = written(name, tmp_path)
    before = reading_of(file).assessment
    workbook = load_workbook(file)
    for change in changes:
        change(workbook)
    workbook.save(file)
    after = reading_of(file).assessment
    assert score(after) == score(before)
    assert sorted(row.ref for row in after.evidence) == sorted(row.ref for row in before.evidence)
    if sort_evidence not in changes:
        assert after == before
