"""For every code: a workbook in which exactly that is wrong, and one that comes close and is in order."""

from __future__ import annotations

from tests.checks import (
    container_examples,
    entry_examples,
    reviewer_examples,
    scoring_examples,
    text_examples,
)

EXAMPLES = (
    *container_examples.EXAMPLES,
    *scoring_examples.EXAMPLES,
    *entry_examples.EXAMPLES,
    *reviewer_examples.EXAMPLES,
    *text_examples.EXAMPLES,
)
