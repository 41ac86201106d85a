"""The sheets of actions: last year's and what became of them, and this year's plan."""

from __future__ import annotations

from eds_xl.assessment.model import Action, PreviousAction
from eds_xl.assessment.words import NO_ACTION
from eds_xl.workbook.spec import ALWAYS, Entry, Kind, Sheet, Table

_OUTCOME = Entry(
    "outcome",
    "Outcome or domain",
    "The outcome, or the whole domain.",
    Kind.CHOICE,
    "OutcomeOrDomain",
    required=ALWAYS,
    width=24,
)
_REF = Entry("ref", "Ref", "Written by eds-xl; leave it as it is.", Kind.WRITTEN, width=10)
_COMPLETION = "When it is to be done, in your own words: October 2024, Ongoing, September 2024 and ongoing."

PREVIOUS_ACTIONS = Sheet(
    title="Previous actions",
    purpose="Last year's actions and what became of them",
    instructions=(
        "List last year's actions, each with its status and what was done since.",
        "If this is your first year, say No beside this sheet on Start.",
    ),
    optional=True,
    blocks=(
        Table(
            name="EDS_PreviousActions",
            title="Actions from the previous year",
            description="Actions of last year's plan with their status and an update.",
            holds="previous_actions",
            prefix="P",
            lead="action",
            record=PreviousAction,
            growing=True,
            at_least=1,
            entries=(
                _OUTCOME,
                Entry(
                    "action",
                    "Action",
                    "The action or activity as planned.",
                    Kind.LINES,
                    required=ALWAYS,
                    width=60,
                ),
                Entry(
                    "status",
                    "Status",
                    "Choose from the list.",
                    Kind.CHOICE,
                    "PreviousStatus",
                    required=ALWAYS,
                    width=22,
                ),
                Entry("update", "Update", "What was done since, and what came of it.", Kind.LINES, width=60),
                Entry("objective", "Objective", "The objective it served.", Kind.LINES, width=40),
                Entry("completion_date", "Completion date", _COMPLETION, Kind.DATE),
                Entry("owners", "Owners", "Department or lead.", Kind.LINES),
                Entry("services", "Services", "The services it was for."),
                Entry(
                    "equality_objectives",
                    "Equality objectives",
                    "Numbers from the Organisation sheet, or words.",
                    Kind.LINES,
                ),
                Entry("figure", "Figure", "The Ref of a figure on the Figures sheet."),
                _REF,
            ),
        ),
    ),
)

ACTION_PLAN = Sheet(
    title="Action plan",
    purpose="What will be done next, by whom and by when",
    instructions=(
        "A row for each action; rows that follow each other with the same outcome and objective are printed together.",
        'Where nothing is planned for an outcome, choose "No action identified" and give the reason under Action.',
    ),
    blocks=(
        Table(
            name="EDS_Actions",
            title="Action plan",
            description="The actions planned, with objective, completion date and owners.",
            holds="actions",
            prefix="A",
            lead="action",
            exempt=("kind", NO_ACTION),
            exempted=("completion_date", "owners", "objective"),
            record=Action,
            growing=True,
            at_least=1,
            entries=(
                _OUTCOME,
                Entry("action", "Action", "What will be done.", Kind.LINES, required=ALWAYS, width=60),
                Entry(
                    "objective", "Objective", "What it is to achieve.", Kind.LINES, required=ALWAYS, width=48
                ),
                Entry("completion_date", "Completion date", _COMPLETION, Kind.DATE, required=ALWAYS),
                Entry("owners", "Owners", "Department or lead.", Kind.LINES, required=ALWAYS),
                Entry(
                    "service",
                    "Service or organisation",
                    "Who it is for or who does it, if not the whole organisation.",
                ),
                Entry(
                    "equality_objective",
                    "Equality objective",
                    "A number from the Organisation sheet, or words.",
                ),
                Entry("status", "Status", "Choose from the list.", Kind.CHOICE, "Status", width=18),
                Entry("kind", "Kind of row", "Blank means an action.", Kind.CHOICE, "ActionKind"),
                _REF,
            ),
        ),
    ),
)
