"""A formula taken apart for the lint: its words, each with the function and argument it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<function>[A-Za-z_][\w.]*)\(
  | (?P<open>\()
  | (?P<close>\))
  | (?P<comma>,)
  | (?P<error>(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!))
  | (?P<reference>
        (?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?
        (?:
            \$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}\$?[0-9]+)?(?![\w.\[(])
          | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.\[(])
          | \$?[0-9]+:\$?[0-9]+
          | [A-Za-z_\\][\w.\\]*(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?
          | \[[^\[\]]*\]
        )
    )
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)
  | (?P<operator><>|<=|>=|[-+*/^&=<>%:])
  | (?P<space>\s+)
    """,
    re.VERBOSE,
)


class Unreadable(ValueError):
    """A formula whose brackets or quotes do not balance, or with a character no formula has."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a formula: its kind and text, the function and argument (from 0) it is in, and how deep."""

    kind: str
    text: str
    function: str = ""
    argument: int = 0
    depth: int = 0
    alone: bool = False
    """Whether it is the whole argument, or the whole formula."""


def read_formula(formula: str) -> list[Token]:
    """Return the words of a formula, spaces left out; raises Unreadable."""
    words = list(_words(formula))
    stack: list[tuple[str, int]] = []
    tokens = []
    for position, (kind, text) in enumerate(words):
        function, argument = stack[-1] if stack else ("", 0)
        before = words[position - 1][0] if position else "function"
        after = words[position + 1][0] if position + 1 < len(words) else "close"
        alone = before in ("function", "comma") and after in ("comma", "close")
        tokens.append(Token(kind, text, function, argument, len(stack), alone))
        if kind in ("function", "open"):
            stack.append((text, 0))
        elif kind == "close":
            if not stack:
                raise Unreadable("a bracket closes that was not opened")
            stack.pop()
        elif kind == "comma" and stack:
            stack[-1] = (function, argument + 1)
    if stack:
        raise Unreadable("a bracket is not closed")
    return tokens


def _words(formula: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise Unreadable(f"not understood from {formula[position : position + 20]!r}")
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match[kind].upper() if kind == "function" else match[kind]
        position = match.end()
