"""The panel's look: the workbook's colours, sizes that follow the screen, and small pictures drawn by hand.

The same look everywhere, but in Windows' high contrast mode, where the system's own colours must stay.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import font, ttk

from eds_xl.addin.windows import is_high_contrast
from eds_xl.workbook.theme import BLUE, DARK_BLUE, GREY_TEXT, LINE, PALE_BLUE, PALE_GREY, TEXT, WHITE

DARK_RED = "#A4161A"
"""What stands beside a problem; text of this colour has a contrast of 7:1 on white."""
AMBER = "#B45F06"

_SMALLEST_FONT, _LARGEST_FONT = 7, 30
_FONTS = ("TkDefaultFont", "TkTextFont", "TkHeadingFont", "TkMenuFont")
BOLD, LARGE = "EdsBold", "EdsLarge"
_LARGER_BY = 3
_POINTS_AT_96_DPI = 96 / 72
_DISABLED_TEXT = "#5F6B73"
_SELECTED = "#BBD7F2"
_EDGE = "#768692"
"""Borders of what can be pressed or ticked: 3:1 on white."""

_ERROR, _WARNING, _ADVICE, _ACCEPTED = "error", "warning", "advice", "accepted"

Inside = Callable[[float, float], bool]
# Each mark has a form of its own, for colour alone must not tell them apart; places are from 0 to 1.
_MARKS: Mapping[str, tuple[str, Inside]] = {
    _ERROR: (DARK_RED, lambda x, y: abs(x - 0.5) + abs(y - 0.5) < 0.5),
    _WARNING: (AMBER, lambda x, y: y > 0.1 and abs(x - 0.5) < (y - 0.1) / 1.8),
    _ADVICE: (BLUE, lambda x, y: (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.17),
    _ACCEPTED: (GREY_TEXT, lambda x, y: 0.1 < (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.2),
}
_ICON_SIZE = 32
_FINENESS = 4
# A tick: two strokes, each from a place to a place.
_TICK = (((0.22, 0.52), (0.43, 0.73)), ((0.43, 0.73), (0.8, 0.28)))
_STROKE = 0.08


class Look:
    """Colours, fonts and sizes of one window."""

    def __init__(self, root: tk.Tk) -> None:
        """Set up the styles of a window that is still empty."""
        self._root = root
        self.plain = is_high_contrast()
        """Whether the system's own colours stay."""
        self._style = ttk.Style(root)
        self._make_fonts()
        if not self.plain:
            self._style.theme_use("clam")
            root.configure(background=WHITE)
            self._colour()
        self._space()
        self._marks: dict[str, tk.PhotoImage] = {}
        self._icon = _picture(root, _ICON_SIZE, WHITE, _is_tick, BLUE)
        root.iconphoto(True, self._icon)

    def pixels(self, size: float) -> int:
        """Return a size given for an unscaled screen (96 dots an inch) in dots of this one."""
        return max(1, round(size * float(self._root.tk.call("tk", "scaling")) / _POINTS_AT_96_DPI))

    def letters(self, count: float) -> int:
        """Return the width of so many letters in dots."""
        return round(count * font.nametofont("TkDefaultFont").measure("0"))

    def zoom(self, step: int) -> None:
        """Make all letters larger or smaller by so many points."""
        for name in (*_FONTS, BOLD):
            named = font.nametofont(name)
            size = max(_SMALLEST_FONT, min(_LARGEST_FONT, abs(int(named.actual()["size"])) + step))
            named.configure(size=size)
            if name == BOLD:
                font.nametofont(LARGE).configure(size=size + _LARGER_BY)
        self._space()

    def mark(self, kind: str) -> tk.PhotoImage:
        """Return the small picture for a severity, or for "accepted"."""
        size = round(font.nametofont("TkDefaultFont").metrics("ascent") * 0.9)
        name = f"{kind}{size}"
        if name not in self._marks:
            colour, inside = _MARKS[kind]
            self._marks[name] = _picture(self._root, size, colour, inside)
        return self._marks[name]

    def paint(self, widget: tk.Text | tk.Menu, background: str) -> None:
        """Give a widget that knows no styles the colours of the others."""
        if not self.plain:
            widget.configure(background=background, foreground=TEXT)
        if isinstance(widget, tk.Menu):
            widget.configure(activeborderwidth=self.pixels(4))

    # Inside

    def _make_fonts(self) -> None:
        usual = font.nametofont("TkDefaultFont", self._root).actual()
        family, size = usual["family"], abs(int(usual["size"]))
        # Held on to: a font that nobody holds is taken away.
        self._fonts = [
            font.Font(self._root, name=name, family=family, size=size + larger, weight="bold")
            for name, larger in ((BOLD, 0), (LARGE, _LARGER_BY))
        ]
        heading = font.nametofont("TkHeadingFont", self._root)
        heading.configure(family=family, size=size, weight="bold")

    def _space(self) -> None:
        """Set what depends on the size of the letters or the screen."""
        style, pixels = self._style, self.pixels
        ascent = font.nametofont("TkDefaultFont").metrics("ascent")
        style.configure(
            "Treeview", rowheight=font.nametofont("TkDefaultFont").metrics("linespace") + pixels(8)
        )
        for name in ("TButton", "TMenubutton", "Primary.TButton"):
            style.configure(name, padding=(pixels(12), pixels(6)), width=0)
        style.configure("Quiet.TButton", padding=(pixels(8), pixels(6)), width=0)
        if not self.plain:
            style.configure("Vertical.TScrollbar", arrowsize=pixels(14), width=pixels(14))
            style.configure("Treeview.Heading", padding=(pixels(4), pixels(5)))
            style.configure("TMenubutton", arrowsize=pixels(5), arrowpadding=pixels(8))
            style.configure("TCheckbutton", indicatorsize=ascent, indicatormargin=pixels(5))
            style.configure("Treeview", indent=0)
            # So that they begin where their headings do.
            style.configure("Treeview.Item", padding=(pixels(4) + 2, 0, 0, 0))
            style.configure("Treeview.Cell", padding=(pixels(4) - 2, 0, 0, 0))
            style.configure("Horizontal.TProgressbar", thickness=pixels(8))

    def _colour(self) -> None:
        style = self._style
        style.configure(
            ".", background=WHITE, foreground=TEXT, bordercolor=LINE, lightcolor=WHITE, darkcolor=WHITE
        )
        style.configure("TFrame", background=WHITE)
        style.configure("Line.TFrame", background=LINE)
        style.configure("Info.TFrame", background=BLUE)
        style.configure("Problem.TFrame", background=DARK_RED)
        style.configure("Grey.TLabel", foreground=GREY_TEXT)
        style.configure("Name.TLabel", foreground=DARK_BLUE)
        for name in ("TButton", "TMenubutton"):
            _colour_button(style, name, WHITE, PALE_BLUE, TEXT, _EDGE)
        _colour_button(style, "Quiet.TButton", WHITE, PALE_BLUE, BLUE, WHITE)
        _colour_button(style, "Primary.TButton", BLUE, DARK_BLUE, WHITE, BLUE)
        style.map("TCheckbutton", background=[("active", PALE_BLUE)])
        style.configure(
            "TCheckbutton",
            indicatorbackground=WHITE,
            indicatorforeground=BLUE,
            upperbordercolor=_EDGE,
            lowerbordercolor=_EDGE,
        )
        style.configure("Treeview", background=WHITE, fieldbackground=WHITE, bordercolor=LINE, borderwidth=0)
        style.map("Treeview", background=[("selected", _SELECTED)], foreground=[("selected", TEXT)])
        # Without the room for the sign of a branch: the list has none, and its marks stand below their heading.
        style.layout(
            "Treeview.Item",
            [
                (
                    "Treeitem.padding",
                    {
                        "sticky": "nswe",
                        "children": [
                            ("Treeitem.image", {"side": "left", "sticky": ""}),
                            ("Treeitem.text", {"side": "left", "sticky": ""}),
                        ],
                    },
                )
            ],
        )
        style.configure("Treeview.Heading", background=PALE_BLUE, foreground=TEXT, relief="flat")
        style.map("Treeview.Heading", background=[("active", PALE_BLUE)])
        style.configure(
            "Vertical.TScrollbar", background=PALE_GREY, troughcolor=WHITE, arrowcolor=GREY_TEXT, gripcount=0
        )
        style.map("Vertical.TScrollbar", background=[("disabled", WHITE), ("active", PALE_BLUE)])
        style.configure("Horizontal.TProgressbar", background=BLUE, troughcolor=PALE_GREY)
        style.configure("Sash", sashthickness=self.pixels(6))


def add_scrollbar(frame: ttk.Frame, widget: tk.Text | ttk.Treeview, column: int) -> None:
    """Put a scroll bar into a column of a frame, where it is shown only if there is something to scroll."""
    bar = ttk.Scrollbar(frame, command=widget.yview)
    bar.grid(row=0, column=column, sticky="ns")

    def follow(first: float, last: float) -> None:
        bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:  # Tk gives them as texts
            bar.grid_remove()
        else:
            bar.grid()

    widget.configure(yscrollcommand=follow)


def wrap_to_width(label: ttk.Label) -> None:
    """Let a label's words go on in a further line where the window is too narrow for them."""
    label.bind("<Configure>", lambda event: label.configure(wraplength=event.width - 2))


def _colour_button(style: ttk.Style, name: str, usual: str, pointed_at: str, words: str, border: str) -> None:
    style.configure(
        name,
        background=usual,
        foreground=words,
        bordercolor=border,
        lightcolor=usual,
        darkcolor=usual,
        arrowcolor=words,
        focuscolor=words,
        anchor="center",
    )
    moved = [("disabled", PALE_GREY), ("pressed", pointed_at), ("active", pointed_at)]
    style.map(
        name,
        background=moved,
        lightcolor=[("focus", DARK_BLUE), *moved],
        darkcolor=[("focus", DARK_BLUE), *moved],
        bordercolor=[("focus", DARK_BLUE), ("disabled", LINE)],
        foreground=[("disabled", _DISABLED_TEXT)],
        arrowcolor=[("disabled", _DISABLED_TEXT)],
    )


def _picture(
    root: tk.Tk, size: int, colour: str, inside: Inside, background: str | None = None
) -> tk.PhotoImage:
    """Draw a square picture, transparent where nothing is drawn and no background is given."""
    picture = tk.PhotoImage(master=root, width=size, height=size)
    if background:
        picture.put(background, to=(0, 0, size, size))
    for row in range(size):
        for column in range(size):
            covered = _covered(column / size, row / size, 1 / size, inside)
            if covered:
                picture.put(_mixed(colour, background or WHITE, covered), (column, row))
    return picture


def _covered(left: float, top: float, size: float, inside: Inside) -> float:
    """Return how much of a dot lies inside, from 0 to 1: edges drawn in between look smooth."""
    steps = [(step + 0.5) / _FINENESS * size for step in range(_FINENESS)]
    return sum(inside(left + x, top + y) for x in steps for y in steps) / _FINENESS**2


def _mixed(colour: str, other: str, share: float) -> str:
    """Return a colour mixed with another, so much of it as the share says."""
    pairs = [(int(colour[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def _is_tick(x: float, y: float) -> bool:
    return any(_distance(x, y, *start, *end) < _STROKE for start, end in _TICK)


def _distance(x: float, y: float, left: float, top: float, right: float, bottom: float) -> float:
    """Return how far a place is from a stroke between two others."""
    wide, high = right - left, bottom - top
    along = max(0.0, min(1.0, ((x - left) * wide + (y - top) * high) / (wide**2 + high**2)))
    return float(((x - left - along * wide) ** 2 + (y - top - along * high) ** 2) ** 0.5)
