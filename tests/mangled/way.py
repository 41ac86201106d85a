"""What is known of a way to mangle a workbook: how it is done, and what must still come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.workbook.workbook import Workbook

from eds_xl.assessment.model import Assessment

Do = Callable[[Workbook], Workbook | None]
Expected = Callable[[Assessment], Assessment]


@dataclass(frozen=True)
class Way:
    """A way to mangle the complete workbook.

    ``do`` changes the workbook (or returns another one); ``expected`` makes the assessment that must come
    out from the original one; ``findings`` are the codes of exactly the findings that must be given, each
    once; ``total`` is the total that must come out.
    """

    do: Do
    expected: Expected
    findings: tuple[str, ...]
    total: int | None

    @property
    def name(self) -> str:
        return self.do.__name__


def same(assessment: Assessment) -> Assessment:
    """Nothing is lost."""
    return assessment


def way(
    *findings: str, expected: Expected = same, total: int | None = 19, into: list[Way]
) -> Callable[[Do], Do]:
    """Return a decorator that enters a function into a list of ways."""

    def enter(do: Do) -> Do:
        into.append(Way(do, expected, tuple(sorted(findings)), total))
        return do

    return enter


def rated(code: str, **entries: Any) -> Expected:
    """Return the expectation that one outcome's ratings read otherwise."""

    def expected(assessment: Assessment) -> Assessment:
        ratings = (
            replace(rating, **entries) if rating.outcome == code else rating for rating in assessment.ratings
        )
        return replace(assessment, ratings=tuple(ratings))

    return expected


def row_of(holds: str, number: int, **entries: Any) -> Expected:
    """Return the expectation that one row of a table reads otherwise."""

    def expected(assessment: Assessment) -> Assessment:
        rows = list(getattr(assessment, holds))
        rows[number] = replace(rows[number], **entries)
        changed: dict[str, Any] = {holds: tuple(rows)}
        return replace(assessment, **changed)

    return expected


def record(holds: str, **entries: Any) -> Expected:
    """Return the expectation that a form reads otherwise."""

    def expected(assessment: Assessment) -> Assessment:
        return replace(assessment, **{holds: replace(getattr(assessment, holds), **entries)})

    return expected


def together(*expectations: Expected) -> Expected:
    """Return several expectations in one."""

    def expected(assessment: Assessment) -> Assessment:
        for expectation in expectations:
            assessment = expectation(assessment)
        return assessment

    return expected
