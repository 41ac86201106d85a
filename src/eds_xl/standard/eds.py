"""Typed access to ``eds2022.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the eleven outcomes; ``code`` is "1A" to "3C"."""

    code: str
    title: str
    domain: int

    @property
    def full_title(self) -> str:
        """The code and the official wording: "1A: Patients ..."."""
        return f"{self.code}: {self.title}"


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the three domains; ``maximum`` is the highest total it can reach."""

    number: int
    name: str
    title: str
    maximum: int
    outcomes: tuple[Outcome, ...]

    @property
    def full_title(self) -> str:
        """The name and the official title: "Domain 1: Commissioned or provided services"."""
        return f"{self.name}: {self.title}"


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating an outcome can be given (0 to 3), its label and its line in the score-card table."""

    value: int
    label: str
    activity: str


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the whole organisation and the totals (0 to 33) it covers, both ends included.

    ``line`` is the official sentence; words between double asterisks are printed bold.
    """

    lowest: int
    highest: int
    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Method:
    """A way of scoring Domain 1: a short key and the words offered in the workbook."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the Domain 1 truth table; see the comment in ``eds2022.toml``."""

    method: str
    services_rated: tuple[int, ...]
    agreed_given: tuple[bool, ...]
    basis: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the engagement and evidence questionnaire, in the official wording."""

    number: int
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """A protected characteristic or inclusion group that evidence can speak of."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Standard:
    """The single facts of EDS 2022: titles, references, addresses and limits."""

    title: str
    template_title: str
    approval_reference: str
    template_version: str
    default_classification: str
    guidance_address: str
    guidance_shown: str
    submission_email: str
    maximum_total: int
    publication_day: int
    publication_month: int


def _load() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("eds2022.toml").read_text(encoding="utf-8"))


def _domain(entry: dict[str, Any]) -> Domain:
    outcomes = tuple(Outcome(o["code"], o["title"], entry["number"]) for o in entry["outcome"])
    return Domain(entry["number"], entry["name"], entry["title"], entry["maximum"], outcomes)


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        method=entry["method"],
        services_rated=tuple(entry["services_rated"]),
        agreed_given=tuple(entry["agreed_given"]),
        basis=entry["basis"],
        assumed=entry.get("assumed", False),
    )


_DATA = _load()

EDS = Standard(**{key: value for key, value in _DATA.items() if not isinstance(value, list)})
DOMAINS: tuple[Domain, ...] = tuple(_domain(entry) for entry in _DATA["domain"])
OUTCOMES: tuple[Outcome, ...] = tuple(outcome for domain in DOMAINS for outcome in domain.outcomes)
RATINGS: tuple[Rating, ...] = tuple(Rating(**entry) for entry in _DATA["rating"])
BANDS: tuple[Band, ...] = tuple(Band(**entry) for entry in _DATA["band"])
METHODS: tuple[Method, ...] = tuple(Method(**entry) for entry in _DATA["domain_1_method"])
RULES: tuple[Rule, ...] = tuple(_rule(entry) for entry in _DATA["domain_1_rule"])
GROUPS: tuple[Group, ...] = tuple(
    Group(name, entry["kind"]) for entry in _DATA["group"] for name in entry["names"]
)
QUESTIONS: tuple[Question, ...] = tuple(Question(**entry) for entry in _DATA["question"])

_OUTCOMES_BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}
_LABELS = {rating.value: rating.label for rating in RATINGS}


def outcome_for(code: str) -> Outcome | None:
    """Return the outcome with a code such as "2B", or None if there is no such outcome."""
    return _OUTCOMES_BY_CODE.get(code)


def rating_label(value: int) -> str:
    """Return the label of a rating from 0 to 3; raises KeyError for any other number."""
    return _LABELS[value]


def band_for(total: int) -> Band:
    """Return the band of a total from 0 to 33; raises ValueError for any other number."""
    for band in BANDS:
        if band.lowest <= total <= band.highest:
            return band
    raise ValueError(f"no band covers a total of {total}")
