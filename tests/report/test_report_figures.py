from __future__ import annotations

from dataclasses import replace

from eds_xl.assessment.model import (
    Evidence,
    Figure,
)
from eds_xl.report.tree import Chart, Picture, Table
from tests.report.report_reading import (
    all_blocks,
    report,
    rows_of,
    section_words,
    sections_of,
    tables_of,
    words_of,
)
from tests.report.rich_assessment import minimal, rich
from tests.report.sample import png

# --- figures


def test_a_small_figure_stands_where_it_is_first_cited() -> None:
    as_table = tuple(replace(figure, show_as="Table") for figure in rich().figures)
    document = report(replace(rich(), figures=as_table))
    assert rows_of(document, "domain-2")[1][2].startswith(
        "A civility code was agreed with trade unions. Figure 4: Reports of abuse "
        "Year Reports 2023 31 2024 -3 Source: Incident system"
    )


def test_a_figure_of_a_previous_action_is_printed_below_the_table() -> None:
    document = report(rich())
    assert rows_of(document, "previous-domain-1")[0][4].endswith("See Figure 1: Referrals by route.")
    words = "Figures Figure 1: Referrals by route Route People Telephone 412 Self-referral 97 Source: Service"
    assert section_words(document, "previous-actions-figures").startswith(words)
    assert "See Figure 1: Referrals by route." in rows_of(document, "domain-1")[1][2]


def test_a_wide_figure_is_linked_and_printed_after_the_table() -> None:
    document = report(rich())
    links = {
        span.link
        for table in tables_of(document)
        for block in all_blocks(
            tuple(block for row in table.rows for cell in row.cells for block in cell.blocks)
        )
        for span in getattr(block, "spans", ())
    }
    assert "#figure-2" in links
    chart, table, *_ = sections_of(document)["figure-2"].blocks
    assert isinstance(chart, Chart)
    assert chart.alternative == "The share rises in every group."
    assert isinstance(table, Table)
    assert len(table.columns) == 6


def test_a_picture_is_printed_from_its_bytes_or_in_words() -> None:
    with_bytes = report(rich(), pictures={"path.png": png()})
    pictures = [
        b
        for t in tables_of(with_bytes)
        for r in t.rows
        for c in r.cells
        for b in c.blocks
        if isinstance(b, Picture)
    ]
    assert [(p.media_type, p.alternative, p.caption) for p in pictures] == [
        ("image/png", "Four steps in a row", "Figure 3: The path of a review")
    ]
    assert "The picture path.png is not included. What it shows: Four steps in a row" in words_of(
        report(rich())
    )


def test_figures_nobody_cites_and_refs_of_no_figure_are_not_lost() -> None:
    figures = (Figure("F1", "Alone", column_1="Only"), Figure("", column_1="More"), Figure("F2", "Empty"))
    document = report(minimal(figures=figures, evidence=(Evidence(2, "2A", "T", figure="F7 and more"),)))
    assert (
        section_words(document, "further-figures")
        == "Further figures Figure 1: Alone Only More Figure 2: Empty"
    )
    assert "Figure: F7" in rows_of(document, "domain-2")[0][2]


def test_negative_numbers_keep_their_sign() -> None:
    figures = (Figure("F1", column_1="Change"), Figure("F1", column_1="- 5"))
    assert "- 5" in section_words(report(minimal(figures=figures)), "further-figures")
