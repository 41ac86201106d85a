"""The sheets behind parts of the report: figures, the organisation's own texts, board paper, glossary."""

from __future__ import annotations

import json
from pathlib import Path

from eds_xl.assessment.model import Approval, BoardHeading, BoardPaper, Figure, GlossaryEntry, ReportText
from eds_xl.workbook.spec import ALWAYS, Entry, Form, Kind, Sheet, Table

_REF = Entry("ref", "Ref", "Written by eds-xl; leave it as it is.", Kind.WRITTEN, width=10)

FIGURES = Sheet(
    title="Figures",
    purpose="Tables, charts and pictures that evidence can cite",
    instructions=(
        "Give each figure a Ref of your own, such as F1, on all its rows. The first row of a Ref holds its headings.",
        "Cite the Ref in the Figure column of the evidence or of a previous action: the figure is printed there.",
    ),
    optional=True,
    used_at_first=False,
    blocks=(
        Table(
            name="EDS_Figures",
            title="Figures",
            description="The rows of tables, charts and pictures; rows with the same Ref belong together.",
            holds="figures",
            record=Figure,
            growing=True,
            entries=(
                Entry(
                    "ref",
                    "Ref",
                    "Your own short code, such as F1, on every row of the figure.",
                    required=ALWAYS,
                    width=12,
                ),
                Entry("title", "Title", "The figure's title, on its first row.", width=44),
                Entry("source_date", "Source and date", "Where the numbers come from and when.", width=30),
                Entry(
                    "show_as",
                    "Show as",
                    "Choose from the list; on the first row.",
                    Kind.CHOICE,
                    "ShowAs",
                    width=18,
                ),
                Entry(
                    "picture_file",
                    "Picture file",
                    "The name of a picture that lies beside this workbook.",
                    width=24,
                ),
                Entry(
                    "alternative",
                    "Alternative text",
                    "What the chart or picture shows, for people who cannot see it.",
                    Kind.LINES,
                    width=44,
                ),
                *(
                    Entry(
                        f"column_{number}",
                        f"Column {number}",
                        "A heading on the first row, then values.",
                        width=18,
                    )
                    for number in range(1, 12)
                ),
            ),
        ),
    ),
)

REPORT_TEXTS = Sheet(
    title="Report texts",
    purpose="Your own paragraphs for the report's sections",
    instructions=(
        "The standard sentences of the report are written for you. Add your own paragraphs here.",
        "Choose the section; texts of the same section are printed in the order of the rows.",
    ),
    optional=True,
    used_at_first=False,
    blocks=(
        Table(
            name="EDS_Texts",
            title="Report texts",
            description="The organisation's own paragraphs by section of the report.",
            holds="texts",
            prefix="T",
            record=ReportText,
            growing=True,
            entries=(
                Entry(
                    "section",
                    "Section",
                    "Where the text belongs.",
                    Kind.CHOICE,
                    "Section",
                    required=ALWAYS,
                    width=28,
                ),
                Entry(
                    "text",
                    "Text",
                    "Alt+Enter starts a new line; a blank line a new paragraph.",
                    Kind.LINES,
                    required=ALWAYS,
                    width=90,
                ),
                Entry("heading", "Heading", "A heading to print above it, if you want one.", width=34),
                Entry(
                    "domain",
                    "Domain",
                    "Only where the text is about one domain.",
                    Kind.CHOICE,
                    "Domain",
                    width=18,
                ),
                _REF,
            ),
        ),
    ),
)

_BOARD_HEADINGS = (
    "Purpose of Report",
    "Executive Lead",
    "Report Author",
    "Responsible Committees",
    "Impact Assessments / Financial Implications / Engagement",
    "Conflicts of Interest",
    "Recommendation(s)",
)

BOARD_PAPER = Sheet(
    title="Board paper",
    purpose="The paper that takes the report to the board or a committee",
    instructions=(
        "Fill this in when the report goes to a meeting. Headings left without text get a standard sentence or are left out.",
        "Approvals are printed in the report and in the paper.",
    ),
    optional=True,
    used_at_first=False,
    blocks=(
        Form(
            key="BoardPaper",
            title="The meeting",
            holds="board_paper",
            record=BoardPaper,
            entries=(
                Entry("board", "Board or committee", "The body the paper goes to.", required=ALWAYS),
                Entry("part", "Part", "Part I (public) or Part II, if your meetings have parts."),
                Entry("meeting_date", "Meeting date", "The day of the meeting.", Kind.DATE, required=ALWAYS),
                Entry("agenda_number", "Agenda number", "The item's number on the agenda."),
                Entry("presenter", "Presenter", "Who presents it: role."),
                Entry("executive_lead", "Executive lead", "Role, and name if it is to be published."),
                Entry("report_author", "Report author", "Role, and name if it is to be published."),
                Entry(
                    "action_required",
                    "Action required",
                    "What the meeting is asked to do.",
                    Kind.CHOICE,
                    "BoardAction",
                    required=ALWAYS,
                ),
            ),
        ),
        Table(
            name="EDS_Approvals",
            title="Approvals",
            description="Who recommended, approved or ratified the report, and when.",
            holds="approvals",
            record=Approval,
            rows=6,
            entries=(
                Entry("body", "Body", "The committee or board.", width=40),
                Entry("date", "Date", "When it decided.", Kind.DATE, width=70),
                Entry("decision", "Decision", "Choose from the list.", Kind.CHOICE, "Decision"),
                Entry("minute", "Minute reference", "The number of the minute, if there is one."),
            ),
        ),
        Table(
            name="EDS_BoardHeadings",
            title="The paper's headings",
            description="The headings of the board paper and the text under each.",
            holds="board_headings",
            prefix="B",
            record=BoardHeading,
            growing=True,
            prefilled=tuple((heading,) for heading in _BOARD_HEADINGS),
            entries=(
                Entry(
                    "heading",
                    "Heading",
                    "Keep the seven headings; add others below.",
                    Kind.LINES,
                    required=ALWAYS,
                    width=40,
                ),
                Entry("text", "Text", "Alt+Enter starts a new line.", Kind.LINES, width=70),
                _REF,
            ),
        ),
    ),
)


def _prefilled_glossary() -> tuple[tuple[str, ...], ...]:
    text = Path(__file__).parent.with_name("glossary.json").read_text(encoding="utf-8")
    return tuple(json.loads(text).items())


GLOSSARY = Sheet(
    title="Glossary",
    purpose="Abbreviations and what they stand for",
    instructions=(
        "Only abbreviations that occur in the report are printed. Change, add or delete rows as you like.",
        "An abbreviation explained in the text itself, such as Integrated Care Board (ICB), needs no entry.",
    ),
    optional=True,
    blocks=(
        Table(
            name="EDS_Glossary",
            title="Glossary",
            description="Abbreviations and their meanings.",
            holds="glossary",
            prefix="X",
            record=GlossaryEntry,
            growing=True,
            prefilled=_prefilled_glossary(),
            entries=(
                Entry(
                    "abbreviation",
                    "Abbreviation",
                    "As it is written in the report.",
                    required=ALWAYS,
                    width=20,
                ),
                Entry("meaning", "Meaning", "What it stands for.", Kind.LINES, required=ALWAYS, width=90),
                _REF,
            ),
        ),
    ),
)
