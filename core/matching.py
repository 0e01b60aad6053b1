"""From the size of a picture to the settings whose clips are of just that size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from core.catalog import Catalog, Model
from core.nearest import nearest
from core.shape import about_size, lines_of

_SHAPE = ("aspect_ratio", "resolution")
"""The fields that decide the size of a clip."""


def settings_for(
    catalog: Catalog, wished: Iterable[str], size: tuple[int, int]
) -> tuple[str, dict[str, Any]]:
    """Return a model's id, and the values of its ratio and resolution, that give ``size``.

    ``wished`` are ids of models that are preferred, the most wanted first; only living models that
    take a start frame count, the nearest one for one that takes none. One whose sizes are not known
    is as good as one that gives just that size (width, height in pixels). Where there is no such
    one, it is the nearest shape, then the nearest size, of the first of them.
    """
    preferred = _preferred(catalog, wished)
    others = [each for each in catalog if _takes_one(each) and each not in preferred]
    for model in [*preferred, *others]:
        known = list(_sizes(model))
        if not known and model in preferred:
            return model.id, _about(model, size)
        found = next((values for values, made in known if made == size), None)
        if found is not None:
            return model.id, found
    first = next(iter(preferred or others), None)
    if first is None:
        return "", {}
    near = sorted(_sizes(first), key=lambda each: _distance(each[1], size))
    return first.id, near[0][0] if near else _about(first, size)


def _preferred(catalog: Catalog, wished: Iterable[str]) -> list[Model]:
    known = [model for each in wished if (model := catalog.get(each)) is not None]
    near = (nearest(catalog, ("start_frame",), {}, like=each) for each in known)
    found = [*known, *(each for each in near if each is not None)]
    return [each for n, each in enumerate(found) if _takes_one(each) and each not in found[:n]]


def _takes_one(model: Model) -> bool:
    return model.takes("start_frame") and not model.withdrawn


def _choices(model: Model) -> Iterator[dict[str, Any]]:
    """Yield what of ratio and resolution a model can be asked for."""
    fields = [field for name in _SHAPE if (field := model.field(name)) is not None]
    for chosen in product(*(field.choices for field in fields)):
        yield {field.name: value for field, value in zip(fields, chosen, strict=True)}


def _sizes(model: Model) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    """Yield what of ratio and resolution a model can be asked for, and the size that comes out."""
    for values in _choices(model):
        size = model.output_size(model.with_defaults(values))
        if size is not None:
            yield values, size


def _about(model: Model, size: tuple[int, int]) -> dict[str, Any]:
    """Return what comes nearest to ``size`` of a model that does not say its sizes."""
    sides = min(size)

    def off(values: dict[str, Any]) -> tuple[float, ...]:
        about = about_size(model, values)
        if about is not None:
            return _distance(about, size)
        lines = lines_of(values.get("resolution"))
        return 0.0, abs(math.log((lines or sides) / sides))

    return min(_choices(model), key=off)


def _distance(found: tuple[int, int], size: tuple[int, int]) -> tuple[float, float]:
    """Return how far two sizes are apart, in shape and in width."""
    shape = math.log(found[0] / found[1]) - math.log(size[0] / size[1])
    return round(abs(shape), 3), abs(math.log(found[0] / size[0]))
