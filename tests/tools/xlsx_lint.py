"""What is wrong with a workbook that Microsoft's validator and LibreOffice do not say.

Most rules are about what Excel repairs, refuses or works out differently; the rest keep our own promises (no
merged cells, nothing hidden, no author). Each rule is one function of the modules imported here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.tools import cell_rules, file_rules, formula_rules, name_rules
from tests.tools.lint_registry import RULES
from tests.tools.xlsx_file import XlsxFile

GROUPS = (cell_rules, name_rules, formula_rules, file_rules)
"""The modules that hold rules: importing them is what adds the rules."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the name of the rule that found it, and what it is."""

    rule: str
    message: str


def lint(data: bytes, file_name: str = "workbook.xlsx") -> list[Fault]:
    """Return everything the rules find in a workbook."""
    file = XlsxFile(data, file_name)
    return [Fault(name, message) for name, check in RULES.items() for message in check(file)]
