"""What every document has around its content: title, subtitle, header and footer line, properties."""

from __future__ import annotations

from collections.abc import Iterable

from eds_xl.assessment.model import Organisation
from eds_xl.assessment.words import FOR_APPROVAL, same
from eds_xl.report.document_date import document_date
from eds_xl.report.options import ReportOptions
from eds_xl.report.tree import Document, Section
from eds_xl.report.wording import Blocks, one_line
from eds_xl.standard import EDS

_NO_NAME = "Name of organisation not stated"


def framed(
    organisation: Organisation,
    options: ReportOptions,
    title: str,
    cover: Blocks,
    sections: Iterable[Section],
    *,
    subject: str,
) -> Document:
    """Return a document of some content under its title; a draft's title and each of its pages say so."""
    name, year = organisation_name(organisation), one_line(organisation.reporting_year)
    return Document(
        title=marked_title(title, options),
        subtitle=name,
        cover=cover,
        sections=tuple(sections),
        header=_joined((stage_label(organisation, options), title, year), " · "),
        footer=f"{name} · {classification(organisation)}",
        created=document_date(organisation),
        subject=_joined((subject, year), " "),
        keywords=tuple(part for part in ("EDS 2022", name, year) if part),
        draft=options.draft,
    )


def marked_title(title: str, options: ReportOptions) -> str:
    """Return the title as printed; a draft's says so."""
    return f"Draft: {title}" if options.draft else title


def report_title(organisation: Organisation) -> str:
    """Return the title of the report: the organisation's own, else the standard's."""
    return one_line(organisation.report_title) or EDS.title


def organisation_name(organisation: Organisation) -> str:
    """Return the organisation's name for headings and lines."""
    return one_line(organisation.name) or _NO_NAME


def classification(organisation: Organisation) -> str:
    """Return the protective marking."""
    return one_line(organisation.classification) or EDS.default_classification


def stage_label(organisation: Organisation, options: ReportOptions) -> str:
    """Return the label of a document that is not final ("Draft", "For approval"), or ""."""
    for_approval = FOR_APPROVAL if same(organisation.stage, FOR_APPROVAL) else ""
    return _joined(("Draft" if options.draft else "", for_approval), " · ")


def _joined(parts: Iterable[str], mark: str) -> str:
    return mark.join(part for part in parts if part)
