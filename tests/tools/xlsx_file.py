"""An .xlsx file taken apart for the lint: sheets, cells, tables, names and every formula."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from lxml import etree

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: its kind (the last word of its type) and what it leads to."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class SheetPart:
    """A sheet: the name on its tab, whether it is hidden, and its XML."""

    name: str
    state: str
    part: str
    xml: etree._Element

    @cached_property
    def cells(self) -> dict[str, etree._Element]:
        """The cells by address."""
        return {cell.get("r", ""): cell for cell in self.xml.iter("{*}c")}


@dataclass(frozen=True)
class TablePart:
    """A marked-up table and the sheet it stands on."""

    sheet: SheetPart
    part: str
    xml: etree._Element

    @property
    def name(self) -> str:
        return self.xml.get("displayName", "")

    @property
    def ref(self) -> str:
        return self.xml.get("ref", "")

    @property
    def columns(self) -> list[str]:
        return [column.get("name", "") for column in self.xml.iter("{*}tableColumn")]


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name: the number of its sheet ("" is the whole workbook) and what it refers to."""

    name: str
    scope: str
    refers_to: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: where it stands, in a "cell", "validation", "format", "name" or "chart", and its text."""

    where: str
    kind: str
    text: str


class XlsxFile:
    """The parts of a workbook, read when they are asked for."""

    def __init__(self, data: bytes, file_name: str = "workbook.xlsx") -> None:
        self.file_name = file_name
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part ("" is the package) by their id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return dict(self._relations(folder, rels)) if rels in self.parts else {}

    def _relations(self, folder: str, rels: str) -> Iterator[tuple[str, Relation]]:
        for item in self.xml(rels):
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = (
                    target[1:]
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(folder, target))
                )
            yield item.get("Id", ""), Relation(item.get("Type", "").rpartition("/")[2], target, external)

    @cached_property
    def main_part(self) -> str:
        return next(item.target for item in self.relations("").values() if item.kind == "officeDocument")

    @cached_property
    def workbook(self) -> etree._Element:
        return self.xml(self.main_part)

    @cached_property
    def sheets(self) -> list[SheetPart]:
        relations = self.relations(self.main_part)
        found = []
        for item in self.workbook.iter("{*}sheet"):
            part = relations[item.get(f"{{{_DOCUMENT}}}id", "")].target
            found.append(SheetPart(item.get("name", ""), item.get("state", "visible"), part, self.xml(part)))
        return found

    @cached_property
    def tables(self) -> list[TablePart]:
        return [
            TablePart(sheet, relation.target, self.xml(relation.target))
            for sheet in self.sheets
            for relation in self.relations(sheet.part).values()
            if relation.kind == "table"
        ]

    @cached_property
    def names(self) -> list[Name]:
        return [
            Name(item.get("name", ""), item.get("localSheetId", ""), item.text or "")
            for item in self.workbook.iter("{*}definedName")
        ]

    @cached_property
    def strings(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        if part not in self.parts:
            return []
        return [
            "".join(text.text or "" for text in item.iter("{*}t")) for item in self.xml(part).iter("{*}si")
        ]

    def text(self, cell: etree._Element | None) -> str:
        """Return a cell's text or stored value; "" for no cell and for a string that does not exist."""
        if cell is None:
            return ""
        value = cell.findtext("{*}v") or ""
        if cell.get("t") == "s":
            return self.strings[int(value)] if int(value) < len(self.strings) else ""
        return value or "".join(text.text or "" for text in cell.iter("{*}t"))

    def count(self, element: str) -> int:
        """Return how many formats stand under an element of the styles (cellXfs, dxfs)."""
        found = self.xml("xl/styles.xml").find(f"{{*}}{element}")
        return 0 if found is None else len(found)

    @cached_property
    def formulas(self) -> list[Formula]:
        return [*self._sheet_formulas(), *self._name_formulas(), *self._chart_formulas()]

    def _sheet_formulas(self) -> Iterator[Formula]:
        for sheet in self.sheets:
            for address, cell in sheet.cells.items():
                formula = cell.find("{*}f")
                if formula is not None:
                    yield Formula(f"{sheet.name}!{address}", "cell", formula.text or "")
            for element, kind in (("dataValidation", "validation"), ("conditionalFormatting", "format")):
                for rule in sheet.xml.iter(f"{{*}}{element}"):
                    for formula in rule.iter("{*}formula", "{*}formula1", "{*}formula2"):
                        yield Formula(f"{sheet.name}!{rule.get('sqref')}", kind, formula.text or "")

    def _name_formulas(self) -> Iterator[Formula]:
        return (Formula(name.name, "name", name.refers_to) for name in self.names)

    def _chart_formulas(self) -> Iterator[Formula]:
        for part in self.parts:
            if part.startswith("xl/charts/") and part.endswith(".xml"):
                for formula in self.xml(part).iter("{*}f"):
                    yield Formula(part, "chart", formula.text or "")
