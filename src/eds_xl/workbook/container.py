"""What kind of file this is, told from its first bytes and its table of parts, before it is trusted.

Workbooks travel by e-mail: sizes are checked against limits before anything is unpacked.
"""

from __future__ import annotations

import errno
import io
import stat
import zipfile
from pathlib import Path

from eds_xl.files import only_in_the_cloud
from eds_xl.workbook.problems import WorkbookProblem, problem

MAX_FILE_BYTES = 100 * 1024**2
"""Size of the file itself."""

MAX_PARTS = 5_000
"""Parts (files in the package)."""

MAX_XML_BYTES = 64 * 1024**2
"""Unpacked size of one part that is XML."""

MAX_TREE_BYTES = 8 * 1024**2
"""Unpacked size of one part that is taken apart element by element, which needs up to 50 times its size in memory."""

MAX_TOTAL_BYTES = 256 * 1024**2
"""Unpacked size of all parts together."""

MAX_RATIO = 300
"""How many times its packed size a part may unpack to, from ``RATIO_COUNTS_FROM`` on."""

RATIO_COUNTS_FROM = 16 * 1024**2
"""Unpacked size from which the ratio counts: small repetitive sheets are normal."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLE_ENTRY = 128
_ZIP = b"PK\x03\x04"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1

# The entry of an OLE file's directory that tells what it is, in the order in which to look.
_OLE_KINDS = (
    ("EncryptedPackage", "password"),
    ("Workbook", "old excel"),
    ("Book", "old excel"),
)


def read_file(path: Path, most: int | None = None) -> bytes:
    """Read an ordinary file of at most so many bytes (``MAX_FILE_BYTES``) into memory and close it again.

    Raises:
        WorkbookProblem: CON-001, 002, 003, 008 or 009.
    """
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise problem("folder", name=name)
        if not stat.S_ISREG(status.st_mode):
            raise problem("not a file", name=name)
        if status.st_size > (MAX_FILE_BYTES if most is None else most):
            raise too_large(name, f"it has {status.st_size // 1024**2:,} MB")
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise problem("not found", name=name) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise problem("path too long", name=name) from error
        kind = "only in the cloud" if only_in_the_cloud(error) else "unreadable"
        raise problem(kind, name=name) from error
    if not data:
        raise problem("empty", name=name)
    return data


def open_container(name: str, data: bytes) -> zipfile.ZipFile:
    """Open a workbook's bytes as the zip file that they must be, within the limits.

    Raises:
        WorkbookProblem: CON-004, 005, 006, 007 or 009.
    """
    if data.startswith(_OLE):
        raise problem(_ole_kind(data), name=name)
    if not data.startswith(_ZIP):
        raise problem("not a workbook", name=name)
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    # What zipfile lets through for a mangled directory; none of it says anything to the user.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, OverflowError) as error:
        raise problem("damaged", name=name) from error
    _check_parts(name, container.infolist())
    return container


def is_encrypted(data: bytes) -> bool:
    """Return whether an Office document, which need not be a workbook, is encrypted by a password or a label."""
    return data.startswith(_OLE) and _ole_kind(data) == "password"


def too_large(name: str, what: str) -> WorkbookProblem:
    """Return the problem that a limit was passed; ``what`` completes "too large ...: "."""
    return problem("too large", name=name, what=what)


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise too_large(name, f"it has {len(parts):,} parts")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise problem("password", name=name)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(part.compress_type not in _METHODS for part in parts):
        raise problem("damaged", name=name)
    total = sum(part.file_size for part in parts)
    if total > MAX_TOTAL_BYTES:
        raise too_large(name, f"it unpacks to {total // 1024**2:,} MB")
    for part in parts:
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise too_large(name, "a part of it unpacks to several hundred times its size")


def _ole_kind(data: bytes) -> str:
    """Tell an old .xls from an encrypted .xlsx: both are compound files, told apart by their streams."""
    for stream, kind in _OLE_KINDS:
        entry = stream.encode("utf-16-le") + b"\0\0"
        position = data.find(entry)
        while position >= 0:
            if position % _OLE_ENTRY == 0:
                return kind
            position = data.find(entry, position + 1)
    return "not a workbook"
