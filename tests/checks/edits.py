"""Changes to the complete workbook that several examples share."""

from __future__ import annotations

from typing import Any

from openpyxl.workbook.workbook import Workbook

from eds_xl.assessment.model import Evidence
from eds_xl.assessment.place import Placed
from eds_xl.workbook.book import CellError, Change
from tests.builders import AGREED, ONE_SERVICE
from tests.checks.drafts import Draft


def service(draft: Draft, number: int, name: str, rating: int | None) -> None:
    draft.row("services", number - 1, name=name, short_name="")
    for code in ("1A", "1B", "1C", "1D"):
        draft.rate(code, **{f"service_{number}": rating})


def only_one_service(draft: Draft) -> None:
    # The third service has the middle total: the score stays as it is.
    draft.clear_recorded()
    draft.enter("domain_1", "method", ONE_SERVICE)
    for number in (1, 2):
        service(draft, number, "", None)
    no_services_in_evidence(draft)


def no_services_in_evidence(draft: Draft) -> None:
    for number, row in enumerate(draft.assessment.evidence):
        if row.service:
            draft.row("evidence", number, service="")


def agreed(draft: Draft, rating: int | str = 2) -> None:
    for code in ("1A", "1B", "1C", "1D"):
        draft.rate(code, agreed=rating)


def agreed_only(draft: Draft, *, named: int) -> None:
    """Score Domain 1 by agreed ratings with fewer services named; without a recorded score."""
    draft.clear_recorded()
    draft.enter("domain_1", "method", AGREED)
    agreed(draft)
    no_services_in_evidence(draft)
    for number in (1, 2, 3):
        service(draft, number, f"Service named {number}" if number <= named else "", None)


def unrated(draft: Draft, *codes: str) -> None:
    for code in codes:
        draft.rate(code, rating=None)


def is_evidence_for(*codes: str) -> Any:
    def which(record: Placed) -> bool:
        return isinstance(record, Evidence) and record.outcome in codes

    return which


def clear_but_first(draft: Draft, holds: str) -> None:
    first = getattr(draft.assessment, holds)[0]
    draft.clear(holds, lambda record: record is not first)


def evidence_number(draft: Draft, code: str) -> int:
    """Return the number of an outcome's first row of evidence."""
    return next(number for number, row in enumerate(draft.assessment.evidence) if row.outcome == code)


def all_evidence_of_two_services(draft: Draft, first: str) -> None:
    """Say of all evidence of Domain 1 that it is from the second service, and of the first row something else."""
    for number, row in enumerate(draft.assessment.evidence):
        if row.domain == 1:
            draft.row("evidence", number, service="Service 2" if number else first)


def first_evidence(draft: Draft, code: str, *, second: bool = False, **entries: Any) -> None:
    draft.row("evidence", evidence_number(draft, code) + second, **entries)


def rows(draft: Draft, holds: str, numbers: tuple[int, ...], **entries: Any) -> None:
    for number in numbers:
        draft.row(holds, number, **entries)


def relabel(title: str, label: str, new: str) -> Any:
    """Return the change of a label's or heading's text where it stands first on a sheet."""

    def change(workbook: Workbook) -> None:
        cells = (cell for row in workbook[title].iter_rows() for cell in row)
        next(cell for cell in cells if cell.value == label).value = new

    return change


def statement(draft: Draft, value: str) -> None:
    table = draft.before.located.tables["EDS_Result"]
    grid = draft.book.grid(table.sheet)
    row = next(row for (row, _), words in grid.values.items() if words == "EDS Organisation Rating")
    formula = draft.book.formulas(table.sheet)[row, 2]
    draft.book.apply([Change(table.sheet, row, 2, value, formula)])


def extra_evidence(draft: Draft, gap: int = 0) -> None:
    draft.append(
        "EDS_Evidence2", gap, outcome="2D", evidence="Typed below the table.", ref="E900", owners="HR"
    )


def errors(draft: Draft, *codes: str) -> None:
    for code in codes:
        draft.rate(code, reason=CellError("#REF!"))


def not_used(draft: Draft, title: str) -> None:
    """Say on Start that a sheet is not used."""
    uses = draft.assessment.sheet_uses
    draft.row("sheet_uses", next(at for at, use in enumerate(uses) if use.sheet == title), used="No")


def own_text(draft: Draft, words: str) -> None:
    """Write the organisation's own text in the report."""
    draft.row("texts", 0, text=words)


def dates(draft: Draft, **entries: str) -> None:
    """Change dates of the Organisation sheet."""
    for attribute, words in entries.items():
        draft.enter("organisation", attribute, words)


def fields_of(draft: Draft, holds: str, **entries: str) -> None:
    """Change fields of a form."""
    for attribute, words in entries.items():
        draft.enter(holds, attribute, words)
