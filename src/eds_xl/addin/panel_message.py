"""The part of the panel's window in which results, problems and findings stand in full."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from eds_xl.addin.panel_look import BOLD, Look, add_scrollbar
from eds_xl.assessment.finding import Finding
from eds_xl.workbook.theme import GREY_TEXT, PALE_GREY

_LINES, _COLUMNS = 8, 40
_GREY = "grey"


class MessagePane:
    """Words that can be read, reached by keyboard, marked and copied, but not changed."""

    def __init__(self, frame: ttk.Frame, look: Look) -> None:
        """Fill a frame with an empty pane."""
        frame.columnconfigure(1, weight=1)
        frame.rowconfigure(0, weight=1)
        self._strip = ttk.Frame(frame, width=look.pixels(4), style="Info.TFrame")
        self.text = tk.Text(
            frame,
            height=_LINES,
            width=_COLUMNS,
            wrap="word",
            font="TkDefaultFont",
            padx=look.pixels(10),
            pady=look.pixels(8),
            spacing1=look.pixels(1),
            spacing3=look.pixels(2),
            relief="flat",
            highlightthickness=look.pixels(1),
            borderwidth=0,
        )
        look.paint(self.text, PALE_GREY)
        self.text.tag_configure(BOLD, font=BOLD)
        if not look.plain:
            self.text.tag_configure(_GREY, foreground=GREY_TEXT)
        self.text.configure(state="disabled", takefocus=True)
        self._strip.grid(row=0, column=0, sticky="ns")
        self.text.grid(row=0, column=1, sticky="nsew")
        add_scrollbar(frame, self.text, 2)
        # Tab must lead on, also from here.
        self.text.bind("<Tab>", lambda event: _move_on(event.widget.tk_focusNext()))
        self.text.bind("<Shift-Tab>", lambda event: _move_on(event.widget.tk_focusPrev()))

    def show(self, words: str) -> None:
        """Show a result; its first line is its heading."""
        heading, _, rest = words.partition("\n")
        self._put(((heading, BOLD), (f"\n{rest}" if rest else "", "")))

    def show_problem(self, words: str) -> None:
        """Show what stood in the way."""
        self._put((("This did not work\n", BOLD), (words, "")), "Problem.TFrame")

    def show_finding(self, finding: Finding, more: str = "") -> None:
        """Show a finding in full, and whatever else there is to say of it."""
        severity = finding.severity.value.capitalize()
        accepted = finding.accepted
        state = f"Accepted by {accepted.by}: {accepted.because}" if accepted else severity
        self._put(
            (
                (finding.where, BOLD),
                (f"   {state} ({finding.code})\n", _GREY),
                (f"{finding.message}\n", ""),
                ("What to do: ", BOLD),
                (finding.next_step, ""),
                (f"\n\n{more}" if more else "", _GREY),
            )
        )

    def _put(self, pieces: tuple[tuple[str, str], ...], strip: str = "Info.TFrame") -> None:
        self._strip.configure(style=strip)
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        for words, tag in pieces:
            self.text.insert("end", words, tag)
        self.text.configure(state="disabled")
        self.text.yview_moveto(0)


def _move_on(widget: tk.Misc | None) -> str:
    if widget is not None:
        widget.focus_set()
    return "break"
