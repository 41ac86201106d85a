"""The words that messages share."""

from __future__ import annotations

import pytest

from eds_xl.assessment.place import Source
from eds_xl.checks.wording import (
    by_entry,
    cells,
    choices,
    count,
    in_more_rows,
    likely,
    listed,
    outcomes,
    quoted,
    rows,
)
from eds_xl.workbook.lists import LISTS


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([9], "row 9"),
        ([9, 10], "rows 9 and 10"),
        ([9, 11], "rows 9 and 11"),
        ([9, 10, 11], "rows 9 to 11"),
        ([9, 10, 12, 14, 15, 16], "rows 9, 10, 12 and 14 to 16"),
        ([1, 3, 5, 7, 9, 11, 13, 15], "rows 1, 3, 5, 7, 9, 11 and 2 more"),
    ],
)
def test_rows(numbers: list[int], words: str) -> None:
    assert rows(numbers) == words


def test_cells_of_a_column() -> None:
    assert cells([Source("Engagement", "D9")]) == "D9"
    named = [Source("Engagement", cell) for cell in ("AD12", "AD9", "AD11", "AD10", "AD14")]
    assert cells(named) == "AD9 to AD12 and AD14"


@pytest.mark.parametrize(
    ("entry", "key", "meant"),
    [
        ("Domain 2", "OutcomeOrDomain", "Domain 2 (all outcomes)"),
        ("domain 2 (", "OutcomeOrDomain", "Domain 2 (all outcomes)"),
        ("Domain", "OutcomeOrDomain", ""),  # which one?
        ("2", "OutcomeOrDomain", ""),
        ("4A", "OutcomeOrDomain", ""),
        ("Domain 2: workforce", "Domain", "Domain 2"),
        ("Domain 22", "Domain", ""),
        ("Partly complete", "PreviousStatus", "Partly completed"),
        ("Carried over", "PreviousStatus", ""),
        ("Compleet", "Status", "Completed"),
        ("In hand", "Status", ""),
        ("No", "Status", ""),
        ("C", "Status", ""),
        ("Race and age", "Group", ""),
        ("n", "YesNo", "No"),
        ("(", "YesNo", ""),
        ("x" * 32_000, "YesNo", ""),
    ],
)
def test_what_was_probably_meant(entry: str, key: str, meant: str) -> None:
    assert likely(entry, [str(value) for value in LISTS[key].values]) == meant


def test_things_in_a_row() -> None:
    assert listed(["1A"]) == "1A"
    assert listed(["1A", "1B", "1C"]) == "1A, 1B and 1C"
    assert outcomes(["2A"]) == "outcome 2A"
    assert outcomes(["2A", "2B"]) == "outcomes 2A and 2B"


def test_choices_keep_their_own_words() -> None:
    assert (
        choices(["Urgent and emergency care", "All services"])
        == '"Urgent and emergency care" or "All services"'
    )
    assert choices(["Yes"]) == '"Yes"'


def test_how_many() -> None:
    assert (count(1, "row"), count(2, "row"), count(12, "row")) == ("one row", "two rows", "12 rows")
    assert (in_more_rows(1), in_more_rows(2)) == ("", " (here and in one more row)")


def test_quoting_keeps_to_one_line_and_a_length() -> None:
    assert quoted("n/a") == "n/a"
    assert quoted("two\nlines  here") == "two lines here"
    assert len(quoted("word " * 40)) <= 60


def test_entries_are_gathered_in_order_without_blanks() -> None:
    gathered = by_entry(["b", "a", "", "b"], str)
    assert list(gathered) == [("b", ["b", "b"]), ("a", ["a"])]
