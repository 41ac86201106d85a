"""The Score card: formulas only, and the block in which ``fill`` records the score."""

from __future__ import annotations

from eds_xl.assessment.model import SERVICES, Recorded
from eds_xl.standard import DOMAINS, EDS, GROUPS, OUTCOMES
from eds_xl.workbook.spec import ChartArea, Entry, Form, Kind, Sheet, Table

RESULT = "EDS_Result"
TOTALS = "EDS_Totals"
SERVICE_TOTALS = "EDS_ServiceTotals"
OUTCOME_SCORES = "EDS_OutcomeScores"
COVERAGE = "EDS_Coverage"
RATINGS_CHART = "RatingsChart"

STATEMENT, BAND, NEXT_BAND = "EDS Organisation Rating", "Band", "To the next band"
BASIS, COMPARISON = "Domain 1 method", "For comparison"
OVERALL = "Overall"


def _shown(attribute: str, label: str, width: int = 16) -> Entry:
    return Entry(attribute, label, "", Kind.SHOWN, width=width)


SCORE_CARD = Sheet(
    title="Score card",
    purpose="Totals, band and how they were reached",
    instructions=(
        "Nothing to fill in: the score follows what you enter on the domain sheets.",
        'The last block shows the score as it was last recorded; "Fill ratings" (or eds-xl fill) records it.',
    ),
    protected=True,
    blocks=(
        Table(
            name=RESULT,
            title="The result",
            description="The organisation's rating, its band and how Domain 1 was scored.",
            holds="",
            record=None,
            given=tuple((item,) for item in (STATEMENT, BAND, NEXT_BAND, BASIS, COMPARISON)),
            entries=(Entry("item", "Result", "", Kind.GIVEN, width=26), _shown("value", "This year", 64)),
        ),
        Table(
            name=TOTALS,
            title="Totals",
            description="The total of each domain and overall, with how it was reached, last year's total and the change.",
            holds="",
            record=None,
            given=(
                *((domain.name, None, None, domain.maximum) for domain in DOMAINS),
                (OVERALL, None, None, EDS.maximum_total),
            ),
            entries=(
                Entry("part", "Part", "", Kind.GIVEN, width=26),
                _shown("how", "How it was reached", 64),
                _shown("total", "Total"),
                _shown("", "Out of"),
                _shown("rated", "Outcomes rated"),
                _shown("last_year", "Last year"),
                _shown("change", "Change"),
            ),
        ),
        Table(
            name=SERVICE_TOTALS,
            title="Domain 1 services",
            description="The total of each Domain 1 service and whether it is the one that counts.",
            holds="",
            record=None,
            given=tuple((number,) for number in SERVICES),
            entries=(
                Entry("number", "Number", "", Kind.GIVEN, width=26),
                _shown("label", "Service", 64),
                _shown("rated", "Outcomes rated"),
                _shown("total", "Total"),
                _shown("counts", "Counts"),
            ),
        ),
        Table(
            name=OUTCOME_SCORES,
            title="Outcomes",
            description="The rating of each outcome with its label, last year's rating and the change; Domain 1 by service.",
            holds="",
            record=None,
            given=tuple((outcome.code, outcome.title) for outcome in OUTCOMES),
            entries=(
                Entry("outcome", "Outcome", "", Kind.GIVEN, width=26),
                _shown("", "Title", 64),
                _shown("figure", "Rating"),
                _shown("label", "Label"),
                _shown("service_1", "Service 1"),
                _shown("service_2", "Service 2"),
                _shown("service_3", "Service 3"),
                _shown("agreed", "Agreed"),
                _shown("last_year", "Last year"),
                _shown("change", "Change"),
            ),
        ),
        ChartArea(
            RATINGS_CHART,
            "Ratings at a glance",
            "Bar chart of the ratings of the eleven outcomes, from 0 (Undeveloped) to 3 (Excelling), this year and last "
            "year. The same numbers stand in the table of outcomes above.",
        ),
        Table(
            name=COVERAGE,
            title="Whom the evidence speaks of",
            description="For each protected characteristic and inclusion group, the outcomes whose evidence names it.",
            holds="",
            record=None,
            given=tuple((group.name, group.kind) for group in GROUPS),
            entries=(
                Entry("group", "Group", "", Kind.GIVEN, width=26),
                _shown("", "Kind", 64),
                *(_shown(outcome.code, outcome.code) for outcome in OUTCOMES),
            ),
        ),
        Form(
            key="Recorded",
            title="As recorded",
            holds="recorded",
            record=Recorded,
            recorded=True,
            entries=tuple(
                Entry(attribute, label, help_text, Kind.TOTAL if "total" in label else Kind.WRITTEN)
                for attribute, label, help_text in (
                    ("statement", "Recorded rating", "The rating when the score was last recorded."),
                    ("total", "Recorded total", "Out of 33."),
                    ("band", "Recorded band", "The band when the score was last recorded."),
                    ("domain_1", "Recorded Domain 1 total", "Out of 12."),
                    ("domain_2", "Recorded Domain 2 total", "Out of 12."),
                    ("domain_3", "Recorded Domain 3 total", "Out of 9."),
                    ("method", "Recorded method", "How Domain 1 was scored."),
                    ("date", "Recorded on", "The day the score was recorded."),
                    ("version", "Recorded by", "The version of eds-xl that recorded it."),
                )
            ),
        ),
    ),
)
