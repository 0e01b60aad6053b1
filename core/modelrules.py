"""What can never be asked of a model, or never hold, as its file says it: conditions, limits."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from core.conditions import Condition, Limit, Rule
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

_Part: TypeAlias = tuple[str, Any]
"""What a model may share with others: where it is, and what."""


def idle_mistakes(family: Iterable[Model]) -> Iterator[WrongModel]:
    """Yield the conditions of a file's models that never hold, and what rules leave nothing of.

    What several models share needs to hold in one of them. What speaks of a field that a model
    does not have is passed over.
    """
    sharing = defaultdict[str, list[Model]](list)
    family = list(family)
    for model in family:
        for part in _parts(model):
            sharing[repr(part)].append(model)
    for model in family:
        for part in _parts(model):
            yield from _of_part(model, *part, sharing[repr(part)])


def _parts(model: Model) -> Iterator[_Part]:
    """Yield the conditions of a model's fields, its rules, and its sizes."""
    for each in model.fields:
        if each.only_with:
            yield f"{each.name}.only_with", each.only_with
        for n, (when, _) in enumerate(each.derived.cases if each.derived else ()):
            yield f"{each.name}.derived.cases[{n}].when", when
    for n, rule in enumerate(model.rules):
        yield f"rules[{n}]", rule
    if model.output_sizes:
        yield "output_sizes", model.output_sizes


def _of_part(model: Model, where: str, part: Any, sharing: Sequence[Model]) -> Iterator[WrongModel]:
    place = f"{model.id}: {where}"
    if where == "output_sizes":
        yield from _sizes(model, sharing)
    elif not isinstance(part, Rule):
        yield from _never(model, part, place, sharing)
    else:
        yield from _never(model, part.when, f"{place}.when", sharing)
        if part.limits and not any(_never(model, part.when, place, [model])):
            for name, limit in part.limits.items():
                if (field := model.field(name)) is not None:
                    yield from _narrowed(field, limit, f"{place}.limits.{name}")


def _never(
    model: Model, when: Mapping[str, Condition], where: str, sharing: Sequence[Model]
) -> Iterator[WrongModel]:
    """Yield which conditions of a model hold in none of those that share them."""
    for name, condition in when.items():
        if (field := model.field(name)) is not None and condition != "given":
            yield from _idle(field, condition, f"{where}.{name}", sharing)


def _idle(
    field: Field, condition: tuple[Any, ...] | int, where: str, sharing: Sequence[Model]
) -> Iterator[WrongModel]:
    """Yield what of a condition the field has in no model that shares it."""
    if isinstance(condition, tuple):
        for value in condition:
            if not any(_can_be(each, value) for each in _alike(field, sharing)):
                yield _no_value(field, value, where)
    elif field.type not in _LISTS:
        yield WrongModel("no_list", where, name=field.name)
    elif not any(_can_have(each, condition) for each in _alike(field, sharing)):
        yield WrongModel("no_count", where, name=field.name, count=condition)


def _alike(field: Field, sharing: Sequence[Model]) -> Iterator[Field]:
    """Yield a field, and then, if that was not enough, those of its name in other models."""
    yield field
    others = (each.field(field.name) for each in sharing)
    yield from (each for each in others if each is not None)


def _can_have(field: Field, count: int) -> bool:
    return field.min_items <= count <= (field.max_items or math.inf)


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
    if _has_nothing(field):
        return True  # that is what is wrong, and told
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


def _sizes(model: Model, sharing: Sequence[Model]) -> Iterator[WrongModel]:
    """Yield for which choices there are sizes that none of those who share them has."""
    for resolution, by_ratio in model.output_sizes.items():
        yield from _unchosen(model, "resolution", resolution, "output_sizes", sharing)
        for ratio in by_ratio:
            where = f"output_sizes.{resolution}"
            yield from _unchosen(model, "aspect_ratio", ratio, where, sharing)


def _unchosen(
    model: Model, name: str, value: str, where: str, sharing: Sequence[Model]
) -> Iterator[WrongModel]:
    field = model.field(name)
    if field is None or not field.choices:
        return
    if not any(value in map(str, each.choices) for each in _alike(field, sharing)):
        choices = field.choices
        yield WrongModel(
            "no_choice", f"{model.id}: {where}", field=name, value=value, choices=choices
        )
