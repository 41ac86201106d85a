"""The Lists sheet: what the drop-downs offer, one marked-up table a list, side by side."""

from __future__ import annotations

from eds_xl.workbook.lists import LISTS, Choices, list_table
from eds_xl.workbook.spec import Entry, Kind, Sheet, Table


def _table(key: str, choices: Choices) -> Table:
    width = max(len(str(value)) for value in (choices.title, *choices.values)) + 3
    return Table(
        name=list_table(key),
        title="",
        description=f"What the drop-downs for {choices.title.lower()} offer.",
        holds="",
        record=None,
        given=tuple((value,) for value in choices.values),
        entries=(Entry("value", choices.title, "", Kind.GIVEN, width=min(width, 52)),),
    )


CHOICES = Sheet(
    title="Lists",
    purpose="What the drop-downs offer",
    instructions=(
        "What the drop-downs offer. Nothing to fill in here.",
        "The services' names follow what is entered on the Domain 1 sheet.",
    ),
    blocks=tuple(_table(key, choices) for key, choices in LISTS.items()),
    protected=True,
    side_by_side=True,
)
