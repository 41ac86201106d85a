"""What a workbook says of itself: its sheets, names, tables, properties and how it calculates.

Each function reads the package as it stands in memory; those that prepare a change return new bytes
by part (None to drop the part) and change nothing themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from eds_xl.workbook.book import Area
from eds_xl.workbook.container import too_large
from eds_xl.workbook.coordinates import Box, box_name, parse_box, parse_reference
from eds_xl.workbook.package import CONTENT_TYPES, Package, relationships_part, to_xml
from eds_xl.workbook.shown import Shown, read_shown_styles
from eds_xl.workbook.strings_xml import read_strings
from eds_xl.workbook.xml_text import unescape, units

MAX_SHEETS = 300
"""Sheets in a workbook."""

MAX_SHEET_NAME = 255
"""UTF-16 units of a sheet's name, which stands in every finding: Excel has at most 31, other programs more."""

_TRUE = ("1", "true", "on")

# What may stand after the calculation settings in the workbook part, in the order of the standard.
_AFTER_CALCULATION = {
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
}


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A worksheet: its visible name and the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part has it.

    ``box`` runs from the heading row to the last row of data: a heading row that is switched off is
    counted (its cells are blank then), a total row is not.
    """

    name: str
    sheet: SheetPlace
    part: str
    box: Box
    headings: tuple[str, ...]
    heading_row: bool
    total_row: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """What the workbook part says: worksheets in order, defined names, the date system."""

    sheets: tuple[SheetPlace, ...]
    names: Mapping[str, Area | None]
    date1904: bool


def read_structure(package: Package) -> Structure:
    """Read the workbook part.

    Raises:
        WorkbookProblem: CON-007 if it is damaged, CON-009 if there are too many sheets.
    """
    root = package.tree(package.main)
    sheets = _sheets(package, root)
    settings = root.find("{*}workbookPr")
    date1904 = settings is not None and settings.get("date1904", "").lower() in _TRUE
    return Structure(sheets, _names(root, sheets), date1904)


def read_shared_strings(package: Package) -> list[str]:
    """Return the shared strings; rich text as its words.

    Raises:
        WorkbookProblem: CON-007 or 009 if the part is damaged or too large.
    """
    part = package.related(package.main, "sharedStrings")
    if part is None:
        return []
    with package.sound():
        return read_strings(package.xml(part))


def read_shown(package: Package) -> dict[str, Shown]:
    """Return which cell styles show a number as a date, time or percentage.

    Raises:
        WorkbookProblem: CON-007 or 009 if the part is damaged or too large.
    """
    part = package.related(package.main, "styles")
    if part is None:
        return {}
    with package.sound():
        return read_shown_styles(package.xml(part))


def read_tables(package: Package, sheet: SheetPlace) -> dict[str, TablePart]:
    """Return the tables of a sheet by name.

    Raises:
        WorkbookProblem: CON-007 if a part is damaged.
    """
    links = (link for link in package.relationships(sheet.part) if link.kind == "table")
    tables = (_table(package, sheet, link.target) for link in links)
    return {table.name: table for table in tables}


def merged_cells(package: Package, sheet: SheetPlace) -> Iterator[Box]:
    """Yield the merged cells of a sheet.

    Raises:
        WorkbookProblem: CON-007 or 009 if the part is damaged or too large.
    """
    data = package.xml(sheet.part)
    merged = package.parsed(data).iterfind("{*}mergeCells/{*}mergeCell") if b"mergeCell" in data else ()
    boxes = (parse_box(cells.get("ref", "")) for cells in merged)
    yield from (box for box in boxes if box)


def read_properties(package: Package) -> dict[str, str]:
    """Return the custom document properties as text.

    Raises:
        WorkbookProblem: CON-007 if the part is damaged.
    """
    part = package.related("", "custom-properties")
    if part is None:
        return {}
    return {
        entry.get("name", ""): "".join(str(words) for words in entry.itertext()).strip()
        for entry in package.tree(part).iterfind("{*}property")
    }


def is_signed(package: Package) -> bool:
    """Return whether the workbook carries a digital signature, which any change would break."""
    return any(link.kind == "origin" for link in package.relationships("")) or any(
        part.lower().startswith("_xmlsignatures/") for part in package.part_names()
    )


def resized_table(package: Package, table: TablePart, bottom: int) -> dict[str, bytes | None]:
    """Return a table's part with another last row and no filter or sort order set; nothing if it is so.

    A filter or sort order of the former rows would hide new ones or claim an order they do not have.
    """
    root = package.tree(table.part)
    top, left, _, right = table.box
    ref = box_name((top if table.heading_row else top + 1, left, bottom, right))
    stale = [*root.iterfind("{*}autoFilter/{*}filterColumn"), *root.iterfind(".//{*}sortState")]
    ranged = [root, *root.iterfind("{*}autoFilter")]
    if not stale and all(element.get("ref") == ref for element in ranged):
        return {}
    for element in stale:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in ranged:
        element.set("ref", ref)
    return {table.part: to_xml(root)}


def recalculating(package: Package) -> dict[str, bytes | None]:
    """Return the workbook part told to calculate everything when it is next opened; nothing if it is."""
    root = package.tree(package.main)
    settings = root.find("{*}calcPr")
    if settings is not None and settings.get("fullCalcOnLoad", "").lower() in _TRUE:
        return {}
    if settings is None:
        settings = root.makeelement(f"{{{etree.QName(root).namespace}}}calcPr")
        places = (index for index, child in enumerate(root) if _local_name(child) in _AFTER_CALCULATION)
        root.insert(next(places, len(root)), settings)
    settings.set("fullCalcOnLoad", "1")
    return {package.main: to_xml(root)}


def _local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; for a comment something that is no name."""
    return str(element.tag).rpartition("}")[2]


def without_calculation_chain(package: Package) -> dict[str, bytes | None]:
    """Return the parts in which the calculation chain is gone; Excel makes a new one.

    A chain that names a cell without a formula makes Excel call the workbook damaged.
    """
    chain = package.related(package.main, "calcChain")
    if chain is None:
        return {}
    rels = package.find(relationships_part(package.main)) or ""
    links = package.tree(rels)
    for link in links.findall("{*}Relationship"):
        if link.get("Type", "").endswith("/calcChain"):
            links.remove(link)
    types = package.tree(CONTENT_TYPES)
    for override in types.findall("{*}Override"):
        if override.get("PartName", "").lstrip("/").lower() == chain.lower():
            types.remove(override)
    types_part = package.find(CONTENT_TYPES) or CONTENT_TYPES
    return {chain: None, rels: to_xml(links), types_part: to_xml(types)}


def _sheets(package: Package, root: etree._Element) -> tuple[SheetPlace, ...]:
    links = {link.identity: link for link in package.relationships(package.main)}
    entries = root.findall("{*}sheets/{*}sheet")
    if len(entries) > MAX_SHEETS:
        raise too_large(package.name, f"it has {len(entries):,} sheets")
    sheets = []
    for entry in entries:
        link = links.get(_relationship_id(entry))
        if link is None or (link.kind == "worksheet" and package.find(link.target) is None):
            raise package.damaged()
        if units(entry.get("name", "")) > MAX_SHEET_NAME:
            raise too_large(
                package.name, f"a sheet of it has a name of more than {MAX_SHEET_NAME} characters"
            )
        if link.kind == "worksheet":
            sheets.append(SheetPlace(entry.get("name", ""), package.find(link.target) or ""))
    if not sheets or len({sheet.name for sheet in sheets}) < len(sheets):
        raise package.damaged()
    return tuple(sheets)


def _relationship_id(entry: etree._Element) -> str:
    """The r:id of a sheet, whichever of the standard's two namespaces it is in."""
    ids = (value for name, value in entry.attrib.items() if str(name).endswith("/relationships}id"))
    return str(next(ids, ""))


def _names(root: etree._Element, sheets: tuple[SheetPlace, ...]) -> dict[str, Area | None]:
    known = {sheet.name.casefold(): sheet.name for sheet in sheets}
    names: dict[str, Area | None] = {}
    for entry in root.iterfind("{*}definedNames/{*}definedName"):
        if entry.get("localSheetId") is None:
            reference = parse_reference(unescape(entry.text or ""))
            sheet = known.get(reference[0].casefold()) if reference else None
            names[entry.get("name", "")] = Area(sheet, *reference[1]) if reference and sheet else None
    return names


def _table(package: Package, sheet: SheetPlace, target: str) -> TablePart:
    part = package.find(target)
    if part is None:
        raise package.damaged()
    root = package.tree(part)
    box = parse_box(root.get("ref", ""))
    with package.sound():
        headings_shown = int(root.get("headerRowCount", "1")) > 0
        totals = int(root.get("totalsRowCount", "0"))
    if box is None or not 0 <= totals <= box[2] - box[0]:
        raise package.damaged()
    top, left, bottom, right = box
    return TablePart(
        name=unescape(root.get("displayName", root.get("name", ""))),
        sheet=sheet,
        part=part,
        box=(top if headings_shown else top - 1, left, bottom - totals, right),
        headings=tuple(
            unescape(column.get("name", "")) for column in root.iterfind("{*}tableColumns/{*}tableColumn")
        ),
        heading_row=headings_shown,
        total_row=totals > 0,
    )
