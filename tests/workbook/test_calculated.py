"""Every formula cell of the workbook against Python: in IronCalc, in LibreOffice, and as stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

import ironcalc
import pytest

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed
from eds_xl.assessment.scoring import score
from eds_xl.standard import RULES
from eds_xl.workbook.book import CellValue
from eds_xl.workbook.calculated import Calculated, calculated_cells, live_state
from eds_xl.workbook.calculated.coverage import coverage_cells
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.layout import FIELD_COLUMN, place_of, places
from eds_xl.workbook.rows import cell_value, form_record, records_of
from eds_xl.workbook.sheets import FORMS, SHEETS, TABLES
from eds_xl.workbook.sheets.score_card import COVERAGE
from eds_xl.workbook.spec import Sheet, Table
from eds_xl.workbook.template import build
from tests.tools.libreoffice import convert
from tests.workbook.rating_grids import MOST_ROWS, entry_samples, rating_grids

CHUNKS, IN_EACH = 16, 125
STORED_EVERY = 25
IN_LIBREOFFICE = 12
ENTRY_SAMPLES = 40
_GRID_TABLES = ("EDS_Services", "EDS_Ratings1", "EDS_Ratings2", "EDS_Ratings3", "EDS_SheetUses")
BUT_COVERAGE = tuple(cell for cell in calculated_cells() if cell.table != COVERAGE)


class Calculator:
    """The blank template in IronCalc, filled again and again."""

    def __init__(self, path: Path, tables: Collection[str]) -> None:
        path.write_bytes(build(Assessment()))
        self.model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self.sheets = {sheet.title: index for index, sheet in enumerate(SHEETS)}
        self.tables = tables

    def put(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        at = (self.sheets[sheet], row, column)
        if value is None:
            self.model.clear_cell_contents(*at)
        elif isinstance(value, str):
            self.model.update_cell_with_text(*at, value)
        else:
            assert isinstance(value, float)
            self.model.update_cell_with_number(*at, value)

    def fill(self, assessment: Assessment) -> None:
        for sheet, form in FORMS:
            for entry in form.entries:
                row, _ = place_of(sheet, form.key).cell(entry.attribute)
                self.put(sheet.title, row, FIELD_COLUMN, cell_value(form_record(assessment, form), entry))
        for sheet, table in TABLES:
            if table.name in self.tables:
                self.fill_table(sheet, table, records_of(assessment, table))
        self.model.evaluate()

    def fill_table(self, sheet: Sheet, table: Table, rows: list[Placed]) -> None:
        first = place_of(sheet, table.name).first_row
        for offset in range(max(len(rows), MOST_ROWS if table.growing else 0)):
            for column, entry in enumerate(table.entries, 1):
                if entry.is_input:
                    value = cell_value(rows[offset], entry) if offset < len(rows) else None
                    self.put(sheet.title, first + offset, column, value)

    def value(self, sheet: str, row: int, column: int) -> object:
        return self.model.get_cell_value(self.sheets[sheet], row, column)


@pytest.fixture(scope="session")
def calculator(tmp_path_factory: pytest.TempPathFactory) -> Calculator:
    """The template without the coverage table: ratings do not reach it, and it takes most of the time."""
    calculator = Calculator(tmp_path_factory.mktemp("ironcalc") / "template.xlsx", _GRID_TABLES)
    for cell in coverage_cells():
        calculator.put(*cell.place, None)
    return calculator


def differences(
    assessment: Assessment,
    value_at: Callable[[str, int, int], object],
    cells: Iterable[Calculated] = calculated_cells(),
) -> list[str]:
    """Return the formula cells whose value is not what Python says; nothing and "" are the same."""
    state = live_state(assessment)
    found = []
    for cell in cells:
        expected, actual = cell.stored(state), value_at(*cell.place)
        if (actual if actual is not None else "") != expected:
            found.append(f"{cell.place}: {actual!r} instead of {expected!r}")
    return found


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ironcalc_agrees_with_python_and_so_does_what_is_stored(
    chunk: int, calculator: Calculator, tmp_path: Path
) -> None:
    for number, assessment in enumerate(rating_grids(chunk, IN_EACH)):
        calculator.fill(assessment)
        assert differences(assessment, calculator.value, BUT_COVERAGE) == []
        if number % STORED_EVERY == 0:
            path = tmp_path / "stored.xlsx"
            path.write_bytes(build(assessment))
            assert differences(assessment, stored_values(path)) == []


def test_ironcalc_agrees_with_python_on_progress_and_coverage(tmp_path: Path) -> None:
    """Evidence, actions, events, owners, stages and optional sheets, in every mixture.

    Without line feeds, which IronCalc's "?*" does not match; LibreOffice's (below) and Excel's does.
    """
    everything = Calculator(tmp_path / "template.xlsx", [table.name for _, table in TABLES if table.record])
    for assessment in entry_samples(seed=5, count=ENTRY_SAMPLES, line_feeds=False):
        everything.fill(assessment)
        assert differences(assessment, everything.value) == []


def stored_values(path: Path) -> Callable[[str, int, int], object]:
    """Return a function that gives a cell's stored value in a workbook file."""
    book = open_book(path)
    return lambda sheet, row, column: book.grid(sheet).value(row, column)


def test_libreoffice_agrees_with_python(requires: Callable[[str], Path], tmp_path: Path) -> None:
    soffice = requires("soffice")
    samples = [
        *rating_grids(seed=999, count=IN_LIBREOFFICE),
        *entry_samples(seed=998, count=IN_LIBREOFFICE, line_feeds=True),
    ]
    files = []
    for number, assessment in enumerate(samples):
        files.append(tmp_path / f"grid {number}.xlsx")
        files[-1].write_bytes(build(assessment))
    for assessment, file in zip(samples, convert(soffice, files, tmp_path), strict=True):
        assert differences(assessment, stored_values(file)) == []


@cache
def all_grids() -> tuple[Assessment, ...]:
    return tuple(grid for chunk in range(CHUNKS) for grid in rating_grids(chunk, IN_EACH))


def test_the_grids_reach_every_basis_complete_and_incomplete() -> None:
    reached = Counter((card.basis, card.total is not None) for card in map(score, all_grids()))
    assert len(all_grids()) == CHUNKS * IN_EACH == 2000
    assert {(basis, done) for basis in ("three", "agreed", "one") for done in (True, False)} <= set(reached)
    assert min(count for (basis, _), count in reached.items() if basis) >= 50, reached
    assert {rule.basis for rule in RULES} == {basis for basis, _ in reached}


def test_no_two_formula_cells_share_a_place_and_none_is_an_entry() -> None:
    taken = [cell.place for cell in calculated_cells()]
    assert len(taken) == len(set(taken))
    inputs = {
        (sheet.title, row, place.column + offset)
        for sheet in SHEETS
        for place in places(sheet)
        for offset, entry in enumerate(getattr(place.block, "entries", ()))
        if entry.is_input and hasattr(place.block, "row_count")
        for row in range(place.first_row, place.last_row + 1)
    }
    assert inputs.isdisjoint(taken)
