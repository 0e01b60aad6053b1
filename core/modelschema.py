"""The JSON Schema of models' files, and everything in a file that is not as it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from core.modelchecks import MOST_TOLD, WrongModel

RESOURCES = Path(__file__).parent.parent / "resources"
SCHEMA = RESOURCES / "model.schema.json"
COMMON = RESOURCES / "model-fields.json"
"""What many models share: fields that a file names by ``like``."""

Keys: TypeAlias = tuple[str | int, ...]
"""The keys and the numbers that lead to a part of a file."""
Found: TypeAlias = tuple[Keys, WrongModel]
"""What is wrong with a part of a file."""

MOST_FOUND = 10 * MOST_TOLD
"""Mistakes of a file that are looked for: of several that are the same one is told."""

_Schema: TypeAlias = Mapping[str, Any]
_INSIDE = ("properties", "items", "additionalProperties", "required")
"""What a schema says of the parts of a value, which are looked at one by one."""


def schema_mistakes(content: Any) -> list[Found]:
    """Return what in ``content`` is not as the schema says, each with the path to it."""
    wrong = _first_wrong(_whole(), content)
    if wrong is None:
        return []
    # Nobody reads on after so many, and it may be a million.
    return list(islice(_mistakes(_schema(), content, ()), MOST_FOUND)) or [((), wrong)]


@cache
def common_fields() -> Mapping[str, Mapping[str, Any]]:
    """Return the fields that ``like`` names."""
    return json.loads(COMMON.read_text("utf-8"))  # type: ignore[no-any-return]


def field_types() -> tuple[str, ...]:
    """Return the types that fields can have."""
    return tuple(_schema()["definitions"]["field"]["properties"]["type"]["enum"])


def _mistakes(schema: _Schema, value: Any, path: Keys) -> Iterator[Found]:
    """Yield what is wrong with ``value``, each part of it looked at on its own.

    A library's check ends at the first mistake; here each part has its own first one.
    """
    if "$ref" in schema:
        schema = _schema()["definitions"][schema["$ref"].rpartition("/")[2]]
    shell = {key: each for key, each in schema.items() if key not in (*_INSIDE, "definitions")}
    if (wrong := _first_wrong(_part(json.dumps(shell)), value)) is not None:
        yield path, WrongModel(wrong.code, place_of(path), **wrong.facts)
    elif isinstance(value, dict):
        yield from _of_object(schema, value, path)
    elif isinstance(value, list) and "items" in schema:
        for n, each in enumerate(value):
            yield from _mistakes(schema["items"], each, (*path, n))


def _of_object(schema: _Schema, value: Mapping[str, Any], path: Keys) -> Iterator[Found]:
    for name in schema.get("required", ()):
        if name not in value:
            yield path, WrongModel("required", place_of(path), name=name)
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in known:
            yield from _mistakes(known[name], each, (*path, name))
        elif others is False:
            facts = {"name": name, "choices": tuple(known)}
            yield path, WrongModel("additionalProperties", place_of(path), **facts)
        elif isinstance(others, dict):
            yield from _mistakes(others, each, (*path, name))


def _first_wrong(validate: Any, value: Any) -> WrongModel | None:
    """Return the first thing that a compiled schema finds wrong, None where there is none."""
    from fastjsonschema import JsonSchemaValueException

    try:
        validate(value)
    except JsonSchemaValueException as error:
        return _wrong(error)
    return None


def _wrong(error: Any) -> WrongModel:
    """Return what the schema finds wrong, with the names that the words need."""
    where, rule, value = place_of(error.path[1:]), error.rule or "type", error.value
    facts: dict[str, Any] = {"wanted": error.rule_definition, "value": value}
    if rule == "required":
        facts = {"name": next(each for each in error.rule_definition if each not in value)}
    elif rule == "additionalProperties":
        known = tuple(error.definition.get("properties", ()))
        facts = {"name": next(each for each in value if each not in known), "choices": known}
    return WrongModel(rule, where, **facts)


@cache
def _schema() -> dict[str, Any]:
    return json.loads(SCHEMA.read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def _whole() -> Any:
    return _compiled(_schema())


@cache
def _part(schema: str) -> Any:
    return _compiled({**json.loads(schema), "definitions": _schema()["definitions"]})


def _compiled(schema: dict[str, Any]) -> Any:
    import fastjsonschema

    return fastjsonschema.compile(schema, use_default=False, detailed_exceptions=True)


def place_of(path: Iterable[Any]) -> str:
    """Return where in a file something is, as in ``fields[2].type``."""
    found = "".join(f"[{each}]" if str(each).isdecimal() else f".{each}" for each in path)
    return found.removeprefix(".")
