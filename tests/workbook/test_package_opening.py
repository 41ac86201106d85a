"""Every file that is no sound workbook is refused with its own code and sentence, before anything is read."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import pickle
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import docx
import pytest

from eds_xl.workbook import container, contents, package, problems, structure
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.problems import WorkbookProblem
from tests.workbook.closed_samples import (
    SHEET_PART,
    edit_parts,
    full_workbook,
    resaved_by_libreoffice,
    small_workbook,
)

ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


def compound_file(stream: str) -> bytes:
    """The outline of an OLE file whose directory names one stream."""
    entry = stream.encode("utf-16-le").ljust(128, b"\0")
    return bytes.fromhex("D0CF11E0A1B11AE1").ljust(512, b"\0") + b"\xff" * 512 + entry


def refused(path: Path) -> WorkbookProblem:
    """The problem that opening and reading a file gives."""
    with pytest.raises(WorkbookProblem) as caught:
        read_everything(path)
    problem = caught.value
    assert f'"{path.name}"' in problem.message
    assert str(path.parent) not in str(problem)
    assert problem.next_step.endswith(".")
    return problem


def read_everything(path: Path) -> None:
    book = open_book(path)
    for sheet in book.sheet_names():
        book.grid(sheet)
    book.tables()
    book.properties()


def plain(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def zip_of(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, data in parts.items():
            out.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("code", "words", "make"),
    [
        ("CON-001", "no file called", lambda path: None),
        ("CON-002", "is a folder", lambda path: path.mkdir()),
        ("CON-003", "is empty", plain(b"")),
        ("CON-004", ".xls)", plain(compound_file("Workbook"))),
        ("CON-004", ".xls)", plain(compound_file("Book"))),
        ("CON-004", ".ods)", plain(zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"))),
        ("CON-005", "password", plain(compound_file("EncryptedPackage"))),
        ("CON-006", "not an Excel workbook", plain(compound_file("WordDocument"))),
        ("CON-006", "not an Excel workbook", plain(b"Outcome,Rating\r\n1A,2\r\n")),
        ("CON-006", "not an Excel workbook", plain(zip_of(readme=b"hello"))),
        ("CON-006", "not an Excel workbook", plain(b"PK\x05\x06" + bytes(18))),
        ("CON-007", "damaged", plain(b"PK\x03\x04" + bytes(200))),
    ],
)
def test_what_is_no_workbook_has_its_code(
    tmp_path: Path, code: str, words: str, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "EDS return.xlsx"
    make(path)
    problem = refused(path)
    assert problem.code == code
    assert words in problem.message


def test_a_path_through_a_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert refused(tmp_path / "file" / "book.xlsx").code == "CON-001"


@pytest.mark.skipif(os.name == "nt", reason="Windows says that there is no such file")
def test_a_name_that_is_too_long_is_not_found(tmp_path: Path) -> None:
    problem = refused(tmp_path / f"{'x' * 300}.xlsx")
    assert problem.code == "CON-001"
    assert "too long" in problem.message


@pytest.mark.parametrize(("length", "sound"), [(255, True), (256, False)])
def test_the_name_of_a_sheet_has_a_limit(length: int, sound: bool, tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)
    edit_parts(path, {"xl/workbook.xml": lambda text: text.replace("Sheet1", "x" * length)})
    if sound:
        assert open_book(path).sheet_names() == ("x" * length,)
    else:
        assert refused(path).code == "CON-009"


def test_a_word_document_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    docx.Document().save(str(path))
    problem = refused(path)
    assert problem.code == "CON-006"
    assert "a Word document" in problem.message


@pytest.mark.parametrize(
    ("content_type", "code", "words"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "CON-004", ".xlsb"),
        ("application/vnd.ms-excel.addin.macroEnabled.main+xml", "CON-006", "an Excel add-in"),
        ("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "CON-006", "PowerPoint"),
        ("text/html", "CON-006", "not an Excel workbook"),
    ],
)
def test_the_content_type_tells_other_documents(
    tmp_path: Path, content_type: str, code: str, words: str
) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)
    spreadsheet = re.compile(r"application/vnd\.openxml[^\"]+main\+xml")
    edit_parts(path, {"[Content_Types].xml": lambda text: spreadsheet.sub(content_type, text)})
    problem = refused(path)
    assert problem.code == code
    assert words in problem.message


def test_a_macro_workbook_is_read(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "book.xlsm", ONE_CELL)
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    spreadsheet = re.compile(r"application/vnd\.openxml[^\"]+main\+xml")
    edit_parts(path, {"[Content_Types].xml": lambda text: spreadsheet.sub(macro, text)})
    assert open_book(path).grid("Sheet1").value(1, 1) == 1.0


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = full_workbook(tmp_path / "book.xlsx")
    path.write_bytes(path.read_bytes()[:-3000])
    assert refused(path).code == "CON-007"


def test_flipped_bytes_never_give_anything_but_a_problem(tmp_path: Path) -> None:
    path = full_workbook(tmp_path / "book.xlsx")
    sound = path.read_bytes()
    for position in range(0, len(sound), 97):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 0xFF]) + sound[position + 1 :])
        with contextlib.suppress(WorkbookProblem):
            read_everything(path)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", SHEET_PART, "xl/sharedStrings.xml", "xl/styles.xml", "xl/tables/table1.xml"]
)
@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(">", ">&undefined;", 3),
        lambda text: text.replace("?>", "?><!DOCTYPE a [<!ENTITY b 'c'>]>", 1),
        lambda text: text.replace("UTF-8", "no-such-code", 1),
        lambda text: "",
    ],
    ids=["cut", "entity", "doctype", "encoding", "nothing"],
)
def test_parts_that_are_not_well_formed_are_damage(
    tmp_path: Path, part: str, damage: Callable[[str], str]
) -> None:
    path = edit_parts(full_workbook(tmp_path / "book.xlsx"), {part: damage})
    assert refused(path).code == "CON-007"


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET_PART, "xl/_rels/workbook.xml.rels"])
def test_missing_parts_are_damage(tmp_path: Path, part: str) -> None:
    path = edit_parts(full_workbook(tmp_path / "book.xlsx"), {part: None})
    assert refused(path).code in {"CON-006", "CON-007"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE x SYSTEM "file:///x">'])
def test_other_encodings_are_read_and_their_document_types_refused(
    tmp_path: Path, encoding: str, doctype: str
) -> None:
    path = small_workbook(tmp_path / "book.xlsx", "", strings="<si><t>café</t></si>")
    sheet = '<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>né</t></is></c></row></sheetData>'
    start = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{doctype}'
    edit_parts(path, {SHEET_PART: f"{start}<worksheet>{sheet}</worksheet>".encode(encoding)})
    if doctype:
        assert refused(path).code == "CON-007"
    else:
        assert open_book(path).grid("Sheet1").values == {(1, 1): "café", (1, 2): "né"}


@pytest.mark.parametrize(
    "sheet",
    [
        '<sheetData><row r="1"><c r="A1"><v>one</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>inf</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="what"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="0"><c r="A0"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="11"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><f t="shared" si="7"/><v>1</v></c></row></sheetData>',
    ],
)
def test_cells_that_cannot_be_are_damage(tmp_path: Path, sheet: str) -> None:
    path = small_workbook(tmp_path / "book.xlsx", sheet)
    assert refused(path).code == "CON-007"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refused(path).code == "CON-008"


@pytest.mark.parametrize("number", [362, 388, 426])
def test_a_file_that_is_only_in_the_cloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)

    def refuse(_: Path) -> bytes:
        error = OSError(errno.EINVAL, "cloud")
        error.winerror = number  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problem = refused(path)
    assert problem.code == "CON-008"
    assert "OneDrive" in problem.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_no_file_and_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    os.mkfifo(path)
    assert refused(path).code == "CON-008"


@pytest.mark.parametrize(
    ("module", "limit", "value"),
    [
        (container, "MAX_FILE_BYTES", 100),
        (container, "MAX_PARTS", 3),
        (container, "MAX_TOTAL_BYTES", 1000),
        (package, "MAX_XML_BYTES", 100),
        (structure, "MAX_SHEETS", 2),
        (contents, "MAX_CELLS", 10),
        (contents, "MAX_CHARACTERS", 20),
    ],
)
def test_every_limit_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, value: int
) -> None:
    path = full_workbook(tmp_path / "book.xlsx")
    monkeypatch.setattr(module, limit, value)
    problem = refused(path)
    assert problem.code == "CON-009"
    assert "too large" in problem.message


def test_a_part_that_unpacks_enormously_is_refused_unpacked(tmp_path: Path) -> None:
    path = edit_parts(
        small_workbook(tmp_path / "book.xlsx", ONE_CELL), {"xl/media/zeros.bin": "\0" * (20 * 1024**2)}
    )
    assert path.stat().st_size < 100_000
    assert refused(path).code == "CON-009"


def test_a_size_that_lies_is_damage(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)
    data = bytearray(path.read_bytes())
    entry = data.rfind(SHEET_PART.encode()) - 46  # its place in the table of parts
    data[entry + 24 : entry + 28] = struct.pack("<I", 50)
    path.write_bytes(bytes(data))
    assert refused(path).code == "CON-007"


def test_locked_zips_and_doubled_parts_are_refused(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL)
    sound = path.read_bytes()
    locked = bytearray(sound)
    locked[locked.rfind(SHEET_PART.encode()) - 46 + 8] |= 1
    path.write_bytes(bytes(locked))
    assert refused(path).code == "CON-005"
    path.write_bytes(sound)
    with zipfile.ZipFile(path, "a") as out, pytest.warns(UserWarning, match="Duplicate"):
        out.writestr(SHEET_PART, "<worksheet/>")
    assert refused(path).code == "CON-007"


def test_a_million_styled_blank_rows_are_read_in_passing(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(2, 1_000_001))
    first = '<row r="1"><c r="A1"><v>5</v></c></row>'
    path = small_workbook(tmp_path / "book.xlsx", f"<sheetData>{first}{rows}</sheetData>")
    assert open_book(path).grid("Sheet1").values == {(1, 1): 5.0}


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL + deep)
    assert open_book(path).grid("Sheet1").value(1, 1) == 1.0
    edit_parts(path, {"xl/workbook.xml": lambda text: text.replace("</workbook>", f"{deep}</workbook>")})
    assert refused(path).code == "CON-007"


def test_relationships_that_lead_out_of_the_package_find_nothing(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / "book.xlsx", ONE_CELL, target="../../../../etc/hostname")
    assert refused(path).code == "CON-007"


def test_the_old_format_as_libreoffice_writes_it(tmp_path: Path, requires: Callable[[str], Path]) -> None:
    soffice = requires("soffice")
    source = small_workbook(tmp_path / "book.xlsx", ONE_CELL)
    assert refused(resaved_by_libreoffice(soffice, source, tmp_path, "xls")).code == "CON-004"
    assert refused(resaved_by_libreoffice(soffice, source, tmp_path, "ods")).code == "CON-004"


def test_the_catalogue_speaks_plainly() -> None:
    for key, texts in problems._CATALOGUE.items():
        slots = {slot: "X1" for text in texts for _, slot, _, _ in Formatter().parse(text) if slot}
        problem = problems.problem(key, **slots)
        assert re.fullmatch(r"CON-0\d\d", problem.code)
        for sentence in (problem.message, problem.next_step):
            assert sentence.endswith(".")
            assert not re.search(r"None|Error|Exception|\{|\}|xml", sentence), sentence
        assert problem.message.count(". ") == 0
        assert str(problem) == f"{problem.message} {problem.next_step}"
        copy = pickle.loads(pickle.dumps(problem))  # noqa: S301 – our own
        assert (copy.code, str(copy)) == (problem.code, str(problem))


def test_opening_imports_no_spreadsheet_library() -> None:
    script = (
        "import sys; import eds_xl.workbook.closed; "
        "print(sorted({'openpyxl', 'xlsxwriter', 'pandas', 'xlwings', 'docx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
