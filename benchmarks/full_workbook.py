"""A workbook as full as real ones get: 60,000 words of evidence over all outcomes."""

from __future__ import annotations

import random
from dataclasses import replace

from eds_xl.assessment.model import (
    Action,
    Assessment,
    DomainOne,
    Evidence,
    Organisation,
    OutcomeRating,
    Service,
)
from eds_xl.standard import METHODS, OUTCOMES
from eds_xl.workbook.rows import fresh_assessment

WORDS = 60_000
_ROWS_EACH, _ROWS_OF_ACTIONS = 45, 2
# fmt: off
_VOCABULARY = (
    "access", "staff", "survey", "evidence", "patients", "feedback", "equality", "improvement", "service",
    "team", "data", "report", "experience", "outcome", "group", "results", "training", "network", "policy",
    "review", "carers", "community", "disability", "ethnicity", "pharmacy",
)
# fmt: on


def full_assessment(seed: int = 1) -> Assessment:
    """Return an assessment with every rating and some 60,000 words; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - words, not secrets
    length = WORDS // (len(OUTCOMES) * _ROWS_EACH) + 1
    evidence = [
        Evidence(
            outcome.domain,
            outcome.code,
            _text(chance, length),
            owners="Service lead",
            date="September 2024",
            origin="Survey",
        )
        for outcome in OUTCOMES
        for _ in range(_ROWS_EACH)
    ]
    return replace(
        fresh_assessment("2024/25", "Northern Vale NHS Foundation Trust"),
        organisation=Organisation(name="Northern Vale NHS Foundation Trust", reporting_year="2024/25"),
        domain_1=DomainOne(METHODS[0].choice),
        services=tuple(Service(f"Service {number}", name=f"Service number {number}") for number in (1, 2, 3)),
        ratings=tuple(_rating(outcome.code) for outcome in OUTCOMES),
        evidence=tuple(replace(row, ref=f"E{number:03}") for number, row in enumerate(evidence, 1)),
        actions=tuple(
            Action(
                outcome.code, _text(chance, 25), _text(chance, 12), "October 2025", "Service lead", ref=ref
            )
            for number, outcome in enumerate(OUTCOMES)
            for ref in (f"A{_ROWS_OF_ACTIONS * number + row:03}" for row in (1, 2))
        ),
    )


def _rating(code: str) -> OutcomeRating:
    if code.startswith("1"):
        return OutcomeRating(code, service_1=2, service_2=1, service_3=2, owners="Lead", last_year=1)
    return OutcomeRating(code, rating=2, owners="Lead", last_year=1)


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_VOCABULARY, k=words)).capitalize() + "."
