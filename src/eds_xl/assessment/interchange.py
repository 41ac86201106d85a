"""The assessment as versioned JSON: for other systems, for the examples and for ``eds-xl new --from``.

The attribute names of the model are the keys; what is blank is left out. The published schema is made
from the model by :func:`schema`, so the two cannot drift apart.
"""

from __future__ import annotations

import json
import math
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, cast, get_args, get_type_hints

from eds_xl.assessment import model
from eds_xl.assessment.model import Assessment
from eds_xl.assessment.place import Placed

FORMAT = "eds-xl assessment"
VERSION = 1

_MOST_DIGITS = 310  # of the largest number that a cell holds, with its sign


class InterchangeProblem(Exception):
    """A JSON text that is no assessment; the message is one sentence for the user."""


def to_json(assessment: Assessment) -> str:
    """Return the assessment as indented JSON text, in the model's order, without what is blank."""
    return json.dumps(to_data(assessment), ensure_ascii=False, indent=2) + "\n"


def to_data(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain dictionaries and lists, ready for JSON."""
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for item in fields(assessment):
        value = getattr(assessment, item.name)
        plain = _plain_rows(item.name, value) if isinstance(value, tuple) else _plain(value)
        if plain:
            data[item.name] = plain
    return data


def _plain_rows(name: str, records: tuple[Placed, ...]) -> list[dict[str, Any]]:
    """Leave out given rows (a service, an outcome) in which nothing was entered: reading adds them again."""
    given: tuple[Placed, ...] = getattr(Assessment(), name)
    return [_plain(record) for record in records if record not in given]


def _plain(record: Placed) -> dict[str, Any]:
    values = {item.name: getattr(record, item.name) for item in fields(record) if item.name != "place"}
    return {name: value for name, value in values.items() if value not in ("", None)}


def from_json(text: str) -> Assessment:
    """Return the assessment a JSON text holds; raises :class:`InterchangeProblem` if it holds none."""
    try:
        data = json.loads(
            text, parse_int=_whole, parse_float=_whole_or_float, object_pairs_hook=_each_name_once
        )
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as problem:
        raise InterchangeProblem(f"it is not JSON from line {problem.lineno} on") from None
    except RecursionError:
        raise InterchangeProblem("it is nested too deeply") from None
    except UnicodeEncodeError:
        raise InterchangeProblem("it holds half a character") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InterchangeProblem(f'it does not say "format": "{FORMAT}"')
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InterchangeProblem('its "version" is not a whole number')
    if version > VERSION:
        raise InterchangeProblem(
            f"it is of version {version}, newer than this eds-xl reads (version {VERSION})"
        )
    return _assessment({key: value for key, value in data.items() if key not in ("format", "version")})


def _whole(number: str) -> int:
    """Return a whole number that a cell keeps as it is; larger ones would lose their last digits there."""
    kept = float(number) if len(number) <= _MOST_DIGITS else math.inf
    if math.isfinite(kept) and int(kept) == int(number):
        return int(kept)
    raise InterchangeProblem("it holds a number with more digits than a cell keeps")


def _whole_or_float(number: str) -> int | float:
    """Read 2.0 as the whole number it is, as JSON Schema does."""
    value = float(number)
    return _whole(f"{value:.0f}") if value.is_integer() else value


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice, of which all but the last would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InterchangeProblem(f'it holds "{twice}" twice in one group')
    return found


def _assessment(data: dict[str, Any]) -> Assessment:
    hints = get_type_hints(Assessment)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise InterchangeProblem(f'it holds "{unknown[0]}", which is no part of an assessment')
    values: dict[str, Any] = {}
    for name, value in data.items():
        record_type = _record_type(hints[name])
        if hints[name] is record_type:
            values[name] = _record(record_type, value, name)
        elif isinstance(value, list):
            records = tuple(
                _record(record_type, entry, f"{name}, entry {n}") for n, entry in enumerate(value, 1)
            )
            values[name] = _completed(name, records)
        else:
            raise InterchangeProblem(f'"{name}" is not a list')
    return Assessment(**values)


def _record_type(hint: Any) -> type[Placed]:
    return cast("type[Placed]", hint if is_dataclass(hint) else get_args(hint)[0])


def _record(record_type: type[Placed], value: object, where: str) -> Placed:
    if not isinstance(value, dict):
        raise InterchangeProblem(f'"{where}" is not a group of named entries')
    hints = {name: hint for name, hint in get_type_hints(record_type).items() if name != "place"}
    for name, entry in value.items():
        if name not in hints:
            raise InterchangeProblem(f'"{where}" holds "{name}", which is no part of it')
        if not _fits(entry, hints[name]):
            raise InterchangeProblem(
                f'"{name}" in "{where}" is neither text nor a whole number where one may stand'
            )
    return record_type(**value)


def _fits(entry: object, hint: Any) -> bool:
    if isinstance(entry, bool):
        return False
    if isinstance(entry, str):
        return hint is not int
    return isinstance(entry, int) and hint in (int, model.RatingEntry)


def _completed(name: str, records: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Put given rows (services, ratings ...) in the standard's order and add the missing ones."""
    given: tuple[Placed, ...] = getattr(Assessment(), name)
    if not given:
        return records
    key = fields(given[0])[1].name
    by_key = {getattr(record, key): record for record in records}
    unknown = sorted(str(found) for found in set(by_key) - {getattr(record, key) for record in given})
    if unknown:
        raise InterchangeProblem(f'"{name}" holds "{unknown[0]}", which is not one of its rows')
    if len(by_key) < len(records):
        raise InterchangeProblem(f'"{name}" holds the same row twice')
    return tuple(by_key.get(getattr(record, key), record) for record in given)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the format, made from the model."""
    properties: dict[str, Any] = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    definitions: dict[str, Any] = {}
    for name, hint in get_type_hints(Assessment).items():
        record_type = _record_type(hint)
        reference = {"$ref": f"#/$defs/{record_type.__name__}"}
        definitions[record_type.__name__] = _definition(record_type)
        properties[name] = reference if hint is record_type else {"type": "array", "items": reference}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "EDS 2022 assessment",
        "description": "One organisation's NHS EDS 2022 assessment, as eds-xl writes it.",
        "type": "object",
        "properties": properties,
        "required": ["format", "version"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _definition(record_type: type[Placed]) -> dict[str, Any]:
    hints = get_type_hints(record_type)
    own: list[Field[Any]] = [item for item in fields(record_type) if item.name != "place"]
    return {
        "type": "object",
        "description": (record_type.__doc__ or "").split("\n")[0],
        "properties": {item.name: _type_of(hints[item.name]) for item in own},
        "required": [item.name for item in own if item.default is MISSING],
        "additionalProperties": False,
    }


def _type_of(hint: Any) -> dict[str, Any]:
    if hint == model.RatingEntry:
        return {"type": ["integer", "string"]}
    return {"type": "integer"} if hint is int else {"type": "string"}
