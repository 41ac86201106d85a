"""Whatever is wrong with a workbook, it is found live as it is found closed: every code that there can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from eds_xl.actions.check import find
from eds_xl.actions.opening import read_workbook
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.live import open_live
from eds_xl.workbook.names import TEMPLATE_VERSION_NAME
from tests.checks.drafts import complete, edited
from tests.checks.example import Example
from tests.checks.examples import EXAMPLES
from tests.live.conftest import Program

# A formula that is gone from another sheet than that of the catalogue's example.
# A formula that no program has worked out does not stay one: Excel does so when it opens the file.
WRONG = {example.code: example for example in EXAMPLES if example.code != "CON-047"} | {
    "CON-044 on Start": Example(
        "CON-044", edited(lambda draft: draft.cell("Start", "D24", 3.0)), "Start", "gone", complete
    )
}


@pytest.mark.parametrize("example", WRONG.values(), ids=WRONG)
def test_found_live_as_in_the_closed_file(example: Example, excel: Program, tmp_path: Path) -> None:
    book = example.wrong().book
    if example.code == "CON-040":
        # The example changes a property of the file only, of which Excel's open workbook says nothing.
        version = book.names()[TEMPLATE_VERSION_NAME]
        assert version
        book.apply([Change(version.sheet, version.top, version.left, "0")])
    (tmp_path / "damaged.png").write_bytes(b"no picture")
    book.save(tmp_path / book.name)
    # As the file has them: working them out would mend results that are out of date.
    excel.stand_in.calculation = "manual"
    excel.open(tmp_path / book.name)
    findings = find(read_workbook(open_live()))
    assert findings == find(read_workbook(open_book(tmp_path / book.name)))
    assert example.code in {finding.code for finding in findings}
