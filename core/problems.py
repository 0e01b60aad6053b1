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
