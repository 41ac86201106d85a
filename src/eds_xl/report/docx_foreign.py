"""Taking out of a reference document's headers and footers what would fetch or run something.

What is shown stays: words, pictures in the document itself, page numbers, links to web and e-mail addresses.
"""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.opc.rel import _Relationship  # the library has no other name for it

from eds_xl.report.docx_xml import NAMESPACES, Element, name

_HARMLESS_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
    "TITLE", "SUBJECT", "FILENAME", "DOCPROPERTY",
}  # fmt: skip
"""Fields that show something of the document itself or the day; others can fetch files or start programs."""

_ADDRESSES = ("http://", "https://", "mailto:")
_OF_RELATIONSHIPS = f"{{{NAMESPACES['r']}}}"


def make_harmless(part: Part, *, is_frame: bool) -> None:
    """Take everything out of a part that leads out of the document or is a field that could.

    Args:
        part: One that is taken over.
        is_frame: Whether it is a header or footer, which may show pictures and have links, nothing else.
    """
    gone = [number for number, link in part.rels.items() if not _may_stay(link, is_frame=is_frame)]
    for number in gone:
        del part.rels[number]
    if isinstance(part, XmlPart):
        root = part.element
        _remove_what_leads_out(root, frozenset(gone))
        _remove_fields(root)


def _may_stay(link: _Relationship, *, is_frame: bool) -> bool:
    if link.is_external:
        return link.reltype == RT.HYPERLINK and link.target_ref.lower().startswith(_ADDRESSES)
    return not is_frame or link.reltype in (RT.IMAGE, RT.HYPERLINK)


def _remove_what_leads_out(root: Element, gone: frozenset[str]) -> None:
    for item in list(root.iter("*")):
        for attribute, value in list(item.attrib.items()):
            local = str(attribute).rpartition("}")[2]
            if str(attribute).startswith(_OF_RELATIONSHIPS):
                if value in gone:
                    _remove(item)
            elif local in ("href", "src"):  # addresses in older drawings
                del item.attrib[attribute]


def _remove(item: Element) -> None:
    """Remove what needs a relationship that is gone: of a link its address only, else the run that shows it."""
    if item.tag == name("w:hyperlink"):
        _unwrap(item)
        return
    is_link = str(item.tag).rpartition("}")[2] in ("hlinkClick", "hlinkHover")
    run = None if is_link else next(item.iterancestors(name("w:r")), None)
    whole = item if run is None else run
    parent = whole.getparent()
    if parent is not None:
        parent.remove(whole)


def _remove_fields(root: Element) -> None:
    for field in list(root.iter(name("w:fldSimple"))):
        if not _is_harmless(field.get(name("w:instr"), "")):
            _unwrap(field)
    pieces = list(root.iter(name("w:fldChar"), name("w:instrText")))
    # Codes are often in several pieces; one that begins with another field has no name that can be known.
    codes = "".join(
        "\n" if piece.get(name("w:fldCharType")) == "begin" else (piece.text or "").replace("\n", " ")
        for piece in pieces
    )
    if not all(_is_harmless(code) for code in codes.split("\n")[1:]) or codes.partition("\n")[0].strip():
        for piece in pieces:
            parent = piece.getparent()
            if parent is not None:
                parent.remove(piece)


def _is_harmless(code: str) -> bool:
    words = code.split()
    return bool(words) and words[0].upper() in _HARMLESS_FIELDS


def _unwrap(item: Element) -> None:
    """Put what an element holds into its place."""
    parent = item.getparent()
    if parent is not None:
        position = parent.index(item)
        parent[position : position + 1] = list(item)
