"""Export: the documents, and the assessment as data. An error stops them, unless a draft is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from eds_xl.actions.export_advice import advice_on_characters, advice_on_meeting, advice_on_pictures
from eds_xl.actions.opening import Opened
from eds_xl.actions.pictures_beside import Pictures, read_pictures
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.interchange import to_json
from eds_xl.assessment.marked_text import CellFormat, with_formats
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Source
from eds_xl.assessment.tidy_csv import to_csv
from eds_xl.checks import stops
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import ReportOptions, choose, layout_of
from eds_xl.report.tree import Document
from eds_xl.workbook.book import FormattedBook
from eds_xl.workbook.coordinates import parse_box

_WRITERS: Mapping[str, str] = {
    "docx": "eds_xl.report.docx",
    "html": "eds_xl.report.html",
    "pdf": "eds_xl.report.pdf",
    "md": "eds_xl.report.markdown",
}
# A spreadsheet takes a CSV without this mark for text of its own code page.
_BYTE_ORDER_MARK = "\ufeff"
_DATA: Mapping[str, Callable[[Opened], str]] = {
    "json": lambda opened: to_json(opened.reading.assessment),
    "csv": lambda opened: _BYTE_ORDER_MARK + to_csv(opened.reading.assessment, opened.card),
}
DATA_FORMATS = tuple(_DATA)
"""The formats that hold the whole assessment, whichever document is asked for."""

FORMATS = (*_WRITERS, *DATA_FORMATS)
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


def blocking(findings: Sequence[Finding], document: str = DEFAULT_DOCUMENT) -> list[Finding]:
    """Return the findings that stop a document that is not a draft."""
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
        if name in _DATA:
            yield Exported(name, _DATA[name](opened).encode("utf-8"))
            continue
        tree = tree or _tree(opened, findings, choices, pictures, draft=draft)
        write: Callable[..., bytes] = import_module(_WRITERS[name]).write
        advice = (
            *advice_on_meeting(choices.document, assessment),
            *advice_on_pictures(tree, assessment, pictures.lacking),
        )
        if name == "pdf":
            advice += advice_on_characters(tree, assessment)
        yield Exported(name, write(tree, choices.style_from) if name == "docx" else write(tree), advice)


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
    formats = {sheet: book.formats(sheet) for sheet in opened.book.sheet_names()}

    def format_of(source: Source) -> CellFormat | None:
        box = parse_box(source.cell)
        return formats.get(source.sheet, {}).get((box[0], box[1])) if box else None

    return with_formats(opened.reading.assessment, format_of)
