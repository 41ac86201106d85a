"""Build the Excel add-in from macros/: src/eds_xl/addin/eds_xl.xlam, the same bytes each time.

The workbook around the macros is made by XlsxWriter, the macros are put into it as source text by pyOpenVBA
(no compiled code: Excel compiles them when it first loads them), the ribbon is added as a part of its own.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import xlsxwriter
from lxml import etree
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAProject, compress, decompress

ROOT = Path(__file__).parent.parent
MACROS = ROOT / "macros"
ADDIN = ROOT / "src" / "eds_xl" / "addin" / "eds_xl.xlam"

CODE_PAGE = "cp1252"
MODULES = ("EdsLauncher", "EdsRibbon")
"""The standard modules, in the order in which they stand in the project."""
DOCUMENTS = ("ThisWorkbook", "Sheet1")
"""The modules that belong to the workbook and its sheet."""

_PREAMBLE_END = "END\r\n"
_CREATED = datetime(2022, 8, 15)  # noqa: DTZ001 - XlsxWriter writes the same text for any time zone
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MADE_ON_WINDOWS = 0

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_MACRO_PART = "xl/vbaProject.bin"
_NOTHING_COMPILED = bytes.fromhex("CC61 FFFF 00 0000")
"""What the file format asks of a writer that compiles nothing: Excel then goes by the text alone."""

_END_OF_DIRECTORY = bytes.fromhex("1000 00000000")

_CONTENT_TYPES, _RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def source(name: str) -> str:
    """Return a module's text as it stands in macros/, lines ending as the Visual Basic editor ends them."""
    ending = "cls" if name in DOCUMENTS else "bas"
    return (MACROS / f"{name}.{ending}").read_bytes().decode(CODE_PAGE)


def build() -> bytes:
    """Return the add-in as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        # pyOpenVBA goes by the ending and gives a new project to no other kind of file.
        shell = Path(folder) / "shell.xlsm"
        shell.write_bytes(_workbook())
        with ExcelFile(shell) as file:
            _put_macros(file.add_vba_project())
            file.save()
        with zipfile.ZipFile(shell) as package:
            parts = {item.filename: package.read(item) for item in package.infolist()}
    parts[_MACRO_PART] = _as_specified(parts[_MACRO_PART])
    parts[_CONTENT_TYPES] = _as_addin(parts[_CONTENT_TYPES])
    parts[_RELATIONSHIPS] = _with_ribbon(parts[_RELATIONSHIPS])
    parts[_RIBBON_PART] = (MACROS / "ribbon.xml").read_bytes()
    return _zipped(parts)


def _workbook() -> bytes:
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    workbook.set_properties(
        {
            "title": "EDS add-in",
            "subject": "NHS Equality Delivery System 2022",
            "comments": "The EDS tab: check, fill and export a workbook made from the EDS template.",
            "created": _CREATED,
        }
    )
    workbook.add_worksheet("EDS")
    workbook.close()
    return data.getvalue()


def _put_macros(project: VBAProject) -> None:
    for name in DOCUMENTS:
        _, _, exported = source(name).partition(_PREAMBLE_END)
        project.get_module(name).body = _without_attributes(exported)
    for name in MODULES:
        project.add_module(name, source(name))


def _without_attributes(text: str) -> str:
    lines = text.split("\r\n")
    return "\r\n".join(line for line in lines if not line.startswith("Attribute VB_"))


def _as_specified(project: bytes) -> bytes:
    """Return the macros to the letter of the file format, where pyOpenVBA relies on Excel's leniency."""
    streams = CFB.from_bytes(project)
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOTHING_COMPILED)
    directory = decompress(streams.get_stream_in_storage("VBA", "dir"))
    whole, end, _ = directory.rpartition(_END_OF_DIRECTORY)
    streams.write_stream_in_storage("VBA", "dir", compress(whole + end))
    return bytes(streams.to_bytes())


def _as_addin(content_types: bytes) -> bytes:
    root = etree.fromstring(content_types)
    (main,) = root.iterfind(f"{{{_PACKAGE}content-types}}Override[@PartName='/xl/workbook.xml']")
    main.set("ContentType", _ADDIN_TYPE)
    return _xml(root)


def _with_ribbon(relationships: bytes) -> bytes:
    root = etree.fromstring(relationships)
    etree.SubElement(
        root,
        f"{{{_PACKAGE}relationships}}Relationship",
        {"Id": "rIdRibbon", "Type": _RIBBON_TYPE, "Target": _RIBBON_PART},
    )
    return _xml(root)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """Return the parts as an archive without dates, and not compressed: libraries differ in how they do that."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            item = zipfile.ZipInfo(name, _EARLIEST)
            item.create_system = _MADE_ON_WINDOWS
            archive.writestr(item, content)
    return data.getvalue()


def main() -> None:
    """Write the add-in."""
    ADDIN.write_bytes(build())


if __name__ == "__main__":
    main()
