"""The Organisation sheet: who, which year, by whom, at what level, and what differs by domain."""

from __future__ import annotations

from eds_xl.assessment.model import (
    DomainDetails,
    EqualityObjective,
    HistoryYear,
    Level,
    Organisation,
    ReportLayout,
)
from eds_xl.assessment.words import NO, YES
from eds_xl.standard import DOMAINS, EDS
from eds_xl.workbook.spec import ALWAYS, Entry, Form, Kind, Sheet, Table


def _layout(attribute: str, label: str, help_text: str, usually: str) -> Entry:
    return Entry(attribute, label, f"{help_text} Usually {usually}.", Kind.CHOICE, "YesNo", default=usually)


_LAYOUT = Form(
    key="Layout",
    title="Layout of the report",
    holds="layout",
    record=ReportLayout,
    entries=(
        _layout(
            "by_domain",
            "Arranged by domain",
            "Yes puts last year's actions, the ratings and the action plan together in each domain.",
            NO,
        ),
        _layout(
            "service_tables",
            "A table for each service",
            "Yes gives each Domain 1 service that is rated by itself a table of its own.",
            NO,
        ),
        _layout(
            "domain_column",
            "Domain column",
            "No leaves out the Domain column of the evidence tables: their heading names the domain.",
            YES,
        ),
        _layout(
            "analysis",
            "Analysis column",
            "No prints the analysis below its evidence instead of in a column beside it.",
            YES,
        ),
        _layout("last_year", "Last year's ratings", "No leaves out the column of last year's ratings.", YES),
        _layout(
            "score_table", "Table of all ratings", "No leaves out the page with all ratings and totals.", YES
        ),
        _layout("owners_in_actions", "Owners in the action plan", "No leaves out the Owner column.", YES),
    ),
)

ORGANISATION = Sheet(
    title="Organisation",
    purpose="Who assessed itself, for which year, who leads, and the dates",
    instructions=(
        "Type in the white boxes. Dates may be a day, a month or words: they are printed as you write them.",
        "Boxes marked Required are needed in every report; some dates only once the report is approved or published.",
    ),
    blocks=(
        Form(
            key="Organisation",
            title="The organisation and its report",
            holds="organisation",
            record=Organisation,
            entries=(
                Entry(
                    "name",
                    "Name of organisation",
                    "The full name, as it should be printed on the report's cover.",
                    required=ALWAYS,
                ),
                Entry(
                    "ods_code",
                    "ODS code",
                    "The organisation's code in the Organisation Data Service, such as QH8.",
                ),
                Entry(
                    "organisation_type",
                    "Organisation type",
                    "Choose from the list.",
                    Kind.CHOICE,
                    "OrganisationType",
                    open_choice=True,
                ),
                Entry(
                    "integrated_care_systems",
                    "Integrated care system",
                    "The integrated care system you belong to. More than one: one a line (Alt+Enter for a new line).",
                    Kind.LINES,
                    required=ALWAYS,
                ),
                Entry(
                    "board_sponsors",
                    "Board sponsor or lead",
                    "The board member who answers for EDS: role, and name if it is to be published. One a line.",
                    Kind.LINES,
                    required=ALWAYS,
                ),
                Entry(
                    "eds_leads",
                    "EDS lead",
                    "Who leads EDS day to day: role, and name if it is to be published. One a line.",
                    Kind.LINES,
                    required=ALWAYS,
                ),
                Entry(
                    "reporting_year",
                    "Reporting year",
                    'The year the assessment is for, written like "2024/25".',
                    required=ALWAYS,
                ),
                Entry(
                    "stage",
                    "Stage",
                    "How far the assessment has come. It decides which dates are needed and how the report is labelled.",
                    Kind.CHOICE,
                    "Stage",
                    required=ALWAYS,
                    default="Collecting",
                ),
                Entry("report_title", "Report title", "Only if it should differ from the standard title."),
                Entry(
                    "this_year_label",
                    "This year's rating column",
                    'Heading of the rating column, only if it should differ from "Rating".',
                ),
                Entry(
                    "last_year_label",
                    "Last year's rating column",
                    'Heading of the column with last year\'s ratings, such as "Rating 2023/24".',
                ),
                Entry(
                    "classification",
                    "Classification",
                    "The protective marking printed on the cover.",
                    Kind.CHOICE,
                    "Classification",
                    open_choice=True,
                    default=EDS.default_classification,
                ),
                Entry(
                    "date_completed",
                    "Date completed",
                    "When the assessment was completed: a day or a month.",
                    Kind.DATE,
                    required="For approval",
                ),
                Entry(
                    "date_authorised",
                    "Date authorised",
                    "When the board or its committee authorised it.",
                    Kind.DATE,
                    required="Approved",
                ),
                Entry(
                    "published",
                    "Month and year published",
                    "When it was published on your website. The national date is 28 February.",
                    Kind.DATE,
                    required="Published",
                ),
                Entry("revision_date", "Revision date", "When it will next be revised.", Kind.DATE),
                Entry(
                    "date_sent",
                    "Date sent to NHS England",
                    f"When the report was sent to {EDS.submission_email}.",
                    Kind.DATE,
                ),
                Entry(
                    "report_address",
                    "Web address of the report",
                    "The page on which the report is published.",
                ),
                Entry("contact_team", "Contact: team", "The team readers can ask about the report."),
                Entry("contact_email", "Contact: e-mail", "A team's address rather than a person's."),
                Entry("contact_telephone", "Contact: telephone", "A team's number rather than a person's."),
                Entry(
                    "other_formats",
                    "Other formats and languages",
                    "The sentence that tells readers how to get the report in another format or language.",
                    Kind.LINES,
                    default="If you need this report in another format or language, please contact us.",
                ),
                Entry(
                    "smallest_number",
                    "Smallest number to publish",
                    "Numbers of people below this are pointed out before you publish, because they could identify someone.",
                    default="5",
                ),
            ),
        ),
        Table(
            name="EDS_Levels",
            title="At what level has this been completed?",
            description="The organisations that took part, by level of completion, one a line.",
            holds="levels",
            record=Level,
            given=(("Individual organisation",), ("Partnership",), ("Integrated care system-wide",)),
            entries=(
                Entry("level", "Level", "", Kind.GIVEN, width=34),
                Entry(
                    "organisations",
                    "Organisations",
                    "List the organisations, one a line.",
                    Kind.LINES,
                    width=62,
                ),
                Entry(
                    "applies_to",
                    "Applies to domains",
                    "Only if it differs by domain, such as: Domain 1.",
                    width=62,
                ),
            ),
        ),
        Table(
            name="EDS_DomainDetails",
            title="Where a domain differs from the organisation",
            description="Leads, sponsor, years, authorisation date and action plan period of each domain; blank means as above.",
            holds="domains",
            record=DomainDetails,
            given=tuple((domain.name,) for domain in DOMAINS),
            entries=(
                Entry("domain", "Domain", "", Kind.GIVEN, width=34),
                Entry(
                    "eds_leads",
                    "EDS lead",
                    "Only if another than the organisation's. One a line.",
                    Kind.LINES,
                ),
                Entry("plan_lead", "Plan lead", "Who leads this domain's action plan."),
                Entry("plan_sponsor", "Plan sponsor", "Who sponsors this domain's action plan."),
                Entry(
                    "years_active",
                    "Years active",
                    'The years the action plan runs, such as "2024/25" or "2023 – 2028".',
                ),
                Entry(
                    "authorisation_date",
                    "Authorisation date",
                    "When the action plan was authorised.",
                    Kind.DATE,
                ),
                Entry(
                    "action_plan_period",
                    "Action plan period",
                    "The period in words, if the plan's heading needs it.",
                ),
            ),
        ),
        Table(
            name="EDS_Objectives",
            title="Equality objectives",
            description="The organisation's equality objectives, which actions may cite by number.",
            holds="equality_objectives",
            record=EqualityObjective,
            given=tuple((str(number),) for number in range(1, 9)),
            entries=(
                Entry("number", "Objective number", "", Kind.GIVEN, width=34),
                Entry("objective", "Equality objective", "The objective as published.", Kind.LINES),
                Entry("period", "Period", "The years it covers.", Kind.DATE),
            ),
        ),
        Table(
            name="EDS_History",
            title="Earlier years",
            description="Totals of earlier years, as far as they are known; what is not known stays blank.",
            holds="history",
            record=HistoryYear,
            rows=5,
            entries=(
                Entry("year", "Year", 'The reporting year, such as "2022/23".', width=34),
                Entry("address", "Web address", "Where that year's report is published."),
                Entry("domain_1", "Domain 1 total", "0 to 12; leave blank if not known."),
                Entry("domain_2", "Domain 2 total", "0 to 12; leave blank if not known."),
                Entry("domain_3", "Domain 3 total", "0 to 9; leave blank if not known."),
                Entry("total", "Overall total", "0 to 33; leave blank if not known."),
                Entry("band", "Band", "As published, such as Developing."),
            ),
        ),
        _LAYOUT,
    ),
)
