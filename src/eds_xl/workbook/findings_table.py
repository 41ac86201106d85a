"""The rows of the Checks table: findings going in, acceptances coming back, what else people wrote there kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from eds_xl.assessment.finding import Acceptance, Finding
from eds_xl.workbook.book import Book, CellValue, Change, FormulaCell, RowValue
from eds_xl.workbook.cell_text import as_text
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.finding_links import FindingLinks
from eds_xl.workbook.heights import height_of
from eds_xl.workbook.locate import Located, LocatedTable
from eds_xl.workbook.shared_formulas import moved
from eds_xl.workbook.sheets import CHECKS
from eds_xl.workbook.sheets.checks import FINDINGS
from eds_xl.workbook.spec import ENTRY_LENGTH, FINDING_ROWS, Kind

_TABLE = next(table for table in CHECKS.tables() if table.name == FINDINGS)
_READ = {entry.attribute: entry for entry in _TABLE.entries if entry.kind not in (Kind.QUOTED, Kind.KEY)}
_NOT_LISTED = "more findings are not listed here."


@dataclass(frozen=True, slots=True)
class FindingList:
    """What the Checks table is to hold: its rows, in the order of its columns as they are now.

    ``ended`` is what people typed beside findings of the last check that are no longer there, in words.
    """

    rows: list[list[RowValue]]
    ended: tuple[str, ...]


def can_hold_findings(book: Book, located: Located) -> bool:
    """Whether the workbook has the Checks table, with the columns without which a finding says nothing."""
    found, marked_up = located.tables.get(FINDINGS), book.tables().get(FINDINGS)
    if found is None or marked_up is None or not {"message", "finding_key"} <= set(found.columns):
        return False
    area = marked_up.area
    same_place = (area.sheet, area.top) == (found.sheet, found.heading_row)
    return same_place and len(marked_up.headings) == area.right - area.left + 1


def list_findings(book: Book, located: Located, findings: Sequence[Finding]) -> FindingList:
    """Return the Checks table for findings of a workbook that can hold them.

    What people typed is taken over: who accepted a finding and why, their own columns beside a finding that is
    still there, and rows of their own, which follow at the end. Only as many findings as there are formatted
    rows are listed, those with something typed beside them in any case; a line says how many more there are.
    What moves to another row does so as if Excel sorted the rows; a number shown as a date becomes the words.
    """
    table = located.tables[FINDINGS]
    standing = _Standing(book, table)
    listed = _listed(findings, standing.typed)
    links = FindingLinks(book)
    columns = _columns(book, table)
    rows: list[list[RowValue]] = []
    for finding in listed:
        typed = finding.among(standing.typed)
        values = {**_finding_row(book, finding, typed), "where": links.link(finding.source)}
        own = typed.own.at(table.first_row + len(rows)) if typed else {}
        rows.append([values.get(name) or own.get(column) for column, name in columns.items()])
    if len(listed) < len(findings):
        more: dict[str, RowValue] = {
            "message": f"{len(findings) - len(listed)} {_NOT_LISTED}",
            "next_step": "Mend these first, then check again.",
        }
        rows.append([more.get(name) for name in columns.values()])
    for kept in standing.rows_of_their_own:
        own = kept.at(table.first_row + len(rows))
        rows.append([own.get(column) for column in columns])
    present = {key for finding in findings for key in (finding.key, finding.former_key)}
    return FindingList(
        rows, tuple(typed.words for key, typed in standing.typed.items() if key not in present)
    )


def row_heights(rows: Sequence[Sequence[RowValue]], book: Book, located: Located) -> list[float]:
    """Return the height in points that each row of the Checks table needs for what people read in it."""
    names = _columns(book, located.tables[FINDINGS]).values()
    columns = [(at, _READ[name].width) for at, name in enumerate(names) if name in _READ]
    return [max(height_of(_words(row[at]), width) for at, width in columns) for row in rows]


def acceptances(book: Book, located: Located) -> dict[str, Acceptance]:
    """Return what was typed beside the findings of the last check, by finding key; either part may lack."""
    table = located.tables.get(FINDINGS)
    if table is None or "finding_key" not in table.columns:
        return {}
    typed = _Standing(book, table).typed
    return {key: row.acceptance for key, row in typed.items() if row.acceptance}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stands in some columns of a row: values and formulas by column."""

    row: int
    values: Mapping[int, CellValue]
    formulas: Mapping[int, str]

    def at(self, row: int) -> dict[int, RowValue]:
        """Return it as it reads in another row."""
        cells: dict[int, RowValue] = dict(self.values)
        for column, formula in self.formulas.items():
            cells[column] = FormulaCell(moved(formula, row - self.row, 0), self.values.get(column))
        return cells


@dataclass(frozen=True, slots=True)
class _Typed:
    """What people typed beside a finding: an acceptance, whole or in part, and columns of their own."""

    acceptance: Acceptance | None
    own: _Kept

    @property
    def words(self) -> str:
        accepted = (self.acceptance.because, self.acceptance.by) if self.acceptance else ()
        return " \u2013 ".join(filter(None, (*accepted, *map(as_text, self.own.values.values()))))


class _Standing:
    """What stands in the Checks table, apart from what the last check wrote."""

    def __init__(self, book: Book, table: LocatedTable) -> None:
        self.typed: dict[str, _Typed] = {}
        self.rows_of_their_own: list[_Kept] = []
        self._table = table
        area = book.tables().get(FINDINGS)
        ours = set(table.columns.values())
        across = set(range(area.area.left, area.area.right + 1)) if area else ours
        self._foreign = across - ours
        rows = _filled_rows(book, table, across)
        keys = [self._key(values) for values in rows.values()]
        # Asking for formulas costs a call to Excel; only rows of their own and copies of rows need it.
        is_needed = self._foreign or not all(keys) or len(set(keys)) < len(keys)
        formulas = book.formulas(table.sheet) if is_needed else {}
        for row, values in rows.items():
            standing = {column: formulas[row, column] for column in across if (row, column) in formulas}
            self._take(_Kept(row, values, standing))

    def _take(self, row: _Kept) -> None:
        key, because, by = self._key(row.values), self._words(row, "because"), self._words(row, "by")
        foreign = _Kept(
            row.row,
            {column: value for column, value in row.values.items() if column in self._foreign},
            {column: formula for column, formula in row.formulas.items() if column in self._foreign},
        )
        acceptance = Acceptance(because, by) if because or by else None
        if not key:
            if not self._words(row, "message").endswith(_NOT_LISTED):
                self.rows_of_their_own.append(row)
        elif acceptance or foreign.values or foreign.formulas:
            if key in self.typed:  # the row of a finding was copied
                self.rows_of_their_own.append(row)
            else:
                self.typed[key] = _Typed(acceptance, foreign)

    def _key(self, values: Mapping[int, CellValue]) -> str:
        return as_text(values.get(self._table.columns["finding_key"]))

    def _words(self, row: _Kept, name: str) -> str:
        return as_text(row.values.get(self._table.columns.get(name, 0))).strip()


def _filled_rows(
    book: Book, table: LocatedTable, columns: Collection[int]
) -> dict[int, dict[int, CellValue]]:
    """Return what stands in a table by row and column; it may reach down to the sheet's last row."""
    rows: dict[int, dict[int, CellValue]] = {}
    for (row, column), value in sorted(book.grid(table.sheet).values.items(), key=itemgetter(0)):
        if table.first_row <= row <= table.last_row and column in columns:
            rows.setdefault(row, {})[column] = value
    return rows


def _listed(findings: Sequence[Finding], typed: Mapping[str, _Typed]) -> list[Finding]:
    if len(findings) <= FINDING_ROWS:
        return list(findings)
    with_words = sum(finding.among(typed) is not None for finding in findings)
    left = max(FINDING_ROWS - 1 - with_words, 0)
    listed = []
    for finding in findings:
        if finding.among(typed):
            listed.append(finding)
        elif left:
            listed.append(finding)
            left -= 1
    return listed


def _words(value: RowValue) -> str:
    return as_text(value.result if isinstance(value, FormulaCell) else value)


def _columns(book: Book, table: LocatedTable) -> dict[int, str]:
    """Return the attribute of each column of the Checks table as it stands; "" for one that is not ours."""
    area = book.tables()[FINDINGS].area
    names = {column: name for name, column in table.columns.items()}
    return {column: names.get(column, "") for column in range(area.left, area.right + 1)}


def _finding_row(book: Book, finding: Finding, typed: _Typed | None) -> dict[str, RowValue]:
    severity = finding.severity.value.capitalize()
    accepted = typed.acceptance if typed else None
    # A finding without a cell key marks no cell: what was accepted is no longer highlighted.
    cell_key = finding.source.key if finding.source and finding.is_open else ""
    return {
        "severity": severity if finding.is_open else f"{severity}, accepted",
        "message": finding.message,
        "next_step": finding.next_step,
        "code": finding.code,
        "because": accepted.because if accepted else "",
        "by": accepted.by if accepted else "",
        "entry": _as_it_stands(book, finding)[:ENTRY_LENGTH],
        "cell_key": cell_key,
        "finding_key": finding.key,
    }


def _as_it_stands(book: Book, finding: Finding) -> str:
    """Return the entry as the cell holds it, blanks around it included: the highlight compares with that."""
    box = parse_box(finding.source.cell) if finding.source else None
    if finding.source is None or box is None:
        return finding.entry
    return as_text(book.grid(finding.source.sheet).value(box[0], box[1]))


def key_changes(book: Book, located: Located, refs: Iterable[Change]) -> Iterator[Change]:
    """Yield the cell keys of listed findings that follow from Refs given to rows, so that their marks stay.

    A row without a Ref is known by its number until then.
    """
    table = located.tables.get(FINDINGS)
    if table is None or "cell_key" not in table.columns:
        return
    renamed = dict(_renamed(located, refs))
    column = table.columns["cell_key"]
    for row, stands in _filled_rows(book, table, {column}).items():
        place, _, label = as_text(stands[column]).rpartition("|")
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
