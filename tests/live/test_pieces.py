"""The small parts of the live workbook: rectangles, spelling of formulas, the habits of xlwings."""

from __future__ import annotations

import atexit
import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.workbook.formula_text import same_formula
from eds_xl.workbook.live_blocks import cells_of, halves, rectangles
from eds_xl.workbook.live_errors import excel_errors, is_busy
from eds_xl.workbook.live_native import settle_xlwings
from tests.engines.libreoffice_formulas import to_excel, to_own

PLACES = st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)))


@given(places=PLACES)
def test_rectangles_cover_each_place_once_and_nothing_else(places: set[tuple[int, int]]) -> None:
    covered = [place for box in rectangles(places) for place in cells_of(box)]
    assert sorted(covered) == sorted(places)


@given(top=st.integers(1, 5), left=st.integers(1, 5), down=st.integers(0, 5), right=st.integers(0, 5))
def test_halves_are_the_whole(top: int, left: int, down: int, right: int) -> None:
    box = (top, left, top + down, left + right)
    if down or right:
        both = [place for half in halves(box) for place in cells_of(half)]
        assert sorted(both) == sorted(cells_of(box))


@pytest.mark.parametrize(
    ("places", "boxes"),
    [
        (set(), []),
        ({(2, 2)}, [(2, 2, 2, 2)]),
        ({(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2)}, [(1, 1, 3, 2)]),
        ({(1, 1), (2, 1), (1, 2)}, [(1, 1, 2, 1), (1, 2, 1, 2)]),
        ({(1, 1), (1, 3)}, [(1, 1, 1, 1), (1, 3, 1, 3)]),
    ],
)
def test_blocks_are_found(places: set[tuple[int, int]], boxes: list[tuple[int, int, int, int]]) -> None:
    assert rectangles(places) == boxes


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("'Start'!$B$4", "Start!$B$4", True),
        ("SUM( A1, A2 )", "=SUM(A1,A2)", True),
        ("'Score card'!$B$4", "'Score card'!$B$4", True),
        ("'Score card'!$B$4", "Scorecard!$B$4", False),
        ("A1", "A2", False),
        ("", "A1", False),
    ],
)
def test_excel_writes_the_same_formula_otherwise(first: str, second: str, same: bool) -> None:
    assert same_formula(first, second) is same


@pytest.mark.parametrize(
    ("excel", "office"),
    [
        ("IF('Score card'!$B$4>0,\"a,b;c!\",Start!B2)", "IF($'Score card'.$B$4>0;\"a,b;c!\";$Start.B2)"),
        ('COUNTIFS(EDS_E1[Outcome, first],"?*")', 'COUNTIFS(EDS_E1[Outcome, first];"?*")'),
        ("HYPERLINK(\"#x\",'It''s'!A1)", "HYPERLINK(\"#x\";$'It''s'.A1)"),
    ],
)
def test_the_two_spellings_of_formulas(excel: str, office: str) -> None:
    assert to_own(excel) == office
    assert to_excel(office) == excel


def test_xlwings_neither_waits_for_ever_nor_ends_other_excels(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where xlwings ends every Excel it does not know when Python ends."""
    ended: list[str] = []

    def cleanup() -> None:
        ended.append("every Excel")

    atexit.register(cleanup)
    windows = SimpleNamespace(N_COM_ATTEMPTS=0, cleanup=cleanup)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    settle_xlwings()
    assert windows.N_COM_ATTEMPTS > 0
    atexit.unregister(cleanup)
    assert ended == []


class ComError(Exception):
    """What pywin32 raises: the bridge's number, and Excel's at the end of its details."""

    def __init__(self, hresult: int, scode: int | None) -> None:
        super().__init__(hresult)
        self.hresult = hresult
        self.excepinfo = None if scode is None else (0, "Microsoft Excel", "words", "help", 0, scode)


class ExcelBusyError(Exception):
    """What xlwings raises where Excel did not answer."""


@pytest.mark.parametrize(
    ("error", "busy"),
    [
        (ComError(-2147418111, None), True),
        (ComError(-2147352567, -2146777998), True),
        (ComError(-2147352567, -2146827284), False),
        (ExcelBusyError(), True),
        (AttributeError("Excel.Application.Value"), True),
    ],
)
def test_what_means_that_excel_is_busy(error: Exception, busy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = SimpleNamespace(com_error=ComError)
    windows = SimpleNamespace(pywintypes=bridge, ExcelBusyError=ExcelBusyError)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    assert isinstance(error, excel_errors())
    assert is_busy(error) is busy


LOADING = """
import sys
from eds_xl.workbook.live_attach import find_workbook
from eds_xl.workbook.problems import WorkbookProblem
try:
    find_workbook(None)
except WorkbookProblem:
    pass
assert "xlwings" in sys.modules
print(sorted({"pandas", "numpy"} & set(sys.modules)))
import pandas
print(pandas.DataFrame([1]).size)
"""


def test_a_button_does_not_wait_for_what_xlwings_would_like_to_load() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["[]", "1"]
