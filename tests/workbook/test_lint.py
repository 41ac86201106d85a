"""The lint finds nothing in our workbooks, and each of its rules finds the faults planted for it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.workbook.template import build
from tests.tools.lint_registry import RULES
from tests.tools.xlsx_file import XlsxFile
from tests.tools.xlsx_lint import lint

Parts = dict[str, bytes]
Change = Callable[[Parts], None]

WORKBOOK, TYPES, CORE, STYLES = "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml", "xl/styles.xml"
START, DOMAIN_1, SCORE_CARD = "Start", "Domain 1", "Score card"
HISTORY, SERVICES = "EDS_History", "EDS_Services"
MANY = "x" * 256


@cache
def template() -> bytes:
    return build()


def changed(change: Change) -> bytes:
    """Return the blank template with its parts changed."""
    with zipfile.ZipFile(BytesIO(template())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@cache
def part_of(name: str) -> str:
    """Return the part that holds a sheet or a table of the template; other names are parts themselves."""
    file = XlsxFile(template())
    places = {sheet.name: sheet.part for sheet in file.sheets} | {
        table.name: table.part for table in file.tables
    }
    return places.get(name, name)


def swap(where: str, pattern: str, new: str) -> Change:
    """Return the change of the first match of a pattern in a sheet, table or part."""

    def change(parts: Parts) -> None:
        text, count = re.subn(pattern, new, parts[part_of(where)].decode("utf-8"), count=1)
        assert count, f"{where} holds no {pattern}"
        parts[part_of(where)] = text.encode("utf-8")

    return change


def rename(old: str, new: str) -> Change:
    """Return the change of a sheet's name, and of every reference to it."""

    def change(parts: Parts) -> None:
        parts[WORKBOOK] = parts[WORKBOOK].replace(f'name="{old}"'.encode(), f'name="{new}"'.encode())
        for part, content in parts.items():
            quoted = content.replace(f"'{old}'!".encode(), f"'{new}'!".encode())
            parts[part] = quoted.replace(f">{old}!".encode(), f">'{new}'!".encode())

    return change


def cell(xml: str) -> Change:
    """Return the change that adds a cell to the first row of the Score card."""
    return swap(SCORE_CARD, "</c></row>", f"</c>{xml}</row>")


def formula(text: str) -> Change:
    """Return the change that adds a formula to the first row of the Score card."""
    return cell(f'<c r="ZZ1"><f>{text}</f><v>0</v></c>')


def name(words: str, refers_to: str = "Start!$A$1") -> Change:
    """Return the change that adds a defined name."""
    return swap(
        WORKBOOK, "</definedNames>", f'<definedName name="{words}">{refers_to}</definedName></definedNames>'
    )


def in_format(text: str) -> Change:
    """Return the change of a conditional format on the Domain 1 sheet."""
    return swap(DOMAIN_1, "<formula>", f"<formula>ISNUMBER({text})+")


def text_of_start(words: str) -> Change:
    """Return the change of the text in Start's second row."""
    return swap("xl/sharedStrings.xml", "<si><t>Start here.", f"<si><t>{words}")


PLANTED: list[tuple[str, Change]] = [
    (
        "shared-strings",
        swap(START, '<c r="A2" s="([0-9]+)" t="s"><v>[0-9]+<', r'<c r="A2" s="\1" t="s"><v>99999<'),
    ),
    ("cell-order", swap(START, '<c r="A2"', '<c r="A3"')),
    ("cell-order", swap(START, '<row r="2"', '<row r="3"')),
    ("cell-order", cell('<c r="ZZ1"/><c r="ZZ1"/>')),
    ("cell-styles", swap(START, '<c r="A2" s="[0-9]+"', '<c r="A2" s="999"')),
    ("cell-styles", swap(DOMAIN_1, 'dxfId="[0-9]+"', 'dxfId="99"')),
    ("fonts", swap(STYLES, "</font>", '<scheme val="minor"/></font>')),
    ("cell-texts", text_of_start("😀" * 16_384)),
    ("cell-texts", text_of_start("\n" * 254)),
    ("error-values", cell('<c r="ZZ1" t="e"><v>#N/A</v></c>')),
    ("error-values", cell('<c r="ZZ1"><f>1+1</f></c>')),
    ("title-cells", swap(START, '<c r="A1".*?</c>', '<c r="A1"/>')),
    ("title-cells", rename("Engagement", "Engagement and evidence questions")),
    ("title-cells", rename("Engagement", "Engagement?")),
    (
        "merged-cells",
        swap(START, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:B2"/></mergeCells>'),
    ),
    ("hidden", swap(WORKBOOK, 'name="Lists" ', 'name="Lists" state="veryHidden" ')),
    ("hidden", swap(START, '<row r="2"', '<row r="2" hidden="1"')),
    ("hidden", swap(START, '<col min="2"', '<col min="2" hidden="1"')),
    ("row-heights", swap(START, '<row r="2"', '<row r="2" customHeight="1"')),
    ("page-texts", swap(START, "<oddHeader>", f"<oddHeader>{MANY}")),
    ("table-headings", swap(SERVICES, 'name="Why chosen"', 'name="Why"')),
    ("table-ids", swap(SERVICES, '(?<= )id="[0-9]+"(?= name="EDS)', 'id="1"')),
    ("table-ids", swap(HISTORY, 'displayName="EDS_History"', 'displayName="EDS_objectives"')),
    ("table-places", swap(SERVICES, 'ref="A([0-9]+):H[0-9]+"', r'ref="A\1:H\1"')),
    ("table-places", swap(SERVICES, 'ref="A([0-9]+):H[0-9]+"', r'ref="A\1:H99"')),
    ("alternative-texts", swap(SERVICES, "altTextSummary", "altTextOther")),
    ("alternative-texts", swap("xl/drawings/drawing1.xml", "descr=", "title=")),
    ("valid-names", name("EDS_two words")),
    ("valid-names", name("eds_sheet_start")),
    ("names-like-addresses", name("EDS2022")),
    ("names-like-addresses", name("R1C1")),
    ("one-namespace", name("EDS_services")),
    ("broken-references", name("EDS_Gone", "#REF!")),
    ("broken-references", name("EDS_Gone", "'No sheet'!$A$1")),
    ("broken-references", formula("SUM(Start!#REF!)")),
    ("validation-texts", swap(DOMAIN_1, 'prompt="Choose', f'prompt="{MANY}')),
    ("validation-texts", swap(DOMAIN_1, 'errorTitle="Method"', f'errorTitle="{MANY[:33]}"')),
    ("drop-downs", swap(DOMAIN_1, "<formula1>EDS_List_Method<", "<formula1>EDS_List_Gone<")),
    ("drop-downs", swap(DOMAIN_1, "<formula1>EDS_List_Method<", "<formula1>&quot;Yes,No&quot;<")),
    ("rule-places", swap(DOMAIN_1, 'sqref="[^"]+"><formula1>', 'sqref="B0"><formula1>')),
    (
        "rule-places",
        swap(DOMAIN_1, '<conditionalFormatting sqref="[^"]+"', '<conditionalFormatting sqref="XFE7"'),
    ),
    ("links", swap(DOMAIN_1, 'location="EDS_Sheet_Start"', "location=\"'Start'!A1\"")),
    ("links", formula("HYPERLINK(&quot;#Start!A1&quot;,&quot;Start&quot;)")),
    (
        "links",
        formula("HYPERLINK(&quot;#'Gone'!&quot;&amp;IFERROR(ADDRESS(ROW(Start!A1),1),&quot;A1&quot;),1)"),
    ),
    ("content-type", swap(TYPES, "sheet.main", "template.main")),
    ("parts", lambda parts: parts.update({"xl/vbaProject.bin": b""})),
    ("parts", lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"})),
    ("parts", lambda parts: [parts.pop("xl/theme/theme1.xml")].clear()),
    ("properties", swap(CORE, "<dc:language>en-GB</dc:language>", "")),
    ("properties", swap(CORE, "<dc:creator>", "<dc:creator>A person")),
    ("formula-syntax", formula("SUM(1,2")),
    ("formula-syntax", formula("1+2)")),
    ("formula-syntax", formula("&quot;open")),
    ("formula-syntax", formula("=1+2")),
    ("formula-sizes", formula("1+" * 4_096 + "1")),
    ("formula-sizes", formula("IF(1,2," * 65 + "3" + ")" * 65)),
    ("formula-sizes", formula(f"&quot;{MANY}&quot;")),
    ("unprefixed-functions", formula("XLOOKUP(1,2,3)")),
    ("safe-functions", formula("_xlfn.XLOOKUP(1,2,3)")),
    ("safe-functions", formula("OFFSET($A$1,1,1)")),
    ("one-value", formula("SUMPRODUCT(IF($A$1:$A$3&gt;0,1,0))")),
    ("one-value", formula("SUMPRODUCT(ISNUMBER($A$1:$A$3)*1)")),
    ("one-value", formula("TRIM(EDS_Services[Service])")),
    ("one-value", formula("MATCH(EDS_FindKey,EDS_FindKey,0)")),
    ("one-value", formula("COUNTIF($A$1:$A$3,$B$1:$B$3)")),
    ("one-value", formula("EDS_Services")),
    ("one-value", in_format("$A$1:$A$3")),
    ("array-formulas", cell('<c r="ZZ1"><f t="array" ref="ZZ1">1+1</f><v>2</v></c>')),
    ("table-references", formula("COUNTA(EDS_Services[Gone])")),
    ("table-references", formula("COUNTA(EDS_Gone[Service])")),
    ("table-references", formula("TRIM(EDS_Services[@Service])")),
    ("table-references", formula("TRIM([@Service])")),
    ("tables-in-rules", in_format("EDS_Services[Service]")),
    (
        "tables-in-rules",
        swap(
            DOMAIN_1,
            r"(<dataValidation [^>]*)/>",
            r"\1><formula1>EDS_Services[Service]</formula1></dataValidation>",
        ),
    ),
    ("known-names", formula("EDS_Gone+1")),
    ("known-names", formula("SUM('No sheet'!$A$1:$A$3)")),
    ("known-names", in_format("EDS_Gone")),
]


@pytest.mark.parametrize("data", [None, *EXAMPLES], ids=["blank", *EXAMPLES])
def test_our_workbooks_are_clean(data: str | None) -> None:
    assert lint(build(example(data)) if data else template()) == []


@pytest.mark.parametrize(
    ("rule", "change"), PLANTED, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(PLANTED)]
)
def test_a_planted_fault_is_found_by_its_rule_and_no_other(rule: str, change: Change) -> None:
    assert {fault.rule for fault in lint(changed(change))} == {rule}


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _ in PLANTED} == set(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "TRIM(EDS_Services[[#This Row],[Service]])",
        "IF(TRUE,-1.5E+3,&quot;say &quot;&quot;(yes&quot;&quot;&quot;)%",
        "COUNTIFS(EDS_Evidence1[Outcome],&quot;1A&quot;,EDS_Evidence1[Evidence],&quot;?*&quot;)",
        "SUM('Score card'!$A$1:$A$3,$B:$B,$4:$4)",
        "INDEX(EDS_FindEntry,MATCH(&quot;a&quot;,EDS_FindKey,0))&lt;&gt;Start!A1",
    ],
)
def test_a_sound_formula_is_no_fault(text: str) -> None:
    assert lint(changed(formula(text))) == []


def test_the_type_of_the_file_goes_with_its_name() -> None:
    assert {fault.rule for fault in lint(template(), "workbook.xlsm")} == {"content-type"}
