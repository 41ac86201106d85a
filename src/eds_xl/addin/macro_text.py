"""The text of the macros in a workbook or add-in ([MS-OVBA]), to see whether it is the text that we ship.

Excel rewrites everything around the text when somebody saves or signs an add-in; the text stays.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping

from eds_xl.addin.compound_file import read_streams

_MACRO_PART = "xl/vbaProject.bin"
_MOST_BYTES = 10 * 1024 * 1024

_CODE_PAGE, _NAME, _STREAM_NAME, _OFFSET, _MODULE_END = 0x03, 0x19, 0x1A, 0x31, 0x2B
_VERSION, _END = 0x09, 0x10
_ATTRIBUTE = "Attribute "

_SIGNATURE, _CHUNK, _CHUNK_FLAG, _CHUNK_SIZE = 0x01, 4096, 0x8000, 0x0FFF


def macro_texts(workbook: bytes) -> Mapping[str, str]:
    """Return the modules' texts by name, without the lines that Excel writes about them.

    Line endings, trailing blanks and blank lines at the end do not count: Excel changes them.

    Args:
        workbook: A workbook or add-in as bytes.

    Raises:
        ValueError: If it is no workbook, or its macros cannot be read.
    """
    streams = read_streams(_macro_part(workbook))
    try:
        return dict(_modules(streams))
    except (LookupError, struct.error, UnicodeDecodeError) as error:
        raise ValueError("the macros cannot be read") from error


def _macro_part(workbook: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as package:
            if package.getinfo(_MACRO_PART).file_size > _MOST_BYTES:
                raise ValueError("the macros are too large")
            return package.read(_MACRO_PART)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError) as error:
        raise ValueError("no workbook with macros") from error


def _modules(streams: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    code_page, name, stream, offset = "cp1252", "", "", 0
    for kind, content in _records(decompress(streams["VBA/dir"])):
        if kind == _CODE_PAGE:
            code_page = f"cp{struct.unpack('<H', content)[0]}"
        elif kind == _NAME:
            name = content.decode(code_page)
        elif kind == _STREAM_NAME:
            stream = content.decode(code_page)
        elif kind == _OFFSET:
            (offset,) = struct.unpack("<I", content)
        elif kind == _MODULE_END:
            yield name, _plain(decompress(streams[f"VBA/{stream}"][offset:]).decode(code_page))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind, size = struct.unpack_from("<HI", data, place)
        if kind == _END:
            return
        # The one record whose length does not count its last number.
        length = size + 2 if kind == _VERSION else size
        yield kind, data[place + 6 : place + 6 + length]
        place += 6 + length


def _plain(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines() if not line.startswith(_ATTRIBUTE)]
    return "\n".join(lines).strip("\n")


def decompress(data: bytes) -> bytes:
    """Return what was compressed as [MS-OVBA] 2.4.1 describes it; raises ValueError if it is damaged."""
    if not data or data[0] != _SIGNATURE:
        raise ValueError("not compressed as macros are")
    whole = bytearray()
    place = 1
    while place < len(data):
        (header,) = struct.unpack_from("<H", data, place)
        end = place + (header & _CHUNK_SIZE) + 3
        chunk = data[place + 2 : end]
        whole += _chunk(chunk) if header & _CHUNK_FLAG else chunk[:_CHUNK]
        if len(whole) > _MOST_BYTES:
            raise ValueError("the macros are too large")
        place = end
    return bytes(whole)


def _chunk(data: bytes) -> bytes:
    """Each flag byte says of the eight items after it which are letters and which repeat earlier ones."""
    text = bytearray()
    place = 0
    while place < len(data):
        flags = data[place]
        place += 1
        for bit in range(8):
            if place >= len(data):
                break
            if flags >> bit & 1:
                _repeat(text, struct.unpack_from("<H", data, place)[0])
                place += 2
            else:
                text.append(data[place])
                place += 1
    return bytes(text)


def _repeat(text: bytearray, token: int) -> None:
    offset_bits = max((len(text) - 1).bit_length(), 4)
    length = (token & (0xFFFF >> offset_bits)) + 3
    start = len(text) - (token >> (16 - offset_bits)) - 1
    if start < 0:
        raise ValueError("the macros are damaged")
    for place in range(start, start + length):
        text.append(text[place])
