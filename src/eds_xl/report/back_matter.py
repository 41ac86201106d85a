"""What stands last: next steps, approvals, the glossary, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from eds_xl.assessment.model import Approval, Assessment, GlossaryEntry, Organisation
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import NEXT_STEPS
from eds_xl.report.frame import organisation_name
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tables import Field, details_table, filled, prose_field, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.tree_text import block_texts, section_texts
from eds_xl.report.wording import NOT_STATED, Blocks


def next_steps(assessment: Assessment) -> tuple[Section, ...]:
    """Return what the organisation says it will do next; () if it says nothing."""
    own = own_texts(assessment, NEXT_STEPS, "next-steps")
    return (Section(NEXT_STEPS, "next-steps", own.blocks, own.sections, new_page=True),) if own else ()


def approvals(assessment: Assessment) -> tuple[Section, ...]:
    """Return who recommended, approved or ratified the report; () if nobody did yet."""
    table = approvals_table(assessment.approvals)
    return (Section("Approvals", "approvals", (table,)),) if table else ()


def approvals_table(entries: tuple[Approval, ...]) -> Table | None:
    """Return the table of who decided what and when; None if nobody did yet."""
    if not entries:
        return None
    fields: tuple[Field[Approval], ...] = (
        Field("Body", lambda approval: read_prose(approval.body), 2.0, NOT_STATED, header=True),
        prose_field("Decision", "decision", 1.0, blank=NOT_STATED),
        prose_field("Date", "date", 1.2, blank=NOT_STATED),
        prose_field("Minute reference", "minute", 1.2, optional=True),
    )
    return table_of("Who approved this report", fields, entries)


def glossary(
    entries: Iterable[GlossaryEntry], report_text: str, *, short: bool = False
) -> tuple[Section, ...]:
    """Return the abbreviations that occur in a document's text with their meanings; () for none.

    In a ``short`` document, what the text itself explains ("Integrated Care Board (ICB)") is left out.
    """
    used = {entry for entry in entries if occurs(entry.abbreviation, report_text)}
    if short:
        used = {entry for entry in used if not _is_explained(entry, report_text)}
    if not used:
        return ()
    fields: tuple[Field[GlossaryEntry], ...] = (
        Field("Abbreviation", lambda entry: read_prose(entry.abbreviation), 1.0, header=True),
        prose_field("Meaning", "meaning", 3.5, blank=NOT_STATED),
    )
    in_order = sorted(used, key=lambda e: (e.abbreviation.casefold(), e.abbreviation, e.meaning))
    table = table_of("Abbreviations used in this document", fields, in_order)
    return (Section("Glossary", "glossary", (table,), new_page=True),)


def _is_explained(entry: GlossaryEntry, text: str) -> bool:
    return f"{entry.meaning.strip()} ({entry.abbreviation.strip()})".casefold() in text.casefold()


def occurs(abbreviation: str, text: str) -> bool:
    """Say whether an abbreviation is a word of a text, or its plural: GP, GPs, but not GPX."""
    words = abbreviation.strip()
    if not words:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?:['’]?s)?(?!\w)", text) is not None


def with_back_matter(
    assessment: Assessment,
    title: str,
    cover: Blocks,
    sections: tuple[Section, ...],
    *,
    short: bool = False,
) -> tuple[Section, ...]:
    """Return a document's sections, then the glossary of the abbreviations in all of it, and the contact.

    A ``short`` document's glossary begins no page and leaves out what the text itself explains.
    """
    last = contact(assessment.organisation)
    name = organisation_name(assessment.organisation)
    words = "\n".join((title, name, *block_texts(cover), *section_texts((*sections, *last))))
    used = (
        replace(section, new_page=not short) for section in glossary(assessment.glossary, words, short=short)
    )
    return (*sections, *used, *last)


def contact(organisation: Organisation) -> tuple[Section, ...]:
    """Return whom to ask and how to get the report in another form; () if nothing of it is stated."""
    entries = filled(
        (
            ("Team", read_prose(organisation.contact_team)),
            ("E-mail", read_prose(organisation.contact_email)),
            ("Telephone", read_prose(organisation.contact_telephone)),
            ("Web address of this report", read_prose(organisation.report_address)),
        )
    )
    formats = read_prose(organisation.other_formats)
    table = (details_table("How to reach us", entries),) if entries else ()
    if not formats and not table:
        return ()
    return (Section("Contact", "contact", (*formats, *table)),)
