"""The assessment and its score as one tidy CSV: a line for each entry, for spreadsheets and other systems.

The names of tables and fields are those of the JSON form. A value that a spreadsheet would take for a
formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from eds_xl.assessment.interchange import to_data
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard

HEADINGS = ("table", "row", "ref", "field", "value")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What names a row, by field, where it has no Ref of its own.
_NAMES = ("ref", "outcome", "number", "domain", "level", "year", "sheet", "abbreviation")


def to_csv(assessment: Assessment, card: Scorecard) -> str:
    """Return the lines with their headings, the score last; lines end as in CSV files everywhere (CRLF)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for line in (*_entries(assessment), *_scores(card)):
        writer.writerow([harmless(str(value)) for value in line])
    return text.getvalue()


def harmless(value: str) -> str:
    """Return a value so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


_Line = tuple[str, int, str, str, object]


def _entries(assessment: Assessment) -> Iterator[_Line]:
    for table, held in to_data(assessment).items():
        if isinstance(held, dict):
            yield from _record(table, 1, held)
        elif isinstance(held, list):
            for number, record in enumerate(held, 1):
                yield from _record(table, number, record)
        else:
            yield table, 1, "", table, held


def _record(table: str, number: int, record: dict[str, Any]) -> Iterator[_Line]:
    name = next((str(record[field]) for field in _NAMES if record.get(field)), "")
    for field, value in record.items():
        yield table, number, name, field, value


def _scores(card: Scorecard) -> Iterator[_Line]:
    for number, outcome in enumerate(card.outcomes, 1):
        if outcome.rated:
            yield "score_outcomes", number, outcome.code, "rating", outcome.figure
    for domain in card.domains:
        if domain.total is not None:
            yield "score_domains", domain.number, f"Domain {domain.number}", "total", domain.total
        yield "score_domains", domain.number, f"Domain {domain.number}", "explanation", domain.explanation
    if card.total is not None and card.band is not None:
        yield "score", 1, "", "total", card.total
        yield "score", 1, "", "band", card.band.label
    yield "score", 1, "", "statement", card.statement
