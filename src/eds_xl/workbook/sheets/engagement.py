"""The Engagement sheet: the questionnaire for the three services and the engagement events."""

from __future__ import annotations

from eds_xl.assessment.model import Answer, EngagementEvent
from eds_xl.standard import QUESTIONS
from eds_xl.workbook.spec import ALWAYS, Entry, Kind, Sheet, Table

ENGAGEMENT = Sheet(
    title="Engagement",
    purpose="Whom you engaged, when and how, and where the evidence came from",
    instructions=(
        'Answer each question for each service; "None", "n/a" and "first submission" are complete answers.',
        "List the events below: the report's engagement dates are put together from them.",
    ),
    optional=True,
    blocks=(
        Table(
            name="EDS_Questionnaire",
            title="Engagement and evidence questions",
            description="The official questions on engagement and evidence, with a column of answers for each service.",
            holds="answers",
            record=Answer,
            given=tuple((str(question.number), question.text, question.section) for question in QUESTIONS),
            entries=(
                Entry("number", "Question number", "", Kind.GIVEN, width=18),
                Entry("", "Question", "", Kind.SHOWN, width=50),
                Entry("", "About", "", Kind.SHOWN, width=20),
                Entry("service_1", "Service 1", "The answer for service 1.", Kind.LINES, width=50),
                Entry("service_2", "Service 2", "The answer for service 2.", Kind.LINES, width=50),
                Entry("service_3", "Service 3", "The answer for service 3.", Kind.LINES, width=50),
            ),
        ),
        Table(
            name="EDS_Events",
            title="Engagement events",
            description="The events at which people were engaged, outcomes scored or the assessment reviewed.",
            holds="events",
            prefix="G",
            lead="event",
            record=EngagementEvent,
            growing=True,
            at_least=1,
            entries=(
                Entry(
                    "domain",
                    "Domain",
                    "The domain the event was for.",
                    Kind.CHOICE,
                    "Domain",
                    required=ALWAYS,
                    width=18,
                ),
                Entry(
                    "event", "Event", "What it was, such as: stakeholder review.", required=ALWAYS, width=44
                ),
                Entry(
                    "date",
                    "Date or period",
                    "When it was: a day, a month or a period.",
                    Kind.DATE,
                    required=ALWAYS,
                ),
                Entry("who", "Who took part", "Groups and organisations rather than names.", Kind.LINES),
                Entry("purpose", "Purpose", "Choose from the list.", Kind.CHOICE, "EventPurpose"),
                Entry("about", "Outcomes or services", "The outcomes or services it was about."),
                Entry("ref", "Ref", "Written by eds-xl; leave it as it is.", Kind.WRITTEN, width=10),
            ),
        ),
    ),
)
