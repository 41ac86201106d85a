"""The results of a workbook's formulas, worked out by IronCalc."""

from __future__ import annotations

import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import ironcalc
from openpyxl.workbook import Workbook

# openpyxl writes blank cells as numbers, which IronCalc takes for 0.
_BLANK = re.compile(rb'<c ([^>]*?) t="n"\s*(?:/>|>(?:<v\s*/>|<v></v>)?</c>)')


def results(workbook: Workbook) -> dict[tuple[str, int, int], Any]:
    """Return the value of each formula cell by sheet, row and column."""
    saved = BytesIO()
    workbook.save(saved)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.xlsx"
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(path, "w") as target:
            for part in source.namelist():
                target.writestr(part, _readable(part, source.read(part)))
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    return {
        (sheet.title, cell.row, cell.column): model.get_cell_value(number, cell.row, cell.column)
        for number, sheet in enumerate(workbook.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def _readable(part: str, content: bytes) -> bytes:
    if not part.startswith("xl/worksheets/sheet"):
        return content
    # IronCalc's "?*" does not match a line feed, Excel's does.
    return _BLANK.sub(rb"<c \1/>", content).replace(b"\n", b" ")
