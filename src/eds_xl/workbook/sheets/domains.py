"""The three domain sheets: method and services (Domain 1), ratings, reviewers (Domain 3) and evidence."""

from __future__ import annotations

from eds_xl.assessment.model import SERVICES, DomainOne, Evidence, OutcomeRating, Reviewers, Service
from eds_xl.standard import DOMAINS, Domain
from eds_xl.workbook.spec import ALWAYS, Block, Entry, Form, Kind, Sheet, Table

_OUTCOME = Entry("outcome", "Outcome", "", Kind.GIVEN, width=12)
_TITLE = Entry("", "Title", "", Kind.SHOWN, width=64)
_REASON = Entry("reason", "Reason for rating", "Why this rating and not the one above or below.", Kind.LINES)
_PROPOSED = Entry(
    "proposed",
    "Proposed rating",
    "The rating of the self-assessment, before stakeholders scored. It does not count.",
    Kind.RATING,
    "Rating",
)
_SCORED_BY = Entry("scored_by", "Scored by", "Who agreed the rating, such as a stakeholder panel.")
_LAST_YEAR = Entry(
    "last_year", "Last year", "Last year's rating, 0 to 3, if there was one.", Kind.RATING, "Rating"
)
_OWNERS = Entry(
    "owners",
    "Owners",
    "The department or lead who answers for this outcome. If left blank, the owners of its evidence are printed.",
    Kind.LINES,
    required=ALWAYS,
)


def _rating(attribute: str, label: str, help_text: str, *, required: str = "") -> Entry:
    return Entry(attribute, label, help_text, Kind.RATING, "Rating", required=required)


def _ratings(domain: Domain, entries: tuple[Entry, ...]) -> Table:
    return Table(
        name=f"EDS_Ratings{domain.number}",
        title="Ratings",
        description=f"The rating of each outcome of {domain.name}, its owners and the reason.",
        holds="ratings",
        record=OutcomeRating,
        given=tuple((outcome.code, outcome.title) for outcome in domain.outcomes),
        entries=entries,
    )


def _evidence(domain: Domain) -> Table:
    return Table(
        name=f"EDS_Evidence{domain.number}",
        title="Evidence",
        description=f"The evidence for the outcomes of {domain.name}, a row for each piece; add rows as you need them.",
        holds="evidence",
        record=Evidence,
        constants=(("domain", domain.number),),
        lead="evidence",
        prefix="E",
        growing=True,
        entries=(
            Entry(
                "outcome",
                "Outcome",
                "The outcome this evidence is for. A row without an outcome continues the row above.",
                Kind.CHOICE,
                f"Outcome{domain.number}",
                required=ALWAYS,
                width=12,
            ),
            Entry(
                "evidence",
                "Evidence",
                "What shows how well the outcome is met. Alt+Enter starts a new line; lines that begin with - become bullets.",
                Kind.LINES,
                required=ALWAYS,
                width=64,
            ),
            Entry(
                "service",
                "Service",
                "The service it comes from, All services, or Organisation-wide. Blank means organisation-wide.",
                Kind.CHOICE,
                "Service",
            ),
            Entry("owners", "Owners", "Department or lead.", Kind.LINES),
            Entry(
                "date",
                "Date or period",
                "When the evidence is from, in your own words: September 2024, Q1-Q3.",
                Kind.DATE,
            ),
            Entry("origin", "Source", "A survey, a document, or who supplied it.", width=24),
            Entry("heading", "Heading", 'A heading to print above it, such as "Update 2024/25".', width=22),
            Entry(
                "analysis",
                "Analysis",
                "What the evidence tells you. Printed in a column of its own.",
                Kind.LINES,
                width=36,
            ),
            Entry(
                "groups",
                "Groups",
                "Whom it speaks of, as on the list. More than one: separated by semicolons, such as: Age; Disability.",
                Kind.CHOICE,
                "Group",
                open_choice=True,
                width=24,
            ),
            Entry("figure", "Figure", "The Ref of a figure on the Figures sheet, such as F1.", width=12),
            Entry("link", "Link", "A web address (https://...) that readers can open.", width=20),
            Entry(
                "publish",
                "Publish",
                "No keeps the row out of the published report. Blank means yes.",
                Kind.CHOICE,
                "YesNo",
                width=12,
            ),
            Entry("ref", "Ref", "Written by eds-xl; leave it as it is.", Kind.WRITTEN, width=10),
        ),
    )


_SERVICES = Table(
    name="EDS_Services",
    title="The three services",
    description="The services assessed in Domain 1 this year.",
    holds="services",
    record=Service,
    given=tuple((number,) for number in SERVICES),
    entries=(
        Entry("number", "Number", "", Kind.GIVEN, width=12),
        Entry("name", "Service", "The service's full name.", required=ALWAYS, width=64),
        Entry("short_name", "Short name", "A short name for headings and drop-downs, such as: Maternity."),
        Entry("led_by", "Led by", "The organisation or directorate that leads the service.", Kind.LINES),
        Entry("providers", "Providers", "Who provides it. One a line.", Kind.LINES),
        Entry("service_lead", "Service lead", "Role, and name if it is to be published."),
        Entry("core20plus5", "Core20PLUS5", "Is it one of the Core20PLUS5 areas?", Kind.CHOICE, "YesNo"),
        Entry("why_chosen", "Why chosen", "Why this service was chosen this year.", Kind.LINES),
    ),
)

_METHOD = Form(
    key="DomainOne",
    title="How Domain 1 is scored",
    holds="domain_1",
    record=DomainOne,
    entries=(
        Entry(
            "method",
            "Method",
            "Choose how Domain 1 is scored. The guidance asks for three services; the middle of their three totals counts.",
            Kind.CHOICE,
            "Method",
            required=ALWAYS,
        ),
    ),
)

_REVIEWERS = Form(
    key="Reviewers",
    title="Third-party involvement in rating and review",
    holds="reviewers",
    record=Reviewers,
    entries=(
        Entry(
            "trade_unions",
            "Trade unions",
            "Trade union representatives who took part. One a line.",
            Kind.LINES,
        ),
        Entry(
            "independent",
            "Reviewers",
            "Independent evaluators or peer reviewers who took part. One a line.",
            Kind.LINES,
        ),
    ),
)

_DOMAIN_1_RATINGS = (
    _OUTCOME,
    _TITLE,
    *(
        _rating(f"service_{number}", f"Service {number}", f"The rating of service {number}: 0, 1, 2 or 3.")
        for number in (1, 2, 3)
    ),
    _rating(
        "agreed",
        "Agreed",
        'The one rating agreed for the outcome. It counts only with the method "One agreed rating".',
    ),
    _OWNERS,
    _REASON,
    _PROPOSED,
    _SCORED_BY,
    _LAST_YEAR,
)
_OTHER_RATINGS = (
    _OUTCOME,
    _TITLE,
    _rating("rating", "Rating", "0 Undeveloped, 1 Developing, 2 Achieving or 3 Excelling.", required=ALWAYS),
    _OWNERS,
    _REASON,
    _PROPOSED,
    _SCORED_BY,
    _LAST_YEAR,
)


def _sheet(domain: Domain, blocks: tuple[Block, ...], first_line: str) -> Sheet:
    return Sheet(
        title=domain.name,
        purpose=f"{domain.title}: ratings and evidence",
        instructions=(
            first_line,
            "Evidence: fill in the outcome first, then the text; use a new row for each piece. The Ref is written for you.",
        ),
        blocks=(*blocks, _evidence(domain)),
        domain=domain.number,
    )


DOMAIN_SHEETS = (
    _sheet(
        DOMAINS[0],
        (_METHOD, _SERVICES, _ratings(DOMAINS[0], _DOMAIN_1_RATINGS)),
        "Choose the method, name the services, then rate each outcome 0 to 3 with patients, carers and partners.",
    ),
    _sheet(
        DOMAINS[1],
        (_ratings(DOMAINS[1], _OTHER_RATINGS),),
        "Rate each outcome 0 to 3 with staff, staff networks and trade unions.",
    ),
    _sheet(
        DOMAINS[2],
        (_ratings(DOMAINS[2], _OTHER_RATINGS), _REVIEWERS),
        "Rate each outcome 0 to 3, and name the trade unions and the independent reviewers who took part.",
    ),
)
