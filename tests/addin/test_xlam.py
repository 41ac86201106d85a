"""The add-in file: made from the text in macros/, sound, and silent until a button is clicked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pyopenvba import ExcelFile

from eds_xl import __version__
from eds_xl.addin.buttons import EXPORTS, chosen
from eds_xl.addin.compound_file import read_streams
from eds_xl.addin.places import SHIPPED
from eds_xl.report.documents import DOCUMENTS as DOCUMENTS_MADE
from tools.build_addin import DOCUMENTS, MACROS, MODULES, build, source

RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RUNS_BY_ITSELF = re.compile(
    r"\b(auto_?(open|close|exec|new|exit)|(work)?book_\w+|workbook\w*_\w+|worksheet_\w+)\b", re.I
)
STAYS_AWAY_FROM = re.compile(
    r"\b(createobject|getobject|declare|lib|xmlhttp|powershell|environ|sendkeys|callbyname|executeexcel4macro|"
    r"kill|filecopy|open|print|put|curdir|chdir|thisworkbook\.path|\.path|\.fullname|worksheets|sheets|range|cells|"
    r"evaluate|run|ontime|onkey)\b",
    re.I,
)


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(SHIPPED) as package:
        return {item.filename: package.read(item) for item in package.infolist()}


@pytest.fixture(scope="module")
def ribbon() -> ElementTree.Element:
    return ElementTree.fromstring((MACROS / "ribbon.xml").read_bytes())


@pytest.fixture(scope="module")
def olevba() -> dict[str, Any]:
    """What olevba, a search for malicious macros, reads in the add-in and thinks of it."""
    script = (
        "import json, sys\n"
        "from oletools.olevba import VBA_Parser\n"
        "parser = VBA_Parser(sys.argv[1])\n"
        "macros = [[name, text] for _, _, name, text in parser.extract_macros()]\n"
        "print(json.dumps({'macros': macros, 'analysis': parser.analyze_macros() or []}))\n"
    )
    # A process of its own: the program warns of libraries it uses in ways that they no longer like.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(SHIPPED)], capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def body(text: str) -> list[str]:
    """A module of the workbook without what stands before its text in a file, and about it in the add-in."""
    _, end, after = text.partition("\r\nEND\r\n")
    return [line for line in (after if end else text).split("\r\n") if not line.startswith("Attribute ")]


def code(name: str) -> str:
    """A module without its comments and the texts in quotation marks."""
    lines = (re.sub(r'"[^"]*"', '""', line) for line in body(source(name)))
    return "\n".join(line.partition("'")[0] for line in lines)


def buttons(ribbon: ElementTree.Element) -> Iterator[ElementTree.Element]:
    yield from ribbon.iter(f"{RIBBON}button")


# ---------------------------------------------------------------- made from the sources


def test_the_shipped_add_in_is_what_the_sources_give() -> None:
    assert build() == SHIPPED.read_bytes(), "run: make addin"


def test_the_same_bytes_whenever_it_is_built() -> None:
    first = build()
    time.sleep(2.1)  # the clock of an archive has steps of two seconds
    assert build() == first


def test_olevba_gives_back_the_sources(olevba: dict[str, Any]) -> None:
    found = {Path(name).stem: text for name, text in olevba["macros"]}
    assert list(found) == [*DOCUMENTS, *MODULES]
    for name in MODULES:
        assert found[name] == source(name)
    for name in DOCUMENTS:
        assert body(found[name]) == body(source(name))


def test_nothing_but_text_is_in_it(parts: dict[str, bytes]) -> None:
    streams = read_streams(parts["xl/vbaProject.bin"])
    assert set(streams) == {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir"} | {
        f"VBA/{name}" for name in (*DOCUMENTS, *MODULES)
    }
    assert streams["VBA/_VBA_PROJECT"].hex() == "cc61ffff000000"
    with ExcelFile(SHIPPED) as file:
        assert file.validate() == []
        assert {module.text_offset for module in file.vba_project().modules} == {0}
        assert [reference.name for reference in file.references()] == ["stdole", "Office"]


def test_it_names_nobody(parts: dict[str, bytes]) -> None:
    core = ElementTree.fromstring(parts["docProps/core.xml"])
    people = [item.text for item in core if item.tag.endswith(("creator", "lastModifiedBy"))]
    assert people == [None, None]


def test_the_version_is_that_of_the_package() -> None:
    assert f'VERSION_OF_ADDIN As String = "{__version__}"' in source("EdsLauncher")


# ---------------------------------------------------------------- sound


def test_the_validator_finds_nothing(requires: Callable[[str], Path]) -> None:
    done = subprocess.run(
        [str(requires("ooxml-validator")), str(SHIPPED), "Microsoft365"], capture_output=True, check=True
    )
    assert json.loads(done.stdout)["ok"], done.stdout


def test_the_validator_would_find_a_mistake_in_the_ribbon(
    requires: Callable[[str], Path], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.xlam"
    with zipfile.ZipFile(SHIPPED) as right, zipfile.ZipFile(wrong, "w") as target:
        for item in right.infolist():
            target.writestr(item, right.read(item).replace(b'size="large"', b'size="huge"'))
    done = subprocess.run([str(requires("ooxml-validator")), str(wrong)], capture_output=True, check=False)
    assert not json.loads(done.stdout)["ok"]


def test_it_is_an_add_in_with_macros_and_a_ribbon(parts: dict[str, bytes]) -> None:
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    (main,) = (item for item in types if item.get("PartName") == "/xl/workbook.xml")
    assert main.get("ContentType") == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    relationships = ElementTree.fromstring(parts["_rels/.rels"])
    (ribbon,) = (item for item in relationships if item.get("Type", "").endswith("extensibility"))
    assert ribbon.get("Type") == "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert parts[ribbon.attrib["Target"]] == (MACROS / "ribbon.xml").read_bytes()
    ids = [item.get("Id") for item in relationships]
    assert len(ids) == len(set(ids))


def test_code_names_are_those_of_the_document_modules(parts: dict[str, bytes]) -> None:
    names = [
        ElementTree.fromstring(parts[part]).find(f"{MAIN}{element}")
        for part, element in (("xl/workbook.xml", "workbookPr"), ("xl/worksheets/sheet1.xml", "sheetPr"))
    ]
    assert [element.get("codeName") for element in names if element is not None] == list(DOCUMENTS)


@pytest.mark.parametrize("name", [*DOCUMENTS, *MODULES])
def test_macros_are_written_as_the_visual_basic_editor_writes_them(name: str) -> None:
    text = source(name)
    assert text.encode("cp1252").count(b"\n") == text.count("\r\n")
    assert "\nOption Explicit\r\n" in text
    assert f'Attribute VB_Name = "{name}"\r\n' in text
    assert max(map(len, text.split("\r\n"))) <= 125


# ---------------------------------------------------------------- silent, and away from everything


@pytest.mark.parametrize("name", [*DOCUMENTS, *MODULES])
def test_nothing_runs_on_opening(name: str) -> None:
    assert not RUNS_BY_ITSELF.search(code(name))
    if name in DOCUMENTS:
        assert code(name).split() == ["Option", "Explicit"]


def test_the_ribbon_calls_nothing_on_loading(ribbon: ElementTree.Element) -> None:
    callbacks = {
        key for element in ribbon.iter() for key in element.attrib if key.startswith(("on", "get", "load"))
    }
    assert callbacks == {"onAction"}


@pytest.mark.parametrize("name", MODULES)
def test_macros_touch_no_file_no_sheet_and_no_other_program(name: str) -> None:
    assert not STAYS_AWAY_FROM.findall(code(name))


@pytest.mark.parametrize(
    "line", ["Sub Auto_Open()", "Private Sub Workbook_Open()", "Sub Workbook_SheetChange(", "Sub AutoExec"]
)
def test_the_search_for_code_that_runs_by_itself_finds_it(line: str) -> None:
    assert RUNS_BY_ITSELF.search(line)


def test_one_program_is_started_in_one_place() -> None:
    starts = [line for name in MODULES for line in code(name).split("\n") if re.search(r"\bShell\b", line)]
    assert [line.strip() for line in starts] == ["Shell starting, vbNormalFocus"]


def test_olevba_suspects_no_more_than_that_a_program_is_started(olevba: dict[str, Any]) -> None:
    suspected = {keyword for kind, keyword, _ in olevba["analysis"] if kind == "Suspicious"}
    # Two for the one line that starts Python; the others are words of the messages.
    assert suspected <= {
        "Shell",
        "vbNormalFocus",
        "run",
        "open",
        "Windows",
        "command",
        "Hex Strings",
        "Base64 Strings",
    }
    assert not [found for found in olevba["analysis"] if found[0] in ("AutoExec", "IOC", "Dridex String")]


# ---------------------------------------------------------------- the ribbon


def test_every_callback_is_a_public_procedure_that_takes_the_control(ribbon: ElementTree.Element) -> None:
    called = {element.get("onAction") for element in buttons(ribbon)}
    written = set(
        re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)\r?$", source("EdsRibbon"), re.M)
    )
    assert called == written


def test_buttons_are_large_labelled_and_reached_by_keys(ribbon: ElementTree.Element) -> None:
    for tab in ribbon.iter(f"{RIBBON}tab"):
        assert tab.get("label") == "EDS"
        assert tab.get("keytip")
        for group in tab:
            assert group.get("label")
            for control in group:
                assert control.get("size") == "large"
                assert all(
                    control.get(key) for key in ("label", "keytip", "screentip", "supertip", "imageMso")
                )


def test_every_line_of_the_menu_has_its_key_and_its_tips(ribbon: ElementTree.Element) -> None:
    (menu,) = ribbon.iter(f"{RIBBON}menu")
    for item in menu.iter(f"{RIBBON}button"):
        assert all(item.get(key) for key in ("label", "keytip", "screentip", "supertip", "tag"))
    assert all(line.get("title") for line in menu.iter(f"{RIBBON}menuSeparator"))


def test_tips_say_more_than_the_label(ribbon: ElementTree.Element) -> None:
    for item in (*buttons(ribbon), *ribbon.iter(f"{RIBBON}menu")):
        words = [item.get(key, "") for key in ("label", "screentip", "supertip")]
        assert len(set(words)) == 3
        assert words[2].endswith(".")
        assert not words[1].endswith(".")


def test_labels_are_those_the_manual_and_the_panel_speak_of(ribbon: ElementTree.Element) -> None:
    labels = [control.get("label") for group in ribbon.iter(f"{RIBBON}group") for control in group]
    assert labels == ["Check", "Next finding", "Fill ratings", "Export", "Help", "About"]
    (menu,) = ribbon.iter(f"{RIBBON}menu")
    lines = [(item.get("label"), item.get("tag")) for item in menu.iter(f"{RIBBON}button")]
    assert lines == list(EXPORTS.items())


def test_every_document_can_be_asked_for() -> None:
    assert {chosen(choice)[0] for choice in EXPORTS.values()} == set(DOCUMENTS_MADE)


def test_ids_and_keys_are_unique(ribbon: ElementTree.Element) -> None:
    ids = [element.get("id") for element in ribbon.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for holder in (ribbon.iter(f"{RIBBON}tab"), ribbon.iter(f"{RIBBON}menu")):
        for parent in holder:
            items = (
                [item for group in parent for item in group] if parent.tag.endswith("tab") else list(parent)
            )
            keys = [item.get("keytip") for item in items if item.get("keytip")]
            assert len(keys) == len(set(keys))


def test_tips_fit_in_what_excel_shows(ribbon: ElementTree.Element) -> None:
    for element in ribbon.iter():
        assert len(element.get("supertip", "")) <= 1024
        assert len(element.get("keytip", "")) <= 3
