"""The picture files that lie beside a workbook: plain names only, never a path, never more than a picture needs."""

from __future__ import annotations

from pathlib import Path

from eds_xl.actions.opening import Opened

LARGEST_PICTURE = 20 * 1024**2
"""Bytes of a picture file."""


def pictures_beside(opened: Opened) -> dict[str, Path] | None:
    """Return where the pictures lie that figures name, as far as they are there; None if nobody can tell."""
    folder = opened.book.folder
    if folder is None:
        return None
    names = {figure.picture_file for figure in opened.reading.assessment.figures if figure.picture_file}
    plain = [name for name in names if Path(name).name == name and "\\" not in name]
    return {name: folder / name for name in plain if _is_file(folder / name)}


def picture_data(opened: Opened) -> dict[str, bytes]:
    """Return the pictures that can be read; one that is too large or that may not be read is left out."""
    found = {name: _read(path) for name, path in (pictures_beside(opened) or {}).items()}
    return {name: data for name, data in found.items() if data is not None}


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_PICTURE else None
    except OSError:
        return None
