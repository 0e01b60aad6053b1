"""Words for why something is not possible beside what is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.carrying import limiting, why_out
from core.conditions import Condition, Limit
from core.field import MEDIA, Field
from core.language import translate
from core.model import Model
from core.modelfacts import role_words
from core.valuewords import value_words
from core.wording import all_of, any_of
from ui.compose.control import label_of


def limit_words(model: Model, field: Field, values: Mapping[str, Any]) -> str:
    """Return why ``field`` takes less beside ``values``: “With 1080p only 8 s”.

    Empty where nothing narrows it.
    """
    found = [
        words
        for rule in limiting(model, field.name, values)
        if (words := _rule_words(model, field, rule.when, rule.limits[field.name], values))
    ]
    return translate("Compose", "; ").join(found)


def out_words(model: Model, field: Field, values: Mapping[str, Any]) -> str:
    """Return why an option has no place beside ``values``, empty where it has one."""
    rule = why_out(model, field, values)
    if rule is None:
        return ""
    if field.name in rule.excludes:
        words = translate("Compose", "Not with {others}")
        return words.format(others=_others(model, rule.when, values))
    words = translate("Compose", "Only with {others}")
    return words.format(others=_wanted(model, rule.when))


def hangs_on_files(model: Model, field: Field) -> bool:
    """Tell whether it depends on a file that an option has a place."""
    fields = (model.field(name) for name in field.only_with)
    return any(each is not None and each.role in MEDIA for each in fields)


def _rule_words(
    model: Model,
    field: Field,
    when: Mapping[str, Condition],
    limit: Limit,
    values: Mapping[str, Any],
) -> str:
    if field.type == "boolean" and len(limit.choices) == 1:
        on = limit.choices[0] is not field.inverted
        words = translate("Compose", "Always on with {others}")
        words = words if on else translate("Compose", "Not with {others}")
        return words.format(others=_others(model, when, values)) if when else ""
    left = _left_words(field.narrowed(limit), limit)
    if not (left and when):
        return ""
    only = translate("Compose", "With {others} only {values}")
    words = only if limit.choices else translate("Compose", "With {others} {values}")
    return words.format(others=_others(model, when, values), values=left)


def _left_words(field: Field, limit: Limit) -> str:
    """Return what a limit leaves of a field."""
    if limit.choices:
        return any_of([value_words(field, each) for each in field.choices])
    low, high = limit.minimum, limit.maximum
    if low is not None and high is not None:
        words_of = {"low": value_words(field, low), "high": value_words(field, high)}
        if low == high:
            return words_of["low"]
        return translate("Compose", "{low} to {high}").format(**words_of)
    if high is not None:
        return translate("Compose", "up to {high}").format(high=value_words(field, high))
    if low is not None:
        return translate("Compose", "{low} or more").format(low=value_words(field, low))
    if limit.max_items is not None:
        return translate("Compose", "up to {high}").format(high=limit.max_items)
    return ""


def _others(model: Model, when: Mapping[str, Condition], values: Mapping[str, Any]) -> str:
    """Return what is chosen of what a rule speaks of."""
    full = model.with_defaults(values)
    told = {n: None if when[n] == "given" else full.get(n) for n in when}
    return all_of([_name(model, name, value) for name, value in told.items()])


def _wanted(model: Model, when: Mapping[str, Condition]) -> str:
    """Return what would have to be chosen."""
    found = []
    for name, condition in when.items():
        options = condition if isinstance(condition, tuple) else (None,)
        words = [_name(model, name, each) for each in options]
        found.append(any_of(words))
    return all_of(found)


def _name(model: Model, name: str, value: Any) -> str:
    """Return what stands for a field's value: itself, or the field's label where it says more."""
    field = model.field(name)
    if field is None:
        return name
    if field.role in MEDIA:
        return role_words(field.role) if not field.roles else label_of(field)
    label = translate("Compose", "“{name}”").format(name=label_of(field))
    if isinstance(value, bool):
        on = value is not field.inverted
        return label if on else translate("Compose", "{name} off").format(name=label)
    plain = isinstance(value, str | int | float) and field.type not in ("text", "url")
    return value_words(field, value) if plain and value != "" else label
