"""After entries were changed, only what can have changed is read again: it must be as if all had been."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.workbook import contents
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read, read_again
from eds_xl.workbook.template import build


def untidy(name: str) -> Assessment:
    """An example in which entries on several sheets are to be mended."""
    base = example(name)
    ratings = tuple(replace(row, rating="2/Achieving") if row.rating else row for row in base.ratings)
    return replace(base, ratings=ratings, evidence=tuple(replace(row, ref="") for row in base.evidence))


def places(assessment: Assessment) -> list[Any]:
    """Where every record stands, which comparing assessments leaves out."""
    held = (getattr(assessment, item.name) for item in fields(assessment))
    records: list[Placed] = []
    for value in held:
        records.extend(value if isinstance(value, tuple) else (value,))
    return [record.place for record in records]


@pytest.mark.parametrize("name", EXAMPLES)
def test_reading_again_is_as_good_as_reading_all(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build(untidy(name)))
    book = open_book(path)
    before = read(book)
    changes = []
    for number, row in enumerate(before.assessment.evidence, 1):
        place = row.place
        assert place is not None
        assert place.row is not None
        column = before.located.tables[f"EDS_Evidence{row.domain}"].columns["ref"]
        changes.append(Change(place.sheet, place.row, column, f"E{number:03}"))
    ratings = before.located.tables["EDS_Ratings2"]
    changes.append(Change(ratings.sheet, ratings.first_row, ratings.columns["rating"], 3.0))
    book.apply(changes)
    sheets = {change.sheet for change in changes}
    again = read_again(book, before, sheets)
    book.save()
    fresh = read(open_book(path)).assessment
    assert again == fresh
    assert again != before.assessment
    assert places(again) == places(fresh)


def test_cells_of_changed_rows_follow_and_stay_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(build(untidy(next(iter(EXAMPLES)))))
    book = open_book(path)
    all_before = {sheet: book.grid(sheet) for sheet in book.sheet_names()}
    with monkeypatch.context() as patch:
        # Whole sheets are not read a second time.
        patch.setattr(contents, "MAX_CELLS", 200)
        book.apply([Change("Domain 2", 9, 1, None), Change("Score card", 12, 2, 7.0, formula="3+4")])
        after = {sheet: book.grid(sheet) for sheet in book.sheet_names()}
    assert after["Domain 2"] != all_before["Domain 2"]
    book.save()
    fresh = open_book(path)
    for sheet in fresh.sheet_names():
        assert list(after[sheet].values.items()) == list(fresh.grid(sheet).values.items())
        assert book.formulas(sheet) == fresh.formulas(sheet)
