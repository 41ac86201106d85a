"""The rules: one function a check, one catalogue of what they can find.

A check takes a :class:`~eds_xl.checks.case.Case` and yields findings made from ``catalogue.toml``; a new
one is a function, an entry in the catalogue and a line in ``CHECKS``.
"""

from __future__ import annotations

from collections.abc import Mapping

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.checks.abbreviations import find_unexplained_abbreviations, find_unused_glossary_entries
from eds_xl.checks.actions import (
    find_actions_before_authorisation,
    find_active_years_that_are_none,
    find_low_ratings_without_action,
    find_open_actions_without_a_word,
)
from eds_xl.checks.case import Case, Check, case_for
from eds_xl.checks.catalogue import CATALOGUE, FAMILIES, Family, Listing, make, page_of, stops
from eds_xl.checks.changes import (
    find_earlier_totals_that_are_none,
    find_jumps_since_last_year,
    find_totals_in_texts,
)
from eds_xl.checks.container import (
    find_copies_of_sheets,
    find_entries_on_sheets_not_used,
    find_error_values,
    find_formulas_without_result,
    find_given_texts_typed_over,
    find_lost_names,
    find_missing_parts,
    find_missing_sheets,
    find_old_template,
    find_rows_below_tables,
    find_unread_cells,
)
from eds_xl.checks.continued_rows import find_continued_rows, find_rows_withheld_with_another
from eds_xl.checks.dates import (
    find_dates_out_of_order,
    find_events_outside_the_cycle,
    find_late_publication,
    find_revision_before_completion,
    find_text_that_is_no_date,
)
from eds_xl.checks.evidence import (
    find_evidence_of_unknown_services,
    find_missing_evidence,
    find_missing_owners,
    find_rows_without_text,
    find_services_without_evidence,
)
from eds_xl.checks.evidence_age import find_evidence_older_than_the_cycle, find_survey_figures_without_date
from eds_xl.checks.evidence_texts import (
    find_text_under_two_outcomes,
    find_texts_near_the_limits,
    find_texts_of_another_outcome,
    find_thin_evidence_for_excelling,
)
from eds_xl.checks.figures import (
    find_figures_without_alternative,
    find_figures_without_values,
    find_missing_figures,
    find_pictures_in_folders,
    find_pictures_that_are_not_there,
    find_pictures_that_cannot_be_shown,
    find_pictures_without_file,
)
from eds_xl.checks.layout_of_text import (
    find_addresses_in_text,
    find_capitals,
    find_flattened_text,
    find_links_that_lead_nowhere,
    find_links_without_meaning,
)
from eds_xl.checks.leftovers import (
    find_last_year_that_is_another,
    find_last_years_year,
    find_placeholders,
)
from eds_xl.checks.organisation import (
    find_choices_not_offered,
    find_missing_details,
    find_what_is_not_stated,
    find_year_that_is_none,
)
from eds_xl.checks.privacy import (
    find_email_addresses,
    find_nhs_numbers,
    find_small_counts_in_figures,
    find_small_numbers,
    find_telephone_numbers,
    find_threshold_that_is_none,
)
from eds_xl.checks.questionnaire import find_unanswered_questions
from eds_xl.checks.rating_entries import (
    find_ratings_typed_as_text,
    find_wrong_ratings,
    find_wrong_ratings_beside,
)
from eds_xl.checks.rows import (
    find_duplicate_refs,
    find_empty_tables,
    find_evidence_before_any_outcome,
    find_evidence_on_another_sheet,
    find_incomplete_rows,
    find_missing_refs,
    find_unknown_outcomes,
)
from eds_xl.checks.scoring import (
    find_agreed_ratings_that_do_not_count,
    find_fewer_than_three_services,
    find_method_that_does_not_fit,
    find_method_to_choose,
    find_missing_ratings,
    find_ratings_of_unnamed_services,
    find_unnamed_services,
    find_unrated_services,
)
from eds_xl.checks.stored_scores import (
    find_lost_formulas,
    find_outdated_results,
    find_recorded_score_that_differs,
)
from eds_xl.checks.taking_part import (
    find_domains_without_engagement,
    find_levels_that_do_not_fit,
    find_missing_reviewers,
    find_services_chosen_again,
    find_services_of_the_same_name,
)
from eds_xl.workbook.book import Book
from eds_xl.workbook.coordinates import parse_box
from eds_xl.workbook.reading import WorkbookReading
from eds_xl.workbook.sheets import SHEETS

__all__ = [
    "CATALOGUE",
    "CHECKS",
    "FAMILIES",
    "Case",
    "Check",
    "Family",
    "Listing",
    "case_for",
    "check",
    "make",
    "page_of",
    "stops",
]

CHECKS: tuple[Check, ...] = (
    find_old_template,
    find_missing_sheets,
    find_missing_parts,
    find_entries_on_sheets_not_used,
    find_lost_names,
    find_rows_below_tables,
    find_unread_cells,
    find_given_texts_typed_over,
    find_copies_of_sheets,
    find_error_values,
    find_formulas_without_result,
    find_lost_formulas,
    find_missing_details,
    find_year_that_is_none,
    find_threshold_that_is_none,
    find_what_is_not_stated,
    find_choices_not_offered,
    find_method_to_choose,
    find_method_that_does_not_fit,
    find_unnamed_services,
    find_ratings_of_unnamed_services,
    find_fewer_than_three_services,
    find_missing_ratings,
    find_unrated_services,
    find_wrong_ratings,
    find_ratings_typed_as_text,
    find_wrong_ratings_beside,
    find_agreed_ratings_that_do_not_count,
    find_recorded_score_that_differs,
    find_outdated_results,
    find_missing_evidence,
    find_rows_without_text,
    find_evidence_of_unknown_services,
    find_services_without_evidence,
    find_missing_owners,
    find_empty_tables,
    find_incomplete_rows,
    find_unknown_outcomes,
    find_evidence_on_another_sheet,
    find_evidence_before_any_outcome,
    find_continued_rows,
    find_duplicate_refs,
    find_missing_refs,
    find_rows_withheld_with_another,
    find_jumps_since_last_year,
    find_earlier_totals_that_are_none,
    find_totals_in_texts,
    find_unanswered_questions,
    find_levels_that_do_not_fit,
    find_domains_without_engagement,
    find_missing_reviewers,
    find_services_chosen_again,
    find_services_of_the_same_name,
    find_evidence_older_than_the_cycle,
    find_survey_figures_without_date,
    find_thin_evidence_for_excelling,
    find_texts_near_the_limits,
    find_text_under_two_outcomes,
    find_texts_of_another_outcome,
    find_low_ratings_without_action,
    find_actions_before_authorisation,
    find_active_years_that_are_none,
    find_open_actions_without_a_word,
    find_dates_out_of_order,
    find_late_publication,
    find_events_outside_the_cycle,
    find_revision_before_completion,
    find_text_that_is_no_date,
    find_missing_figures,
    find_figures_without_alternative,
    find_pictures_without_file,
    find_figures_without_values,
    find_pictures_that_are_not_there,
    find_pictures_in_folders,
    find_pictures_that_cannot_be_shown,
    find_placeholders,
    find_last_years_year,
    find_last_year_that_is_another,
    find_unexplained_abbreviations,
    find_unused_glossary_entries,
    find_addresses_in_text,
    find_links_without_meaning,
    find_links_that_lead_nowhere,
    find_capitals,
    find_flattened_text,
    find_small_numbers,
    find_small_counts_in_figures,
    find_email_addresses,
    find_telephone_numbers,
    find_nhs_numbers,
)


_URGENT = ("CON", "PRI")
"""Families to look at before others: a damaged workbook may be read wrongly, a small number harms a person."""


def check(
    reading: WorkbookReading, book: Book | None, card: Scorecard, pictures: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Return everything the checks find in a workbook, each thing once, the most useful to mend first.

    Args:
        reading: What was read from the workbook.
        book: The workbook itself, for the results stored with its formulas; None leaves those unchecked.
        card: The score of what was read.
        pictures: Which of the pictures that figures name lie beside the workbook, each with why it cannot be
            shown, as the end of a sentence, "" if it can; None if nobody can tell.
    """
    case = case_for(reading, book, card, pictures)
    found = dict.fromkeys(finding for run in CHECKS for finding in run(case))
    as_declared = [case.located.sheets.get(sheet.title, "") for sheet in SHEETS]
    titles = list(book.sheet_names()) if book else as_declared
    return tuple(sorted(found, key=lambda finding: _order(finding, titles)))


def _order(finding: Finding, titles: list[str]) -> tuple[int, int, int, int, int, str]:
    """Errors first; among equals what may explain others, then what would harm somebody, then by place.

    What is about a whole sheet or workbook comes before its cells.
    """
    source = finding.source
    sheet = titles.index(source.sheet) if source and source.sheet in titles else -1
    row, column, _, _ = (parse_box(source.cell) if source else None) or (0, 0, 0, 0)
    family = finding.code[:3]
    urgency = _URGENT.index(family) if family in _URGENT else len(_URGENT)
    return finding.severity.rank, urgency, sheet, row, column, finding.code
