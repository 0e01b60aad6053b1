"""A model's file part by part: what is wrong with each as it stands, and what is left without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeAlias

from core.modelchecks import WrongModel, count_mistakes, reversed_limits
from core.modelschema import Found, Keys, common_fields, field_types, place_of

TOLD = "told"
"""What a field says of which it is told already that something is wrong. No file can have it."""

_STILL_READ = ("required", "no_type", "reversed")
"""What may be wrong with a field whose other parts are as they should be."""

_BLANK: Mapping[str, Any] = {"id": "", "family": {"id": "", "name": {}}, "name": {}, "summary": {}}
"""What stands for the parts of a file that are left out, or that it does not have."""


_WrongAt: TypeAlias = dict[Keys, bool]
"""Where in a file something is wrong, and whether it is so that a field cannot be read."""


def as_they_stand(content: Any) -> Iterator[Found]:
    """Yield what is wrong with fields and rules as they stand in a file, whatever else it holds.

    That is what they lack, least values that are more than the most ones, a ``like`` that there is
    none for, changes of fields that are not there, and more of something than can be shown.
    """
    if isinstance(content, dict) and "id" not in content and "variants" not in content:
        yield (), WrongModel("required", name="id")
    for key in ("fields", "variants"):
        if isinstance(each := _dict(content).get(key), list):
            yield from (((key,), wrong) for wrong in count_mistakes(each, key, key))
    given = _entries(content, "fields")
    varied = bool(_entries(content, "variants"))  # these may say what a field lacks
    for path, field in given:
        yield from _of_field(field, path, whole=not varied)
    names = [name_of(field) for _, field in given]
    for path, variant in _entries(content, "variants"):
        yield from _of_changes(_dict(variant.get("fields")), names, (*path, "fields"))
        yield from _of_rules(variant, path)
    yield from _of_rules(content, ())


def _of_changes(changes: Mapping[str, Any], names: list[str], path: Keys) -> Iterator[Found]:
    """Yield what is wrong with a variant's changes of the fields called ``names``."""
    for name, change in changes.items():
        here = (*path, name)
        if isinstance(change, dict):
            yield from _of_field({"name": name, **change}, here, whole=name not in names)
        elif change is None and name not in names and all(names):
            wrong = WrongModel("unknown_field", place_of(here), name=name, choices=tuple(names))
            yield here, wrong


def _of_field(field: Mapping[str, Any], path: Keys, *, whole: bool) -> Iterator[Found]:
    """Yield what is wrong with a field; ``whole`` says that nothing else adds to it."""
    like, place = field.get("like"), place_of(path)
    if isinstance(like, str) and like not in common_fields():
        choices = tuple(common_fields())
        yield path, WrongModel("unknown_like", place, name=like, choices=choices)
    elif like is None:
        yield from ((path, wrong) for wrong in lacking(field, place, whole=whole))
    yield from ((path, wrong) for wrong in reversed_limits(field, place))


def lacking(field: Mapping[str, Any], where: str, *, whole: bool = True) -> Iterator[WrongModel]:
    """Yield what a field has not that every field needs; where it is not ``whole``, its name."""
    for name in ("name", "label", "help") if whole else ("name",):
        if name not in field:
            yield WrongModel("required", where, name=name)
    if whole and "type" not in field:
        yield WrongModel("no_type", where, choices=field_types())


def _of_rules(data: Any, outer: Keys) -> Iterator[Found]:
    for inner, rule in _entries(data, "rules"):
        for name, limit in _dict(rule.get("limits")).items():
            path = (*outer, *inner, "limits", name)
            yield from ((path, wrong) for wrong in reversed_limits(_dict(limit), place_of(path)))


def name_of(field: Mapping[str, Any]) -> str:
    """Return what a field is called, by its own word or the common one; empty if by none.

    Of common fields the one that was most likely meant counts.
    """
    name = field.get("name")
    if name is None and isinstance(like := field.get("like"), str):
        meant = get_close_matches(like, common_fields(), 1, 0.5)
        name = common_fields()[meant[0]]["name"] if meant else ""
    return name if isinstance(name, str) else ""


def sound_parts(content: Any, found: Iterable[Found]) -> dict[str, Any] | None:
    """Return what is left of a file without the parts that something is ``found`` wrong with.

    A field of which that is said has ``TOLD``, and may be there by its name alone. None where
    too little is left to say anything of the rest.
    """
    found = list(found)
    if not all(_is_inside(path, wrong) for path, wrong in found) or not isinstance(content, dict):
        return None
    wrong_at: _WrongAt = {}
    for path, wrong in found:
        for n in range(len(path) + 1):
            inside = n < len(path) or wrong.code not in _STILL_READ
            wrong_at[path[:n]] = inside or wrong_at.get(path[:n], False)
    left = {**_BLANK, "sources": [], **_sound(content, (), wrong_at)}
    left["fields"] = [
        {"name": name_of(_dict(each)), **_left(each, ("fields", n), wrong_at)}
        for n, each in enumerate(content["fields"])
    ]
    if "variants" in content:
        numbered = enumerate(content["variants"])
        left["variants"] = [_variant(each, n, wrong_at) for n, each in numbered if _dict(each)]
    return left


def _is_inside(path: Keys, wrong: WrongModel) -> bool:
    """Tell whether all but one part of a file can be looked at, whatever is wrong with that."""
    if path in ((), ("fields",), ("variants",)):
        known = wrong.code in ("required", "additionalProperties")
        return not path and known and wrong.facts.get("name") != "fields"
    return True


def _variant(data: Mapping[str, Any], n: int, wrong_at: _WrongAt) -> dict[str, Any]:
    path: Keys = ("variants", n)
    left = {"id": "", **_sound(data, path, wrong_at)}
    left["fields"] = {
        name: _left(change, (*path, "fields", name), wrong_at)
        for name, change in _dict(data.get("fields")).items()
    }
    return left


def _left(field: Any, path: Keys, wrong_at: _WrongAt) -> Any:
    """Return what is left of a field, or of a change of one."""
    if path not in wrong_at:
        return field
    return {TOLD: True} if wrong_at[path] else {**field, TOLD: True}


def _sound(data: Mapping[str, Any], path: Keys, wrong_at: _WrongAt) -> dict[str, Any]:
    """Return the sound parts of a model; rules keep their places, and an id is one to name."""
    left = {key: each for key, each in data.items() if (*path, key) not in wrong_at}
    if isinstance(rules := data.get("rules"), list):
        numbered = enumerate(rules)
        left["rules"] = [{} if (*path, "rules", n) in wrong_at else each for n, each in numbered]
    if isinstance(data.get("id"), str):
        left["id"] = data["id"]
    return left


def _entries(data: Any, key: str) -> list[tuple[Keys, Mapping[str, Any]]]:
    """Return the objects in a list of a file's, each with its place; none where it is no list."""
    found = _dict(data).get(key)
    listed = enumerate(found) if isinstance(found, list) else ()
    return [((key, n), each) for n, each in listed if isinstance(each, dict)]


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
