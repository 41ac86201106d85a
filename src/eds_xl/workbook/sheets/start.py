"""The Start sheet: what EDS is, the steps, the key, which optional sheets are used, and live progress."""

from __future__ import annotations

from collections.abc import Sequence

from eds_xl.assessment.model import SheetUse
from eds_xl.standard import EDS
from eds_xl.workbook.spec import Entry, Kind, Notes, Sheet, Table

PROGRESS = "EDS_Progress"
SHEET_USES = "EDS_SheetUses"
FURTHER_SHEETS = "EDS_FurtherSheets"
WHOLE = "Whole workbook"

_STEPS = Notes(
    "What to do",
    (
        ("1  Organisation", "Fill in who you are, the reporting year and the stage."),
        (
            "2  Domains 1 to 3",
            "Collect evidence, then rate each outcome from 0 to 3 with the people it is about.",
        ),
        ("3  Engagement", "Answer the questions on engagement and list the events."),
        ("4  Actions", "Say what became of last year's actions and plan the next."),
        ("5  Score card", "Look at the totals and the band; they follow what you enter."),
        (
            "6  Check",
            "Look at Still to do below. The add-in or the eds-xl program lists every problem on Checks.",
        ),
        (
            "7  Report",
            "The eds-xl program makes the report for your board and website; publish it by 28 February.",
        ),
    ),
)
_WHAT = Notes(
    "What this is",
    (
        (
            "EDS 2022",
            "Each year every NHS provider and commissioner reviews itself against eleven outcomes in three domains, rates each from 0 to 3 with evidence, and publishes the result.",
        ),
        (
            "Who fills in what",
            "The EDI or governance lead coordinates; service leads add evidence; the board secretary uses Board paper.",
        ),
        (
            "Rows that stay in view",
            "The title and the first column of each sheet stay in view. To switch that off: View, Freeze Panes, Unfreeze Panes.",
        ),
        (
            "Suggested timing",
            "Domain 2 in quarter 1, Domain 1 in quarter 2, Domain 3 in quarter 3; publish by 28 February.",
        ),
    ),
)
_KEY = Notes(
    "Key",
    (
        ("Required", "stands over or beside what every report needs."),
        ("White box", "is for you to fill in."),
        ("Grey box", "is given, or worked out for you."),
        ("⚑ Yellow, dashed line", "marks an entry that a check found; the Checks sheet says why."),
    ),
    looks=("legend", "key_white", "given", "key_mark"),
)


def start_sheet(others: Sequence[Sheet]) -> Sheet:
    """Return the Start sheet for the sheets that follow it."""
    counted = [sheet for sheet in others if sheet.is_filled_in]
    further = Table(
        name=FURTHER_SHEETS,
        title="Sheets to look at",
        description="The sheets on which there is nothing to fill in for the assessment, and what they hold.",
        holds="",
        record=None,
        given=tuple((sheet.title, sheet.purpose) for sheet in others if not sheet.is_filled_in),
        entries=(
            Entry("sheet", "Further sheet", "", Kind.GIVEN, width=24),
            Entry("", "What it holds", "", Kind.SHOWN, width=74),
        ),
    )
    uses = Table(
        name=SHEET_USES,
        title="Sheets you may not need",
        description="Say No beside a sheet that you do not use this year; it then does not count as incomplete.",
        holds="sheet_uses",
        record=SheetUse,
        given=tuple((sheet.title,) for sheet in counted if sheet.optional),
        entries=(
            Entry("sheet", "Optional sheet", "", Kind.GIVEN, width=24),
            Entry("used", "Used this year", "Yes or No. Blank means yes.", Kind.CHOICE, "YesNo", width=74),
        ),
    )
    progress = Table(
        name=PROGRESS,
        title="Progress",
        description="For each sheet: how many required entries are done and still to do, and a link to the first of them.",
        holds="",
        record=None,
        given=(
            *((sheet.title, sheet.purpose) for sheet in counted),
            (WHOLE, "All the sheets above together"),
        ),
        entries=(
            Entry("sheet", "Sheet", "", Kind.GIVEN, width=24),
            Entry("", "What it holds", "", Kind.SHOWN, width=74),
            Entry("done", "Done", "", Kind.SHOWN, width=12),
            Entry("to_do", "Still to do", "", Kind.SHOWN, width=12),
            Entry("state", "State", "", Kind.SHOWN, width=14),
            Entry("first", "First to do", "", Kind.SHOWN, width=42),
        ),
    )
    return Sheet(
        title="Start",
        heading=EDS.title,
        instructions=(
            "Start here. Fill in the sheets in the order below, save often, and send the file to colleagues as you would any workbook.",
            "Everything works without macros or an internet connection. Nothing is sent anywhere.",
        ),
        blocks=(_WHAT, _STEPS, progress, further, uses, _KEY),
        protected=True,
    )
