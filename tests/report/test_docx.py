from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Cm, RGBColor

from eds_xl.report.docx import write
from eds_xl.report.tree import Column, Contents, Document, Picture, Row, Section, Table, cell, text
from tests.report.docx_lint import lint
from tests.report.sample import PICTURE, long_report, sample

Requires = Callable[[str], Path]


@pytest.fixture(scope="module")
def written() -> bytes:
    return write(sample())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, part: str, old: str, new: str, count: int = 1) -> bytes:
    """The file with one change in one part."""
    found = parts(data)
    assert old.encode() in found[part], f"{old} is not in {part}"
    found[part] = found[part].replace(old.encode(), new.encode(), count)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 2, 28, 0, 0, 0)), content)
    return buffer.getvalue()


def sdk_errors(validator: Path, data: bytes, folder: Path) -> list[str]:
    file = folder / "checked.docx"
    file.write_bytes(data)
    run = subprocess.run([validator, file, "Microsoft365"], capture_output=True, check=True)
    answer = json.loads(run.stdout)
    return [] if answer["ok"] else [str(error) for error in answer["errors"]] or ["not ok"]


def reference_document() -> bytes:
    """A trust's own document: its style, header and margins are wanted, the rest of it is not."""
    word = docx.Document()
    word.add_paragraph("SECRET draft text")
    word.add_picture(io.BytesIO(PICTURE.data))
    word.part.relate_to("file:///secret", RT.HYPERLINK, is_external=True)
    word.core_properties.author = "SECRET author"
    word.core_properties.category = "SECRET category"
    word.styles["Heading 1"].font.color.rgb = RGBColor(0x33, 0x00, 0x72)
    section = word.sections[0]
    section.left_margin = Cm(4)
    section.header.paragraphs[0].text = "Name of the trust"
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_the_validator_of_microsoft_finds_nothing(written: bytes, requires: Requires, tmp_path: Path) -> None:
    validator = requires("ooxml-validator")
    assert sdk_errors(validator, written, tmp_path) == []
    assert sdk_errors(validator, write(sample(), reference_document()), tmp_path) == []
    assert sdk_errors(validator, edited(written, "word/document.xml", "<w:tblGrid>", "<w:grid>"), tmp_path)


def test_the_lint_finds_nothing(written: bytes) -> None:
    assert lint(written) == []
    assert lint(write(long_report(1))) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (
            "docProps/core.xml",
            "<dc:title>Equality report &amp; findings &lt;2024/25&gt;<",
            "<dc:title><",
            "no title property",
        ),
        ("docProps/core.xml", "<dc:creator></dc:creator>", "<dc:creator>x</dc:creator>", "a person's name"),
        ("word/styles.xml", '<w:lang w:val="en-GB"', '<w:lang w:val="en-US"', "no default language"),
        ("word/document.xml", 'w:pStyle w:val="Heading2"', 'w:pStyle w:val="Heading4"', "heading level 4"),
        (
            "word/document.xml",
            ">Domain 1</w:t></w:r><w:bookmarkEnd",
            "> </w:t></w:r><w:bookmarkEnd",
            "an empty heading",
        ),
        ("word/document.xml", "<w:tblHeader/>", "", "a table without exactly one heading row"),
        (
            "word/document.xml",
            "<w:tblHeader/>",
            '<w:tblHeader w:val="1"/>',
            "a table without exactly one heading row",
        ),
        ("word/document.xml", '<w:tblCaption w:val="Ratings"/>', "", "a table without tblCaption"),
        ("word/document.xml", "<w:tblDescription ", "<w:tblX ", "a table without tblDescription"),
        ("word/document.xml", "<w:tcW ", '<w:gridSpan w:val="2"/><w:tcW ', "merged cells"),
        ("word/document.xml", "<w:gridCol ", "<w:gridCol/><w:gridCol ", "a row with more or fewer cells"),
        ("word/document.xml", 'descr="Bars', 'descr="" title="Bars', "a picture without alternative text"),
        ("word/document.xml", '<wp:docPr id="2"', '<wp:docPr id="1"', "two pictures of one number"),
        ("word/document.xml", "The end.", "", "an empty paragraph"),
        ("word/document.xml", 'w:pStyle w:val="Title"', 'w:pStyle w:val="Nothing"', "an unknown style"),
        ("word/document.xml", '<w:numId w:val="1"', '<w:numId w:val="999"', "an unknown list"),
        ("word/document.xml", 'w:name="_Toc00000002"', 'w:name="_Toc00000001"', "a bookmark twice"),
        ("word/document.xml", 'w:anchor="_Toc00000001"', 'w:anchor="elsewhere"', "a link to nowhere"),
        ("word/_rels/document.xml.rels", "mailto:equality", "file:///x", "something outside the file"),
        ("word/_rels/document.xml.rels", 'Id="rId4"', 'Id="rId444"', "a relationship that does not exist"),
    ],
)
def test_the_lint_finds_what_is_planted(written: bytes, part: str, old: str, new: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in lint(edited(written, part, old, new)))


def test_headings_lists_and_links_are_real(written: bytes) -> None:
    word = docx.Document(io.BytesIO(written))
    headings = [
        (p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")
    ]
    assert headings[:3] == [
        ("Heading 1", "Introduction"),
        ("Heading 2", "How we worked"),
        ("Heading 3", "Deeper"),
    ]
    styles = {p.style.name for p in word.paragraphs if p.style}
    assert {"Title", "Subtitle", "List Bullet", "List Number", "Caption", "Callout", "Lead", "Note"} <= styles
    targets = {relation.target_ref for relation in word.part.rels.values() if relation.is_external}
    assert "mailto:equality@example.nhs.uk" in targets
    assert not [target for target in targets if target.startswith("javascript")]


def test_numbered_lists_start_where_they_say(written: bytes) -> None:
    numbering = parts(written)["word/numbering.xml"].decode()
    assert '<w:startOverride w:val="3"/>' in numbering
    assert numbering.rindex("</w:abstractNum>") < numbering.index("<w:num ")


def test_contents_is_a_field_filled_with_links(written: bytes) -> None:
    body = parts(written)["word/document.xml"].decode()
    contents = body[body.index("<w:sdt>") : body.index("</w:sdt>")]
    assert 'TOC \\o "1-2" \\h \\z \\u' in contents
    assert [contents.count(f'fldCharType="{kind}"') for kind in ("begin", "separate", "end")] == [1, 1, 1]
    assert contents.count("<w:hyperlink ") == 6
    assert "Deeper" not in contents


def test_pages_turn_for_landscape_sections_and_number_themselves(written: bytes) -> None:
    word = docx.Document(io.BytesIO(written))
    assert [section.orientation for section in word.sections] == [0, 1, 0]
    for section in word.sections:
        footer = section.footer._element.xml
        assert "NUMPAGES" in footer
        assert "PAGE" in footer
        assert section.header.paragraphs[0].text == "Draft · Equality report 2024/25"


def test_only_short_rows_are_kept_whole(written: bytes) -> None:
    word = docx.Document(io.BytesIO(written))
    evidence = next(table for table in word.tables if table.rows[0].cells[0].text == "Outcome")
    whole = ["cantSplit" in (row._tr.trPr.xml if row._tr.trPr is not None else "") for row in evidence.rows]
    assert whole == [True, False, False, True]


@pytest.mark.parametrize("total", [True, False])
def test_a_total_is_kept_with_the_short_row_before_it(total: bool) -> None:
    rows = [Row((cell(f"Row {number}"), cell("2"))) for number in range(40)]
    table = Table("Title", (Column("A"), Column("B")), (*rows, Row((cell("Total"), cell("80")), total)))
    made = write(dataclasses.replace(sample(), cover=(), sections=(Section("S", "s", (table,)),)))
    written_rows = docx.Document(io.BytesIO(made)).tables[0].rows
    kept = ["Row" in row.cells[0].text and "w:keepNext" in row._tr.xml for row in written_rows]
    assert kept == [False] * 40 + [total, False]


def test_properties_carry_the_date_and_no_author(written: bytes) -> None:
    properties = docx.Document(io.BytesIO(written)).core_properties
    assert (properties.title, properties.subject) == (sample().title, "Equality Delivery System")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified
    assert str(properties.created)[:10] == "2025-02-28"


def test_a_reference_document_lends_its_look_and_nothing_else(written: bytes) -> None:
    data = write(sample(), reference_document())
    assert lint(data) == []
    word = docx.Document(io.BytesIO(data))
    assert str(word.styles["Heading 1"].font.color.rgb) == "330072"
    assert {round(section.left_margin.cm, 2) for section in word.sections if section.left_margin} == {4}
    header = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
    assert header == ["Name of the trust", "Draft · Equality report 2024/25"]
    assert [p.text for p in word.paragraphs] == [
        p.text for p in docx.Document(io.BytesIO(written)).paragraphs
    ]
    for name, content in parts(data).items():
        assert b"SECRET" not in content, name
        assert b"file:///secret" not in content, name
        assert "thumbnail" not in name
    captions = [p for p in word.paragraphs if p.style and p.style.name == "Caption"]
    assert captions
    assert all(p.paragraph_format.keep_with_next for p in captions)
    assert write(sample(), reference_document()) == data


@pytest.mark.parametrize("data", [b"", b"no document", write(sample())[:5000]])
def test_what_is_no_document_lends_nothing(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a Word document"):
        write(sample(), data)


@pytest.mark.parametrize("data", [b"", b"GIF89a", PICTURE.data[:200], PICTURE.data[:-4] + b"\0\0\0\0"])
def test_a_broken_picture_is_named(data: bytes) -> None:
    broken = Picture(data, "image/png", "Bars of replies")
    document = dataclasses.replace(sample(), cover=(broken,))
    with pytest.raises(ValueError, match="Bars of replies"):
        write(document)


def test_the_smallest_document(requires: Requires, tmp_path: Path) -> None:
    bare = Document("Title", "", (Contents("Contents"),), (), "", "", sample().created)
    assert lint(write(bare)) == []
    one = dataclasses.replace(bare, sections=(Section("Only", "only", (text("x" * 300),), landscape=True),))
    assert sdk_errors(requires("ooxml-validator"), write(one), tmp_path) == []
