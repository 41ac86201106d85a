"""Which characters the fonts in the package can show, and what stands in for the others."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")

_SEGMENTS, _GROUPS = 4, 12  # the two forms of character table in use
_WINDOWS = {(3, 1), (3, 10)}
_SPACES = {"Zs", "Zl", "Zp"}
_SOFT_HYPHEN = "\u00ad"
_VARIATION_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

_LETTERS_IN_A_ROW = re.compile(r"\[(\w+ letter) [^\[\]]*\](?:\[\1 [^\[\]]*\])+")


def shown(character: str) -> str:
    """Return the character, or what is printed for one without a glyph.

    An odd space becomes a space, a mark that only steers others nothing, anything else its Unicode
    name in square brackets.
    """
    kind = unicodedata.category(character)
    # PDF/UA forbids some of the characters that only steer others, even where the font has them.
    if (kind == "Cf" and character != _SOFT_HYPHEN) or ord(character) in _VARIATION_SELECTORS:
        return ""
    if ord(character) in available():
        return character
    if kind in _SPACES or character in "\t\n":
        return " "
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def printed(words: str) -> str:
    """Return words as they are printed; letters of one script without glyphs are named together.

    "[arabic letter seen, lam]" can be read, and takes a third of the place of two names.
    """
    stand_ins: dict[str, str | int | None] = {character: shown(character) for character in set(words)}
    return _LETTERS_IN_A_ROW.sub(_named_together, words.translate(str.maketrans(stand_ins)))


def _named_together(run: re.Match[str]) -> str:
    return run[0].replace(f"][{run[1]} ", ", ")


def is_replaced(character: str) -> bool:
    """Return whether something a reader would see is printed for the character."""
    return shown(character).startswith("[") and character != "["


@cache
def available() -> frozenset[int]:
    """Return the code points that every one of the fonts can show."""
    fonts = [frozenset(_code_points(place.read_bytes())) for place in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*fonts)


def _code_points(font: bytes) -> Iterator[int]:
    """Read a font's table of characters (cmap), as the OpenType specification lays it out."""
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if (platform, encoding) in _WINDOWS:
            yield from _subtable(font, cmap + offset)


def _subtable(font: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == _GROUPS:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        for number in range(groups):
            first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * number)
            yield from range(first, last + 1)
    elif form == _SEGMENTS:
        (double,) = struct.unpack_from(">H", font, at + 6)
        lasts = struct.unpack_from(f">{double // 2}H", font, at + 14)
        firsts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
