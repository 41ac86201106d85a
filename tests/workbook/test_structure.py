"""The workbook is what the spec says: names, tables, locks, lists, prompts; small, valid, always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.assessment.words import STAGES
from eds_xl.workbook import theme
from eds_xl.workbook.layout import BlockPlace, places
from eds_xl.workbook.lists import LISTS, list_name
from eds_xl.workbook.sheets import FORMS, SHEETS, TABLES
from eds_xl.workbook.spec import FINDING_ROWS, Entry, Form, Sheet, Table
from eds_xl.workbook.template import build
from tests.tools.xlsx_lint import lint
from tests.workbook.closed_samples import sdk_faults

AnyCell = Cell | MergedCell

MOST_BYTES = 150_000
CONTRAST = 4.5
WORKBOOKS = [None, *EXAMPLES]
IDS = ["blank", *EXAMPLES]


@cache
def made(data: str | None) -> bytes:
    return build(example(data) if data else None)


@cache
def template(*, results: bool = False) -> Workbook:
    """Return the blank template as openpyxl reads it: with formulas, or with their stored results."""
    return load_workbook(BytesIO(made(None)), data_only=results)


def cells_of(name: str) -> Iterator[Cell]:
    """Yield the cells a defined name refers to."""
    for sheet, area in template().defined_names[name].destinations:
        found = template(results=True)[sheet][area]
        yield from (row[0] for row in found) if isinstance(found, tuple) else (found,)


def input_cells() -> Iterator[tuple[BlockPlace, Entry, AnyCell]]:
    """Yield every cell of the template that people type in."""
    for sheet in SHEETS:
        for place in places(sheet):
            if isinstance(place.block, (Form, Table)):
                yield from ((place, entry, cell) for entry, cell in entry_cells(place) if entry.is_input)


def entry_cells(place: BlockPlace) -> Iterator[tuple[Entry, AnyCell]]:
    worksheet = template()[place.sheet.title]
    if isinstance(place.block, Form):
        for entry in place.block.entries:
            yield entry, worksheet.cell(*place.cell(entry.attribute))
    elif isinstance(place.block, Table):
        findings = place.block.growing and place.block.record is None
        last = place.first_row + FINDING_ROWS - 1 if findings else place.last_row
        for offset, entry in enumerate(place.block.entries):
            for row in range(place.first_row, last + 1):
                yield entry, worksheet.cell(row, place.column + offset)


# ---------------------------------------------------------------- names, tables, locks


@pytest.mark.parametrize(
    ("sheet", "form", "entry"),
    [
        pytest.param(sheet, form, entry, id=form.name_of(entry))
        for sheet, form in FORMS
        for entry in form.entries
    ],
)
def test_every_form_field_has_one_name_which_leads_to_its_cell(
    sheet: Sheet, form: Form, entry: Entry
) -> None:
    name = form.name_of(entry)
    assert [other.casefold() for other in template().defined_names].count(name.casefold()) == 1
    (cell,) = cells_of(name)
    assert cell.parent.title == sheet.title
    assert cell.offset(column=-1).value == entry.label
    assert cell.protection.locked is not entry.is_input
    others = [other for other in template().defined_names if other != name]
    destinations = {d for other in others for d in template().defined_names[other].destinations}
    assert (sheet.title, f"${cell.column_letter}${cell.row}") not in destinations


def test_all_names_are_ours() -> None:
    names = [*template().defined_names, *(name for sheet in template() for name in sheet.tables)]
    assert len(names) > 150
    assert [name for name in names if not name.startswith("EDS_")] == []


def test_every_table_has_its_columns_in_order() -> None:
    tables = [table for sheet in template() for table in sheet.tables.values()]
    found = {table.name: [column.name for column in table.tableColumns] for table in tables}
    assert found == {table.name: [entry.label for entry in table.entries] for _, table in TABLES}


def test_only_growing_tables_have_filter_buttons_and_they_stand_last() -> None:
    for sheet in SHEETS:
        tables = list(sheet.tables())
        assert [table.growing for table in tables].count(True) <= 1
        for table in tables:
            assert bool(template()[sheet.title].tables[table.name].autoFilter) is table.growing
            assert not table.growing or table is sheet.blocks[-1]


def test_people_can_type_where_they_should_and_formulas_are_locked() -> None:
    typed = list(input_cells())
    assert len(typed) > 3_000
    assert [cell for _, _, cell in typed if cell.protection.locked or cell.data_type == "f"] == []
    protected = [template()[sheet.title] for sheet in SHEETS if sheet.protected]
    locked = [cell for sheet in protected for row in sheet for cell in row if cell.data_type == "f"]
    assert len(locked) > 100
    assert [cell for cell in locked if not cell.protection.locked] == []
    unlocked = {cell for sheet in protected for row in sheet for cell in row if not cell.protection.locked}
    assert unlocked == {cell for place, _, cell in typed if place.sheet.protected}


def test_protection_has_no_password_and_leaves_sorting_filters_and_formats() -> None:
    for sheet in SHEETS:
        protection = template()[sheet.title].protection
        assert protection.sheet is sheet.protected
        assert protection.password is None
        if sheet.protected:
            forbidden = {"sort", "autoFilter", "formatCells", "formatColumns", "formatRows"}
            assert {name for name in forbidden if getattr(protection, name)} == set()
    assert template().security is None or not template().security.lockStructure


# ---------------------------------------------------------------- lists, prompts, what is required


@pytest.mark.parametrize("key", LISTS)
def test_every_list_offers_what_the_spec_says(key: str) -> None:
    offered = [cell.value for cell in cells_of(list_name(key))]
    if LISTS[key].live:
        assert [cell for cell in offered if not cell] == []
        assert offered[-2:] == list(LISTS[key].values[-2:])
        assert len(offered) == len(LISTS[key].values)
    else:
        assert offered == list(LISTS[key].values)


def test_every_entry_has_the_prompt_and_the_list_of_the_spec() -> None:
    rules = {sheet.title: _rules(sheet.title) for sheet in SHEETS}
    for place, entry, cell in input_cells():
        if not entry.help:
            continue
        rule = rules[place.sheet.title][cell.coordinate]
        assert (rule.promptTitle, rule.prompt, rule.showInputMessage) == (entry.label, entry.help, True)
        if entry.choices:
            assert (rule.type, rule.formula1) == ("list", list_name(entry.choices))
            assert rule.showErrorMessage
            assert rule.error
            assert (rule.errorStyle or "stop") == ("information" if entry.open_choice else "stop")
            assert not rule.showDropDown  # which hides the arrow


def _rules(sheet: str) -> dict[str, DataValidation]:
    """Return the validation of each cell; no cell has two."""
    found: dict[str, DataValidation] = {}
    for rule in template()[sheet].data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row, column in area.cells:
                coordinate = template()[sheet].cell(row, column).coordinate
                assert coordinate not in found
                found[coordinate] = rule
    return found


def test_what_is_required_says_so_in_words() -> None:
    for sheet in SHEETS:
        for place in places(sheet):
            if not isinstance(place.block, (Form, Table)):
                continue
            for offset, entry in enumerate(place.block.entries):
                words = _words_about(place, offset)
                assert words.startswith("Required") is bool(entry.required), f"{sheet.title}: {entry.label}"
                if entry.required in STAGES[1:]:
                    assert entry.required in words


def _words_about(place: BlockPlace, offset: int) -> str:
    """Return the words beside a form field, or over a column's heading."""
    worksheet = template(results=True)[place.sheet.title]
    if isinstance(place.block, Form):
        return str(worksheet.cell(place.first_row + offset, 3).value or "")
    return str(worksheet.cell(place.heading_row - 1, place.column + offset).value or "")


# ---------------------------------------------------------------- the look


def test_text_stands_out_from_its_background() -> None:
    marks = [look for look in vars(theme).values() if isinstance(look, dict) and "bg_color" in look]
    looks = [*theme.FORMATS.values(), *marks]
    for look in looks:
        text, background = look.get("font_color", theme.TEXT), look.get("bg_color", "#FFFFFF")
        assert contrast(text, background) >= CONTRAST, look


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG reckons it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_opens_at_the_title_of_start() -> None:
    assert template().active == template()[SHEETS[0].title]
    for sheet in template():
        assert sheet.sheet_view.selection[0].activeCell in ("A1", "B1")
        assert sheet.freeze_panes in ("A2", "B2")


# ---------------------------------------------------------------- the file


def test_the_blank_template_is_small() -> None:
    assert len(made(None)) < MOST_BYTES


@pytest.mark.parametrize("data", WORKBOOKS, ids=IDS)
def test_the_same_input_gives_the_same_bytes(data: str | None) -> None:
    assert build(example(data) if data else None) == made(data)


@pytest.mark.parametrize("data", WORKBOOKS, ids=IDS)
def test_it_is_valid_and_clean_and_so_it_is_after_fill(
    data: str | None, requires: Callable[[str], Path], tmp_path: Path
) -> None:
    validator = requires("ooxml-validator")
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(made(data))
    assert sdk_faults(validator, path) is None
    book = open_closed(path)
    assert fill(read_workbook(book), date(2024, 2, 28)).changes
    book.save()
    assert sdk_faults(validator, path) is None
    assert lint(path.read_bytes()) == []
