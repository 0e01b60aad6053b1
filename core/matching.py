"""From the size of a picture to the settings whose clips are of just that size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from core.catalog import Catalog, Model

_SHAPE = ("aspect_ratio", "resolution")
"""The fields that decide the size of a clip."""


def settings_for(
    catalog: Catalog, wished: Iterable[str], size: tuple[int, int]
) -> tuple[str, dict[str, Any]]:
    """Return a model's id, and the values of its ratio and resolution, that give ``size``.

    ``wished`` are ids of models that are preferred, the most wanted first; only models that take a
    start frame count. Where none gives just that size (width, height in pixels), it is the nearest
    shape, then the nearest size, of the first of them.
    """
    models = _models(catalog, wished)
    for model in models:
        for values, found in _sizes(model):
            if found == size:
                return model.id, values
    near = sorted(_sizes(models[0]), key=lambda each: _distance(each[1], size)) if models else []
    return (models[0].id, near[0][0]) if near else ("", {})


def _models(catalog: Catalog, wished: Iterable[str]) -> list[Model]:
    ids = dict.fromkeys([*wished, *(model.id for model in catalog)])
    known = [model for model_id in ids if (model := catalog.get(model_id)) is not None]
    return [model for model in known if model.field_for("start_frame") is not None]


def _sizes(model: Model) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    """Yield what of ratio and resolution a model can be asked for, and the size that comes out."""
    fields = [field for name in _SHAPE if (field := model.field(name)) is not None]
    for chosen in product(*(field.choices for field in fields)):
        values = {field.name: value for field, value in zip(fields, chosen, strict=True)}
        size = model.output_size(model.with_defaults(values))
        if size is not None:
            yield values, size


def _distance(found: tuple[int, int], size: tuple[int, int]) -> tuple[float, float]:
    """Return how far two sizes are apart, in shape and in width."""
    shape = math.log(found[0] / found[1]) - math.log(size[0] / size[1])
    return round(abs(shape), 3), abs(math.log(found[0] / size[0]))
