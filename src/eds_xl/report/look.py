"""The look of the documents, declared once: the writers read their colours and sizes here.

Colours are six hexadecimal digits, sizes are points, distances on the page are millimetres. Every
text colour has a contrast of at least 4.5 to 1 on the backgrounds it is used on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, sizes and the page."""

    text: str = "212B32"
    muted: str = "4C6272"
    heading: str = "005EB8"
    link: str = "005EB8"
    table_head: str = "005EB8"
    table_head_text: str = "FFFFFF"
    # In the PDF, row headers are told from other cells by these two colours: no other may be the same.
    row_header: str = "F0F4F5"
    total_header: str = "DCE9F6"
    total: str = "DCE9F5"
    callout: str = "EAF2FA"
    line: str = "AEB7BD"
    focus: str = "FFEB3B"

    font: str = "Arial"
    font_size: float = 11.0
    table_size: float = 10.0
    small_size: float = 9.0
    lead_size: float = 13.5
    title_size: float = 30.0
    subtitle_size: float = 17.0
    heading_sizes: tuple[float, ...] = (20.0, 15.5, 13.0, 11.5, 11.0, 11.0)
    line_height: float = 1.25
    paragraph_gap: float = 8.0

    chart_width: float = 130.0
    wide_chart_width: float = 150.0
    page_width: float = 210.0
    page_height: float = 297.0
    margin_side: float = 20.0
    margin_top: float = 24.0
    margin_bottom: float = 22.0


LOOK = Look()
