"""The panel: a small window beside Excel with the same buttons, for where Excel may not start programs.

It starts from Python and attaches to the workbook in front in Excel; without Excel it works on a closed file.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.addin.buttons import (
    EXPORTS,
    Checked,
    LiveBook,
    Plan,
    Result,
    about,
    check,
    check_closed,
    fill_live,
    fill_ratings,
    go_to,
    make_documents,
    next_finding,
    plan_export,
)
from eds_xl.addin.launcher import COULD_NOT, DONE, UNFORESEEN, Open, open_in_excel
from eds_xl.addin.panel_jobs import Jobs, Progress
from eds_xl.addin.places import reports_folder
from eds_xl.addin.windows import face, on_windows, open_in_explorer, settle_window
from eds_xl.assessment.finding import Finding, summary
from eds_xl.files import OutputProblem
from eds_xl.report.problem import DocumentProblem
from eds_xl.workbook.problems import WorkbookProblem

if TYPE_CHECKING:
    import tkinter as tk

HELP = """\
What the buttons do
Check (Alt+C) lists what is missing or looks wrong. In Excel the list also goes to the Checks sheet.
Enter on a line of the list goes to its cell. Next finding (Alt+N) goes to the next one.
Fill ratings (Alt+F) records totals and band on the Score card and tidies the workbook.
Export (Alt+E) makes the report, or another document, beside the workbook.
Use Excel (Alt+U) works on the workbook in front in Excel; Choose a file (Alt+O), on a closed one.
Keep in front (Alt+K) holds this window before Excel while you mend what was found.

Ctrl and + or - make everything larger or smaller. With a screen reader, use the Checks sheet instead."""

READY = """\
Ready
Choose Check (Alt+C) to see what is missing or looks wrong, Fill ratings (Alt+F) to record totals and band,
Export (Alt+E) to make the report. Help (Alt+H) says more."""

NOTHING_OPEN = "CON-014"
"""The code of the problems that there is no workbook in Excel to be worked on."""

CHOOSE_FIRST = (
    "Which workbook?\nOpen it in Excel and choose Use Excel (Alt+U), or close it and choose the file (Alt+O)."
)


@dataclass(frozen=True, slots=True)
class _InExcel:
    """The workbook of this name, open in Excel."""

    name: str


class Panel:
    """What the window does."""

    def __init__(self, root: tk.Tk, open_book: Open = open_in_excel, path: Path | None = None) -> None:
        """Build the window and look for a workbook.

        Args:
            root: An empty window.
            open_book: How to attach to Excel.
            path: A closed workbook to work on, or None for the one in front in Excel.
        """
        from eds_xl.addin.panel_view import View

        self._open_book = open_book
        self._source: _InExcel | Path | None = None
        self._closing = False
        commands: dict[str, Callable[[], None]] = {
            "check": self._check,
            "next": self._next,
            "fill": self._fill,
            "help": lambda: self.view.show_message(HELP),
            "about": lambda: self.view.show_message(about("")),
            "excel": self._use_excel,
            "file": self._choose_file,
            "jump": self._jump,
        }
        commands |= {words: partial(self._export, choice) for words, choice in EXPORTS.items()}
        self.view = View(root, commands)
        # Without a terminal, what Tk would print there would be lost.
        root.report_callback_exception = lambda _, error, __: self._failed(error)
        root.protocol("WM_DELETE_WINDOW", self.close)
        self._jobs = Jobs(root.after, self.view.show_progress, self._busy, self._failed)
        if path is None:
            self._use_excel()
        else:
            self._use_file(path)

    def close(self) -> None:
        """Close the window, once no work is going on: half a change must not be left in a workbook."""
        if self._jobs.working:
            self._closing = True
            self.view.show_progress("The window closes when this is done ...")
        else:
            self.view.root.destroy()

    def _busy(self, busy: bool) -> None:
        self.view.show_busy(busy)
        if self._closing and not busy:
            self.view.root.after_idle(self.view.root.destroy)

    # Which workbook

    def _use_excel(self) -> None:
        self._jobs.do(lambda _: read_workbook(self._open_book(None)).book.name, self._attached)

    def _attached(self, name: str) -> None:
        self._source = _InExcel(name)
        self.view.show_workbook(name, "open in Excel; what is on the screen counts, saved or not")
        self.view.show_findings(())
        self.view.show_message(READY)

    def _choose_file(self) -> None:
        from tkinter import filedialog

        chosen = filedialog.askopenfilename(
            parent=self.view.root,
            title="Choose a closed EDS workbook",
            filetypes=[("Excel workbooks", "*.xlsx *.xlsm")],
        )
        if chosen:
            self._use_file(Path(chosen))

    def _use_file(self, path: Path) -> None:
        def open_it(_: Progress) -> Path:
            read_workbook(open_closed(path))
            return path

        self._jobs.do(open_it, self._opened)

    def _opened(self, path: Path) -> None:
        self._source = path
        self.view.show_workbook(path.name, f"a closed file in {path.absolute().parent}")
        self.view.show_findings(())
        self.view.show_message(f"{READY}\nLeave the workbook closed in Excel meanwhile.")

    def _run(
        self,
        live: Callable[[LiveBook, Progress], Any],
        closed: Callable[[Path, Progress], Any],
        then: Callable[[Any], None],
    ) -> None:
        """Do work on the workbook, wherever it is."""
        source = self._source
        if source is None:
            self.view.show_message(CHOOSE_FIRST)
        elif isinstance(source, Path):
            self._jobs.do(partial(closed, source), then)
        else:
            self._jobs.do(lambda progress: live(self._open_book(source.name), progress), then)

    # The buttons

    def _check(self) -> None:
        self._run(
            lambda book, _: check(book), lambda path, _: check_closed(open_closed(path)), self._show_checked
        )

    def _show_checked(self, checked: Checked) -> None:
        listed = "" if isinstance(self._source, Path) else " The list is on the Checks sheet, too."
        self.view.show_findings(checked.findings, f"{summary(checked.findings)}{listed}")
        if not checked.findings:
            self.view.show_message(checked.words)
        self.view.show_progress(checked.undo or "Checked.")

    def _next(self) -> None:
        if isinstance(self._source, Path):
            self._next_in_list()
        else:
            self._run(lambda book, _: next_finding(book), _not_closed, self.view.show_message)

    def _next_in_list(self) -> None:
        if self.view.findings.choose_next() is None:
            self.view.show_message(
                "Nothing is listed that is still to be mended: choose Check to look again."
            )

    def _jump(self) -> None:
        finding = self.view.findings.chosen()
        if finding is None:
            return
        if isinstance(self._source, Path):
            self.view.message.show_finding(finding, "Open the workbook in Excel to be taken to the cell.")
            return

        def jump(book: LiveBook, _: Progress, finding: Finding = finding) -> str:
            return "" if go_to(book, finding) else "This is about no single cell."

        self._run(jump, _not_closed, partial(self.view.message.show_finding, finding))

    def _fill(self) -> None:
        today = datetime.now().astimezone().date()

        def live(book: LiveBook, _: Progress) -> Result:
            return fill_live(book, today)

        def closed(path: Path, _: Progress) -> Result:
            book = open_closed(path)
            words = fill_ratings(book, today)
            backup = book.save()
            kept = f'The former file is kept as "{backup.name}" in {backup.parent}.' if backup else ""
            return Result(words, kept)

        self._run(live, closed, self._filled)

    def _filled(self, result: Result) -> None:
        self.view.show_message(result.in_full)
        self.view.show_progress(result.undo or "Filled.")
        if self.view.findings.chosen():
            self.view.show_summary("What was found before Fill ratings: choose Check to look again.")

    def _export(self, choice: str) -> None:
        def live(book: LiveBook, _: Progress) -> Plan:
            return plan_export(book, choice, reports_folder(book))

        def closed(path: Path, _: Progress) -> Plan:
            return plan_export(open_closed(path), choice, path.absolute().parent)

        self._run(live, closed, self._agree)

    def _agree(self, plan: Plan) -> None:
        from tkinter import messagebox

        for question in plan.questions():
            # Enter, pressed without reading, means no.
            if not messagebox.askyesno("EDS panel", question, default="no", parent=self.view.root):
                self.view.show_message("Nothing was made.")
                return
        self._jobs.do(partial(make_documents, plan), partial(self._made, plan))

    def _made(self, plan: Plan, words: str) -> None:
        self.view.show_message(words)
        if on_windows():
            open_in_explorer(plan.folder)

    def _failed(self, error: BaseException) -> None:
        expected = isinstance(error, (WorkbookProblem, OutputProblem, DocumentProblem))
        words = str(error) if expected else UNFORESEEN
        if self._source:
            self.view.show_problem(words)
        elif isinstance(error, WorkbookProblem) and error.code == NOTHING_OPEN:
            # Nothing has gone wrong: the panel was started first.
            self.view.show_message(f"{CHOOSE_FIRST}\n\n{words}")
        else:
            self.view.show_problem(f"{words}\n\n{CHOOSE_FIRST}")


def _not_closed(path: Path, _: Progress) -> str:
    raise AssertionError(f"{path.name} is a closed file")


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the panel until its window is closed; the entry of the command ``eds-xl-panel``."""
    parser = argparse.ArgumentParser(
        prog="eds-xl-panel", description="The EDS buttons in a window beside Excel."
    )
    parser.add_argument("workbook", type=Path, nargs="?", metavar="FILE", help="a closed workbook to work on")
    path = parser.parse_args(arguments).workbook
    try:
        show(path)
    except OutputProblem as problem:
        face(0).warn(str(problem))
    except Exception:  # noqa: BLE001 - the last line of defence: without a console nobody would see anything
        face(0).warn(UNFORESEEN)
    else:
        return DONE
    return COULD_NOT


def show(path: Path | None) -> None:
    """Show the panel until its window is closed.

    Raises OutputProblem where this Python or this computer cannot show windows.
    """
    try:
        import tkinter as tk
    except ImportError:
        raise OutputProblem(
            "The panel needs the part of Python that draws windows (tkinter), which is missing here: use the "
            "commands, or install Python from python.org."
        ) from None
    if on_windows():
        settle_window()
    try:
        root = tk.Tk()
    except tk.TclError:
        raise OutputProblem("This computer shows no windows here: use the commands instead.") from None
    Panel(root, path=path)
    root.mainloop()
