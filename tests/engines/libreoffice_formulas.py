"""Formulas in LibreOffice's own spelling and in Excel's: the office's bridge to the latter loses tables."""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    | (?P<column>\[[^\]]*\])
    | (?P<excel>(?:'(?:[^']|'')+'|\b[A-Za-z_]\w*)!)
    | (?P<own>\$?(?:'(?:[^']|'')+'|\b[A-Za-z_]\w*)\.(?=\$?[A-Z]{1,3}\$?[0-9]))
    | (?P<truth>\b(?:TRUE|FALSE)\(\))
    | (?P<comma>,)
    | (?P<semicolon>;)""",
    re.VERBOSE,
)


def to_own(formula: str) -> str:
    """Return a formula of Excel's as the office spells it."""
    return _PARTS.sub(lambda part: _spelt(part, {"excel": f"${part[0][:-1]}.", "comma": ";"}), formula)


def to_excel(formula: str) -> str:
    """Return a formula of the office's as Excel spells it."""
    return _PARTS.sub(
        lambda part: _spelt(
            part, {"own": f"{part[0][:-1].removeprefix('$')}!", "semicolon": ",", "truth": part[0][:-2]}
        ),
        formula,
    )


def _spelt(part: re.Match[str], other: dict[str, str]) -> str:
    return other.get(part.lastgroup or "", part[0])
