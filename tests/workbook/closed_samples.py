"""Workbooks to try the closed book on: one with everything in it, and small ones written by hand."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from xlsxwriter.chart import Chart

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

SHEET_PART = "xl/worksheets/sheet1.xml"
ODD_TEXT = "  two spaces, a line\nfeed, \N{GRINNING FACE}, _x0041_ as typed, bell \x07, café, <b>&amp;  "


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x20\x60\xa0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chart_in(book: xlsxwriter.Workbook, kind: str) -> Chart:
    """A chart of the first sheet's numbers."""
    chart = book.add_chart({"type": kind})
    assert chart is not None
    chart.add_series({"values": "='Data & more'!$B$2:$B$5"})
    return chart


def full_workbook(path: Path) -> Path:
    """Make a workbook with everything that a library might lose."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Everything", "created": datetime(2024, 2, 28, tzinfo=UTC)})
    book.set_custom_property("EDS template version", "1.0")
    book.set_custom_property("Approved", value=True)
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    text = book.add_format({"num_format": "@", "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    month = book.add_format({"num_format": "mmm yy"})
    percent = book.add_format({"num_format": "0.0%"})
    grey = book.add_format({"bg_color": "#DDDDDD", "num_format": "@"})

    data = book.add_worksheet("Data & more")
    data.write_string("A1", "Title", bold)
    data.write_rich_string("A2", "plain ", bold, "bold ", red, "red")
    data.write_number("B2", 2)
    data.write_number("B3", 45350, day)
    data.write_number("B4", 45350, month)
    data.write_number("B5", 0.455, percent)
    data.write_boolean("B6", True)
    data.write_formula("B7", "=B2*2", None, 4)
    data.write_formula("B8", '="x"&A1', None, "xTitle")
    data.write_formula("B9", "=1/0", None, "#DIV/0!")
    data.write_formula("B10", "=B2=2", None, True)
    data.write_array_formula("D2:D4", "{=B2:B4*2}", None, 4)
    data.write_string("A6", ODD_TEXT, text)
    data.write_blank("C6", None, grey)
    data.write_comment("A1", "A note that must stay.")
    data.write_url("A8", "https://www.example.org/", string="A link")
    data.data_validation("B2", {"validate": "list", "source": "=Lists!$A$1:$A$3"})
    data.conditional_format("B2:B5", {"type": "data_bar", "data_bar_2010": True})
    data.add_sparkline("E2", {"range": "'Data & more'!B2:B5"})
    data.insert_image("F2", "pixel.png", {"image_data": io.BytesIO(png()), "description": "A pixel"})
    data.insert_chart("F6", chart_in(book, "column"), {"description": "A chart"})
    data.set_column("H:H", 20, grey)
    data.set_row(30, None, text)
    data.freeze_panes(1, 1)

    table = book.add_worksheet("Chris's rows")
    rows = [
        ["E1", "1A", "Evidence one", 1],
        ["E2", "1B", "Evidence two", 2],
        ["E3", "1C", "Evidence three", 3],
    ]
    columns: list[dict[str, object]] = [
        {"header": name, "format": text} for name in ("Ref", "Outcome", "What it\nsays", "Rating")
    ]
    table.write_string("A1", "Rows", bold)
    table.add_table("B4:E7", {"name": "EDS_Rows", "data": rows, "columns": columns})
    for row in range(7, 10):
        for column in range(1, 5):
            table.write_blank(row, column, None, text)

    lists = book.add_worksheet("Lists")
    lists.write_column("A1", ["Yes", "No", "Not yet"])
    lists.hide()
    book.add_chartsheet("Chart alone").set_chart(chart_in(book, "bar"))
    book.define_name("EDS_Title", "='Data & more'!$A$1")
    book.define_name("EDS_Rows_all", "='Chris''s rows'!$B$4:$E$7")
    book.define_name("EDS_Broken", "=#REF!")
    book.define_name("EDS_Constant", "=42")
    book.define_name("Lists!EDS_Local", "=Lists!$A$1")
    book.close()
    return path


def loaded(path: Path, **options: bool) -> openpyxl.Workbook:
    """A workbook as openpyxl reads it, without its warnings of what it will lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), **options)


def parts_of(place: Path | bytes) -> dict[str, bytes]:
    """The parts of a workbook by name, in order."""
    source = io.BytesIO(place) if isinstance(place, bytes) else place
    with zipfile.ZipFile(source) as container:
        return {info.filename: container.read(info) for info in container.infolist()}


def edit_parts(path: Path, edits: Mapping[str, Callable[[str], str] | str | bytes | None]) -> Path:
    """Change or add parts, in place; None removes one."""
    parts = parts_of(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in [*parts, *(name for name in edits if name not in parts)]:
            edit = edits.get(name, parts.get(name))
            new = edit(parts[name].decode("utf-8")) if callable(edit) else edit
            if new is not None:
                out.writestr(name, new)
    return path


def small_workbook(
    path: Path,
    sheet: str,
    *,
    strings: str = "",
    styles: str = "",
    names: str = "",
    workbook: str = "",
    namespace: str = MAIN,
    target: str = "worksheets/sheet1.xml",
) -> Path:
    """Write a workbook of one sheet by hand; ``sheet`` is what stands inside its worksheet element."""
    links = [("rId1", "worksheet", target)]
    parts = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONSHIPS}">{workbook}'
            f'<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>{names}</workbook>'
        ),
        SHEET_PART: f'<worksheet xmlns="{namespace}" xmlns:r="{RELATIONSHIPS}">{sheet}</worksheet>',
    }
    if strings:
        links.append(("rId2", "sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{namespace}">{strings}</sst>'
    if styles:
        links.append(("rId3", "styles", "/xl/styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = relationships(links)
    parts["_rels/.rels"] = relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(name, text)
    return path


def relationships(links: list[tuple[str, str, str]]) -> str:
    """The part that lists relationships, each an id, the last word of the type, and a target."""
    inside = "".join(
        f'<Relationship Id="{identity}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for identity, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def sdk_faults(validator: Path, workbook: Path) -> object:
    """What Microsoft's Open XML SDK has against a file; None if nothing."""
    done = subprocess.run(
        [validator, workbook, "Microsoft365"], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    result = json.loads(done.stdout)
    return None if result["ok"] else result


def resaved_by_libreoffice(soffice: Path, workbook: Path, folder: Path, kind: str = "xlsx") -> Path:
    """Open and save a workbook with LibreOffice, into a folder."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            workbook,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{workbook.stem}.{kind}"
