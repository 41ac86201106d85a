"""Mutations of a workbook file: of its bytes, of its parts, of the XML in them and of the texts people see.

A mutation takes the parts and a source of chance; the same chance gives the same file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

Parts = dict[str, bytes]

NUMBERS = (
    "",
    "0",
    "-1",
    "1",
    "2147483648",
    "99999999999999999999",
    "1e999",
    "NaN",
    "1.5",
    "x",
    " 7 ",
    "0x10",
)
PLACES = (
    "A0", "A1", "XFD1048576", "XFE1", "A1048577", "A1:B2", "B2:A1", "A:A", "1:1", "ZZZ9999999", "A1:XFD1048576",
    "a1", "$A$1", "Sheet9!A1", "'Domain 1'!$A$1", "#REF!", "A1 C3", "A1:A1:A1",
)  # fmt: skip
NAMES = (
    "s", "str", "inlineStr", "b", "e", "d", "n", "shared", "array", "dataTable", "true", "preserve",
    "External", "hidden", "rId1", "rId99", "EDS_Ratings1", "EDS_Evidence1", "EDS_Organisation_name", "Domain 1",
    "Domain 2", "domain 1 ", "Lists", "Sheet'1", "[x]", "a" * 300, "\u202e", "_x0000_", "_xD800_", "_x005F_x0041_",
)  # fmt: skip
TARGETS = (
    "../../../../etc/passwd", "/xl/workbook.xml", "workbook.xml", "", ".", "..", "http://127.0.0.1:9/", "file:///etc",
    "C:\\windows\\win.ini", "worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml", "%2e%2e/x", "\\\\host\\share",
)  # fmt: skip
WORDS = (
    "", " ", "\u00a0", "1A", "1a", "Outcome 1A", "2", "2/Achieving", "Achieving", "1.5", "n/a", "-", "–", "N/A",
    "Domain 1 (all outcomes)", "Service 1", "All services", "No", "yes", "TRUE", "28/02/2024", "45350", "Ref",
    "Evidence", "Outcome", "Rating", "Name of organisation", "=1+1", "=cmd|'/c calc'!A0", "@SUM(A1)", "+1", "\t=1",
    "<script>alert(1)</script>", "]]>", "&amp;", "| a | b |\n| - | - |", "- x\n- y", "https://example.org/%zz",
    "javascript:alert(1)", "\U0001f600" * 50, "a\u0301" * 40, "x" * 32_767, "\n" * 300, "_x0007_", "\ufffd", "\u2028",
    "E001", "A001", "3/3", "three services", "One service", "[a](javascript:x)", "**", "#DIV/0!", "1" * 400,
)  # fmt: skip
FORMATS = (
    "@",
    "0%",
    "[h",
    '"',
    "yyyy",
    "mmm yy",
    "h:mm",
    "\\",
    "[Red]dd",
    "%" * 50,
    "",
    ";;;",
    "0." + "0" * 300 + "%",
)
JUNK = (
    b"", b"<", b"<a/>", b"<a>", b"\0" * 50, b"\xff\xfe<\0a\0/\0>\0", b'<?xml version="1.0" encoding="utf-7"?><a/>',
    b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xef\xbb\xbf<a/>", b"<a>" * 2000, b"not xml", b"PK\x03\x04",
)  # fmt: skip


def parts_of(data: bytes) -> Parts:
    """Return the parts of a sound file."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {info.filename: container.read(info) for info in container.infolist()}


def mutated(data: bytes, chance: Random) -> bytes:
    """Return a file that differs in one to eight ways."""
    parts = parts_of(data)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        chance.choice(_PART_MUTATIONS)(parts, chance)
    return _bytes_mutated(_packed(parts, chance), chance)


def _packed(parts: Parts, chance: Random) -> bytes:
    target = io.BytesIO()
    method = chance.choice(
        (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)
    )
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as container:
        for name, content in parts.items():
            container.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


# ---------------------------------------------------------------- the file's bytes


def _bytes_mutated(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.9:
        return data
    changed = bytearray(data)
    # The directory at the end is small and says where everything is: half of the faults go there.
    start = chance.choice((0, max(len(changed) - 3000, 0)))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(start, len(changed))
        changed[place] = chance.choice((0, 255, changed[place] ^ 1 << chance.randrange(8)))
    if chance.random() < 0.2:
        cut = chance.randrange(len(changed))
        del changed[cut : cut + chance.choice((1, 100, len(changed)))]
    return bytes(changed)


# ---------------------------------------------------------------- whole parts


def _drop(parts: Parts, chance: Random) -> None:
    del parts[chance.choice(list(parts))]


def _exchange(parts: Parts, chance: Random) -> None:
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _rename(parts: Parts, chance: Random) -> None:
    name = chance.choice(list(parts))
    parts[chance.choice((name.upper(), "/" + name, "../" + name, name + "\0", name.replace("/", "\\")))] = (
        parts.pop(name)
    )


def _replace(parts: Parts, chance: Random) -> None:
    parts[chance.choice(list(parts))] = chance.choice(JUNK)


def _spoil_bytes(parts: Parts, chance: Random) -> None:
    name = chance.choice(list(parts))
    content = bytearray(parts[name])
    for _ in range(chance.randint(1, 4)):
        if content:
            place = chance.randrange(len(content))
            if chance.random() < 0.5:
                content[place] = chance.randrange(256)
            else:
                stop = min(place + chance.choice((1, 10, 1000)), len(content))
                content[place:stop] = content[place:stop] * chance.choice((0, 2, 3))
    parts[name] = bytes(content)


# ---------------------------------------------------------------- the XML in a part


def _elements(parts: Parts, chance: Random) -> tuple[str, etree._Element, list[etree._Element]] | None:
    name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))] or list(parts))
    try:
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return name, root, list(root.iter("{*}*"))


def _in_xml(
    change: Callable[[list[etree._Element], Random], None],
) -> Callable[[Parts, Random], None]:
    def mutation(parts: Parts, chance: Random) -> None:
        found = _elements(parts, chance)
        if found is not None:
            name, root, elements = found
            change(elements, chance)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return mutation


def _change_attribute(elements: list[etree._Element], chance: Random) -> None:
    with_attributes = [element for element in elements if element.attrib]
    if not with_attributes:
        return
    element = chance.choice(with_attributes)
    name = chance.choice(list(element.attrib))
    others = tuple(str(value) for value in chance.choice(with_attributes).attrib.values())
    value = chance.choice(chance.choice((NUMBERS, PLACES, NAMES, TARGETS, FORMATS, others)))
    if chance.random() < 0.15:
        del element.attrib[name]
    else:
        element.set(name, value)


def _change_text(elements: list[etree._Element], chance: Random) -> None:
    with_text = [element for element in elements if element.text] or elements
    element = chance.choice(with_text)
    others = (chance.choice(with_text).text or "",)
    element.text = chance.choice(chance.choice((NUMBERS, PLACES, WORDS, WORDS, others)))


def _remove(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    parent = element.getparent()
    if parent is not None:
        parent.insert(chance.randint(0, len(parent)), etree.fromstring(etree.tostring(element)))


def _move(elements: list[etree._Element], chance: Random) -> None:
    element, place = chance.choice(elements), chance.choice(elements)
    if element.getparent() is not None and element not in place.iterancestors() and element is not place:
        place.insert(chance.randint(0, len(place)), element)


def _retag(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    element.tag = chance.choice((chance.choice(elements).tag, "{urn:other}x", "plain"))


def _wrap(elements: list[etree._Element], chance: Random) -> None:
    element = chance.choice(elements)
    noise = (etree.Comment("a comment"), etree.ProcessingInstruction("target", "data"), etree.Element("x"))
    element.insert(0, chance.choice(noise))


def _declare_entities(parts: Parts, chance: Random) -> None:
    name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))] or list(parts))
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbbbbbbbbb">]>'
    head, mark, rest = parts[name].partition(b"?>")
    parts[name] = head + mark + doctype + rest if mark else doctype + parts[name]


# ---------------------------------------------------------------- what people see


def _change_words(parts: Parts, chance: Random) -> None:
    """Change what stands in cells: the mutation that leaves the file sound and reaches the rules."""
    strings = parts.get("xl/sharedStrings.xml", b"")
    try:
        root = etree.fromstring(strings)
    except (etree.XMLSyntaxError, ValueError):
        return
    texts = list(root.iter("{*}t"))
    for _ in range(chance.choice((1, 3, 10, 40))):
        if texts:
            chance.choice(texts).text = chance.choice(
                [*WORDS[:-1], *(f"{number}{letter}" for number in range(1, 4) for letter in "ABCD")]
            ).replace("\0", "")
    parts["xl/sharedStrings.xml"] = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )


def _point_elsewhere(parts: Parts, chance: Random) -> None:
    """Let cells of a sheet show other texts or other kinds of values."""
    sheets = [name for name in parts if "worksheets/sheet" in name and not name.endswith(".rels")]
    if not sheets:
        return
    name = chance.choice(sheets)
    try:
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return
    cells = list(root.iter("{*}c"))
    for _ in range(chance.choice((1, 5, 30))):
        if cells:
            _give_value(chance.choice(cells), chance)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _give_value(cell: etree._Element, chance: Random) -> None:
    for child in list(cell):
        cell.remove(child)
    kind = chance.choice(("s", "str", "n", "e", "b", "d"))
    values = {
        "s": str(chance.randrange(400)),
        "str": chance.choice(WORDS),
        "n": chance.choice(("0", "1", "2", "3", "4", "-1", "1.5", "45350", "1e300", "2.0000000001")),
        "e": chance.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "odd")),
        "b": chance.choice("01"),
        "d": chance.choice(("2024-02-28", "2024-02-28T00:00:00Z", "yesterday")),
    }
    cell.set("t", kind)
    namespace = etree.QName(cell).namespace
    if chance.random() < 0.3:
        etree.SubElement(cell, f"{{{namespace}}}f").text = chance.choice(
            ("1+1", "A1", "'Domain 1'!B2", "(((", "x" * 9000)
        )
    etree.SubElement(cell, f"{{{namespace}}}v").text = values[kind]


_PART_MUTATIONS: tuple[Callable[[Parts, Random], None], ...] = (
    *[_change_words] * 4,
    *[_point_elsewhere] * 4,
    *[_in_xml(_change_attribute)] * 6,
    *[_in_xml(_change_text)] * 3,
    *[_in_xml(_remove)] * 3,
    *[_in_xml(_double)] * 2,
    _in_xml(_move),
    _in_xml(_retag),
    _in_xml(_wrap),
    _declare_entities,
    _drop,
    _exchange,
    _rename,
    _replace,
    _spoil_bytes,
)
