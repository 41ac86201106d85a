"""Assessments in JSON that come from outside: refused in one sentence, or read as they are."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from eds_xl.actions.new import MAX_JSON_BYTES
from eds_xl.workbook.reading import MAX_ROWS
from tests.hostile.limited import run_limited

HEAD = '{"format": "eds-xl assessment", "version": 1, '
ROW = '{"domain": 1, "outcome": "1A", "evidence": "x"}'

REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "a number of thousands of digits": (
        lambda: f'{HEAD}"recorded": {"1" * 5_000}}}',
        "more digits than a cell keeps",
    ),
    "a rating that no cell keeps": (
        lambda: f'{HEAD}"ratings": [{{"outcome": "1A", "service_1": {10**20 + 1}}}]}}',
        "more digits than a cell keeps",
    ),
    "an endless number": (lambda: f'{HEAD}"ratings": [{{"outcome": "1A", "service_1": 1e999}}]}}', "neither"),
    "no number": (lambda: f'{HEAD}"ratings": [{{"outcome": "1A", "service_1": NaN}}]}}', "neither"),
    "the same name twice": (
        lambda: f'{HEAD}"organisation": {{"name": "One"}}, "organisation": {{"name": "Two"}}}}',
        '"organisation" twice',
    ),
    "half a character": (lambda: HEAD + '"organisation": {"name": "\\ud800"}}', "half a character"),
    "deep nesting": (lambda: "[" * 200_000, "nested"),
    "too many rows": (lambda: f'{HEAD}"evidence": [{",".join([ROW] * (MAX_ROWS + 1))}]}}', "rows"),
    "too many bytes": (lambda: HEAD + " " * MAX_JSON_BYTES, "too large"),
    "nothing": (str, "empty"),
    "a text no cell holds": (lambda: f'{HEAD}"organisation": {{"name": "{"x" * 40_000}"}}}}', "longer than"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence(what: str, tmp_path: Path) -> None:
    make, words = REFUSED[what]
    (tmp_path / "data.json").write_text(make(), encoding="utf-8")
    assert run_limited("new", "out.xlsx", "--from", "data.json", folder=tmp_path).refused(words)
    assert [path.name for path in tmp_path.iterdir()] == ["data.json"]


def test_other_encodings_and_byte_order_marks(tmp_path: Path) -> None:
    text = HEAD + '"organisation": {"name": "Ysbyty Môn"}}'
    (tmp_path / "data.json").write_text(text, encoding="utf-16")
    assert run_limited("new", "out.xlsx", "--from", "data.json", folder=tmp_path).refused("UTF-8")
    (tmp_path / "data.json").write_text(text, encoding="utf-8-sig")
    assert run_limited("new", "out.xlsx", "--from", "data.json", folder=tmp_path).code == 0


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes and devices")
@pytest.mark.parametrize(
    "words",
    [
        ["new", "out.xlsx", "--from"],
        ["check"],
        ["export", "in.xlsx", "--draft", "--to", "docx", "--style-from"],
    ],
)
@pytest.mark.parametrize("place", ["a pipe", "/dev/zero", "a folder"])
def test_what_is_no_ordinary_file_is_not_read(words: list[str], place: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a pipe")
    (tmp_path / "a folder").mkdir()
    assert run_limited(*words, place, folder=tmp_path).refused()


def test_json_given_as_a_workbook_and_a_workbook_as_json(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(HEAD[:-2] + "}", encoding="utf-8")
    assert run_limited("new", "out.xlsx", "--from", "data.json", folder=tmp_path).code == 0
    assert run_limited("check", "data.json", folder=tmp_path).refused("not an Excel workbook")
    assert run_limited("new", "second.xlsx", "--from", "out.xlsx", folder=tmp_path).refused(
        "it is an Excel workbook"
    )
