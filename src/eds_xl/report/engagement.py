"""Who was engaged and where the evidence came from: outside reviewers, events, the official questions."""

from __future__ import annotations

from collections.abc import Iterable

from eds_xl.assessment.model import Assessment, EngagementEvent, Service
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import INDEPENDENT_REVIEW, same
from eds_xl.report.tables import Field, details_table, lines_field, prose_field, table_of
from eds_xl.report.tree import Section, Table
from eds_xl.report.wording import NOT_STATED, Blocks, bullets, line_list, one_line, plain
from eds_xl.standard import DOMAINS, QUESTIONS, Question
from eds_xl.standard.labels import LABELS

_SECTIONS = tuple(dict.fromkeys(question.section for question in QUESTIONS))


def third_party_involvement(assessment: Assessment) -> Section:
    """Return who reviewed Domain 3 from outside; independent reviews among the events count too."""
    labels = LABELS.third_party
    independent = (*line_list(assessment.reviewers.independent), *_reviews(assessment.events))
    entries = (
        (labels.trade_unions, line_list(assessment.reviewers.trade_unions)),
        (labels.independent, independent),
    )
    return Section(LABELS.headings.third_party, "third-party", (details_table("Who took part", entries),))


def _reviews(events: Iterable[EngagementEvent]) -> Blocks:
    """Return the independent reviews that were for Domain 3 or for all domains."""
    others = {domain.name.casefold() for domain in DOMAINS[:2]}
    reviews = (
        event
        for event in events
        if same(event.purpose, INDEPENDENT_REVIEW) and event.domain.strip().casefold() not in others
    )
    return bullets(
        ", ".join(part for part in map(one_line, (r.event, r.date, r.who)) if part) for r in reviews
    )


def engagement_and_evidence(assessment: Assessment) -> tuple[Section, ...]:
    """Return the appendix with the events and the answers to the official questions; () if blank."""
    sections = tuple(
        _questionnaire(assessment, position, service)
        for position, service in enumerate(assessment.services)
        if any(answer.services[position] for answer in assessment.answers)
    )
    blocks = (_events(assessment.events),) if assessment.events else ()
    if not blocks and not sections:
        return ()
    return (Section("Engagement and evidence", "engagement", blocks, sections, new_page=True),)


def _events(events: Iterable[EngagementEvent]) -> Table:
    fields: tuple[Field[EngagementEvent], ...] = (
        prose_field("Domain", "domain", 23),
        prose_field("Event", "event", 40),
        prose_field("Date or period", "date", 28, blank=NOT_STATED),
        lines_field("Who took part", "who", 38, optional=True),
        prose_field("Purpose", "purpose", 30, optional=True),
        prose_field("Outcomes or services", "about", 27, optional=True),
    )
    return table_of("Engagement events", fields, events)


def _questionnaire(assessment: Assessment, position: int, service: Service) -> Section:
    answers = {answer.number: answer.services[position] for answer in assessment.answers}
    tables = tuple(_answers(section, answers) for section in _SECTIONS)
    return Section(one_line(service.name) or service.number, f"engagement-service-{position + 1}", tables)


def _answers(section: str, answers: dict[str, str]) -> Table:
    fields: tuple[Field[Question], ...] = (
        Field("Question", lambda question: plain(question.text), 1.0, header=True),
        Field(
            "Answer", lambda question: read_prose(answers.get(str(question.number), "")), 2.0, "Not answered"
        ),
    )
    return table_of(section, fields, (question for question in QUESTIONS if question.section == section))
