"""Export: the documents. An error stops them, unless a draft is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from eds_xl.actions.opening import Opened
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.interchange import to_json
from eds_xl.checks import stops
from eds_xl.report.standard_report import ReportOptions, standard_report
from eds_xl.report.tree import Document

_WRITERS = {
    "docx": "eds_xl.report.docx",
    "html": "eds_xl.report.html",
    "pdf": "eds_xl.report.pdf",
}
DATA_FORMAT = "json"
FORMATS = (*_WRITERS, DATA_FORMAT)
DEFAULT_FORMATS = tuple(_WRITERS)
_PICTURE_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """A document ready to be written: its format (also its ending) and its bytes."""

    format: str
    data: bytes


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that stop a report that is not a draft."""
    return [finding for finding in findings if stops(finding)]


def export(
    opened: Opened, findings: Sequence[Finding], formats: Sequence[str], *, draft: bool
) -> Iterator[Exported]:
    """Yield the standard report in each format asked for, one after the other.

    A draft says so in its title and on each page, and begins with what is missing.
    """
    missing = tuple(f"{finding.where}: {finding.message}" for finding in blocking(findings)) if draft else ()
    options = ReportOptions(draft=draft, missing=missing, pictures=_pictures(opened))
    tree: Document | None = None
    for name in formats:
        if name == DATA_FORMAT:
            yield Exported(name, to_json(opened.reading.assessment).encode("utf-8"))
            continue
        tree = tree or standard_report(opened.reading.assessment, opened.card, options)
        write: Callable[[Document], bytes] = import_module(_WRITERS[name]).write
        yield Exported(name, write(tree))


def _pictures(opened: Opened) -> dict[str, bytes]:
    """Return the pictures that figures name, as far as they lie beside the workbook; never from a folder."""
    folder = opened.book.folder
    names = {figure.picture_file for figure in opened.reading.assessment.figures if figure.picture_file}
    if folder is None:
        return {}
    beside = {name: folder / name for name in names if Path(name).name == name and "\\" not in name}
    return {
        name: path.read_bytes()
        for name, path in beside.items()
        if path.is_file() and path.stat().st_size <= _PICTURE_LIMIT
    }
