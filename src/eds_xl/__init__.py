"""eds-xl: the NHS Equality Delivery System 2022 as a workbook, a checker and a published report."""

from __future__ import annotations

__version__ = "0.1.0"
