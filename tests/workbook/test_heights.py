"""Rows are as high as their text needs, and never higher than Excel allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.workbook.heights import height_of
from eds_xl.workbook.theme import LINE_HEIGHT, MOST_HEIGHT

TITLE = (
    "Board members, system leaders (Band 9 and VSM) and those with line management responsibilities "
    "routinely demonstrate their understanding of, and commitment to, equality and health inequalities"
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, 1),
        ("Owners", 20, 1),
        ("Patient Experience Manager", 20, 2),
        (TITLE, 64, 3),
        (TITLE.upper(), 64, 4),
        ("- one\n- two\n\nthree", 64, 4),
        ("https://www.example.org/" + "a" * 80, 20, 6),
        ("1" * 60, 64, 1),
        ("i" * 120, 64, 1),
        ("W" * 60, 64, 2),
    ],
)
def test_lines_are_counted_as_excel_wraps_them(text: str, width: int, lines: int) -> None:
    assert height_of(text, width) == lines * LINE_HEIGHT + 1


@given(text=st.text(max_size=400), more=st.text(max_size=40), width=st.integers(4, 120))
def test_more_text_is_never_lower_and_nothing_is_too_high(text: str, more: str, width: int) -> None:
    assert LINE_HEIGHT < height_of(text, width) <= height_of(f"{text} {more}", width) <= MOST_HEIGHT
