"""The JSON Schema of models' files, and everything in a file that is not as it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from core.modelchecks import MOST_TOLD, WrongModel, raise_all

SCHEMA = Path(__file__).parent.parent / "resources" / "model.schema.json"

_Schema: TypeAlias = Mapping[str, Any]
_INSIDE = ("properties", "items", "additionalProperties", "required")
"""What a schema says of the parts of a value, which are looked at one by one."""


def check(content: Any) -> None:
    """Raise ``WrongModel`` with what in ``content`` is not as the schema says."""
    wrong = _first_wrong(_whole(), content)
    if wrong is None:
        return
    found: list[WrongModel] = []
    for each in _mistakes(_schema(), content, ()):
        found.append(each)
        if len(found) > 10 * MOST_TOLD:  # nobody reads on, and a file may hold a million
            break
    raise_all(found or [wrong])


def _mistakes(schema: _Schema, value: Any, path: tuple[Any, ...]) -> Iterator[WrongModel]:
    """Yield what is wrong with ``value``, each part of it looked at on its own.

    A library's check ends at the first mistake; here each part has its own first one.
    """
    if "$ref" in schema:
        schema = _schema()["definitions"][schema["$ref"].rpartition("/")[2]]
    shell = {key: each for key, each in schema.items() if key not in (*_INSIDE, "definitions")}
    if (wrong := _first_wrong(_part(json.dumps(shell)), value)) is not None:
        yield WrongModel(wrong.code, _place(path), **wrong.facts)
    elif isinstance(value, dict):
        yield from _of_object(schema, value, path)
    elif isinstance(value, list) and "items" in schema:
        for n, each in enumerate(value):
            yield from _mistakes(schema["items"], each, (*path, n))


def _of_object(
    schema: _Schema, value: Mapping[str, Any], path: tuple[Any, ...]
) -> Iterator[WrongModel]:
    for name in schema.get("required", ()):
        if name not in value:
            yield WrongModel("required", _place(path), name=name)
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in known:
            yield from _mistakes(known[name], each, (*path, name))
        elif others is False:
            yield WrongModel("additionalProperties", _place(path), name=name, choices=tuple(known))
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
    where, rule, value = _place(error.path[1:]), error.rule or "type", error.value
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


def _place(path: Any) -> str:
    """Return where in a file something is, as in ``fields[2].type``."""
    found = "".join(f"[{each}]" if str(each).isdecimal() else f".{each}" for each in path)
    return found.removeprefix(".")
