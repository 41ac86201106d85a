"""Where the buttons and the panel start, without a console: whatever is missing must be said in a window.

Nothing but Python's own library is loaded before the first sentence can be shown.
"""

from __future__ import annotations

from eds_xl.addin.windows import face

COULD_NOT = 2
INCOMPLETE = (
    "A part of eds-xl is missing on this computer, or is blocked: install eds-xl again. If that does not help, ask "
    "your IT department whether a virus scanner or a rule has taken a part of it away."
)


def button() -> int:
    """Do what a button of the add-in asks for; returns 0, or 2 if it could not be done."""
    try:
        from eds_xl.addin.launcher import main
    except ImportError:
        return _incomplete()
    return main()


def panel() -> int:
    """Show the panel until its window is closed; returns 0, or 2 if it could not be shown."""
    try:
        from eds_xl.addin.panel import main
    except ImportError:
        return _incomplete()
    return main()


def _incomplete() -> int:
    face(0).warn(INCOMPLETE)
    return COULD_NOT
