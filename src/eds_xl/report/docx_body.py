"""The blocks of the report tree as WordprocessingML."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from eds_xl.report.charts import drawn
from eds_xl.report.columns import column_widths
from eds_xl.report.docx_layout import add_after, keep_with_next, make_small, shared_out
from eds_xl.report.docx_package import Package, numbering_root
from eds_xl.report.docx_styles import LEVELS, list_indent
from eds_xl.report.docx_xml import (
    Element,
    drawing,
    element,
    field_mark,
    instruction,
    millimetres,
    name,
    run,
    twips,
    val,
)
from eds_xl.report.look import LOOK
from eds_xl.report.pictures import measure
from eds_xl.report.rows import is_kept_whole, is_short
from eds_xl.report.tree import (
    Block,
    Cell,
    Chart,
    Contents,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    alternative_text,
    clean,
    link_target,
    table_description,
    walk_sections,
)

_BODY_STYLES = {
    "normal": "Normal",
    "lead": "Lead",
    "note": "Note",
    "callout": "Callout",
    "subheading": "Subheading",
}
_TABLE_STYLES = {
    "normal": "TableText",
    "lead": "TableLead",
    "note": "TableNote",
    "callout": "TableText",
    "subheading": "TableSubheading",
}
_BODY_LISTS = {False: "ListBullet", True: "ListNumber"}
_TABLE_LISTS = {False: "TableBullet", True: "TableNumber"}
_CELL_MARGINS = 200  # twentieths of a point, left and right together
_TALLEST_PICTURE = 0.6  # of the page


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the width they have (twentieths of a point), and whether in a table."""

    width: int
    in_table: bool = False
    row_style: str = ""

    def style(self, role: str) -> str:
        """Return the paragraph style for a role here."""
        if self.row_style and role == "normal":
            return self.row_style
        return (_TABLE_STYLES if self.in_table else _BODY_STYLES)[role]


@dataclass(slots=True)
class Body:
    """Turns blocks into elements, and keeps what must be unique in the document."""

    package: Package
    sections: tuple[Section, ...]
    page_height: int
    _anchors: dict[str, int] = field(init=False)
    _addresses: dict[str, str] = field(default_factory=dict)
    _pictures: int = 0
    _lists: int = 0
    _bullets: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        anchors = [section.anchor for _, section in walk_sections(self.sections)]
        self._anchors = {anchor: number for number, anchor in enumerate(anchors, 1)}
        root = numbering_root(self.package.word)
        self._lists = max(
            (int(old.get(name("w:numId"), 0)) for old in root.findall(name("w:num"))), default=0
        )

    # --- blocks

    def blocks(self, blocks: Iterable[Block], place: Place) -> list[Element]:
        """Return the elements of some blocks."""
        made: list[Element] = []
        for block in blocks:
            add_after(made, self._block(block, place))
        return made

    def _block(self, block: Block, place: Place) -> list[Element]:
        match block:
            case Paragraph():
                return [self.paragraph(place.style(block.role), block.spans)]
            case ListBlock():
                return self._list(block, place, 0)
            case Table():
                return self._table(block, place)
            case Picture():
                return self._picture(block, place)
            case Chart():
                return self._chart(block, place)
            case Contents():
                return [self._contents(block)]

    def paragraph(self, style: str, spans: Iterable[Span], *extra: Element) -> Element:
        """Return a paragraph in a style; ``extra`` are further paragraph properties, in Word's order."""
        properties = element("w:pPr", None, self.style_mark("w:pStyle", style), *extra)
        return element("w:p", None, properties, *(self._span(span) for span in spans))

    def heading(self, level: int, section: Section) -> Element:
        """Return a section's heading, bookmarked for links and the contents list."""
        number = self._anchors[section.anchor]
        made = self.paragraph(f"Heading{min(level, LEVELS)}", ())
        made.extend(
            [
                element("w:bookmarkStart", {"w:id": number, "w:name": _bookmark(number)}),
                run(section.title),
                element("w:bookmarkEnd", {"w:id": number}),
            ]
        )
        return made

    def style_mark(self, tag: str, style: str) -> Element:
        """Return the mark that puts a paragraph, run or table in a style."""
        return val(tag, self.package.styles[style])

    # --- runs and links

    def _span(self, span: Span) -> Element:
        anchor = self._anchors.get(span.link[1:]) if span.link.startswith("#") else None
        target = "" if anchor else link_target(span.link)
        made = run(
            span.text,
            self.style_mark("w:rStyle", "Hyperlink") if anchor or target else None,
            element("w:b") if span.bold else None,
            element("w:bCs") if span.bold else None,
            element("w:i") if span.italic else None,
            element("w:iCs") if span.italic else None,
        )
        if anchor:
            return element("w:hyperlink", {"w:anchor": _bookmark(anchor), "w:history": 1}, made)
        if target:
            return element("w:hyperlink", {"r:id": self._address(target), "w:history": 1}, made)
        return made

    def _address(self, target: str) -> str:
        if target not in self._addresses:
            self._addresses[target] = self.package.word.part.relate_to(target, RT.HYPERLINK, is_external=True)
        return self._addresses[target]

    # --- lists

    def _list(self, block: ListBlock, place: Place, level: int) -> list[Element]:
        level = min(level, LEVELS - 1)
        number = self._numbering(block, place, level)
        mark = element("w:numPr", None, val("w:ilvl", level), val("w:numId", number))
        style = (_TABLE_LISTS if place.in_table else _BODY_LISTS)[block.numbered]
        further = "TableContinue" if place.in_table else "ListContinue"
        made: list[Element] = []
        for item in block.items:
            marked = False
            for part in item:
                if isinstance(part, ListBlock):
                    add_after(made, self._list(part, place, level + 1))
                elif not isinstance(part, Paragraph):
                    add_after(made, self._block(part, place))
                elif marked:
                    add_after(made, [self.paragraph(further, part.spans, list_indent(level, place.in_table))])
                else:
                    add_after(made, [self.paragraph(style, part.spans, deepcopy(mark))])
                    marked = True
        return made

    def _numbering(self, block: ListBlock, place: Place, level: int) -> int:
        """Return the list to use: one for all bullets, a new one for each numbered list."""
        prefix = "table " if place.in_table else ""
        if not block.numbered:
            kind = f"{prefix}bullet"
            if kind not in self._bullets:
                self._bullets[kind] = self._new_list(kind)
            return self._bullets[kind]
        start = element("w:lvlOverride", {"w:ilvl": level}, val("w:startOverride", block.start))
        return self._new_list(f"{prefix}{'letter' if block.letters else 'number'}", start)

    def _new_list(self, kind: str, start: Element | None = None) -> int:
        self._lists += 1
        definition = val("w:abstractNumId", self.package.numberings[kind])
        numbering_root(self.package.word).append(
            element("w:num", {"w:numId": self._lists}, definition, start)
        )
        return self._lists

    # --- tables

    def _table(self, block: Table, place: Place) -> list[Element]:
        widths = shared_out(place.width, column_widths(block, place.width / twips(1)))
        headed = bool(block.rows) and all(row.cells and row.cells[0].header for row in block.rows)
        look = {"w:val": "04A0" if headed else "0420", "w:firstRow": 1, "w:lastRow": 0}
        look |= {"w:firstColumn": int(headed), "w:lastColumn": 0, "w:noHBand": 0, "w:noVBand": 1}
        properties = element(
            "w:tblPr",
            None,
            self.style_mark("w:tblStyle", "EDSTable"),
            element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            _tight_margins() if block.compact else None,
            element("w:tblLook", look),
            val("w:tblCaption", clean(block.title).strip() or table_description(block)),
            val("w:tblDescription", table_description(block)),
        )
        grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for width in widths))
        headings = Row(tuple(Cell((Paragraph((Span(column.heading),)),)) for column in block.columns))
        table = element("w:tbl", None, properties, grid, self._row(headings, widths, heading=True))
        table.extend(
            [self._row(row, widths, whole=is_short(row, block), plain=block.compact) for row in block.rows]
        )
        if block.compact:
            for paragraph in table.iter(name("w:p")):
                make_small(paragraph)
        rows = table.findall(name("w:tr"))
        if is_kept_whole(block):
            for row in rows[:-1]:
                keep_with_next(row)
        elif len(block.rows) > 1 and block.rows[-1].total and is_short(block.rows[-2], block):
            keep_with_next(rows[-2])  # a total is no use on a page of its own
        # Said here too: the caption's style may be another document's, without it.
        kept = element("w:keepNext")
        caption = [self.paragraph("Caption", (Span(block.title),), kept)] if block.title else []
        return [*caption, table]

    def _row(
        self,
        row: Row,
        widths: list[int],
        *,
        whole: bool = True,
        heading: bool = False,
        plain: bool = False,
    ) -> Element:
        marks = [element("w:cantSplit")] if whole else []
        if heading:
            marks.append(element("w:tblHeader"))
        properties = element("w:trPr", None, *marks) if marks else None
        fill = LOOK.table_head if heading else LOOK.total if row.total else ""
        cells = []
        for cell, width in zip(row.cells, widths, strict=True):
            style = "TableTotal" if row.total else "TableRowHeading" if cell.header and not plain else ""
            place = Place(width - _CELL_MARGINS, True, "TableHeading" if heading else style)
            cells.append(self._cell(cell, width, place, fill or (LOOK.row_header if cell.header else "")))
        return element("w:tr", None, properties, *cells)

    def _cell(self, cell: Cell, width: int, place: Place, fill: str) -> Element:
        shading = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})
        properties = element(
            "w:tcPr",
            None,
            element("w:tcW", {"w:w": width, "w:type": "dxa"}),
            shading if fill and self.package.own_tables else None,
        )
        content = self.blocks(cell.blocks, place)
        # Word wants a paragraph at the end of every cell.
        if not content or content[-1].tag != name("w:p"):
            content.append(self.paragraph("TableText", ()))
        return element("w:tc", None, properties, *content)

    # --- pictures

    def _picture(self, block: Picture, place: Place) -> list[Element]:
        facts = measure(block)
        self._pictures += 1
        relation, _ = self.package.word.part.get_or_add_image(io.BytesIO(block.data))
        width = place.width * min(max(block.width, 0.05), 1.0)
        height = width * facts.height / facts.width
        shrink = min(1.0, self.page_height * _TALLEST_PICTURE / height)
        shown = drawing(relation, self._pictures, alternative_text(block), width * shrink, height * shrink)
        held = self.paragraph("Picture", ())
        held.append(element("w:r", None, shown))
        caption = [self.paragraph("PictureCaption", (Span(block.caption),))] if block.caption else []
        return [held, *caption]

    def _chart(self, block: Chart, place: Place) -> list[Element]:
        # Setting the type of a chart takes longer to load than a report without charts takes to write.
        from eds_xl.report.chart_pixels import png_of

        wanted = LOOK.wide_chart_width if block.wide else LOOK.chart_width
        share = min(millimetres(wanted) / place.width, 1.0)
        data = png_of(drawn(block))
        return self._picture(Picture(data, "image/png", alternative_text(block), block.caption, share), place)

    # --- contents

    def _contents(self, block: Contents) -> Element:
        """Return the contents list: a field Word can update, filled with links that work at once."""
        depth = min(max(block.depth, 1), LEVELS)
        lines = [
            self._contents_line(level, section)
            for level, section in walk_sections(self.sections)
            if level <= depth
        ] or [self.paragraph("TOC1", ())]
        opening = [
            field_mark("begin"),
            instruction(f'TOC \\o "1-{depth}" \\h \\z \\u'),
            field_mark("separate"),
        ]
        lines[0][1:1] = opening
        lines[-1].append(field_mark("end"))
        gallery = element(
            "w:docPartObj", None, val("w:docPartGallery", "Table of Contents"), element("w:docPartUnique")
        )
        title = self.paragraph("TOCHeading", (Span(block.title),))
        if block.new_page:
            title[0].append(element("w:pageBreakBefore"))
        return element(
            "w:sdt", None, element("w:sdtPr", None, gallery), element("w:sdtContent", None, title, *lines)
        )

    def _contents_line(self, level: int, section: Section) -> Element:
        link = element("w:hyperlink", {"w:anchor": _bookmark(self._anchors[section.anchor]), "w:history": 1})
        link.append(run(section.title))
        line = self.paragraph(f"TOC{level}", ())
        line.append(link)
        return line


def _tight_margins() -> Element:
    sides = (("top", 20), ("left", 100), ("bottom", 10), ("right", 100))
    return element(
        "w:tblCellMar",
        None,
        *(element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in sides),
    )


def _bookmark(number: int) -> str:
    """Return a heading's bookmark, named as Word names those of a contents list."""
    return f"_Toc{number:08d}"
