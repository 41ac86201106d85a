"""Examples of findings on figures, on language and on privacy."""

from __future__ import annotations

from tests.checks.drafts import edited
from tests.checks.edits import first_evidence, own_text
from tests.checks.example import Example

TEXT = "Texts|T001|Text"

EXAMPLES = (
    Example(
        "FIG-001",
        edited(lambda draft: first_evidence(draft, "2A", figure="F1, F9")),
        "Evidence2|E009|Figure",
        'There is no figure "F9"',
        edited(lambda draft: first_evidence(draft, "2A", figure="f1")),
    ),
    Example(
        "FIG-002",
        edited(lambda draft: draft.row("figures", 0, show_as="Bar chart")),
        "Figures|F1|Alternative text",
        "The bar chart F1 has no alternative text",
        edited(lambda draft: draft.row("figures", 0, show_as="Bar chart", alternative="All staff: 7.1.")),
    ),
    Example(
        "FIG-003",
        edited(lambda draft: draft.row("figures", 0, picture_file="Chart 2.png", alternative="A chart.")),
        "Figures|F1|Picture file",
        'There is no file "Chart 2.png" beside the workbook',
        edited(lambda draft: draft.row("figures", 0, picture_file="chart.png", alternative="A chart.")),
    ),
    Example(
        "FIG-004",
        edited(
            lambda draft: draft.row("figures", 0, picture_file="pictures\\chart.png", alternative="A chart.")
        ),
        "Figures|F1|Picture file",
        "names a folder",
        edited(lambda draft: draft.row("figures", 0, picture_file="chart.png", alternative="A chart.")),
    ),
    Example(
        "FIG-005",
        edited(lambda draft: draft.row("figures", 0, picture_file="damaged.png", alternative="A chart.")),
        "Figures|F1|Picture file",
        'leaves out the picture "damaged.png", because it is damaged.',
        edited(lambda draft: draft.row("figures", 0, picture_file="chart.png", alternative="A chart.")),
    ),
    Example(
        "FIG-006",
        edited(lambda draft: draft.row("figures", 0, show_as="picture", alternative="Scores rise.")),
        "Figures|F1|Picture file",
        "Figure F1 is to be shown as a picture, but names no picture file",
        edited(
            lambda draft: draft.row("figures", 0, show_as="Picture", alternative="Scores rise."),
            lambda draft: draft.row("figures", 1, picture_file="chart.png"),
        ),
    ),
    Example(
        "FIG-007",
        edited(lambda draft: draft.row("figures", 1, column_1="", column_2="")),
        "Figures|F1|Column 1",
        "Figure F1 has no values: no row of them stands below its headings",
        edited(lambda draft: draft.row("figures", 1, ref="f1 ", column_1="")),
    ),
    Example(
        "WRI-001",
        edited(lambda draft: own_text(draft, "The event is planned for TBC.")),
        TEXT,
        '"TBC" stands where something is still to be written',
        edited(
            lambda draft: own_text(draft, "Women have to be advised early."),
            lambda draft: draft.row("figures", 1, column_2="x"),
            lambda draft: draft.rate("2A", proposed="Leave blank"),
        ),
    ),
    Example(
        "WRI-002",
        edited(lambda draft: draft.row("texts", 0, heading="Our approach in 2023/24")),
        "Texts|T001|Heading",
        "the year 2023/24 is last year's, but the report is for 2024/25",
        edited(lambda draft: draft.row("texts", 0, heading="From 2023/24 to 2024/25")),
    ),
    Example(
        "WRI-003",
        edited(lambda draft: own_text(draft, "The ABCD team meets weekly.")),
        TEXT,
        "ABCD is neither explained in a text nor in the glossary",
        edited(
            lambda draft: own_text(draft, "The Access Board for Children and Dads (ABCD) meets. ABCD is new.")
        ),
    ),
    Example(
        "WRI-004",
        edited(lambda draft: draft.row("glossary", 0, abbreviation="ABCD")),
        "Glossary|X001|Abbreviation",
        '"ABCD" stands in the glossary, but in no text',
        edited(lambda draft: draft.row("glossary", 0, abbreviation="PCREF")),
    ),
    Example(
        "WRI-005",
        edited(
            lambda draft: draft.clear("glossary"),
            lambda draft: own_text(draft, "The ABCD, BCDE and CDEF teams meet weekly."),
        ),
        "Glossary|9|Abbreviation",
        "The glossary is empty, but 3 abbreviations are not explained: ABCD, BCDE and CDEF",
        edited(lambda draft: draft.clear("glossary")),
    ),
    Example(
        "WRI-006",
        edited(lambda draft: own_text(draft, "See https://www.example.org/eds for more.")),
        TEXT,
        "the address https://www.example.org/eds stands in the text as it is",
        edited(lambda draft: first_evidence(draft, "2A", link="https://www.example.org/eds")),
    ),
    Example(
        "WRI-007",
        edited(lambda draft: own_text(draft, "For the survey click here.")),
        TEXT,
        '"click here" does not say where a link leads',
        edited(
            lambda draft: own_text(draft, "Patients can click through the survey; here is what they said.")
        ),
    ),
    Example(
        "WRI-008",
        edited(lambda draft: own_text(draft, "The data is in \\\\server\\share\\data.xlsx now.")),
        TEXT,
        "leads to a place that readers cannot open",
        edited(lambda draft: own_text(draft, "Options A: face to face and/or B: by telephone, 24/7.")),
    ),
    Example(
        "WRI-009",
        edited(lambda draft: own_text(draft, "ALL STAFF MUST COMPLETE this.")),
        TEXT,
        '"ALL STAFF MUST COMPLETE" is written in capitals',
        edited(lambda draft: own_text(draft, "Staff MUST COMPLETE TRAINING this year.")),
    ),
    Example(
        "WRI-010",
        edited(lambda draft: own_text(draft, "Our aims: • better access • better care • better work")),
        TEXT,
        "bullets stand in the middle of a line",
        edited(lambda draft: own_text(draft, "Our aims:\n• better access\n• better care • at home")),
    ),
    Example(
        "WRI-011",
        edited(lambda draft: draft.enter("organisation", "last_year_label", "Rating 2022/23")),
        "Organisation||Last year's rating column",
        '"Rating 2022/23" is the heading of last year\'s ratings, but the report is for 2024/25.',
        edited(lambda draft: draft.enter("organisation", "last_year_label", "Rating 2023-24 (2022/23: 9)")),
    ),
    Example(
        "PRI-001",
        edited(lambda draft: own_text(draft, "Of these, 3 disabled patients complained.")),
        TEXT,
        '"3 disabled patients" is below 5, the smallest number to publish',
        edited(lambda draft: own_text(draft, "Of these, 5 disabled patients complained to two Guardians.")),
    ),
    Example(
        "PRI-002",
        edited(
            lambda draft: draft.row("figures", 0, column_2="Number of staff"),
            lambda draft: draft.row("figures", 1, column_2="3"),
        ),
        "Figures|F1|Column 2",
        'The column "Number of staff" gives 3, which is below 5',
        edited(
            lambda draft: draft.row("figures", 0, column_2="Number of staff"),
            lambda draft: draft.row("figures", 1, column_2="0"),
        ),
    ),
    Example(
        "PRI-003",
        edited(lambda draft: own_text(draft, "Write to a.person@example.org.")),
        TEXT,
        "the e-mail address a.person@example.org would be published",
        edited(lambda draft: own_text(draft, "Write to EDI.Team@example.org or england.eandhi@nhs.net.")),
    ),
    Example(
        "PRI-004",
        edited(lambda draft: own_text(draft, "Ring 01632 960 123.")),
        TEXT,
        "the telephone number 01632 960 123 would be published",
        edited(lambda draft: own_text(draft, "Ring 01234 567890 or 0800 123 4567, from 06/02/2025 09:00.")),
    ),
    Example(
        "PRI-005",
        edited(lambda draft: own_text(draft, "The patient (401 023 2137) was moved.")),
        TEXT,
        "the text holds what looks like an NHS number",
        edited(lambda draft: own_text(draft, "The order (401 023 2138) was moved.")),
    ),
)
