"""This year's action plan: who leads it, the priorities by theme, the actions by domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from eds_xl.assessment.blocks import ListBlock, Paragraph
from eds_xl.assessment.model import Action, Assessment, DomainDetails
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import (
    NO_ACTION,
    PLAN_FOR_LEADERSHIP,
    PLAN_FOR_PATIENTS,
    PLAN_FOR_WORKFORCE,
    same,
)
from eds_xl.report.action_groups import by_domain, cited_objectives, objective_words, outcome_title
from eds_xl.report.options import Variants
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tables import Field, balanced, details_table, prose_field, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.wording import (
    NOT_STATED,
    NOT_YET_AUTHORISED,
    NOTHING,
    Blocks,
    labelled,
    line_list,
    one_line,
    plain,
)
from eds_xl.standard import DOMAINS, Domain
from eds_xl.standard.labels import LABELS

_THEMES = (
    ("Patients", PLAN_FOR_PATIENTS),
    ("Workforce", PLAN_FOR_WORKFORCE),
    ("Leadership", PLAN_FOR_LEADERSHIP),
)
_LABELS = LABELS.action_plan


def action_plan(assessment: Assessment, variants: Variants) -> Section:
    """Return the plan: who leads it, its dates, the priorities by theme and the actions by domain."""
    return _plan(assessment, priorities_by_theme(assessment), actions_by_domain(assessment, variants))


def action_plan_of_no_domain(assessment: Assessment, variants: Variants) -> Section:
    """Return the plan of a report arranged by domain: all but the actions that stand in their domains."""
    others = actions_by_domain(assessment, variants)[len(DOMAINS) :]
    return _plan(assessment, priorities_by_theme(assessment), others)


def _plan(assessment: Assessment, themes: tuple[Section, ...], actions: tuple[Section, ...]) -> Section:
    # Prose is read in narrow lines, the tables need the wide page.
    tables = (Section("Actions by domain", "plan-actions", (), actions, landscape=True),) if actions else ()
    return Section(
        LABELS.headings.action_plan,
        "action-plan",
        (leads_and_dates(assessment),),
        (*themes, *tables),
        new_page=True,
        landscape=not themes and bool(tables),
    )


def priorities_by_theme(assessment: Assessment) -> tuple[Section, ...]:
    """Return what the organisation says of its priorities for patients, workforce and leadership."""
    return tuple(section for theme in _THEMES for section in _theme(assessment, *theme))


def actions_by_domain(assessment: Assessment, variants: Variants) -> tuple[Section, ...]:
    """Return the actions of each domain, then those of none if there are any."""
    groups = by_domain(assessment.actions)
    return tuple(_domain_section(assessment, variants, *group) for group in groups)


def actions_of_domain(assessment: Assessment, variants: Variants, domain: Domain) -> Section:
    """Return the actions of one domain under the plan's own heading."""
    return replace(
        actions_by_domain(assessment, variants)[domain.number - 1], title=LABELS.headings.action_plan
    )


def _theme(assessment: Assessment, title: str, section: str) -> tuple[Section, ...]:
    anchor = f"plan-{title.casefold()}"
    own = own_texts(assessment, section, anchor)
    return (Section(title, anchor, own.blocks, own.sections),) if own else ()


# --- who leads it, and when


def leads_and_dates(assessment: Assessment) -> Table:
    """Return who leads and sponsors the plan and its dates; by domain where the domains differ."""
    organisation = assessment.organisation

    def lead(domain: DomainDetails) -> Blocks:
        return line_list(domain.plan_lead or domain.eds_leads or organisation.eds_leads)

    def sponsor(domain: DomainDetails) -> Blocks:
        return line_list(domain.plan_sponsor or organisation.board_sponsors)

    def authorised(domain: DomainDetails) -> Blocks:
        return read_prose(domain.authorisation_date or organisation.date_authorised)

    fields: tuple[Field[DomainDetails], ...] = (
        Field(_LABELS.eds_lead, lead, 40, NOT_STATED),
        prose_field(_LABELS.years_active, "years_active", 26, blank=NOT_STATED),
        Field(_LABELS.eds_sponsor, sponsor, 40, NOT_STATED),
        Field(_LABELS.authorisation_date, authorised, 36, NOT_YET_AUTHORISED),
        prose_field("Action plan period", "action_plan_period", 28, optional=True),
    )
    title = "Leads and dates of the action plan"
    entries = [[field.blocks(domain) for field in fields] for domain in assessment.domains]
    if all(of_domain == entries[0] for of_domain in entries):
        together = zip(fields, entries[0], strict=True)
        return details_table(
            title, [(field.heading, blocks) for field, blocks in together if blocks or not field.optional]
        )
    name: Field[DomainDetails] = Field("Domain", lambda row: plain(one_line(row.domain)), 22, header=True)
    return table_of(title, (name, *fields), assessment.domains)


# --- the actions of a domain


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the plan: one action, or several that share everything but their text."""

    first: Action
    outcome: Blocks
    objective: Blocks
    action: Blocks


def _domain_section(
    assessment: Assessment, variants: Variants, title: str, anchor: str, actions: Sequence[Action]
) -> Section:
    if not actions:
        return Section(title, f"plan-{anchor}", plain("No actions are recorded for this domain."))
    fields = _fields(assessment, variants, actions)
    table = balanced(table_of(f"Action plan, {title.partition(':')[0]}", fields, _lines(actions)))
    return Section(title, f"plan-{anchor}", (table,))


def _fields(assessment: Assessment, variants: Variants, actions: Sequence[Action]) -> list[Field[_Line]]:
    def entry(attribute: str, make: Callable[[str], Blocks] = line_list) -> Callable[[_Line], Blocks]:
        return lambda line: make(getattr(line.first, attribute))

    def needed(attribute: str, make: Callable[[str], Blocks]) -> Callable[[_Line], Blocks]:
        # A row that says there is nothing to do needs neither owner nor date.
        def blocks(line: _Line) -> Blocks:
            missing = NOTHING if same(line.first.kind, NO_ACTION) else NOT_STATED
            return make(getattr(line.first, attribute)) or plain(missing)

        return blocks

    fields: list[Field[_Line]] = [
        Field(_LABELS.outcome, lambda line: line.outcome, 36),
        Field(_LABELS.objective, lambda line: line.objective, 44),
        Field(_LABELS.action, lambda line: line.action, 80),
        Field(_LABELS.completion_date, needed("completion_date", read_prose), 25),
    ]
    if variants.owners_in_actions and any(action.owners for action in actions):
        fields.append(Field("Owner", needed("owners", line_list), 32))
    return [
        *fields,
        Field("Service or organisation", entry("service"), 30, optional=True),
        Field(
            "Equality objective",
            entry("equality_objective", lambda words: cited_objectives(assessment, words)),
            30,
            optional=True,
        ),
        Field("Status", entry("status"), 24, optional=True),
    ]


def _lines(actions: Iterable[Action]) -> list[_Line]:
    """Return the rows: actions that follow each other with the same outcome and objective form a block.

    If they share all else, they are one row with a list of actions; otherwise a row each, in which the
    outcome is only named and the objective not repeated.
    """
    lines: list[_Line] = []
    above: str | None = None
    for (outcome, objective), group in groupby(actions, lambda action: (action.outcome, action.objective)):
        block = list(group)
        alike = len({_all_else(action) for action in block}) == 1
        rows = [block] if alike else [[action] for action in block]
        for number, row in enumerate(rows):
            title = plain(outcome_title(outcome, above))
            aim = objective_words(objective, repeated=number > 0)
            lines.append(_Line(row[0], title, aim, _together([_action_text(action) for action in row])))
            above = outcome
    return lines


def _all_else(action: Action) -> tuple[str, ...]:
    """Return what actions must share, besides outcome and objective, to be printed in one row."""
    return (
        action.completion_date,
        action.owners,
        action.service,
        action.equality_objective,
        action.status,
        action.kind,
    )


def _action_text(action: Action) -> Blocks:
    if not same(action.kind, NO_ACTION):
        return read_prose(action.action)
    return labelled(NO_ACTION, action.action) or plain(NO_ACTION)


def _together(texts: Sequence[Blocks]) -> Blocks:
    """Return several actions as bullets where each is one paragraph, else one below the other."""
    if len(texts) > 1 and all(len(blocks) == 1 and isinstance(blocks[0], Paragraph) for blocks in texts):
        return (ListBlock(tuple(texts)),)
    return tuple(block for blocks in texts for block in blocks)
