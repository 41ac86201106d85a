"""Build the example workbooks from their data in the package: examples/*.xlsx."""

from __future__ import annotations

from pathlib import Path

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.workbook.template import build

FOLDER = Path(__file__).parent.parent / "examples"


def main() -> None:
    """Write the example workbooks."""
    FOLDER.mkdir(exist_ok=True)
    for name, workbook in EXAMPLES.items():
        (FOLDER / workbook).write_bytes(build(example(name)))


if __name__ == "__main__":
    main()
