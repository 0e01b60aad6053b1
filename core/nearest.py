"""The living model that is nearest to one that cannot be asked any more, or not with this key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from core.catalog import Catalog
from core.characters import makes_character
from core.conditions import is_given
from core.field import MEDIA, Field
from core.inputs import Given, as_if_sent
from core.job import Job
from core.model import Model

Marks = Mapping[str, bool | None]
"""By a model's id: can the key call it? None where that is not known."""

_STAND_IN = "-"
"""What stands for a prompt, and for a file, while a request is only being checked."""


def nearest(
    catalog: Catalog,
    roles: Collection[str],
    values: Mapping[str, Any],
    marks: Marks | None = None,
    *,
    like: Model | None = None,
    outcome: str = "video",
) -> Model | None:
    """Return the living model that is nearest to ``like`` and takes the same files, or None.

    ``roles`` are those of the files that are given, once for each file; ``values`` are what was
    asked for. Models that the key cannot call by ``marks`` don't count. One of the same family goes
    before others, then that which takes most of the values, then the first in order.
    """
    outcome = like.outcome if like is not None else outcome
    wished = like.with_defaults(values) if like is not None else dict(values)
    sources = {name for name in values if _is_source(catalog, name) and is_given(values[name])}
    found = [
        each
        for each in catalog
        if each.outcome == outcome
        and not each.withdrawn
        and (like is None or each.id != like.id)
        and (marks or {}).get(each.id) is not False
        and all(each.field(name) is not None for name in sources)
        and _takes_all(each, roles, wished)
    ]
    return max(found, key=lambda each: _likeness(each, wished, like), default=None)


def nearest_for(catalog: Catalog, job: Job, marks: Marks | None = None) -> Model | None:
    """Return the living model that is nearest to a job's own and takes the same files, or None."""
    outcome = "character" if makes_character(job) else "video"
    own = catalog.get(job.model)
    return nearest(catalog, roles_of(job), job.values, marks, like=own, outcome=outcome)


def roles_of(job: Job) -> tuple[str, ...]:
    """Return the roles of the files that a job's request refers to, one for each file."""
    begins = ("start_frame",) if job.start_frame is not None or job.after else ()
    return begins + tuple(each.role for each in job.inputs)


def needed_roles(model: Model) -> tuple[str, ...]:
    """Return the roles of the files that a model cannot do without, one for each file."""
    return tuple(each.role for each in model.slots for _ in range(each.least))


def is_gone(catalog: Catalog, model_id: str) -> bool:
    """Tell whether a model cannot be asked any more: it was withdrawn, or is not known here."""
    model = catalog.get(model_id)
    return model is None or bool(model.withdrawn)


def _is_source(catalog: Catalog, name: str) -> bool:
    """Tell whether a field of this name says which clip is to be remixed, in any model."""
    fields = (model.field(name) for model in catalog)
    return any(each is not None and each.role == "remix_source" for each in fields)


def _takes_all(model: Model, roles: Collection[str], values: Mapping[str, Any]) -> bool:
    """Tell whether files of ``roles`` are all that a model asks for, and none is one too many.

    What it needs beside files and a prompt must be in ``values``.
    """
    if not all(model.takes(role) for role in roles):
        return False
    given = [Given(role, _STAND_IN) for role in roles]
    asked = as_if_sent(model, given)
    for each in model.fields:
        if each.name == "prompt":
            asked[each.name] = _STAND_IN
        elif each.required and each.name not in asked and _can_be(each, values.get(each.name)):
            asked[each.name] = values[each.name]
    return not model.problems(asked)


def _can_be(field: Field, value: Any) -> bool:
    return is_given(value) and field.problem(value) is None


def _likeness(
    model: Model, values: Mapping[str, Any], like: Model | None
) -> tuple[bool, float, int]:
    """Return how near a model is; the larger, the nearer."""
    same_family = like is not None and model.family.id == like.family.id
    taken = sum(_taken(model.field(name), value) for name, value in values.items())
    return same_family, round(taken + _sounds_alike(model, values, like), 6), -model.order


def _taken(field: Field | None, value: Any) -> float:
    """Return 1 for a value that a field takes, less for one that it comes near to."""
    if field is None or field.role in MEDIA or not is_given(value):
        return 0.0
    if field.problem(value) is None:
        return 1.0
    near = field.nearest(value)
    if not _is_number(value) or not _is_number(near):
        return 0.0
    larger = max(abs(value), abs(near))
    return 1.0 - min(abs(value - near) / larger, 1.0) if larger else 1.0


def _sounds_alike(model: Model, values: Mapping[str, Any], like: Model | None) -> float:
    """Return 1 where a clip has sound as it had with ``like``, as far as both are known."""
    if like is None:
        return 0.0
    before, now = _sound(like, values), _sound(model, values)
    return float(before is not None and now is not None and before == now)


def _sound(model: Model, values: Mapping[str, Any]) -> bool | None:
    field = model.field_for("sound")
    if field is None:
        return model.sound
    value = values.get(field.name, field.default)
    return value if isinstance(value, bool) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
