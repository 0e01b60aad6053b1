"""A field of a model's request: its kind, its limits, its texts, and what is wrong with a value."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.conditions import Condition, Limit, holds, read_when
from core.foxapi.address import is_typed_url
from core.problems import Problem, unsendable

Value = str | int | float | bool | list[str]
Medium = Literal["image", "video", "audio"]

MEDIA: Mapping[str, Medium] = {
    "start_frame": "image",
    "end_frame": "image",
    "reference_images": "image",
    "source_clip": "video",
    "reference_clips": "video",
    "audio": "audio",
    "reference_audio": "audio",
}
"""The roles of fields that take files, and of what kind these are."""


@dataclass(frozen=True)
class Derived:
    """How a field's value follows from others: that of the first case whose conditions hold."""

    cases: tuple[tuple[Mapping[str, Condition], Value], ...]
    otherwise: Value | None = None

    def value(self, values: Mapping[str, Any]) -> Value | None:
        """Return the value that follows from ``values``."""
        found = (value for when, value in self.cases if holds(when, values))
        return next(found, self.otherwise)


LARGEST = 10**15
"""No number in a request is larger: from here on not every one is told from its neighbours."""


@dataclass(frozen=True)
class Field:
    """A field of a model's request.

    ``name`` is the same for what means the same in every model; ``wire`` is what it is called in
    the request where that is another name, with dots for objects inside of it. ``send`` says
    whether the field goes out always or only when it differs from ``default``.

    ``role`` names what an input means: one of ``MEDIA``, ``characters``, ``remix_source``,
    ``keep_on_server``, ``sound`` (whether the clip has some), ``clip_sound`` (whether a given
    clip's own sound is in it). ``roles`` are the meanings of a list's entries in their order,
    where these differ. ``media`` are the rules for files. ``only_with`` are conditions without
    which the field has no place in a request. ``derived`` makes the value follow from others.

    ``specials`` are numbers outside of the range with a meaning of their own; ``words`` say by the
    value's text what choices and specials mean. ``inverted`` says that a switch is shown the other
    way round: its texts speak of what False means. ``off`` is the one of some choices that means no
    where the field is a switch by its role. ``continued`` says of a source clip that the new
    one goes on from its end; else that very clip is changed. ``more`` puts a rare field away.
    ``label``, ``help`` and each of ``words`` are by language.
    """

    name: str
    type: Literal["text", "choice", "boolean", "integer", "number", "strings", "url", "urls"]
    send: Literal["always", "when_changed"] = "when_changed"
    wire: str = ""
    default: Value | None = None
    required: bool = False
    choices: tuple[Value, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    specials: tuple[float, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    max_length: int | None = None
    min_items: int = 0
    max_items: int | None = None
    unit: str = ""
    role: str = ""
    roles: tuple[str, ...] = ()
    inverted: bool = False
    off: str | float | None = None
    continued: bool = False
    more: bool = False
    media: Mapping[str, Any] = field(default_factory=dict)
    only_with: Mapping[str, Condition] = field(default_factory=dict)
    derived: Derived | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)

    @property
    def on_wire(self) -> tuple[str, ...]:
        """The names under which the value is found in the request, from the outside in."""
        return tuple((self.wire or self.name).split("."))

    @property
    def is_length(self) -> bool:
        """Tell whether its numbers are how long something is, in seconds."""
        return self.unit == "s" or self.name == "duration"

    @property
    def least(self) -> float | None:
        """The least number that it takes: no length is less than nothing."""
        return 0 if self.minimum is None and self.is_length else self.minimum

    def plays(self, role: str) -> bool:
        """Tell whether this field, or an entry of it, has the meaning ``role``."""
        return role == self.role or role in self.roles

    def is_on(self, value: Any) -> bool | None:
        """Tell whether a value of a switch means yes; None where it says neither."""
        if self.off is not None:
            return value != self.off if value in self.choices else None
        return value is not self.inverted if isinstance(value, bool) else None

    def narrowed(self, limit: Limit) -> Field:
        """Return this field with what ``limit`` leaves of its values."""
        left = self.choices
        if limit.choices:
            left = tuple(c for c in self.choices or limit.choices if c in limit.choices)
        lows = [each for each in (self.minimum, limit.minimum) if each is not None]
        highs = [each for each in (self.maximum, limit.maximum) if each is not None]
        items = [each for each in (self.max_items, limit.max_items) if each is not None]
        media = self.media
        if limit.seconds is not None:
            media = {**media, "seconds": min(limit.seconds, media.get("seconds", limit.seconds))}
        return dataclasses.replace(
            self,
            media=media,
            choices=left,
            minimum=max(lows, default=None),
            maximum=min(highs, default=None),
            max_items=min(items, default=None),
            required=self.required or limit.required,
        )

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with ``value`` for this field, or None."""
        match self.type:
            case "text":
                return self._text_problem(value)
            case "url":
                return self._text_problem(value) or self._url_problem(value)
            case "choice":
                return self._choice_problem(value)
            case "boolean":
                if not isinstance(value, bool):
                    return Problem(self.name, "not_a_switch")
                return self._choice_problem(value) if self.choices else None
            case "integer" | "number":
                return self._number_problem(value)
            case "strings" | "urls":
                return self._list_problem(value)

    def nearest(self, value: Any) -> Any:
        """Return the value of this field that is nearest to one it does not take; its default if
        nothing is near."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if self.type in ("integer", "number") and number and math.isfinite(value):
            low = -math.inf if self.least is None else self.least
            high = math.inf if self.maximum is None else self.maximum
            near = min(max(value, low), high)
            if self.step is not None and self.step > 0:
                base = self.minimum or 0
                near = base + round((near - base) / self.step) * self.step
                near -= self.step if near > high else 0
            return round(near) if self.type == "integer" else near
        numbers = [each for each in self.choices if _is_number(each)]
        if self.type == "choice" and number and numbers:
            return min(numbers, key=lambda each: abs(float(each) - value))  # type: ignore[arg-type]
        if self.default is not None and self.problem(self.default) is None:
            return self.default
        return self.choices[0] if self.choices else None

    def _choice_problem(self, value: Any) -> Problem | None:
        if any(value == each and type(value) is type(each) for each in self.choices):
            return None
        return Problem(self.name, "not_a_choice", {"choices": self.choices})

    def _number_problem(self, value: Any) -> Problem | None:
        fits = _is_number(value) and (self.type == "number" or isinstance(value, int))
        if not fits or not math.isfinite(value):
            whole = "not_a_whole_number" if self.type == "integer" else "not_a_number"
            return Problem(self.name, whole)
        if value in self.specials:
            return None
        low, high = self.least, self.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            said = low if low is not None and value < low else self.minimum
            return Problem(self.name, *_range_words(said, high))
        if abs(value) > LARGEST:
            limits = (self.minimum, LARGEST) if value > 0 else (-LARGEST, high)
            return Problem(self.name, *_range_words(*limits))
        if self.step is not None and not _is_step(value - (low or 0), self.step):
            return Problem(self.name, "not_a_step", {"step": f"{self.step:g}"})
        return None

    def _text_problem(self, value: Any) -> Problem | None:
        if not isinstance(value, str):
            return Problem(self.name, "not_text")
        if self.required and not value.strip():
            return Problem(self.name, "missing")
        if self.max_length is not None and len(value) > self.max_length:
            facts = {"length": len(value), "limit": self.max_length}
            return Problem(self.name, "too_long", facts)
        return unsendable(self.name, value)

    def _list_problem(self, value: Any) -> Problem | None:
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            return Problem(self.name, "not_a_list")
        if self.required and not value:
            return Problem(self.name, "missing")
        if self.max_items is not None and len(value) > self.max_items:
            return Problem(self.name, "too_many", {"count": len(value), "limit": self.max_items})
        if value and len(value) < self.min_items:
            return Problem(self.name, "too_few", {"count": len(value), "limit": self.min_items})
        if any(not each.strip() for each in value):
            return Problem(self.name, "missing")
        for each in value:
            if (problem := unsendable(self.name, each)) is not None:
                return problem
            if self.type == "urls" and (problem := self._url_problem(each)) is not None:
                return problem
        return None

    def _url_problem(self, value: str) -> Problem | None:
        refused = not is_typed_url(value)
        return Problem(self.name, "link_refused", {"source": value}) if refused else None


def read_field(data: Mapping[str, Any]) -> Field:
    """Make a field of its part of a model's file."""
    lists = {name: tuple(data[name]) for name in ("choices", "specials", "roles") if name in data}
    made: dict[str, Any] = {**data, **lists}
    if "only_with" in data:
        made["only_with"] = read_when(data["only_with"])
    if "derived" in data:
        cases = tuple((read_when(each["when"]), each["value"]) for each in data["derived"]["cases"])
        made["derived"] = Derived(cases, data["derived"].get("otherwise"))
    if made.get("roles"):
        made.setdefault("role", made["roles"][0])
        made.setdefault("max_items", len(made["roles"]))
    return Field(**made)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_step(distance: float, step: float) -> bool:
    steps = distance / step
    return abs(steps - round(steps)) < 1e-6


def _range_words(low: float | None, high: float | None) -> tuple[str, dict[str, Any]]:
    """Return the code and the facts of a number outside of its range."""
    if high is None:
        return "too_low", {"low": _plain(low)}
    if low is None:
        return "too_high", {"high": _plain(high)}
    return "out_of_range", {"low": _plain(low), "high": _plain(high)}


def _plain(number: float | None) -> str:
    """Return a limit as people write it: all of its digits, and no point after a whole one."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else f"{number:g}"
