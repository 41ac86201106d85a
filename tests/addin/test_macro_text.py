"""Reading the macros of a file, whoever has saved it: ours, made from text, and such as Excel has saved."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st
from pyopenvba import ExcelFile
from pyopenvba.vba import compress

from eds_xl.addin.compound_file import read_streams
from eds_xl.addin.macro_text import decompress, macro_texts
from eds_xl.addin.places import SHIPPED
from tools.build_addin import DOCUMENTS, MODULES

SAVED_BY_EXCEL = sorted(Path(xlwings.__file__).parent.rglob("*.xl[as]m"))


def plain(text: str) -> str:
    lines = (line.rstrip() for line in text.splitlines() if not line.startswith("Attribute "))
    return "\n".join(lines).strip("\n")


def test_ours_are_read() -> None:
    texts = macro_texts(SHIPPED.read_bytes())
    assert list(texts) == [*DOCUMENTS, *MODULES]
    assert texts["EdsLauncher"].startswith("Option Explicit\nOption Private Module\n")


@pytest.mark.parametrize("path", SAVED_BY_EXCEL, ids=lambda path: path.name)
def test_files_that_excel_has_saved_are_read_as_by_pyopenvba(path: Path) -> None:
    with ExcelFile(path) as file:
        expected = {module.name: plain(module.source) for module in file.vba_project().modules}
    assert macro_texts(path.read_bytes()) == expected
    assert max(map(len, expected.values())) > 100


def test_a_signed_or_saved_copy_has_the_same_text(tmp_path: Path) -> None:
    copy = tmp_path / "signed.xlam"
    copy.write_bytes(SHIPPED.read_bytes())
    with ExcelFile(copy) as file:
        file.set_module("EdsRibbon", file.get_module("EdsRibbon") + "\r\n")
        file.save()
    assert copy.read_bytes() != SHIPPED.read_bytes()
    assert macro_texts(copy.read_bytes()) == macro_texts(SHIPPED.read_bytes())


@given(st.text(alphabet="abc \r\n", max_size=9000))
def test_what_was_compressed_comes_back(text: str) -> None:
    data = text.encode("ascii")
    assert decompress(compress(data)) == data


@given(st.data())
def test_a_damaged_file_is_a_value_error_and_nothing_else(data: st.DataObject) -> None:
    with zipfile.ZipFile(SHIPPED) as package:
        project = bytearray(package.read("xl/vbaProject.bin"))
    for place in data.draw(st.lists(st.integers(0, len(project) - 1), min_size=1, max_size=20)):
        project[place] ^= data.draw(st.integers(1, 255))
    del project[data.draw(st.integers(0, len(project))) :]
    try:
        macro_texts(packed(bytes(project)))
    except ValueError:
        return


def packed(project: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("xl/vbaProject.bin", project)
    return data.getvalue()


@pytest.mark.parametrize("data", [b"", b"no archive", packed(b"no compound file" * 100)])
def test_something_else_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"macros|compound"):
        macro_texts(data)


def test_a_workbook_without_macros_is_a_value_error() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ValueError, match="no workbook with macros"):
        macro_texts(data.getvalue())


def test_a_chain_that_goes_round_in_a_circle_ends() -> None:
    with zipfile.ZipFile(SHIPPED) as package:
        project = bytearray(package.read("xl/vbaProject.bin"))
    table = int.from_bytes(project[76:80], "little")
    first = int.from_bytes(project[48:52], "little")
    place = (table + 1) * 512 + first * 4
    project[place : place + 4] = first.to_bytes(4, "little")
    with pytest.raises(ValueError, match="circle"):
        read_streams(bytes(project))
