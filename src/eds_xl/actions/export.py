"""Export: the documents, and the assessment as data. An error stops them, unless a draft is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from eds_xl.actions.export_advice import (
    advice_on_characters,
    advice_on_data,
    advice_on_meeting,
    advice_on_pictures,
)
from eds_xl.actions.opening import Opened
from eds_xl.actions.pictures_beside import Pictures, read_pictures
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.interchange import to_json
from eds_xl.assessment.marked_text import CellFormat, with_formats
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Source
from eds_xl.assessment.tidy_csv import to_csv
from eds_xl.backups import ensure_free, write_keeping
from eds_xl.checks import stops
from eds_xl.files import write_whole
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import ReportOptions, choose, layout_of
from eds_xl.report.tree import Document
from eds_xl.workbook.book import FormattedBook
from eds_xl.workbook.coordinates import parse_box

# A spreadsheet takes a CSV without this mark for text of its own code page.
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Format:
    """A format, which is also the ending of a file's name: of a document, or of the whole assessment as data.

    Data is the same whichever document is asked for, and complete whatever the check finds, so that no error
    stops it. People go on editing files that are ``edited``: when one is replaced, it is kept.
    """

    writer: str = ""
    """The module that writes the document; "" for data."""
    data: Callable[[Opened], str] | None = None
    edited: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "docx": Format("eds_xl.report.docx", edited=True),
        "html": Format("eds_xl.report.html"),
        "pdf": Format("eds_xl.report.pdf"),
        "md": Format("eds_xl.report.markdown", edited=True),
        "json": Format(data=lambda opened: to_json(opened.reading.assessment)),
        "csv": Format(data=lambda opened: _BYTE_ORDER_MARK + to_csv(opened.reading.assessment, opened.card)),
    }
)
"""What can be made, by the names that can be asked for."""

DATA_FORMATS = tuple(name for name, kind in FORMATS.items() if kind.data)
"""The formats that hold the whole assessment."""

DEFAULT_FORMATS = ("docx", "html", "pdf")
DEFAULT_DOCUMENT = "report"


@dataclass(frozen=True, slots=True)
class Choices:
    """Which document to make, and what to change in the layout that is chosen in the workbook.

    ``wanted`` and ``unwanted`` name variants to switch on and off. ``style_from`` is the content of a
    .docx whose styles the Word document is to take.
    """

    document: str = DEFAULT_DOCUMENT
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    style_from: bytes | None = None


_STANDARD = Choices()


@dataclass(frozen=True, slots=True)
class Exported:
    """A document ready to be written: its format (also its ending) and its bytes.

    ``advice`` says in sentences what it could not show as it was entered.
    """

    format: str
    data: bytes
    advice: tuple[str, ...] = ()


def blocking(
    findings: Sequence[Finding], document: str = DEFAULT_DOCUMENT, formats: Sequence[str] = DEFAULT_FORMATS
) -> list[Finding]:
    """Return the findings that stop a document that is not a draft; none if it is data alone that is asked for."""
    if all(FORMATS[name].data for name in formats):
        return []
    parts = DOCUMENTS[document].stopped_as
    return [finding for finding in findings if any(stops(finding, part) for part in parts)]


def export(
    opened: Opened,
    findings: Sequence[Finding],
    formats: Sequence[str],
    *,
    draft: bool,
    choices: Choices = _STANDARD,
) -> Iterator[Exported]:
    """Yield the document in each format asked for, one after the other.

    A draft says so in its title and on each page, and begins with what is missing.

    Raises:
        DocumentProblem: the document to take the styles from cannot be used.
    """
    assessment = opened.reading.assessment
    pictures = read_pictures(opened)
    tree: Document | None = None
    for name in formats:
        kind = FORMATS[name]
        if kind.data:
            yield Exported(name, kind.data(opened).encode("utf-8"), advice_on_data(findings))
            continue
        tree = tree or _tree(opened, findings, choices, pictures, draft=draft)
        write: Callable[..., bytes] = import_module(kind.writer).write
        advice = (
            *advice_on_meeting(choices.document, assessment),
            *advice_on_pictures(tree, assessment, pictures.lacking),
        )
        if name == "pdf":
            advice += advice_on_characters(tree, assessment)
        yield Exported(name, write(tree, choices.style_from) if name == "docx" else write(tree), advice)


def ensure_replaceable(targets: Mapping[str, Path]) -> None:
    """Make sure that no file which is to be replaced, and which people edit, is open or write-protected.

    Args:
        targets: The places by their formats; nothing need be there.

    Raises:
        OutputProblem: If one of them is.
    """
    for name, target in targets.items():
        if FORMATS[name].edited and os.path.lexists(target):
            ensure_free(target)


def save(exported: Exported, target: Path, *, force: bool) -> Path | None:
    """Write a document to its place; returns the copy of the one it replaced, if people may have edited that.

    Raises:
        OutputProblem: If it cannot or must not be written.
    """
    if FORMATS[exported.format].edited:
        return write_keeping(target, exported.data, force=force)
    write_whole(target, exported.data, force=force)
    return None


def _tree(
    opened: Opened, findings: Sequence[Finding], choices: Choices, pictures: Pictures, *, draft: bool
) -> Document:
    stopping = blocking(findings, choices.document) if draft else ()
    options = ReportOptions(
        draft=draft,
        missing=tuple(f"{finding.where}: {finding.message}" for finding in stopping),
        pictures=pictures.shown,
        variants=choose(choices.wanted, choices.unwanted, layout_of(opened.reading.assessment.layout)),
    )
    return DOCUMENTS[choices.document].make(_formatted(opened), opened.card, options)


def _formatted(opened: Opened) -> Assessment:
    """Return the assessment with the formatting of its cells, where the workbook can tell it."""
    book = opened.book
    if not isinstance(book, FormattedBook):
        return opened.reading.assessment
    formats = cache(book.formats)  # only of sheets with entries: what is on others is none of our business

    def format_of(source: Source) -> CellFormat | None:
        box = parse_box(source.cell)
        return formats(source.sheet).get((box[0], box[1])) if box else None

    return with_formats(opened.reading.assessment, format_of)
