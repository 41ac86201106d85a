"""Figures: cited but not there, without words for those who cannot see them, pictures that cannot be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Evidence, Figure, PreviousAction
from eds_xl.assessment.words import PICTURE, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import by_entry, in_more_rows, quoted
from eds_xl.workbook.sheets import TABLES

_SHEET = next(sheet for sheet, table in TABLES if table.holds == "figures")
_BETWEEN = re.compile(r"[,;\s]+")
_TABLE = "Table"
_SLASHES = ("/", "\\")


def find_missing_figures(case: Case) -> Iterator[Finding]:
    """Find Refs of figures that the Figures sheet does not have; each once a sheet."""
    if _SHEET.title not in case.located.sheets:
        return
    known = {_plain(figure.ref) for figure in case.assessment.figures}
    citing: tuple[tuple[Evidence | PreviousAction, ...], ...] = (
        case.assessment.evidence,
        case.assessment.previous_actions,
    )
    for records in citing:
        for entry, holders in by_entry(records, lambda record: record.figure):
            missing = (
                []
                if _plain(entry) in known
                else [ref for ref in _BETWEEN.split(entry) if _plain(ref) not in known]
            )
            source = holders[0].source("figure")
            if missing and source:
                more = in_more_rows(len(holders))
                yield make("FIG-001", source, entry=entry, ref=quoted(missing[0]), more=more)


def find_figures_without_alternative(case: Case) -> Iterator[Finding]:
    """Find charts and pictures without alternative text; a table needs none."""
    for ref, rows in by_entry(case.assessment.figures, lambda figure: figure.ref):
        shown = next((row.show_as for row in rows if row.show_as), "")
        is_picture = any(row.picture_file for row in rows) or same(shown, PICTURE)
        if any(row.alternative for row in rows) or not (is_picture or (shown and not same(shown, _TABLE))):
            continue
        source = case.place_for(rows[0], "alternative")
        if source:
            what = PICTURE if is_picture else shown
            yield make("FIG-002", source, ref=quoted(ref), what=what.lower())


def find_pictures_that_are_not_there(case: Case) -> Iterator[Finding]:
    """Find picture files that do not lie beside the workbook."""
    if case.pictures is None:
        return
    for name, rows in _pictures(case):
        source = rows[0].source("picture_file")
        if source and not _names_folder(name) and name not in case.pictures:
            yield make("FIG-003", source, entry=name)


def find_pictures_in_folders(case: Case) -> Iterator[Finding]:
    """Find picture files that are named with a folder; pictures are only taken from beside the workbook."""
    for name, rows in _pictures(case):
        source = rows[0].source("picture_file")
        if source and _names_folder(name):
            yield make("FIG-004", source, entry=name)


def find_pictures_that_cannot_be_shown(case: Case) -> Iterator[Finding]:
    """Find picture files that are damaged, too large, or no pictures."""
    for name, rows in _pictures(case):
        source = rows[0].source("picture_file")
        wrong = (case.pictures or {}).get(name)
        if source and wrong:
            yield make("FIG-005", source, entry=name, wrong=wrong)


def _pictures(case: Case) -> Iterator[tuple[str, list[Figure]]]:
    return by_entry(case.assessment.figures, lambda figure: figure.picture_file)


def _names_folder(name: str) -> bool:
    return any(slash in name for slash in _SLASHES)


def _plain(ref: str) -> str:
    return " ".join(ref.split()).casefold()
