"""What the values of a model's fields are called: in the field's own words, with their unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from core.catalog import Catalog
from core.field import Field
from core.language import translate
from core.model import Model
from core.modelfacts import localised

SHAPE = ("duration", "aspect_ratio", "resolution")
"""The fields that tell the most of a clip: how long it is, and of what form."""


def shape_words(values: Mapping[str, Any], model: Model | None) -> list[str]:
    """Return length, ratio and resolution as they were asked for, as far as they were.

    ``model`` is None where it is not known any more. What two of them share is said once: "Auto".
    """
    asked = [name for name in SHAPE if name in values]
    fields = {name: model.field(name) if model is not None else None for name in asked}
    return list(dict.fromkeys(asked_words(fields[name], name, values[name]) for name in asked))


def asked_words(field: Field | None, name: str, value: Any) -> str:
    """Return a value as it was asked for; ``field`` is None where nothing is known of ``name``."""
    if field is None:
        field = Field(name, "text", unit="s" if name == "duration" else "")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(field, each) for each in value)
    return value_words(field, value)


def label_words(name: str, catalog: Catalog) -> str:
    """Return what a field is called of whose model nothing is known: as other models call one of
    that name, most of them, else its name in words.

    Switches that are shown the other way round are passed over: their name is of the opposite.
    """
    fields = (field for model in catalog if (field := model.field(name)) is not None)
    labels = Counter(localised(field.label) for field in fields if not field.inverted)
    if labels:
        return labels.most_common(1)[0][0]
    plain = re.sub(r"[\s_.-]+", " ", name).strip() or name
    return plain[:1].upper() + plain[1:]


def value_words(field: Field, value: Any) -> str:
    """Return what a value of a field is called: in the field's own words, else with its unit.

    A list is called by the number of its entries.
    """
    own = field.words.get(str(value)) or field.words.get(_in_a_file(value))
    if own:
        return localised(own)
    if isinstance(value, bool):
        on = value is not field.inverted
        return translate("Compose", "On") if on else translate("Compose", "Off")
    if isinstance(value, list | tuple):
        return str(len(value))
    return seconds_words(value) if field.unit == "s" else f"{value} {field.unit}".strip()


def seconds_words(seconds: object) -> str:
    """Return a number of seconds with its unit."""
    return translate("Row", "{count} s").format(count=seconds)


def _in_a_file(value: Any) -> str:
    """Return how a model's file writes a value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
