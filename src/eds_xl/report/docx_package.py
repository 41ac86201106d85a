"""The .docx as a package: a clean one to write into, and its bytes.

A reference document lends its styles, theme, page set-up, headers and footers; its text, comments,
properties, macros and links to other files stay behind.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement
from lxml import etree

from eds_xl.report.docx_foreign import make_harmless
from eds_xl.report.docx_styles import (
    NUMBERINGS,
    STYLES,
    TABLE_STYLE,
    language_element,
    numbering_element,
    style_elements,
)
from eds_xl.report.docx_xml import NAMESPACES, Element, element, millimetres, name, val
from eds_xl.report.look import LOOK
from eds_xl.report.problem import DocumentProblem
from eds_xl.report.style_source import bounded, no_word_document
from eds_xl.report.tree import Document, clean

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_PARTS = ("styles", "settings", "numbering")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_CONTENT_TYPE.format("document.main")}"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_CONTENT_TYPE.format(part)}"/>'
        for part in _PARTS
    )
    + "</Types>"
)
_RELATIONSHIPS = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
_RELATIONSHIP = (
    '<Relationship Id="{0}" Target="{1}"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"/>'
)
_KEPT = {RT.STYLES, RT.SETTINGS, RT.NUMBERING, RT.THEME, RT.FONT_TABLE, RT.HEADER, RT.FOOTER}
_YEARS_IN_ZIP = (1980, 2107)
_LONGEST_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class Package:
    """A Word document without content, and what its author needs to know of it.

    ``styles`` maps our style ids to those of this document, ``numberings`` the kinds of list to their
    definitions; ``section`` is the page set-up; ``own_tables`` says that the look of tables is ours.
    """

    word: WordDocument
    styles: dict[str, str]
    numberings: dict[str, int]
    section: Element
    own_tables: bool


def open_package(document: Document, style_from: bytes | None) -> Package:
    """Return an empty package with all styles and numberings in place.

    Raises:
        DocumentProblem: the reference document is not a .docx, or too large.
    """
    try:
        word = docx.Document(io.BytesIO(_bare_package() if style_from is None else bounded(style_from)))
    except DocumentProblem:
        raise
    except (ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise no_word_document() from error
    section = _emptied(word)
    _keep_only_look(word.part, section)
    _renew_settings(word, document.language)
    styles, own_tables = _add_styles(word, document.language)
    _set_properties(word, document)
    return Package(word, styles, _add_numberings(word), section, own_tables)


def package_bytes(word: WordDocument, created: date) -> bytes:
    """Return the document as a .docx whose bytes depend on nothing but its content."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    earliest, latest = _YEARS_IN_ZIP
    moment = (min(max(created.year, earliest), latest), created.month, created.day, 0, 0, 0)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            info = zipfile.ZipInfo(member, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # not the system this ran on
            target.writestr(info, source.read(member))
    return fixed.getvalue()


# --- a bare package


def _bare_package() -> bytes:
    """Return the smallest .docx: no text, no styles yet, A4."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("[Content_Types].xml", _CONTENT_TYPES)
        package.writestr(
            "_rels/.rels", _RELATIONSHIPS.format(_RELATIONSHIP.format("officeDocument", "word/document.xml"))
        )
        parts = "".join(_RELATIONSHIP.format(part, f"{part}.xml") for part in _PARTS)
        package.writestr("word/_rels/document.xml.rels", _RELATIONSHIPS.format(parts))
        for part in _PARTS:
            package.writestr(f"word/{part}.xml", _xml(_root(f"w:{part}")))
        body = _root("w:document")
        body.append(element("w:body", None, _page_setup()))
        package.writestr("word/document.xml", _xml(body))
    return buffer.getvalue()


def _root(tag: str) -> Element:
    return etree.Element(name(tag), nsmap=NAMESPACES)


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _page_setup() -> Element:
    side, top, bottom = (
        millimetres(length) for length in (LOOK.margin_side, LOOK.margin_top, LOOK.margin_bottom)
    )
    edge = millimetres(11)
    return element(
        "w:sectPr",
        None,
        element("w:pgSz", {"w:w": millimetres(LOOK.page_width), "w:h": millimetres(LOOK.page_height)}),
        element(
            "w:pgMar",
            {"w:top": top, "w:right": side, "w:bottom": bottom, "w:left": side}
            | {"w:header": edge, "w:footer": edge, "w:gutter": 0},
        ),
    )


# --- what stays of a reference document


def _emptied(word: WordDocument) -> Element:
    """Take everything out of the body; return its page set-up."""
    body = word.element.body
    section = body.find(name("w:sectPr"))
    for child in list(body):
        body.remove(child)
    return deepcopy(section) if section is not None else _page_setup()


def _keep_only_look(part: Part, section: Element) -> None:
    """Drop every part that holds text, data or addresses rather than look."""
    shown = {
        reference.get(name("r:id"))
        for reference in section.iter(name("w:headerReference"), name("w:footerReference"))
    }
    for number, relationship in list(part.rels.items()):
        is_frame = relationship.reltype in (RT.HEADER, RT.FOOTER)
        if relationship.reltype not in _KEPT or (is_frame and number not in shown):
            del part.rels[number]
        elif not relationship.is_external:
            make_harmless(relationship.target_part, is_frame=is_frame)
    package_rels = part.package.rels
    for number, relationship in list(package_rels.items()):
        if relationship.reltype != RT.OFFICE_DOCUMENT:
            del package_rels[number]


def _renew_settings(word: WordDocument, language: str) -> None:
    """Put in our own settings: a reference's may hold protection, a template's address, tracked changes."""
    settings = word.settings.element
    even_and_odd = settings.find(name("w:evenAndOddHeaders")) is not None
    for child in list(settings):
        settings.remove(child)
    word.part.part_related_by(RT.SETTINGS).rels.clear()
    office = "http://schemas.microsoft.com/office/word"
    compatibility = element("w:compat")
    for setting, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1)):
        compatibility.append(element("w:compatSetting", {"w:name": setting, "w:uri": office, "w:val": value}))
    settings.extend(
        [
            element("w:zoom", {"w:percent": 100}),
            element("w:defaultTabStop", {"w:val": 720}),
            *([element("w:evenAndOddHeaders")] if even_and_odd else []),
            val("w:characterSpacingControl", "doNotCompress"),
            compatibility,
            element("w:themeFontLang", {"w:val": language}),
            val("w:decimalSymbol", "."),
            val("w:listSeparator", ","),
        ]
    )


# --- styles, numberings, properties


def _add_styles(word: WordDocument, language: str) -> tuple[dict[str, str], bool]:
    """Add the styles that are not there yet; return our ids with the document's, and whose tables."""
    root = word.styles.element
    there = {
        (style.get(name("w:type")), _style_name(style)): style.get(name("w:styleId"))
        for style in root.iter(name("w:style"))
    }
    used_ids = set(there.values())
    with_default = {
        style.get(name("w:type")) for style in root.iter(name("w:style")) if style.get(name("w:default"))
    }
    own_tables = ("table", TABLE_STYLE.lower()) not in there
    ids: dict[str, str] = {}
    for new in style_elements(language):
        if new.tag == name("w:docDefaults"):
            _set_defaults(root, new, language)
            continue
        wanted = new.get(name("w:styleId"), "")
        found = there.get((new.get(name("w:type")), _style_name(new)))
        ids[wanted] = found or (f"{wanted}EDS" if wanted in used_ids else wanted)
        if not found:
            if new.get(name("w:type")) in with_default and new.get(name("w:default")):
                del new.attrib[name("w:default")]
            new.set(name("w:styleId"), ids[wanted])
            root.append(new)
    _point_to_renamed(root, ids)
    return ids, own_tables


def _style_name(style: Element) -> str:
    named = style.find(name("w:name"))
    return named.get(name("w:val"), "").lower() if named is not None else ""


def _set_defaults(root: Element, ours: Element, language: str) -> None:
    """Use our defaults where there are none; where there are, set only the language."""
    theirs = root.find(name("w:docDefaults"))
    if theirs is None:
        root.insert(0, ours)
        return
    for run in theirs.iter(name("w:rPr")):
        for old in run.findall(name("w:lang")):
            run.remove(old)
        run.append(language_element(language))


def _point_to_renamed(root: Element, ids: dict[str, str]) -> None:
    ours = {ids[style.id] for style in STYLES}
    for style in root.iter(name("w:style")):
        if style.get(name("w:styleId")) in ours:
            for tag in ("w:basedOn", "w:next"):
                for link in style.findall(name(tag)):
                    link.set(name("w:val"), ids.get(link.get(name("w:val"), ""), link.get(name("w:val"), "")))


def _add_numberings(word: WordDocument) -> dict[str, int]:
    """Add our list definitions after those of the document; return their numbers by kind."""
    root = numbering_root(word)
    there = [int(old.get(name("w:abstractNumId"), 0)) for old in root.findall(name("w:abstractNum"))]
    first = max(there, default=0) + 1
    numbers = {numbering.kind: first + position for position, numbering in enumerate(NUMBERINGS)}
    for old in root.findall(name("w:numIdMacAtCleanup")):
        root.remove(old)
    # Word wants all definitions before the first list that uses one.
    lists = root.findall(name("w:num"))
    position = root.index(lists[0]) if lists else len(root)
    root[position:position] = [numbering_element(each, numbers[each.kind]) for each in NUMBERINGS]
    return numbers


def numbering_root(word: WordDocument) -> Element:
    """Return the element that holds the list definitions, made if the document has none."""
    part = word.part
    for relationship in part.rels.values():
        if relationship.reltype == RT.NUMBERING:
            return cast(Element, relationship.target_part.element)
    root: Any = OxmlElement("w:numbering")  # python-docx and the stubs of lxml disagree on its type
    made = XmlPart(PackURI("/word/numbering.xml"), _CONTENT_TYPE.format("numbering"), root, part.package)
    part.relate_to(made, RT.NUMBERING)
    return cast(Element, root)


def _set_properties(word: WordDocument, document: Document) -> None:
    # The day of the assessment, in no time zone: the same document everywhere.
    created = datetime(document.created.year, document.created.month, document.created.day)  # noqa: DTZ001
    properties = word.core_properties
    properties.title = clean(document.title)[:_LONGEST_PROPERTY]
    properties.subject = clean(document.subject)[:_LONGEST_PROPERTY]
    properties.keywords = clean("; ".join(document.keywords))[:_LONGEST_PROPERTY]
    properties.language = document.language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = created
    properties.revision = 1
