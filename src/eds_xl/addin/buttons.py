"""What the buttons of the ribbon and the panel do, on the workbook open in Excel or on a closed file."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from eds_xl import __version__
from eds_xl.actions.check import find, write_findings
from eds_xl.actions.export import FORMATS, Choices, blocking, ensure_replaceable, export, save
from eds_xl.actions.fill import fill
from eds_xl.actions.opening import Opened, read_workbook
from eds_xl.assessment.finding import Finding, ended_words, summary
from eds_xl.backups import BACKUP_FOLDER
from eds_xl.files import make_folder
from eds_xl.report.documents import DOCUMENTS
from eds_xl.workbook.book import Book
from eds_xl.workbook.coordinates import cell_name, parse_box
from eds_xl.workbook.spec import TEMPLATE_VERSION

_CHANGES_SHOWN = 8
_FORMAT_NAMES = {"docx": "Word document", "pdf": "PDF", "html": "web page"}

EXPORTS: Mapping[str, str] = {
    "Report as Word document": "report:docx",
    "Report as PDF": "report:pdf",
    "Report as web page": "report:html",
    "Report in all three": "report:docx,html,pdf",
    "Board paper as Word document": "board-paper:docx",
    "Board pack as Word document": "board-pack:docx",
    "Action plan as Word document": "action-plan:docx",
    "Scorecard as Word document": "scorecard:docx",
}
"""The lines of the Export menu, in ribbon and panel, and the document and formats that each stands for."""

NO_UNDO = "Excel's Undo list is empty now: to go back, close the workbook without saving."
"""Said after everything that changed the workbook in Excel."""

NO_UNDO_ONLINE = (
    "Excel's Undo list is empty now, and AutoSave may have saved already: to go back, choose File, Info, "
    "Version History."
)
"""The same for a workbook in OneDrive or SharePoint."""

SheetCell = tuple[str, int, int]
"""The visible name of a sheet, a row and a column."""


class LiveBook(Book, Protocol):
    """The workbook open in Excel: a book in which the user is somewhere and can be taken elsewhere."""

    def selected(self) -> SheetCell | None:
        """Where the user is, or None if no cell is selected."""
        ...

    def select(self, sheet: str, row: int, column: int) -> None:
        """Take the user to a cell."""
        ...

    def show_status(self, words: str) -> None:
        """Show in Excel's status bar what is being done; "" gives the bar back."""
        ...

    @property
    def location(self) -> str:
        """The folder or web address that the workbook lies at; "" if it was never saved."""
        ...

    @property
    def was_changed(self) -> bool:
        """Whether anything was written, which empties Excel's list of things to undo."""
        ...


@runtime_checkable
class _Noticing(Protocol):
    """A book of which something may turn out not to be readable without all coming to a stop."""

    @property
    def notice(self) -> str:
        """What is missing, for the user; "" if nothing is."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an action, and how to go back ("" where nothing was changed)."""

    words: str
    undo: str = ""

    @property
    def in_full(self) -> str:
        """All of it."""
        return "\n\n".join(filter(None, (self.words, self.undo)))


@dataclass(frozen=True, slots=True)
class Checked(Result):
    """What a check found, and the words that sum it up."""

    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents that are about to be made: what from, where to, and what the user must agree to first."""

    opened: Opened
    findings: tuple[Finding, ...]
    stopping: tuple[Finding, ...]
    """The errors for which the document can only be a draft."""
    document: str
    targets: Mapping[str, Path]
    """Where each format goes."""
    folder: Path

    def questions(self) -> tuple[str, ...]:
        """Return what to ask before anything is written; a no to any of them ends it."""
        asked = []
        if self.stopping:
            words = DOCUMENTS[self.document].words
            asked.append(
                f"The {words} would be incomplete or wrong: {summary(self.stopping)} "
                "Make it all the same, marked as a draft on every page, with what is missing listed first?"
            )
        there = {name: path.name for name, path in self.targets.items() if path.exists()}
        if there:
            edited = [FORMATS[name].edited for name in there]
            what = f'The former Word document is kept in the folder "{BACKUP_FOLDER}".' if any(edited) else ""
            lost = f"Changes made {'in the others' if what else 'there'} are lost." if not all(edited) else ""
            words = " ".join(filter(None, (what, lost)))
            asked.append(f"Already there: {', '.join(there.values())}. Replace? {words}")
        return tuple(asked)

    def making(self, name: str) -> str:
        """Return the words for the time while a format is made."""
        return f"Making the {DOCUMENTS[self.document].words} as {_FORMAT_NAMES[name]} ..."


# ---------------------------------------------------------------- check and next finding


def check(book: LiveBook) -> Checked:
    """List the findings on the Checks sheet and go to the first; raises WorkbookProblem."""
    opened = read_workbook(book)
    findings = find(opened)
    ended = write_findings(opened, findings)
    first = next((finding for finding in findings if finding.is_open and go_to(book, finding)), None)
    words = summary(findings)
    if findings:
        words += " The list is on the Checks sheet."
    if ended:
        words += f"\n\n{ended_words(ended)}"
    if first:
        words += f"\n\n{in_full(first)}"
    return Checked(words, _undo(book), findings)


def check_closed(book: Book) -> Checked:
    """Return the findings on a closed workbook, which stays as it is; raises WorkbookProblem."""
    findings = find(read_workbook(book))
    return Checked(summary(findings), findings=findings)


def _undo(book: LiveBook) -> str:
    """Return how to go back to before what a book of one action has changed."""
    if not book.was_changed:
        return ""
    return NO_UNDO_ONLINE if "://" in book.location else NO_UNDO


def go_to(book: LiveBook, finding: Finding) -> bool:
    """Take the user to a finding's cell; returns False for one that names no cell."""
    place = _place(finding)
    if place is None:
        return False
    book.select(*place)
    return True


def next_finding(book: LiveBook) -> str:
    """Go from the selected cell to the next one with a finding, and return what to do there.

    Raises WorkbookProblem.
    """
    sheets = list(book.sheet_names())
    findings = [finding for finding in find(read_workbook(book)) if finding.is_open]
    placed = [(place, finding) for finding in findings if (place := _place(finding))]
    if not placed:
        return in_full(findings[0]) if findings else summary(findings)
    by_place = sorted(placed, key=lambda pair: _order(pair[0], sheets))
    here = book.selected()
    after = [pair for pair in by_place if here is None or _order(pair[0], sheets) > _order(here, sheets)]
    place, _ = (after or by_place)[0]
    book.select(*place)
    start_again = "" if after else "That was the last one; this is the first again.\n\n"
    return start_again + "\n\n".join(in_full(found) for where, found in by_place if where == place)


def in_full(finding: Finding) -> str:
    """Return a finding in words: where, what is wrong, what to do."""
    return f"{finding.where}: {finding.message} {finding.next_step}"


def _place(finding: Finding) -> SheetCell | None:
    box = parse_box(finding.source.cell) if finding.source else None
    return (finding.source.sheet, box[0], box[1]) if finding.source and box else None


def _order(place: SheetCell, sheets: Sequence[str]) -> tuple[int, int, int]:
    sheet, row, column = place
    return sheets.index(sheet) if sheet in sheets else len(sheets), row, column


# ---------------------------------------------------------------- fill


def fill_live(book: LiveBook, today: date) -> Result:
    """Record the score in the workbook open in Excel and return what was changed; raises WorkbookProblem."""
    words = fill_ratings(book, today)
    return Result(words, _undo(book))


def fill_ratings(book: Book, today: date) -> str:
    """Record the score and tidy the workbook; returns what was changed. Raises WorkbookProblem.

    Saving is the caller's.
    """
    filled = fill(read_workbook(book), today)
    lines = [f"EDS Organisation Rating: {filled.card.statement}", ""]
    if not filled.changes:
        lines.append("Nothing had to be changed.")
    shown = filled.mended[:_CHANGES_SHOWN]
    lines += [f"{change.sheet}, {cell_name(change.row, change.column)}: {change.reason}" for change in shown]
    if len(filled.mended) > len(shown):
        lines.append(f"... and {len(filled.mended) - len(shown)} more changes.")
    if filled.refreshed:
        count = len(filled.refreshed)
        lines.append(f"Brought {count} {'result' if count == 1 else 'results'} of formulas up to date.")
    lines += [
        f"{place}: the formula is gone and cannot be put back; take the sheet from an earlier copy."
        for place in filled.beyond_repair
    ]
    return "\n".join(lines)


# ---------------------------------------------------------------- export


def plan_export(book: Book, choice: str, folder: Path) -> Plan:
    """Return what making a document would come to; raises WorkbookProblem.

    Args:
        book: The workbook.
        choice: One of the values of ``EXPORTS``.
        folder: Where the document is to go.
    """
    document, formats = chosen(choice)
    opened = read_workbook(book)
    findings = find(opened)
    stopping = tuple(blocking(findings, document, formats))
    kind = f"{'draft ' if stopping else ''}{DOCUMENTS[document].words}"
    targets = {name: folder / f"{Path(book.name).stem} - {kind}.{name}" for name in formats}
    return Plan(opened, findings, stopping, document, targets, folder)


def chosen(choice: str) -> tuple[str, tuple[str, ...]]:
    """Return the document and the formats that a value of ``EXPORTS`` stands for."""
    document, _, formats = choice.partition(":")
    return document, tuple(formats.split(","))


def make_documents(plan: Plan, progress: Callable[[str], None]) -> str:
    """Write the planned documents and return what was made; raises OutputProblem or DocumentProblem.

    Files that are already there are replaced: the user was asked. A Word document is kept before.
    """
    formats = list(plan.targets)
    made = []
    ensure_replaceable(plan.targets)
    advice: dict[str, None] = {}
    make_folder(plan.folder)
    progress(plan.making(formats[0]))
    documents = export(
        plan.opened, plan.findings, formats, draft=bool(plan.stopping), choices=Choices(plan.document)
    )
    for done, document in enumerate(documents, start=1):
        target = plan.targets[document.format]
        kept = save(document, target, force=True)
        made.append(target.name)
        if kept:
            made.append(f'The former file is kept as "{kept.name}" in the folder "{BACKUP_FOLDER}".')
        advice |= dict.fromkeys(document.advice)
        if done < len(formats):
            progress(plan.making(formats[done]))
    words = "\n".join(
        (f"Made in the folder {plan.folder}:", *made, *(f"\n{sentence}" for sentence in advice))
    )
    book = plan.opened.book
    notice = book.notice if isinstance(book, _Noticing) else ""
    return f"{words}\n\n{notice}" if notice else words


# ---------------------------------------------------------------- about


def about(addin_version: str) -> str:
    """Return the versions of everything that takes part, and that they agree or what to do if not."""
    lines = [
        f"eds-xl {__version__}, for workbooks of template version {TEMPLATE_VERSION} and older",
        f"Add-in {addin_version}" if addin_version else "Shown by the panel, which needs no add-in",
        f"Python {platform.python_version()} at {sys.executable}",
        "",
        "Everything happens on this computer; nothing is sent anywhere.",
    ]
    different = versions_differ(addin_version)
    return "\n".join((*lines, "", different) if different else lines)


def versions_differ(addin_version: str) -> str:
    """Return a sentence if the add-in in Excel is of another version than this package, "" if they agree."""
    if addin_version in ("", __version__):
        return ""
    return (
        f"The add-in in Excel is version {addin_version}, but eds-xl is version {__version__}: "
        'close Excel, run "eds-xl addin install" and open Excel again.'
    )
