"""The formatting inside cells: bold and italic words, and links to the web; read only when asked for.

Only what stands within a cell's text counts (rich text): the look of a whole cell is the template's.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from eds_xl.assessment.marked_text import CellFormat, Run
from eds_xl.workbook.coordinates import Box, Place, parse_box
from eds_xl.workbook.package import Package, relationships_part
from eds_xl.workbook.xml_text import unescape

_MOST_LINKED_CELLS = 10_000
"""In one sheet: more than any sheet has entries, and a link can be laid over all cells there are."""

_OFF = ("0", "false")


def read_rich_strings(package: Package) -> dict[int, tuple[Run, ...]]:
    """Return those of the shared strings that have bold or italic words, by number.

    Raises:
        WorkbookProblem: CON-007 or 009 if the part is damaged or too large.
    """
    part = package.related(package.main, "sharedStrings")
    if part is None:
        return {}
    data = package.xml(part)
    if b"rPr" not in data:
        return {}
    items = package.parsed(data).iterfind("{*}si")
    found = ((number, _runs(item)) for number, item in enumerate(items))
    return {number: runs for number, runs in found if runs}


def read_formats(package: Package, part: str, strings: dict[int, tuple[Run, ...]]) -> dict[Place, CellFormat]:
    """Return the cells of a sheet that have bold or italic words, or lead to an address.

    Raises:
        WorkbookProblem: CON-007 or 009 if a part is damaged or too large.
    """
    data = package.xml(part)
    if not strings and b"rPr" not in data and b"hyperlink" not in data:
        return {}
    root = package.parsed(data)
    with package.sound():
        runs = dict(_rich_cells(root, strings))
        links = dict(_links(root, _addresses(package, part)))
    return {
        place: CellFormat(runs.get(place, ()), links.get(place, "")) for place in runs.keys() | links.keys()
    }


def _rich_cells(
    root: etree._Element, strings: dict[int, tuple[Run, ...]]
) -> Iterator[tuple[Place, tuple[Run, ...]]]:
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        kind = cell.get("t")
        runs: tuple[Run, ...] = ()
        if kind == "s":
            runs = strings.get(int(cell.findtext("{*}v") or -1), ())
        elif kind == "inlineStr":
            held = cell.find("{*}is")
            runs = _runs(held) if held is not None else ()
        box = parse_box(cell.get("r", "")) if runs else None
        if box:
            yield (box[0], box[1]), runs


def _runs(item: etree._Element) -> tuple[Run, ...]:
    """Return the runs of a text; () where none is bold or italic."""
    runs = tuple(
        Run(unescape(run.findtext("{*}t") or ""), _is_on(run, "b"), _is_on(run, "i"))
        for run in item.iterfind("{*}r")
    )
    return runs if any(run.bold or run.italic for run in runs) else ()


def _is_on(run: etree._Element, look: str) -> bool:
    mark = run.find(f"{{*}}rPr/{{*}}{look}")
    return mark is not None and mark.get("val") not in _OFF


def _addresses(package: Package, part: str) -> dict[str, str]:
    """Return the addresses outside the file that a sheet leads to, by the id of the relationship."""
    rels = relationships_part(part)
    if package.find(rels) is None:
        return {}
    return {
        link.get("Id", ""): link.get("Target", "")
        for link in package.tree(rels).iterfind("{*}Relationship")
        if link.get("TargetMode") == "External" and link.get("Type", "").endswith("/hyperlink")
    }


def _links(root: etree._Element, addresses: dict[str, str]) -> Iterator[tuple[Place, str]]:
    left = _MOST_LINKED_CELLS
    for link in root.iterfind("{*}hyperlinks/{*}hyperlink"):
        identity = (value for name, value in link.attrib.items() if str(name).endswith("}id"))
        address = addresses.get(str(next(identity, "")))
        box = parse_box(link.get("ref", ""))
        if address and box and _size(box) <= left:
            left -= _size(box)
            for row in range(box[0], box[2] + 1):
                yield from (((row, column), address) for column in range(box[1], box[3] + 1))


def _size(box: Box) -> int:
    return (box[2] - box[0] + 1) * (box[3] - box[1] + 1)
