"""Workbooks made to do harm: each from a sound one, with the means of whoever would send it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from random import Random

from eds_xl.assessment.model import Evidence
from eds_xl.workbook.template import build
from eds_xl.workbook.zip_writing import PackedPart, carried_over, zip_of
from tests.builders import complete_assessment
from tests.workbook.closed_samples import MAIN, PACKAGE, RELATIONSHIPS, parts_of

Edit = Callable[[str], str]

STRINGS, SHEET, BOOK = "xl/sharedStrings.xml", "xl/worksheets/sheet6.xml", "xl/workbook.xml"
BOOK_RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
SECRET = "the secret of another file"  # noqa: S105 - not one of ours


@cache
def sound() -> bytes:
    """A complete workbook."""
    return build(complete_assessment())


def packed(parts: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """Return parts as a file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, level)
    return target.getvalue()


def edited(changes: Mapping[str, bytes | Edit], *, level: int = 1) -> bytes:
    """Return the sound workbook with parts replaced, edited or added."""
    parts = parts_of(sound())
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name].decode()).encode()
    return packed(parts, level=level)


def before_end(end: str, insertion: str) -> Edit:
    """Return the edit that inserts something before the last of an end tag."""
    return lambda text: insertion.join((text[: text.rindex(end)], text[text.rindex(end) :]))


# ---------------------------------------------------------------- too much of something


def zip_bomb() -> bytes:
    return edited({STRINGS: b"<sst>" + b" " * 60 * 1024**2 + b"</sst>"}, level=6)


def zip_bomb_of_many_parts() -> bytes:
    parts = parts_of(sound()) | {f"xl/media/image{number}.png": b"\0" * 4 * 1024**2 for number in range(70)}
    return packed(parts, level=1)


def zip_bomb_of_overlapping_parts() -> bytes:
    """Many directory entries that all lead to the same packed bytes."""
    packer = zlib.compressobj(9, wbits=-15)
    content = b"\0" * 3 * 1024**2
    data = packer.compress(content) + packer.flush()
    crc, names = zlib.crc32(content), [f"xl/media/image{number}.bin" for number in range(4000)]
    sizes = struct.pack("<III", crc, len(data), len(content))
    body = (
        b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 1, 0) + b"x" + data
    )
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<5HII", len(name), 0, 0, 0, 0, 0, 0) + name.encode()
        for name in names
    )  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + end


def a_million_parts() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for number in range(66_000):
            out.writestr(zipfile.ZipInfo(str(number)), b"")
    return target.getvalue()


def thousands_of_sheets() -> bytes:
    number = 4_000
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n + 100}" r:id="rIdS{n}"/>' for n in range(number))
    links = "".join(
        f'<Relationship Id="rIdS{n}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet6.xml"/>'
        for n in range(number)
    )
    return edited({BOOK: before_end("</sheets>", sheets), BOOK_RELS: before_end("</Relationships>", links)})


def a_million_blank_styled_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(1_000, 1_048_576))
    return edited({SHEET: before_end("</sheetData>", rows)})


def a_million_blank_styled_cells() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(1_000, 501_000)
    )
    return edited({SHEET: before_end("</sheetData>", rows)})


def a_huge_sheet_to_be_changed() -> bytes:
    """A sheet with so long a comment that it is too large to be taken apart, in which fill mends a rating."""
    # Letters by chance: what packs too well is a bomb.
    comment = f"<!-- {b64encode(Random(1).randbytes(13 * 1024**2)).decode()} -->"
    # Numbers for text: fill turns the rating of 2A, a shared string, into a number.
    rating = '<c r="C9" s="15" t="inlineStr"><is><t>2/Achieving</t></is></c>'
    return edited(
        {
            SHEET: lambda text: before_end("</sheetData>", comment)(
                re.sub(r'<c r="C9"[^>]*>.*?</c>', rating, text)
            )
        },
        level=0,
    )


def more_than_half_a_million_filled_cells() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="P{n}"><v>1</v></c></row>' for n in range(1_000, 510_000))
    return edited({SHEET: before_end("</sheetData>", rows)})


def a_text_of_sixty_megabytes() -> bytes:
    # Not packed, for what packs so well is a bomb.
    return edited({STRINGS: before_end("</sst>", f"<si><t>{'words ' * 10_000_000}</t></si>")}, level=0)


def a_million_texts() -> bytes:
    return edited({STRINGS: before_end("</sst>", "".join(f"<si><t>{n}</t></si>" for n in range(1_000_000)))})


def a_text_of_a_million_runs() -> bytes:
    runs = "".join(f"<r><t>{n}</t></r>" for n in range(1_000_000))
    return edited({STRINGS: before_end("</sst>", f"<si>{runs}</si>")})


def one_text_in_many_cells() -> bytes:
    """A text as long as a cell holds, stored once and shown in a hundred thousand cells: three gigabytes."""
    number = parts_of(sound())[STRINGS].count(b"<si>")
    cells = "".join(
        f'<row r="{n}"><c r="P{n}" t="s"><v>{number}</v></c></row>' for n in range(1_000, 101_000)
    )
    text = before_end("</sst>", f"<si><t>{'words ' * 5_461}</t></si>")
    return edited({STRINGS: text, SHEET: before_end("</sheetData>", cells)})


def one_formula_in_many_cells() -> bytes:
    """A formula as long as can be, filled down over a hundred thousand cells: a gigabyte written out."""
    long = "+".join(["A1"] * 2_700)
    first = (
        f'<row r="1000"><c r="P1000"><f t="shared" ref="P1000:P101000" si="99">{long}</f><v>1</v></c></row>'
    )
    cells = "".join(
        f'<row r="{n}"><c r="P{n}"><f t="shared" si="99"/><v>1</v></c></row>' for n in range(1_001, 101_000)
    )
    return edited({SHEET: before_end("</sheetData>", first + cells)})


def a_hundred_thousand_lines() -> bytes:
    """Forty rows of evidence with line feeds only, each of which would be a paragraph."""
    assessment = complete_assessment()
    rows = tuple(Evidence(2, "2A", "a\n" * 2_600) for _ in range(40))
    return build(replace(assessment, evidence=(*assessment.evidence, *rows)))


def more_rows_than_any_return() -> bytes:
    assessment = complete_assessment()
    rows = tuple(Evidence(2, "2A", "x") for _ in range(10_001))
    return build(replace(assessment, evidence=(*assessment.evidence, *rows)))


def strings_of_gigabytes(size: int) -> bytes:
    """Shared strings that unpack to two gigabytes, whatever size the directory gives for them."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(b" " * 1024**2) + packer.flush(zlib.Z_FULL_FLUSH)
    data = piece * 2048 + zlib.compressobj(wbits=-15).flush()
    with zipfile.ZipFile(io.BytesIO(sound())) as container:
        infos = container.infolist()
    parts = [carried_over(sound(), info) for info in infos]
    return zip_of(
        (PackedPart(part.info, data, size, 0) if part.info.filename == STRINGS else part for part in parts),
        b"",
    )


def nested(part: str, tag: str) -> bytes:
    depth = 200_000
    return edited({part: f"<{tag}>".encode() * depth + f"</{tag}>".encode() * depth})


def deep_nesting_in_a_sheet() -> bytes:
    return nested(SHEET, "row")


def deep_nesting_in_the_strings() -> bytes:
    return nested(STRINGS, "si")


def deep_nesting_in_the_book() -> bytes:
    return nested(BOOK, "sheets")


def an_attribute_of_thirty_megabytes() -> bytes:
    return edited({BOOK: lambda text: text.replace("<sheets>", f'<sheets x="{"y" * 30_000_000}">')})


def a_million_attributes() -> bytes:
    many = " ".join(f'a{n}="1"' for n in range(500_000))
    return edited({BOOK: lambda text: text.replace("<sheets>", f"<sheets {many}>")})


def a_million_names() -> bytes:
    names = "".join(f"<definedName name=\"N{n}\">'Domain 1'!$A$1</definedName>" for n in range(500_000))
    return edited({BOOK: before_end("</definedNames>", names)})


# ---------------------------------------------------------------- XML that does something


def with_doctype(part: str, doctype: str, inside: str = "") -> bytes:
    def edit(text: str) -> str:
        head, mark, rest = text.partition("?>")
        return f"{head}{mark}{doctype}{rest}".replace("</t>", f"{inside}</t>", 1)

    return edited({part: edit})


def entity_expansion() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return with_doctype(STRINGS, f'<!DOCTYPE sst [<!ENTITY l0 "laugh">{entities}]>', "&l11;")


def entity_expansion_in_the_book() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE workbook [<!ENTITY l0 "laugh">{entities}]>'
    return with_doctype(BOOK, doctype)


def quadratic_expansion() -> bytes:
    return with_doctype(STRINGS, f'<!DOCTYPE sst [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 100_000)


def an_external_entity(place: str) -> bytes:
    return with_doctype(STRINGS, f'<!DOCTYPE sst [<!ENTITY secret SYSTEM "{place}">]>', "&secret;")


def an_external_document_type(place: str) -> bytes:
    return with_doctype(BOOK, f'<!DOCTYPE workbook SYSTEM "{place}">')


def a_document_type_in_utf_16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'
    return edited({STRINGS: text.encode("utf-16")})


def an_inclusion(place: str) -> bytes:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
    style = f'<?xml-stylesheet href="{place}" type="text/xsl"?>'
    return edited(
        {SHEET: lambda text: before_end("</sheetData>", include)(text).replace("?>", f"?>{style}", 1)}
    )


# ---------------------------------------------------------------- ways out of the package


def paths_out_of_the_package() -> bytes:
    parts = parts_of(sound())
    for name in (
        "../../escaped.txt",
        "/etc/escaped.txt",
        "C:\\escaped.txt",
        "..\\..\\escaped.txt",
        "xl/../../x",
    ):
        parts[name] = b"escaped"
    links = "".join(
        f'<Relationship Id="rIdX{n}" Type="{PACKAGE}/relationships/image" Target="{target}"/>'
        for n, target in enumerate(
            ("../../../../etc/passwd", "/../../etc/passwd", "file:///etc/passwd", "\\\\h\\s")
        )
    )
    parts[BOOK_RELS] = before_end("</Relationships>", links)(parts[BOOK_RELS].decode()).encode()
    return packed(parts)


def a_part_that_is_a_link() -> bytes:
    parts = parts_of(sound())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            info, is_link = zipfile.ZipInfo(name), name == STRINGS
            info.external_attr = 0o120777 << 16 if is_link else 0
            out.writestr(info, b"/etc/passwd" if is_link else content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def strings_outside_the_package(place: str) -> bytes:
    return edited(
        {
            BOOK_RELS: lambda text: text.replace(
                'Target="sharedStrings.xml"', f'Target="{place}" TargetMode="External"'
            )
        }
    )


def external_links_and_connections(address: str) -> bytes:
    """Links to other workbooks and programs (DDE), data connections, a template, remote pictures: never followed."""
    links = "".join(
        f'<Relationship Id="rIdC{n}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target, mode) in enumerate(
            (
                ("externalLink", "externalLinks/externalLink1.xml", ""),
                ("externalLink", "externalLinks/externalLink2.xml", ""),
                ("connections", "connections.xml", ""),
                ("attachedTemplate", f"{address}/template.dotm", ' TargetMode="External"'),
                ("image", f"{address}/beacon.png", ' TargetMode="External"'),
            )
        )
    )
    return edited(
        {
            BOOK_RELS: before_end("</Relationships>", links),
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" TargetMode="External" '
                f'Type="{RELATIONSHIPS}/externalLinkPath" Target="{address}/book.xlsx"/></Relationships>'
            ).encode(),
            "xl/externalLinks/externalLink2.xml": (
                f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems>'
                '<ddeItem name="A0" advise="1"/></ddeItems></ddeLink></externalLink>'
            ).encode(),
            "xl/connections.xml": (
                f'<connections xmlns="{MAIN}"><connection id="1" name="c" type="4" refreshedVersion="8" '
                f'background="1" saveData="1" refreshOnLoad="1"><webPr url="{address}/query"/></connection>'
                "</connections>"
            ).encode(),
            SHEET: lambda text: text.replace(
                "</sheetData>",
                f'<row r="900"><c r="R900"><f>[1]Sheet1!$A$1+WEBSERVICE("{address}")</f><v>1</v></c>'
                "<c r=\"S900\"><f>cmd|'/c calc'!A0</f><v>1</v></c></row></sheetData>",
            ),
        }
    )
