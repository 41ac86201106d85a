"""A finding as a record: what is wrong, how serious, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from textwrap import shorten
from typing import TypeVar

from eds_xl.assessment.place import Source

WHOLE_WORKBOOK = "The workbook"
"""The place, in words, of what concerns no single sheet."""

T = TypeVar("T")

_ENDED_SHOWN = 120  # characters of what was typed beside a finding


class Severity(Enum):
    """How serious a finding is; an error blocks the documents that print the entry."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """The order in which findings are listed: errors first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is right as it stands, and the role of whoever says so."""

    because: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found.

    ``code`` is stable (family and number, "SCO-001"); ``source`` is the cell, or only the sheet, or None
    for the workbook as a whole; ``entry`` is the text that stood there, ``key`` tells the finding apart
    from others of its code and stays the same while the entry does; ``former_key`` is the one it had before its
    row was given a Ref, "" if there is none. One that is ``accepted`` stays listed
    and no longer counts.
    """

    code: str
    severity: Severity
    source: Source | None
    message: str
    next_step: str
    entry: str = ""
    key: str = ""
    former_key: str = ""
    accepted: Acceptance | None = None

    def among(self, typed: Mapping[str, T]) -> T | None:
        """Return what was typed beside this finding when it was last listed, given by finding key."""
        return typed.get(self.key) or typed.get(self.former_key)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do about it."""
        return self.accepted is None

    @property
    def where(self) -> str:
        """The place in words: "Domain 1, cell C19", or "The workbook"."""
        return str(self.source) if self.source else WHOLE_WORKBOOK

    @property
    def sheet(self) -> str:
        """The name of the sheet, or words for the workbook as a whole."""
        return self.source.sheet if self.source else WHOLE_WORKBOOK


def by_sheet(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the sheet they are on: each sheet where its first one stands, in their own order."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.sheet, []).append(finding)
    return found


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity, in words: "1 error, 3 warnings; 2 accepted."."""
    still_open = [finding for finding in findings if finding.is_open]
    accepted = len(findings) - len(still_open)
    counts = [(severity, sum(found.severity is severity for found in still_open)) for severity in Severity]
    words = ", ".join(f"{n} {_COUNTED[severity][n != 1]}" for severity, n in counts if n)
    return f"{words or 'Nothing to mend'}{f'; {accepted} accepted' if accepted else ''}."


_COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


def ended_words(ended: Sequence[str]) -> str:
    """Return the sentence on what people typed beside findings that are no longer there; "" if nothing."""
    typed = "; ".join(f'"{shorten(words, _ENDED_SHOWN, placeholder=" ...")}"' for words in ended)
    return (
        f"Taken off the list, because the finding is gone, or its entry or Ref has changed: {typed}."
        if ended
        else ""
    )
