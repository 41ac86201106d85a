"""Findings that somebody answers for: accepted with a reason, as long as the entry stays as it is.

The key of a finding holds what stands in its cell: when the entry changes, the finding comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from eds_xl.assessment.finding import Acceptance, Finding, Severity

_ERROR = "An error cannot be accepted: it has to be mended, or the report made as a draft."
_NO_REASON = "To accept it, also say why it is right as it stands."
_NOBODY = "To accept it, also say who accepts it."


def with_acceptances(findings: Iterable[Finding], typed: Mapping[str, Acceptance]) -> tuple[Finding, ...]:
    """Return the findings, those accepted marked so and listed last.

    Args:
        findings: What the checks found.
        typed: What was typed beside the findings of the last check, by finding key.
    """
    judged = [_judged(finding, finding.among(typed)) for finding in findings]
    return tuple(sorted(judged, key=lambda finding: not finding.is_open))


def _judged(finding: Finding, typed: Acceptance | None) -> Finding:
    if typed is None:
        return finding
    lacking = _lacking(finding, typed)
    if lacking:
        return replace(finding, next_step=f"{finding.next_step} {lacking}")
    return replace(finding, accepted=typed)


def _lacking(finding: Finding, typed: Acceptance) -> str:
    """Return the sentence that says why a finding is not accepted; "" if it is."""
    if finding.severity is Severity.ERROR:
        return _ERROR
    if not typed.because:
        return _NO_REASON
    return "" if typed.by else _NOBODY
