"""The published JSON Schema: what the code generates, what the examples keep to, as strict as the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from eds_xl.actions.demo import EXAMPLES
from eds_xl.assessment.interchange import InterchangeProblem, from_json, to_data
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scoring import score
from tests.strategies import assessments
from tools.make_schema import SCHEMA, schema_text

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "eds_xl" / "examples"
MANUAL = ROOT / "docs" / "json.md"
HEAD: dict[str, Any] = {"format": "eds-xl assessment", "version": 1}
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_published_schema_is_the_one_the_code_generates() -> None:
    assert SCHEMA.read_bytes() == schema_text().encode("utf-8"), "run: .venv/bin/python tools/make_schema.py"


def test_the_published_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_keep_to_it(name: str) -> None:
    VALIDATOR.validate(json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))


@given(assessments())
@settings(max_examples=25)
def test_whatever_eds_xl_writes_keeps_to_it(assessment: Assessment) -> None:
    VALIDATOR.validate(json.loads(json.dumps(to_data(assessment))))


@pytest.mark.parametrize(
    "accepted",
    [
        {},
        {"organisation": {"name": "Our Trust"}},
        {"ratings": [{"outcome": "2A", "rating": 2}, {"outcome": "2B", "rating": "2/Achieving"}]},
        {"evidence": [{"domain": 1, "outcome": "1A", "evidence": "Survey of 2024."}]},
    ],
)
def test_schema_and_reader_accept(accepted: dict[str, Any]) -> None:
    data = HEAD | accepted
    assert VALIDATOR.is_valid(data)
    from_json(json.dumps(data))


@pytest.mark.parametrize(
    "refused",
    [
        {"format": "something else"},
        {"version": 0},
        {"version": "1"},
        {"version": 2},
        {"strangers": []},
        {"organisation": []},
        {"organisation": {"nickname": "Ours"}},
        {"organisation": {"name": 3}},
        {"organisation": {"name": None}},
        {"ratings": {"outcome": "2A"}},
        {"ratings": ["2A"]},
        {"ratings": [{"outcome": "2A", "rating": 1.5}]},
        {"ratings": [{"outcome": "2A", "rating": True}]},
        {"evidence": [{"domain": "1", "outcome": "1A"}]},
    ],
)
def test_schema_and_reader_refuse(refused: dict[str, Any]) -> None:
    data = HEAD | refused
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(InterchangeProblem):
        from_json(json.dumps(data))


@pytest.mark.parametrize("key", HEAD)
def test_format_and_version_must_be_there(key: str) -> None:
    data = {name: value for name, value in HEAD.items() if name != key}
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(InterchangeProblem):
        from_json(json.dumps(data))


def test_the_example_in_the_documentation_can_be_read() -> None:
    text = MANUAL.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    VALIDATOR.validate(json.loads(text))
    card = score(from_json(text))
    assert card.domains[0].total == 6
    assert card.medians_differ
