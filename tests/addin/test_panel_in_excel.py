"""The panel on a workbook that a spreadsheet program has open, through real xlwings objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from eds_xl.addin.buttons import NO_UNDO
from eds_xl.workbook.live import open_live
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.template import build
from tests.addin.driver import Driver
from tests.engines.programs import STAND_INS, start_stand_in


@pytest.fixture(params=STAND_INS)
def app(request: pytest.FixtureRequest, requires: Callable[[str], Path]) -> Iterator[xlwings.App]:
    """A spreadsheet program of its own."""
    program = start_stand_in(request.param, requires)
    yield program
    program.kill()


def test_every_button_works_on_the_workbook_that_is_open(
    app: xlwings.App, driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tkinter.messagebox.askyesno", lambda *_, **__: True)
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(build())
    app.books.open(path)
    driver.start(open_live)
    assert driver.workbook.startswith("Our EDS.xlsx, open in Excel")

    driver.press("alt+c")
    assert " errors" in driver.summary
    assert driver.status == NO_UNDO
    area = open_live().tables()[FINDINGS].area
    assert area.bottom - area.top == len(driver.lines)

    driver.press("Down", "Return")
    finding = driver.view.findings.chosen()
    sheet, row, _ = open_live().selected() or ("", 0, 0)
    assert finding.where.startswith(sheet)
    assert finding.where.endswith(str(row))

    driver.press("alt+n")
    assert open_live().selected() not in (None, (sheet, row, 2))

    driver.press("alt+f")
    assert driver.message.startswith("EDS Organisation Rating: Not yet rated")
    assert driver.status == NO_UNDO

    driver.press_later("g")
    driver.press("alt+e")
    driver.wait(lambda: "Made in the folder" in driver.message)
    assert (tmp_path / "Our EDS - draft report.html").is_file()
    assert "This did not work" not in driver.message
