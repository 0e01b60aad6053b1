"""What the command line says about models: a list of them, by families, and JSON for programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from core.catalog import Catalog
from core.conditions import Condition, Limit, Rule
from core.field import Field
from core.language import current, translate
from core.model import Model
from core.modelfacts import (
    family_words,
    inputs_of,
    lengths_words,
    localised,
    mode_words,
    name_words,
    role_words,
    searched_names,
    searched_parts,
    sizes_words,
    sound_of,
    sound_words,
)
from core.modelsearch import NameWords, queries_near
from ui.report import columns, pad

Marks = Mapping[str, bool | None]
Prices = Mapping[str, Decimal | None]

LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH = 60, 160, 100
"""Columns that lines are fitted into: of a terminal at least and at most, and where there is none.
"""


def matching(catalog: Catalog, words: str, roles: Iterable[str] = ()) -> list[Model]:
    """Return the models that ``words`` mean: those of a family, else all that have each word.

    What is said of a whole family counts where no model itself has the words. Only those that take
    files of all ``roles`` count.
    """
    plain = words.strip().casefold()
    found = [m for m in catalog if plain in _family_names(m)]
    for parts in (2, 3):
        found = found or [m for m in catalog if _has_all(plain.split(), searched_parts(m)[:parts])]
    return [model for model in found if all(model.takes(role) for role in roles)]


def near_matching(catalog: Catalog, words: str, roles: Iterable[str] = ()) -> list[Model]:
    """Return the models that mistyped ``words`` may mean; none where none is near."""

    def is_known(word: str) -> bool:
        return bool(matching(catalog, word))

    names = NameWords()
    for model in catalog:
        names.add(model, searched_names(model))
    for query in queries_near(words.casefold().split(), is_known, names):
        if found := matching(catalog, " ".join(query), roles):
            return found
    return []


def _has_all(words: Sequence[str], parts: Sequence[str]) -> bool:
    return all(any(word in part for part in parts) for word in words)


def model_lines(models: Sequence[Model], marks: Marks, prices: Prices) -> list[str]:
    """Return lines about ``models``, those of each family together, in the width that there is."""
    families = {model.family.id: model.family for model in models}
    lines: list[str] = []
    for family_id in families:
        own = [model for model in models if model.family.id == family_id]
        maker = localised(own[0].family.maker)
        lines += [*([""] if lines else []), " · ".join(filter(None, (family_words(own[0]), maker)))]
        indent = max(columns(model.id) for model in own) + 6
        for model in own:
            mark = "✓" if marks.get(model.id) else " "
            head = f"  {mark} {model.id}  "
            parts = list(dict.fromkeys(_parts(model, marks, prices)))
            if indent > width() * 0.45:  # a narrow terminal: what is said of it goes below the id
                lines += [head.rstrip(), *wrapped(" " * 6, parts, 6)]
            else:
                lines += wrapped(pad(head, indent), parts, indent)
    return lines


def wrapped(head: str, parts: Sequence[str], indent: int) -> list[str]:
    """Return ``head`` and ``parts`` on one line, or on several where they do not fit."""
    most, lines = width(), [head]
    for place, part in enumerate(parts):
        longer = lines[-1] + (" · " if place else "") + part
        if place and columns(longer) > most:
            lines.append(" " * indent + part)
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def width() -> int:
    """Return how many columns lines may take."""
    found = shutil.get_terminal_size((USUAL_WIDTH, 24)).columns
    return min(max(found, LEAST_WIDTH), MOST_WIDTH)


def price_words(model: Model, price: Decimal | None) -> str:
    """Return what a usual clip costs; empty where that is not known."""
    if model.billing == "afterwards":
        return translate("CommandLine", "billed by real length")
    if model.billing == "free":
        return translate("CommandLine", "free")
    if price is None:
        return ""
    amount = f"{price:.2f}" if price >= Decimal("0.1") else f"{price:.4f}"
    return translate("CommandLine", "about ${price}").format(price=amount)


def model_object(model: Model, callable_now: bool | None, price: Decimal | None) -> dict[str, Any]:
    """Return what ``models --json`` prints of a model; ``price`` is a usual clip's, in USD."""
    return {
        "id": model.id,
        "name": name_words(model),
        "family": model.family.id,
        "family_name": family_words(model),
        "maker": localised(model.family.maker) or None,
        "mode": localised(model.mode) or None,
        "summary": model.summary.get(current(), model.summary["en"]),
        "outcome": model.outcome,
        "billing": model.billing,
        "price_usd": None if price is None else float(price),
        "callable": callable_now,
        "withdrawn": model.withdrawn or None,
        "own": model.own,
        "sound": sound_of(model),
        "inputs": [
            {"role": s.role, "medium": s.medium, "field": s.field.name, "least": s.least}
            | {"most": s.most}
            for s in model.slots
        ],
        "fields": [field_object(each) for each in model.fields],
    }


def model_details_object(
    catalog: Catalog, model: Model, callable_now: bool | None, price: Decimal | None
) -> dict[str, Any]:
    """Return what ``models NAME --json`` prints: what the list has of a model, and all the rest."""
    return {
        **model_object(model, callable_now, price),
        "good_at": localised(model.family.good_at) or None,
        "rules": [_rule_object(each) for each in model.rules],
        "output_sizes": {
            resolution: {ratio: list(size) for ratio, size in sizes.items()}
            for resolution, sizes in model.output_sizes.items()
        },
        "sources": [dict(each) for each in model.sources],
        "siblings": [each.id for each in catalog.family(model.family.id) if each != model],
    }


def field_object(field: Field) -> dict[str, Any]:
    """Return what is printed of a field as JSON."""
    return {
        "name": field.name,
        "type": field.type,
        "choices": list(field.choices),
        "default": field.default,
        "wire": ".".join(field.on_wire),
        "required": field.required,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "step": field.step,
        "specials": list(field.specials),
        "max_length": field.max_length,
        "min_items": field.min_items,
        "max_items": field.max_items,
        "unit": field.unit or None,
        "role": field.role or None,
        "roles": list(field.roles),
        "media": dict(field.media),
        "only_with": _when_object(field.only_with),
        "derived": field.derived is not None,
        "inverted": field.inverted,
        "more": field.more,
        "label": localised(field.label),
        "help": localised(field.help),
        "words": {value: localised(texts) for value, texts in field.words.items()},
    }


def _parts(model: Model, marks: Marks, prices: Prices) -> Iterator[str]:
    yield mode_words(model)
    if model.withdrawn:
        yield translate("CommandLine", "withdrawn on {date}").format(date=model.withdrawn)
    if model.own:
        yield translate("CommandLine", "your own file")
    for each in inputs_of(model):
        many = f" ≤{each.most}" if each.most > 1 else ""
        words = role_words(each.role) + many
        yield words if each.needed else f"[{words}]"
    for words in (lengths_words(model), sizes_words(model), sound_words(model)):
        if words:
            yield words.replace(" · ", "/")
    if words := price_words(model, prices.get(model.id)):
        yield words
    if marks.get(model.id) is False:
        yield translate("CommandLine", "not enabled for this key")


def _family_names(model: Model) -> set[str]:
    names = (model.family.id, *model.family.name.values())
    return {each.casefold() for each in names}


def _rule_object(rule: Rule) -> dict[str, Any]:
    return {
        "when": _when_object(rule.when),
        "needs_one_of": list(rule.needs_one_of),
        "excludes": list(rule.excludes),
        "limits": {name: _limit_object(limit) for name, limit in rule.limits.items()},
        "together": list(rule.together),
        "at_most": rule.at_most or None,
    }


def _limit_object(limit: Limit) -> dict[str, Any]:
    left = asdict(limit) | {"choices": list(limit.choices)}
    return {name: value for name, value in left.items() if value not in (None, [], False)}


def _when_object(when: Mapping[str, Condition]) -> dict[str, Any]:
    def plain(condition: Condition) -> Any:
        if isinstance(condition, tuple):
            return list(condition)
        return {"count": condition} if isinstance(condition, int) else condition

    return {name: plain(condition) for name, condition in when.items()}
