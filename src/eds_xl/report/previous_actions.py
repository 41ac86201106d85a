"""Last year's actions and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment, PreviousAction
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import PREVIOUS_ACTIONS
from eds_xl.report.action_groups import by_domain, cited_objectives, objective_words, outcome_title
from eds_xl.report.figures import Figures
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tables import Field, balanced, is_wide, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.wording import NOT_STATED, Blocks, line_list, plain
from eds_xl.standard import DOMAINS, Domain
from eds_xl.standard.labels import LABELS


def previous_actions(assessment: Assessment, figures: Figures) -> Section:
    """Return the section of last year's actions by domain, with status and update."""
    groups = by_domain(assessment.previous_actions)
    return _section(assessment, figures, groups, "No actions from the previous year are recorded.")


def previous_actions_of_domain(assessment: Assessment, figures: Figures, domain: Domain) -> Section:
    """Return last year's actions in one domain, for a report that is arranged by domain."""
    _, anchor, actions = by_domain(assessment.previous_actions)[domain.number - 1]
    blocks: Blocks = plain("No actions from the previous year are recorded for this domain.")
    if actions:
        blocks = (_table(assessment, figures, domain.full_title, actions),)
    return Section(LABELS.headings.previous_actions, f"previous-{anchor}", blocks)


def previous_actions_of_no_domain(assessment: Assessment, figures: Figures) -> tuple[Section, ...]:
    """Return the rest of a report arranged by domain: own texts, actions of no domain; () for none."""
    section = _section(assessment, figures, by_domain(assessment.previous_actions)[len(DOMAINS) :], "")
    return (section,) if section.blocks or section.sections else ()


def _section(
    assessment: Assessment,
    figures: Figures,
    groups: Iterable[tuple[str, str, list[PreviousAction]]],
    nothing: str,
) -> Section:
    own = own_texts(assessment, PREVIOUS_ACTIONS, "previous-actions")
    tables = [
        (title, anchor, _table(assessment, figures, title, actions))
        for title, anchor, actions in groups
        if actions
    ]
    none = plain(nothing) if nothing and not tables else ()
    sections = (Section(title, f"previous-{anchor}", (table,)) for title, anchor, table in tables)
    return Section(
        LABELS.headings.previous_actions,
        "previous-actions",
        (*own.blocks, *none),
        (*own.sections, *sections, *figures.waiting("previous-actions")),
        new_page=True,
        landscape=any(is_wide(table) for _, _, table in tables),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: an action, with the words for its outcome and objective, which may be those of the row above."""

    action: PreviousAction
    outcome: Blocks
    objective: Blocks


def _lines(actions: Iterable[PreviousAction]) -> Iterator[_Line]:
    above: PreviousAction | None = None
    for action in actions:
        title = outcome_title(action.outcome, above.outcome if above else None)
        repeated = above is not None and (above.outcome, above.objective) == (
            action.outcome,
            action.objective,
        )
        yield _Line(action, plain(title), objective_words(action.objective, repeated=repeated))
        above = action


def _aim(action: PreviousAction) -> tuple[str, str]:
    return action.outcome, action.objective


def _table(assessment: Assessment, figures: Figures, title: str, actions: Iterable[PreviousAction]) -> Table:
    labels = LABELS.previous_actions

    def prose(attribute: str) -> Callable[[_Line], Blocks]:
        return lambda line: read_prose(getattr(line.action, attribute))

    def lines(attribute: str) -> Callable[[_Line], Blocks]:
        return lambda line: line_list(getattr(line.action, attribute))

    def update(line: _Line) -> Blocks:
        return (*read_prose(line.action.update), *figures.cite(line.action.figure, apart=True))

    def objectives(line: _Line) -> Blocks:
        return cited_objectives(assessment, line.action.equality_objectives)

    fields: tuple[Field[_Line], ...] = (
        Field(LABELS.action_plan.outcome, lambda line: line.outcome, 33),
        Field(LABELS.action_plan.objective, lambda line: line.objective, 35, optional=True),
        Field(labels.action, prose("action"), 60),
        Field("Status", prose("status"), 22, NOT_STATED),
        Field("Update", update, 95, optional=True),
        Field(LABELS.action_plan.completion_date, prose("completion_date"), 25, optional=True),
        Field("Owner", lines("owners"), 28, optional=True),
        Field("Services", lines("services"), 28, optional=True),
        Field(labels.equality_objectives, objectives, 32, optional=True),
    )
    return balanced(
        table_of(f"Actions from the previous year, {title.partition(':')[0]}", fields, _lines(actions))
    )
