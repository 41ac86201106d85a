"""A drawn chart as a PNG picture, for Word, which does not show SVG everywhere."""

from __future__ import annotations

import typst

from eds_xl.report.charts import Drawing
from eds_xl.report.glyphs import FONTS

_PIXELS_PER_INCH = 192.0
_PAGE = """\
#set page(width: auto, height: auto, margin: 0pt)
#image("chart.svg", width: {width}pt)
"""


def png_of(drawing: Drawing) -> bytes:
    """Return the drawing as PNG, fine enough for print; the same drawing gives the same bytes."""
    page = _PAGE.format(width=drawing.width).encode("ascii")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    # Files in memory work; the stubs do not know it yet.
    png: bytes = typst.compile(
        {"main.typ": page, "chart.svg": drawing.svg.encode("utf-8")},  # type: ignore[call-overload]
        font_paths=fonts,
        format="png",
        ppi=_PIXELS_PER_INCH,
    )
    return png
