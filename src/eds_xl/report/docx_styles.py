"""The styles and list numberings of a .docx, declared as data from the look.

A reference document may bring its own: a style it already has (same kind, same name) is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eds_xl.report.docx_xml import Element, element, twips, val
from eds_xl.report.look import LOOK

LEVELS = 9
_INDENT = 20.0  # points a list level stands in
_TABLE_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style; sizes and distances in points, ``None`` where it says nothing."""

    id: str
    name: str
    kind: str = "paragraph"
    based_on: str = "Normal"
    next: str = ""
    size: float | None = None
    bold: bool = False
    underline: bool = False
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    indent: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    fill: str = ""
    rule_left: bool = False
    rule_below: bool = False
    rule_above: bool = False


def _headings() -> Iterator[Style]:
    for level in range(1, LEVELS + 1):
        size = LOOK.heading_sizes[min(level, len(LOOK.heading_sizes)) - 1]
        yield Style(
            f"Heading{level}",
            f"heading {level}",
            next="Normal",
            size=size,
            bold=True,
            colour=LOOK.heading,
            before=size * (1.4 if level == 1 else 1.2),
            after=size * 0.4,
            line=1.1,
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
        )


def _contents_lines() -> Iterator[Style]:
    for level in range(1, LEVELS + 1):
        yield Style(
            f"TOC{level}",
            f"toc {level}",
            before=6.0 if level == 1 else 0.0,
            after=2.0,
            indent=14.0 * (level - 1),
        )


_TABLE_TEXT = Style("TableText", "Table Text", size=LOOK.table_size, before=0, after=2, line=1.15)

STYLES: tuple[Style, ...] = (
    # The colour of text stands here and not in the defaults, which LibreOffice puts over links in tables.
    Style("Normal", "Normal", based_on="", colour=LOOK.text, after=LOOK.paragraph_gap, line=LOOK.line_height),
    Style(
        "Title",
        "Title",
        next="Subtitle",
        size=LOOK.title_size,
        bold=True,
        colour=LOOK.heading,
        before=24,
        after=6,
        line=1.05,
        keep_next=True,
        keep_lines=True,
    ),
    Style(
        "Subtitle",
        "Subtitle",
        next="Normal",
        size=LOOK.subtitle_size,
        colour=LOOK.muted,
        after=20,
        line=1.1,
        rule_below=True,
    ),
    *_headings(),
    Style("Lead", "Lead", size=LOOK.lead_size),
    Style("Note", "Note", size=LOOK.small_size, colour=LOOK.muted),
    Style(
        "Callout", "Callout", before=6, after=12, indent=8, fill=LOOK.callout, rule_left=True, keep_lines=True
    ),
    Style("Subheading", "Subheading", bold=True, after=4, keep_next=True),
    Style("ListBullet", "List Bullet", after=4),
    Style("ListNumber", "List Number", after=4),
    Style("ListContinue", "List Continue", after=4),
    Style("Caption", "caption", size=LOOK.table_size, bold=True, before=12, after=4, keep_next=True),
    Style("Picture", "Picture", before=6, after=2, line=1.0, keep_next=True),
    Style("PictureCaption", "Picture Caption", size=LOOK.table_size, colour=LOOK.muted, before=2, after=8),
    _TABLE_TEXT,
    replace(
        _TABLE_TEXT,
        id="TableHeading",
        name="Table Heading",
        bold=True,
        colour=LOOK.table_head_text,
        keep_next=True,
    ),
    replace(_TABLE_TEXT, id="TableRowHeading", name="Table Row Heading", bold=True),
    replace(_TABLE_TEXT, id="TableSubheading", name="Table Subheading", before=4, keep_next=True),
    replace(_TABLE_TEXT, id="TableTotal", name="Table Total", bold=True),
    replace(_TABLE_TEXT, id="TableLead", name="Table Lead", size=LOOK.lead_size),
    replace(_TABLE_TEXT, id="TableNote", name="Table Note", size=LOOK.small_size, colour=LOOK.muted),
    replace(_TABLE_TEXT, id="TableBullet", name="Table Bullet"),
    replace(_TABLE_TEXT, id="TableNumber", name="Table Number"),
    replace(_TABLE_TEXT, id="TableContinue", name="Table Continue"),
    Style(
        "TOCHeading",
        "TOC Heading",
        next="Normal",
        size=LOOK.heading_sizes[0],
        bold=True,
        colour=LOOK.heading,
        before=18,
        after=8,
        line=1.1,
        keep_next=True,
    ),
    *_contents_lines(),
    Style("Header", "header", size=LOOK.small_size, colour=LOOK.muted, after=0, line=1.0, rule_below=True),
    Style("Footer", "footer", size=LOOK.small_size, colour=LOOK.muted, after=0, line=1.0, rule_above=True),
    Style("DefaultParagraphFont", "Default Paragraph Font", kind="character", based_on=""),
    Style(
        "Hyperlink",
        "Hyperlink",
        kind="character",
        based_on="DefaultParagraphFont",
        colour=LOOK.link,
        underline=True,
    ),
)

TABLE_STYLE = "EDS Table"


def style_elements(language: str) -> Iterator[Element]:
    """Yield the document defaults, then every style."""
    yield _defaults(language)
    for style in STYLES:
        yield _style(style)
    yield from _table_styles()
    yield element(
        "w:style", {"w:type": "numbering", "w:default": 1, "w:styleId": "NoList"}, val("w:name", "No List")
    )


def language_element(language: str) -> Element:
    """Return the element that names the language of a text."""
    return element("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"})


def _defaults(language: str) -> Element:
    fonts = {f"w:{script}": LOOK.font for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    run = element(
        "w:rPr",
        None,
        element("w:rFonts", fonts),
        val("w:sz", round(LOOK.font_size * 2)),
        val("w:szCs", round(LOOK.font_size * 2)),
        language_element(language),
    )
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, run),
        element("w:pPrDefault", None, element("w:pPr")),
    )


def _style(style: Style) -> Element:
    attributes: dict[str, str | int] = {"w:type": style.kind, "w:styleId": style.id}
    if not style.based_on:
        attributes["w:default"] = 1
    paragraph, run = _paragraph_properties(style), _run_properties(style)
    return element(
        "w:style",
        attributes,
        val("w:name", style.name),
        val("w:basedOn", style.based_on) if style.based_on else None,
        val("w:next", style.next) if style.next else None,
        element("w:qFormat") if style.kind == "paragraph" else None,
        paragraph if len(paragraph) else None,
        run if len(run) else None,
    )


def _paragraph_properties(style: Style) -> Element:
    rules = {"top": style.rule_above, "left": style.rule_left, "bottom": style.rule_below}
    borders = [_border(f"w:{side}", 24 if side == "left" else 6, 6) for side, drawn in rules.items() if drawn]
    if style.fill:  # borders of the same colour, so that the shading does not end at the letters
        borders.insert(0, _border("w:top", 6, 6, style.fill))
        borders.append(_border("w:bottom", 6, 6, style.fill))
    spacing: dict[str, str | int] = {}
    if style.before is not None:
        spacing["w:before"] = twips(style.before)
    if style.after is not None:
        spacing["w:after"] = twips(style.after)
    if style.line is not None:
        spacing |= {"w:line": round(style.line * 240), "w:lineRule": "auto"}
    return element(
        "w:pPr",
        None,
        element("w:keepNext") if style.keep_next else None,
        element("w:keepLines") if style.keep_lines else None,
        element("w:pBdr", None, *borders) if borders else None,
        _shading(style.fill) if style.fill else None,
        element("w:spacing", spacing) if spacing else None,
        element("w:ind", {"w:left": twips(style.indent)}) if style.indent is not None else None,
        val("w:outlineLvl", style.outline) if style.outline is not None else None,
    )


def _run_properties(style: Style) -> Element:
    size = round(style.size * 2) if style.size is not None else 0
    return element(
        "w:rPr",
        None,
        element("w:b") if style.bold else None,
        element("w:bCs") if style.bold else None,
        val("w:color", style.colour) if style.colour else None,
        val("w:sz", size) if size else None,
        val("w:szCs", size) if size else None,
        val("w:u", "single") if style.underline else None,
    )


def _table_styles() -> Iterator[Element]:
    margins = element(
        "w:tblCellMar",
        None,
        *(
            element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
            for side, width in (("top", 70), ("left", 100), ("bottom", 40), ("right", 100))
        ),
    )
    indent = element("w:tblInd", {"w:w": 0, "w:type": "dxa"})
    yield element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        val("w:name", "Normal Table"),
        element("w:tblPr", None, indent),
    )
    borders = element(
        "w:tblBorders",
        None,
        *(_border(f"w:{side}", 4, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
    )
    yield element(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": "EDSTable"},
        val("w:name", TABLE_STYLE),
        val("w:basedOn", "TableNormal"),
        element("w:qFormat"),
        element("w:tblPr", None, element("w:tblInd", {"w:w": 0, "w:type": "dxa"}), borders, margins),
        element(
            "w:tblStylePr",
            {"w:type": "firstRow"},
            element("w:tcPr", None, _shading(LOOK.table_head)),
        ),
    )


def _shading(fill: str) -> Element:
    return element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})


def _border(tag: str, eighths: int, space: int, colour: str = "") -> Element:
    colour = colour or (LOOK.heading if eighths > 6 else LOOK.line)
    return element(tag, {"w:val": "single", "w:sz": eighths, "w:space": space, "w:color": colour})


# --- list numberings


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the marks of a kind of list look: Word's number format and, for each level, its text."""

    kind: str
    format: str
    texts: tuple[str, ...]
    indent: float


NUMBERINGS: tuple[Numbering, ...] = tuple(
    Numbering(
        prefix + kind, number_format, tuple(texts[level % len(texts)] for level in range(LEVELS)), indent
    )
    for prefix, indent in (("", _INDENT), ("table ", _TABLE_INDENT))
    for kind, number_format, texts in (
        ("bullet", "bullet", ("•", "–")),
        ("number", "decimal", tuple(f"%{level + 1}." for level in range(LEVELS))),
        ("letter", "lowerLetter", tuple(f"%{level + 1})" for level in range(LEVELS))),
    )
)


def numbering_element(numbering: Numbering, number: int) -> Element:
    """Return the definition of one kind of list under the number it gets in the document."""
    levels = []
    for level, words in enumerate(numbering.texts):
        left = twips(numbering.indent * (level + 1))
        levels.append(
            element(
                "w:lvl",
                {"w:ilvl": level},
                val("w:start", 1),
                val("w:numFmt", numbering.format),
                val("w:lvlText", words),
                val("w:lvlJc", "left"),
                element(
                    "w:pPr", None, element("w:ind", {"w:left": left, "w:hanging": twips(numbering.indent)})
                ),
            )
        )
    return element(
        "w:abstractNum", {"w:abstractNumId": number}, val("w:multiLevelType", "hybridMultilevel"), *levels
    )


def list_indent(level: int, in_table: bool) -> Element:
    """Return the indentation of a further paragraph of a list item."""
    return element("w:ind", {"w:left": twips((_TABLE_INDENT if in_table else _INDENT) * (level + 1))})
