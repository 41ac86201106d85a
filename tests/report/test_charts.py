"""Charts: what is drawn of which figure, readable without colour and without sight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eds_xl.assessment.blocks import Series
from eds_xl.assessment.numbers import number
from eds_xl.assessment.words import CHARTS
from eds_xl.report import docx, html, pdf
from eds_xl.report.chart_pixels import png_of
from eds_xl.report.charts import WIDTH, drawn
from eds_xl.report.figure_charts import chart_of
from eds_xl.report.pictures import measure
from eds_xl.report.tree import Chart, Picture, Table
from tests.report.report_reading import report, sections_of
from tests.report.rich_assessment import rich
from tests.report.sample import EMOJI, sample

SVG = "{http://www.w3.org/2000/svg}"
KINDS = sorted(CHARTS.values())
GRID = [
    ("Answer", "This year", "Last year"),
    ("Yes", "15", "12"),
    ("No", "51%", "not asked"),
    ("Other", "−6", ""),
]


def made(kind: str, grid: Sequence[tuple[str, ...]] = GRID) -> Chart:
    chart = chart_of(kind, grid, "What the chart shows", "Answers")
    assert chart is not None
    return chart


def words_in(chart: Chart) -> list[str]:
    root = etree.fromstring(drawn(chart).svg.encode("utf-8"))
    return [node.text or "" for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("15", 15.0),
        ("75.4%", 75.4),
        ("+6.4%", 6.4),
        ("−1.2 %", -1.2),
        ("-3", -3.0),
        ("1,204", 1204.0),
        ("£1,204,500.50", 1204500.5),
        ("12,04", None),
        ("10 to 12", None),
        ("14.11.2022", None),
        ("n/a", None),
        ("", None),
        ("< 5", None),
        ("²", None),
    ],
)
def test_numbers_are_read_as_people_type_them(words: str, value: float | None) -> None:
    assert number(words) == value


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_and_name_is_written_on_the_chart(kind: str) -> None:
    words = words_in(made(kind))
    for expected in ("Yes", "No", "Other", "15", "12", "51%", "−6", "This year", "Last year"):
        assert expected in words


def test_series_differ_without_their_colours() -> None:
    grey = re.sub(r"#[0-9A-F]{6}", "#777777", drawn(made("bar")).svg)
    fills = re.findall(r'<rect [^>]*fill="([^"]+)" stroke', grey)
    assert {"#777777", "url(#p1)"} <= set(fills)
    lines = re.sub(
        r"#[0-9A-F]{6}",
        "#777777",
        drawn(made("line", [("Year", "A", "B"), ("1", "2", "3"), ("2", "4", "5")])).svg,
    )
    assert 'stroke-dasharray="8 4"' in lines


def test_the_length_of_a_bar_is_its_value() -> None:
    grid = [("Answer", "People"), ("Yes", "10"), ("No", "40"), ("Maybe", "0")]
    widths = [
        float(found)
        for found in re.findall(r'<rect x="[^"]+" y="[^"]+" width="([\d.]+)"', drawn(made("bar", grid)).svg)
    ]
    assert widths[1] == pytest.approx(4 * widths[0], rel=0.01)
    assert widths[2] == 0


def test_a_column_chart_whose_words_do_not_fit_becomes_bars() -> None:
    long = [
        ("Group", "People"),
        *((f"A group with an extraordinarily long name {n}", str(n)) for n in range(12)),
    ]
    assert 'text-anchor="middle"' in drawn(made("column")).svg
    assert 'text-anchor="middle"' not in drawn(made("column", long)).svg


def test_a_figure_without_numbers_is_no_chart() -> None:
    assert chart_of("bar", [("Answer", "People"), ("Yes", "many")], "", "") is None
    assert chart_of("bar", [("Answer", "People")], "", "") is None
    assert chart_of("", GRID, "", "") is None


def test_a_chart_stands_above_its_numbers_and_has_words_for_who_cannot_see_it() -> None:
    figures = tuple(replace(figure, alternative="") for figure in rich().figures)
    for assessment, expected in (
        (rich(), "The share rises"),
        (replace(rich(), figures=figures), "Plans by group"),
    ):
        chart, table, *_ = sections_of(report(assessment))["figure-2"].blocks
        assert isinstance(chart, Chart)
        assert isinstance(table, Table)
        assert expected in chart.alternative
        assert chart.categories == ("Asian", "White")


WORDS = st.text(max_size=40) | st.sampled_from([EMOJI, "<b>&\"'", "a" * 200, "x\ny\x07"])


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    categories = tuple(draw(st.lists(WORDS, min_size=1, max_size=8)))
    values = st.one_of(st.none(), st.floats(-1e9, 1e9), st.just(0.0))
    series = tuple(
        Series(
            draw(WORDS),
            tuple(draw(values) for _ in categories),
            tuple(draw(WORDS) for _ in categories),
        )
        for _ in range(draw(st.integers(1, 7)))
    )
    return Chart(draw(st.sampled_from(KINDS)), categories, series, draw(WORDS), draw(WORDS))


@given(charts())
def test_any_chart_is_drawn_within_its_frame(chart: Chart) -> None:
    drawing = drawn(chart)
    root = etree.fromstring(drawing.svg.encode("utf-8"))
    assert float(root.get("width", "0")) == drawing.width == WIDTH
    for node in root.iter(f"{SVG}rect", f"{SVG}text"):
        parent = node.getparent()
        if (parent is not None and parent.tag == f"{SVG}pattern") or node.get("width") == "100%":
            continue
        assert -1 <= float(node.get("x", "0")) <= WIDTH + 1
        assert -1 <= float(node.get("y", "0")) <= drawing.height + 1
        assert float(node.get("width", "0")) <= WIDTH


def test_the_same_chart_gives_the_same_picture() -> None:
    first, second = (png_of(drawn(made("line"))) for _ in range(2))
    assert first == second
    facts = measure(Picture(first, "image/png", "x"))
    assert facts.width > 1000


def test_every_writer_shows_the_chart_with_its_words() -> None:
    base = sample()
    document = replace(base, cover=(made("column"),), sections=())
    page = html.write(document).decode("utf-8")
    assert 'alt="What the chart shows"' in page
    assert "data:image/svg+xml;base64," in page
    assert b"/Alt" in pdf.write(document)
    assert b"word/media/image1.png" in docx.write(document)
