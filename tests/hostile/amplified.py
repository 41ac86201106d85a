"""Workbooks in which little stands for much: a range, a repeated word, an element of four characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from eds_xl.assessment.model import Evidence
from eds_xl.workbook.coordinates import column_letters
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.hostile.files import BOOK, SHEET, before_end, edited, packed, sound
from tests.workbook.closed_samples import RELATIONSHIPS, parts_of


def with_tables(edit: Callable[[bytes], bytes]) -> bytes:
    """Return the sound workbook with the parts of all tables edited."""
    parts = parts_of(sound())
    tables = {name: edit(part) for name, part in parts.items() if name.startswith("xl/tables/")}
    return packed({**parts, **tables}, level=1)


def to_the_last_row(table: bytes, top: bytes = rb"\g<2>") -> bytes:
    """Return a table as it is when somebody pulled it down to the last row of the sheet."""
    return re.sub(rb'(ref="[A-Z]+)(\d+)(:[A-Z]+)\d+"', rb"\g<1>" + top + rb'\g<3>1048576"', table)


def tables_to_the_last_row() -> bytes:
    return with_tables(lambda table: table if b'"EDS_Findings"' in table else to_the_last_row(table))


def a_findings_table_to_the_last_row() -> bytes:
    return with_tables(lambda table: to_the_last_row(table) if b'"EDS_Findings"' in table else table)


def tables_to_the_last_row_without_headings() -> bytes:
    """Tables of evidence whose heading row is switched off and would be among blank cells."""

    def edit(table: bytes) -> bytes:
        if b'"EDS_Evidence' not in table:
            return table
        return to_the_last_row(table, b"5000").replace(b" ref=", b' headerRowCount="0" ref=', 1)

    return with_tables(edit)


def links_over_many_cells() -> bytes:
    """Two hundred links, each over ten thousand cells."""
    links = "".join(
        f'<hyperlink ref="A{2_000 + n * 1_000}:J{2_999 + n * 1_000}" r:id="rIdL"/>' for n in range(200)
    )
    link = f'<Relationship Id="rIdL" Type="{RELATIONSHIPS}/hyperlink" Target="https://a.b/" TargetMode="External"/>'
    rels = SHEET.replace("worksheets/", "worksheets/_rels/") + ".rels"
    return edited(
        {
            SHEET: lambda text: re.sub(
                r"(<hyperlinks>)|(?=<printOptions|<pageMargins)",
                lambda found: f"{found[0]}{links}" if found[1] else f"<hyperlinks>{links}</hyperlinks>",
                text,
                count=1,
            ),
            rels: before_end("</Relationships>", link),
        }
    )


def number_formats_of_brackets() -> bytes:
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{"[" * 100_000}"/>' for n in range(300, 340))
    return edited({"xl/styles.xml": lambda text: re.sub(r"(<numFmts[^>]*>)", rf"\1{formats}", text)})


def filled(formula: str) -> bytes:
    """A formula filled down over one more cell on every sheet."""
    rows = (
        f'<row r="9000"><c r="P9000"><f t="shared" ref="P9000:P9001" si="99">{formula}</f></c></row>'
        '<row r="9001"><c r="P9001"><f t="shared" si="99"/></c></row>'
    )
    sheets = [name for name in parts_of(sound()) if name.startswith("xl/worksheets/sheet")]
    return edited({name: before_end("</sheetData>", rows) for name in sheets})


def formulas_of_brackets() -> bytes:
    return filled("[" * 100_000)


def a_name_for_a_sheet_that_never_ends() -> bytes:
    name = f'<definedName name="X">\'{"a" * 7_500_000}</definedName>'
    return edited({BOOK: before_end("</definedNames>", name)}, level=0)


def a_sheet_with_a_long_name() -> bytes:
    """A sheet with a name of half a million characters and three hundred rows to say something about."""
    assessment = complete_assessment()
    rows = tuple(Evidence(2, "9Z", f"TBC {n} ???") for n in range(300))
    parts = parts_of(build(replace(assessment, evidence=(*assessment.evidence, *rows))))
    parts[BOOK] = parts[BOOK].replace(b'name="Domain 2"', b'name="' + b"N" * 500_000 + b'"')
    return packed(parts)


def formulas_without_results() -> bytes:
    """Nine million formulas on four sheets, each without a result."""
    columns = [column_letters(number) for number in range(1, 51)]
    rows = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{column}{n}"><f>1</f></c>""" for column in columns)}</row>'
        for n in range(3_000, 49_000)
    )
    sheets = [f"xl/worksheets/sheet{n}.xml" for n in (1, 5, 6, 7)]
    return edited({name: before_end("</sheetData>", rows) for name in sheets})


def long_formulas_without_results() -> bytes:
    """Formulas of two hundred megabytes on four sheets."""
    cells = "".join(
        f'<row r="{n}"><c r="P{n}"><f>{"+".join(["A1"] * 2_700)}</f></c></row>' for n in range(3_000, 9_000)
    )
    sheets = [f"xl/worksheets/sheet{n}.xml" for n in (1, 5, 6, 7)]
    return edited({name: before_end("</sheetData>", cells) for name in sheets})


def millions_of_elements(element: str = "<a/>", megabytes: int = 16) -> bytes:
    """A book whose part has nothing but elements, as small as can be."""
    elements = element * (megabytes * 1024**2 // len(element) - 10_000)
    return edited({BOOK: before_end("</workbook>", f"<extLst>{elements}</extLst>")})


def cells_far_apart() -> bytes:
    """Five thousand cells on each sheet, all of which belong to nothing and stand alone."""
    columns = ("Z", "AI", "AR", "BA", "BJ")
    rows = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{column}{n}"><v>1</v></c>""" for column in columns)}</row>'
        for n in range(3_000, 7_000, 4)
    )
    sheets = [name for name in parts_of(sound()) if name.startswith("xl/worksheets/sheet")]
    return edited({name: before_end("</sheetData>", rows) for name in sheets})
