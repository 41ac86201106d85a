"""Random rating grids under every row of the Domain 1 truth table, and random entries on all sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from eds_xl.assessment.model import (
    SERVICES,
    Assessment,
    DomainOne,
    Organisation,
    OutcomeRating,
    Service,
    SheetUse,
    is_blank,
)
from eds_xl.assessment.words import STAGES
from eds_xl.standard import METHODS, OUTCOMES, RULES, Rule
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry

MOST_ROWS = 4
_WORDS = ("Leaflets in five languages", "Staff survey", "", "")
_TWO_LINES = "Staff survey\nsecond line"
_GROUP_WORDS = (
    "",
    "Age",
    "Sexual orientation",
    "Sex; Race",
    "Marriage and civil partnership;Age",
    "age ; Carers",
    "Homelessness, Race",
)

_CHOICE = {method.key: method.choice for method in METHODS} | {"": ""}


def rating_grids(seed: int, count: int) -> Iterator[Assessment]:
    """Yield random assessments, in turn under each row of the truth table."""
    random = Random(seed)
    for number in range(count):
        yield _grid(random, RULES[number % len(RULES)])


def _grid(random: Random, rule: Rule) -> Assessment:
    gaps = random.choice([0, 0, 0.05, 0.3, 0.9])
    rated = random.sample((1, 2, 3), random.choice(rule.services_rated))
    kinds = [f"service_{number}" for number in sorted(rated)]
    if random.choice(rule.agreed_given):
        kinds.append("agreed")

    def rating() -> Any:
        if random.random() < gaps:
            return random.choice([None, None, None, -1, 4, "2/Achieving", "1.5"])
        return random.randint(0, 3)

    ratings = []
    for outcome in OUTCOMES:
        names = kinds if outcome.domain == 1 else ["rating"]
        entries = {name: rating() for name in names}
        owners = random.choice(["", "Head of Patient Experience"])
        ratings.append(OutcomeRating(outcome.code, **entries, last_year=rating(), owners=owners))
    return replace(
        Assessment(),
        organisation=Organisation(name="North Trust", stage=random.choice(("", *STAGES))),
        sheet_uses=tuple(
            SheetUse(sheet, random.choice(["Yes", "No"])) for sheet in ("Board paper", "Previous actions")
        ),
        ratings=tuple(ratings),
        services=tuple(_service(random, number, gaps) for number in SERVICES),
        domain_1=DomainOne(_CHOICE[rule.method]),
    )


def _service(random: Random, number: str, gaps: float) -> Service:
    name = (
        ""
        if random.random() < gaps / 3
        else random.choice(["Maternity", "Urgent  Community Response", "Pharmacy"])
    )
    return Service(number, name=name, short_name=random.choice(["", "", "Detox"]))


def entry_samples(seed: int, count: int, *, line_feeds: bool) -> Iterator[Assessment]:
    """Yield random assessments with entries on every sheet, more or less complete."""
    random = Random(seed)
    words = (*_WORDS, _TWO_LINES) if line_feeds else _WORDS
    for grid in rating_grids(seed, count):
        values: dict[str, Any] = {}
        for _, form in FORMS:
            if form.key != "DomainOne":
                values[form.holds] = form.record(**_entries(random, form.entries, words))
        for _, table in TABLES:
            if table.record is not None and table.growing:
                rows = [
                    table.record(**_entries(random, table.entries, words), **dict(table.constants))  # type: ignore[arg-type]
                    for _ in range(random.randint(0, MOST_ROWS))
                ]
                filled = [row for row in rows if not is_blank(row, table.not_entered)]
                values[table.holds] = (*values.get(table.holds, ()), *filled)
        yield replace(grid, **values)


def _entries(random: Random, entries: tuple[Entry, ...], words: tuple[str, ...]) -> dict[str, Any]:
    return {entry.attribute: _entry(random, entry, words) for entry in entries if entry.is_input}


def _entry(random: Random, entry: Entry, words: tuple[str, ...]) -> str:
    if entry.attribute == "groups":
        return random.choice(_GROUP_WORDS)
    if entry.choices:
        return random.choice(["", *(str(value) for value in LISTS[entry.choices].values)])
    return random.choice(words)
