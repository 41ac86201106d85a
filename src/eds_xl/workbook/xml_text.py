"""Text in a workbook's XML: characters that XML cannot hold are written as ``_xHHHH_``.

A literal "_x0041_" would then be read as "A", so its underscore is written as ``_x005F_``.
"""

from __future__ import annotations

import re

LONGEST_TEXT = 32_767
"""UTF-16 units that a cell holds."""

_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_DECLARATION = 200  # bytes in which it ends; where it does not, it is none that a program writes
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_CONTROLS = bytes({*range(32)} - {9, 10})
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_UNKNOWN_ENTITY = re.compile(rb"&(?!" + "|".join(entity[1:] for entity, _ in _ENTITIES).encode() + rb")")
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """Return text as a workbook's XML holds it; half characters (lone surrogates) become U+FFFD."""
    whole = _SURROGATE.sub("\ufffd", text)
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", whole)


def unescape(text: str) -> str:
    """Return the text that a workbook's XML stands for; half characters become U+FFFD."""
    if "_x" not in text:
        return text
    plain = _CODE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain) is None:
        return plain
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_utf8(data: bytes) -> bool:
    """Return whether an XML part says that it is UTF-8, or says nothing, which means the same."""
    start = data[:_DECLARATION]
    found = _ENCODING.search(start)
    return found[1].lower() == b"utf-8" if found else b"<?xml" not in start or b"?>" in start


def has_asides(data: bytes, start: int, end: int) -> bool:
    """Return whether a comment, CDATA or an instruction stands in a piece of XML, in which nothing is as it looks."""
    # The sign alone is rare and found at once; "<" is not.
    return any(
        data.find(sign, start, end) >= 0 <= data.find(b"<" + sign, start, end) for sign in (b"!", b"?")
    )


def has_known_entities(data: bytes) -> bool:
    """Return whether :func:`plain_text` knows every entity in a piece of XML."""
    return _UNKNOWN_ENTITY.search(data) is None


def has_plain_texts(data: bytes) -> bool:
    """Return whether :func:`plain_text` reads every text in a piece of XML as a parser would."""
    return has_known_entities(data) and len(data.translate(None, _CONTROLS)) == len(data)


def plain_text(text: str) -> str:
    """Return the text that XML writes so."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def units(text: str) -> int:
    """Return the length of a text as Excel counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)
