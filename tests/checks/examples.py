"""For every code: a workbook in which exactly that is wrong, and one that comes close and is in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.workbook.workbook import Workbook

from eds_xl.assessment.model import Evidence
from eds_xl.assessment.place import Placed
from eds_xl.workbook.book import CellError
from tests.builders import AGREED, ONE_SERVICE
from tests.checks.drafts import (
    Draft,
    Make,
    edited,
    renamed_sheet,
    repackaged,
    restructured,
    together,
    without_column,
    without_name,
    without_sheet,
    without_table,
    without_table_name,
)

_VERSION = ("docProps/custom.xml", "<vt:lpwstr>1</vt:lpwstr>")
_LEADS = "EDS_Organisation_eds_leads"


@dataclass(frozen=True)
class Example:
    """What the finding of a code looks like: its cell key or place, words of its message, a near miss."""

    code: str
    wrong: Make
    at: str
    says: str
    near: Make


def _service(draft: Draft, number: int, name: str, rating: int | None) -> None:
    draft.row("services", number - 1, name=name, short_name="")
    for code in ("1A", "1B", "1C", "1D"):
        draft.rate(code, **{f"service_{number}": rating})


def _only_one_service(draft: Draft) -> None:
    # The third service has the middle total: the score stays as it is.
    draft.clear_recorded()
    draft.enter("domain_1", "method", ONE_SERVICE)
    for number in (1, 2):
        _service(draft, number, "", None)
    _no_services_in_evidence(draft)


def _no_services_in_evidence(draft: Draft) -> None:
    for number, row in enumerate(draft.assessment.evidence):
        if row.service:
            draft.row("evidence", number, service="")


def _agreed(draft: Draft, rating: int | str = 2) -> None:
    for code in ("1A", "1B", "1C", "1D"):
        draft.rate(code, agreed=rating)


def _agreed_only(draft: Draft, *, named: int) -> None:
    """Score Domain 1 by agreed ratings with fewer services named; without a recorded score."""
    draft.clear_recorded()
    draft.enter("domain_1", "method", AGREED)
    _agreed(draft)
    _no_services_in_evidence(draft)
    for number in (1, 2, 3):
        _service(draft, number, f"Service named {number}" if number <= named else "", None)


def _unrated(draft: Draft, *codes: str) -> None:
    for code in codes:
        draft.rate(code, rating=None)


def _is_evidence_for(*codes: str) -> Any:
    def which(record: Placed) -> bool:
        return isinstance(record, Evidence) and record.outcome in codes

    return which


def _clear_but_first(draft: Draft, holds: str) -> None:
    first = getattr(draft.assessment, holds)[0]
    draft.clear(holds, lambda record: record is not first)


def _evidence_number(draft: Draft, code: str) -> int:
    """Return the number of an outcome's first row of evidence."""
    return next(number for number, row in enumerate(draft.assessment.evidence) if row.outcome == code)


def _first_evidence(draft: Draft, code: str, *, second: bool = False, **entries: Any) -> None:
    draft.row("evidence", _evidence_number(draft, code) + second, **entries)


def _relabel(title: str, label: str, new: str) -> Any:
    """Return the change of a label's or heading's text where it stands first on a sheet."""

    def change(workbook: Workbook) -> None:
        cells = (cell for row in workbook[title].iter_rows() for cell in row)
        next(cell for cell in cells if cell.value == label).value = new

    return change


def _statement(draft: Draft, value: str) -> None:
    table = draft.before.located.tables["EDS_Result"]
    grid = draft.book.grid(table.sheet)
    row = next(row for (row, _), words in grid.values.items() if words == "EDS Organisation Rating")
    draft.cell(table.sheet, f"B{row}", value)


def _extra_evidence(draft: Draft, gap: int = 0) -> None:
    draft.append(
        "EDS_Evidence2", gap, outcome="2D", evidence="Typed below the table.", ref="E900", owners="HR"
    )


def _errors(draft: Draft, *codes: str) -> None:
    for code in codes:
        draft.rate(code, reason=CellError("#REF!"))


EXAMPLES = (
    # ------------------------------------------------------------ container
    Example(
        "CON-030",
        restructured(without_sheet("Domain 2")),
        "Domain 2",
        'sheet "Domain 2" is missing',
        restructured(renamed_sheet("Domain 2", "Workforce")),
    ),
    Example(
        "CON-031",
        restructured(without_table("EDS_Actions")),
        "Action plan",
        'lost the table "Action plan"',
        restructured(without_table_name("EDS_Actions")),
    ),
    Example(
        "CON-032",
        restructured(without_column("EDS_Ratings2", "Owners")),
        "Domain 2",
        'lost the column "Owners" of the table "Ratings"',
        restructured(without_column("EDS_Ratings2", "Reason for rating")),
    ),
    Example(
        "CON-033",
        restructured(together(without_name(_LEADS), _relabel("Organisation", "EDS lead", "Who leads"))),
        "Organisation",
        'lost the box "EDS lead"',
        restructured(_relabel("Organisation", "EDS lead", "Who leads")),
    ),
    Example(
        "CON-034",
        restructured(_relabel("Domain 2", "2B", "2X")),
        "Domain 2",
        'lost the row "2B" of the table "Ratings"',
        edited(lambda draft: draft.rate("2B", outcome="2b ")),
    ),
    Example(
        "CON-035",
        restructured(without_sheet("Glossary")),
        "Glossary",
        'sheet "Glossary" is missing',
        edited(lambda draft: draft.clear("glossary")),
    ),
    Example(
        "CON-036",
        restructured(without_table("EDS_Levels")),
        "Organisation",
        'lost the table "At what level has this been completed?"',
        restructured(without_table_name("EDS_Levels")),
    ),
    Example(
        "CON-037",
        restructured(together(without_name(_LEADS), without_table_name("EDS_Levels"))),
        "Organisation",
        '"EDS lead" and "At what level has this been completed?"',
        restructured(renamed_sheet("Organisation", "About us")),
    ),
    Example(
        "CON-038",
        edited(_extra_evidence),
        "Domain 2",
        'Below the table "Evidence" one row stands',
        edited(lambda draft: _extra_evidence(draft, gap=2)),
    ),
    Example(
        "CON-039",
        edited(lambda draft: _errors(draft, "2A", "2B", "2C")),
        "Domain 2",
        'Reason for rating: the cell shows "#REF!" instead of an entry, and so do two cells below it.',
        edited(lambda draft: draft.rate("2A", reason="#REF! stood here last year")),
    ),
    Example(
        "CON-040",
        repackaged(*_VERSION, "<vt:lpwstr>0</vt:lpwstr>"),
        "",
        "made from version 0 of the template; the present one is version 1",
        repackaged(*_VERSION, "<vt:lpwstr>1 </vt:lpwstr>"),
    ),
    Example(
        "CON-041",
        repackaged(*_VERSION, "<vt:lpwstr/>", lambda draft: draft.cell("Start", "B4", "")),
        "",
        "does not say from which version",
        repackaged(*_VERSION, "<vt:lpwstr/>"),
    ),
    # ------------------------------------------------------------ scoring
    Example(
        "SCO-001",
        edited(lambda draft: _unrated(draft, "2A")),
        "Ratings2|2A|Rating",
        "Outcome 2A has no rating",
        edited(lambda draft: (draft.clear_recorded(), draft.rate("2A", rating=0))),
    ),
    Example(
        "SCO-002",
        edited(lambda draft: (draft.rate("1B", service_2=None), draft.rate("1D", service_2=None))),
        "Ratings1|1B|Service 2",
        "Service 2 (Pharmacy) has no rating for outcomes 1B and 1D",
        edited(lambda draft: (draft.clear_recorded(), draft.rate("1B", service_2=0))),
    ),
    Example(
        "SCO-003",
        edited(lambda draft: _unrated(draft, "3A", "3B", "3C")),
        "Ratings3|3A|Rating",
        "No outcome of Domain 3 is rated yet",
        edited(lambda draft: _unrated(draft, "3A", "3B")),
    ),
    Example(
        "SCO-004",
        edited(lambda draft: draft.rate("2A", rating=4)),
        "Ratings2|2A|Rating",
        'The rating of outcome 2A is "4"',
        edited(lambda draft: (draft.clear_recorded(), draft.rate("2A", rating=3))),
    ),
    Example(
        "SCO-005",
        edited(lambda draft: draft.rate("1C", service_3=1.5)),
        "Ratings1|1C|Service 3",
        'The rating of outcome 1C for Urgent care is "1.5"',
        edited(lambda draft: draft.rate("1C", service_3=2.0)),
    ),
    Example(
        "SCO-006",
        edited(lambda draft: draft.rate("3B", rating="n/a")),
        "Ratings3|3B|Rating",
        'The rating of outcome 3B reads "n/a"',
        edited(lambda draft: draft.rate("3B", rating="Leave blank")),
    ),
    Example(
        "SCO-007",
        edited(lambda draft: draft.rate("2A", rating="2/Achieving")),
        "Ratings2|2A|Rating",
        'The rating of outcome 2A is typed as "2/Achieving" and was read as 2',
        edited(lambda draft: draft.rate("2A", rating=2)),
    ),
    Example(
        "SCO-008",
        edited(lambda draft: draft.rate("2A", last_year="not known")),
        "Ratings2|2A|Last year",
        'Last year\'s rating of outcome 2A reads "not known"',
        edited(lambda draft: draft.rate("2A", last_year=3, proposed=0)),
    ),
    Example(
        "SCO-009",
        edited(lambda draft: draft.row("services", 2, name="")),
        "Services|Service 3|Service",
        "Service 3 has ratings but no name",
        edited(lambda draft: draft.row("services", 2, short_name="")),
    ),
    Example(
        "SCO-010",
        edited(lambda draft: (draft.enter("domain_1", "method", ""), _agreed(draft))),
        "DomainOne||Method",
        "It is not chosen yet how Domain 1 is scored, and the ratings given fit none of the methods",
        edited(lambda draft: draft.enter("domain_1", "method", "")),
    ),
    Example(
        "SCO-011",
        edited(lambda draft: draft.enter("domain_1", "method", "")),
        "DomainOne||Method",
        '"Three services, each rated: the middle total counts" was assumed',
        edited(
            lambda draft: draft.enter(
                "domain_1", "method", "three services, EACH rated: the middle total counts"
            )
        ),
    ),
    Example(
        "SCO-012",
        edited(lambda draft: draft.enter("domain_1", "method", ONE_SERVICE)),
        "DomainOne||Method",
        'The method is "One service", but three services are rated',
        edited(_only_one_service),
    ),
    Example(
        "SCO-013",
        edited(lambda draft: draft.rate("1B", agreed=2)),
        "Ratings1|1B|Agreed",
        "Agreed ratings are given for outcome 1B, but they do not count",
        edited(lambda draft: _agreed(draft, "-")),
    ),
    Example(
        "SCO-014",
        edited(_only_one_service),
        "DomainOne||Method",
        "One service is assessed, but the guidance asks for three",
        edited(lambda draft: _agreed_only(draft, named=3)),
    ),
    Example(
        "SCO-015",
        edited(lambda draft: draft.enter("recorded", "total", 18)),
        "Recorded||Recorded total",
        'Recorded total says "18", but the ratings now give "19"',
        edited(lambda draft: draft.enter("recorded", "date", "1 April 2025")),
    ),
    Example(
        "SCO-016",
        edited(lambda draft: _statement(draft, "12 – Developing")),
        "Score card",
        'on the Score card shows "12 – Developing", but the ratings give "19 – Developing"',
        edited(lambda draft: _statement(draft, "")),
    ),
    # ------------------------------------------------------------ organisation
    Example(
        "ORG-001",
        edited(lambda draft: draft.enter("organisation", "date_authorised", "")),
        "Organisation||Date authorised",
        'Date authorised is not filled in, though the stage is "Published"',
        edited(
            lambda draft: (
                draft.enter("organisation", "date_authorised", ""),
                draft.enter("organisation", "stage", "For approval"),
            )
        ),
    ),
    Example(
        "ORG-002",
        edited(lambda draft: draft.enter("board_paper", "board", "")),
        "BoardPaper||Board or committee",
        "Board or committee is not filled in",
        edited(
            lambda draft: (draft.enter("board_paper", "board", ""), draft.row("sheet_uses", 4, used="No"))
        ),
    ),
    Example(
        "ORG-003",
        edited(lambda draft: (_service(draft, 3, "", None), _no_services_in_evidence(draft))),
        "Services|Service 3|Service",
        "Service 3 has no name yet",
        edited(lambda draft: _agreed_only(draft, named=1)),
    ),
    Example(
        "ORG-004",
        edited(lambda draft: draft.enter("organisation", "stage", "Final")),
        "Organisation||Stage",
        '"Final" is not one of the choices for "Stage"',
        edited(lambda draft: draft.enter("organisation", "stage", "published")),
    ),
    Example(
        "ORG-005",
        edited(lambda draft: [draft.row("actions", number, status="In hand") for number in (1, 3, 4)]),
        "Actions|A002|Status",
        '"In hand" is not one of the choices for "Status" (here and in two more rows)',
        edited(lambda draft: draft.enter("organisation", "organisation_type", "Community interest company")),
    ),
    # ------------------------------------------------------------ evidence
    Example(
        "EVI-001",
        edited(lambda draft: draft.clear("evidence", _is_evidence_for("2B"))),
        "Ratings2|2B|Outcome",
        "Outcome 2B is rated 1 without any evidence",
        edited(lambda draft: draft.row("evidence", _evidence_number(draft, "2B"), evidence="", figure="F1")),
    ),
    Example(
        "EVI-002",
        edited(lambda draft: draft.clear("evidence", _is_evidence_for("3A", "3B", "3C"))),
        "Evidence3|20|Evidence",
        "no evidence for any outcome of Domain 3",
        edited(lambda draft: draft.clear("evidence", _is_evidence_for("3A", "3B"))),
    ),
    Example(
        "EVI-003",
        edited(lambda draft: _first_evidence(draft, "1A", evidence="")),
        "Evidence1|E001|Evidence",
        "is marked as evidence for outcome 1A, but it holds neither text nor a figure",
        edited(lambda draft: _first_evidence(draft, "1A", evidence="", figure="F1")),
    ),
    Example(
        "EVI-004",
        edited(lambda draft: _first_evidence(draft, "1A", service="Dentistry")),
        "Evidence1|E001|Service",
        'from "Dentistry", which is none of the services assessed',
        edited(lambda draft: _first_evidence(draft, "1A", service="community pharmacy")),
    ),
    Example(
        "EVI-005",
        edited(lambda draft: (draft.rate("1A", owners=""), draft.rate("1C", owners=""))),
        "Ratings1|1A|Owners",
        "There is no owner for outcomes 1A and 1C",
        edited(lambda draft: (draft.rate("1A", owners=""), _first_evidence(draft, "1A", owners="Matron"))),
    ),
    # ------------------------------------------------------------ rows
    Example(
        "ROW-001",
        edited(lambda draft: draft.row("events", 1, date="")),
        "Events|G002|Date or period",
        '"Engagement events" is not complete in row 24: "Date or period" is missing',
        edited(lambda draft: draft.row("events", 1, who="", purpose="")),
    ),
    Example(
        "ROW-002",
        edited(lambda draft: draft.row("board_headings", 0, heading="")),
        "BoardHeadings|B001|Heading",
        '"Heading" is missing',
        edited(lambda draft: draft.row("board_headings", 0, text="")),
    ),
    Example(
        "ROW-003",
        edited(lambda draft: draft.clear("events")),
        "Events|23|Event",
        'The table "Engagement events" is still empty',
        edited(lambda draft: (draft.clear("events"), draft.row("sheet_uses", 0, used="no"))),
    ),
    Example(
        "ROW-004",
        edited(lambda draft: draft.row("actions", 0, outcome="4A")),
        "Actions|A001|Outcome or domain",
        'There is no outcome "4A"',
        edited(lambda draft: draft.row("actions", 0, outcome="Domain 1 (all outcomes)")),
    ),
    Example(
        "ROW-005",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="")),
        "Evidence2|E009|Outcome",
        "The evidence begins with row 17 without an outcome",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="", second=True)),
    ),
    Example(
        "ROW-006",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="", second=True)),
        "Evidence2|E010|Outcome",
        "Row 18 has no outcome and is read as more evidence for outcome 2A",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="2a", second=True)),
    ),
    Example(
        "ROW-007",
        edited(lambda draft: _first_evidence(draft, "2A", ref="E001")),
        "Evidence2|E001|Ref",
        "More than one row has the Ref E001",
        edited(lambda draft: _first_evidence(draft, "2A", ref="")),
    ),
    Example(
        "ROW-008",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="3A")),
        "Evidence2|E009|Outcome",
        "Outcome 3A belongs to Domain 3",
        edited(lambda draft: _first_evidence(draft, "2A", outcome="2B")),
    ),
    # ------------------------------------------------------------ actions
    Example(
        "ACT-001",
        edited(lambda draft: draft.clear("actions")),
        "Actions|9|Action",
        "No action is planned yet",
        edited(lambda draft: _clear_but_first(draft, "actions")),
    ),
    Example(
        "ACT-002",
        edited(lambda draft: [draft.row("actions", n, owners="", completion_date="") for n in (2, 3, 4, 6)]),
        "Actions|A003|Completion date",
        'in rows 11 to 13 and 15: "Completion date" and "Owners" are missing',
        edited(
            lambda draft: draft.row(
                "actions", 2, kind="No action identified", owners="", completion_date="", objective=""
            )
        ),
    ),
)
