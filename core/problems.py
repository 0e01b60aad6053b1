"""What is wrong with a request, told apart from its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a request: the field, a code for the words, and its facts."""

    field: str
    code: str
    facts: Mapping[str, Any] = with_default(default_factory=dict)


class InvalidAsk(ValueError):
    """A request that will not be sent. ``problems`` says everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{each.field}: {each.code}" for each in problems))
        self.problems = problems


_UNSENDABLE = re.compile(r"[\0\ud800-\udfff]")


def unsendable(name: str, text: str) -> Problem | None:
    """Return the problem of a text that is no text on the wire: NUL or lone surrogates."""
    if _UNSENDABLE.search(text) is not None:
        return Problem(name, "not_text")
    return None


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON can hold it, for ``from_data``."""
    return {"field": problem.field, "code": problem.code, "facts": _as_data(problem.facts)}


def from_data(data: Mapping[str, Any]) -> Problem:
    """Return the problem that ``as_data`` has written."""
    return Problem(data["field"], data["code"], {n: _read(v) for n, v in data["facts"].items()})


def _as_data(value: Any) -> Any:
    if isinstance(value, Problem):
        return {_INNER: as_data(value)}
    if isinstance(value, Mapping):
        return {name: _as_data(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_data(each) for each in value]
    return value


def _read(value: Any) -> Any:
    if isinstance(value, Mapping):
        if _INNER in value:
            return from_data(value[_INNER])
        return {name: _read(each) for name, each in value.items()}
    return tuple(map(_read, value)) if isinstance(value, list) else value


_INNER = "problem"
"""Under which name a problem is written that is a fact of another one."""
