"""What of a request is possible: values made to fit each other, and carried to another model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.conditions import Rule, holds, is_given
from core.field import MEDIA, Field
from core.model import Model
from core.shape import lines_of, ratio_of

OPEN = frozenset({"missing", "needs_other", "one_of", "too_few"})
"""Codes of problems that end when something more is given."""


@dataclass(frozen=True)
class Change:
    """A value that another model does not take: the field's name, and the value before and now."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Carried:
    """What a request becomes with another model.

    ``values`` are the new model's. ``lost`` names what it has no place for: fields of the old model
    by their names, files by their roles.
    """

    values: Mapping[str, Any]
    changed: tuple[Change, ...] = ()
    lost: tuple[str, ...] = ()


def carry(values: Mapping[str, Any], old: Model | None, new: Model) -> Carried:
    """Return what ``values`` of the ``old`` model become with the ``new`` one.

    What has the same name stays, or comes as near as the new model allows; files go where their
    role is. Nothing that is in the result keeps it from being sent; something may be missing.
    """
    given = {name: value for name, value in values.items() if is_given(value)}
    roles = _files_of(old or new, given)
    files = _placed(new, roles)
    options = {name: value for name, value in given.items() if not _is_file(old or new, name)}
    kept = fitted(new, options, files)
    changed = [
        Change(name, value, kept[name])
        for name, value in options.items()
        if name in kept and kept[name] != value
    ]
    lost = [name for name in options if name not in kept and _is_option(old or new, name)]
    there = _files_of(new, files)
    for role, urls in roles.items():
        left = there.get(role, [])
        if not left:
            lost.append(role)
        elif len(left) < len(urls):
            changed.append(Change(role, urls, left))
    return Carried({**kept, **files}, tuple(changed), tuple(lost))


def fitted(
    model: Model, wishes: Mapping[str, Any], files: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the values of a model's options that come nearest to ``wishes`` and may be sent.

    ``files`` are the values of the fields that take files, as they are. Of two wishes that do not
    go together the later one is kept. Options without a wish have their defaults; those that have
    no place, or neither wish nor default, are left out.
    """
    files = {name: value for name, value in (files or {}).items() if is_given(value)}
    fields = {each.name: each for each in model.fields if is_option(each)}
    wished = [name for name in wishes if name in fields and wishes[name] is not None]
    order = [name for name in fields if name not in wished] + wished
    found = {name: value for name, each in fields.items() if (value := usual(each)) is not None}
    found |= {name: near(fields[name], wishes[name]) for name in wished}
    found |= {name: value for name in files if (value := files[name]) is not None}
    for _ in range(2 * len(fields)):
        if not _mend(model, found, order):
            break
    return {n: v for n, v in possible(model, found).items() if n in fields and v is not None}


def _mend(model: Model, values: dict[str, Any], order: list[str]) -> bool:
    """Change the first of ``values`` that is impossible beside the others; tell if there was one.

    One at a time, as it may make another one possible again.
    """
    narrowed = {each.name: each for each in model.effective(possible(model, values))}
    for name in order:
        own, value = narrowed.get(name), values.get(name)
        if own is None:
            continue
        if value is None:
            values[name] = usual(own)
        elif own.problem(value) is not None:
            values[name] = near(own, value)
        if values.get(name) != value:
            return True
    return False


def possible(model: Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` without those that have no place beside the others."""
    found = {name: value for name, value in values.items() if value is not None}
    for _ in model.fields:  # one that goes may take along another that needs it
        out = {each.name for each in model.fields if why_out(model, each, found) is not None}
        left = {name: value for name, value in found.items() if name not in out}
        if left == found:
            break
        found = left
    return found


def why_out(model: Model, field: Field, values: Mapping[str, Any]) -> Rule | None:
    """Return why an option has no place beside ``values``, None where it has one.

    A rule whose ``when`` it would go with only, or a rule that ``excludes`` it.
    """
    if not is_option(field):
        return None
    full = model.with_defaults(values)
    if not holds(field.only_with, full):
        return Rule(when=field.only_with)
    rules = (rule for rule in model.rules if field.name in rule.excludes)
    return next((rule for rule in rules if holds(rule.when, full)), None)


def limiting(model: Model, name: str, values: Mapping[str, Any]) -> list[Rule]:
    """Return the rules that narrow a field beside ``values``."""
    full = model.with_defaults(values)
    return [rule for rule in model.rules if name in rule.limits and holds(rule.when, full)]


def near(field: Field, value: Any) -> Any:
    """Return what ``field`` takes that is nearest to ``value``; None where it can only be empty."""
    if field.problem(value) is None:
        return value
    if isinstance(value, list | tuple) and field.max_items is not None:
        value = list(value[: field.max_items])
    found = next(_alike(field, value), None)
    if found is None and not _stands_for_something(field, value):
        found = field.nearest(value)
    others = (value, found, field.default, *field.choices, field.minimum)
    fits = (each for each in others if each is not None)
    return next((each for each in fits if is_given(each) and field.problem(each) is None), None)


def usual(field: Field) -> Any:
    """Return what an option is without a wish: its default, else its first value where it needs
    one, else None."""
    needed = field.required or field.send == "always"
    if field.default is not None and field.problem(field.default) is None:
        return field.default
    first = field.choices[0] if field.choices else field.minimum
    return first if needed and field.type in ("choice", "integer", "number") else None


def is_option(field: Field) -> bool:
    """Tell whether a field is set by its value: not the prompt, no file, and not derived."""
    elsewhere = field.role in MEDIA or field.role == "remix_source" or field.name == "prompt"
    return not (elsewhere or field.derived)


def _alike(field: Field, value: Any) -> Iterator[Any]:
    """Yield the choice with the nearest ratio or number of lines, where these are of such a kind.

    Of two that are as near it is the smaller one: it does not cost more.
    """
    for measure in (lines_of, _width_by_height):
        own = measure(value)
        sizes = {each: size for each in field.choices if (size := measure(each)) is not None}
        if own is not None and sizes:
            yield min(sizes, key=lambda each: _apart(sizes[each], own))


def _width_by_height(text: Any) -> float | None:
    ratio = ratio_of(text)
    return None if ratio is None else ratio[0] / ratio[1]


def _apart(size: float, own: float) -> tuple[float, bool, float]:
    """Return what orders sizes by how near they are; upright stays upright where it can."""
    return round(abs(math.log(size / own)), 6), (size > 1) is not (own > 1), size


def _stands_for_something(field: Field, value: Any) -> bool:
    """Tell whether a number is none: 0 and -1 where there are only positive ones mean a word."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    amounts = [each for each in field.choices if isinstance(each, int | float)]
    least = min(amounts, default=field.minimum)
    return number and value <= 0 and least is not None and least > 0


def _is_file(model: Model, name: str) -> bool:
    own = model.field(name)
    return own is not None and own.role in MEDIA


def _is_option(model: Model, name: str) -> bool:
    own = model.field(name)
    return own is not None and is_option(own)


def _files_of(model: Model, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the files in a model's values by their roles."""
    found: dict[str, list[str]] = {}
    for each in model.fields:
        value = values.get(each.name)
        if each.role not in MEDIA or not is_given(value):
            continue
        urls = [value] if isinstance(value, str) else list(value or ())
        for place, url in enumerate(urls):
            role = each.roles[min(place, len(each.roles) - 1)] if each.roles else each.role
            found.setdefault(role, []).append(url)
    return found


def _placed(model: Model, roles: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the values of a model's fields for files, of which some may have no place.

    One file after the other, in the order of the fields: one that would be in the way of those
    before it stays behind.
    """
    found: dict[str, Any] = {}
    for slot in model.slots:
        for url in roles.get(slot.role, [])[: slot.most]:
            before = found.get(slot.field.name, [])
            if slot.place is not None and len(before) != slot.place:
                continue  # an end frame is the second of two
            wider = {**found, slot.field.name: [*before, url] if _many(slot.field) else url}
            if not _closed(model, wider):
                found = wider
    return found


def _many(field: Field) -> bool:
    return field.type == "urls"


def _closed(model: Model, files: Mapping[str, Any]) -> bool:
    """Tell whether files are wrong whatever the options are and whatever comes to them."""
    beside = fitted(model, {}, files)
    return any(each.code not in OPEN for each in model.problems({**beside, **files}))
