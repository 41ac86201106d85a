"""Reading the part with the shared strings: each text once, which cells then name by number."""

from __future__ import annotations

import re

from eds_xl.workbook.stream import new_parser, parse, prefix_of
from eds_xl.workbook.xml_text import has_plain_texts, is_utf8, plain_text, unescape

_LARGEST = 16 * 1024**2  # beyond it the pieces would need much memory
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_START, _END = re.compile(rb"<sst(?: [^<>]*[^/<>])?>"), b"</sst>"


def read_strings(data: bytes) -> list[str]:
    """Return the shared strings in order: rich text as its words, reading aids (phonetics) left out.

    Args:
        data: The bytes of the part.

    Raises:
        ValueError: If it is not well formed or has a document type.
    """
    plain = _plain_strings(data)
    if plain is not None:
        return plain
    reader = _Strings()
    parse(reader.parser, data)
    return reader.strings


def _plain_strings(data: bytes) -> list[str] | None:
    """Return the strings of a part in which all are plain, as nearly every program writes them, or else None."""
    start, end = _START.search(data), data.rfind(_END)
    if start is None or not start.end() <= end <= _LARGEST or not (is_utf8(data) and has_plain_texts(data)):
        return None
    pieces = _PLAIN.split(data[start.end() : end].decode())
    if any(pieces[::2]) or b"<!" in data[: start.end()] or data[end:].strip() != _END:
        return None
    return [unescape(plain_text(piece)) if "&" in piece or "_x" in piece else piece for piece in pieces[1::2]]


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
