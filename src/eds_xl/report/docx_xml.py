"""Small hands for WordprocessingML: elements by short names, lengths in Word's units."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from eds_xl.report.tree import clean

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_EMU = 635  # English metric units, which pictures are measured in, to a twentieth of a point
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_names: dict[str, str] = {}


def name(short: str) -> str:
    """Return "w:p" as lxml writes it: with the namespace in braces. Names without a prefix stay."""
    if short not in _names:
        prefix, _, local = short.rpartition(":")
        _names[short] = f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local
    return _names[short]


def element(
    tag: str,
    attributes: Mapping[str, str | int] | None = None,
    *children: Element | None,
    words: str | None = None,
) -> Element:
    """Return an element; attribute names are short ("w:val"), children that are None are left out."""
    made = etree.Element(name(tag), nsmap=None)
    for key, value in (attributes or {}).items():
        made.set(name(key), str(value))
    made.extend([child for child in children if child is not None])
    made.text = words
    return made


def val(tag: str, value: str | int) -> Element:
    """Return an element that holds one value: ``<w:tag w:val="value"/>``."""
    return element(tag, {"w:val": value})


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def millimetres(length: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(length * 1440 / 25.4)


def run(words: str, *properties: Element | None) -> Element:
    """Return a run of text; line feeds become line breaks, tabs tabs."""
    kept = [each for each in properties if each is not None]
    made = element("w:r", None, element("w:rPr", None, *kept) if kept else None)
    for line_number, line in enumerate(clean(words).split("\n")):
        if line_number:
            made.append(element("w:br"))
        for part_number, part in enumerate(line.split("\t")):
            if part_number:
                made.append(element("w:tab"))
            if part:
                held = element("w:t", None, words=part)
                held.set(XML_SPACE, "preserve")
                made.append(held)
    return made


def field_mark(kind: str) -> Element:
    """Return one of the marks of a field: "begin", "separate", "end"."""
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


def instruction(words: str) -> Element:
    """Return the run that says what a field shows."""
    held = element("w:instrText", None, words=f" {words} ")
    held.set(XML_SPACE, "preserve")
    return element("w:r", None, held)


def drawing(relation: str, number: int, alternative: str, width: float, height: float) -> Element:
    """Return a picture that stands in the line; its size is in twentieths of a point."""
    size: dict[str, str | int] = {"cx": round(width * _EMU), "cy": round(height * _EMU)}
    named: dict[str, str | int] = {"id": number, "name": f"Picture {number}", "descr": clean(alternative)}
    picture = element(
        "pic:pic",
        None,
        element(
            "pic:nvPicPr",
            None,
            element("pic:cNvPr", named),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return element(
        "w:drawing",
        None,
        element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", size),
            element("wp:docPr", named),
            element("a:graphic", None, element("a:graphicData", {"uri": uri}, picture)),
        ),
    )
