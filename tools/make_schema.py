"""Build the published JSON Schema of an assessment from the model: docs/assessment.schema.json."""

from __future__ import annotations

import json
from pathlib import Path

from eds_xl.assessment.interchange import schema

SCHEMA = Path(__file__).parent.parent / "docs" / "assessment.schema.json"


def schema_text() -> str:
    """Return the schema as it stands in the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the schema."""
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
