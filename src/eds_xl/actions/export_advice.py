"""What a document could not show as it was entered: pictures that are left out, characters printed as names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from eds_xl.actions.pictures_beside import Fault
from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Assessment, is_blank
from eds_xl.assessment.place import Placed, Source
from eds_xl.report.figures import not_included
from eds_xl.report.glyphs import is_replaced, shown
from eds_xl.report.tree import Document
from eds_xl.report.tree_text import document_text

_MOST_NAMED = 5
_PAPERS = ("board-paper", "board-pack")


_UNREAD = {f"CON-0{number}" for number in (30, 31, 32, 33, 34, 35, 36, 39, 42, 43, 46, 47)}
"""The findings on something that stands in the workbook, or did, and was not read."""


def advice_on_data(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return a sentence if not all that stands in the workbook can be in a file of its data."""
    codes = sorted({finding.code for finding in findings} & _UNREAD)
    if not codes:
        return ()
    return (
        f"Not all of the workbook was read, so not all of it is in there: see {', '.join(codes)} in the check.",
    )


def advice_on_pictures(
    document: Document, assessment: Assessment, lacking: Mapping[str, Fault]
) -> tuple[str, ...]:
    """Return a sentence on each picture that the document had to leave out.

    Args:
        document: The document, which says of such a picture that it is not included.
        assessment: The assessment, whose figures know their cells.
        lacking: By the name of a picture's file, what is wrong with it.
    """
    words = document_text(document) if lacking else ""
    sentences = []
    for name, fault in lacking.items():
        if not_included(name) in words:
            figure = next(figure for figure in assessment.figures if figure.picture_file == name)
            where = _where(figure.source("picture_file"))
            why = f"because it {fault.reason}: {fault.remedy}."
            sentences.append(f'{where}The picture "{name}" is left out, {why}')
    return tuple(sentences)


def advice_on_characters(document: Document, assessment: Assessment) -> tuple[str, ...]:
    """Return one sentence on the characters that a PDF can only name, or ()."""
    replaced = sorted(character for character in set(document_text(document)) if is_replaced(character))
    if not replaced:
        return ()
    named = [
        f"{shown(character)}{_first_place(assessment, character)}" for character in replaced[:_MOST_NAMED]
    ]
    more = f" and {len(replaced) - _MOST_NAMED} more" if len(replaced) > _MOST_NAMED else ""
    what = "One character is" if len(replaced) == 1 else f"{len(replaced)} characters are"
    sentence = (
        f"{what} printed in the PDF by name, because its fonts cannot show them: {', '.join(named)}{more}. "
        "The Word document and the web page show them as they are."
    )
    return (sentence,)


def advice_on_meeting(document: str, assessment: Assessment) -> tuple[str, ...]:
    """Return that a paper for the board (``document`` is its name) says nothing of a meeting, or ()."""
    if document not in _PAPERS or not is_blank(assessment.board_paper):
        return ()
    sentence = (
        "The paper names no meeting, because the Board paper sheet is blank: fill in the board, the date and "
        "the action required there, and say Yes beside the sheet on Start."
    )
    return (sentence,)


def _first_place(assessment: Assessment, character: str) -> str:
    sources = (record.source(name) for record, name, entry in _entries(assessment) if character in entry)
    source = next((source for source in sources if source), None)
    return f" (first in {source})" if source else ""


def _where(source: Source | None) -> str:
    return f"{source}: " if source else ""


def _entries(assessment: Assessment) -> Iterator[tuple[Placed, str, str]]:
    """Yield every text of an assessment with its record and attribute."""
    for part in fields(assessment):
        value = getattr(assessment, part.name)
        for record in value if isinstance(value, tuple) else (value,):
            for item in fields(record):
                entry = getattr(record, item.name)
                if isinstance(entry, str):
                    yield record, item.name, entry
