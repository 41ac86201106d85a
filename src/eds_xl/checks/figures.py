"""Figures: cited but not there, without words for those who cannot see them, pictures that cannot be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Evidence, Figure, PreviousAction
from eds_xl.assessment.numbers import number
from eds_xl.assessment.words import CHARTS, PICTURE, same
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import by_entry, in_more_rows, quoted
from eds_xl.workbook.sheets import TABLES

_SHEET, _FIGURES = next((sheet, table) for sheet, table in TABLES if table.holds == "figures")
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
        shown = _shown_as(rows)
        is_picture = any(row.picture_file for row in rows) or same(shown, PICTURE)
        if any(row.alternative for row in rows) or not (is_picture or (shown and not same(shown, _TABLE))):
            continue
        source = case.place_for(rows[0], "alternative")
        if source:
            what = PICTURE if is_picture else shown
            yield make("FIG-002", source, ref=quoted(ref), what=what.lower())


def find_pictures_without_file(case: Case) -> Iterator[Finding]:
    """Find figures that are to be shown as a picture and name no file."""
    for ref, rows in _by_ref(case):
        source = case.place_for(rows[0], "picture_file")
        if source and same(_shown_as(rows), PICTURE) and not any(row.picture_file for row in rows):
            column = _FIGURES.entry("picture_file").label
            yield make("FIG-006", source, about=ref, ref=quoted(ref), column=column)


def find_figures_without_values(case: Case) -> Iterator[Finding]:
    """Find tables and charts that are nothing but a title or headings, and charts without a number."""
    for ref, rows in _by_ref(case):
        what, source = _lacks(rows), case.place_for(rows[-1], "column_1")
        if what and source:
            column, entry = _FIGURES.entry("show_as").label, rows[-1].column_1
            yield make("FIG-007", source, entry=entry, about=ref, ref=quoted(ref), what=what, column=column)


def _lacks(rows: list[Figure]) -> str:
    """Return what a figure lacks to be shown as a table or chart, as the end of a sentence; else ""."""
    shown = _shown_as(rows)
    if same(shown, PICTURE) or any(row.picture_file for row in rows):
        return ""
    _, *values = [row.cells for row in rows if any(row.cells)] or [()]
    if not values:
        return "has no values: no row of them stands below its headings"
    is_chart = any(same(shown, word) for word in CHARTS)
    if is_chart and not any(number(entry) is not None for cells in values for entry in cells[1:]):
        return "cannot be drawn as a chart, because none of its values is a number"
    return ""


def _by_ref(case: Case) -> list[tuple[str, list[Figure]]]:
    """Return the figures with their rows; not one beside which a row lacks its Ref: that may be what is missing."""
    figures = case.assessment.figures
    unsure = {
        _plain(row.ref) for pair in pairwise(figures) if not all(row.ref for row in pair) for row in pair
    }
    with_ref = [figure for figure in figures if figure.ref and _plain(figure.ref) not in unsure]
    return [(rows[0].ref, rows) for _, rows in by_entry(with_ref, lambda figure: _plain(figure.ref))]


def _shown_as(rows: list[Figure]) -> str:
    return next((row.show_as for row in rows if row.show_as), "")


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
