"""A finding as a record: what is wrong, how serious, where, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from eds_xl.assessment.place import Source


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
class Finding:
    """One thing a check found.

    ``code`` is stable (family and number, "SCO-001"); ``source`` is the cell, or only the sheet, or None
    for the workbook as a whole; ``entry`` is the text that stood there, ``key`` tells the finding apart
    from others of its code and stays the same while the entry does.
    """

    code: str
    severity: Severity
    source: Source | None
    message: str
    next_step: str
    entry: str = ""
    key: str = ""

    @property
    def where(self) -> str:
        """The place in words: "Domain 1, cell C19", or "The workbook"."""
        return str(self.source) if self.source else "The workbook"


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity, in words: "1 error, 3 warnings."."""
    if not findings:
        return "Nothing to mend."
    counts = [(severity, sum(finding.severity is severity for finding in findings)) for severity in Severity]
    return ", ".join(f"{n} {_COUNTED[severity][n != 1]}" for severity, n in counts if n) + "."


_COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}
