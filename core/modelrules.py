"""What can never be asked of a model, or never hold, as its file says it: conditions, limits."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any

from core.conditions import Condition, Limit
from core.field import MEDIA, Field
from core.model import Model
from core.modelchecks import WrongModel, length_mistakes

_NUMBERS = ("integer", "number")
_LISTS = ("strings", "urls")
_LIMITED: Mapping[str, tuple[str, ...]] = {
    "choices": ("choice", "boolean"),
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "max_items": _LISTS,
    "seconds": ("url", "urls"),
}
"""Of what types the fields are that a rule can narrow in a way."""


def idle_mistakes(model: Model) -> Iterator[WrongModel]:
    """Yield the conditions of a model that never hold, and what its rules leave nothing of.

    What speaks of a field that the model does not have is passed over.
    """
    for where, when in _conditions(model):
        for name, condition in when.items():
            if (field := model.field(name)) is not None:
                yield from _never(field, condition, f"{model.id}: {where}.{name}")
    for n, rule in enumerate(model.rules):
        for name, limit in rule.limits.items():
            if (field := model.field(name)) is not None:
                yield from _narrowed(field, limit, f"{model.id}: rules[{n}].limits.{name}")
    yield from _sizes(model)


def _conditions(model: Model) -> Iterator[tuple[str, Mapping[str, Condition]]]:
    for each in model.fields:
        yield f"{each.name}.only_with", each.only_with
        for n, (when, _) in enumerate(each.derived.cases if each.derived else ()):
            yield f"{each.name}.derived.cases[{n}].when", when
    for n, rule in enumerate(model.rules):
        yield f"rules[{n}].when", rule.when


def _never(field: Field, condition: Condition, where: str) -> Iterator[WrongModel]:
    """Yield which values of a condition a field never has."""
    if condition == "given" or _has_nothing(field):
        return
    if isinstance(condition, tuple):
        for value in condition:
            if not _can_be(field, value):
                yield _no_value(field, value, where)
    elif field.type not in _LISTS:
        yield WrongModel("no_list", where, name=field.name)
    elif not field.min_items <= int(condition) <= (field.max_items or math.inf):
        yield WrongModel("no_count", where, name=field.name, count=condition)


def _no_value(field: Field, value: Any, where: str) -> WrongModel:
    """Return that a field never has a value, with its choices where there are some."""
    if field.type in _LISTS:
        return WrongModel("never_equal", where, name=field.name)
    choices = field.choices or ((True, False) if field.type == "boolean" else ())
    if choices:
        return WrongModel("no_choice", where, field=field.name, value=value, choices=choices)
    return WrongModel("no_value", where, name=field.name, value=value)


def _can_be(field: Field, value: Any) -> bool:
    if field.type in ("text", "url"):
        return isinstance(value, str)
    return field.problem(value) is None


def _narrowed(field: Field, limit: Limit, where: str) -> Iterator[WrongModel]:
    """Yield which limits say nothing to a field, and whether they leave nothing of it."""
    for name, types in _LIMITED.items():
        given = getattr(limit, name)
        if given not in (None, ()) and field.type not in types:
            yield WrongModel("limit_type", where, name=name, type=field.type, choices=types)
            return
    least, most, choices = limit.minimum, limit.maximum, limit.choices
    ends = dataclasses.replace(field, minimum=least, maximum=most, choices=choices)
    below = list(length_mistakes(ends, where))
    yield from below
    if not below and not _has_nothing(field) and _has_nothing(field.narrowed(limit)):
        yield WrongModel("nothing_left", where, name=field.name)


def _has_nothing(field: Field) -> bool:
    """Tell whether a field has no value that could be asked for."""
    match field.type:
        case "choice":
            return not field.choices
        case "boolean":
            return bool(field.choices) and not any(isinstance(c, bool) for c in field.choices)
        case "integer" | "number":
            return not field.specials and not _has_number(field)
        case "urls" | "strings" if field.max_items is not None and _no_count_fits(field):
            return True
        case _:
            return _no_file_fits(field)


def _no_count_fits(field: Field) -> bool:
    """Tell whether a list that has a most can have no number of entries."""
    most = field.max_items or 0
    # None at all is a way to say that it has no place there, unless it must be given.
    return most < max(field.min_items, 1) and (field.required or most > 0)


def _has_number(field: Field) -> bool:
    low = -math.inf if field.least is None else field.least
    high = math.inf if field.maximum is None else field.maximum
    if field.type == "integer" and math.isfinite(low) and math.isfinite(high):
        return math.ceil(low) <= math.floor(high)
    return low <= high


def _no_file_fits(field: Field) -> bool:
    least, most = field.media.get("least_seconds"), field.media.get("seconds")
    return field.role in MEDIA and least is not None and most is not None and least > most


def _sizes(model: Model) -> Iterator[WrongModel]:
    """Yield which choices clips have sizes for that nobody can choose."""
    for resolution, by_ratio in model.output_sizes.items():
        yield from _chosen(model, "resolution", resolution, "output_sizes")
        for ratio in by_ratio:
            yield from _chosen(model, "aspect_ratio", ratio, f"output_sizes.{resolution}")


def _chosen(model: Model, name: str, value: str, where: str) -> Iterator[WrongModel]:
    field = model.field(name)
    choices = field.choices if field is not None else ()
    if choices and value not in map(str, choices):
        place = f"{model.id}: {where}"
        yield WrongModel("no_choice", place, field=name, value=value, choices=choices)
