"""Results in words on a terminal."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eds_xl.assessment.finding import Finding, Severity, by_sheet, summary
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.files import OutputProblem
from eds_xl.workbook.coordinates import cell_name

if TYPE_CHECKING:
    from eds_xl.actions.fill import Filled

DONE, ERRORS_FOUND = 0, 1
"""Exit codes."""

JSON_VERSION = 1

FORMER_KEPT = 'The former file is in the folder "eds-xl backups".'
_READER_HAS_GONE = {errno.EPIPE, errno.EINVAL}
"""What the system says where nobody reads any more; the latter on Windows."""

_STEERING = {"Cc", "Cf", "Zl", "Zp"}
"""Kinds of characters that move the cursor, change colours or turn the direction of writing."""

_MOST_WIDTH = 100
_DEMO_FINDINGS = 4


def say(*lines: str) -> None:
    """Print lines to the standard output; raises OutputProblem if they cannot be written there."""
    with _writing():
        for line in lines:
            print(_harmless(line))


def say_problem(sentence: str) -> None:
    """Print one sentence to the standard error output, on one line even if a file's name has several."""
    with contextlib.suppress(OSError):  # where nothing can be said any more, the exit code still tells
        print(f"eds-xl: {_harmless(sentence.replace(chr(10), ' '))}", file=sys.stderr)


def finish() -> None:
    """Write out what is still held back of the standard output; raises OutputProblem if that fails."""
    with _writing():
        if sys.stdout is not None:
            sys.stdout.flush()


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _say_no_more()
        if error.errno in _READER_HAS_GONE:
            raise BrokenPipeError from error
        raise OutputProblem(
            "The answer cannot be written to where it is sent: there may be no room left. "
            "Files are as they were, or whole."
        ) from error


def _say_no_more() -> None:
    """Let go of what was not written, which Python would otherwise try once more at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def say_json(command: str, **data: Any) -> None:
    """Print a result as JSON, with the command it answers and the version of its form."""
    # In ASCII: it is read by programs, and what a console on Windows cannot show would be lost on the way.
    with _writing():
        print(json.dumps({"command": command, "version": JSON_VERSION, **data}, indent=2))


def kept_line(former: Path | None) -> Iterable[str]:
    """Yield where the file is that was replaced, if it was kept."""
    if former:
        yield f'The former file is kept as "{former}".'


def _harmless(line: str) -> str:
    """Return a line in which nothing steers the terminal: an entry or a file's name may hold anything."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(character) else character for character in line)


def _steers(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _STEERING


def _width() -> int:
    return min(shutil.get_terminal_size((_MOST_WIDTH, 24)).columns, _MOST_WIDTH)


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Return text broken at the width of the terminal, every line after the first indented."""
    lead = indent if first is None else first
    return textwrap.fill(
        text, _width(), initial_indent=lead, subsequent_indent=indent, break_long_words=False
    )


def heading_of(assessment: Assessment) -> str:
    """Return whose assessment it is: "Our Trust, 2024/25"."""
    organisation = assessment.organisation
    return (
        ", ".join(word for word in (organisation.name, organisation.reporting_year) if word) or "EDS workbook"
    )


def score_lines(card: Scorecard) -> Iterable[str]:
    """Yield the score card in words."""
    yield f"EDS Organisation Rating: {card.statement}"
    for domain in card.domains:
        total = "-" if domain.total is None else domain.total
        yield wrapped(
            domain.explanation, " " * 22, f"  Domain {domain.number}  {total!s:>2} of {domain.maximum:<4}  "
        )
    if card.medians_note:
        yield wrapped(card.medians_note, " " * 22)
    total = "-" if card.total is None else card.total
    yield wrapped(card.explanation, " " * 22, f"  Total     {total!s:>2} of 33    ")


def finding_lines(findings: Sequence[Finding]) -> Iterable[str]:
    """Yield the findings grouped by sheet: cell, severity, what is wrong, what to do, code; then those accepted."""
    still_open = [finding for finding in findings if finding.is_open]
    for sheet, group in by_sheet(still_open).items():
        yield ""
        yield sheet
        for finding in group:
            cell = finding.source.cell if finding.source else ""
            yield wrapped(
                f"{finding.message} {finding.next_step} [{finding.code}]",
                " " * 18,
                f"  {cell:<6}{finding.severity.value:<8}  ",
            )
    yield from _accepted_lines([finding for finding in findings if not finding.is_open])


def _accepted_lines(findings: Sequence[Finding]) -> Iterable[str]:
    if findings:
        yield ""
        yield "Accepted"
    for finding in findings:
        if finding.accepted:
            words = f"{finding.where}: {finding.message} [{finding.code}]"
            yield wrapped(
                f"{words} Accepted by {finding.accepted.by}: {finding.accepted.because}", " " * 4, "  "
            )


def demo_lines(
    made: Sequence[str], assessment: Assessment, card: Scorecard, findings: Sequence[Finding]
) -> Iterable[str]:
    """Yield what the demo did, on one screen."""
    workbook, *documents = made
    yield f"1. A workbook, filled in with the published result of {heading_of(assessment)}"
    yield f"     {workbook}"
    yield "2. Its score (eds-xl score)"
    yield from (f"     {line}" for line in score_lines(card))
    yield f"3. What the check found (eds-xl check): {summary(findings)[:-1]}; the first ones are"
    for finding in findings[:_DEMO_FINDINGS]:
        line = f"{finding.severity.value.capitalize()}, {finding.where}: {finding.message}"
        yield "     " + textwrap.shorten(line, _width() - 5, placeholder=" ...")
    yield "4. The report (eds-xl export)"
    yield from (f"     {document}" for document in documents)
    yield "Open them and have a look. To make your own: eds-xl new OUT.xlsx, then eds-xl --help."


def findings_data(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the result of a check as plain data for JSON; docs/checks-json.md describes it."""
    counts = {severity.value: 0 for severity in Severity}
    for finding in findings:
        counts[finding.severity.value] += finding.is_open
    accepted = sum(not finding.is_open for finding in findings)
    return {
        "counts": {**counts, "accepted": accepted},
        "findings": [finding_data(found) for found in findings],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data for JSON."""
    from eds_xl.checks import page_of

    accepted = finding.accepted
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.source.sheet if finding.source else None,
        "cell": finding.source.cell if finding.source and finding.source.cell else None,
        "message": finding.message,
        "next_step": finding.next_step,
        "entry": finding.entry,
        "key": finding.key,
        "accepted": {"because": accepted.because, "by": accepted.by} if accepted else None,
        "help": page_of(finding.code),
    }


def fill_lines(filled: Filled) -> Iterable[str]:
    """Yield what fill did: each entry it mended, and how many results it brought up to date."""
    yield f"EDS Organisation Rating: {filled.card.statement}"
    if not filled.changes:
        yield "Nothing had to be changed."
    for change in filled.mended:
        yield f"  {change.sheet}, {cell_name(change.row, change.column)}: {change.reason}"
    if filled.refreshed:
        count = len(filled.refreshed)
        yield f"  Brought {count} {'result' if count == 1 else 'results'} of formulas up to date."
    for place in filled.beyond_repair:
        yield f"  {place}: the formula is gone and cannot be put back; take the sheet from an earlier copy."
    if filled.changes:
        yield FORMER_KEPT
