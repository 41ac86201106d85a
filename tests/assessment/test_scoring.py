"""Scoring: the truth table of Domain 1, the bands, the sentences, and what never happens."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.assessment.model import SERVICES, Assessment, DomainOne, OutcomeRating, Service
from eds_xl.assessment.ratings import Meaning, middle, understand
from eds_xl.assessment.scoring import score
from eds_xl.standard import METHODS, OUTCOMES, band_for
from tests.strategies import grids

THREE, AGREED, ONE = (method.choice for method in METHODS)
Grid = tuple[tuple[Any, ...], ...]
NOTHING = (None,) * 4


def assessment(
    services: Grid = (NOTHING, NOTHING, NOTHING),
    agreed: tuple[Any, ...] = NOTHING,
    others: tuple[Any, ...] = (2,) * 7,
    method: str = "",
    names: tuple[str, ...] = ("A", "B", "C"),
) -> Assessment:
    """Make an assessment from ratings alone."""
    rows = []
    for position, outcome in enumerate(OUTCOMES):
        if outcome.domain == 1:
            first, second, third = (service[position] for service in services)
            rows.append(
                OutcomeRating(
                    outcome.code, service_1=first, service_2=second, service_3=third, agreed=agreed[position]
                )
            )
        else:
            rows.append(OutcomeRating(outcome.code, rating=others[position - 4]))
    return replace(
        Assessment(),
        ratings=tuple(rows),
        services=tuple(Service(number, name) for number, name in zip(SERVICES, names, strict=True)),
        domain_1=DomainOne(method),
    )


A, B, C = (0, 3, 3, 0), (3, 0, 0, 3), (1, 1, 1, 1)


@pytest.mark.parametrize("order", list(permutations((A, B, C))))
def test_the_middle_of_the_totals_counts_whatever_the_order(order: Grid) -> None:
    card = score(assessment(order, method=THREE))
    assert card.domains[0].total == 6
    assert card.outcome_medians == 4
    assert "adding the middle rating of each outcome would give 4" in card.medians_note
    assert "the middle of the services' totals, 6, is what counts" in card.medians_note


@pytest.mark.parametrize(
    ("services", "total", "words"),
    [
        ((A, B, C), 6, "A and B have the same total."),
        (((2, 2, 2, 0), C, (2, 1, 1, 0)), 4, "B and C have the same total."),
        ((C, C, C), 4, "All three services have the same total."),
        (((2, 2, 2, 2), C, B), 6, "The middle service is C."),
    ],
)
def test_the_middle_service_is_named(services: Grid, total: int, words: str) -> None:
    domain = score(assessment(services, method=THREE)).domains[0]
    assert domain.total == total
    assert domain.explanation.startswith(
        f"Domain 1 counts {total}, the middle of the three services' totals: A "
    )
    assert domain.explanation.endswith(words)


HALF = (1, 1, None, None)
TRUTH_TABLE: list[tuple[str, dict[str, Any], str, int | None, bool]] = [
    ("three, all there", {"services": (A, B, C), "method": THREE}, "three", 6, False),
    (
        "three, agreed too",
        {"services": (A, B, C), "agreed": (3, 3, 3, 3), "method": THREE},
        "three",
        6,
        False,
    ),
    ("three, one incomplete", {"services": (A, B, HALF), "method": THREE}, "three", None, False),
    (
        "three, one unnamed",
        {"services": (A, B, C), "method": THREE, "names": ("A", "", "C")},
        "three",
        None,
        False,
    ),
    ("agreed, all four", {"agreed": (2, 2, 2, 2), "method": AGREED}, "agreed", 8, False),
    (
        "agreed, services too",
        {"services": (A, B, C), "agreed": (2, 2, 2, 2), "method": AGREED},
        "agreed",
        8,
        False,
    ),
    ("agreed, fewer", {"agreed": HALF, "method": AGREED}, "agreed", None, False),
    ("one, complete", {"services": (NOTHING, C, NOTHING), "method": ONE}, "one", 4, False),
    (
        "one, unnamed",
        {"services": (NOTHING, C, NOTHING), "method": ONE, "names": ("", "", "")},
        "one",
        4,
        False,
    ),
    ("one, incomplete", {"services": (NOTHING, HALF, NOTHING), "method": ONE}, "one", None, False),
    ("one, none rated", {"method": ONE}, "", None, False),
    ("one, two rated", {"services": (A, HALF, NOTHING), "method": ONE}, "", None, False),
    ("blank, only agreed", {"agreed": (1, 1, 1, 2)}, "agreed", 5, True),
    ("blank, one service", {"services": (C, NOTHING, NOTHING)}, "one", 4, True),
    ("blank, three services", {"services": (A, B, C)}, "three", 6, True),
    ("blank, two services", {"services": (A, B, NOTHING)}, "", None, False),
    ("blank, a mixture", {"services": (A, B, C), "agreed": (1, 1, 1, 1)}, "", None, False),
    ("blank, nothing", {}, "", None, False),
    ("a method that is not offered", {"agreed": (1, 1, 1, 2), "method": "Median"}, "agreed", 5, True),
]


@pytest.mark.parametrize(
    ("name", "entered", "basis", "total", "assumed"), TRUTH_TABLE, ids=lambda x: str(x)[:30]
)
def test_the_truth_table(
    name: str, entered: dict[str, Any], basis: str, total: int | None, assumed: bool
) -> None:
    card = score(assessment(**entered))
    assert (card.basis, card.domains[0].total, card.assumed) == (basis, total, assumed), name
    assert (card.total is None) == (total is None)
    if total is None:
        assert card.statement.startswith("Not yet rated: ")


def ratings_adding_up_to(total: int) -> tuple[int, ...]:
    """Spread a total over the eleven outcomes."""
    whole, rest = divmod(total, 3)
    return tuple(3 if number < whole else rest if number == whole else 0 for number in range(11))


@pytest.mark.parametrize(
    ("total", "label"),
    [
        (0, "Undeveloped"),
        (7, "Undeveloped"),
        (8, "Developing"),
        (21, "Developing"),
        (22, "Achieving"),
        (32, "Achieving"),
        (33, "Excelling"),
    ],
)
def test_the_bands(total: int, label: str) -> None:
    ratings = ratings_adding_up_to(total)
    card = score(assessment(agreed=ratings[:4], others=ratings[4:], method=AGREED))
    assert card.statement == f"{total} – {label}"
    assert card.band == band_for(total)


def test_mid_and_south_essex_2023_24() -> None:
    card = score(assessment(agreed=(2, 2, 2, 2), others=(2, 2, 2, 0, 2, 2, 1), method=AGREED))
    assert [domain.total for domain in card.domains] == [8, 6, 5]
    assert card.statement == "19 – Developing"
    assert card.explanation == "8 + 6 + 5 = 19 out of 33."


def test_blmk_2022_23() -> None:
    card = score(
        assessment(services=((1, 1, 1, 2), NOTHING, NOTHING), others=(1, 1, 0, 1, 1, 1, 0), method=ONE)
    )
    assert [domain.total for domain in card.domains] == [5, 3, 2]
    assert card.statement == "10 – Developing"


def test_nothing_missing_counts_as_zero_and_there_is_no_band_before_the_end() -> None:
    card = score(assessment(agreed=(2, 2, 2, 2), others=(2, 2, None, 2, 2, 2, None), method=AGREED))
    assert card.statement == "Not yet rated: 9 of 11 outcomes rated"
    assert card.band is None
    assert [domain.total for domain in card.domains] == [8, None, None]
    assert card.explanation == "8 + – + –: the total follows when every outcome that counts is rated."


@given(grids())
def test_a_total_exists_exactly_when_all_eleven_outcomes_are_rated(grid: Assessment) -> None:
    card = score(grid)
    assert (card.total is not None) == (card.rated == 11)
    for domain in card.domains:
        assert (domain.total is not None) == (domain.rated == domain.outcomes)
        assert domain.total is None or 0 <= domain.total <= domain.maximum


@given(grids(), st.permutations(range(3)))
def test_the_order_of_the_services_never_matters(grid: Assessment, order: list[int]) -> None:
    names = [f"service_{number + 1}" for number in order]
    ratings = tuple(
        replace(row, **{f"service_{n}": getattr(row, name) for n, name in enumerate(names, 1)})
        for row in grid.ratings
    )
    services = tuple(replace(grid.services[old], number=SERVICES[new]) for new, old in enumerate(order))
    moved = score(replace(grid, ratings=ratings, services=services))
    assert (moved.total, moved.basis, moved.rated) == (
        score(grid).total,
        score(grid).basis,
        score(grid).rated,
    )


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("2 ", 2),
        ("2/Achieving", 2),
        ("Outcome 1A score = 1", 1),
        ("Achieving", 2),
        ("2.0", 2),
        ("2 – Achieving", 2),
    ],
)
def test_odd_ratings_are_read_as_what_they_mean(entry: str, value: int) -> None:
    assert understand(entry).value == value
    assert understand(entry).meaning is Meaning.UNDERSTOOD


@pytest.mark.parametrize(
    ("entry", "meaning"),
    [
        (4, Meaning.OUT_OF_RANGE),
        (-1, Meaning.OUT_OF_RANGE),
        ("7", Meaning.OUT_OF_RANGE),
        ("1.5", Meaning.NOT_WHOLE),
        ("n/a", Meaning.UNCLEAR),
        ("1 or 2", Meaning.UNCLEAR),
        ("2/Developing", Meaning.UNCLEAR),
        ("ask Sam", Meaning.UNCLEAR),
        ("2½", Meaning.UNCLEAR),
        ("<2", Meaning.UNCLEAR),
        ("2+", Meaning.UNCLEAR),
        ("2?", Meaning.UNCLEAR),
        ("2²", Meaning.UNCLEAR),
        ("Domain 2", Meaning.UNCLEAR),
        ("Outcome 3", Meaning.UNCLEAR),
    ],
)
def test_what_is_no_rating_is_not_guessed_at(entry: Any, meaning: Meaning) -> None:
    assert understand(entry).meaning is meaning
    assert understand(entry).value is None
    assert understand(entry).wrong


@pytest.mark.parametrize("entry", [None, "", " ", "-", "Leave blank"])
def test_a_blank_is_a_blank(entry: Any) -> None:
    assert understand(entry).meaning is Meaning.BLANK
    assert not understand(entry).wrong


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_the_middle_is_the_median(values: list[int]) -> None:
    assert middle(values) == int(median(values))
