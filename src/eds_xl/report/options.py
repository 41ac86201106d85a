"""What can be chosen for a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from eds_xl.assessment.model import ReportLayout
from eds_xl.assessment.words import NO, YES, same


@dataclass(frozen=True, slots=True)
class Variants:
    """Which of the layouts seen in published reports to use; see :data:`VARIANTS` for what each does."""

    analysis: bool = True
    owners_in_actions: bool = True
    domain_column: bool = True
    last_year: bool = True
    score_table: bool = True
    service_tables: bool = False
    by_domain: bool = False


STANDARD_LAYOUT = Variants()


@dataclass(frozen=True, slots=True)
class Variant:
    """A choice: the name it is asked for by, the attribute of :class:`Variants`, and what it prints."""

    name: str
    attribute: str
    prints: str

    @property
    def by_default(self) -> bool:
        """Whether it is on when nobody says otherwise."""
        return bool(getattr(STANDARD_LAYOUT, self.attribute))


VARIANTS: Mapping[str, Variant] = {
    variant.name: variant
    for variant in (
        Variant(
            "analysis",
            "analysis",
            "a column for the analysis; without it the analysis stands below the evidence",
        ),
        Variant("action-owners", "owners_in_actions", "a column for the owner of each action"),
        Variant("domain-column", "domain_column", "the Domain column of the evidence tables"),
        Variant("last-year", "last_year", "last year's ratings beside this year's"),
        Variant("score-table", "score_table", "the table of all ratings and totals on one page"),
        Variant(
            "service-tables",
            "service_tables",
            "a table for each service in Domain 1, instead of rows within each outcome",
        ),
        Variant(
            "by-domain",
            "by_domain",
            "last year's actions, the ratings and the plan together in each domain",
        ),
    )
}
"""The choices by the names they are asked for."""


def layout_of(entered: ReportLayout) -> Variants:
    """Return the variants chosen in the workbook; what is blank or neither Yes nor No is as usual."""
    answers = {variant.attribute: getattr(entered, variant.attribute) for variant in VARIANTS.values()}
    chosen = {name: same(answer, YES) for name, answer in answers.items() if _is_answer(answer)}
    return replace(STANDARD_LAYOUT, **chosen)


def _is_answer(entry: str) -> bool:
    return same(entry, YES) or same(entry, NO)


def choose(wanted: Iterable[str], unwanted: Iterable[str], usual: Variants = STANDARD_LAYOUT) -> Variants:
    """Return the usual variants with some switched on and others off.

    Raises:
        KeyError: a name is that of no variant.
    """
    on = {VARIANTS[name].attribute: True for name in wanted}
    off = {VARIANTS[name].attribute: False for name in unwanted}
    return replace(usual, **(on | off))


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a document needs besides the assessment.

    ``draft`` marks it as a draft and prints ``missing`` (sentences of what is missing or wrong) first.
    ``pictures`` maps the file names of pictures to their bytes.
    """

    draft: bool = False
    missing: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    variants: Variants = STANDARD_LAYOUT
