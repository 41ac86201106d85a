"""What stands first: the cover, what a draft still lacks, the introduction."""

from __future__ import annotations

from eds_xl.assessment.blocks import Block, Contents, Paragraph, Span
from eds_xl.assessment.links import read_spans
from eds_xl.assessment.model import Assessment, Organisation
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import FOR_APPROVAL, INTRODUCTION, same
from eds_xl.report.options import ReportOptions
from eds_xl.report.own_texts import own_texts
from eds_xl.report.tree import ListBlock, Section
from eds_xl.report.wording import Blocks, one_line, plain
from eds_xl.standard import EDS
from eds_xl.standard.labels import LABELS

_MISSING = "missing"
_NO_NAME = "Name of organisation not yet stated"


def report_title(organisation: Organisation, options: ReportOptions) -> str:
    """Return the title of the report; a draft's says so."""
    title = one_line(organisation.report_title) or EDS.title
    return f"Draft: {title}" if options.draft else title


def organisation_name(organisation: Organisation) -> str:
    """Return the organisation's name for headings and lines."""
    return one_line(organisation.name) or _NO_NAME


def classification(organisation: Organisation) -> str:
    """Return the protective marking."""
    return one_line(organisation.classification) or EDS.default_classification


def stage_label(organisation: Organisation, options: ReportOptions) -> str:
    """Return the label of a report that is not final ("Draft", "For approval"), or ""."""
    labels = []
    if options.draft:
        labels.append("Draft")
    if same(organisation.stage, FOR_APPROVAL):
        labels.append(FOR_APPROVAL)
    return " · ".join(labels)


def header_line(organisation: Organisation, options: ReportOptions) -> str:
    """Return the line at the head of each page."""
    title = one_line(organisation.report_title) or EDS.title
    parts = (stage_label(organisation, options), title, one_line(organisation.reporting_year))
    return " · ".join(part for part in parts if part)


def cover(assessment: Assessment, options: ReportOptions) -> Blocks:
    """Return what stands under the title: the official lines of the template, the stage, the contents."""
    organisation = assessment.organisation
    standard_title = EDS.title if one_line(organisation.report_title) else ""
    year = one_line(organisation.reporting_year)
    blocks: list[Block] = []
    label = stage_label(organisation, options)
    if label:
        blocks.append(_callout(label, options))
    for words in (standard_title, EDS.template_title, f"Reporting year {year}" if year else ""):
        blocks.extend(plain(words, role="lead") if words else ())
    blocks.extend(plain(f"Classification: {classification(organisation)}"))
    blocks.extend(plain(EDS.approval_reference))
    blocks.extend(plain(EDS.template_version))
    blocks.append(Contents("Contents", depth=1))
    return tuple(blocks)


def _callout(label: str, options: ReportOptions) -> Paragraph:
    spans = [Span(label, bold=True)]
    if options.draft and options.missing:
        spans += [Span(". "), Span(_missing_title(options), link=f"#{_MISSING}"), Span(".")]
    return Paragraph(tuple(spans), "callout")


def _missing_title(options: ReportOptions) -> str:
    count = len(options.missing)
    return (
        "One thing is missing from this draft"
        if count == 1
        else f"{count} things are missing from this draft"
    )


def missing_section(options: ReportOptions) -> tuple[Section, ...]:
    """Return the section that lists what a draft still lacks; () for a final report."""
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
