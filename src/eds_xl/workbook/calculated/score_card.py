"""The formulas of the Score card, each beside the Python that gives the same value."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.workbook.calculated.cell import Calculated
from eds_xl.workbook.calculated.outcomes import outcome_score_cells
from eds_xl.workbook.calculated.result import result_cells
from eds_xl.workbook.calculated.services import service_total_cells
from eds_xl.workbook.calculated.totals import total_cells


def score_card_cells() -> Iterator[Calculated]:
    """Yield every formula cell of the Score card but those of the coverage table."""
    yield from result_cells()
    yield from total_cells()
    yield from service_total_cells()
    yield from outcome_score_cells()
