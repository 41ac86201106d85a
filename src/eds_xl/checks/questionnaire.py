"""The questions on engagement and evidence: those that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator

from eds_xl.assessment.finding import Finding
from eds_xl.assessment.model import Answer, Service
from eds_xl.assessment.place import Source
from eds_xl.assessment.words import is_reached
from eds_xl.checks.case import Case
from eds_xl.checks.catalogue import make
from eds_xl.checks.wording import cells, count, first_letter_up, listed, quoted
from eds_xl.workbook.sheets import TABLES

_SHEET, _QUESTIONS = next((sheet, table) for sheet, table in TABLES if table.holds == "answers")
_COLUMNS = ("service_1", "service_2", "service_3")
_FROM_STAGE = "For approval"


def find_unanswered_questions(case: Case) -> Iterator[Finding]:
    """Find the questions that are not answered for a service of this year, or not at all; one finding.

    Only from the stage on in which the report goes to others. Where the whole sheet is empty, that is said
    of its tables together (rows.py).
    """
    if not case.uses(_SHEET) or not is_reached(case.assessment.organisation.stage, _FROM_STAGE):
        return
    answered = any(any(answer.services) for answer in case.assessment.answers)
    if not answered and not case.assessment.events:
        return
    lacking = [
        (service, sources)
        for service, column in zip(case.assessment.services, _COLUMNS, strict=True)
        if (sources := _unanswered(case, service, column))
    ]
    if lacking:
        first, about = lacking[0][1][0], " ".join(source.key for _, sources in lacking for source in sources)
        if answered:
            yield make("ORG-014", first, about=about, what=_by_service(lacking), table=_QUESTIONS.title)
        else:
            yield make("ORG-015", first, about=about, all=len(_QUESTIONS.given), table=_QUESTIONS.title)


def _unanswered(case: Case, service: Service, column: str) -> list[Source]:
    """Return the cells in which answers are missing; none for a service that is not assessed."""
    answers: tuple[Answer, ...] = case.assessment.answers
    if not service.name and not any(getattr(answer, column) for answer in answers):
        return []
    places = (case.place_for(answer, column) for answer in answers if not getattr(answer, column))
    return [source for source in places if source]


def _by_service(lacking: list[tuple[Service, list[Source]]]) -> str:
    words = [
        f"{count(len(sources), 'question')} for {quoted(service.label)} ({cells(sources)})"
        for service, sources in lacking
    ]
    are = "is" if len(lacking) == len(lacking[0][1]) == 1 else "are"
    return f"{first_letter_up(listed(words))} {are} not answered"
