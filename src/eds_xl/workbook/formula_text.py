"""Formulas as text: Excel writes some of them back otherwise than it was given them."""

from __future__ import annotations

import re

_NEEDLESS_QUOTES = re.compile(r"'([A-Za-z_][A-Za-z0-9_.]*)'!")
_TEXT = re.compile(r'("[^"]*+(?:""[^"]*+)*+")')
_TRUTH = re.compile(r"\b(TRUE|FALSE)\(\)")


def same_formula(first: str, second: str) -> bool:
    """Return whether two formulas are one but for how programs write them.

    Spaces, quotes that a sheet's name does not need, and TRUE() for TRUE do not count; texts in quotes do.
    """
    return first == second or _bare(first) == _bare(second)


def _bare(formula: str) -> str:
    pieces = _TEXT.split(formula.removeprefix("="))
    return "".join(piece if place % 2 else _bare_code(piece) for place, piece in enumerate(pieces))


def _bare_code(code: str) -> str:
    return _TRUTH.sub(r"\1", _NEEDLESS_QUOTES.sub(r"\1!", code).replace(" ", ""))
