"""The rows of the Checks table: findings going in, acceptances coming back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eds_xl.assessment.finding import Acceptance, Finding
from eds_xl.workbook.book import Book, CellError, CellValue, Change, FormulaCell, RowValue
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.finding_links import FindingLinks
from eds_xl.workbook.heights import height_of
from eds_xl.workbook.locate import Located
from eds_xl.workbook.sheets import CHECKS
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import ENTRY_LENGTH, FINDING_ROWS, Kind

_TABLE = next(table for table in CHECKS.tables() if table.name == FINDINGS)
_READ = {entry.attribute: entry for entry in _TABLE.entries if entry.kind not in (Kind.QUOTED, Kind.KEY)}


def can_hold_findings(book: Book) -> bool:
    """Whether the workbook has the Checks table, with the columns without which a finding says nothing."""
    return FINDINGS in book.tables() and {"message", "finding_key"} <= set(_columns(book))


def finding_rows(book: Book, located: Located, findings: Sequence[Finding]) -> list[list[RowValue]]:
    """Return the rows of the Checks table for findings; who accepted which and why is taken over.

    The values stand in the order of the table's columns as they are now; columns that are not ours stay
    blank. Only as many findings as there are formatted rows are listed; a last line says how many more.
    """
    typed = acceptances(book, located)
    listed = findings if len(findings) <= FINDING_ROWS else findings[: FINDING_ROWS - 1]
    links = FindingLinks(book)
    rows = [
        {**_finding_row(book, finding, finding.among(typed)), "where": links.link(finding.source)}
        for finding in listed
    ]
    if len(listed) < len(findings):
        more = f"{len(findings) - len(listed)} more findings are not listed here."
        rows.append({"message": more, "next_step": "Mend these first, then check again."})
    attributes = _columns(book)
    return [[row.get(attribute) or None for attribute in attributes] for row in rows]


def row_heights(rows: Sequence[Sequence[RowValue]], book: Book) -> list[float]:
    """Return the height in points that each row of the Checks table needs for what people read in it."""
    columns = [(at, _READ[name].width) for at, name in enumerate(_columns(book)) if name in _READ]
    return [max(height_of(_words(row[at]), width) for at, width in columns) for row in rows]


def _words(value: RowValue) -> str:
    shown = value.result if isinstance(value, FormulaCell) else value
    return "" if shown is None else str(shown)


def _columns(book: Book) -> list[str]:
    """Return the attribute of each column of the Checks table as it stands; "" for one that is not ours."""
    by_label = {entry.label.casefold(): entry.attribute for entry in _TABLE.entries}
    return [by_label.get(heading.strip().casefold(), "") for heading in book.tables()[FINDINGS].headings]


def _finding_row(book: Book, finding: Finding, typed: Acceptance | None) -> dict[str, RowValue]:
    severity = finding.severity.value.capitalize()
    # A finding without a cell key marks no cell: what was accepted is no longer highlighted.
    cell_key = finding.source.key if finding.source and finding.is_open else ""
    return {
        "severity": severity if finding.is_open else f"{severity}, accepted",
        "message": finding.message,
        "next_step": finding.next_step,
        "code": finding.code,
        "because": typed.because if typed else "",
        "by": typed.by if typed else "",
        "entry": _as_it_stands(book, finding)[:ENTRY_LENGTH],
        "cell_key": cell_key,
        "finding_key": finding.key,
    }


def _as_it_stands(book: Book, finding: Finding) -> str:
    """Return the entry as the cell holds it, blanks around it included: the highlight compares with that."""
    box = parse_box(finding.source.cell) if finding.source else None
    if finding.source is None or box is None:
        return finding.entry
    value = book.grid(finding.source.sheet).value(box[0], box[1])
    return value if isinstance(value, str) else _typed(value)


def acceptances(book: Book, located: Located) -> dict[str, Acceptance]:
    """Return what was typed beside the findings of the last check, by finding key; either part may lack."""
    table = located.tables.get(FINDINGS)
    if table is None or not {"finding_key", "because", "by"} <= set(table.columns):
        return {}
    grid = book.grid(table.sheet)
    typed: dict[str, Acceptance] = {}
    for row in range(table.first_row, table.last_row + 1):
        because, by = (_typed(grid.value(row, table.columns[name])) for name in ("because", "by"))
        key = grid.value(row, table.columns["finding_key"])
        if isinstance(key, str) and (because or by):
            typed[key] = Acceptance(because, by)
    return typed


def _typed(value: CellValue) -> str:
    if value is None or isinstance(value, CellError):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def key_changes(book: Book, located: Located, refs: Iterable[Change]) -> Iterator[Change]:
    """Yield the cell keys of listed findings that follow from Refs given to rows, so that their marks stay.

    A row without a Ref is known by its number until then.
    """
    table = located.tables.get(FINDINGS)
    if table is None or "cell_key" not in table.columns:
        return
    renamed = dict(_renamed(located, refs))
    grid, column = book.grid(table.sheet), table.columns["cell_key"]
    for row in range(table.first_row, table.last_row + 1):
        place, _, label = str(grid.value(row, column) or "").rpartition("|")
        if place in renamed:
            key = f"{renamed[place]}|{label}"
            yield Change(table.sheet, row, column, key, reason="This finding follows the Ref of its row.")


def _renamed(located: Located, refs: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Yield what the cell keys of a row began with, and what they begin with once it has its Ref."""
    for change in refs:
        for name, table in located.tables.items():
            if table.sheet == change.sheet and table.first_row <= change.row <= table.last_row:
                key = name.removeprefix("EDS_")
                yield f"{key}|{change.row}", f"{key}|{change.value}"
