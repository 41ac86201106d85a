"""New: a fresh workbook, empty or filled from an assessment in JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eds_xl.assessment.entries import tidy
from eds_xl.assessment.interchange import InterchangeProblem, from_json
from eds_xl.assessment.model import Assessment
from eds_xl.backups import write_keeping
from eds_xl.workbook.container import read_file
from eds_xl.workbook.problems import problem
from eds_xl.workbook.reading import MAX_ROWS
from eds_xl.workbook.rows import find_without_place, fresh_assessment
from eds_xl.workbook.sheets import TABLES
from eds_xl.workbook.template import build

MAX_JSON_BYTES = 16 * 1024**2
"""Size of an assessment in JSON."""

_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls")


def new(out: Path, assessment: Assessment, *, force: bool) -> Path | None:
    """Write a workbook that holds an assessment; returns the copy of a workbook that it replaced, or None.

    Raises OutputProblem if the file cannot be written, WorkbookProblem for text that no cell can hold.
    """
    if out.suffix.casefold() != ".xlsx":
        raise problem("name of workbook", name=out.name)
    return write_keeping(out, build(assessment), force=force)


def new_assessment(year: str, organisation: str, source: Path | None = None) -> Assessment:
    """Return what a new workbook is to hold: a JSON file's or the defaults, with year and name if given.

    Raises WorkbookProblem with a sentence for the user if the JSON file cannot be used.
    """
    if source is None:
        return fresh_assessment(year, organisation)
    assessment = _from_json(source)
    entered = assessment.organisation
    named = replace(entered, name=organisation or entered.name, reporting_year=year or entered.reporting_year)
    return replace(assessment, organisation=named)


def _from_json(path: Path) -> Assessment:
    data = read_file(path, MAX_JSON_BYTES)
    try:
        assessment = tidy(from_json(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        is_workbook = path.suffix.casefold() in _WORKBOOKS
        what = "it is an Excel workbook" if is_workbook else "it is not written in UTF-8"
        raise problem("not an assessment", name=path.name, what=what) from None
    except InterchangeProblem as found:
        raise problem("not an assessment", name=path.name, what=str(found)) from None
    left = find_without_place(assessment)
    if left:
        raise problem("not an assessment", name=path.name, what=f"the workbook has no place for {left}")
    rows = sum(
        len(getattr(assessment, name)) for name in {table.holds for _, table in TABLES if table.record}
    )
    if rows > MAX_ROWS:
        what = f"it has {rows:,} rows, more than the {MAX_ROWS:,} that are read"
        raise problem("not an assessment", name=path.name, what=what)
    return assessment
