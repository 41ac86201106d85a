"""Days, months, quarters and years read out of what people write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.assessment.dates import MONTHS, in_words
from eds_xl.assessment.periods import Period, months_before, read_day, read_period, reporting_year

PERIODS = {
    "28 February 2024": "2024-02-28 2024-02-28",
    "28th February, 2024": "2024-02-28 2024-02-28",
    "February 28, 2024": "2024-02-28 2024-02-28",
    "16/10/2023": "2023-10-16 2023-10-16",
    "16.10.23": "2023-10-16 2023-10-16",
    "16-Oct-23": "2023-10-16 2023-10-16",
    "16/Oct/2023": "2023-10-16 2023-10-16",
    "04 12 2023": "2023-12-04 2023-12-04",
    "2023-10-16": "2023-10-16 2023-10-16",
    "2023-10-16 00:00:00": "2023-10-16 2023-10-16",
    "29 February 2024": "2024-02-29 2024-02-29",
    "February 2024": "2024-02-01 2024-02-29",
    "Feb 24": "2024-02-01 2024-02-29",
    "Feb '24": "2024-02-01 2024-02-29",
    "September 24": "2024-09-01 2024-09-30",
    "Sept. 2024": "2024-09-01 2024-09-30",
    "Dec 2024": "2024-12-01 2024-12-31",
    "by the end of March 2025": "2025-03-01 2025-03-31",
    "12 - 14 November 2024": "2024-11-12 2024-11-14",
    "30 October to 2 November 2024": "2024-10-30 2024-11-02",
    "January to March 2024": "2024-01-01 2024-03-31",
    "November 2022 to September 2023": "2022-11-01 2023-09-30",
    "December 2022 and February 2023": "2022-12-01 2023-02-28",
    "Q1-Q3 2023-24": "2023-04-01 2023-12-31",
    "Q4 2023/24": "2024-01-01 2024-03-31",
    "2023/24": "2023-04-01 2024-03-31",
    "2023-24": "2023-04-01 2024-03-31",
    "2023/2024": "2023-04-01 2024-03-31",
    "1999/2000": "1999-04-01 2000-03-31",
    "23/24": "2023-04-01 2024-03-31",
    "2023 – 2028": "2023-01-01 2028-12-31",
    "2022,2023,2024": "2022-01-01 2024-12-31",
    "2024": "2024-01-01 2024-12-31",
    "Autumn 2022": "2022-01-01 2022-12-31",
    "19 October 2023 and 23 November 2023": "2023-10-19 2023-11-23",
}
OPEN = {
    "October 2024 and ongoing": "2024-10-01 2024-10-31",
    "Ongoing and March 2024": "2024-03-01 2024-03-31",
    "Since May 2022": "2022-05-01 2022-05-31",
    "Autumn 2022 onwards": "2022-01-01 2022-12-31",
}
NONE = (
    "", "Ongoing", "Not applicable", "TBC", "None", "0", "45212", "Last 12 months", "Q2 2024", "March 5", "24/7",
    "31 February 2024", "31/06/2023", "10/16/2023", "2024-13-01", "Band 9", "12 November", "1,2024", "77/100",
    "March to January 2024", "14 - 12 November 2024", "Q3-Q1 2023/24", "2023/27", "May", "£2024", "in 2,024 cases",
    "31-Feb-24",
)  # fmt: skip


def days(words: str) -> Period:
    first, last = map(date.fromisoformat, words.split())
    return Period(first, last)


@pytest.mark.parametrize(("words", "expected"), PERIODS.items())
def test_what_is_written_is_read(words: str, expected: str) -> None:
    assert read_period(words) == days(expected)


@pytest.mark.parametrize(("words", "expected"), OPEN.items())
def test_what_goes_on_has_no_end(words: str, expected: str) -> None:
    closed = days(expected)
    period = read_period(words)
    assert period == Period(closed.first, closed.last, ongoing=True)
    assert not period.is_before(days("2039-01-01 2039-01-01"))


@pytest.mark.parametrize("words", NONE)
def test_what_is_not_clear_is_no_date(words: str) -> None:
    assert read_period(words) is None


def test_only_periods_without_a_common_day_are_in_order() -> None:
    completed, published = days("2024-02-28 2024-02-28"), days("2024-02-01 2024-02-29")
    assert not published.is_before(completed)
    assert not completed.is_before(published)
    assert days("2024-01-01 2024-01-31").is_before(published)


@given(st.dates(date(2015, 1, 1), date(2039, 12, 31)))
def test_every_day_is_read_as_itself_however_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    written = (in_words(day), f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{month[:3]} {day.day}, {day.year}")
    assert [read_day(words) for words in written] == [day] * len(written)
    of_month = read_period(f"{month[:3]} {day:%y}")
    assert of_month is not None
    assert of_month == read_period(f"{month} {day.year}")
    assert of_month.first <= day <= of_month.last


@given(st.text())
def test_anything_may_stand_in_a_cell(words: str) -> None:
    period = read_period(words)
    assert period is None or period.first <= period.last


@pytest.mark.parametrize("words", ["2024/25", "2024-25", "2024/2025", "24/25", "2024"])
def test_the_reporting_year_runs_from_april(words: str) -> None:
    assert reporting_year(words) == days("2024-04-01 2025-03-31")


@pytest.mark.parametrize("words", ["", "this year", "2023 – 2028"])
def test_other_words_are_no_reporting_year(words: str) -> None:
    assert reporting_year(words) is None


def test_counting_months_back() -> None:
    assert months_before(date(2024, 2, 28), 11) == date(2023, 3, 1)
    assert months_before(date(2024, 2, 28), 0) == date(2024, 2, 1)
    assert months_before(date(2024, 2, 28), -11) == date(2025, 1, 1)
