"""Loading xlwings quickly, for every click on a button of the add-in starts Python anew.

xlwings loads pandas and numpy if they are installed, which takes four times as long as xlwings itself, and
can do without them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NOT_NEEDED = ("pandas", "numpy")


def load_xlwings() -> Any:
    """Return the module xlwings, loaded without the libraries for tables of numbers that it would like."""
    with _hidden(_NOT_NEEDED):
        import xlwings
    return xlwings


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Let modules that are not loaded yet pass for not installed; others can load them afterwards."""
    hidden = [name for name in names if name not in sys.modules]
    modules: dict[str, Any] = sys.modules
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]
