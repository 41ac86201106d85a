"""A workbook with all that people and other programs add: commands change the parts they must, no others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from eds_xl.backups import BACKUP_FOLDER
from eds_xl.cli import main
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.package import Package
from eds_xl.workbook.structure import read_structure
from tests.builders import complete_assessment
from tests.everything import FOREIGN, HIDDEN, everything_workbook
from tests.workbook.closed_samples import edit_parts, sdk_faults

WORKBOOK = "xl/workbook.xml"
LIST_OF_FORMULAS = frozenset({"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"})
"""What goes along when a formula is restored: Excel makes its list of formulas anew."""

FORMULAS = """\
<row r="900"><c r="T900"><f t="shared" ref="T900:T902" si="90">U900*$U$1</f><v>0</v></c></row>\
<row r="901"><c r="T901"><f t="shared" si="90"/><v>0</v></c></row>\
<row r="902"><c r="T902"><f t="shared" si="90"/><v>0</v></c></row>\
<row r="903"><c r="T903"><f t="array" ref="T903:T904">U900:U901*2</f><v>0</v></c></row>\
<row r="904"><c r="T904"><v>0</v></c></row>"""


@pytest.fixture(scope="module")
def original() -> bytes:
    """The workbook, with a rating typed as a word, an outcome in lower case and no Refs: fill has much to do."""
    assessment = complete_assessment()
    ratings = tuple(
        replace(item, rating="2/Achieving") if item.outcome == "2A" else item for item in assessment.ratings
    )
    evidence = tuple(replace(row, ref="", outcome=row.outcome.lower()) for row in assessment.evidence)
    return everything_workbook(replace(assessment, ratings=ratings, evidence=evidence))


@pytest.fixture
def path(original: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "Everything.xlsx"
    place.write_bytes(original)
    return place


def packed(data: bytes) -> Mapping[str, tuple[bytes, zipfile.ZipInfo]]:
    """Each part as it lies in the file: its packed bytes, and what the directory says of it."""
    package = Package("Everything.xlsx", data)
    return {name: (package.packed(name).packed, package.packed(name).info) for name in package.part_names()}


def differing(before: bytes, after: bytes) -> set[str]:
    """The parts that differ in one byte, in their date or in their attributes, or that came or went."""
    old, new = packed(before), packed(after)
    assert [name for name in old if name in new] == list(new), "the order of the parts changed"
    for name in new:
        assert old[name][1].date_time == new[name][1].date_time
        assert old[name][1].external_attr == new[name][1].external_attr
    return {name for name in old if name not in new or old[name][0] != new[name][0]}


def sheets_of_fill(data: bytes) -> set[str]:
    """The sheets in which fill has something to do; on Start only stored results of formulas."""
    titles = ("Start", "Domain 1", "Domain 2", "Domain 3", "Score card")
    return {sheet_part(data, title) for title in titles}


def sheet_part(data: bytes, title: str) -> str:
    return next(sheet.part for sheet in read_structure(Package("x.xlsx", data)).sheets if sheet.name == title)


def test_the_workbook_has_everything(original: bytes) -> None:
    names = " ".join(packed(original))
    for part in (
        "media/image", "charts/chart", "drawings/vmlDrawing", "comments", "chartsheets/sheet", "customXml/item1",
        "docMetadata/LabelInfo", "tables/table", "drawings/drawing",
    ):  # fmt: skip
        assert part in names, part
    contents = b"".join(Package("x.xlsx", original).read(name) for name in packed(original))
    for words in (
        b"x14:sparkline", b"x14:dataValidation", b"x14:cfRule", b't="shared"', b't="array"', b"<rPr>", b"Local_name",
        b"Broken_name", b'state="veryHidden"', b"#DIV/0!", b"http://schemas.microsoft.com/office/2020/mipLabelMetadata",
    ):  # fmt: skip
        assert words in contents, words


def test_fill_changes_the_sheets_it_names_and_how_the_workbook_is_calculated(
    original: bytes, path: Path
) -> None:
    assert main(["fill", str(path)]) == 0
    changed = differing(original, path.read_bytes())
    assert changed - {WORKBOOK} == sheets_of_fill(original)
    (backup,) = (path.parent / BACKUP_FOLDER).iterdir()
    assert backup.read_bytes() == original


def test_check_changes_the_checks_sheet_and_its_table(original: bytes, path: Path) -> None:
    assert main(["check", str(path), "--write"]) in (0, 1)
    changed = differing(original, path.read_bytes())
    tables = {name for name in changed if name.startswith("xl/tables/")}
    assert len(tables) <= 1
    assert changed - tables - {WORKBOOK} == {sheet_part(original, "Checks")}


def test_a_formula_that_is_restored_takes_only_the_list_of_formulas_along(
    original: bytes, path: Path
) -> None:
    formulas = open_book(path).formulas("Score card")
    spoilt = open_book(path)
    spoilt.apply([Change("Score card", *place, 99.0) for place in formulas])
    spoilt.save()
    before = path.read_bytes()
    assert main(["fill", str(path)]) == 0
    assert open_book(path).formulas("Score card") == formulas
    assert differing(before, path.read_bytes()) <= sheets_of_fill(original) | {WORKBOOK} | LIST_OF_FORMULAS


def test_shared_and_array_formulas_of_a_changed_sheet_stay_as_they_are(original: bytes, path: Path) -> None:
    part = sheet_part(original, "Domain 2")
    edit_parts(path, {part: lambda text: text.replace("</sheetData>", f"{FORMULAS}</sheetData>")})
    before = path.read_bytes()
    assert main(["fill", str(path)]) == 0
    assert part in differing(before, path.read_bytes())
    assert formula_elements(path.read_bytes(), part) == formula_elements(before, part)
    formulas = open_book(path).formulas("Domain 2")
    assert [formulas[row, 20] for row in (900, 901, 902)] == ["U900*$U$1", "U901*$U$1", "U902*$U$1"]
    assert main(["fill", str(path)]) == 0


def formula_elements(data: bytes, part: str) -> list[tuple[str, bytes]]:
    """The formulas of a sheet as they stand in its part, with the cells they stand in."""
    root = etree.fromstring(Package("x.xlsx", data).read(part))
    return [(str(cell.get("r")), etree.tostring(f)) for cell in root.iter("{*}c") for f in cell.iter("{*}f")]


def as_words(sheet: Worksheet) -> list[str]:
    """Every cell of a sheet; formulas over several cells by their text."""
    return [str(getattr(value, "text", value)) for row in sheet.values for value in row]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_what_programs_see_of_the_rest_is_the_same(original: bytes, path: Path) -> None:
    assert main(["fill", str(path)]) == 0
    assert main(["check", str(path), "--write"]) in (0, 1)
    before, after = openpyxl.load_workbook(io.BytesIO(original)), openpyxl.load_workbook(path)
    assert before.sheetnames == after.sheetnames
    assert {name: area.attr_text for name, area in before.defined_names.items()} == {
        name: area.attr_text for name, area in after.defined_names.items()
    }
    for title in (FOREIGN, HIDDEN):
        assert as_words(after[title]) == as_words(before[title])
    assert after[HIDDEN].sheet_state == "veryHidden"
    note = after["Domain 1"]["A1"].comment
    assert note is not None
    assert "must stay" in note.text


def test_excel_would_open_it(path: Path, requires: Callable[[str], Path]) -> None:
    validator = requires("ooxml-validator")
    known = sdk_faults(validator, path)
    assert main(["fill", str(path)]) == 0
    assert main(["check", str(path), "--write"]) in (0, 1)
    assert sdk_faults(validator, path) == known
