"""Reading compound files ([MS-CFB]), the old container of Office in which a workbook's macros still stand.

Only what a macro project needs; whatever does not add up is a ValueError.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_TABLES_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFF9
_NOTHING = 0xFFFFFFFF
_ENTRY_SIZE = 128
_MINI_SECTOR = 64
_STORAGE, _STREAM = 1, 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory: a storage (a folder) or a stream (a file)."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def read_streams(data: bytes) -> Mapping[str, bytes]:
    """Return the streams of a compound file by path ("VBA/dir"); raises ValueError if that fails."""
    try:
        return dict(_Reader(data).streams())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("the compound file is damaged") from error


class _Reader:
    def __init__(self, data: bytes) -> None:
        (shift,) = struct.unpack_from("<H", data, 30)
        tables, first_entry = struct.unpack_from("<II", data, 44)
        mini_limit, first_mini, _, _, more_tables = struct.unpack_from("<IIIII", data, 56)
        if (
            not data.startswith(_SIGNATURE)
            or shift not in (9, 12)
            or more_tables
            or tables > _TABLES_IN_HEADER
        ):
            raise ValueError("not a compound file of the size of a macro project")
        self._data, self._size, self._mini_limit = data, 1 << shift, mini_limit
        where = struct.unpack_from(f"<{tables}I", data, 76)
        self._next = _numbers(b"".join(self._sector(number) for number in where))
        self._entries = _entries(self._chain(first_entry))
        self._next_mini = _numbers(self._chain(first_mini))
        self._mini = self._chain(self._entries[0].start)

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every stream."""
        waiting = [("", self._entries[0].child)]
        met: set[int] = set()
        while waiting:
            folder, number = waiting.pop()
            if number == _NOTHING:
                continue
            if number in met:
                raise ValueError("the directory goes round in a circle")
            met.add(number)
            entry = self._entries[number]
            waiting += [(folder, entry.left), (folder, entry.right)]
            if entry.kind == _STREAM:
                yield folder + entry.name, self._content(entry)
            elif entry.kind == _STORAGE:
                waiting.append((f"{folder}{entry.name}/", entry.child))

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self._mini_limit:
            return self._chain(entry.start)[: entry.size]
        pieces = [
            self._mini[number * _MINI_SECTOR : (number + 1) * _MINI_SECTOR]
            for number in _follow(self._next_mini, entry.start)
        ]
        return b"".join(pieces)[: entry.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(self._next, start))

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]


def _follow(following: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the sectors of a chain, from the first to the one that has none after it."""
    met: set[int] = set()
    while start <= _LAST_SECTOR:
        if start in met:
            raise ValueError("a chain of sectors goes round in a circle")
        met.add(start)
        yield start
        start = following[start]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _entries(data: bytes) -> list[_Entry]:
    return [_entry(data[place : place + _ENTRY_SIZE]) for place in range(0, len(data), _ENTRY_SIZE)]


def _entry(data: bytes) -> _Entry:
    length, kind, _, left, right, child = struct.unpack_from("<HBBIII", data, 64)
    start, size = struct.unpack_from("<IQ", data, 116)
    name = data[: max(length - 2, 0)].decode("utf-16-le")
    return _Entry(name, kind, left, right, child, start, size)
