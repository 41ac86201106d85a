"""The evidence for an outcome: which rows belong to it, and how they are printed.

Rows withheld from publication are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eds_xl.assessment.blocks import Block, Paragraph, Span
from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.links import link_target
from eds_xl.assessment.marked_text import link_of
from eds_xl.assessment.model import Assessment, Evidence, Service
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import ALL_SERVICES, ORGANISATION_WIDE, same
from eds_xl.report.figures import Figures
from eds_xl.report.wording import Blocks, distinct_lines, labelled, one_line, plain
from eds_xl.standard import outcome_for

_PRINTED = ("evidence", "analysis", "heading", "origin", "date", "groups", "link", "figure", "owners")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of evidence to be printed: its entries completed by those of the row it continues.

    ``code`` is the outcome's, "" if the row has none or one that does not exist; ``service`` is the name
    to print, "" for a row that names none, ``number`` ("Service 2") tells it from another of the same
    name; ``continues`` says that the row goes on with the one above.
    """

    row: Evidence
    domain: int
    code: str
    service: str
    number: str
    continues: bool


def published_evidence(assessment: Assessment) -> tuple[Piece, ...]:
    """Return the evidence to be printed, in sheet order, each row completed by what it continues."""
    return tuple(
        Piece(
            completed.row,
            _domain(completed.row),
            completed.row.outcome if outcome_for(completed.row.outcome) else "",
            *_service(assessment, completed.row.service),
            completed.continues,
        )
        for completed in completed_rows(assessment.evidence)
        if completed.is_published and any(getattr(completed.row, name) for name in _PRINTED)
    )


def _domain(row: Evidence) -> int:
    """Return the domain in whose table a row stands: its outcome's, else its sheet's."""
    outcome = outcome_for(row.outcome)
    return outcome.domain if outcome else min(max(row.domain, 1), 3)


def _service(assessment: Assessment, entry: str) -> tuple[str, str]:
    """Return the name to print for the service of a row, and the number of one of the three services.

    Of two services with the same name the first is meant, so that nothing is printed under both.
    """
    for service in assessment.services:
        if entry and _is_service(entry, service):
            return service.label, service.number
    common = (word for word in (ALL_SERVICES, ORGANISATION_WIDE) if same(entry, word))
    return next(common, one_line(entry)), ""


def _is_service(entry: str, service: Service) -> bool:
    return any(name and same(entry, name) for name in (service.short_name, service.name, service.number))


def owners_of(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """Return the distinct owners of some evidence."""
    return distinct_lines(piece.row.owners for piece in pieces)


# --- printing


def evidence_blocks(
    pieces: Sequence[Piece],
    figures: Figures,
    owners: Sequence[str],
    service: str = "",
    *,
    with_analysis: bool = False,
) -> Blocks:
    """Return the text of some evidence, under its services and headings, each with its source.

    ``owners`` are those printed beside it: only another one is named in the text. ``service`` is the
    service all of it is from, if that is said beside it. ``with_analysis`` adds what each row tells.
    """
    blocks: list[Block] = []
    notes = [_note(piece.row, owners) for piece in pieces]
    shown_service, shown_heading = service, ""
    for number, piece in enumerate(pieces):
        name = piece.service or (ORGANISATION_WIDE if shown_service else "")
        heading = one_line(piece.row.heading)
        if name != shown_service:
            blocks.extend(plain(name, bold=True, role="subheading"))
            shown_service, shown_heading = name, ""
        if heading and heading != shown_heading:
            blocks.append(Paragraph((Span(heading, bold=True, italic=True),), "subheading"))
            shown_heading = heading
        blocks.extend(read_prose(piece.row.evidence))
        if with_analysis:
            blocks.extend(labelled("Analysis", piece.row.analysis))
        blocks.extend(figures.cite(piece.row.figure))
        # Rows that share a source (paragraphs pasted from one document) name it once, after the last.
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        goes_on = (
            following is not None
            and notes[number + 1] == notes[number]
            and following.service == piece.service
            and one_line(following.row.heading) in ("", heading)
        )
        if notes[number] and not goes_on:
            blocks.append(Paragraph(notes[number], "note"))
    return tuple(blocks)


def analysis_blocks(pieces: Iterable[Piece]) -> Blocks:
    """Return what the evidence tells."""
    return tuple(block for piece in pieces for block in read_prose(piece.row.analysis))


def paired_with_analysis(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the evidence in parts to be printed side by side with their analysis.

    Each analysis speaks of one row (and of those that continue it); rows without analysis stay together.
    """
    parts: list[list[Piece]] = []
    for piece in pieces:
        alone = piece.row.analysis or (parts and parts[-1][0].row.analysis and not piece.continues)
        if parts and not alone:
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return parts


def _note(row: Evidence, owners: Sequence[str]) -> tuple[Span, ...]:
    """Return the line that says where a piece of evidence is from and whom it speaks of."""
    others = [owner for owner in distinct_lines([row.owners]) if owner not in owners]
    entries = (
        ("Source", one_line(row.origin)),
        ("Date", one_line(row.date)),
        ("Groups", one_line(row.groups)),
        ("Owner", ", ".join(others)),
        ("Link", one_line(row.link)),
    )
    spans: list[Span] = []
    for label, words in entries:
        if not words:
            continue
        spans.append(Span(f"{' · ' if spans else ''}{label}: "))
        spans.append(Span(words, link=(link_target(words) or link_of(row.link)) if label == "Link" else ""))
    return tuple(spans)
