"""Where a long word may break: Typst lets a word without hyphens run over the edge of a narrow column."""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"\S{19,}")
# After a mark that addresses are made of, or after so many characters that even a narrow column holds them.
_PIECE = re.compile(r"[^/._?=&@:;,+-]{0,11}[/._?=&@:;,+-]+|[^/._?=&@:;,+-]{1,12}")


def pieces(line: str) -> list[str]:
    """Return a line as pieces that join to the same line, long words cut where they may break."""
    found: list[str] = []
    done = 0
    for word in _LONG_WORD.finditer(line):
        first, *rest = _PIECE.findall(word.group())
        found += [line[done : word.start()] + first, *rest]
        done = word.end()
    if found and done < len(line):
        found[-1] += line[done:]
    return found or [line]
