"""Typed access to ``catalogue.toml``, and findings made from it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from eds_xl.assessment.finding import Finding, Severity
from eds_xl.assessment.place import Source
from eds_xl.checks.wording import quoted

REPORT, ACTION_PLAN, BOARD_PAPER, SCORECARD = "report", "action-plan", "board-paper", "scorecard"
DOCUMENTS = (REPORT, ACTION_PLAN, BOARD_PAPER, SCORECARD)
"""The documents an error may stop."""

_LONGEST_SLOT = 500  # so that a sentence fits into a cell, whatever was entered
_HASH_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of finding as the catalogue lists it; see the comment at the head of ``catalogue.toml``."""

    code: str
    severity: Severity
    title: str
    message: str
    next_step: str
    why: str
    since: str
    blocks: tuple[str, ...]
    example: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of findings: the three letters of its codes, and its page in docs/checks."""

    code: str
    page: str
    title: str
    about: str


def _listing(entry: Mapping[str, Any]) -> Listing:
    severity = Severity(entry["severity"])
    stopped = entry.get("blocks", [REPORT]) if severity is Severity.ERROR else ()
    return Listing(**{**entry, "severity": severity, "blocks": tuple(stopped)})


def _load() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))


_DATA = _load()

CATALOGUE: Mapping[str, Listing] = MappingProxyType(
    {entry["code"]: _listing(entry) for entry in _DATA["finding"]}
)
"""Every kind of finding by its code, in the order of the file."""

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {entry["code"]: Family(**entry) for entry in _DATA["family"]}
)
"""The families by the letters of their codes."""


def page_of(code: str) -> str:
    """Return the place in the documentation that explains a code, such as "docs/checks/dates.md#dat-001"."""
    return f"docs/checks/{FAMILIES[code.partition('-')[0]].page}.md#{code.lower()}"


def make(code: str, source: Source | None, *, entry: str = "", about: str = "", **slots: object) -> Finding:
    """Make a finding from the catalogue.

    Args:
        code: Its code, such as "SCO-001".
        source: The cell or sheet it is about; None for the workbook as a whole.
        entry: What stands in that cell, as far as the finding is about it; the slot of that name quotes it.
        about: What else tells it from the same finding at another time: what it lists besides the entry.
        **slots: The words for the other slots of its sentences.

    Raises:
        KeyError: If the catalogue has no such code or a slot is missing.
    """
    listing = CATALOGUE[code]
    words = {"entry": quoted(entry)} | {name: _bounded(value) for name, value in slots.items()}
    told = sha256((f"{entry}\n{about}" if about else entry).encode()).hexdigest()[:_HASH_LENGTH]
    return Finding(
        code=code,
        severity=listing.severity,
        source=source,
        message=listing.message.format_map(words),
        next_step=listing.next_step.format_map(words),
        entry=entry,
        key=f"{code}|{_lasting(source)}|{told}",
        former_key=f"{code}|{source.former_key}|{told}" if source and source.former_key else "",
    )


def _bounded(value: object) -> object:
    """Return the words for a slot, cut where a single word of an entry is as long as a cell."""
    too_long = isinstance(value, str) and len(value) > _LONGEST_SLOT
    return f"{str(value)[:_LONGEST_SLOT]}…" if too_long else value


def _lasting(source: Source | None) -> str:
    return (source.lasting_key or str(source)) if source else ""


def stops(finding: Finding, document: str = REPORT) -> bool:
    """Say whether a finding stops a document (one of ``DOCUMENTS``); KeyError for an unknown code."""
    return document in CATALOGUE[finding.code].blocks
