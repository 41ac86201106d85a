"""The commands: each opens what it needs, calls an action and prints the result."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eds_xl.assessment.finding import Finding, Severity, ended_words, summary
from eds_xl.cli import excel_commands
from eds_xl.cli.exporting import export_command, refuse_existing
from eds_xl.cli.printing import (
    DONE,
    ERRORS_FOUND,
    FORMER_KEPT,
    demo_lines,
    fill_lines,
    finding_data,
    finding_lines,
    findings_data,
    heading_of,
    kept_line,
    say,
    say_json,
    score_lines,
    wrapped,
)
from eds_xl.files import OutputProblem, make_folder, write_whole

if TYPE_CHECKING:
    from eds_xl.actions.opening import Opened


_PAGES = (".html", ".htm")
_WHAT_CODES_MEAN = (
    "What the codes mean and why it matters: docs/checks, or --html PAGE.html makes a page of it."
)


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for and return its exit code."""
    return _COMMANDS[options.command](options)


def _new(options: argparse.Namespace) -> int:
    from eds_xl.actions.new import new, new_assessment

    assessment = new_assessment(options.year, options.organisation, options.source)
    former = new(options.out, assessment, force=options.force)
    if options.json:
        say_json("new", file=str(options.out), kept=[str(former)] if former else [])
    else:
        say(f"Made {options.out}. Open it in Excel and begin on the Start sheet.", *kept_line(former))
    return DONE


def _score(options: argparse.Namespace) -> int:
    from eds_xl.actions.opening import open_closed, read_workbook
    from eds_xl.actions.score import score_data

    opened = read_workbook(open_closed(options.workbook))
    if options.json:
        say_json("score", file=str(options.workbook), **score_data(opened.card))
    else:
        say(heading_of(opened.reading.assessment), *score_lines(opened.card))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from eds_xl.actions.check import find, write_findings
    from eds_xl.actions.opening import open_closed, read_workbook

    if options.html and options.html.suffix.casefold() not in _PAGES:
        raise OutputProblem(f'"{options.html.name}" is no name for a web page: give one that ends in .html.')
    book = open_closed(options.workbook)
    opened = read_workbook(book)
    findings = find(opened)
    if options.html:
        _write_findings_page(options, opened, findings)
    ended = write_findings(opened, findings) if options.write else ()
    if options.write:
        book.save()
    if options.json:
        say_json("check", file=str(options.workbook), **findings_data(findings), ended=ended)
    else:
        say(heading_of(opened.reading.assessment), summary(findings), *finding_lines(findings))
        if findings and not options.html:
            say("", wrapped(_WHAT_CODES_MEAN))
        if options.write:
            there = "The list is" if findings else "There is nothing any more"
            say("", f"{there} on the Checks sheet of {options.workbook}.")
        if ended:
            say("", wrapped(f"{ended_words(ended)} {FORMER_KEPT}"))
        if options.html:
            say("", f"Made {options.html}")
    return _exit_code(findings)


def _write_findings_page(options: argparse.Namespace, opened: Opened, findings: Sequence[Finding]) -> None:
    from eds_xl.actions.findings_page import findings_document
    from eds_xl.report.html import write

    # Not even with --force: nobody wants a web page in the place of months of work.
    if os.path.realpath(options.html) == os.path.realpath(options.workbook):
        raise OutputProblem(f'"{options.html.name}" is the workbook itself: give the web page another name.')
    write_whole(options.html, write(findings_document(opened, findings)), force=options.force)


def _exit_code(findings: Sequence[Finding]) -> int:
    return ERRORS_FOUND if any(finding.severity is Severity.ERROR for finding in findings) else DONE


def _fill(options: argparse.Namespace) -> int:
    from eds_xl.actions.fill import fill
    from eds_xl.actions.opening import open_closed, read_workbook
    from eds_xl.workbook.coordinates import cell_name

    book = open_closed(options.workbook)
    filled = fill(read_workbook(book), datetime.now().astimezone().date())
    book.save()
    if options.json:
        changes = [
            {"sheet": change.sheet, "cell": cell_name(change.row, change.column), "change": change.reason}
            for change in filled.changes
        ]
        say_json(
            "fill",
            file=str(options.workbook),
            statement=filled.card.statement,
            changes=changes,
            beyond_repair=filled.beyond_repair,
        )
    else:
        say(*fill_lines(filled))
    return DONE


def _demo(options: argparse.Namespace) -> int:
    from eds_xl.actions.check import find
    from eds_xl.actions.demo import DEMO, EXAMPLES, example
    from eds_xl.actions.export import DEFAULT_FORMATS, blocking, ensure_replaceable, export, save
    from eds_xl.actions.new import new
    from eds_xl.actions.opening import open_closed, read_workbook
    from eds_xl.actions.score import score_data

    folder: Path = options.output
    make_folder(folder)
    workbook = folder / EXAMPLES[DEMO]
    targets = {name: folder / f"{workbook.stem} - report.{name}" for name in DEFAULT_FORMATS}
    refuse_existing((workbook, *targets.values()), force=options.force)
    ensure_replaceable(targets)
    former = [new(workbook, example(DEMO), force=options.force)]
    opened = read_workbook(open_closed(workbook))
    findings = find(opened)
    documents = export(opened, findings, DEFAULT_FORMATS, draft=bool(blocking(findings)))
    former += [save(exported, targets[exported.format], force=options.force) for exported in documents]
    kept = [str(path) for path in former if path]
    made = [str(workbook), *map(str, targets.values())]
    if options.json:
        found = [finding_data(finding) for finding in findings]
        say_json("demo", made=made, kept=kept, findings=found, score=score_data(opened.card))
    else:
        say(*demo_lines(made, opened.reading.assessment, opened.card, findings))
        for path in former:
            say(*kept_line(path))
    return DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "check": _check,
    "score": _score,
    "fill": _fill,
    "export": export_command,
    "demo": _demo,
    "addin": excel_commands.addin,
    "panel": excel_commands.panel,
    "doctor": excel_commands.doctor,
}
