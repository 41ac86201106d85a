"""The lint's rules about cells, what they look like, and the rules and links on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.workbook.coordinates import LAST_ROW, parse_box
from tests.tools.lint_registry import rule
from tests.tools.xlsx_file import XlsxFile

MOST_TEXT, MOST_LINE_FEEDS = 32_767, 253
_TITLE, _PROMPT = 32, 255


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
        cells = [
            _place(cell.get("r", ""), row.get("r", "")) for row in sheet.xml.iter("{*}row") for cell in row
        ]
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
    """No font belongs to the document's theme: Excel would take the theme's typeface instead."""
    schemes = file.xml("xl/styles.xml").iter("{*}scheme")
    return (
        f"a font is the theme's {scheme.get('val')} one" for scheme in schemes if scheme.get("val") != "none"
    )


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
    return (
        f"{sheet.name} has merged cells"
        for sheet in file.sheets
        if any(True for _ in sheet.xml.iter("{*}mergeCell"))
    )


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
    """Links within the workbook lead to defined names, or ask where a cell is now; any other would break."""
    names = {name.name for name in file.names}
    sheets = {"'" + sheet.name.replace("'", "''") + "'!" for sheet in file.sheets}
    for sheet in file.sheets:
        for item in sheet.xml.iter("{*}hyperlink"):
            if item.get("location") and item.get("location") not in names:
                yield f"{sheet.name}!{item.get('ref')} leads to {item.get('location')}"
    for formula in file.formulas:
        if "HYPERLINK(" not in formula.text:
            continue
        for target, goes_on in re.findall(r'"#([^"]+)"(&IFERROR\(ADDRESS\(ROW\()?', formula.text):
            if target not in (sheets if goes_on else names):
                yield f"{formula.where} leads to {target}"
