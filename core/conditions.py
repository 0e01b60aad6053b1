"""What a model's fields ask of each other: what they need, exclude, limit and go with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.problems import Problem

Condition = Literal["given"] | tuple[Any, ...] | int
"""What a field's value is to be: ``"given"``, one of some values, or a list of so many entries."""


def is_given(value: Any) -> bool:
    """Tell whether a value stands for something: neither None nor empty."""
    return value is not None and value not in ("", [], ())


def holds(when: Mapping[str, Condition], values: Mapping[str, Any]) -> bool:
    """Tell whether all conditions of ``when`` hold for ``values``."""
    return all(_holds(condition, values.get(name)) for name, condition in when.items())


def _holds(condition: Condition, value: Any) -> bool:
    if condition == "given":
        return is_given(value)
    if isinstance(condition, tuple):
        return any(value == each and type(value) is type(each) for each in condition)
    return isinstance(value, list | tuple) and len(value) == condition


def read_when(data: Mapping[str, Any]) -> dict[str, Condition]:
    """Return the conditions of a model's file: a list means one of it."""
    return {name: _read_condition(each) for name, each in data.items()}


def _read_condition(data: Any) -> Condition:
    if isinstance(data, list):
        return tuple(data)
    return int(data["count"]) if isinstance(data, Mapping) else "given"


@dataclass(frozen=True)
class Limit:
    """What is left of a field's values: None and empty leave what the field itself says.

    ``seconds`` are used at most of a file.
    """

    choices: tuple[Any, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_items: int | None = None
    seconds: float | None = None
    required: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule between fields, in force where ``when`` holds; always, where that is empty.

    At least one of ``needs_one_of`` is to be given, and none of ``excludes``; ``limits`` narrow
    fields by name; the lists in ``together`` have ``at_most`` entries in all.
    """

    when: Mapping[str, Condition] = field(default_factory=dict)
    needs_one_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    at_most: int = 0

    def problems(self, values: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield how ``values`` break what this rule needs, excludes, and adds up."""
        if not holds(self.when, values):
            return
        other = next(iter(self.when), "")
        if self.needs_one_of and not any(is_given(values.get(n)) for n in self.needs_one_of):
            code = "needs_other" if other else "one_of"
            yield Problem(other or self.needs_one_of[0], code, {"others": self.needs_one_of})
        for name in self.excludes:
            if is_given(values.get(name)):
                yield Problem(name, "excluded", {"others": (other,)})
        lists = (values.get(name) for name in self.together)
        count = sum(len(each) for each in lists if isinstance(each, list | tuple))
        if count > self.at_most > 0:
            sizes = {"count": count, "limit": self.at_most}
            yield Problem(self.together[0], "too_many_together", {"others": self.together, **sizes})


def read_rule(data: Mapping[str, Any]) -> Rule:
    """Make a rule of its part of a model's file."""
    limits = {
        name: Limit(**{**each, "choices": tuple(each.get("choices", ()))})
        for name, each in data.get("limits", {}).items()
    }
    return Rule(
        when=read_when(data.get("when", {})),
        needs_one_of=tuple(data.get("needs_one_of", ())),
        excludes=tuple(data.get("excludes", ())),
        limits=limits,
        together=tuple(data.get("together", ())),
        at_most=data.get("at_most", 0),
    )
