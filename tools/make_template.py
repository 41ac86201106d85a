"""Build the workbook template from the spec: workbook_template/EDS 2022 workbook.xlsx."""

from __future__ import annotations

from pathlib import Path

from eds_xl.workbook.template import build

TEMPLATE = Path(__file__).parent.parent / "workbook_template" / "EDS 2022 workbook.xlsx"


def main() -> None:
    """Write the template."""
    TEMPLATE.write_bytes(build())


if __name__ == "__main__":
    main()
