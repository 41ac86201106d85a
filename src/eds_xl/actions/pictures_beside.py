"""The picture files that lie beside a workbook: plain names only, never a path, never more than a picture needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eds_xl.actions.opening import Opened
from eds_xl.report.pictures import what_is_wrong

LARGEST_PICTURE = 20 * 1024**2
"""Bytes of a picture file."""

_MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture cannot be shown, as the end of a sentence that begins with it, and what to do."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that figures name, by the names of their files: those that can be shown, and the others."""

    shown: dict[str, bytes]
    lacking: dict[str, Fault]


def picture_faults(opened: Opened) -> dict[str, str] | None:
    """Return why each picture beside the workbook cannot be shown, "" if it can; None if nobody can tell."""
    there = _pictures_beside(opened)
    if there is None:
        return None
    looked_at = {name: _read(path) for name, path in there.items()}
    return {name: found.reason if isinstance(found, Fault) else "" for name, found in looked_at.items()}


def read_pictures(opened: Opened) -> Pictures:
    """Return the pictures that can be shown, and why the others cannot; never raises for a picture."""
    there = _pictures_beside(opened)
    pictures = Pictures({}, {})
    for name in _names(opened):
        found: bytes | Fault
        if there is None:
            found = Fault("cannot be looked for", "save the workbook in a folder of this computer")
        elif not _is_plain(name):
            found = Fault("is named with a folder", "put it beside the workbook and give its name alone")
        elif name not in there:
            found = Fault("is not there", "put it beside the workbook, or correct its name")
        else:
            found = _read(there[name])
        if isinstance(found, Fault):
            pictures.lacking[name] = found
        else:
            pictures.shown[name] = found
    return pictures


def _pictures_beside(opened: Opened) -> dict[str, Path] | None:
    """Return where the pictures lie that figures name, as far as they are there; None if nobody can tell."""
    folder = opened.book.folder
    if folder is None:
        return None
    places = {name: _place(folder, name) for name in _names(opened) if _is_plain(name)}
    return {name: place for name, place in places.items() if place}


def _place(folder: Path, name: str) -> Path | None:
    """Return the file of that name; as in Windows, small and capital letters are the same."""
    try:
        if (folder / name).is_file():
            return folder / name
        alike = (path for path in folder.iterdir() if path.name.casefold() == name.casefold())
        return next((path for path in sorted(alike) if path.is_file()), None)
    except OSError:  # a name that is too long for any file, a folder that cannot be listed
        return None


def _read(path: Path) -> bytes | Fault:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_PICTURE else b""
    except OSError:
        return Fault("cannot be read", "close it in other programs, or put a copy beside the workbook")
    if size > LARGEST_PICTURE:
        return Fault(f"is larger than {LARGEST_PICTURE // _MEGABYTE} MB", "save it smaller")
    wrong = what_is_wrong(data)
    return Fault(wrong, "save it anew as a PNG or JPEG picture") if wrong else data


def _names(opened: Opened) -> Iterator[str]:
    """Yield the names of picture files, each once, in the order of the Figures sheet."""
    named = (figure.picture_file for figure in opened.reading.assessment.figures)
    yield from dict.fromkeys(name for name in named if name)


def _is_plain(name: str) -> bool:
    return Path(name).name == name and "\\" not in name
