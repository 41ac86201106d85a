"""What stands first: the cover, what a draft still lacks, the introduction."""

from __future__ import annotations

from eds_xl.assessment.blocks import Block, Contents, Paragraph, Span
from eds_xl.assessment.links import read_spans
from eds_xl.assessment.model import Assessment, Organisation
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.assessment.words import INTRODUCTION
from eds_xl.report.frame import classification, stage_label
from eds_xl.report.last_year import last_year_statement
from eds_xl.report.options import ReportOptions
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tree import ListBlock, Section
from eds_xl.report.wording import Blocks, one_line, plain
from eds_xl.standard import EDS
from eds_xl.standard.labels import LABELS

_MISSING = "missing"


def report_cover(assessment: Assessment, card: Scorecard, options: ReportOptions) -> Blocks:
    """Return what stands under the title: stage, the template's official lines, the rating, the contents."""
    return (
        *stage_callout(assessment.organisation, options),
        *official_lines(assessment),
        _rating_callout(assessment, card),
        Contents("Contents", depth=1),
    )


def _rating_callout(assessment: Assessment, card: Scorecard) -> Block:
    """Return the result in one line, so that nobody has to look for it."""
    statement = Span(card.statement, bold=True)
    if card.total is None:
        return Paragraph((statement,), "callout")
    before = last_year_statement(assessment, card)
    spans = [Span("EDS Organisation Rating: "), statement]
    return Paragraph((*spans, *([Span(f" ({before})")] if before else [])), "callout")


def official_lines(assessment: Assessment) -> Blocks:
    """Return the lines of the template's cover: what report this is, of which year and version."""
    organisation = assessment.organisation
    standard_title = EDS.title if one_line(organisation.report_title) else ""
    return (
        *leads((standard_title, EDS.template_title, *year_line(organisation))),
        *plain(f"Classification: {classification(organisation)}"),
        *plain(EDS.approval_reference),
        *plain(EDS.template_version),
    )


def leads(lines: tuple[str, ...]) -> Blocks:
    """Return some lines in larger letters, without those that are blank."""
    return tuple(block for words in lines if words for block in plain(words, role="lead"))


def year_line(organisation: Organisation) -> tuple[str, ...]:
    """Return the line that names the reporting year; () if it is not stated."""
    year = one_line(organisation.reporting_year)
    return (f"Reporting year {year}",) if year else ()


def stage_callout(organisation: Organisation, options: ReportOptions) -> Blocks:
    """Return what sets a draft or a document for approval apart; () for one that is final."""
    label = stage_label(organisation, options)
    if not label:
        return ()
    spans = [Span(label, bold=True)]
    if options.draft and options.missing:
        spans += [Span(". "), Span(_missing_title(options), link=f"#{_MISSING}"), Span(".")]
    callout: Block = Paragraph(tuple(spans), "callout")
    return (callout,)


def _missing_title(options: ReportOptions) -> str:
    count = len(options.missing)
    return (
        "One thing is missing from this draft"
        if count == 1
        else f"{count} things are missing from this draft"
    )


def missing_section(options: ReportOptions) -> tuple[Section, ...]:
    """Return the section that lists what a draft still lacks; () for a final document."""
    if not (options.draft and options.missing):
        return ()
    items = tuple((Paragraph(read_spans(one_line(sentence))),) for sentence in options.missing)
    return (Section(_missing_title(options), _MISSING, (ListBlock(items),), new_page=True),)


def introduction(assessment: Assessment) -> Section:
    """Return the official introduction and the organisation's own."""
    official = tuple(block for words in LABELS.introduction for block in read_prose(words))
    own = own_texts(assessment, INTRODUCTION, "introduction")
    blocks = (*official, *own.blocks)
    return Section(LABELS.headings.introduction, "introduction", blocks, own.sections, new_page=True)
