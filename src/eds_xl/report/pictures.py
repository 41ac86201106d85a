"""What the writers need to know of a picture: that it is whole, what it is, how large it is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from eds_xl.report.problem import DocumentProblem
from eds_xl.report.tree import Picture, alternative_text

MOST_PIXELS = 50_000_000
"""Pixels of a picture: a file of a few kilobytes can claim billions, for which there is no memory."""

_DAMAGED = "is damaged or is not a PNG or JPEG picture"
_MOST_BYTES = 8  # of a pixel, in four channels of sixteen bits
_PIECE = 1024**2

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_PNG_CHUNK_EXTRA = 12  # the length, the type and the checksum around a chunk's data
_STAND_ALONE = {0x01, *range(0xD0, 0xD9)}
_FRAME_STARTS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The kind of a picture's data ("image/png" or "image/jpeg") and its size in pixels."""

    media_type: str
    width: int
    height: int


def measure(picture: Picture) -> PictureFacts:
    """Return what a picture is and how large, read from its data.

    Raises:
        DocumentProblem: the data is not a whole PNG or JPEG picture; the message says so in plain words.
    """
    facts, wrong = _judged(picture.data)
    if facts is None:
        raise DocumentProblem(f"The picture “{alternative_text(picture)}” {wrong}.")
    return facts


def what_is_wrong(data: bytes) -> str:
    """Return why a file cannot be shown as a picture, as the end of a sentence; "" if it can.

    Of a PNG the picture itself is unpacked too: one that programs show as a blank is damaged as well.
    """
    facts, wrong = _judged(data)
    if facts and facts.media_type == "image/png" and not _unpacks(data, facts):
        return _DAMAGED
    return wrong


def _judged(data: bytes) -> tuple[PictureFacts | None, str]:
    size: tuple[int, int] | None = None
    media_type = ""
    if data.startswith(_PNG):
        media_type, size = "image/png", _png_size(data)
    elif data.startswith(_JPEG):
        media_type, size = "image/jpeg", _jpeg_size(data)
    if size is None or 0 in size:
        return None, _DAMAGED
    if size[0] * size[1] > MOST_PIXELS:
        return None, f"is too large, with {size[0]:,} by {size[1]:,} pixels"
    return PictureFacts(media_type, *size), ""


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Return the size a PNG says it has; None if its chunks are not whole up to the last."""
    size = None
    for kind, content in _png_chunks(data):
        if kind == b"IHDR" and len(content) >= 8:
            size = struct.unpack_from(">II", content)
        if kind == b"IEND":
            return size
    return None


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks with their content, as far as they are whole."""
    at = len(_PNG)
    while at + _PNG_CHUNK_EXTRA <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + _PNG_CHUNK_EXTRA + length
        if (
            end > len(data)
            or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]
        ):
            return
        yield kind, data[at + 8 : end - 4]
        at = end


def _unpacks(data: bytes, facts: PictureFacts) -> bool:
    """Say whether the picture in a PNG unpacks to its end, and to no more than its size allows."""
    unpacker = zlib.decompressobj()
    room = (facts.width + 1) * facts.height * _MOST_BYTES + _PIECE
    try:
        for kind, content in _png_chunks(data):
            waiting = content if kind == b"IDAT" else b""
            while waiting and not unpacker.eof and room > 0:
                room -= len(unpacker.decompress(waiting, _PIECE))
                waiting = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof and room > 0


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the one that holds the size; the data must also have its end mark."""
    if b"\xff\xd9" not in data[-64:]:
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAME_STARTS:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFF:
            at += 1
        elif marker in _STAND_ALONE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None
