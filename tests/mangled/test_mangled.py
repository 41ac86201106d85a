"""Workbooks that people and programs have mangled: what must still come out of them, and what must be said."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from eds_xl.actions.fill import fill
from eds_xl.actions.opening import Opened, read_workbook
from eds_xl.assessment.interchange import to_json
from eds_xl.assessment.model import RATING_FIELDS, Assessment, OutcomeRating, Recorded
from eds_xl.assessment.ratings import value_of
from eds_xl.checks import check
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.given_texts import changed_given_cells
from eds_xl.workbook.package import Package
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.mangled import entry_ways, structure_ways
from tests.mangled.way import Way
from tests.workbook.closed_samples import resaved_by_libreoffice

PASTED = "Pasted"
"""What everything begins with that was put where nothing is read."""

_CELLS = re.compile(r"Cells? ([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)")
WAYS = [*structure_ways.WAYS, *entry_ways.WAYS]


@cache
def sound() -> bytes:
    """The workbook that is mangled."""
    return build(complete_assessment())


def mangled(way: Way) -> Opened:
    """The workbook after that was done to it, read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book: Workbook = openpyxl.load_workbook(io.BytesIO(sound()))
        book = way.do(book) or book
        target = io.BytesIO()
        book.save(target)
    return read_workbook(ClosedBook(Path("Mangled.xlsx"), Package("Mangled.xlsx", target.getvalue())))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_still_comes_out_and_what_is_said(way: Way) -> None:
    opened = mangled(way)
    expected = way.expected(complete_assessment())
    assert opened.reading.assessment == expected
    assert opened.card.total == way.total
    findings = check(opened.reading, opened.book, opened.card)
    assert sorted(finding.code for finding in findings) == list(way.findings), [
        f"{finding.code} {finding.where}: {finding.message}" for finding in findings
    ]
    _fill_breaks_nothing(opened, expected)


@pytest.mark.parametrize("way", [way for way in WAYS if "CON-042" in way.findings], ids=lambda way: way.name)
def test_every_cell_that_is_not_read_is_named(way: Way) -> None:
    opened = mangled(way)
    findings = check(opened.reading, opened.book, opened.card)
    named = [
        (finding.source.sheet, parse_box(match[1]))
        for finding in findings
        if finding.code == "CON-042" and finding.source and (match := _CELLS.search(finding.message))
    ]
    pasted = [
        (sheet, place)
        for sheet in opened.book.sheet_names()
        for place, value in opened.book.grid(sheet).values.items()
        if str(value).startswith(PASTED) and not _is_read(str(value), opened)
    ]
    assert pasted or "renamed_beyond_recognition" in way.name or "reworded" in way.name
    for sheet, (row, column) in pasted:
        assert any(
            where == sheet and box and box[0] <= row <= box[2] and box[1] <= column <= box[3]
            for where, box in named
        ), (sheet, row, column, named)


def _is_read(words: str, opened: Opened) -> bool:
    return words in to_json(opened.reading.assessment)


def _fill_breaks_nothing(opened: Opened, expected: Assessment) -> None:
    """Filling tidies and records; a second time it finds nothing to do."""
    fill(opened, date(2025, 1, 20))
    after = read_workbook(opened.book)
    assert _as_filled(after.reading.assessment) == _as_filled(expected)
    assert fill(after, date(2025, 1, 20)).changes == ()


def _as_filled(assessment: Assessment) -> Assessment:
    """Without what fill writes: the record, Refs, and ratings that were typed as words."""
    evidence = tuple(replace(row, ref="") for row in assessment.evidence)
    ratings = tuple(_as_numbers(rating) for rating in assessment.ratings)
    return replace(assessment, recorded=Recorded(), evidence=evidence, ratings=ratings)


def _as_numbers(rating: OutcomeRating) -> OutcomeRating:
    entered = {name: getattr(rating, name) for name in RATING_FIELDS}
    meant: dict[str, Any] = {name: value_of(entry) for name, entry in entered.items()}
    return replace(rating, **meant)


def test_the_ways_have_names_of_their_own() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) >= 40


@pytest.mark.parametrize("kinds", [["xlsx"], ["ods", "xlsx"]], ids=["as xlsx", "by way of ods"])
def test_saved_by_libreoffice(requires: Callable[[str], Path], tmp_path: Path, kinds: list[str]) -> None:
    soffice, path = requires("soffice"), tmp_path / "Sound.xlsx"
    path.write_bytes(sound())
    for kind in kinds:
        folder = tmp_path / f"by {kind}"
        folder.mkdir(exist_ok=True)
        path = resaved_by_libreoffice(soffice, path, folder, kind)
    opened = read_workbook(open_book(path))
    assert opened.reading.assessment == complete_assessment()
    assert opened.card.total == 19
    # Nothing that LibreOffice does to the given texts is taken for typing.
    assert list(changed_given_cells(opened.book, opened.reading)) == []
