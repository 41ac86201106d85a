"""Examples of every finding on scoring."""

from __future__ import annotations

from tests.builders import ONE_SERVICE
from tests.checks.drafts import edited
from tests.checks.edits import agreed, agreed_only, only_one_service, statement, unrated
from tests.checks.example import Example

EXAMPLES = (
    Example(
        "SCO-001",
        edited(lambda draft: unrated(draft, "2A")),
        "Ratings2|2A|Rating",
        "Outcome 2A has no rating",
        edited(lambda draft: draft.clear_recorded().rate("2A", rating=0)),
    ),
    Example(
        "SCO-002",
        edited(lambda draft: draft.rate("1B", service_2=None).rate("1D", service_2=None)),
        "Ratings1|1B|Service 2",
        "Service 2 (Pharmacy) has no rating for outcomes 1B and 1D",
        edited(lambda draft: draft.clear_recorded().rate("1B", service_2=0)),
    ),
    Example(
        "SCO-003",
        edited(lambda draft: unrated(draft, "3A", "3B", "3C")),
        "Ratings3|3A|Rating",
        "No outcome of Domain 3 is rated yet",
        edited(lambda draft: unrated(draft, "3A", "3B")),
    ),
    Example(
        "SCO-004",
        edited(lambda draft: draft.rate("2A", rating=4)),
        "Ratings2|2A|Rating",
        'The rating of outcome 2A is "4"',
        edited(lambda draft: draft.clear_recorded().rate("2A", rating=3)),
    ),
    Example(
        "SCO-005",
        edited(lambda draft: draft.rate("1C", service_3=1.5)),
        "Ratings1|1C|Service 3",
        'The rating of outcome 1C for Urgent care is "1.5"',
        edited(lambda draft: draft.rate("1C", service_3="2.0")),
    ),
    Example(
        "SCO-006",
        edited(lambda draft: draft.rate("3B", rating="n/a")),
        "Ratings3|3B|Rating",
        'The rating of outcome 3B reads "n/a"',
        edited(lambda draft: draft.rate("3B", rating="Leave blank")),
    ),
    Example(
        "SCO-007",
        edited(lambda draft: draft.rate("2A", rating="2/Achieving")),
        "Ratings2|2A|Rating",
        'The rating of outcome 2A is the text "2/Achieving" instead of a number; it was read as 2',
        edited(lambda draft: draft.rate("2A", reason="2/Achieving")),
    ),
    Example(
        "SCO-008",
        edited(lambda draft: draft.rate("2A", last_year="not known")),
        "Ratings2|2A|Last year",
        'Last year\'s rating of outcome 2A reads "not known"',
        edited(lambda draft: draft.rate("2A", last_year=3, proposed=0)),
    ),
    Example(
        "SCO-009",
        edited(lambda draft: draft.row("services", 2, name="")),
        "Services|Service 3|Service",
        "Service 3 has ratings but no name",
        edited(lambda draft: draft.row("services", 2, short_name="")),
    ),
    Example(
        "SCO-010",
        edited(lambda draft: draft.enter("domain_1", "method", ""), agreed),
        "DomainOne||Method",
        "It is not chosen yet how Domain 1 is scored, and the ratings given fit none of the methods",
        edited(lambda draft: draft.enter("domain_1", "method", "")),
    ),
    Example(
        "SCO-011",
        edited(lambda draft: draft.enter("domain_1", "method", "")),
        "DomainOne||Method",
        '"Three services, each rated: the middle total counts" was assumed',
        edited(
            lambda draft: draft.enter(
                "domain_1", "method", "three services, EACH rated: the middle total counts"
            )
        ),
    ),
    Example(
        "SCO-012",
        edited(lambda draft: draft.enter("domain_1", "method", ONE_SERVICE)),
        "DomainOne||Method",
        'The method is "One service", but three services are rated',
        edited(only_one_service),
    ),
    Example(
        "SCO-013",
        edited(lambda draft: draft.rate("1B", agreed=2)),
        "Ratings1|1B|Agreed",
        "Agreed ratings are given for outcome 1B, but they do not count",
        edited(lambda draft: agreed(draft, "-")),
    ),
    Example(
        "SCO-014",
        edited(only_one_service),
        "DomainOne||Method",
        "One service is assessed, but the guidance asks for three",
        edited(lambda draft: agreed_only(draft, named=3)),
    ),
    Example(
        "SCO-015",
        edited(lambda draft: draft.enter("recorded", "total", 18)),
        "Recorded||Recorded total",
        'Recorded total says "18", but the ratings now give "19"',
        edited(lambda draft: draft.enter("recorded", "date", "1 April 2025")),
    ),
    Example(
        "SCO-016",
        edited(lambda draft: statement(draft, "12 – Developing")),
        "Score card",
        'on the Score card shows "12 – Developing", but the ratings give "19 – Developing"',
        edited(lambda draft: statement(draft, "")),
    ),
    Example(
        "SCO-019",
        edited(lambda draft: draft.row("history", 0, total="sixteen")),
        "History|60|Overall total",
        'Overall total (2023/24): "sixteen" is no whole number from 0 to 33',
        edited(lambda draft: draft.row("history", 0, total=" 33 ", domain_1=12.0, domain_3="9")),
    ),
)
