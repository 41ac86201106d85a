"""The services' names where they are shown: in the drop-down and over the columns of the services."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.model import SERVICES
from eds_xl.workbook.calculated.cell import ABOVE, Calculated, State
from eds_xl.workbook.calculated.formula import table_cell
from eds_xl.workbook.lists import list_table
from eds_xl.workbook.sheets.score_card import SERVICE_TOTALS

_UNDER_NAMES = ("EDS_Ratings1", "EDS_Questionnaire")


def service_name_cells() -> Iterator[Calculated]:
    """Yield the cells that show the services' names."""
    for position, number in enumerate(SERVICES):
        formula = table_cell(SERVICE_TOTALS, "label", number)

        def label(state: State, position: int = position) -> str:
            return state.card.services[position].label

        yield Calculated(list_table("Service"), "value", number, formula, label)
        for table in _UNDER_NAMES:
            yield Calculated(table, f"service_{position + 1}", ABOVE, formula, label)
