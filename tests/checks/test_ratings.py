"""What people type for a rating, and every row of the Domain 1 truth table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.scoring import score
from eds_xl.workbook.book import CellError, CellValue
from eds_xl.workbook.reading import read
from tests.builders import AGREED, ONE_SERVICE, THREE_SERVICES
from tests.checks.drafts import Draft, complete

CODES = ("1A", "1B", "1C", "1D")
SERVICES = (1, 2, 3)


def on_sheet(draft: Draft, sheet: str) -> list[Finding]:
    """The findings on one sheet: the recorded score may differ too, which is not the point here."""
    return [finding for finding in draft.findings() if finding.source and finding.source.sheet == sheet]


@pytest.mark.parametrize(
    ("typed", "means", "code"),
    [
        (2, 2, ""),
        (2.0, 2, ""),
        (0, 0, ""),
        ("2 ", 2, "SCO-007"),
        ("2", 2, "SCO-007"),
        ("2/Achieving", 2, "SCO-007"),
        ("Outcome 1A score = 1", 1, "SCO-007"),
        ("Achieving", 2, "SCO-007"),
        (4, None, "SCO-004"),
        (-1, None, "SCO-004"),
        ("4", None, "SCO-004"),
        (1.5, None, "SCO-005"),
        ("Score: 2.5", None, "SCO-005"),
        ("2.5 – Achieving", None, "SCO-006"),
        ("n/a", None, "SCO-006"),
        ("2 or 3", None, "SCO-006"),
        ("", None, "SCO-001"),
        ("-", None, "SCO-001"),
        ("Leave blank", None, "SCO-001"),
        (CellError("#N/A"), None, "CON-039"),
    ],
)
def test_a_rating_is_read_as_what_it_means(typed: CellValue, means: int | None, code: str) -> None:
    draft = complete()
    draft.rate("2A", rating=typed)
    findings = on_sheet(draft, "Domain 2")
    assert [finding.code for finding in findings] == ([code] if code else [])
    assert score(read(draft.book).assessment).outcome("2A").figure == means
    if code:
        assert findings[0].where == "Domain 2, cell C9"


def test_a_service_rating_names_outcome_and_service() -> None:
    draft = complete()
    draft.rate("1B", service_3="2 to 3")
    (finding,) = on_sheet(draft, "Domain 1")
    assert finding.message == 'The rating of outcome 1B for Urgent care reads "2 to 3", which is no rating.'


def test_a_long_entry_is_cut_in_the_message_and_kept_in_the_finding() -> None:
    draft, entry = complete(), "To be agreed\nwith staff side " * 10
    draft.rate("2A", rating=entry.strip())
    (finding,) = on_sheet(draft, "Domain 2")
    assert "…" in finding.message
    assert "\n" not in finding.message
    assert finding.entry == entry.strip()


# ---------------------------------------------------------------- the truth table


def method(draft: Draft, choice: str) -> None:
    draft.enter("domain_1", "method", choice)


def agreed(draft: Draft, *codes: str) -> None:
    for code in codes:
        draft.rate(code, agreed=1)


def unrated(draft: Draft, *services: int) -> None:
    for number in services:
        for code in CODES:
            draft.rate(code, **{f"service_{number}": ""})


def unnamed(draft: Draft, *services: int) -> None:
    for number in services:
        draft.row("services", number - 1, name="", short_name="")
    for number, row in enumerate(draft.assessment.evidence):
        if row.service:
            draft.row("evidence", number, service="")


def three(draft: Draft) -> None:
    method(draft, THREE_SERVICES)


def three_and_agreed(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    agreed(draft, "1A", "1B")


def three_with_gaps(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    draft.rate("1A", service_1="")
    draft.rate("1C", service_2="", service_1="")


def three_with_one_unrated(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    unrated(draft, 3)


def three_of_which_two_exist(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    unrated(draft, 3)
    unnamed(draft, 3)


def three_unrated(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    unrated(draft, *SERVICES)


def three_without_names(draft: Draft) -> None:
    method(draft, THREE_SERVICES)
    unnamed(draft, 1, 3)


def all_agreed(draft: Draft) -> None:
    method(draft, AGREED)
    agreed(draft, *CODES)


def some_agreed(draft: Draft) -> None:
    method(draft, AGREED)
    agreed(draft, "1A", "1D")


def none_agreed(draft: Draft) -> None:
    method(draft, AGREED)


def agreed_with_two_services(draft: Draft) -> None:
    all_agreed(draft)
    unrated(draft, 3)
    unnamed(draft, 3)


def agreed_without_services(draft: Draft) -> None:
    all_agreed(draft)
    unrated(draft, *SERVICES)
    unnamed(draft, *SERVICES)


def one(draft: Draft) -> None:
    method(draft, ONE_SERVICE)
    unrated(draft, 2, 3)


def one_with_a_gap(draft: Draft) -> None:
    one(draft)
    draft.rate("1D", service_1="")


def one_but_two_rated(draft: Draft) -> None:
    method(draft, ONE_SERVICE)
    unrated(draft, 3)


def one_but_only_agreed(draft: Draft) -> None:
    method(draft, ONE_SERVICE)
    unrated(draft, *SERVICES)
    agreed(draft, *CODES)


def one_but_none(draft: Draft) -> None:
    method(draft, ONE_SERVICE)
    unrated(draft, *SERVICES)


def blank_with_three(draft: Draft) -> None:
    method(draft, "")


def blank_with_agreed(draft: Draft) -> None:
    method(draft, "")
    unrated(draft, *SERVICES)
    agreed(draft, *CODES)


def blank_with_one(draft: Draft) -> None:
    method(draft, "")
    unrated(draft, 2, 3)


def blank_with_two(draft: Draft) -> None:
    method(draft, "")
    unrated(draft, 3)


def blank_with_a_mixture(draft: Draft) -> None:
    method(draft, "")
    agreed(draft, *CODES)


def blank_with_nothing(draft: Draft) -> None:
    method(draft, "")
    unrated(draft, *SERVICES)


def another_word(draft: Draft) -> None:
    method(draft, "Median")


@pytest.mark.parametrize(
    ("make", "total", "codes"),
    [
        (three, 7, []),
        (three_and_agreed, 7, ["SCO-013"]),
        (three_with_gaps, None, ["SCO-002", "SCO-002"]),
        (three_with_one_unrated, None, ["SCO-002"]),
        (three_of_which_two_exist, None, ["ORG-003"]),
        (three_unrated, None, ["SCO-003"]),
        (three_without_names, None, ["SCO-009", "SCO-009"]),
        (all_agreed, 4, []),
        (some_agreed, None, ["SCO-001", "SCO-001"]),
        (none_agreed, None, ["SCO-003"]),
        (agreed_with_two_services, 4, ["SCO-014"]),
        (agreed_without_services, 4, ["ORG-003"]),
        (one, 8, ["SCO-014"]),
        (one_with_a_gap, None, ["SCO-002", "SCO-014"]),
        (one_but_two_rated, None, ["SCO-012"]),
        (one_but_only_agreed, None, ["SCO-012"]),
        (one_but_none, None, ["SCO-003"]),
        (blank_with_three, 7, ["SCO-011"]),
        (blank_with_agreed, 4, ["SCO-011"]),
        (blank_with_one, 8, ["SCO-011", "SCO-014"]),
        (blank_with_two, None, ["SCO-010"]),
        (blank_with_a_mixture, None, ["SCO-010"]),
        (blank_with_nothing, None, ["SCO-010", "SCO-003"]),
        (another_word, 7, ["ORG-004"]),
    ],
)
def test_the_truth_table(make: Callable[[Draft], None], total: int | None, codes: list[str]) -> None:
    draft = complete()
    make(draft)
    assert [finding.code for finding in on_sheet(draft, "Domain 1")] == codes
    assert score(read(draft.book).assessment).domains[0].total == total


def test_missing_ratings_of_services_are_named_once_for_each_service() -> None:
    draft = complete()
    three_with_gaps(draft)
    first, second = on_sheet(draft, "Domain 1")
    assert first.message == "Service 1 (Maternity) has no rating for outcomes 1A and 1C."
    assert second.message == "Service 2 (Pharmacy) has no rating for outcome 1C."
    assert (first.where, second.where) == ("Domain 1, cell C19", "Domain 1, cell D21")


def test_a_wrong_rating_is_not_also_missing() -> None:
    draft = complete()
    draft.rate("1A", service_1="n/a")
    assert [finding.code for finding in on_sheet(draft, "Domain 1")] == ["SCO-006"]


def test_no_score_is_compared_while_ratings_are_missing() -> None:
    draft = complete()
    draft.rate("3C", rating="")
    assert [finding.code for finding in draft.findings()] == ["SCO-001"]
