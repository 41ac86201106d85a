"""What goes into a workbook comes out again: for every tidy assessment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings

from eds_xl.assessment.entries import tidy
from eds_xl.assessment.interchange import from_json, to_json
from eds_xl.assessment.model import Assessment
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read
from eds_xl.workbook.rows import fresh_assessment
from eds_xl.workbook.template import build
from tests.strategies import assessments

EMPTY = Assessment()
LARGE = (10**20, int(1.7e308), -int(1.7e308))
"""Numbers typed as ratings: none is one, and none may be lost."""

WITH_LARGE_NUMBERS = replace(
    EMPTY,
    ratings=tuple(
        replace(rating, last_year=number) for rating, number in zip(EMPTY.ratings, LARGE, strict=False)
    )
    + EMPTY.ratings[len(LARGE) :],
)


def through_workbook(assessment: Assessment, folder: Path) -> Assessment:
    """Write an assessment to a workbook and read it back; nothing may have to be fallen back on."""
    path = folder / "round trip.xlsx"
    path.write_bytes(build(assessment))
    reading = read(open_book(path))
    assert reading.notes == ()
    return reading.assessment


def test_a_fresh_workbook_reads_as_what_it_was_made_from(tmp_path: Path) -> None:
    fresh = fresh_assessment("2024/25", "North Trust")
    assert through_workbook(fresh, tmp_path) == fresh
    assert fresh.organisation.name == "North Trust"
    assert fresh.glossary[0].ref == "X001"


@settings(
    max_examples=40,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(assessment=assessments())
@example(assessment=WITH_LARGE_NUMBERS)
def test_every_assessment_survives_the_workbook(assessment: Assessment, tmp_path: Path) -> None:
    assert through_workbook(assessment, tmp_path) == assessment


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(assessment=assessments())
@example(assessment=WITH_LARGE_NUMBERS)
def test_every_assessment_survives_json_and_tidying(assessment: Assessment) -> None:
    assert from_json(to_json(assessment)) == assessment
    assert tidy(assessment) == assessment


def test_every_entry_knows_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "fresh.xlsx"
    path.write_bytes(build())
    assessment = read(open_book(path)).assessment
    assert str(assessment.organisation.source("name")) == "Organisation, cell B7"
    rating = assessment.rating_of("1A").source("service_1")
    assert rating is not None
    assert (rating.sheet, rating.cell, rating.key) == ("Domain 1", "C19", "Ratings1|1A|Service 1")
