"""Where a long word may break: Typst lets a word without hyphens run over the edge of a narrow column."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_MARKS = "/._?=&@:;,+-"  # which addresses are made of


def pieces(line: str, longest: int, fits: Callable[[str], bool] = lambda word: False) -> list[str]:
    """Return a line as pieces that join to the same line; words over ``longest`` letters are cut.

    A longer word that ``fits`` all the same stays whole: Typst breaks wherever it may, to fill a line.
    """
    long_word, piece = _patterns(longest)
    found: list[str] = []
    done = 0
    for word in long_word.finditer(line):
        if fits(word.group()):
            continue
        first, *rest = piece.findall(word.group())
        found += [line[done : word.start()] + first, *rest]
        done = word.end()
    if found and done < len(line):
        found[-1] += line[done:]
    return found or [line]


@cache
def _patterns(longest: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what is too long, and a piece of it: up to a mark, or so many letters as surely fit."""
    size = max(longest * 2 // 3, 1)
    marks, others = f"[{re.escape(_MARKS)}]", f"[^{re.escape(_MARKS)}]"
    piece = f"{others}{{0,{size - 1}}}{marks}{{1,3}}|{others}{{1,{size}}}"
    return re.compile(rf"\S{{{longest + 1},}}"), re.compile(piece)
