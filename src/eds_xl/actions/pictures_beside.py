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
class Pictures:
    """The pictures that figures name: the bytes of those that can be shown, and what is wrong with the others.

    Both go by the name of the file; what is wrong is the end of a sentence that begins with the picture.
    """

    shown: dict[str, bytes]
    lacking: dict[str, str]


def pictures_beside(opened: Opened) -> dict[str, Path] | None:
    """Return where the pictures lie that figures name, as far as they are there; None if nobody can tell."""
    folder = opened.book.folder
    if folder is None:
        return None
    plain = [name for name in _names(opened) if _is_plain(name)]
    return {name: folder / name for name in plain if _is_file(folder / name)}


def read_pictures(opened: Opened) -> Pictures:
    """Return the pictures that can be shown, and why the others cannot; never raises for a picture."""
    there = pictures_beside(opened)
    pictures = Pictures({}, {})
    for name in _names(opened):
        if there is None:
            pictures.lacking[name] = "cannot be looked for: save the workbook in a folder of this computer"
        elif not _is_plain(name):
            pictures.lacking[name] = (
                "is named with a folder: put it beside the workbook and give its name alone"
            )
        elif name not in there:
            pictures.lacking[name] = "is not there: put it beside the workbook, or correct its name"
        else:
            _read(pictures, name, there[name])
    return pictures


def _read(pictures: Pictures, name: str, path: Path) -> None:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_PICTURE else b""
    except OSError:
        pictures.lacking[name] = (
            "cannot be read: close it in other programs, or put a copy beside the workbook"
        )
        return
    if size > LARGEST_PICTURE:
        most = LARGEST_PICTURE // _MEGABYTE
        pictures.lacking[name] = f"is larger than {most} MB: save it smaller"
    elif wrong := what_is_wrong(data):
        pictures.lacking[name] = f"{wrong}: save it anew as a PNG or JPEG picture"
    else:
        pictures.shown[name] = data


def _names(opened: Opened) -> Iterator[str]:
    """Yield the names of picture files, each once, in the order of the Figures sheet."""
    named = (figure.picture_file for figure in opened.reading.assessment.figures)
    yield from dict.fromkeys(name for name in named if name)


def _is_plain(name: str) -> bool:
    return Path(name).name == name and "\\" not in name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False
