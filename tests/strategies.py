"""Random assessments and rating grids, as people might enter them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from eds_xl.assessment.entries import tidy
from eds_xl.assessment.model import SERVICES, Assessment, DomainOne, OutcomeRating, Service, is_blank
from eds_xl.assessment.place import Placed
from eds_xl.standard import METHODS, OUTCOMES
from eds_xl.workbook.lists import LISTS
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry, Kind, Table

# Everything Excel can hold: no surrogates, and not the two code points that XML forbids.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=0, max_size=40
)
RATING = st.one_of(st.none(), st.integers(0, 3))
ANY_RATING = st.one_of(st.none(), st.integers(-1, 4), st.sampled_from(["2/Achieving", "1.5", "n/a", "x"]))
CHOICE = st.sampled_from(["", *(method.choice for method in METHODS)])


def entry_values(entry: Entry) -> st.SearchStrategy[Any]:
    """Return what may be entered in a cell of the spec."""
    if entry.kind is Kind.RATING:
        return ANY_RATING
    if entry.kind is Kind.TOTAL:
        return st.sampled_from(["", "0", "7", "19"])
    if entry.choices and entry.choices != "Service":
        return st.sampled_from(["", *(str(value) for value in LISTS[entry.choices].values)])
    return TEXT


def records(table: Table) -> st.SearchStrategy[Placed]:
    """Return random rows of a table, never quite blank ones."""
    assert table.record is not None
    columns = {entry.attribute: entry_values(entry) for entry in table.entries if entry.is_read}
    constants: dict[str, Any] = dict(table.constants)
    record_type = table.record

    def build(values: dict[str, Any]) -> Placed:
        return record_type(**values, **constants)

    return st.fixed_dictionaries(columns).map(build)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw a tidy assessment with anything in any cell."""
    values: dict[str, Any] = {}
    for _, form in FORMS:
        entered = {entry.attribute: draw(entry_values(entry)) for entry in form.entries}
        values[form.holds] = form.record(**entered)
    for _, table in TABLES:
        if table.record is None:
            continue
        if table.key:
            keys: list[dict[str, Any]] = [{table.key: str(row[0])} for row in table.given]
            rows = [replace(draw(records(table)), **key) for key in keys]
        else:
            rows = draw(st.lists(records(table), max_size=3 if table.growing else table.rows))
        values.setdefault(table.holds, []).extend(rows)
    drawn: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return without_blank_rows(tidy(Assessment(**drawn)))


def without_blank_rows(assessment: Assessment) -> Assessment:
    """Drop rows in which nothing is entered, as reading does."""
    changes: dict[str, Any] = {}
    for _, table in TABLES:
        if table.record is None or getattr(Assessment(), table.holds):
            continue
        rows = changes.get(table.holds, getattr(assessment, table.holds))
        changes[table.holds] = tuple(row for row in rows if not is_blank(row, table.not_entered))
    return replace(assessment, **changes)


@st.composite
def grids(draw: st.DrawFn) -> Assessment:
    """Draw an assessment with ratings, services and a method only, complete or not."""
    holes = draw(st.sampled_from(["none", "some", "many"]))
    rating = {"none": st.integers(0, 3), "some": RATING, "many": st.one_of(st.none(), ANY_RATING)}[holes]
    kinds = draw(st.sets(st.sampled_from(["service_1", "service_2", "service_3", "agreed"])))
    ratings = []
    for outcome in OUTCOMES:
        names = kinds if outcome.domain == 1 else {"rating"}
        entries: dict[str, Any] = {name: draw(rating) for name in (*sorted(names), "last_year")}
        ratings.append(OutcomeRating(outcome.code, **entries))
    service_names = st.sampled_from(
        ["Maternity", "Urgent  care", ""] if holes == "many" else ["Maternity", "Pharmacy"]
    )
    services = tuple(
        Service(number, name=draw(service_names), short_name=draw(st.sampled_from(["", "Short"])))
        for number in SERVICES
    )
    return replace(Assessment(), ratings=tuple(ratings), services=services, domain_1=DomainOne(draw(CHOICE)))


def attributes(record: Placed) -> list[str]:
    """Return the names of a record's entries."""
    return [item.name for item in fields(record) if item.name != "place"]
