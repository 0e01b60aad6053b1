"""What a model's fields ask of each other, and the values that they take, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.conditions import Condition, Limit, Rule
from core.language import translate
from core.model import Model
from core.wording import all_of, any_of


def rule_texts(model: Model, names: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each thing that a model's fields ask of each other; ``names`` are what
    the fields are called."""
    for rule in model.rules:
        when = when_words(rule.when, names)
        beside = translate("CommandLine", "With {others}: {consequence}")
        for words in _consequences(rule, names):
            text = beside.format(others=when, consequence=words) if when else words
            yield text


def _consequences(rule: Rule, names: Mapping[str, str]) -> Iterator[str]:
    def called(fields: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(names[each] for each in fields))

    if rule.needs_one_of:
        words = translate("CommandLine", "{others} is needed.")
        yield words.format(others=any_of(called(rule.needs_one_of)))
    if rule.excludes:
        words = translate("CommandLine", "no {others}.")
        yield words.format(others=any_of(called(rule.excludes)))
    if rule.together:
        words = translate("CommandLine", "{others}: {count} in all at most.")
        yield words.format(others=all_of(called(rule.together)), count=rule.at_most)
    for name, limit in rule.limits.items():
        yield translate("CommandLine", "{field}: {values}.").format(
            field=names[name], values=", ".join(_limit_words(limit))
        )


def _limit_words(limit: Limit) -> Iterator[str]:
    if limit.choices:
        yield "/".join(map(plain_value, limit.choices))
    if text := between_words(limit.minimum, limit.maximum):
        yield text
    if limit.max_items is not None:
        yield translate("CommandLine", "{count} at most").format(count=limit.max_items)
    if limit.seconds is not None:
        yield translate("CommandLine", "up to {high} s").format(high=f"{limit.seconds:g}")
    if limit.required:
        yield translate("CommandLine", "needed")


def when_words(when: Mapping[str, Condition], names: Mapping[str, str]) -> str:
    """Return under which conditions something holds."""
    parts = []
    for name, condition in when.items():
        if isinstance(condition, tuple):
            parts.append(f"{names[name]} {'/'.join(map(plain_value, condition))}")
        elif isinstance(condition, int):
            parts.append(f"{names[name]} ×{condition}")
        else:
            parts.append(names[name])
    return all_of(parts)


def between_words(low: float | None, high: float | None) -> str:
    """Return a range of numbers, which may be open; empty for any number."""
    if low is not None and high is not None:
        words = translate("CommandLine", "{low} to {high}")
        return words.format(low=figure(low), high=figure(high))
    if high is not None:
        return translate("CommandLine", "{high} at most").format(high=figure(high))
    return translate("CommandLine", "{low} or more").format(low=figure(low)) if low else ""


def figure(number: float) -> str:
    """Return a number without decimals that say nothing."""
    return str(int(number)) if float(number).is_integer() else f"{number:g}"


def plain_value(value: Any) -> str:
    """Return a value as ``--set`` takes it."""
    if isinstance(value, bool):
        on, off = translate("CommandLine", "on"), translate("CommandLine", "off")
        return on if value else off
    return figure(value) if isinstance(value, float) else str(value)
