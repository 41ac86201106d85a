"""The lint's rules about tables and defined names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from eds_xl.workbook.coordinates import cell_name, parse_box
from tests.tools.lint_registry import rule
from tests.tools.xlsx_file import XlsxFile

_NAME = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]{1,254}")
_BUILT_IN = re.compile(r"_xlnm\.(?:Print_Titles|Print_Area|_FilterDatabase)")
_R1C1 = re.compile(r"R[0-9]*(?:C[0-9]*)?|C[0-9]*", re.IGNORECASE)


@rule
def table_headings(file: XlsxFile) -> Iterator[str]:
    """A table's column names are the texts of its heading cells, each once, one for each column."""
    for table in file.tables:
        top, left, _, right = parse_box(table.ref) or (0, 0, 0, 0)
        cells = (table.sheet.cells.get(cell_name(top, column)) for column in range(left, right + 1))
        texts = [file.text(cell) for cell in cells]
        if texts != table.columns:
            yield f"{table.name} has the columns {table.columns}, its cells say {texts}"
        if len({text.casefold() for text in table.columns}) < len(table.columns):
            yield f"{table.name} has two columns of the same name"


@rule
def table_ids(file: XlsxFile) -> Iterator[str]:
    """Table ids are unique, and so are table names."""
    yield from _repeated("table id", [table.xml.get("id", "") for table in file.tables])
    yield from _repeated("table name", [table.name.casefold() for table in file.tables])


def _repeated(what: str, values: Collection[str]) -> Iterator[str]:
    return (f"{what} {value} stands {count} times" for value, count in Counter(values).items() if count > 1)


@rule
def table_places(file: XlsxFile) -> Iterator[str]:
    """Tables on a sheet do not overlap, and each has a row below its headings."""
    for sheet in file.sheets:
        boxes = [parse_box(table.ref) or (0, 0, 0, 0) for table in file.tables if table.sheet is sheet]
        for number, (top, left, bottom, right) in enumerate(boxes):
            if bottom <= top:
                yield f"{sheet.name} has a table without rows"
            others = boxes[number + 1 :]
            if any(a <= bottom and top <= c and b <= right and left <= d for a, b, c, d in others):
                yield f"{sheet.name} has tables that overlap"


@rule
def alternative_texts(file: XlsxFile) -> Iterator[str]:
    """Every table, chart and picture says what it is to people who cannot see it."""
    for table in file.tables:
        described = [
            item for item in table.xml.iter("{*}table") if item.get("altText") and item.get("altTextSummary")
        ]
        if not described:
            yield f"{table.name} has no title or description"
    for part in file.parts:
        if part.startswith("xl/drawings/") and part.endswith(".xml"):
            drawn = file.xml(part).iter("{*}cNvPr")
            yield from (
                f"{item.get('name')} has no alternative text" for item in drawn if not item.get("descr")
            )


@rule
def valid_names(file: XlsxFile) -> Iterator[str]:
    """Defined names and table names are made of the characters Excel takes, and defined once."""
    for name in [*(name.name for name in file.names), *(table.name for table in file.tables)]:
        if not _NAME.fullmatch(name) and not _BUILT_IN.fullmatch(name):
            yield f"{name!r} is no name"
    yield from _repeated("name", [f"{name.name.casefold()} {name.scope}".strip() for name in file.names])


@rule
def names_like_addresses(file: XlsxFile) -> Iterator[str]:
    """No name is a cell address (EDS2022 is one): Excel repairs the file and renames it."""
    for name in [*(name.name for name in file.names), *(table.name for table in file.tables)]:
        if _R1C1.fullmatch(name) or parse_box(name.upper()):
            yield f"{name} is a cell address"


@rule
def one_namespace(file: XlsxFile) -> Iterator[str]:
    """No table has the name of a defined name."""
    names = {name.name.casefold() for name in file.names}
    return (f"{table.name} is a table and a name" for table in file.tables if table.name.casefold() in names)


@rule
def broken_references(file: XlsxFile) -> Iterator[str]:
    """Nothing refers to what was deleted, and names refer to areas on sheets that exist."""
    titles = {sheet.name.casefold() for sheet in file.sheets}
    for formula in file.formulas:
        if "#REF!" in formula.text:
            yield f"{formula.where} refers to #REF!"
        elif formula.kind == "name":
            targets = re.findall(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!", formula.text)
            if not targets or any(
                (quoted or plain).replace("''", "'").casefold() not in titles for quoted, plain in targets
            ):
                yield f"{formula.where} refers to {formula.text}"
