"""The panel's window: what stands where, which keys do what. It decides nothing."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import font, ttk

from eds_xl.addin.buttons import EXPORTS
from eds_xl.addin.panel_list import FindingsList
from eds_xl.addin.panel_look import BOLD, LARGE, Look, wrap_to_width
from eds_xl.addin.panel_message import MessagePane
from eds_xl.assessment.finding import Finding
from eds_xl.workbook.theme import WHITE

TITLE = "EDS panel"
NO_WORKBOOK = "No workbook yet"
NOT_CHECKED = "Not checked yet"

_EXPORT_KEYS = ("W", "P", "g", "l", "B", "k", "A", "S")
"""The letter that is pressed for each line of the Export menu."""

_SEPARATED = (4, 6)
"""The lines above which a group begins: the report, what the board gets, parts of the report."""
_BUTTONS = (
    ("check", "Check", "c", "Primary.TButton"),
    ("next", "Next finding", "n", "TButton"),
    ("fill", "Fill ratings", "f", "TButton"),
    ("export", "Export", "e", "TMenubutton"),
)
_QUIET_BUTTONS = (("help", "Help", "h", "Quiet.TButton"), ("about", "About", "a", "Quiet.TButton"))
_SOURCES = (("excel", "Use Excel", "u", "TButton"), ("file", "Choose a file ...", "o", "TButton"))
_FRONT = ("Keep in front", "k")
_MARGIN, _GAP = 14, 8
_START_LETTERS = 100
_TASKBAR = 80
"""Dots of the taskbar and a window's title on an unscaled screen."""


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
        self._buttons: dict[str, ttk.Button | ttk.Menubutton] = {}
        self.look = Look(root)
        root.title(TITLE)
        frame = ttk.Frame(root, padding=self.look.pixels(_MARGIN))
        frame.grid(sticky="nsew")
        root.columnconfigure(0, weight=1)
        root.rowconfigure(0, weight=1)
        frame.columnconfigure(0, weight=1)
        frame.rowconfigure(4, weight=1)
        self._build_source(self._row(frame, 0))
        line = ttk.Frame(frame, style="Line.TFrame", height=1)
        line.grid(row=1, sticky="ew", pady=(0, self.look.pixels(_GAP + 4)))
        self._build_buttons(self._row(frame, 2))
        self._summary = tk.StringVar(value=NOT_CHECKED)
        summed_up = ttk.Label(frame, textvariable=self._summary, font=BOLD, width=1)
        summed_up.grid(row=3, sticky="ew", pady=self.look.pixels(_GAP / 2))
        wrap_to_width(summed_up)
        self._build_middle(frame)
        self._build_status(self._row(frame, 5))
        self._bind_keys()
        self._fit_window()
        wide, high = self._room()
        start = max(root.winfo_reqwidth(), self.look.letters(_START_LETTERS))
        root.geometry(f"{min(start, wide)}x{min(root.winfo_reqheight(), high)}")

    # Showing

    def show_workbook(self, name: str, place: str) -> None:
        """Say which workbook the buttons work on, and where it is."""
        self._name = name
        self._place.set(place)
        self._fit_name()

    @property
    def workbook(self) -> str:
        """What the window says of the workbook."""
        return f"{self._name}, {self._place.get()}"

    def show_message(self, words: str) -> None:
        """Show a result in words."""
        self.message.show(words)

    def show_problem(self, words: str) -> None:
        """Show what stood in the way."""
        self.message.show_problem(words)

    def show_progress(self, words: str) -> None:
        """Say what is being done."""
        self._status.set(words)
        self.root.update_idletasks()

    def show_summary(self, words: str) -> None:
        """Say above the list what it holds."""
        self._summary.set(words)

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

    def show_findings(self, findings: Sequence[Finding], summary: str = NOT_CHECKED) -> None:
        """List findings; the first is selected and the keyboard leads there."""
        self.show_summary(summary)
        self.findings.show(findings)
        if findings:
            self.findings.tree.focus_set()

    # Building

    def _row(self, frame: ttk.Frame, row: int) -> ttk.Frame:
        made = ttk.Frame(frame)
        made.grid(row=row, sticky="ew", pady=(0, self.look.pixels(_GAP)))
        return made

    def _build_source(self, row: ttk.Frame) -> None:
        row.columnconfigure(0, weight=1)
        self._name = NO_WORKBOOK
        self._place = tk.StringVar(value="open one in Excel, or choose a closed file")
        # As wide as the window allows: a long name is shortened, and does not push the buttons out.
        self._name_label = ttk.Label(row, text=NO_WORKBOOK, font=LARGE, style="Name.TLabel", width=1)
        self._name_label.grid(row=0, column=0, sticky="ew")
        self._name_label.bind("<Configure>", lambda _: self._fit_name())
        place = ttk.Label(row, textvariable=self._place, style="Grey.TLabel", width=1)
        place.grid(row=1, column=0, sticky="ew")
        wrap_to_width(place)
        for column, button in enumerate(_SOURCES, start=1):
            self._add_button(row, *button).grid(
                row=0, column=column, rowspan=2, padx=(self.look.pixels(_GAP), 0)
            )

    def _fit_name(self) -> None:
        """Show as much of the workbook's name as there is room for, its end always."""
        room = max(self._name_label.winfo_width(), self.look.letters(12))
        letters = font.nametofont(LARGE)
        shown = self._name
        for left in range(len(self._name), 0, -1):
            if letters.measure(shown) <= room:
                break
            half = left // 2
            shown = f"{self._name[: left - half].rstrip()} ... {self._name[-half:].lstrip() if half else ''}"
        self._name_label.configure(text=shown)

    def _build_buttons(self, row: ttk.Frame) -> None:
        gap = self.look.pixels(_GAP)
        for column, (name, words, key, style) in enumerate(_BUTTONS):
            button = (
                self._export_button(row, words, key)
                if name == "export"
                else self._add_button(row, name, words, key, style)
            )
            row.columnconfigure(column, uniform="buttons")
            button.grid(row=0, column=column, sticky="nsew", padx=(0, gap))
        row.columnconfigure(len(_BUTTONS), weight=1)
        for column, button_data in enumerate(_QUIET_BUTTONS, start=len(_BUTTONS) + 1):
            self._add_button(row, *button_data).grid(row=0, column=column, sticky="nsew")

    def _add_button(self, row: ttk.Frame, name: str, words: str, key: str, style: str) -> ttk.Button:
        button = ttk.Button(
            row, text=words, underline=words.casefold().index(key), command=self._commands[name], style=style
        )
        for event in ("<Return>", "<KP_Enter>"):
            button.bind(event, lambda _: button.invoke())
        self._bind_key(key, lambda _: button.invoke())
        self._buttons[name] = button
        return button

    def _export_button(self, row: ttk.Frame, words: str, key: str) -> ttk.Menubutton:
        button = ttk.Menubutton(row, text=words, underline=words.casefold().index(key))
        menu = tk.Menu(button, tearoff=False)
        self.look.paint(menu, WHITE)
        for number, (line, letter) in enumerate(zip(EXPORTS, _EXPORT_KEYS, strict=True)):
            if number in _SEPARATED:
                menu.add_separator()
            menu.add_command(label=line, underline=line.index(letter), command=self._commands[line])
        button["menu"] = menu

        def drop(_: object) -> None:
            if button.instate(["!disabled"]):
                menu.tk_popup(button.winfo_rootx(), button.winfo_rooty() + button.winfo_height())

        for event in ("<Return>", "<KP_Enter>", "<space>", "<Down>"):
            button.bind(event, drop)
        self._bind_key(key, drop)
        self._buttons["export"] = button
        return button

    def _build_middle(self, frame: ttk.Frame) -> None:
        parts = ttk.Panedwindow(frame, orient="vertical")
        parts.grid(row=4, sticky="nsew")
        upper, lower = ttk.Frame(parts), ttk.Frame(parts)
        self.findings = FindingsList(upper, self.look, self._show_chosen, self._commands["jump"])
        self.message = MessagePane(lower, self.look)
        parts.add(upper, weight=3)
        parts.add(lower, weight=2)

    def _build_status(self, row: ttk.Frame) -> None:
        row.grid_configure(pady=(self.look.pixels(_GAP), 0))
        row.columnconfigure(1, weight=1)
        self._bar = ttk.Progressbar(row, mode="indeterminate", length=self.look.pixels(120))
        self._bar.grid(row=0, column=0, padx=(0, self.look.pixels(_GAP)))
        self._bar.grid_remove()
        self._status = tk.StringVar(value="Ready.")
        said = ttk.Label(row, textvariable=self._status, style="Grey.TLabel", width=1)
        said.grid(row=0, column=1, sticky="ew")
        wrap_to_width(said)
        words, key = _FRONT
        self.in_front = tk.BooleanVar(value=False)
        box = ttk.Checkbutton(
            row,
            text=words,
            underline=words.casefold().index(key),
            variable=self.in_front,
            command=self._raise,
        )
        box.grid(row=0, column=2, padx=(self.look.pixels(_GAP), 0))
        box.bind("<Return>", lambda _: box.invoke())
        self._bind_key(key, lambda _: box.invoke())

    def _raise(self) -> None:
        """Stay in front of Excel, also when it is worked in, or no longer."""
        self.root.attributes("-topmost", self.in_front.get())

    # Keys and sizes

    def _bind_key(self, key: str, act: Callable[[object], object]) -> None:
        for letter in (key, key.upper()):
            self.root.bind(f"<Alt-{letter}>", act)

    def _bind_keys(self) -> None:
        # mypy cannot infer the type of a function whose argument has a default; without it all keys took one step.
        for key, step in (("plus", 1), ("equal", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            self.root.bind(f"<Control-{key}>", lambda _, step=step: self._zoom(step))  # type: ignore[misc]
        self.root.bind("<F1>", lambda _: self._commands["help"]())

    def _zoom(self, step: int) -> None:
        self.look.zoom(step)
        self.findings.set_widths()
        self._fit_name()
        self._fit_window()

    def _fit_window(self) -> None:
        """Keep the window large enough for its buttons and inside the screen."""
        self.root.update_idletasks()
        wide, high = self._room()
        least = self._buttons["check"].master.winfo_reqwidth() + 2 * self.look.pixels(_MARGIN)
        self.root.minsize(min(least, wide), min(self.root.winfo_reqheight(), high) * 2 // 3)

    def _room(self) -> tuple[int, int]:
        """Return how wide and high a window can be beside the taskbar and below its own title."""
        return self.root.winfo_screenwidth(), self.root.winfo_screenheight() - self.look.pixels(_TASKBAR)

    def _show_chosen(self) -> None:
        finding = self.findings.chosen()
        if finding:
            self.message.show_finding(finding)
