"""Demo: the example workbook, made, checked and exported."""

from __future__ import annotations

from importlib.resources import files

from eds_xl.assessment.interchange import from_json
from eds_xl.assessment.model import Assessment

EXAMPLES = {
    "mid-and-south-essex-icb-2023-24": "Mid and South Essex ICB 2023-24.xlsx",
    "bedfordshire-luton-and-milton-keynes-icb-2022-23": "BLMK ICB 2022-23.xlsx",
}
"""The examples that come with eds-xl: the name of the data and of the workbook made from it."""

DEMO = "mid-and-south-essex-icb-2023-24"


def example(name: str) -> Assessment:
    """Return an example's assessment; raises FileNotFoundError for one that does not exist."""
    return from_json(files("eds_xl").joinpath("examples", f"{name}.json").read_text(encoding="utf-8"))
