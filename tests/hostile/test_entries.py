"""Hostile entries in everything that is made of a workbook: they stay text, wherever they land."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree, html
from openpyxl.formula import Tokenizer

from eds_xl.assessment.interchange import from_json
from eds_xl.cli import main
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.hostile.entries import hostile_assessment
from tests.workbook.closed_samples import edit_parts

DOCUMENTS = ("report", "action-plan", "board-pack", "scorecard")
SAFE = ("http://", "https://", "mailto:", "#")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What Word may lead to or load; a template, a sub-document, a frame, an embedded object are not among them.
WORD_LINKS = {
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "styles", "settings",
    "fontTable", "theme", "numbering", "header", "footer", "footnotes", "endnotes", "hyperlink", "image",
    "webSettings", "customXml", "customXmlProps", "stylesWithEffects", "chart", "package", "thumbnail",
}  # fmt: skip


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "Hostile.xlsx"
    path.write_bytes(build(hostile_assessment()))
    return path


@pytest.fixture(scope="module")
def made(workbook: Path) -> dict[str, bytes]:
    """Every document in every format, by the name of its file."""
    folder = workbook.parent / "made"
    for document in DOCUMENTS:
        words = ["export", str(workbook), "--draft", "--document", document, "--to", "docx,html,pdf,md"]
        place = folder / document
        place.mkdir(parents=True)
        assert main([*words, "-o", str(place)]) == 0
    assert main(["export", str(workbook), "--draft", "--to", "json,csv", "-o", str(folder)]) == 0
    assert main(["check", str(workbook), "--html", str(folder / "findings.html")]) in (0, 1)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def of_kind(made: dict[str, bytes], kind: str) -> Iterator[tuple[str, bytes]]:
    found = [(name, data) for name, data in made.items() if name.endswith(f".{kind}")]
    assert found
    return iter(found)


def test_web_pages_hold_no_script_and_load_nothing(made: dict[str, bytes]) -> None:
    for name, data in of_kind(made, "html"):
        page = html.fromstring(data.decode("utf-8"))
        tags = {str(element.tag) for element in page.iter("*")}
        assert not tags & {"script", "iframe", "object", "embed", "form", "base", "link", "input", "frame"}, (
            name
        )
        for element in page.iter("*"):
            for attribute, value in element.attrib.items():
                assert not str(attribute).lower().startswith("on"), (name, attribute)
                if attribute in ("href", "src", "action", "xlink:href", "srcset", "poster", "background"):
                    image = element.tag == "img" and _is_harmless_image(str(value))
                    assert image or str(value).lower().startswith(SAFE), (name, value)
            assert element.get("http-equiv", "Content-Security-Policy") == "Content-Security-Policy"
        styles = " ".join(style.text or "" for style in page.iter("style"))
        assert "url(" not in styles
        assert "alert" not in styles


def _is_harmless_image(address: str) -> bool:
    if address.startswith("data:image/svg+xml;base64,"):
        drawing = etree.fromstring(b64decode(address.partition(",")[2]))
        names = {etree.QName(element).localname for element in drawing.iter("*")}
        attributes = {str(name).lower() for element in drawing.iter("*") for name in element.attrib}
        return not names & {
            "script",
            "foreignObject",
            "a",
            "image",
            "use",
            "style",
            "animate",
            "set",
        } and not any(name.startswith("on") or name.endswith("href") for name in attributes)
    return address.startswith(("data:image/png;", "data:image/jpeg;"))


def test_word_documents_have_no_fields_but_ours_and_load_nothing(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    ours = _fields_of_a_harmless_report(tmp_path)
    for name, data in of_kind(made, "docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = {part: container.read(part) for part in container.namelist()}
        assert _fields(parts) <= ours, name
        for part, content in parts.items():
            if part.endswith(".rels"):
                for link in etree.fromstring(content):
                    kind = link.get("Type", "").rpartition("/")[2]
                    assert kind in WORD_LINKS, (name, kind)
                    if link.get("TargetMode") == "External":
                        assert kind == "hyperlink"
                        assert link.get("Target", "").lower().startswith(SAFE), (name, link.get("Target"))
            elif part.endswith(".xml"):
                etree.fromstring(content)
                assert b"\x13" not in content


def _fields_of_a_harmless_report(folder: Path) -> set[str]:
    path = folder / "Harmless.xlsx"
    path.write_bytes(build(complete_assessment()))
    fields: set[str] = set()
    for document in DOCUMENTS:
        out = folder / f"{document}.docx"
        assert (
            main(["export", str(path), "--draft", "--document", document, "--to", "docx", "-o", str(out)])
            == 0
        )
        with zipfile.ZipFile(out) as container:
            fields |= _fields({part: container.read(part) for part in container.namelist()})
    return fields


def _fields(parts: dict[str, bytes]) -> set[str]:
    """The field codes of a Word document, without the names of the places they lead to."""
    codes: set[str] = set()
    for part, content in parts.items():
        if part.endswith(".xml"):
            root = etree.fromstring(content)
            codes |= {str(element.text) for element in root.iter(f"{WORD}instrText")}
            codes |= {element.get(f"{WORD}instr", "") for element in root.iter(f"{WORD}fldSimple")}
    return {" ".join(re.sub(r"\bPAGEREF \S+", "PAGEREF", code).split()) for code in codes}


def test_pdf_documents_have_no_actions_but_links(made: dict[str, bytes]) -> None:
    for name, data in of_kind(made, "pdf"):
        text = _objects(data)
        assert b"/Annots" in text or b"/Type/Page" in text
        for forbidden in (
            rb"/JavaScript",
            rb"/JS\b",
            rb"/Launch\b",
            rb"/GoToR",
            rb"/SubmitForm",
            rb"/EmbeddedFile",
            rb"/AA\b",
        ):
            assert not re.search(forbidden, text), (name, forbidden)
        for address in re.findall(rb"/URI ?\(((?:[^()\\]|\\.)*)\)", text):
            assert address.decode("latin-1").lower().startswith(SAFE), (name, address)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _objects(data: bytes) -> bytes:
    """The objects of a PDF: without its streams, in which any bytes may stand, but with those that hold objects."""
    held = []
    for match in _STREAM.finditer(data):
        described = data[data.rfind(b" obj", 0, match.start()) : match.start()]
        if b"/ObjStm" in described:
            held.append(zlib.decompress(match[1]))
    return _STREAM.sub(b"", data) + b"".join(held)


def test_markdown_holds_no_html_and_no_dangerous_links(made: dict[str, bytes]) -> None:
    for name, data in of_kind(made, "md"):
        text = re.sub(
            r'<a id="[\w-]+"></a>', "", data.decode("utf-8")
        )  # the places that our own links lead to
        assert not re.search(r"(?<!\\)<(?:script|img|svg|iframe|a|style|/td)\b", text, re.IGNORECASE), name
        for address in re.findall(r"(?<!\\)\]\(\s*<?([^)>\s]*)", text):
            assert address.lower().startswith(SAFE), (name, address)


def test_no_cell_of_a_csv_file_is_a_formula(made: dict[str, bytes]) -> None:
    for name, data in of_kind(made, "csv"):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for cell in row:
                is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert is_number or not cell.lstrip("\ufeff ").startswith(("=", "+", "-", "@", "\t", "\r")), (
                    name,
                    cell,
                )


def test_json_gives_everything_back(made: dict[str, bytes], workbook: Path) -> None:
    ((_, data),) = of_kind(made, "json")
    assert from_json(data.decode("utf-8")) == read(open_book(workbook)).assessment


def test_entries_are_never_formulas_or_links_in_a_workbook(
    workbook: Path, tmp_path: Path, made: dict[str, bytes]
) -> None:
    ((_, data),) = of_kind(made, "json")
    source, path = tmp_path / "data.json", tmp_path / "New.xlsx"
    source.write_bytes(data)
    assert main(["new", str(path), "--from", str(source)]) == 0
    harmless = tmp_path / "Harmless.xlsx"
    harmless.write_bytes(build(complete_assessment()))
    expected = _formulas(harmless)
    assert _formulas(path) == expected
    assert main(["fill", str(path)]) == 0
    assert main(["check", str(path), "--write"]) in (0, 1)
    formulas = _formulas(path)
    links, expected["Checks"] = formulas["Checks"], formulas["Checks"]
    assert formulas == expected
    assert links
    assert all(_functions(link) <= LINKING for link in links)
    with zipfile.ZipFile(path) as container:
        relationships = b"".join(
            container.read(part) for part in container.namelist() if part.endswith(".rels")
        )
    assert b'"External"' not in relationships


LINKING = {"HYPERLINK(", "IFERROR(", "ADDRESS(", "ROW(", "COLUMN("}
"""The functions of the links on the Checks sheet."""

SHEET_NAMES = (
    '"&WEBSERVICE("http://127.0.0.1:9")&"',
    "'!A1&cmd|'/c calc'!A1",
    '");HYPERLINK("http://127.0.0.1"',
    "=1+1",
    "x" * 255,
)


def _functions(formula: str) -> set[str]:
    tokens = Tokenizer(f"={formula}").items
    return {token.value for token in tokens if token.type == "FUNC" and token.subtype == "OPEN"}


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_names_of_sheets_stay_names_in_formulas(name: str, tmp_path: Path) -> None:
    path = tmp_path / "Renamed.xlsx"
    assessment = complete_assessment()
    path.write_bytes(build(replace(assessment, ratings=(), evidence=())))
    edit_parts(path, {"xl/workbook.xml": lambda text: text.replace('"Domain 2"', quoteattr(name), 1)})
    assert main(["check", str(path), "--write"]) == 1
    links = open_book(path).formulas("Checks").values()
    assert links
    assert all(_functions(link) <= LINKING for link in links)
    assert max(map(len, links)) < 1_000


def _formulas(path: Path) -> dict[str, set[str]]:
    book = open_book(path)
    return {sheet: set(book.formulas(sheet).values()) for sheet in book.sheet_names()}


@pytest.mark.parametrize("words", [["check"], ["check", "--json"], ["score"], ["score", "--json"], ["fill"]])
def test_terminals_get_no_control_characters(
    words: list[str], workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Hostile.xlsx"
    path.write_bytes(workbook.read_bytes())
    assert main([words[0], str(path), *words[1:]]) in (0, 1)
    out, err = capsys.readouterr()
    odd = {
        character for character in out + err if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
    }
    assert odd <= {"\n"}
    if "--json" in words:
        assert json.loads(out)["command"] == words[0]


def test_names_of_files_get_no_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "\x1b[31mred\u202e\nsecond line.xlsx"
    path.write_bytes(b"no workbook")
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.count("\n") == 1
