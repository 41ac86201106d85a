"""Typed access to ``words.toml``: the word lists of the checks, and patterns made from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_BLANKS = r"\s+"


def _load() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


WORDS: dict[str, tuple[str, ...]] = _load()
"""The lists by their names."""


def one_of(words: Iterable[str]) -> str:
    """Return the part of a pattern that matches any of the words, the longest that fits first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    patterns = (_BLANKS.join(map(re.escape, word.split())) for word in longest_first)
    return f"(?:{'|'.join(patterns)})"


def says_nothing(words: str) -> bool:
    """Say whether an answer says that there is nothing to say ("None", "n/a", "-") or nothing at all."""
    return words.strip().rstrip(".").casefold() in {"", *WORDS["nothing"]}
