"""Examples of every finding on the workbook as such."""

from __future__ import annotations

from tests.builders import complete_assessment
from tests.checks.drafts import (
    edited,
    renamed_sheet,
    repackaged,
    restructured,
    together,
    with_copy_of,
    without_column,
    without_name,
    without_sheet,
    without_table,
    without_table_name,
)
from tests.checks.edits import errors, extra_evidence, not_used, relabel
from tests.checks.example import Example

_VERSION = ("docProps/custom.xml", "<vt:lpwstr>1</vt:lpwstr>")
_LEADS = "EDS_Organisation_eds_leads"
_REASON = complete_assessment().rating_of("2A").reason

EXAMPLES = (
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
        also=("CON-042",),
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
        restructured(together(without_name(_LEADS), relabel("Organisation", "EDS lead", "Who leads"))),
        "Organisation",
        'lost the box "EDS lead"',
        restructured(relabel("Organisation", "EDS lead", "Who leads")),
        also=("CON-042",),
    ),
    Example(
        "CON-034",
        restructured(relabel("Domain 2", "2B", "2X")),
        "Domain 2",
        'lost the row "2B" of the table "Ratings"',
        edited(lambda draft: draft.rate("2B", outcome="2b ")),
        also=("CON-042",),
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
        also=("CON-042",),
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
        edited(extra_evidence),
        "Domain 2",
        'Below the table "Evidence" one row stands',
        edited(lambda draft: extra_evidence(draft, gap=2)),
    ),
    Example(
        "CON-039",
        edited(lambda draft: errors(draft, "2A", "2B", "2C")),
        "Domain 2",
        'Reason for rating: the cell shows "#REF!" instead of an entry, and so do two cells below it.',
        edited(lambda draft: draft.rate("2A", reason="#REF! stood here last year")),
    ),
    Example(
        "CON-040",
        repackaged(*_VERSION, "<vt:lpwstr>0</vt:lpwstr>"),
        "",
        "made from version 0 of the template; the present one is version 1",
        repackaged(*_VERSION, "<vt:lpwstr>01</vt:lpwstr>"),
    ),
    Example(
        "CON-041",
        repackaged(*_VERSION, "<vt:lpwstr/>", lambda draft: draft.cell("Start", "B4", "")),
        "",
        "does not say from which version",
        repackaged(*_VERSION, "<vt:lpwstr/>"),
    ),
    Example(
        "CON-042",
        edited(lambda draft: draft.cell("Domain 2", "P12", "Ask the survey team")),
        "Domain 2",
        'Cell P12 on this sheet holds something that belongs to no table and no box, so it is not read; it begins "Ask',
        edited(lambda draft: draft.cell("Domain 2", "P12", " ")),
    ),
    Example(
        "CON-043",
        restructured(with_copy_of("Domain 2")),
        "Domain 2 Copy",
        "looks like a copy",
        restructured(with_copy_of("Domain 2", "Our own working")),
    ),
    Example(
        "CON-044",
        edited(lambda draft: draft.cell("Score card", "C18", 6.0).cell("Score card", "C19", 6.0)),
        "Score card",
        "The formula of this cell is gone, and so is that of C19; what stands there does not follow",
        edited(lambda draft: draft.cell("Score card", "D18", 13.0)),
    ),
    Example(
        "CON-045",
        edited(lambda draft: not_used(draft, "Report texts")),
        "SheetUses|Report texts|Used this year",
        'It says No beside "Report texts", but there are entries on that sheet, and they are printed',
        edited(lambda draft: not_used(draft, "Report texts"), lambda draft: draft.clear("texts")),
    ),
    Example(
        "CON-046",
        edited(
            lambda draft: draft.cell("Domain 2", "B9", "Staff told us so"),
            lambda draft: draft.cell("Domain 2", "B11", "And so"),
        ),
        "Ratings2|2A|Title",
        'In the table "Ratings", cells B9 and B11 hold something other than the wording given there, and they are not '
        'read; B9 begins "Staff told us so"',
        edited(lambda draft: draft.cell("Domain 2", "B9", "")),
    ),
    Example(
        "CON-047",
        restructured(relabel("Domain 2", _REASON, '="We met " & "staff"')),
        "Domain 2",
        "Reason for rating: the cell holds a formula of which the file has no result",
        edited(lambda draft: draft.rate("2A", reason='="We met " & "staff"')),
    ),
)
