"""What must hold between the parts of a model, beside what the schema says of each of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sized
from typing import Any, TypeGuard

from core.field import MEDIA, Field
from core.model import Model

_FILES = ("url", "urls")
_ROLE_TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(MEDIA, _FILES),
    "characters": ("strings",),
    "remix_source": ("text",),
    "keep_on_server": ("boolean",),
    "sound": ("boolean",),
    "clip_sound": ("boolean", "choice"),
}
"""Of what type a field is that has a role."""

_NAME_TYPES: Mapping[str, tuple[str, ...]] = {
    "prompt": ("text",),
    "duration": ("choice", "integer", "number"),
    "aspect_ratio": ("choice",),
    "resolution": ("choice",),
}
"""Of what type the fields are whose meaning is known by their names."""

_EVERY_FILE = frozenset({"megabytes", "types", "called"})
_LENGTHS = frozenset({"seconds", "least_seconds", "max_total_seconds"})
_MEDIA_RULES: Mapping[str, frozenset[str]] = {
    "image": _EVERY_FILE | {"short_side", "ratio", "faces"},
    "video": _EVERY_FILE | _LENGTHS | {"short_side", "ratio", "tallest"},
    "audio": _EVERY_FILE | _LENGTHS,
}
"""The rules that there are for files of a kind."""

MOST: Mapping[str, int] = {"variants": 200, "fields": 100, "choices": 200}
"""How many of these there can be: no form could show more, and no one could choose."""

MOST_TOLD = 20
"""Mistakes of a file that are told one by one."""

_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")

_ONCE = ("start_frame", "end_frame", "source_clip", "audio")
"""The roles of which a model takes one file: a second field for it would never be filled."""

_LISTS = ("strings", "urls")
_LIMITS = (("minimum", "maximum"), ("min_items", "max_items"), ("least_seconds", "seconds"))
"""What is called the least and the most of something, in fields, rules and rules for files."""


class WrongModel(ValueError):
    """What is wrong with a model's file: ``code``, ``where`` and ``facts`` as in ``Unusable``.

    ``others`` is what else is wrong with the same file.
    """

    def __init__(self, code: str, where: str = "", **facts: Any) -> None:
        super().__init__(f"{where or 'the file'}: {code} {facts}")
        # The place in a model whose id is missing begins with the name of its part.
        self.code, self.where, self.facts = code, where.removeprefix(": "), facts
        self.others: tuple[WrongModel, ...] = ()


def raise_all(mistakes: Iterable[WrongModel]) -> None:
    """Raise the first mistake of a file with the others, unless there is none.

    What holds for several variants of one file is told once, and no more than can be read.
    """
    told: dict[tuple[str, ...], WrongModel] = {}
    for each in mistakes:
        told.setdefault(_sameness(each), each)
    if not told:
        return
    first, *others = told.values()
    rest = [WrongModel("more")] if len(told) > MOST_TOLD else []
    first.others = (*others[: MOST_TOLD - 1], *rest)
    raise first


def _sameness(mistake: WrongModel) -> tuple[str, ...]:
    """Return what two mistakes have in common that are one in the file."""
    # A place is "model: field" where it is known of an unfolded model only.
    place = mistake.where.partition(": ")[2] or mistake.where
    facts = {name: value for name, value in mistake.facts.items() if name != "choices"}
    return mistake.code, place, repr(facts)


def count_mistakes(entries: Sized, name: str, where: str) -> Iterator[WrongModel]:
    """Yield that there are more entries than the form could show, if it is so."""
    if len(entries) > MOST[name]:
        yield WrongModel("too_many", where, name=name, count=len(entries), limit=MOST[name])


def model_mistakes(model: Model, unread: Collection[str] = ()) -> Iterator[WrongModel]:
    """Yield where the parts of a model do not go with each other.

    ``unread`` are the names of fields that it has beside, of which nothing else is known; an
    empty one where not even that is.
    """
    yield from count_mistakes(model.fields, "fields", f"{model.id}: fields")
    yield from _names(model, unread)
    for each in model.fields:
        yield from field_mistakes(each, f"{model.id}: {each.name}")
    yield from _roles(model)
    yield from _wires(model)
    yield from _rules(model)
    yield from _dates(model)
    makes_character = model.takes("source_clip") and model.field("name")
    if model.outcome == "character" and not (unread or makes_character):
        yield WrongModel("no_character", model.id)


def _names(model: Model, unread: Collection[str]) -> Iterator[WrongModel]:
    """Yield which fields have one name, and what speaks of a field that is not there."""
    names = [*(each.name for each in model.fields), *unread]
    for name in dict.fromkeys(n for n in names if n and names.count(n) > 1):
        yield WrongModel("twice", f"{model.id}: fields", name=name)
    for where, wanted in () if "" in names else _named(model):
        if wanted not in names:
            yield WrongModel("unknown_field", f"{model.id}: {where}", name=wanted, choices=names)


def _roles(model: Model) -> Iterator[WrongModel]:
    """Yield which roles of a single file are played more than once."""
    names = [each.name for each in model.fields]
    for role in _ONCE:
        players = [f.name for f in model.fields for each in f.roles or (f.role,) if each == role]
        # Of two fields with one name that is told already.
        if len(players) > 1 and all(names.count(name) == 1 for name in players):
            facts = {"role": role, "name": players[0], "other": players[1]}
            yield WrongModel("role_twice", f"{model.id}: fields", **facts)


def _dates(model: Model) -> Iterator[WrongModel]:
    """Yield which dates are on no calendar."""
    given = [(f"sources[{n}].date", each["date"]) for n, each in enumerate(model.sources)]
    for where, date in (*given, ("withdrawn", model.withdrawn)):
        if date and not _is_date(date):
            yield WrongModel("no_date", f"{model.id}: {where}", value=date)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def field_mistakes(field: Field, where: str) -> Iterator[WrongModel]:
    """Yield where a field is not of the type that its name or its role asks for."""
    for role in (field.role, *field.roles):
        wanted = ("urls",) if field.roles else _ROLE_TYPES.get(role, (field.type,))
        if field.type not in wanted:
            yield WrongModel("role_type", where, role=role, choices=wanted)
    rules = _MEDIA_RULES.get(MEDIA.get(field.role, ""), frozenset(field.media))
    for name in field.media:
        if name not in rules:
            choices = tuple(sorted(rules))
            yield WrongModel("media_rule", where, name=name, role=field.role, choices=choices)
    if "max_total_seconds" in field.media and field.type != "urls":
        yield WrongModel("no_list", where, name=field.name)
    yield from count_mistakes(field.choices, "choices", where)
    if field.type == "choice" and field.role == "clip_sound" and field.off is None:
        yield WrongModel("required", where, name="off")
    if field.off is not None and field.off not in field.choices:
        yield WrongModel("enum", f"{where}.off", wanted=field.choices, value=field.off)
    named = _NAME_TYPES.get(field.name, (field.type,))
    if field.type not in named:
        yield WrongModel("name_type", where, name=field.name, choices=named)
    yield from length_mistakes(field, where)


def length_mistakes(field: Field, where: str) -> Iterator[WrongModel]:
    """Yield which lengths are less than nothing, unless they have a meaning that is told."""
    if not field.is_length:
        return
    ends = [each for each in (field.minimum, field.maximum) if each is not None]
    told = [each for each in field.choices if str(each) not in field.words]
    for value in (*ends, *told):
        if (length := _length(value)) is not None and length < 0:
            yield WrongModel("negative", where, value=value)


def _length(value: object) -> float | None:
    """Return how many seconds a value means, None where it is no number, nor a text of one."""
    if _is_number(value):
        return value
    text = str(value).strip().removesuffix("s").rstrip()
    return float(text) if _NUMBER.fullmatch(text) else None


def reversed_limits(data: Mapping[str, Any], where: str) -> Iterator[WrongModel]:
    """Yield which least of a field's or a rule's data is more than its most."""
    media = data.get("media")
    for part in (data, media if isinstance(media, dict) else {}):
        for least, most in _LIMITS:
            low, high = part.get(least), part.get(most)
            if _is_number(low) and _is_number(high) and low > high:
                yield WrongModel("reversed", where, least=least, low=low, most=most, high=high)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wires(model: Model) -> Iterator[WrongModel]:
    """Yield which two fields cannot both be written into one request."""
    paths = {each.name: each.on_wire for each in model.fields}
    for name, path in paths.items():
        if path[0] == "model":
            yield WrongModel("reserved", f"{model.id}: {name}", name="model")
        for other, longer in paths.items():
            if name != other and longer[: len(path)] == path:
                yield WrongModel("wire_twice", f"{model.id}: {name}", name=other)


def _rules(model: Model) -> Iterator[WrongModel]:
    types = {each.name: each.type for each in model.fields}
    for n, rule in enumerate(model.rules):
        where = f"{model.id}: rules[{n}]"
        if rule.excludes and not rule.when:
            yield WrongModel("needs_when", where)
        for name in rule.together:
            if types.get(name, "strings") not in _LISTS:  # one that is not there is told before
                yield WrongModel("no_list", where, name=name)


def _named(model: Model) -> Iterator[tuple[str, str]]:
    """Yield the names of fields that a model's parts speak of, each with where that is."""
    for each in model.fields:
        yield from ((f"{each.name}.only_with", name) for name in each.only_with)
        for when, _ in each.derived.cases if each.derived else ():
            yield from ((f"{each.name}.derived", name) for name in when)
    for n, rule in enumerate(model.rules):
        parts = (rule.when, rule.needs_one_of, rule.excludes, rule.limits, rule.together)
        yield from ((f"rules[{n}]", name) for part in parts for name in part)
