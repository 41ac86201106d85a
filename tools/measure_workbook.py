"""Measure workbooks: a row of a Markdown table for each file named on the command line.

docs/workbook-compared.md holds the rows of ours. Nothing of a workbook is run or calculated.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

HEADINGS = (
    "Workbook",
    "Size in kB",
    "Sheets",
    "of them hidden",
    "Defined names",
    "of them broken",
    "Formulas",
    "Error values",
    "Merged ranges",
    "Marked-up tables",
    "of them with alternative text",
    "Macros",
    "Title and language",
)
_CORE = "docProps/core.xml"


def measure(path: Path) -> list[str]:
    """Return the measures of a workbook in the order of the headings; raises BadZipFile if it is none."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    sheets = list(_trees(parts, "xl/worksheets/"))
    tables = list(_trees(parts, "xl/tables/"))
    names = list(workbook.iter("{*}definedName"))
    counts = (
        round(path.stat().st_size / 1000),
        len(list(workbook.iter("{*}sheet"))),
        sum(sheet.get("state", "visible") != "visible" for sheet in workbook.iter("{*}sheet")),
        len(names),
        sum("#REF!" in (name.text or "") for name in names),
        _count(sheets, "{*}c/{*}f"),
        _count(sheets, "{*}c[@t='e']"),
        _count(sheets, "{*}mergeCell"),
        len(tables),
        sum(any(item.get("altText") for item in table.iter("{*}table")) for table in tables),
    )
    macros = any("vbaProject" in name or name.startswith("xl/macrosheets/") for name in parts)
    answers = (macros, _has_title_and_language(parts))
    return [path.name, *(f"{count:,}" for count in counts), *("yes" if yes else "no" for yes in answers)]


def _trees(parts: dict[str, bytes], folder: str) -> Iterator[etree._Element]:
    wanted = (name for name in parts if name.startswith(folder) and name.endswith(".xml"))
    return (etree.fromstring(parts[name]) for name in wanted)


def _count(trees: list[etree._Element], path: str) -> int:
    return sum(len(tree.findall(f".//{path}")) for tree in trees)


def _has_title_and_language(parts: dict[str, bytes]) -> bool:
    if _CORE not in parts:
        return False
    core = etree.fromstring(parts[_CORE])
    return all(core.findtext(f"{{*}}{name}") for name in ("title", "language"))


def row(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table of the workbooks named on the command line."""
    print(row(list(HEADINGS)))
    print(row(["---"] * len(HEADINGS)))
    for name in sys.argv[1:]:
        print(row(measure(Path(name))))


if __name__ == "__main__":
    main()
