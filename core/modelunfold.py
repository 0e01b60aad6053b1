"""Files of several models, unfolded: each model as if it were alone in its file."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from core.modelschema import common_fields

_NOT_THE_MODEL = ("fields", "variants", "format", "$schema")
"""What a file says of itself, or of its models one by one."""


def unfolded(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each model of a file, whose parts are right as they stand, as if it were alone."""
    fields = [_like(each) for each in content["fields"]]
    base = {key: value for key, value in content.items() if key not in _NOT_THE_MODEL}
    for variant in content.get("variants", ({},)):
        changed = _patched(fields, variant.get("fields", {}))
        yield {**base, **variant, "fields": changed}


def _patched(fields: list[dict[str, Any]], patches: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return fields as a variant has them: changed, left out for None, and new ones at the end."""
    known = {each["name"] for each in fields}
    kept = list[dict[str, Any]]()
    for each in copy.deepcopy(fields):
        patch = patches.get(each["name"], {})
        if patch is not None:
            kept.append({**each, **_like({"name": each["name"], **patch})})
    new = {name: each for name, each in patches.items() if name not in known and each}
    return kept + [_like({"name": name, **each}) for name, each in new.items()]


def _like(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field with what it takes from the common one that it names."""
    own = {key: value for key, value in data.items() if key != "like"}
    return {**common_fields()[data["like"]], **own} if "like" in data else own
