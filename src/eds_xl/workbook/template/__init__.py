"""From the spec to a workbook file: the blank template, or one filled from an assessment."""

from __future__ import annotations

from eds_xl.workbook.template.build import build

__all__ = ["build"]
