"""An assessment larger than any that was published: 400 rows of evidence, cells as full as Excel allows."""

from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import Action, Assessment, Evidence, Figure, PreviousAction
from eds_xl.standard import OUTCOMES
from tests.report.rich_assessment import rich
from tests.report.sample import ARABIC, EMOJI

ROWS = 400
FULLEST = 32_767
SERVICES = ("Response", "Detox", "Maternity", "All services", "Organisation-wide", "")


def monster() -> Assessment:
    """The rich assessment, swollen in every table; all layouts have something to lay out."""
    return replace(
        rich(),
        evidence=tuple(map(_evidence, range(ROWS))),
        figures=(*rich().figures, *_figures()),
        actions=tuple(_action(number) for number in range(66)),
        previous_actions=tuple(_previous(number) for number in range(66)),
    )


def full_cell(number: int) -> str:
    """A cell with as many letters as Excel allows, of every structure that is read out of text."""
    part = (
        f"Full cell {number}, with café, {EMOJI}, {ARABIC}, soft\u00adhyphen, www.example.nhs.uk/{number}.\n\n"
        "• first point\n   – point within\n• second point\n\n1. one\n2. two\n\n"
        "Group\tReplies\tSatisfied\nWomen\t120\t81%\nMen\t98\t79%\n\n"
        f"{'Supercalifragilistic' * 6} {'The service listened and wrote down what was said. ' * 60}\n\n"
    )
    return (part * (FULLEST // len(part) + 1))[: FULLEST - 4] + " end"


def _evidence(number: int) -> Evidence:
    outcome = OUTCOMES[number % len(OUTCOMES)]
    words = f"Row {number} of the evidence. The survey of {2020 + number % 5} shows {number % 97}%."
    return Evidence(
        outcome.domain,
        outcome.code,
        full_cell(number) if number in (0, 150) else words,
        SERVICES[number % len(SERVICES)] if outcome.domain == 1 else "",
        f"Owner {number % 7}",
        "September 2024",
        "Staff survey" if number % 3 else "",
        f"Heading {number // 40}",
        f"Analysis of row {number}." if number % 5 == 0 else "",
        "Race; disability" if number % 4 == 0 else "",
        f"M{number % 40}" if number % 40 < 4 else "",
        "https://www.example.nhs.uk/eds" if number % 9 == 0 else "",
        ref=f"E{number:03}",
    )


def _figures() -> tuple[Figure, ...]:
    kinds = ("Table", "Column chart", "Bar chart", "Line chart")
    return tuple(
        row
        for place, kind in enumerate(kinds)
        for row in (
            Figure(
                f"M{place}",
                f"Monster figure {place}",
                "Survey",
                kind,
                "",
                f"Figure {place} in words",
                "Group",
                "2023",
                "2024",
            ),
            *(
                Figure(
                    f"M{place}", column_1=f"Group {n}", column_2=f"{n * 7 % 50}%", column_3=f"{n * 9 % 60}%"
                )
                for n in range(9)
            ),
        )
    )


def _action(number: int) -> Action:
    outcome = OUTCOMES[number * len(OUTCOMES) // 66]
    return Action(
        outcome.code,
        f"Action {number}: work with partners on outcome {outcome.code}.",
        f"Objective {number // 3}",
        "October 2025" if number % 2 else "Ongoing and March 2026",
        f"Owner {number % 5}\nSecond owner",
        "Maternity" if outcome.domain == 1 else "",
        "1, 2" if number % 4 == 0 else "",
        "Not started",
    )


def _previous(number: int) -> PreviousAction:
    outcome = OUTCOMES[number * len(OUTCOMES) // 66]
    return PreviousAction(
        outcome.code,
        f"Last year's action {number}.",
        "Completed" if number % 2 else "Ongoing",
        f"Update {number}:\n• one thing\n• another thing",
        f"Aim {number // 2}",
        "March 2024",
        f"Owner {number % 5}",
        "Maternity",
        "2",
    )
