"""Reading compound files ([MS-CFB]), the old container of Office in which a workbook's macros still stand.

Only what a macro project needs; whatever does not add up is a ValueError.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII16xI8x8xIQ")
_FIRST_TABLES, _TABLES_IN_HEADER = 76, 109
_LAST_SECTOR = 0xFFFFFFFA
_END = 0xFFFFFFFE
_NONE = 0xFFFFFFFF
_MINI_SECTOR = 64
_STORAGES, _STREAM, _ROOT = (1, 5), 2, 5


def read_streams(data: bytes) -> Mapping[str, bytes]:
    """Return the streams of a compound file by path ("VBA/dir"); raises ValueError if it is none or damaged."""
    try:
        return dict(_File(data).streams())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError("the compound file is damaged") from error


class _File:
    def __init__(self, data: bytes) -> None:
        signature, _, _, _, shift, _, *numbers = _HEADER.unpack_from(data)
        if signature != _SIGNATURE or shift not in (9, 12):
            raise ValueError("not a compound file")
        _, tables, directory, _, mini_limit, first_mini, _, first_more, _, _ = (*numbers, 0)[:10]
        self._data, self._size = data, 1 << shift
        self._table = self._sector_table(tables, first_more)
        self._mini_limit = mini_limit
        self._entries = self._directory(directory)
        self._mini_table = self._numbers(b"".join(self._chain(first_mini)))
        root = self._entries[0]
        self._mini = b"".join(self._chain(root[5]))
