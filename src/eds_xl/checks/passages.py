"""The texts that are to be published, each with its cell: what the checks of language read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eds_xl.assessment.continuation import completed_rows
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed, Source
from eds_xl.workbook.rows import form_record, records_of
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry, Kind

_KINDS = (Kind.TEXT, Kind.LINES, Kind.DATE)
_NO_TEXT = frozenset(
    {
        ("organisation", "ods_code"),
        ("organisation", "reporting_year"),
        ("organisation", "report_address"),
        ("organisation", "contact_email"),
        ("organisation", "contact_telephone"),
        ("organisation", "smallest_number"),
        ("history", "address"),
        ("evidence", "link"),
        ("evidence", "figure"),
        ("previous_actions", "figure"),
        ("figures", "ref"),
        ("figures", "picture_file"),
        ("glossary", "abbreviation"),
        ("glossary", "meaning"),
    }
)
"""Entries that hold an address, a code or a setting instead of words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in one cell: the words, the record and attribute they are of, and its declaration.

    ``holds`` says what the form or table is of; ``folded`` are the words without regard to capitals: looking
    for a word there is many times as fast as a pattern.
    """

    words: str
    record: Placed
    entry: Entry
    holds: str
    folded: str

    def mentions(self, words: Iterable[str]) -> bool:
        """Say whether any of some words (in small letters) stands in the text, be it within another word."""
        return any(word in self.folded for word in words)

    @property
    def attribute(self) -> str:
        """The model's attribute."""
        return self.entry.attribute

    @property
    def source(self) -> Source | None:
        """The cell, or None for a record made without a workbook."""
        return self.record.source(self.entry.attribute)

    @property
    def is_date(self) -> bool:
        """Whether it is the entry of a date or period."""
        return self.entry.kind is Kind.DATE

    @property
    def is_cell_of_figure(self) -> bool:
        """Whether it is a cell in the body of a figure."""
        return self.holds == "figures" and self.attribute.startswith("column_")


def passages_of(assessment: Assessment) -> Iterator[Passage]:
    """Yield the texts of an assessment that are printed, in the order of the workbook.

    Also those on sheets that are said not to be used: what stands there is printed all the same.
    """
    withheld = {id(row.entered) for row in completed_rows(assessment.evidence) if not row.is_published}
    for _, form in FORMS:
        if not form.recorded:
            yield from _of_record(form_record(assessment, form), form.entries, form.holds)
    for _, table in TABLES:
        if table.record is None:
            continue
        entries = [entry for entry in table.entries if entry.kind in _KINDS]
        for record in records_of(assessment, table):
            if id(record) not in withheld:
                yield from _of_record(record, entries, table.holds)


def _of_record(record: Placed, entries: Iterable[Entry], holds: str) -> Iterator[Passage]:
    for entry in entries:
        if entry.kind not in _KINDS or (holds, entry.attribute) in _NO_TEXT:
            continue
        words = getattr(record, entry.attribute)
        if words:
            yield Passage(words, record, entry, holds, words.casefold())
