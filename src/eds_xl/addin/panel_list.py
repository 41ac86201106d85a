"""The list of findings in the panel's window."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from eds_xl.addin.panel_look import Look, add_scrollbar
from eds_xl.assessment.finding import Finding

_COLUMNS = (("where", "Where", 25), ("message", "What is wrong", 60))
_SEVERITY_LETTERS, _LEAST_LETTERS, _ROWS = 15, 8, 9


class FindingsList:
    """Findings as lines: how serious, where, what is wrong."""

    def __init__(
        self, frame: ttk.Frame, look: Look, chosen: Callable[[], None], jump: Callable[[], None]
    ) -> None:
        """Fill a frame with an empty list.

        Args:
            frame: Where the list stands.
            look: The window's look.
            chosen: Called when another line is selected.
            jump: Called when a line is to be gone to (Enter, double click).
        """
        self._look = look
        self._findings: dict[str, Finding] = {}
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(0, weight=1)
        self.tree = ttk.Treeview(
            frame, columns=[name for name, _, _ in _COLUMNS], selectmode="browse", height=_ROWS
        )
        self.tree.heading("#0", text="Severity", anchor="w")
        for name, words, _ in _COLUMNS:
            self.tree.heading(name, text=words, anchor="w")
        self.set_widths()
        self.tree.grid(row=0, column=0, sticky="nsew")
        add_scrollbar(frame, self.tree, 1)
        self.tree.bind("<<TreeviewSelect>>", lambda _: chosen())
        for event in ("<Return>", "<KP_Enter>", "<Double-Button-1>"):
            self.tree.bind(event, lambda _: jump())

    def show(self, findings: Sequence[Finding]) -> None:
        """List findings; the first is selected."""
        self.tree.delete(*self.tree.get_children())
        self._findings = {self._insert(finding): finding for finding in findings}
        first = next(iter(self._findings), None)
        if first is not None:
            self._choose(first)

    def chosen(self) -> Finding | None:
        """Return the finding that is selected."""
        return next((self._findings[line] for line in self.tree.selection()), None)

    def choose_next(self) -> Finding | None:
        """Select the next finding that is not accepted, or the first after the last; returns it."""
        lines = list(self._findings)
        selected = self.tree.selection()
        place = lines.index(selected[0]) + 1 if selected else 0
        for line in (*lines[place:], *lines[:place]):
            if self._findings[line].is_open:
                self._choose(line)
                return self._findings[line]
        return None

    def set_widths(self) -> None:
        """Give the columns widths that suit the letters, and the lines marks that do."""
        letters = self._look.letters
        self.tree.column(
            "#0", width=letters(_SEVERITY_LETTERS), minwidth=letters(_LEAST_LETTERS), stretch=False
        )
        for name, _, wide in _COLUMNS:
            self.tree.column(
                name, width=letters(wide), minwidth=letters(_LEAST_LETTERS), stretch=name == "message"
            )
        for line, finding in self._findings.items():
            self.tree.item(line, image=self._mark(finding))

    def _insert(self, finding: Finding) -> str:
        words = finding.severity.value.capitalize() if finding.is_open else "Accepted"
        return self.tree.insert(
            "", "end", text=f" {words}", image=self._mark(finding), values=(finding.where, finding.message)
        )

    def _mark(self, finding: Finding) -> tk.PhotoImage:
        return self._look.mark(finding.severity.value if finding.is_open else "accepted")

    def _choose(self, line: str) -> None:
        self.tree.selection_set(line)
        self.tree.focus(line)
        self.tree.see(line)
