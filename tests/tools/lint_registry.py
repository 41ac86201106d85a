"""Where the rules of the lint are gathered, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.tools.xlsx_file import XlsxFile

Rule = Callable[[XlsxFile], Iterator[str]]
"""Looks at a workbook and yields a sentence for each fault."""

RULES: dict[str, Rule] = {}


def rule(check: Rule) -> Rule:
    """Add a rule to the rules, under its function's name."""
    RULES[check.__name__.replace("_", "-")] = check
    return check
