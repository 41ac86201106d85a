"""A workbook fuller than any seen, cells as full as Excel allows: opens, reads and prints."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from eds_xl.assessment.entries import tidy
from eds_xl.assessment.model import Action, Assessment, Evidence
from eds_xl.standard import DOMAINS, OUTCOMES
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.problems import WorkbookProblem
from eds_xl.workbook.reading import read
from eds_xl.workbook.rows import fresh_assessment
from eds_xl.workbook.template import build
from tests.tools.libreoffice import convert
from tests.tools.xlsx_lint import lint
from tests.workbook.closed_samples import sdk_faults

EVIDENCE_ROWS, ACTIONS = 400, 120
MOST_TEXT, MOST_LINE_FEEDS = 32_767, 253
PARAGRAPH = "Patients told us that appointments by telephone suit those who cannot travel, but not everyone. "
LONGEST = (PARAGRAPH * 400)[: MOST_TEXT - 1] + "."
TALLEST = "\n".join(f"- point {number}" for number in range(MOST_LINE_FEEDS + 1))
# As the cell counts them: each of these takes two of its characters.
WIDEST = "\N{WHEELCHAIR SYMBOL}\N{PEDESTRIAN}" * ((MOST_TEXT - 1) // 3)


@cache
def full() -> Assessment:
    """Return an assessment with every limit reached."""
    codes = [outcome.code for outcome in DOMAINS[0].outcomes]
    evidence = [
        Evidence(
            1, codes[number % len(codes)], evidence=PARAGRAPH * (1 + number % 9), ref=f"E{number + 1:03}"
        )
        for number in range(EVIDENCE_ROWS)
    ]
    for number, text in enumerate((LONGEST, TALLEST, WIDEST)):
        evidence[number] = replace(evidence[number], evidence=text)
    actions = [
        Action(OUTCOMES[number % len(OUTCOMES)].code, PARAGRAPH, objective=PARAGRAPH, ref=f"A{number + 1:03}")
        for number in range(ACTIONS)
    ]
    actions[0] = replace(actions[0], action=LONGEST, objective=TALLEST)
    fresh = fresh_assessment("2024/25", "North Trust")
    organisation = replace(fresh.organisation, other_formats=LONGEST)
    return tidy(replace(fresh, organisation=organisation, evidence=tuple(evidence), actions=tuple(actions)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("full") / "full.xlsx"
    place.write_bytes(build(full()))
    return place


def test_it_reads_back_as_it_was(path: Path) -> None:
    reading = read(open_book(path))
    assert (reading.assessment, reading.notes) == (full(), ())
    assert len(reading.assessment.evidence) == EVIDENCE_ROWS
    assert len(reading.assessment.actions) == ACTIONS
    assert len(reading.assessment.evidence[0].evidence) == MOST_TEXT
    assert reading.assessment.evidence[1].evidence.count("\n") == MOST_LINE_FEEDS


def test_it_is_valid(path: Path, requires: Callable[[str], Path]) -> None:
    assert lint(path.read_bytes()) == []
    assert sdk_faults(requires("ooxml-validator"), path) is None


def test_libreoffice_opens_saves_and_prints_it(
    path: Path, requires: Callable[[str], Path], tmp_path: Path
) -> None:
    soffice, pdfinfo = requires("soffice"), requires("pdfinfo")
    (saved,) = convert(soffice, [path], tmp_path)
    assert read(open_book(saved)).assessment == full()
    (printed,) = convert(soffice, [path], tmp_path, "pdf")
    said = subprocess.run([str(pdfinfo), str(printed)], capture_output=True, check=True, encoding="utf-8")
    pages = next(int(line.split()[1]) for line in said.stdout.splitlines() if line.startswith("Pages:"))
    assert pages > 20


def test_text_that_no_cell_holds_is_refused_and_not_cut() -> None:
    fresh = fresh_assessment()
    for text in (LONGEST + "x", WIDEST + "\N{PEDESTRIAN}"):
        with pytest.raises(WorkbookProblem):
            build(replace(fresh, evidence=(Evidence(1, "1A", evidence=text),)))
