from __future__ import annotations

import dataclasses
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from eds_xl.report.columns import column_widths
from eds_xl.report.pdf import write
from eds_xl.report.tree import Column, Row, Table, cell
from tests.report.sample import long_report

HEADINGS = (
    "Outcome",
    "Objective",
    "Action/activity",
    "Status",
    "Completion date",
    "Owner",
    "Services",
    "Responsible",
)


def table(shares: tuple[float, ...], headings: tuple[str, ...] = HEADINGS) -> Table:
    columns = tuple(Column(heading, share) for heading, share in zip(headings, shares, strict=True))
    return Table("Title", columns, (Row(tuple(cell("yes") for _ in columns)),))


@given(st.lists(st.floats(0.1, 20), min_size=8, max_size=8), st.floats(50, 900))
def test_widths_add_up_and_none_vanishes(shares: list[float], width: float) -> None:
    widths = column_widths(table(tuple(shares)), width)
    assert abs(sum(widths) - width) < 0.01
    assert min(widths) > 0


def test_shares_are_kept_where_words_fit() -> None:
    widths = column_widths(table((1.0, 2.0), ("A", "B")), 300)
    assert [round(each) for each in widths] == [100, 200]


def test_words_of_headings_stay_in_their_columns(requires: Callable[[str], Path], tmp_path: Path) -> None:
    document = dataclasses.replace(long_report(0), cover=(table((1.0,) * 5 + (9.0,) * 3),), sections=())
    file = tmp_path / "file.pdf"
    file.write_bytes(write(document))
    run = subprocess.run([requires("pdftotext"), "-bbox", file, "-"], capture_output=True, check=True)
    words = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', run.stdout.decode("utf-8"))
    starts = {word: float(left) for left, _, word in words}
    ends = {word: float(right) for _, right, word in words}
    firsts = [re.split(r"[ /]", heading)[0] for heading in HEADINGS]
    for word, following in pairwise(firsts):
        printed = next(each for each in ends if each.startswith(word))
        after = next(each for each in starts if each.startswith(following))
        assert ends[printed] + 5 < starts[after]
