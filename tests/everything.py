"""An EDS workbook with everything in it that people and other programs add, and that no command may lose."""

from __future__ import annotations

import importlib
import io
import zipfile
from pathlib import Path
from unittest import mock

from xlsxwriter.workbook import Workbook

from eds_xl.assessment.model import Assessment
from eds_xl.workbook.layout import place_of
from eds_xl.workbook.sheets import SHEETS
from eds_xl.workbook.template import build
from tests.workbook.closed_samples import PACKAGE, png

FOREIGN, HIDDEN = "Our working", "Hidden notes"
_MAKING = importlib.import_module("eds_xl.workbook.template.build")

_X14_VALIDATION = """\
<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" \
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">\
<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">\
<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1>\
<xm:f>'Our working'!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>N40</xm:sqref></x14:dataValidation>\
</x14:dataValidations></ext></extLst></worksheet>"""

_SHARED_FORMULAS = """\
<row r="40"><c r="A40"><f t="shared" ref="A40:A42" si="0">B40*2</f><v>2</v></c><c r="B40"><v>1</v></c></row>\
<row r="41"><c r="A41"><f t="shared" si="0"/><v>4</v></c><c r="B41"><v>2</v></c></row>\
<row r="42"><c r="A42"><f t="shared" si="0"/><v>6</v></c><c r="B42"><v>3</v></c></row></sheetData>"""

_LABEL = (
    '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label '
    'id="{00000000-0000-0000-0000-000000000001}" siteId="{00000000-0000-0000-0000-000000000002}" '
    'enabled="1" method="Standard" removed="0"/></clbl:labelList>'
)
_LABEL_LINK = (
    '<Relationship Id="rIdLabel" Type="http://schemas.microsoft.com/office/2020/02/relationships/'
    'classificationlabels" Target="docMetadata/LabelInfo.xml"/></Relationships>'
)
_LABEL_TYPE = (
    '<Override PartName="/docMetadata/LabelInfo.xml" '
    'ContentType="application/vnd.ms-office.classificationlabels+xml"/></Types>'
)
_CUSTOM = '<p:properties xmlns:p="urn:example:library"><status>Draft</status></p:properties>'


def everything_workbook(assessment: Assessment) -> bytes:
    """Return a workbook made from the template, with all that Excel and its users put into workbooks."""
    define_names = _MAKING._define_names

    def with_additions(workbook: Workbook) -> None:
        define_names(workbook)
        _add_to_our_sheets(workbook)
        _add_foreign_sheets(workbook)

    with mock.patch.object(_MAKING, "_define_names", with_additions):
        return _with_what_xlsxwriter_lacks(build(assessment))


def everything_at(path: Path, assessment: Assessment) -> Path:
    """Write such a workbook to a file."""
    path.write_bytes(everything_workbook(assessment))
    return path


def _first_evidence(number: int) -> tuple[int, int]:
    sheet = next(sheet for sheet in SHEETS if sheet.domain == number)
    place = place_of(sheet, f"EDS_Evidence{number}")
    return place.first_row - 1, place.column


def _add_to_our_sheets(workbook: Workbook) -> None:
    bold = workbook.add_format({"bold": True, "num_format": "@", "text_wrap": True})
    red = workbook.add_format({"font_color": "red"})
    first, second = workbook.get_worksheet_by_name("Domain 1"), workbook.get_worksheet_by_name("Domain 2")
    assert first is not None
    assert second is not None
    first.insert_image("P3", "pixel.png", {"image_data": io.BytesIO(png()), "description": "A pixel"})
    first.write_comment("A1", "A note of the coordinator that must stay.", {"author": "Coordinator"})
    first.insert_textbox("P8", "A text box with advice")
    row, column = _first_evidence(2)
    second.write_rich_string(row, column, "The ", bold, "bold ", red, "and red", " survey.", bold)
    second.add_sparkline(2, 16, {"range": f"'{FOREIGN}'!B2:B5"})
    second.conditional_format("R1:R9", {"type": "data_bar", "data_bar_2010": True})
    second.write_url("R2", "https://www.example.org/survey", string="The survey")


def _add_foreign_sheets(workbook: Workbook) -> None:
    sheet, hidden = workbook.add_worksheet(FOREIGN), workbook.add_worksheet(HIDDEN)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    rows = [["Maternity", 2], ["Pharmacy", 3], ["Urgent care", 4]]
    sheet.add_table("A1:B5", {"name": "Working", "data": rows, "columns": [{"header": "S"}, {"header": "N"}]})
    sheet.write_array_formula("D2:D4", "{=B2:B4*2}", None, 4)
    sheet.write_dynamic_array_formula("E2:E4", "=_xlfn.SORT(B2:B4)", None, 2)
    sheet.write_formula("F2", "=SUM(B2:B5)", None, 9)
    sheet.write_formula("F3", "='Domain 2'!C9+1", None, 3)
    sheet.write_formula("F4", "=1/0", None, "#DIV/0!")
    sheet.write_datetime("G2", _MAKING.CREATED, day)
    sheet.data_validation("B2:B5", {"validate": "list", "source": ["1", "2", "3"]})
    sheet.insert_button("H2", {"caption": "Button"})
    chart = workbook.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"values": f"='{FOREIGN}'!$B$2:$B$5"})
    sheet.insert_chart("H6", chart, {"description": "Working chart"})
    hidden.write_string("A1", "Not for the board")
    hidden.very_hidden()
    alone = workbook.add_chart({"type": "pie"})
    assert alone is not None
    alone.add_series({"values": f"='{FOREIGN}'!$B$2:$B$5"})
    workbook.add_chartsheet("Chart alone").set_chart(alone)
    workbook.define_name("Our_total", f"='{FOREIGN}'!$F$2")
    workbook.define_name(f"'{FOREIGN}'!Local_name", f"='{FOREIGN}'!$B$2")
    workbook.define_name("Broken_name", "=#REF!")
    workbook.define_name("Rate", "=0.2")


def _with_what_xlsxwriter_lacks(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {
            info.filename: source.read(info).decode("utf-8", "surrogateescape") for info in source.infolist()
        }
    foreign = f"xl/worksheets/sheet{len(SHEETS) + 1}.xml"
    parts[foreign] = parts[foreign].replace("</sheetData>", _SHARED_FORMULAS, 1)
    third = f"xl/worksheets/sheet{[sheet.domain for sheet in SHEETS].index(3) + 1}.xml"
    parts[third] = parts[third].replace("</worksheet>", _X14_VALIDATION, 1)
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", _LABEL_LINK, 1)
    parts["docMetadata/LabelInfo.xml"] = _LABEL
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", _LABEL_TYPE, 1)
    parts["customXml/item1.xml"] = _CUSTOM
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rIdCustom" Type="{PACKAGE.replace("package/2006", "officeDocument/2006")}/relationships/'
        'customXml" Target="../customXml/item1.xml"/></Relationships>',
        1,
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(
                zipfile.ZipInfo(name, (2024, 2, 28, 9, 30, 0)), text.encode("utf-8", "surrogateescape")
            )
    return target.getvalue()
