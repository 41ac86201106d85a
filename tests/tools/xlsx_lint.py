"""What is wrong with a workbook that Microsoft's validator and LibreOffice do not say: one function a rule.

Most rules are about what Excel repairs, refuses or works out differently; the rest keep our own promises (no
merged cells, nothing hidden, no author). A rule yields a sentence for each fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from eds_xl.workbook.coordinates import LAST_ROW, cell_name, parse_box
from tests.tools import formula_rules
from tests.tools.xlsx_file import XlsxFile

MOST_TEXT, MOST_LINE_FEEDS = 32_767, 253
_TITLE, _PROMPT = 32, 255
_MAIN_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_UNWANTED_PARTS = ("vbaProject", "/activeX/", "/externalLinks/", "/embeddings/", "/ctrlProps/", "connections.xml")
_NAME = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]{1,254}")
_BUILT_IN = re.compile(r"_xlnm\.(?:Print_Titles|Print_Area|_FilterDatabase)")
_R1C1 = re.compile(r"R[0-9]*(?:C[0-9]*)?|C[0-9]*", re.IGNORECASE)

Rule = Callable[[XlsxFile], Iterator[str]]
RULES: dict[str, Rule] = dict(formula_rules.RULES)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the name of the rule that found it, and what it is."""

    rule: str
    message: str


def lint(data: bytes, file_name: str = "workbook.xlsx") -> list[Fault]:
    """Return everything the rules find in a workbook."""
    file = XlsxFile(data, file_name)
    return [Fault(name, message) for name, check in RULES.items() for message in check(file)]


def rule(check: Rule) -> Rule:
    """Add a rule to the rules."""
    RULES[check.__name__.replace("_", "-")] = check
    return check


# ---------------------------------------------------------------- cells


@rule
def shared_strings(file: XlsxFile) -> Iterator[str]:
    """A cell that points at a shared string which does not exist."""
    for sheet in file.sheets:
        for address, cell in sheet.cells.items():
            if cell.get("t") == "s" and int(cell.findtext("{*}v") or -1) not in range(len(file.strings)):
                yield f"{sheet.name}!{address} has text number {cell.findtext('{*}v')} of {len(file.strings)}"


@rule
def cell_order(file: XlsxFile) -> Iterator[str]:
    """Rows and cells stand in order, each once, within the sheet and in their own row."""
    for sheet in file.sheets:
        rows = [int(row.get("r", "0")) for row in sheet.xml.iter("{*}row")]
        cells = [_place(cell.get("r", ""), row.get("r", "")) for row in sheet.xml.iter("{*}row") for cell in row]
        within = all(0 < row <= LAST_ROW for row in rows) and (0, 0) not in cells
        if not within or rows != sorted(set(rows)) or cells != sorted(set(cells)):
            yield f"{sheet.name} has rows or cells twice, out of order or in the wrong row"


def _place(address: str, row: str) -> tuple[int, int]:
    box = parse_box(address)
    return box[:2] if box and str(box[0]) == row else (0, 0)


@rule
def cell_styles(file: XlsxFile) -> Iterator[str]:
    """Cells and conditional formats use formats that exist."""
    formats, conditional = file.count("cellXfs"), file.count("dxfs")
    for sheet in file.sheets:
        if any(int(cell.get("s", "0")) >= formats for cell in sheet.cells.values()):
            yield f"{sheet.name} has a cell with a format that does not exist"
        if any(int(item.get("dxfId", "0")) >= conditional for item in sheet.xml.iter("{*}cfRule")):
            yield f"{sheet.name} has a conditional format that does not exist"


@rule
def fonts(file: XlsxFile) -> Iterator[str]:
    """No font belongs to the document's theme: Excel would take the theme's typeface, whatever its name says."""
    schemes = file.xml("xl/styles.xml").iter("{*}scheme")
    return (f"a font is the theme's {scheme.get('val')} one" for scheme in schemes if scheme.get("val") != "none")


@rule
def cell_texts(file: XlsxFile) -> Iterator[str]:
    """No text is longer than a cell holds."""
    for text in file.strings:
        if len(text.encode("utf-16-le")) // 2 > MOST_TEXT or text.count("\n") > MOST_LINE_FEEDS:
            yield f"too long for a cell: {text[:40]!r}"


@rule
def error_values(file: XlsxFile) -> Iterator[str]:
    """No cell shows an error, and every formula has its result stored (Protected View calculates nothing)."""
    for sheet in file.sheets:
        for address, cell in sheet.cells.items():
            if cell.get("t") == "e":
                yield f"{sheet.name}!{address} shows {cell.findtext('{*}v')}"
            elif cell.find("{*}f") is not None and cell.find("{*}v") is None:
                yield f"{sheet.name}!{address} has a formula without a stored result"


@rule
def title_cells(file: XlsxFile) -> Iterator[str]:
    """Every sheet has its title in A1, and a name that Excel takes."""
    for sheet in file.sheets:
        if not file.text(sheet.cells.get("A1")).strip():
            yield f"{sheet.name} has no title in A1"
        if len(sheet.name) > 31 or re.search(r"[\\/?*:\[\]]|^'|'$", sheet.name):
            yield f"Excel takes no sheet named {sheet.name!r}"


@rule
def merged_cells(file: XlsxFile) -> Iterator[str]:
    """No merged cells at all, so none that overlap: screen readers lose their way in them."""
    return (f"{sheet.name} has merged cells" for sheet in file.sheets if any(True for _ in sheet.xml.iter("{*}mergeCell")))


@rule
def hidden(file: XlsxFile) -> Iterator[str]:
    """No hidden sheets, rows or columns."""
    for sheet in file.sheets:
        if sheet.state != "visible":
            yield f"{sheet.name} is hidden"
        if any(item.get("hidden") in ("1", "true") for item in sheet.xml.iter("{*}row", "{*}col")):
            yield f"{sheet.name} has hidden rows or columns"


@rule
def row_heights(file: XlsxFile) -> Iterator[str]:
    """No row has a height of its own: it would not grow as people type."""
    for sheet in file.sheets:
        if any(row.get("customHeight") for row in sheet.xml.iter("{*}row")):
            yield f"{sheet.name} has rows that do not grow"


@rule
def page_texts(file: XlsxFile) -> Iterator[str]:
    """Headers and footers are not over 255 characters."""
    for sheet in file.sheets:
        for text in sheet.xml.iter("{*}oddHeader", "{*}oddFooter"):
            if len(text.text or "") > _PROMPT:
                yield f"{sheet.name} has a header or footer that is too long"


# ---------------------------------------------------------------- tables and names


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
        described = [item for item in table.xml.iter("{*}table") if item.get("altText") and item.get("altTextSummary")]
        if not described:
            yield f"{table.name} has no title or description"
    for part in file.parts:
        if part.startswith("xl/drawings/") and part.endswith(".xml"):
            drawn = file.xml(part).iter("{*}cNvPr")
            yield from (f"{item.get('name')} has no alternative text" for item in drawn if not item.get("descr"))


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
            if not targets or any((quoted or plain).replace("''", "'").casefold() not in titles for quoted, plain in targets):
                yield f"{formula.where} refers to {formula.text}"


# ---------------------------------------------------------------- rules on cells, links


@rule
def validation_texts(file: XlsxFile) -> Iterator[str]:
    """Prompts and alerts are not over 255 characters, their titles not over 32."""
    limits = {"prompt": _PROMPT, "error": _PROMPT, "promptTitle": _TITLE, "errorTitle": _TITLE}
    for sheet in file.sheets:
        for item in sheet.xml.iter("{*}dataValidation"):
            for attribute, most in limits.items():
                if len(item.get(attribute, "")) > most:
                    yield f"{sheet.name}!{item.get('sqref')} has a {attribute} of over {most} characters"


@rule
def drop_downs(file: XlsxFile) -> Iterator[str]:
    """Drop-downs offer what stands under a defined name that exists; lists are never typed into the rule."""
    names = {name.name for name in file.names}
    for sheet in file.sheets:
        for item in sheet.xml.iter("{*}dataValidation"):
            source = item.findtext("{*}formula1") or ""
            if item.get("type") == "list" and source not in names:
                yield f"{sheet.name}!{item.get('sqref')} offers {source}, which is no name"


@rule
def rule_places(file: XlsxFile) -> Iterator[str]:
    """Validations and conditional formats stand in areas that exist."""
    for sheet in file.sheets:
        for item in sheet.xml.iter("{*}dataValidation", "{*}conditionalFormatting"):
            areas = item.get("sqref", "").split()
            if not areas or not all(map(parse_box, areas)):
                yield f"{sheet.name} has a rule at {item.get('sqref')!r}"


@rule
def links(file: XlsxFile) -> Iterator[str]:
    """Links within the workbook lead to defined names, not to cells: those break when a sheet is renamed."""
    names = {name.name for name in file.names}
    for sheet in file.sheets:
        for item in sheet.xml.iter("{*}hyperlink"):
            if item.get("location") and item.get("location") not in names:
                yield f"{sheet.name}!{item.get('ref')} leads to {item.get('location')}"
    for formula in file.formulas:
        for target in re.findall(r'"#([^"]+)"', formula.text) if "HYPERLINK(" in formula.text else ():
            if target not in names:
                yield f"{formula.where} leads to {target}"


# ---------------------------------------------------------------- the file


@rule
def content_type(file: XlsxFile) -> Iterator[str]:
    """The main part is of the type its file name promises."""
    types = {item.get("PartName", "")[1:]: item.get("ContentType") for item in file.xml("[Content_Types].xml")}
    expected = _MAIN_TYPES.get(file.file_name.rpartition(".")[2])
    if types.get(file.main_part) != expected:
        yield f"{file.file_name} is of the type {types.get(file.main_part)}"


@rule
def parts(file: XlsxFile) -> Iterator[str]:
    """Relationships lead to parts that are there; there are no macros, controls, connections or linked files."""
    for part in ("", *file.parts):
        if not part.endswith(".rels"):
            targets = (item.target for item in file.relations(part).values() if not item.external)
            yield from (f"{part} needs {target}" for target in targets if target not in file.parts)
    yield from (f"{part} is not wanted" for part in file.parts if any(word in f"/{part}" for word in _UNWANTED_PARTS))


@rule
def properties(file: XlsxFile) -> Iterator[str]:
    """The document has a title, a subject and a language, and names no author."""
    core = file.xml("docProps/core.xml") if "docProps/core.xml" in file.parts else None
    said = {} if core is None else {str(item.tag).rpartition("}")[2]: item.text for item in core}
    yield from (f"the document has no {name}" for name in ("title", "subject", "language") if not said.get(name))
    yield from (f"{name} is {said[name]}" for name in ("creator", "lastModifiedBy") if said.get(name))
