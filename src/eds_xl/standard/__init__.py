"""EDS 2022 itself, as data: read once from the files beside this module, typed, and never changed.

Source: the NHS EDS 2022 reporting template (PAR1262, version 1, 15 August 2022); the wording is Crown
copyright under the Open Government Licence v3.0.
"""

from __future__ import annotations

from eds_xl.standard.eds import (
    BANDS,
    DOMAINS,
    EDS,
    GROUPS,
    METHODS,
    OUTCOMES,
    QUESTIONS,
    RATINGS,
    RULES,
    Band,
    Domain,
    Group,
    Method,
    Outcome,
    Question,
    Rating,
    Rule,
    band_for,
    outcome_for,
    rating_label,
)

__all__ = [
    "BANDS",
    "DOMAINS",
    "EDS",
    "GROUPS",
    "METHODS",
    "OUTCOMES",
    "QUESTIONS",
    "RATINGS",
    "RULES",
    "Band",
    "Domain",
    "Group",
    "Method",
    "Outcome",
    "Question",
    "Rating",
    "Rule",
    "band_for",
    "outcome_for",
    "rating_label",
]
