"""The words that messages share."""

from __future__ import annotations

import pytest

from eds_xl.checks.wording import by_entry, choices, count, in_more_rows, listed, outcomes, quoted, rows


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
