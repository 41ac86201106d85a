"""Drop-downs, prompts and conditional formats: the rules that ride on cells.

Validation and formats reach tables only through defined names and plain ranges: structured references
in them pass every stand-in and fail in Excel.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from eds_xl.assessment.model import Evidence
from eds_xl.standard import RATINGS
from eds_xl.workbook import theme
from eds_xl.workbook.coordinates import column_letters
from eds_xl.workbook.layout import FIELD_COLUMN, BlockPlace
from eds_xl.workbook.lists import LISTS, list_name
from eds_xl.workbook.names import FIND_ENTRY, FIND_KEY, column_key, field_key
from eds_xl.workbook.spec import ENTRY_LENGTH, Entry, Form, Kind, Table

_LONGEST_LIST = 200


class Rules:
    """The rules of one workbook; holds the formats they share."""

    def __init__(self, workbook: Workbook) -> None:
        """Add the shared formats to the workbook."""
        self._marked = workbook.add_format(theme.MARKED)
        self._marked_long = workbook.add_format(theme.MARKED_LONG)
        self._marked_words = workbook.add_format(theme.MARKED_WORDS)
        self._continuing = workbook.add_format(theme.CONTINUING)
        self._labels = {
            rating.value: workbook.add_format({"num_format": f'0" – {rating.label}"'}) for rating in RATINGS
        }

    def prompt(self, worksheet: Worksheet, entry: Entry, first: int, last: int, column: int) -> None:
        """Give an entry's cells their prompt and drop-down, if they have one."""
        if not entry.is_input or not entry.help:
            return
        options: dict[str, Any] = {
            "validate": "any",
            "input_title": entry.label,
            "input_message": entry.help,
            "ignore_blank": True,
        }
        if entry.choices:
            options |= {
                "validate": "list",
                "source": f"={list_name(entry.choices)}",
                "error_type": "information" if entry.open_choice else "stop",
                "error_title": entry.label,
                "error_message": _refusal(entry),
            }
        if worksheet.data_validation(first - 1, column - 1, last - 1, column - 1, options):
            raise ValueError(f"Excel would not take the rule for {entry.label}")

    def mark_words(self, worksheet: Worksheet, area: tuple[int, int, int], words: str) -> None:
        """Highlight the cells of an area (first row, last row, column) that say certain words."""
        cell = f"{column_letters(area[2])}{area[0]}"
        self._add(worksheet, area, f'={cell}="{words}"', self._marked_words)

    def mark_field(self, worksheet: Worksheet, form: Form, entry: Entry, row: int) -> None:
        """Highlight a form field while the finding about it is about what stands there."""
        cell = f"${column_letters(FIELD_COLUMN)}${row}"
        self._mark(worksheet, entry, (row, row, FIELD_COLUMN), cell, f'"{field_key(form, entry)}"')

    def mark_table(self, worksheet: Worksheet, table: Table, place: BlockPlace, last: int) -> None:
        """Give a table's rating columns their labels and highlight cells that a finding is about."""
        if table.record is None:
            return
        row_key = _row_key(table, place)
        for offset, entry in enumerate(table.entries):
            if not entry.is_input:
                continue
            column = place.column + offset
            area = (place.first_row, last, column)
            cell = f"{column_letters(column)}{place.first_row}"
            before, after = column_key(table, entry).split("{row}")
            # The first rule that holds decides how a cell looks: the mark goes before the label.
            self._mark(worksheet, entry, area, cell, f'"{before}"&{row_key}&"{after}"')
            if entry.kind is Kind.RATING:
                self._label_ratings(worksheet, area, cell)
            if table.record is Evidence and entry.attribute == table.lead:
                outcome = f"${column_letters(place.column + table.column('outcome') - 1)}{place.first_row}"
                self._add(worksheet, area, f'=AND({outcome}="",{cell}<>"")', self._continuing)

    def _label_ratings(self, worksheet: Worksheet, area: tuple[int, int, int], cell: str) -> None:
        for value, label in self._labels.items():
            self._add(worksheet, area, f"=AND(ISNUMBER({cell}),{cell}={value})", label)

    def _mark(
        self, worksheet: Worksheet, entry: Entry, area: tuple[int, int, int], cell: str, key: str
    ) -> None:
        formula = (
            f'=IFERROR(INDEX({FIND_ENTRY},MATCH({key},{FIND_KEY},0))=LEFT({cell}&"",{ENTRY_LENGTH}),FALSE)'
        )
        self._add(worksheet, area, formula, self._marked_long if entry.kind is Kind.LINES else self._marked)

    @staticmethod
    def _add(worksheet: Worksheet, area: tuple[int, int, int], formula: str, look: object) -> None:
        first, last, column = area
        options = {"type": "formula", "criteria": formula, "format": look}
        if worksheet.conditional_format(first - 1, column - 1, last - 1, column - 1, options):
            raise ValueError(f"Excel would not take the rule {formula}")


def _row_key(table: Table, place: BlockPlace) -> str:
    """Return the formula for what tells a table's rows apart: the given key, the Ref, or the row number."""
    if table.key:
        return f"${column_letters(place.column)}{place.first_row}"
    if any(entry.attribute == "ref" and entry.kind is Kind.WRITTEN for entry in table.entries):
        ref = f"${column_letters(place.column + table.column('ref') - 1)}{place.first_row}"
        return f'IF({ref}="",ROW(),{ref})'
    return "ROW()"


def _refusal(entry: Entry) -> str:
    offered = [str(value) for value in LISTS[entry.choices].values]
    words = "Choose one of: " + ", ".join(offered) + "."
    if len(words) > _LONGEST_LIST or LISTS[entry.choices].live:
        words = "Choose an entry from the list."
    return words + (" You may keep what you typed." if entry.open_choice else " Or leave the cell blank.")
