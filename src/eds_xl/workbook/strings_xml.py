"""Reading the part with the shared strings: each text once, which cells then name by number."""

from __future__ import annotations

import re

from eds_xl.workbook.stream import new_parser, parse, prefix_of
from eds_xl.workbook.xml_text import PLAIN_TEXT, is_utf8, plain_text, unescape

_LARGEST = 16 * 1024**2  # beyond it the pieces would need much memory
_MOST_UNUSUAL = 1_000
_PLAIN = re.compile(rb'<si><t(?: xml:space="preserve")?>(' + PLAIN_TEXT + rb")</t></si>")
_START, _END = re.compile(rb"<sst[^>]*>"), b"</sst>"


def read_strings(data: bytes) -> list[str]:
    """Return the shared strings in order: rich text as its words, reading aids (phonetics) left out.

    Args:
        data: The bytes of the part.

    Raises:
        ValueError: If it is not well formed or has a document type.
    """
    if len(data) <= _LARGEST and is_utf8(data):
        quick = _quickly(data)
        if quick is not None:
            return quick
    return _parsed(data)


def _parsed(data: bytes) -> list[str]:
    reader = _Strings()
    parse(reader.parser, data)
    return reader.strings


def _quickly(data: bytes) -> list[str] | None:
    """Take out the plain strings, which are nearly all, and parse what stands between them; None to parse all."""
    start, end = _START.search(data), data.rfind(_END)
    if start is None or end < start.end():
        return None
    pieces = _PLAIN.split(data[start.end() : end])
    between = pieces[::2]
    if sum(map(bool, between)) > _MOST_UNUSUAL:
        return None
    head, tail = data[: start.end()], data[end:]
    strings: list[str] = []
    try:
        parse(new_parser(), head + tail)
        for number, rest in enumerate(between):
            # Something that only looks like a string (in a comment, in CDATA) leaves a rest that cannot be parsed.
            if rest:
                strings += _parsed(head + rest + tail)
            if 2 * number + 1 < len(pieces):
                strings.append(unescape(plain_text(pieces[2 * number + 1])))
    except ValueError:
        return None
    return strings


class _Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._words: list[str] = []
        self._pieces: list[str] = []  # of the text that is being read
        self._item = self._run_text = self._aid = ""
        self._in_aid = False
        self.parser = new_parser()
        self.parser.StartElementHandler = self._root

    def _root(self, name: str, _: object) -> None:
        prefix = prefix_of(name)
        self._item, self._run_text, self._aid = (prefix + local for local in ("si", "t", "rPh"))
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, _: object) -> None:
        if name == self._run_text:
            self._pieces.clear()
        elif name == self._aid:
            self._in_aid = True

    def _end(self, name: str) -> None:
        if name == self._run_text:
            if not self._in_aid:
                # Escapes never cross from one run to the next.
                self._words.append(unescape("".join(self._pieces)))
        elif name == self._item:
            self.strings.append("".join(self._words))
            self._words.clear()
        elif name == self._aid:
            self._in_aid = False
