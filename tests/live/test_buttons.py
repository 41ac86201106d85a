"""The add-in's buttons on workbooks that a program has open, through real xlwings objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from eds_xl.addin.launcher import main
from eds_xl.workbook.live import LiveBook
from eds_xl.workbook.template import build
from tests.addin.stand_ins import FakeFace
from tests.live.conftest import Program
from tests.live.workbooks import complete_at


@pytest.fixture
def face() -> FakeFace:
    return FakeFace()


def test_check_and_next_lead_through_the_workbook(program: Program, tmp_path: Path, face: FakeFace) -> None:
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(build())
    program.open(path)
    (book,) = program.app.books

    def open_it(name: str | None) -> LiveBook:
        assert name == "Our EDS.xlsx"
        return LiveBook(book)

    assert main(["check", "--book=Our%0020EDS.xlsx"], face, open_it) == 0
    assert " errors" in face.told[0]
    first = LiveBook(book).selected()
    assert first is not None
    assert main(["next", "--book=Our%0020EDS.xlsx"], face, open_it) == 0
    second = LiveBook(book).selected()
    assert second not in (None, first)
    assert face.warned == []


def test_fill_and_export_work_on_what_is_open(program: Program, tmp_path: Path, face: FakeFace) -> None:
    live = program.open(complete_at(tmp_path / "Our EDS.xlsx"))
    assert main(["fill"], face, lambda _: live) == 0
    assert "Excel cannot undo this" in face.told[0]
    assert main(["export", "--make=report:html"], face, lambda _: live) == 0
    assert face.folders == [tmp_path]
    assert (tmp_path / "Our EDS - report.html").is_file()
    assert face.warned == []
