"""The sheets of the workbook, in order; one module declares each group."""

from __future__ import annotations

from eds_xl.workbook.sheets.actions import ACTION_PLAN, PREVIOUS_ACTIONS
from eds_xl.workbook.sheets.checks import CHECKS
from eds_xl.workbook.sheets.choices import CHOICES
from eds_xl.workbook.sheets.domains import DOMAIN_SHEETS
from eds_xl.workbook.sheets.engagement import ENGAGEMENT
from eds_xl.workbook.sheets.organisation import ORGANISATION
from eds_xl.workbook.sheets.report_parts import BOARD_PAPER, FIGURES, GLOSSARY, REPORT_TEXTS
from eds_xl.workbook.sheets.score_card import SCORE_CARD
from eds_xl.workbook.sheets.start import start_sheet
from eds_xl.workbook.spec import Form, Sheet, Table

_AFTER_START = (
    ORGANISATION,
    ENGAGEMENT,
    PREVIOUS_ACTIONS,
    *DOMAIN_SHEETS,
    FIGURES,
    SCORE_CARD,
    ACTION_PLAN,
    REPORT_TEXTS,
    BOARD_PAPER,
    GLOSSARY,
    CHECKS,
    CHOICES,
)
START = start_sheet(_AFTER_START)
SHEETS: tuple[Sheet, ...] = (START, *_AFTER_START)

FORMS: tuple[tuple[Sheet, Form], ...] = tuple((sheet, form) for sheet in SHEETS for form in sheet.forms())
TABLES: tuple[tuple[Sheet, Table], ...] = tuple(
    (sheet, table) for sheet in SHEETS for table in sheet.tables()
)

__all__ = ["CHECKS", "CHOICES", "FORMS", "SCORE_CARD", "SHEETS", "START", "TABLES"]
