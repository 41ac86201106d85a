"""Every formula cell of the workbook, once: its formula and the Python function that gives its value.

The template stores that value with the formula, so that Protected View shows the truth; ``fill`` and
``new --from`` store it again. One test holds all of them against IronCalc and LibreOffice.
"""

from __future__ import annotations

from functools import cache

from eds_xl.workbook.calculated.cell import ABOVE, Calculated, State, live_state
from eds_xl.workbook.calculated.coverage import coverage_cells
from eds_xl.workbook.calculated.progress import progress_cells
from eds_xl.workbook.calculated.score_card import score_card_cells
from eds_xl.workbook.calculated.service_names import service_name_cells

__all__ = ["ABOVE", "Calculated", "State", "calculated_cells", "live_state"]


@cache
def calculated_cells() -> tuple[Calculated, ...]:
    """Return every formula cell of a fresh workbook."""
    return (*score_card_cells(), *coverage_cells(), *service_name_cells(), *progress_cells())
