from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import eds_xl
from eds_xl.assessment import model
from eds_xl.assessment.interchange import from_json
from eds_xl.assessment.model import (
    Action,
    Assessment,
    DomainDetails,
    EngagementEvent,
    Evidence,
    Figure,
    GlossaryEntry,
    HistoryYear,
    Level,
    Organisation,
    OutcomeRating,
    PreviousAction,
    ReportText,
    Reviewers,
)
from eds_xl.assessment.place import Placed
from eds_xl.report import docx, html, pdf
from eds_xl.report.tree import Document, Paragraph, Table, walk_sections
from eds_xl.standard import DOMAINS, OUTCOMES, QUESTIONS
from eds_xl.standard.labels import LABELS
from tests.report.report_reading import (
    flat,
    report,
    rows_of,
    section_words,
    sections_of,
    tables_of,
    words_of,
)
from tests.report.rich_assessment import AGREED, ONE, THREE, minimal, rich
from tests.report.sample import png

EXAMPLES = sorted((Path(eds_xl.__file__).parent / "examples").glob("*.json"))


# --- nothing that was entered is missing

NOT_PRINTED = {
    ("*", "ref"): "the software's own key of a row",
    ("Organisation", "stage"): "only decides on the label For approval",
    ("Organisation", "smallest_number"): "a setting of the checks",
    ("Evidence", "publish"): "decides whether the row is printed",
    ("Evidence", "figure"): "the figure itself is printed",
    ("PreviousAction", "figure"): "the figure itself is printed",
    ("Figure", "show_as"): "how a figure is drawn",
    ("Level", "level"): "printed in the official words",
    ("Service", "number"): "one of three given rows, printed if it is filled in",
    ("ReportText", "section"): "decides where the text is printed",
    ("GlossaryEntry", "abbreviation"): "printed only if it occurs",
    ("GlossaryEntry", "meaning"): "printed only if its abbreviation occurs",
}
NO_PART_OF_THE_REPORT = {"sheet_uses", "layout", "recorded", "board_paper", "board_headings"}
LIST_MARK = re.compile(r"^(?:[•-]|\d+\.)\s")


def entries(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Every text of an assessment that belongs into the report, with a word on where it stands."""
    for part in fields(assessment):
        if part.name in NO_PART_OF_THE_REPORT:
            continue
        value = getattr(assessment, part.name)
        for record in value if isinstance(value, tuple) else (value,):
            if isinstance(record, Evidence) and record.publish == "No":
                continue
            kind = type(record).__name__
            for item in fields(record):
                entry = getattr(record, item.name)
                unprinted = {("*", item.name), (kind, item.name)} & NOT_PRINTED.keys()
                if isinstance(entry, str) and entry and not unprinted:
                    yield f"{kind} {item.name}", entry


def pieces(entry: str) -> Iterator[str]:
    """The parts of an entry that must be found as they are: lines without their list marks, columns."""
    for line in entry.split("\n"):
        yield from (flat(part) for part in LIST_MARK.sub("", line).split("\t") if part.strip())


def missing_entries(assessment: Assessment, **options: Any) -> list[str]:
    text = words_of(report(assessment, **options))
    found = ((where, piece) for where, entry in entries(assessment) for piece in pieces(entry))
    return [f"{where}: {piece}" for where, piece in found if piece not in text]


def test_everything_that_was_entered_is_printed() -> None:
    lost = missing_entries(rich())
    # Numbers of equality objectives are printed as the objectives' words: see below.
    assert lost == ["PreviousAction equality_objectives: 1, 2"]


def test_the_rich_assessment_fills_every_attribute_that_is_printed() -> None:
    filled = {where for where, _ in entries(rich())}
    every = {
        f"{kind.__name__} {item.name}"
        for kind in (getattr(model, name) for name in dir(model))
        if isinstance(kind, type) and issubclass(kind, Placed) and kind is not Placed
        for item in fields(kind)
        if item.type == "str" and not {("*", item.name), (kind.__name__, item.name)} & NOT_PRINTED.keys()
    }
    not_in_the_report = ("BoardPaper", "BoardHeading", "Recorded", "ReportLayout", "SheetUse")
    unfilled_on_purpose = {"Answer service_3", *(f"Figure column_{number}" for number in range(7, 12))}
    unfilled = {name for name in every - filled if not name.startswith(not_in_the_report)}
    assert unfilled == unfilled_on_purpose


@pytest.mark.parametrize(
    ("assessment", "line"),
    [
        (rich(), "EDS Organisation Rating: 21 – Developing (18 – Developing 2023/24)"),
        (replace(rich(), ratings=rich().ratings[:-1]), "Not yet rated: 10 of 11 outcomes rated"),
    ],
    ids=["rated", "not rated"],
)
def test_the_cover_says_the_rating_in_one_line(assessment: Assessment, line: str) -> None:
    callouts = [block for block in report(assessment).cover if isinstance(block, Paragraph)]
    assert line in ["".join(span.text for span in block.spans) for block in callouts]


def test_a_domain_begins_with_its_total_and_how_it_was_reached() -> None:
    document = report(rich())
    for number in (1, 2, 3):
        words = section_words(document, f"domain-{number}")
        assert 0 <= words.find(f"Domain {number} counts") < words.find("Evidence and ratings")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_everything_in_the_examples_is_printed(example: Path) -> None:
    assessment = from_json(example.read_text(encoding="utf-8"))
    objectives = re.compile(r"equality_objectives?: [\d,; and]+$")
    assert [lost for lost in missing_entries(assessment) if not objectives.search(lost)] == []


def test_official_wording_is_printed_to_the_letter() -> None:
    text = words_of(report(Assessment()))
    official = [
        "NHS Equality Delivery System 2022",
        "EDS Reporting Template",
        "Classification: Official",
        "Publication approval reference: PAR1262",
        "Version 1, 15 August 2022",
        *LABELS.introduction,
        *LABELS.score_card,
        *(outcome.full_title for outcome in OUTCOMES),
        *(f"{domain.full_title} overall rating" for domain in DOMAINS),
        "Undeveloped activity – organisations score out of 0 for each outcome",
        "Those who score between 22 and 32, adding all outcome scores in all domains, are rated Achieving",
        "Name of Organisation",
        "Partnership* (two or more organisations)",
        "Trade Union Rep(s)",
        "Independent Evaluator(s)/Peer Reviewer(s)",
        "Organisation name(s)",
        "Authorisation date",
    ]
    assert [words for words in official if flat(words) not in text] == []


def test_bold_words_of_the_official_lines_are_bold() -> None:
    table = next(b for b in sections_of(report(minimal()))["score-card"].blocks if isinstance(b, Table))
    bold = [span.text for row in table.rows for span in row.cells[1].blocks[0].spans if span.bold]  # type: ignore[union-attr]
    assert bold == [
        *("under 8", "Undeveloped", "between 8 and 21", "Developing"),
        *("between 22 and 32", "Achieving", "33", "Excelling"),
    ]


# --- order


def test_sections_stand_in_the_template_s_order() -> None:
    titles = [section.title for section in report(rich()).sections]
    assert titles == [
        "Introduction",
        "NHS Equality Delivery System (EDS)",
        "Completed actions from previous year",
        "EDS Rating and Score Card",
        "Domain 1: Commissioned or provided services",
        "Domain 2: Workforce health and well-being",
        "Domain 3: Inclusive leadership",
        "EDS Organisation Rating (overall rating)",
        "EDS Action Plan",
        "Next steps",
        "Approvals",
        "Engagement and evidence",
        "Further figures",
        "Glossary",
        "Contact",
    ]


def test_an_empty_assessment_has_the_official_sections_and_says_what_is_not_there() -> None:
    document = report(Assessment())
    assert [section.anchor for section in document.sections] == [
        *(
            "introduction",
            "organisation",
            "previous-actions",
            "score-card",
            "domain-1",
            "domain-2",
            "domain-3",
        ),
        *("organisation-rating", "action-plan"),
    ]
    assert document.subtitle == "Name of organisation not stated"
    details = dict(rows_of(document, "organisation"))
    assert details["Name of Organisation"] == details["EDS Lead"] == "Not stated"
    assert "No actions from the previous year are recorded." in words_of(document)


# --- any assessment

TEXT = st.one_of(
    st.just(""),
    st.text(alphabet="abcDEF zwölf 1.)-•\t\n·:;&<\x07\u2028\U0001f600", max_size=30),
    st.sampled_from(
        ["1A", "2B", "3C", "Domain 1", "Maternity", "F1", "Yes", "No", "All services", "2024/25", "19"]
    ),
)
ENTRY = st.one_of(st.none(), st.integers(-1, 4), TEXT)


def records(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    made = {item.name: TEXT for item in fields(kind) if item.name != "place"}
    return st.builds(kind, **(made | given))


def some(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(records(kind, **given), max_size=4).map(tuple)


EVIDENCE = {"domain": st.integers(0, 4), "outcome": st.sampled_from(["", "1A", "1B", "2A", "3C", "9Z"])}
RATED = dict.fromkeys(
    ("service_1", "service_2", "service_3", "agreed", "rating", "proposed", "last_year"), ENTRY
)
ASSESSMENTS = st.builds(
    Assessment,
    organisation=records(Organisation),
    levels=some(Level),
    domains=st.tuples(*(records(DomainDetails, domain=st.just(domain.name)) for domain in DOMAINS)),
    equality_objectives=some(model.EqualityObjective),
    history=some(HistoryYear),
    domain_1=st.builds(model.DomainOne, st.sampled_from(["", THREE, AGREED, ONE, "by hand"])),
    services=st.tuples(*(records(model.Service, number=st.just(number)) for number in model.SERVICES)),
    ratings=st.tuples(*(records(OutcomeRating, outcome=st.just(o.code), **RATED) for o in OUTCOMES)),
    reviewers=records(Reviewers),
    evidence=some(Evidence, **EVIDENCE),
    figures=some(Figure),
    previous_actions=some(PreviousAction),
    actions=some(Action),
    answers=st.tuples(*(records(model.Answer, number=st.just(str(q.number))) for q in QUESTIONS)),
    events=some(EngagementEvent),
    texts=some(ReportText),
    approvals=some(model.Approval),
    glossary=some(GlossaryEntry),
)


def check_shape(document: Document) -> None:
    """What every writer relies on, and every reader."""
    sections = [section for _, section in walk_sections(document.sections)]
    anchors = [section.anchor for section in sections]
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", anchor) for anchor in anchors)
    assert all(section.title.strip() and "\n" not in section.title for section in sections)
    for table in tables_of(document):
        assert table.columns
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert all(column.share > 0 for column in table.columns)


NO_FREE_TEXT = {
    "Action kind",
    "EqualityObjective number",
    "ReportText domain",
    *(f"OutcomeRating {name}" for name in ("service_1", "service_2", "service_3", "agreed", "rating")),
}


@settings(max_examples=60)
@given(ASSESSMENTS, st.booleans())
def test_any_assessment_makes_a_report_that_loses_no_word(assessment: Assessment, draft: bool) -> None:
    document = report(assessment, draft=draft, missing=("Something.",))
    check_shape(document)
    text = words_of(document)
    for where, entry in entries(assessment):
        if where not in NO_FREE_TEXT:
            lost = [word for word in re.findall(r"[a-zA-Zö]{2,}", entry) if word not in text]
            assert not lost, where


@pytest.mark.parametrize("assessment", [rich(), minimal(), Assessment()], ids=["rich", "minimal", "empty"])
def test_the_three_writers_take_the_report(assessment: Assessment) -> None:
    document = report(assessment, pictures={"path.png": png()})
    check_shape(document)
    assert docx.write(document).startswith(b"PK")
    assert html.write(document).startswith(b"<!DOCTYPE html>")
    assert pdf.write(document).startswith(b"%PDF")


def test_every_cell_of_our_own_tables_holds_something() -> None:
    figures_may_have_blanks = replace(rich(), figures=())
    for table in tables_of(report(figures_may_have_blanks)):
        assert all(cell.blocks for row in table.rows for cell in row.cells), table.title
        assert table.title or table.columns[0].heading == "Survey"
