"""The limits that the page about security names are those that the program keeps."""

from __future__ import annotations

import re

import pytest

from eds_xl import backups
from eds_xl.actions.new import MAX_JSON_BYTES
from eds_xl.actions.pictures_beside import LARGEST_PICTURE
from eds_xl.cli.exporting import LARGEST_STYLE_DOCUMENT
from eds_xl.report import pdf, pictures, style_source
from eds_xl.workbook import container, contents, reading, sheet_xml, structure
from tests.conftest import ROOT
from tests.hostile.limited import MOST_MEGABYTES
from tests.hostile.test_files import MOST_SECONDS

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
MEGABYTE = 1024**2
LIMITS = {
    "workbook file": [container.MAX_FILE_BYTES],
    "parts in it; sheets": [container.MAX_PARTS, structure.MAX_SHEETS],
    "all parts unpacked": [container.MAX_TOTAL_BYTES],
    "one part that is XML, unpacked": [container.MAX_XML_BYTES, container.MAX_TREE_BYTES],
    "a part of more than 16 MB": [container.MAX_RATIO],
    "name of a sheet": [structure.MAX_SHEET_NAME],
    "filled cells on the sheets of EDS": [contents.MAX_CELLS],
    "characters in them, of texts and formulas": [contents.MAX_CHARACTERS],
    "line feeds in them": [contents.MAX_LINES],
    "rows in all tables": [reading.MAX_ROWS],
    "formulas filled over cells of one sheet, written out": [sheet_xml.MAX_FILLED_FORMULA],
    "an assessment in JSON": [MAX_JSON_BYTES, reading.MAX_ROWS],
    "a picture beside the workbook": [LARGEST_PICTURE, pictures.MOST_PIXELS],
    "a Word document to take styles from": [
        LARGEST_STYLE_DOCUMENT, style_source.MAX_BYTES, style_source.MAX_XML_BYTES, style_source.MAX_PARTS,
    ],
    "a PDF": [pdf.MAX_ROWS, pdf.MAX_CHARACTERS],
}  # fmt: skip


def in_words(limit: int) -> str:
    return f"{limit // MEGABYTE} MB" if limit % MEGABYTE == 0 else f"{limit:,}"


@pytest.mark.parametrize("what", LIMITS)
def test_each_limit_is_the_one_that_is_kept(what: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(what)} \| (.*) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"\d[\d,]*(?: MB)?", row) == [in_words(limit) for limit in LIMITS[what]]


def test_no_limit_is_named_that_is_not_compared() -> None:
    table = PAGE.partition("| what | limit |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines()[2:]]
    assert rows == list(LIMITS)


def test_the_other_numbers() -> None:
    assert container.RATIO_COUNTS_FROM == 16 * MEGABYTE
    words = " ".join(PAGE.split())
    assert f"The last {backups.BACKUPS_KEPT} of each file are kept" in words
    assert f"stay under {MOST_MEGABYTES} MB of memory and {MOST_SECONDS} seconds of processor time" in words
