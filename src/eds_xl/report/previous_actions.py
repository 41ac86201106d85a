"""Last year's actions and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from eds_xl.assessment.model import Assessment, PreviousAction
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import PREVIOUS_ACTIONS
from eds_xl.report.action_groups import by_domain, cited_objectives, outcome_title
from eds_xl.report.figures import Figures
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tables import Field, is_wide, lines_field, prose_field, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.wording import NOT_YET_STATED, plain
from eds_xl.standard.labels import LABELS


def previous_actions(assessment: Assessment, figures: Figures) -> Section:
    """Return the section of last year's actions by domain, with status and update."""
    own = own_texts(assessment, PREVIOUS_ACTIONS, "previous-actions")
    tables = [
        (title, anchor, _table(assessment, figures, title, actions))
        for title, anchor, actions in by_domain(assessment.previous_actions)
        if actions
    ]
    none = () if tables else plain("No actions from the previous year are recorded.")
    sections = (Section(title, f"previous-{anchor}", (table,)) for title, anchor, table in tables)
    return Section(
        LABELS.headings.previous_actions,
        "previous-actions",
        (*own.blocks, *none),
        (*own.sections, *sections, *figures.waiting("previous-actions")),
        new_page=True,
        landscape=any(is_wide(table) for _, _, table in tables),
    )


def _table(assessment: Assessment, figures: Figures, title: str, actions: Sequence[PreviousAction]) -> Table:
    labels = LABELS.previous_actions
    fields: tuple[Field[PreviousAction], ...] = (
        Field(LABELS.action_plan.outcome, lambda action: plain(outcome_title(action.outcome)), 33),
        prose_field("Objective", "objective", 35, optional=True),
        prose_field(labels.action, "action", 45),
        prose_field("Status", "status", 25, blank=NOT_YET_STATED),
        Field(
            "Update",
            lambda action: (*read_prose(action.update), *figures.cite(action.figure)),
            55,
            optional=True,
        ),
        prose_field(LABELS.action_plan.completion_date, "completion_date", 25, optional=True),
        lines_field("Owner", "owners", 28, optional=True),
        lines_field("Services", "services", 25, optional=True),
        Field(
            labels.equality_objectives,
            lambda action: cited_objectives(assessment, action.equality_objectives),
            32,
            optional=True,
        ),
    )
    return table_of(f"Actions from the previous year, {title.partition(':')[0]}", fields, actions)
