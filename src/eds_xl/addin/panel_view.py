"""The panel's window: what stands where, which keys do what. It decides nothing."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import font, ttk

from eds_xl.addin.buttons import EXPORTS
from eds_xl.assessment.finding import Finding

TITLE = "EDS panel"
NO_WORKBOOK = "none yet"

_EXPORT_KEYS = ("W", "P", "g", "l", "A", "B", "k", "S")
"""The letter that is pressed for each line of the Export menu."""

_BUTTONS = (
    ("check", "Check", "c"),
    ("next", "Next finding", "n"),
    ("fill", "Fill ratings", "f"),
    ("export", "Export", "e"),
    ("help", "Help", "h"),
    ("about", "About", "a"),
)
_SOURCES = (("excel", "Use Excel", "u"), ("file", "Choose a file ...", "o"))
_COLUMNS = (("severity", "Severity", 12), ("where", "Where", 26), ("message", "What is wrong", 60))
_GAP = 8
_SMALLEST_FONT, _LARGEST_FONT = 7, 30
_FONTS = ("TkDefaultFont", "TkTextFont", "TkHeadingFont", "TkMenuFont")
_MESSAGE_LINES = 7
_BOLD = "EdsBold"


class View:
    """The window and what can be seen in it."""

    def __init__(self, root: tk.Tk, commands: Mapping[str, Callable[[], None]]) -> None:
        """Build the window.

        Args:
            root: An empty window.
            commands: What each button does, by the names in ``_BUTTONS`` and ``_SOURCES``; "jump" for a
                finding that is chosen; the lines of ``EXPORTS`` by their words.
        """
        self.root = root
        self._commands = commands
        self._findings: dict[str, Finding] = {}
        root.title(TITLE)
        self._set_fonts()
        frame = ttk.Frame(root, padding=_GAP)
        frame.grid(sticky="nsew")
        root.columnconfigure(0, weight=1)
        root.rowconfigure(0, weight=1)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(2, weight=3)
        frame.rowconfigure(4, weight=1)
        self._build_source(frame)
        self._build_buttons(frame)
        self._build_list(frame)
        self._build_message(frame)
        self._build_status(frame)
        for key, step in (("plus", 1), ("equal", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            root.bind(f"<Control-{key}>", lambda _, step=step: self._zoom(step))  # type: ignore[misc]
        self._fit_window()

    # Showing

    def show_workbook(self, words: str) -> None:
        """Say which workbook the buttons work on."""
        self._workbook.set(words)

    def show_message(self, words: str) -> None:
        """Show a result or a problem in words."""
        self._message.configure(state="normal")
        self._message.replace("1.0", "end", words)
        self._message.configure(state="disabled")

    def show_progress(self, words: str) -> None:
        """Say what is being done."""
        self._status.set(words)
        self.root.update_idletasks()

    def show_busy(self, busy: bool) -> None:
        """Show that work is going on, and take no other work meanwhile."""
        for button in self._buttons.values():
            button.state(["disabled" if busy else "!disabled"])
        if busy:
            self._bar.grid()
            self._bar.start()
        else:
            self._bar.stop()
            self._bar.grid_remove()
        self.show_progress("Working ..." if busy else "Ready.")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List findings; the first is selected and the keyboard leads there."""
        self._list.delete(*self._list.get_children())
        self._findings = {self._list.insert("", "end", values=_line(found)): found for found in findings}
        first = next(iter(self._findings), None)
        if first is not None:
            self._choose(first)
            self._list.focus_set()

    def chosen(self) -> Finding | None:
        """Return the finding that is selected in the list."""
        return next((self._findings[line] for line in self._list.selection()), None)

    def choose_next(self) -> Finding | None:
        """Select the next finding in the list, or the first after the last; returns it."""
        lines = list(self._findings)
        if not lines:
            return None
        selected = self._list.selection()
        place = lines.index(selected[0]) + 1 if selected else 0
        line = lines[place % len(lines)]
        self._choose(line)
        return self._findings[line]

    def _choose(self, line: str) -> None:
        self._list.selection_set(line)
        self._list.focus(line)
        self._list.see(line)

    # Building

    def _set_fonts(self) -> None:
        bold = font.nametofont("TkDefaultFont").actual()
        self._bold = font.Font(
            name=_BOLD, family=bold["family"], size=bold["size"], weight="bold", exists=False
        )
        self._style = ttk.Style(self.root)
        if self.root.tk.call("tk", "windowingsystem") == "x11":
            self._style.theme_use("clam")
        self._style.configure("TMenubutton", anchor="center")
        self._fit_rows()

    def _fit_rows(self) -> None:
        self._style.configure("Treeview", rowheight=font.nametofont("TkDefaultFont").metrics("linespace") + 6)

    def _fit_window(self) -> None:
        """Keep the window large enough for its buttons and inside the screen."""
        self.root.update_idletasks()
        wide, high = self.root.winfo_screenwidth(), self.root.winfo_screenheight()
        self.root.maxsize(wide, high)
        self.root.minsize(min(self.root.winfo_reqwidth(), wide), min(self.root.winfo_reqheight(), high) // 2)

    def _zoom(self, step: int) -> None:
        for name in (*_FONTS, _BOLD):
            named = font.nametofont(name)
            size = abs(int(named.actual()["size"])) + step
            named.configure(size=max(_SMALLEST_FONT, min(_LARGEST_FONT, size)))
        self._fit_rows()
        self._set_widths()
        self._fit_window()

    def _build_source(self, frame: ttk.Frame) -> None:
        row = ttk.Frame(frame)
        row.grid(row=0, sticky="ew", pady=(0, _GAP))
        row.columnconfigure(1, weight=1)
        self._workbook = tk.StringVar(value=NO_WORKBOOK)
        ttk.Label(row, text="Workbook:").grid(row=0, column=0, padx=(0, _GAP))
        ttk.Label(row, textvariable=self._workbook, font=self._bold).grid(row=0, column=1, sticky="w")
        self._buttons: dict[str, ttk.Button | ttk.Menubutton] = {}
        for column, (name, words, key) in enumerate(_SOURCES, start=2):
            self._add_button(row, name, words, key).grid(row=0, column=column, padx=(_GAP, 0))

    def _build_buttons(self, frame: ttk.Frame) -> None:
        row = ttk.Frame(frame)
        row.grid(row=1, sticky="ew", pady=(0, _GAP))
        for column, (name, words, key) in enumerate(_BUTTONS):
            row.columnconfigure(column, weight=1, uniform="buttons")
            button = (
                self._export_button(row, words, key)
                if name == "export"
                else self._add_button(row, name, words, key)
            )
            button.grid(
                row=0, column=column, sticky="nsew", padx=(0 if column == 0 else _GAP, 0), ipady=_GAP // 2
            )

    def _add_button(self, row: ttk.Frame, name: str, words: str, key: str) -> ttk.Button:
        button = ttk.Button(
            row, text=words, underline=words.casefold().index(key), command=self._commands[name]
        )
        button.bind("<Return>", lambda _: button.invoke())
        self._bind_key(key, lambda _: button.invoke())
        self._buttons[name] = button
        return button

    def _export_button(self, row: ttk.Frame, words: str, key: str) -> ttk.Menubutton:
        button = ttk.Menubutton(row, text=words, underline=words.casefold().index(key))
        menu = tk.Menu(button, tearoff=False)
        for line, letter in zip(EXPORTS, _EXPORT_KEYS, strict=True):
            menu.add_command(label=line, underline=line.index(letter), command=self._commands[line])
        button["menu"] = menu

        def drop(_: object) -> None:
            if button.instate(["!disabled"]):
                menu.tk_popup(button.winfo_rootx(), button.winfo_rooty() + button.winfo_height())

        button.bind("<Return>", drop)
        button.bind("<space>", drop)
        self._bind_key(key, drop)
        self._buttons["export"] = button
        return button

    def _bind_key(self, key: str, act: Callable[[object], object]) -> None:
        for letter in (key, key.upper()):
            self.root.bind(f"<Alt-{letter}>", act)

    def _build_list(self, frame: ttk.Frame) -> None:
        row = ttk.Frame(frame)
        row.grid(row=2, sticky="nsew")
        row.columnconfigure(0, weight=1)
        row.rowconfigure(0, weight=1)
        self._list = ttk.Treeview(
            row, columns=[name for name, _, _ in _COLUMNS], show="headings", selectmode="browse", height=10
        )
        for name, words, _ in _COLUMNS:
            self._list.heading(name, text=words, anchor="w")
        self._set_widths()
        bar = ttk.Scrollbar(row, command=self._list.yview)
        self._list.configure(yscrollcommand=bar.set)
        self._list.grid(row=0, column=0, sticky="nsew")
        bar.grid(row=0, column=1, sticky="ns")
        self._list.bind("<<TreeviewSelect>>", lambda _: self._show_chosen())
        for event in ("<Return>", "<Double-Button-1>"):
            self._list.bind(event, lambda _: self._commands["jump"]())

    def _set_widths(self) -> None:
        letter = font.nametofont("TkDefaultFont").measure("0")
        for name, _, letters in _COLUMNS:
            self._list.column(name, width=letters * letter, minwidth=8 * letter, stretch=name == "message")

    def _build_message(self, frame: ttk.Frame) -> None:
        row = ttk.Frame(frame)
        row.grid(row=4, sticky="nsew", pady=(_GAP, 0))
        row.columnconfigure(0, weight=1)
        row.rowconfigure(0, weight=1)
        self._message = tk.Text(row, height=_MESSAGE_LINES, wrap="word", font="TkDefaultFont", padx=6, pady=4)
        # Nothing can be typed in, but it can be reached, marked and copied.
        self._message.configure(state="disabled", takefocus=True)
        bar = ttk.Scrollbar(row, command=self._message.yview)
        self._message.configure(yscrollcommand=bar.set)
        self._message.grid(row=0, column=0, sticky="nsew")
        bar.grid(row=0, column=1, sticky="ns")
        # Tab must lead on, also from here.
        self._message.bind("<Tab>", lambda event: _move_on(event.widget.tk_focusNext()))
        self._message.bind("<Shift-Tab>", lambda event: _move_on(event.widget.tk_focusPrev()))

    def _build_status(self, frame: ttk.Frame) -> None:
        row = ttk.Frame(frame)
        row.grid(row=5, sticky="ew", pady=(_GAP, 0))
        row.columnconfigure(1, weight=1)
        self._bar = ttk.Progressbar(row, mode="indeterminate", length=120)
        self._bar.grid(row=0, column=0, padx=(0, _GAP))
        self._bar.grid_remove()
        self._status = tk.StringVar(value="Ready.")
        ttk.Label(row, textvariable=self._status).grid(row=0, column=1, sticky="w")

    def _show_chosen(self) -> None:
        finding = self.chosen()
        if finding:
            heading = f"{finding.where} ({finding.severity.value}, {finding.code})"
            self.show_message(f"{heading}\n\n{finding.message}\n{finding.next_step}")


def _line(finding: Finding) -> tuple[str, str, str]:
    severity = finding.severity.value.capitalize() if finding.is_open else "Accepted"
    return severity, finding.where, finding.message


def _move_on(widget: tk.Misc | None) -> str:
    if widget is not None:
        widget.focus_set()
    return "break"
