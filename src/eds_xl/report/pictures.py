"""What the writers need to know of a picture: that it is whole, what it is, how large it is."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from eds_xl.report.problem import DocumentProblem
from eds_xl.report.tree import Picture, alternative_text

MOST_PIXELS = 50_000_000
"""Pixels of a picture: a file of a few kilobytes can claim billions, for which there is no memory."""

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
    """Return why a file cannot be shown as a picture, as the end of a sentence; "" if it can."""
    return _judged(data)[1]


def _judged(data: bytes) -> tuple[PictureFacts | None, str]:
    size: tuple[int, int] | None = None
    media_type = ""
    if data.startswith(_PNG):
        media_type, size = "image/png", _png_size(data)
    elif data.startswith(_JPEG):
        media_type, size = "image/jpeg", _jpeg_size(data)
    if size is None or 0 in size:
        return None, "is damaged or is not a PNG or JPEG picture"
    if size[0] * size[1] > MOST_PIXELS:
        return None, f"is too large: it has {size[0]:,} by {size[1]:,} pixels"
    return PictureFacts(media_type, *size), ""


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Walk the chunks to the end, so that half a file is not taken for a picture."""
    size = None
    at = len(_PNG)
    while at + _PNG_CHUNK_EXTRA <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + _PNG_CHUNK_EXTRA + length
        if (
            end > len(data)
            or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]
        ):
            return None
        if kind == b"IHDR" and length >= 8:
            size = struct.unpack_from(">II", data, at + 8)
        if kind == b"IEND":
            return size
        at = end
    return None


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
