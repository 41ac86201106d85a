"""The catalogue is sound, and findings made from it are complete."""

from __future__ import annotations

import re
import string
import subprocess
import sys

import pytest

from eds_xl import __version__
from eds_xl.assessment.finding import Severity
from eds_xl.assessment.place import Source
from eds_xl.checks import CATALOGUE, CHECKS, FAMILIES, Listing, make, page_of, stops
from eds_xl.checks.catalogue import ACTION_PLAN, BOARD_PAPER, DOCUMENTS, REPORT
from eds_xl.workbook import problems
from tools.make_check_pages import PLACE, pages

CODE = re.compile(r"(?:CON|SCO|ORG|EVI|ROW|ACT|DAT|WRI|PRI|FIG)-\d{3}")
FIRST = "0.1.0"
LISTINGS = list(CATALOGUE.values())


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.code)
def test_every_entry_is_complete(listing: Listing) -> None:
    assert CODE.fullmatch(listing.code)
    for sentence in (listing.message, listing.next_step, listing.why):
        assert sentence.endswith((".", "}"))
    assert not listing.title.endswith(".")
    assert version(listing.since) <= version(__version__)
    assert set(listing.blocks) <= set(DOCUMENTS)
    assert bool(listing.blocks) is (listing.severity is Severity.ERROR)


def version(words: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", words)[:3])


def test_a_new_finding_stops_nothing_for_one_release() -> None:
    """But in the first release, of which everything is new."""
    for listing in LISTINGS:
        if listing.severity is Severity.ERROR and version(listing.since) > version(FIRST):
            assert version(listing.since) < version(__version__), listing.code


def test_every_code_has_its_family_and_page() -> None:
    assert list(dict.fromkeys(code[:3] for code in CATALOGUE)) == list(FAMILIES)
    assert page_of("DAT-001") == "docs/checks/dates.md#dat-001"


def test_the_pages_are_those_of_the_catalogue() -> None:
    made = {path.name: path.read_text(encoding="utf-8") for path in PLACE.glob("*.md")}
    assert made == pages(), "run tools/make_check_pages.py"


def test_codes_stand_once_and_in_order() -> None:
    by_family: dict[str, list[str]] = {}
    for code in CATALOGUE:
        by_family.setdefault(code[:3], []).append(code)
    assert [code for codes in by_family.values() for code in codes] == list(CATALOGUE)
    assert all(codes == sorted(codes) for codes in by_family.values())


def test_no_code_is_also_one_of_a_file_that_cannot_be_opened() -> None:
    taken = set(re.findall(r"CON-\d{3}", str(vars(problems))))
    assert taken
    assert not taken & set(CATALOGUE)


def test_every_check_stands_in_the_list_once() -> None:
    names = [check.__name__ for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(name.startswith("find_") for name in names)


def test_a_missing_slot_is_not_overlooked() -> None:
    with pytest.raises(KeyError):
        make("SCO-001", None)
    with pytest.raises(KeyError):
        make("SCO-999", None)


def test_words_of_the_user_are_never_taken_for_slots() -> None:
    finding = make("SCO-006", None, entry="{entry} {0.__class__}", subject="The rating")
    assert finding.message == 'The rating reads "{entry} {0.__class__}", which is no rating.'


def test_the_key_stays_while_the_entry_does() -> None:
    cell = Source("Domain 2", "C9", "Ratings2|2A|Rating")
    moved = Source("Workforce", "C30", "Ratings2|2A|Rating")
    first = make("SCO-006", cell, entry="n/a", subject="The rating of outcome 2A")
    assert make("SCO-006", moved, entry="n/a", subject="Another sentence").key == first.key
    assert make("SCO-006", cell, entry="tbc", subject="The rating of outcome 2A").key != first.key
    assert make("SCO-004", cell, entry="n/a", subject="The rating of outcome 2A").key != first.key
    assert first.key.startswith("SCO-006|Ratings2|2A|Rating|")


def test_an_error_stops_only_the_documents_that_print_the_entry() -> None:
    board = make("ORG-002", None, label="Meeting date", sheet="Board paper")
    assert (stops(board), stops(board, BOARD_PAPER)) == (False, True)
    plan = make("ACT-001", None)
    assert (stops(plan), stops(plan, ACTION_PLAN), stops(plan, BOARD_PAPER)) == (True, True, False)
    assert not any(stops(make("ROW-007", None, refs="E001"), document) for document in DOCUMENTS)
    assert stops(make("ROW-004", None, more="", instead="", choices=""), REPORT)


def test_every_slot_has_a_plain_name() -> None:
    for listing in LISTINGS:
        for sentence in (listing.message, listing.next_step):
            names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
            assert all(re.fullmatch(r"[a-z]+", name) for name in names), listing.code


def test_importing_the_checks_loads_no_library() -> None:
    code = (
        "import sys, eds_xl.checks; "
        "print([name for name in ('openpyxl', 'lxml', 'xlsxwriter', 'pandas', 'xlwings', 'docx', 'typst') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
