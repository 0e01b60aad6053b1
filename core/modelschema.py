"""The JSON Schema of models' files, and everything in a file that is not as it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeAlias

from core.modelchecks import MOST_TOLD, WrongModel, raise_all, reversed_limits

RESOURCES = Path(__file__).parent.parent / "resources"
SCHEMA = RESOURCES / "model.schema.json"
COMMON = RESOURCES / "model-fields.json"
"""What many models share: fields that a file names by ``like``."""

_Schema: TypeAlias = Mapping[str, Any]
_INSIDE = ("properties", "items", "additionalProperties", "required")
"""What a schema says of the parts of a value, which are looked at one by one."""


def check(content: Any) -> None:
    """Raise ``WrongModel`` with what in ``content`` is not as the schema says.

    What is wrong with its fields beside that is told with it.
    """
    wrong = _first_wrong(_whole(), content)
    if wrong is None:
        return
    mistakes = chain(_mistakes(_schema(), content, ()), as_they_stand(content))
    found = list(islice(mistakes, 10 * MOST_TOLD))  # nobody reads on, and it may be a million
    raise_all(found or [wrong])


@cache
def common_fields() -> Mapping[str, Mapping[str, Any]]:
    """Return the fields that ``like`` names."""
    return json.loads(COMMON.read_text("utf-8"))  # type: ignore[no-any-return]


def field_types() -> tuple[str, ...]:
    """Return the types that fields can have."""
    return tuple(_schema()["definitions"]["field"]["properties"]["type"]["enum"])


def as_they_stand(content: Any) -> Iterator[WrongModel]:
    """Yield what is wrong with fields and rules as they stand in a file, whatever else it holds.

    That is what they lack, least values that are more than the most ones, and a ``like`` that there
    is none for.
    """
    given = _entries(content, "fields")
    varied = bool(_entries(content, "variants"))  # these may say what a field lacks
    for place, field in given:
        yield from _of_field(field, place, whole=not varied)
    names = {str(field.get("name", field.get("like"))) for _, field in given}
    for where, variant in _entries(content, "variants"):
        for name, field in _dict(variant.get("fields")).items():
            place = f"{where}.fields.{name}"
            if isinstance(field, dict):
                own = {"name": name, **field}
                yield from _of_field(own, place, whole=name not in names)
        yield from _of_rules(variant, f"{where}.")
    yield from _of_rules(content, "")


def _of_field(field: Mapping[str, Any], place: str, *, whole: bool) -> Iterator[WrongModel]:
    """Yield what is wrong with a field; ``whole`` says that nothing else adds to it."""
    like = field.get("like")
    if isinstance(like, str) and like not in common_fields():
        yield WrongModel("unknown_like", place, name=like, choices=tuple(common_fields()))
    elif like is None and whole:
        yield from lacking(field, place)
    yield from reversed_limits(field, place)


def lacking(field: Mapping[str, Any], where: str) -> Iterator[WrongModel]:
    """Yield what a field has not that every field needs."""
    for name in ("name", "label", "help"):
        if name not in field:
            yield WrongModel("required", where, name=name)
    if "type" not in field:
        yield WrongModel("no_type", where, choices=field_types())


def _of_rules(data: Any, inside: str) -> Iterator[WrongModel]:
    for where, rule in _entries(data, "rules"):
        for name, limit in _dict(rule.get("limits")).items():
            yield from reversed_limits(_dict(limit), f"{inside}{where}.limits.{name}")


def _entries(data: Any, key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the objects in a list of a file's, each with its place; none where it is no list."""
    found = _dict(data).get(key)
    listed = enumerate(found) if isinstance(found, list) else ()
    return [(f"{key}[{n}]", each) for n, each in listed if isinstance(each, dict)]


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


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
