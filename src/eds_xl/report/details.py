"""The organisation's details: who leads, when people were engaged, at what level, the dates, the services."""

from __future__ import annotations

from collections.abc import Iterable

from eds_xl.assessment.blocks import Block
from eds_xl.assessment.model import (
    Assessment,
    EngagementEvent,
    EqualityObjective,
    Level,
    Organisation,
    Service,
)
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import same
from eds_xl.report.tables import (
    Field,
    details_table,
    filled,
    lines_field,
    prose_field,
    table_of,
)
from eds_xl.report.tree import Cell, Column, Row, Section, Table
from eds_xl.report.wording import (
    NOT_STATED,
    NOT_YET_AUTHORISED,
    NOTHING,
    Blocks,
    bullets,
    line_list,
    one_line,
    plain,
)
from eds_xl.standard import DOMAINS
from eds_xl.standard.labels import LABELS, LevelLabel

_LABELS = LABELS.details


def organisation_details(assessment: Assessment) -> Section:
    """Return the section with the official details, the services of the year and the equality objectives."""
    organisation = assessment.organisation
    blocks = (
        details_table("Organisation and leads", _who(assessment)),
        _levels(assessment.levels),
        details_table("Dates", _dates(organisation)),
    )
    sections = (*_services(assessment.services), *_objectives(assessment.equality_objectives))
    return Section(LABELS.headings.details, "organisation", blocks, sections, new_page=True)


def _who(assessment: Assessment) -> list[tuple[str, Blocks]]:
    organisation = assessment.organisation
    leads = (*line_list(organisation.eds_leads), *_leads_of_domains(assessment))
    return [
        (_LABELS.name, read_prose(organisation.name)),
        *filled(
            (
                ("ODS code", read_prose(organisation.ods_code)),
                ("Organisation type", read_prose(organisation.organisation_type)),
            )
        ),
        (_LABELS.board_sponsor, line_list(organisation.board_sponsors)),
        (_LABELS.integrated_care_system, line_list(organisation.integrated_care_systems)),
        (_LABELS.eds_lead, leads),
        (_LABELS.engagement_dates, engagement_dates(assessment.events)),
        ("Reporting year", read_prose(organisation.reporting_year)),
    ]


def _leads_of_domains(assessment: Assessment) -> Blocks:
    """Return the leads of those domains that have another than the organisation's."""
    blocks: list[Block] = []
    for details in assessment.domains:
        if details.eds_leads and details.eds_leads != assessment.organisation.eds_leads:
            blocks.extend((*plain(one_line(details.domain), bold=True), *line_list(details.eds_leads)))
    return tuple(blocks)


def engagement_dates(events: Iterable[EngagementEvent]) -> Blocks:
    """Return the events with their dates, under the domain they were for."""
    by_domain: dict[str, list[str]] = {domain.name: [] for domain in DOMAINS}
    for event in events:
        by_domain.setdefault(one_line(event.domain), []).append(_dated(event))
    blocks: list[Block] = []
    for domain, entries in by_domain.items():
        if entries:
            blocks.extend((*(plain(domain, bold=True) if domain else ()), *bullets(entries)))
    return tuple(blocks)


def _dated(event: EngagementEvent) -> str:
    """Return an event in one line: "Stakeholder review (outcomes 1A and 1B), 19 October 2023"."""
    about = one_line(event.about)
    name = " ".join(part for part in (one_line(event.event), f"({about})" if about else "") if part)
    return ", ".join(part for part in (name, one_line(event.date) or "date not stated") if part)


def _levels(levels: Iterable[Level]) -> Table:
    """Return the table of the levels of completion; the three official ones always stand."""
    entered = list(levels)
    rows = [(label.label, _level(entered, label)) for label in LABELS.levels]
    rows += [
        (one_line(level.level), level)
        for level in entered
        if not any(_is(level, label) for label in LABELS.levels)
    ]
    blank = "Not at this level" if any(level.organisations for level in entered) else NOT_STATED
    fields: tuple[Field[tuple[str, Level]], ...] = (
        Field("Level", lambda row: plain(row[0] or NOTHING), 1.0, header=True),
        Field(
            f"Organisations ({_LABELS.organisations})",
            lambda row: line_list(row[1].organisations),
            1.6,
            blank,
        ),
        Field("Applies to", lambda row: read_prose(row[1].applies_to), 0.6, optional=True),
    )
    return table_of(_LABELS.level, fields, rows)


def _level(levels: Iterable[Level], label: LevelLabel) -> Level:
    return next((level for level in levels if _is(level, label)), Level(label.choice))


def _is(level: Level, label: LevelLabel) -> bool:
    return same(level.level, label.choice) or same(level.level, label.label)


def _dates(organisation: Organisation) -> list[tuple[str, Blocks]]:
    return [
        (_LABELS.date_completed, read_prose(organisation.date_completed)),
        (_LABELS.published, read_prose(organisation.published) or plain("Not yet published")),
        (_LABELS.date_authorised, read_prose(organisation.date_authorised) or plain(NOT_YET_AUTHORISED)),
        (_LABELS.revision_date, read_prose(organisation.revision_date)),
        *filled((("Date sent to NHS England", read_prose(organisation.date_sent)),)),
    ]


def _services(services: Iterable[Service]) -> tuple[Section, ...]:
    """Return the services of the year, numbered, a column for each: "why chosen" may be long."""
    chosen = [service for service in services if _entries(service)]
    if not chosen:
        blocks: Blocks = plain("The services of this year are not stated.")
    else:
        blocks = (_services_table(chosen),)
    return (Section("Selected services", "services", blocks),)


def _services_table(services: list[Service]) -> Table:
    labels = [
        label for label, _ in _SERVICE_ENTRIES if any(label in _entries(service) for service in services)
    ]
    columns = (Column("Detail", 0.7), *(Column(one_line(service.number)) for service in services))
    rows = tuple(
        Row(
            (
                Cell(plain(label), header=True),
                *(Cell(_entries(service).get(label) or plain(NOTHING)) for service in services),
            )
        )
        for label in labels
    )
    return Table("The services assessed in Domain 1", columns, rows)


_SERVICE_ENTRIES = (
    ("Name", "name"),
    ("Short name", "short_name"),
    ("Led by", "led_by"),
    ("Providers", "providers"),
    ("Service lead", "service_lead"),
    ("Core20PLUS5", "core20plus5"),
    ("Why chosen", "why_chosen"),
)


def _entries(service: Service) -> dict[str, Blocks]:
    """Return what was entered for a service, by label."""
    found = {label: line_list(getattr(service, attribute)) for label, attribute in _SERVICE_ENTRIES}
    return {label: blocks for label, blocks in found.items() if blocks}


def _objectives(objectives: Iterable[EqualityObjective]) -> tuple[Section, ...]:
    stated = [objective for objective in objectives if objective.objective or objective.period]
    if not stated:
        return ()
    fields: tuple[Field[EqualityObjective], ...] = (
        prose_field("No.", "number", 0.3),
        lines_field("Equality objective", "objective", 2.4),
        prose_field("Period", "period", 0.7, optional=True),
    )
    return (
        Section(
            "Equality objectives",
            "equality-objectives",
            (table_of("Our equality objectives", fields, stated),),
        ),
    )
