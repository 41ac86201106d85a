"""The model: plain records that hold an assessment as it was entered, complete or not.

Every value is text as entered (trimmed, "" for a blank), for dates too: the field writes "October 2024"
and "Ongoing" as often as days. Only ratings are numbers where they are whole numbers; a rating that is
anything else stays text and is judged by ``ratings.py``. Records know their cells (``place.py``).
The attribute names are those of the workbook's spec and of the JSON form.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from eds_xl.assessment.place import Placed
from eds_xl.standard import DOMAINS, OUTCOMES, QUESTIONS

RatingEntry = int | str | None
"""A rating as entered: a whole number, None for a blank, or the text that stands there instead."""

SERVICES = ("Service 1", "Service 2", "Service 3")
"""The numbers of the three Domain 1 services, as the rating columns are headed."""


RATING_FIELDS = ("service_1", "service_2", "service_3", "agreed", "rating", "proposed", "last_year")
"""The attributes of :class:`OutcomeRating` that hold ratings."""


@dataclass(frozen=True, slots=True)
class Organisation(Placed):
    """Who assessed itself, for which year, by whose hand, and where the assessment stands."""

    name: str = ""
    ods_code: str = ""
    organisation_type: str = ""
    integrated_care_systems: str = ""
    board_sponsors: str = ""
    eds_leads: str = ""
    reporting_year: str = ""
    stage: str = ""
    report_title: str = ""
    this_year_label: str = ""
    last_year_label: str = ""
    classification: str = ""
    date_completed: str = ""
    date_authorised: str = ""
    published: str = ""
    revision_date: str = ""
    date_sent: str = ""
    report_address: str = ""
    contact_team: str = ""
    contact_email: str = ""
    contact_telephone: str = ""
    other_formats: str = ""
    smallest_number: str = ""


@dataclass(frozen=True, slots=True)
class ReportLayout(Placed):
    """How the report is laid out: "Yes" or "No" to each layout seen in published reports; blank is as usual."""

    by_domain: str = ""
    service_tables: str = ""
    domain_column: str = ""
    analysis: str = ""
    last_year: str = ""
    score_table: str = ""
    owners_in_actions: str = ""


@dataclass(frozen=True, slots=True)
class SheetUse(Placed):
    """Whether an optional sheet is used this year ("Yes", "No" or blank)."""

    sheet: str = ""
    used: str = ""


@dataclass(frozen=True, slots=True)
class Level(Placed):
    """A level of completion and the organisations that took part at it, one a line."""

    level: str = ""
    organisations: str = ""
    applies_to: str = ""


@dataclass(frozen=True, slots=True)
class DomainDetails(Placed):
    """What differs by domain; blank means as for the organisation."""

    domain: str = ""
    eds_leads: str = ""
    plan_lead: str = ""
    plan_sponsor: str = ""
    years_active: str = ""
    authorisation_date: str = ""
    action_plan_period: str = ""


@dataclass(frozen=True, slots=True)
class EqualityObjective(Placed):
    """One of the organisation's equality objectives, which actions may cite by number."""

    number: str = ""
    objective: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class HistoryYear(Placed):
    """Totals of an earlier year, as far as they are known."""

    year: str = ""
    address: str = ""
    domain_1: str = ""
    domain_2: str = ""
    domain_3: str = ""
    total: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class DomainOne(Placed):
    """How Domain 1 is scored, in the words of the drop-down."""

    method: str = ""


@dataclass(frozen=True, slots=True)
class Service(Placed):
    """A service assessed in Domain 1; ``number`` is "Service 1" to "Service 3"."""

    number: str = ""
    name: str = ""
    short_name: str = ""
    led_by: str = ""
    providers: str = ""
    service_lead: str = ""
    core20plus5: str = ""
    why_chosen: str = ""

    @property
    def label(self) -> str:
        """The name to use where room is short: short name, else name, else "Service n"."""
        return self.short_name or self.name or self.number


@dataclass(frozen=True, slots=True)
class OutcomeRating(Placed):
    """What was entered for one outcome. Domain 1 uses the services and ``agreed``, the others ``rating``."""

    outcome: str = ""
    service_1: RatingEntry = None
    service_2: RatingEntry = None
    service_3: RatingEntry = None
    agreed: RatingEntry = None
    rating: RatingEntry = None
    owners: str = ""
    reason: str = ""
    proposed: RatingEntry = None
    scored_by: str = ""
    last_year: RatingEntry = None

    @property
    def services(self) -> tuple[RatingEntry, RatingEntry, RatingEntry]:
        """The ratings of the three services, in order."""
        return (self.service_1, self.service_2, self.service_3)


@dataclass(frozen=True, slots=True)
class Reviewers(Placed):
    """Who reviewed Domain 3 from outside."""

    trade_unions: str = ""
    independent: str = ""


@dataclass(frozen=True, slots=True)
class Evidence(Placed):
    """A row of evidence; one without an outcome continues the row above. ``domain`` is the sheet's number."""

    domain: int = 0
    outcome: str = ""
    evidence: str = ""
    service: str = ""
    owners: str = ""
    date: str = ""
    origin: str = ""
    heading: str = ""
    analysis: str = ""
    groups: str = ""
    figure: str = ""
    link: str = ""
    publish: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Figure(Placed):
    """A row of a figure (table, chart or picture); the first row of a Ref holds the headings."""

    ref: str = ""
    title: str = ""
    source_date: str = ""
    show_as: str = ""
    picture_file: str = ""
    alternative: str = ""
    column_1: str = ""
    column_2: str = ""
    column_3: str = ""
    column_4: str = ""
    column_5: str = ""
    column_6: str = ""
    column_7: str = ""
    column_8: str = ""
    column_9: str = ""
    column_10: str = ""
    column_11: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The eleven columns, in order."""
        return tuple(getattr(self, f"column_{number}") for number in range(1, 12))


@dataclass(frozen=True, slots=True)
class PreviousAction(Placed):
    """An action of last year's plan and what became of it."""

    outcome: str = ""
    action: str = ""
    status: str = ""
    update: str = ""
    objective: str = ""
    completion_date: str = ""
    owners: str = ""
    services: str = ""
    equality_objectives: str = ""
    figure: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Action(Placed):
    """An action of this year's plan."""

    outcome: str = ""
    action: str = ""
    objective: str = ""
    completion_date: str = ""
    owners: str = ""
    service: str = ""
    equality_objective: str = ""
    status: str = ""
    kind: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Placed):
    """The answers to one question of the questionnaire, by service."""

    number: str = ""
    service_1: str = ""
    service_2: str = ""
    service_3: str = ""

    @property
    def services(self) -> tuple[str, str, str]:
        """The answers for the three services, in order."""
        return (self.service_1, self.service_2, self.service_3)


@dataclass(frozen=True, slots=True)
class EngagementEvent(Placed):
    """An event at which people were engaged, outcomes scored or the assessment reviewed."""

    domain: str = ""
    event: str = ""
    date: str = ""
    who: str = ""
    purpose: str = ""
    about: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ReportText(Placed):
    """A paragraph or more of the organisation's own, for a section of the report."""

    section: str = ""
    text: str = ""
    heading: str = ""
    domain: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class BoardPaper(Placed):
    """The head of the paper that takes the report to the board or a committee."""

    board: str = ""
    part: str = ""
    meeting_date: str = ""
    agenda_number: str = ""
    presenter: str = ""
    executive_lead: str = ""
    report_author: str = ""
    action_required: str = ""


@dataclass(frozen=True, slots=True)
class Approval(Placed):
    """Who recommended, approved or ratified the report, and when."""

    body: str = ""
    date: str = ""
    decision: str = ""
    minute: str = ""


@dataclass(frozen=True, slots=True)
class BoardHeading(Placed):
    """A heading of the board paper and its text."""

    heading: str = ""
    text: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry(Placed):
    """An abbreviation and what it stands for."""

    abbreviation: str = ""
    meaning: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Recorded(Placed):
    """The score as it was last recorded on the Score card by ``fill``; never used for scoring."""

    domain_1: str = ""
    domain_2: str = ""
    domain_3: str = ""
    total: str = ""
    band: str = ""
    statement: str = ""
    method: str = ""
    date: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One organisation's assessment in one year, as far as it has come.

    The domains, services, ratings and answers are always all there, in the standard's order; the others
    hold the rows that are filled in, in sheet order.
    """

    organisation: Organisation = Organisation()
    sheet_uses: tuple[SheetUse, ...] = ()
    levels: tuple[Level, ...] = ()
    domains: tuple[DomainDetails, ...] = tuple(DomainDetails(domain.name) for domain in DOMAINS)
    equality_objectives: tuple[EqualityObjective, ...] = ()
    history: tuple[HistoryYear, ...] = ()
    layout: ReportLayout = ReportLayout()
    domain_1: DomainOne = DomainOne()
    services: tuple[Service, ...] = tuple(Service(number) for number in SERVICES)
    ratings: tuple[OutcomeRating, ...] = tuple(OutcomeRating(outcome.code) for outcome in OUTCOMES)
    reviewers: Reviewers = Reviewers()
    evidence: tuple[Evidence, ...] = ()
    figures: tuple[Figure, ...] = ()
    previous_actions: tuple[PreviousAction, ...] = ()
    actions: tuple[Action, ...] = ()
    answers: tuple[Answer, ...] = tuple(Answer(str(question.number)) for question in QUESTIONS)
    events: tuple[EngagementEvent, ...] = ()
    texts: tuple[ReportText, ...] = ()
    board_paper: BoardPaper = BoardPaper()
    approvals: tuple[Approval, ...] = ()
    board_headings: tuple[BoardHeading, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    recorded: Recorded = Recorded()

    def rating_of(self, code: str) -> OutcomeRating:
        """Return what was entered for an outcome; an empty record if its row is missing."""
        return next((rating for rating in self.ratings if rating.outcome == code), OutcomeRating(code))


def is_blank(record: Placed, given: frozenset[str] = frozenset()) -> bool:
    """Say whether nothing was entered in a record; ``given`` names the attributes nobody enters."""
    kind: Any = type(record)  # a class can be hashed, which mypy does not see where its instances can
    return not any(getattr(record, name) not in ("", None) for name in _entered(kind, given))


@cache
def _entered(kind: type[Any], given: frozenset[str]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name not in given | {"place"})
