"""Nothing required may go missing unnoticed, and nothing that is there may be called missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eds_xl.assessment.entries import tidy, tidy_text
from eds_xl.assessment.finding import Severity
from eds_xl.assessment.model import (
    Action,
    Assessment,
    DomainOne,
    EngagementEvent,
    Evidence,
    PreviousAction,
    Service,
    SheetUse,
)
from eds_xl.assessment.place import Placed
from eds_xl.assessment.words import NO_ACTION, STAGES
from eds_xl.standard import OUTCOMES
from eds_xl.workbook.requirements import is_used
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Table
from eds_xl.workbook.template import build
from tests.builders import (
    AGREED,
    ONE_SERVICE,
    SERVICES,
    THREE_SERVICES,
    complete_assessment,
    with_recorded_score,
)
from tests.checks.drafts import Draft, complete

COMPLETE = complete_assessment()
MOST_ROWS = 2


Required = tuple[str, int | None, str]
"""What holds an entry, the number of its row (none for a form), its attribute."""

RATED: dict[str, tuple[str, ...]] = {
    THREE_SERVICES: ("service_1", "service_2", "service_3"),
    AGREED: ("agreed",),
    ONE_SERVICE: ("service_1",),
}
"""The columns of ratings that count in Domain 1, by method."""


def required_entries(assessment: Assessment) -> Iterator[Required]:
    """Yield what a complete assessment must not lack."""
    stage, method = assessment.organisation.stage, assessment.domain_1.method
    for sheet, form in FORMS:
        if is_used(assessment, sheet):
            yield from (
                (form.holds, None, entry.attribute) for entry in form.entries if entry.required_at(stage)
            )
    for number, rating in enumerate(assessment.ratings):
        columns = RATED[method] if rating.outcome[0] == "1" else ("rating",)
        owners = ("owners",) if rating.owners else ()
        yield from (("ratings", number, attribute) for attribute in (*columns, *owners))
    if method == THREE_SERVICES:
        yield from (("services", number, "name") for number in range(len(SERVICES)))
    for number, row in enumerate(assessment.evidence):
        if row.outcome:
            yield "evidence", number, "outcome"
            yield from (("evidence", number, "evidence"),) if not row.figure else ()
    for sheet, table in TABLES:
        if (
            table.growing
            and table.record is not None
            and table.holds != "evidence"
            and is_used(assessment, sheet)
        ):
            yield from _required_in(table, getattr(assessment, table.holds))


def _required_in(table: Table, records: tuple[Placed, ...]) -> Iterator[Required]:
    for number, record in enumerate(records[:MOST_ROWS]):
        exempt = table.exempt is not None and getattr(record, table.exempt[0]) == table.exempt[1]
        for entry in table.entries:
            if entry.required and not (exempt and entry.attribute in table.exempted):
                yield table.holds, number, entry.attribute


@pytest.mark.parametrize(("holds", "number", "attribute"), list(dict.fromkeys(required_entries(COMPLETE))))
def test_deleting_a_required_entry_gives_one_finding(holds: str, number: int | None, attribute: str) -> None:
    draft = complete()
    record = getattr(draft.assessment, holds)
    source = (record if number is None else record[number]).source(attribute)
    draft.put(source, "")
    findings = draft.findings()
    assert len(findings) == 1, [finding.message for finding in findings]
    (finding,) = findings
    assert finding.source is not None
    assert finding.source.sheet == source.sheet


def test_an_outcome_that_lost_its_only_code_is_one_finding_that_names_the_row() -> None:
    draft = complete()
    rows = [number for number, row in enumerate(draft.assessment.evidence) if row.outcome == "2B"]
    for number in rows:
        draft.row("evidence", number, outcome="")
    (finding,) = draft.findings()
    assert finding.code == "EVI-001"
    assert finding.next_step.endswith("or choose the outcome in rows 19 and 20, where there is none.")


def test_evidence_that_lost_all_of_its_codes_is_one_finding() -> None:
    draft = complete()
    for number, row in enumerate(draft.assessment.evidence):
        if row.domain == 3:
            draft.row("evidence", number, outcome="")
    assert [finding.code for finding in draft.findings()] == ["ROW-005"]


def test_a_row_that_lost_its_code_takes_its_owner_along_though_more_rows_are_there() -> None:
    draft = complete()
    first, second = (number for number, row in enumerate(draft.assessment.evidence) if row.outcome == "2B")
    draft.rate("2B", owners="")
    draft.row("evidence", second, owners="")
    draft.row("evidence", first, outcome="", owners="Head of Security")
    assert [finding.code for finding in draft.findings()] == ["ROW-006"]
    draft.row("evidence", first, owners="")
    assert [finding.code for finding in draft.findings()] == ["EVI-005", "ROW-006"]


# ---------------------------------------------------------------- random complete assessments

# Words in which no check of language finds anything.
PLAIN = st.text("bdfghjk ", min_size=2, max_size=20).map(tidy_text).filter(bool)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)
TEXT = WORDS.map(tidy_text).filter(bool)
RATING = st.integers(0, 3)
HIGH = st.integers(2, 3)
OUTCOME = st.sampled_from([outcome.code for outcome in OUTCOMES])
MAYBE = st.sampled_from(["", "Yes", "No"])


@st.composite
def services(draw: st.DrawFn, named: int, texts: st.SearchStrategy[str]) -> tuple[Service, ...]:
    names = draw(st.lists(texts, min_size=named, max_size=named))
    numbers = [service.number for service in SERVICES]
    return tuple(
        Service(number, name=name, short_name=draw(st.sampled_from(["", "Short"])))
        for number, name in zip(numbers, [*names, "", "", ""], strict=False)
    )


@st.composite
def evidence(draw: st.DrawFn, owned: bool, texts: st.SearchStrategy[str]) -> tuple[Evidence, ...]:
    """Draw evidence for every outcome, now and then with rows that continue the row above."""
    rows: list[Evidence] = []
    for outcome in OUTCOMES:
        owners = draw(texts) if owned else ""
        rows.append(Evidence(outcome.domain, outcome.code, draw(texts), owners=owners, publish=draw(MAYBE)))
        for _ in range(draw(st.integers(0, 2))):
            own = draw(st.sampled_from(["", outcome.code]))
            rows.append(Evidence(outcome.domain, own, draw(texts)))
    return tuple(rows)


@st.composite
def valid_assessments(
    draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXT, rating_of: st.SearchStrategy[int] = RATING
) -> Assessment:
    """Draw an assessment in which all that is required is there, in whatever words."""
    method = draw(st.sampled_from([THREE_SERVICES, AGREED, ONE_SERVICE]))
    by_row = draw(st.booleans())
    ratings = []
    for rating in COMPLETE.ratings:
        names = RATED[method] if rating.outcome[0] == "1" else ("rating",)
        entries: dict[str, Any] = {name: draw(rating_of) for name in names}
        owners = "" if by_row else draw(texts)
        ratings.append(type(rating)(rating.outcome, owners=owners, **entries))
    stage = draw(st.sampled_from(STAGES))
    unused = draw(st.sets(st.sampled_from(["Engagement", "Previous actions", "Board paper"])))
    kind = draw(st.sampled_from(["", "Action", NO_ACTION]))
    action = Action(draw(OUTCOME), draw(texts), kind=kind)
    if kind != NO_ACTION:
        action = replace(action, objective=draw(texts), completion_date="Ongoing", owners=draw(texts))
    assessment = replace(
        COMPLETE,
        organisation=replace(COMPLETE.organisation, stage=stage, name=draw(texts), eds_leads=draw(texts)),
        sheet_uses=tuple(SheetUse(use.sheet, "No") for use in COMPLETE.sheet_uses if use.sheet in unused),
        domain_1=DomainOne(method),
        services=draw(
            services({THREE_SERVICES: 3, AGREED: draw(st.integers(1, 3)), ONE_SERVICE: 1}[method], texts)
        ),
        ratings=tuple(ratings),
        evidence=draw(evidence(by_row, texts)),
        events=() if "Engagement" in unused else (EngagementEvent("All domains", draw(texts), draw(texts)),),
        previous_actions=()
        if "Previous actions" in unused
        else (PreviousAction(draw(OUTCOME), draw(texts), "Carried forward"),),
        actions=(action,),
    )
    return with_recorded_score(tidy(assessment))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(assessment=valid_assessments())
def test_a_valid_assessment_has_no_error(assessment: Assessment) -> None:
    draft = Draft(build(assessment))
    assert draft.assessment == assessment
    errors = [finding for finding in draft.findings() if finding.severity is Severity.ERROR]
    assert errors == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(assessment=valid_assessments(PLAIN, HIGH), data=st.data())
def test_deleting_any_required_entry_of_any_assessment_gives_one_more(
    assessment: Assessment, data: st.DataObject
) -> None:
    draft = Draft(build(assessment))
    before = {(finding.code, finding.where): finding.message for finding in draft.findings()}
    holds, number, attribute = data.draw(st.sampled_from(list(required_entries(assessment))))
    record = getattr(draft.assessment, holds)
    draft.put((record if number is None else record[number]).source(attribute), "")
    after = {(finding.code, finding.where): finding.message for finding in draft.findings()}
    new = [message for place, message in after.items() if place not in before]
    if not new:
        # A row that joins others which continue the row above makes their finding longer.
        growing = [place for place in before if place[0] in ("ROW-006", "ROW-009")]
        new = [after[place] for place in growing if after[place] != before[place]]
    assert len(new) == 1, new
