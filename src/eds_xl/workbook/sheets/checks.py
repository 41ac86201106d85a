"""The Checks sheet: what the checks found, and where a finding is accepted with a reason."""

from __future__ import annotations

from eds_xl.workbook.spec import Entry, Kind, Sheet, Table

FINDINGS = "EDS_Findings"


def _written(attribute: str, label: str, width: int, kind: Kind = Kind.WRITTEN) -> Entry:
    return Entry(attribute, label, "Written by eds-xl at each check.", kind, width=width)


CHECKS = Sheet(
    title="Checks",
    purpose="What the last check found, and what was accepted",
    instructions=(
        "The add-in (Check) or the program (eds-xl check --write) lists here what it found; each run replaces the list.",
        "A warning or advice that is right as it stands can be accepted: say why, and who says so. Errors need mending.",
    ),
    blocks=(
        Table(
            name=FINDINGS,
            title="Findings",
            description="What the last check found: how serious, where, what is wrong and what to do.",
            holds="",
            record=None,
            growing=True,
            entries=(
                _written("severity", "Severity", 12),
                _written("where", "Where", 30, Kind.LINK),
                _written("message", "What is wrong", 70),
                _written("next_step", "What to do", 60),
                _written("code", "Code", 12),
                Entry("because", "Accepted because", "Why this is right as it stands.", Kind.LINES, width=40),
                Entry("by", "Accepted by", "Role of whoever accepts it.", width=24),
                _written("entry", "Entry when checked", 24, Kind.QUOTED),
                _written("cell_key", "Cell key", 12, Kind.KEY),
                _written("finding_key", "Finding key", 12, Kind.KEY),
            ),
        ),
    ),
)
