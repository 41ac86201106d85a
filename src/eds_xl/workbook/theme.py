"""The look of the workbook, as data: one calm blue theme in a typeface that every Excel has.

Contrast of every pair of text and background is 4.5:1 at least; nothing is said by colour alone.
"""

from __future__ import annotations

from typing import Any

FONT = "Arial"
BLUE, DARK_BLUE = "#005EB8", "#003087"
TEXT, GREY_TEXT = "#212B32", "#425563"
PALE_BLUE, PALE_GREY, WHITE = "#E8F1FA", "#F0F4F5", "#FFFFFF"
MARK, CONTINUED = "#FFF4BF", "#F0F4F5"
LINE = "#AEB7BD"

_BOX = {"border": 1, "border_color": LINE}
_WRAP = {"text_wrap": True, "valign": "top", "align": "left"}
TEXT_FORMAT = "@"

_TECHNICAL: dict[str, Any] = {
    "bg_color": PALE_GREY,
    "font_color": GREY_TEXT,
    "num_format": TEXT_FORMAT,
    "locked": False,
    "valign": "top",
    **_BOX,
}

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": DARK_BLUE, "valign": "vcenter"},
    "instruction": {"font_color": TEXT, "valign": "vcenter"},
    "link": {"font_color": BLUE, "underline": 1, "valign": "top"},
    "block": {"bold": True, "font_size": 13, "font_color": BLUE, "valign": "vcenter"},
    "label": {"bold": True, "font_color": TEXT, "bg_color": PALE_BLUE, **_BOX, **_WRAP},
    # Nothing stands to the right of a form: help runs on over empty columns, and the form stays compact.
    "help": {"font_color": GREY_TEXT, "valign": "top", "align": "left", "indent": 1},
    "note_label": {"bold": True, "font_color": TEXT, **_WRAP},
    "note": {"font_color": TEXT, **_WRAP},
    "legend": {"font_color": GREY_TEXT, **_WRAP},
    "heading": {"bold": True, "font_color": WHITE, "bg_color": BLUE, **_BOX, **_WRAP},
    "given": {"bg_color": PALE_GREY, "font_color": TEXT, **_BOX, **_WRAP},
    "given_link": {"bg_color": PALE_GREY, "font_color": BLUE, "underline": 1, **_BOX, **_WRAP},
    "shown": {"bg_color": PALE_GREY, "font_color": TEXT, **_BOX, **_WRAP},
    "written": {
        "bg_color": PALE_GREY,
        "font_color": TEXT,
        "num_format": TEXT_FORMAT,
        "locked": False,
        **_BOX,
        **_WRAP,
    },
    # For the program, not for people: on one line, so that rows are no higher than what is to be read.
    "quoted": _TECHNICAL,
    # Keys are longer than their column; filled in, they do not run on over the cells beside it.
    "key": {**_TECHNICAL, "align": "fill"},
    # Not formatted as text, or Excel would show the formula of the link instead of following it.
    "written_link": {
        "bg_color": PALE_GREY,
        "font_color": BLUE,
        "underline": 1,
        "locked": False,
        **_BOX,
        **_WRAP,
    },
    "recorded": {"bg_color": PALE_GREY, "font_color": TEXT, "num_format": TEXT_FORMAT, **_BOX, **_WRAP},
    "input": {
        "bg_color": WHITE,
        "font_color": TEXT,
        "num_format": TEXT_FORMAT,
        "locked": False,
        **_BOX,
        **_WRAP,
    },
    "rating": {"bg_color": WHITE, "font_color": TEXT, "locked": False, **_BOX, **_WRAP},
    "key_white": {"bg_color": WHITE, "font_color": TEXT, **_BOX, **_WRAP},
    "key_mark": {"bg_color": MARK, "font_color": TEXT, **_BOX, **_WRAP},
}

_DASHED = {"border": 3, "border_color": TEXT}

MARKED_LONG: dict[str, Any] = {"bg_color": MARK, "font_color": TEXT, **_DASHED}
"""A cell with a finding until the entry is edited: yellow within a dashed line, also where it is blank."""

MARKED: dict[str, Any] = {**MARKED_LONG, "num_format": '"⚑ "General;"⚑ "-General;"⚑ "General;"⚑ "@'}
"""The same with a flag before short entries and numbers; long texts are left alone by number formats."""

MARKED_WORDS: dict[str, Any] = {"bg_color": MARK, "font_color": TEXT}
CONTINUING: dict[str, Any] = {"bg_color": CONTINUED, "font_color": TEXT, "border": 4, "border_color": TEXT}
"""A row that continues the row above: grey within a dotted line."""

LINE_HEIGHT = 14.25
TITLE_HEIGHT, BLOCK_HEIGHT = 30, 24
MOST_HEIGHT = 409
