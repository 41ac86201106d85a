"""Word documents to take styles from come from outside, too: bombs, entities, templates, fields in their headers."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import docx
import pytest
from lxml import etree

from eds_xl.workbook.template import build
from eds_xl.workbook.zip_writing import PackedPart, carried_over, zip_of
from tests.builders import complete_assessment
from tests.hostile.files import SECRET, before_end, packed
from tests.hostile.limited import MOST_MEGABYTES, Ended, run_limited
from tests.workbook.closed_samples import RELATIONSHIPS, parts_of

STYLES, SETTINGS, RELS = "word/styles.xml", "word/settings.xml", "word/_rels/document.xml.rels"
ADDRESS = "http://127.0.0.1:9/"

Edit = Callable[[str], str]


@cache
def sound() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def edited(changes: Mapping[str, bytes | Edit]) -> bytes:
    parts = parts_of(sound())
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name].decode()).encode()
    return packed(parts)


def bomb(size: int) -> bytes:
    """A picture in the document that unpacks to two gigabytes, whatever size the directory gives for it."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(b" " * 1024**2) + packer.flush(zlib.Z_FULL_FLUSH)
    data = piece * 2048 + zlib.compressobj(wbits=-15).flush()
    with zipfile.ZipFile(io.BytesIO(sound())) as container:
        infos = container.infolist()
    parts = (carried_over(sound(), info) for info in infos)
    return zip_of(
        (PackedPart(part.info, data, size, 0) if part.info.filename == STYLES else part for part in parts),
        b"",
    )


def with_entity(place: str) -> bytes:
    doctype = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{place}">]>'
    return edited(
        {
            STYLES: lambda text: text.replace("?>", f"?>{doctype}", 1).replace(
                'w:val="Normal"', 'w:val="&secret;"', 1
            )
        }
    )


def with_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "laugh">{entities}]>'
    return edited(
        {
            STYLES: lambda text: text.replace("?>", f"?>{doctype}", 1).replace(
                'w:val="Normal"', 'w:val="&l11;"', 1
            )
        }
    )


def with_template_and_links() -> bytes:
    def link(kind: str, number: int) -> str:
        return (
            f'<Relationship Id="rIdX{number}" Type="{RELATIONSHIPS}/{kind}" '
            f'Target="{ADDRESS}{kind}" TargetMode="External"/>'
        )

    kinds = ("attachedTemplate", "frame", "subDocument", "oleObject", "image", "mailMergeSource")
    return edited({RELS: before_end("</Relationships>", "".join(map(link, kinds, range(9))))})


def export(folder: Path, style: bytes) -> Ended:
    (folder / "Our EDS.xlsx").write_bytes(build(complete_assessment()))
    (folder / "Style.docx").write_bytes(style)
    ended = run_limited(
        "export",
        "Our EDS.xlsx",
        "--to",
        "docx",
        "-o",
        "out.docx",
        "--style-from",
        "Style.docx",
        folder=folder,
    )
    print(f"\n{ended.code}, {ended.seconds:.1f} s, {ended.megabytes:.0f} MB {ended.err.strip()}")
    assert ended.megabytes < MOST_MEGABYTES
    return ended


@pytest.mark.parametrize(
    "style",
    [
        bomb(2 * 1024**3),
        bomb(1000),
        with_laughs(),
        b"PK\x03\x04 no zip",
        b"",
        edited({STYLES: b"<a>" * 200_000}),
    ],
    ids=["bomb", "bomb that says it is small", "laughs", "no zip", "nothing", "deep nesting"],
)
def test_what_is_no_style_is_refused(style: bytes, tmp_path: Path) -> None:
    assert export(tmp_path, style).refused()
    assert not (tmp_path / "out.docx").exists()


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    ended = export(tmp_path, with_entity(secret.as_uri()))
    out = tmp_path / "out.docx"
    assert ended.code in (0, 2)
    assert not out.exists() or SECRET.encode() not in b"".join(parts_of(out).values())


def test_templates_and_links_are_not_taken_over(tmp_path: Path) -> None:
    assert export(tmp_path, with_template_and_links()).code == 0
    for part, content in parts_of(tmp_path / "out.docx").items():
        if part.endswith(".rels"):
            assert ADDRESS not in [
                link.get("Target", "")[: len(ADDRESS)] for link in etree.fromstring(content)
            ]


HEADER = "word/header9.xml"
FRAME = """\
<w:hdr xmlns:w="{word}" xmlns:r="{office}"><w:p>
<w:fldSimple w:instr=" INCLUDETEXT &quot;{address}x&quot; "><w:r><w:t>Our Trust</w:t></w:r></w:fldSimple>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDEA</w:instrText></w:r>
<w:r><w:instrText>UTO cmd "/c calc" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
<w:hyperlink r:id="bad"><w:r><w:t>a share</w:t></w:r></w:hyperlink>
<w:hyperlink r:id="good"><w:r><w:t>our website</w:t></w:r></w:hyperlink>
<w:r><w:pict r:id="picture"/></w:r><w:altChunk r:id="chunk"/></w:p></w:hdr>"""


def with_header() -> bytes:
    def link(number: str, kind: str, target: str) -> str:
        mode = "" if kind == "header" else ' TargetMode="External"'
        return f'<Relationship Id="{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'

    links = (
        link("bad", "hyperlink", f"file://{ADDRESS}"),
        link("good", "hyperlink", "https://example.org/"),
        link("picture", "image", f"{ADDRESS}beacon.png"),
        link("chunk", "aFChunk", f"{ADDRESS}chunk.html"),
    )
    header = FRAME.format(
        word="http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        office=RELATIONSHIPS,
        address=ADDRESS,
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    return edited(
        {
            HEADER: header.encode(),
            "word/_rels/header9.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f"{''.join(links)}</Relationships>"
            ).encode(),
            RELS: before_end("</Relationships>", link("rIdH", "header", "header9.xml")),
            "[Content_Types].xml": before_end(
                "</Types>", f'<Override PartName="/{HEADER}" ContentType="{kind}"/>'
            ),
            "word/document.xml": lambda text: re.sub(
                r"(<w:sectPr[^>]*>)",
                rf'\1<w:headerReference xmlns:r="{RELATIONSHIPS}" w:type="default" r:id="rIdH"/>',
                text,
            ),
        }
    )


def test_headers_keep_words_and_page_numbers_but_no_fields_and_addresses_that_reach_out(
    tmp_path: Path,
) -> None:
    assert export(tmp_path, with_header()).code == 0
    parts = parts_of(tmp_path / "out.docx")
    (header,) = (content for content in parts.values() if b"our website" in content)
    for words in (b"Our Trust", b"a share", b'w:instr=" PAGE "', b"w:hyperlink"):
        assert words in header
    for words in (b"INCLUDETEXT", b"instrText", b"fldChar", b"UTO cmd", b"altChunk", b"w:pict"):
        assert words not in header
    everything = b"".join(parts.values())
    assert ADDRESS.encode() not in everything
    assert b"https://example.org/" in everything
