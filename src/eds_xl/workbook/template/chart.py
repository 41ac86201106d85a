"""The chart on the Score card: the ratings of the outcomes, readable in black and white."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from eds_xl.standard import OUTCOMES
from eds_xl.workbook import theme
from eds_xl.workbook.layout import BlockPlace, place_of
from eds_xl.workbook.sheets import SCORE_CARD
from eds_xl.workbook.sheets.score_card import OUTCOME_SCORES
from eds_xl.workbook.spec import ChartArea

_WIDTH, _ROW_PIXELS = 900, 20


def add_ratings_chart(workbook: Workbook, worksheet: Worksheet, place: BlockPlace, area: ChartArea) -> None:
    """Add the bar chart of this year's and last year's ratings; patterns tell them apart without colour."""
    chart = workbook.add_chart({"type": "column"})
    if chart is None:
        raise ValueError("XlsxWriter does not know this type of chart")
    for attribute, name, look in (
        ("figure", "This year", {"fill": {"color": theme.BLUE}, "border": {"color": theme.TEXT}}),
        (
            "last_year",
            "Last year",
            {
                "pattern": {
                    "pattern": "wide_upward_diagonal",
                    "fg_color": theme.GREY_TEXT,
                    "bg_color": theme.WHITE,
                },
                "border": {"color": theme.TEXT},
            },
        ),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": _column("outcome"),
                "values": _column(attribute),
                "data_labels": {
                    "value": True,
                    "series_name": False,
                    "category": False,
                    "legend_key": False,
                    "font": _font(9),
                },
                "gap": 60,
                **look,
            }
        )
    chart.set_y_axis(
        {"min": 0, "max": 3, "major_unit": 1, "num_font": _font(10), "major_gridlines": {"visible": True}}
    )
    chart.set_x_axis({"num_font": _font(10)})
    chart.set_title({"name": area.title, "name_font": _font(12)})
    chart.set_legend({"position": "bottom", "font": _font(10)})
    chart.set_size({"width": _WIDTH, "height": (area.rows - 1) * _ROW_PIXELS})
    worksheet.insert_chart(
        place.first_row - 1,
        0,
        chart,
        {"description": area.description, "object_position": 2, "x_offset": 4, "y_offset": 4},
    )


def _column(attribute: str) -> list[Any]:
    """Return the cells of a column of the outcomes table, as XlsxWriter names them."""
    place = place_of(SCORE_CARD, OUTCOME_SCORES)
    first, column = place.cell(attribute, OUTCOMES[0].code)
    last, _ = place.cell(attribute, OUTCOMES[-1].code)
    return [SCORE_CARD.title, first - 1, column - 1, last - 1, column - 1]


def _font(size: int) -> dict[str, Any]:
    return {"name": theme.FONT, "size": size, "color": theme.TEXT, "bold": False}
