"""A video model: what it may be asked for, what comes out, and what is wrong with a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from core.conditions import Rule, holds, is_given
from core.field import MEDIA, Field, Medium
from core.problems import Problem

Size = tuple[int, int]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Family:
    """The models of one name: who makes them, and what they are good at, by language."""

    id: str
    name: Texts
    maker: str = ""
    good_at: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """A place for files in a request: what they mean, of what kind they are, and how many go in.

    ``field`` is the one that takes them, ``place`` that of a single entry in its list, None where
    all of the list means the same.
    """

    role: str
    medium: Medium
    field: Field
    place: int | None
    least: int
    most: int

    @property
    def takes_faces(self) -> bool:
        """False where pictures with real people's faces are known to be refused."""
        return bool(self.field.media.get("faces", True))


@dataclass(frozen=True)
class Model:
    """A model: what it may be asked for and what comes out.

    ``outcome`` is ``video`` or ``character``. ``billing`` says when the price is known: ``before``,
    ``afterwards`` (it follows from the length of what was made), or ``free``. ``mode`` says how it
    differs from the others of its family. ``order`` places it among all models. ``seconds`` is how
    long every clip is where nobody decides it, None where that is not known; of a clip that goes on
    from another one it is what is added. ``sound`` tells whether clips have some, None where that
    is not known; a field of the role ``sound`` lets a person decide. ``withdrawn`` is the date from
    which on it cannot be asked for any more, empty for a living one. ``own`` is true of a model
    that a person's own file describes.
    """

    id: str
    family: Family
    name: Texts
    summary: Texts
    mode: Texts
    order: int
    outcome: Literal["video", "character"]
    billing: Literal["before", "afterwards", "free"]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    sound: bool | None
    output_sizes: Mapping[str, Mapping[str, Size]]
    sources: tuple[Mapping[str, str], ...]
    withdrawn: str = ""
    own: bool = False
    seconds: float | None = None

    def field(self, name: str) -> Field | None:
        """Return the field called ``name``, or None where the model has none."""
        return next((each for each in self.fields if each.name == name), None)

    def field_for(self, role: str) -> Field | None:
        """Return the field that plays ``role``, or None where the model has none."""
        return next((each for each in self.fields if each.plays(role)), None)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places for files, in the order of the fields."""
        return tuple(_slots(self.fields))

    def slot(self, role: str) -> Slot | None:
        """Return the place for files of ``role``, or None where the model has none."""
        return next((each for each in self.slots if each.role == role), None)

    def takes(self, role: str) -> bool:
        """Tell whether files of ``role`` can go into a request."""
        return role in MEDIA and self.field_for(role) is not None

    def with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``values`` with this model's defaults for what they leave out."""
        given = {name: value for name, value in values.items() if value is not None}
        own = [each for each in self.fields if each.derived is None and each.default is not None]
        full = {each.name: each.default for each in own} | given
        out = [each.name for each in own if not holds(each.only_with, full)]
        return {n: value for n, value in full.items() if n in given or n not in out}

    def effective(self, values: Mapping[str, Any]) -> tuple[Field, ...]:
        """Return the fields that have a place beside ``values``, as narrow as these leave them."""
        full = self.with_defaults(values)
        in_force = [rule for rule in self.rules if rule.limits and holds(rule.when, full)]
        found = []
        for each in self.fields:
            if holds(each.only_with, full):
                for rule in in_force:
                    if each.name in rule.limits:
                        each = each.narrowed(rule.limits[each.name])
                found.append(each)
        return tuple(found)

    def problems(self, values: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return everything that is wrong with ``values``; nothing means that they may be sent."""
        found = [Problem(name, "unknown_field") for name in values if self.field(name) is None]
        narrowed = {each.name: each for each in self.effective(values)}
        for each in self.fields:
            problem = self._problem(each, narrowed.get(each.name), values)
            if problem is not None:
                found.append(problem)
        full = self.with_defaults(values)
        for rule in self.rules:
            found += rule.problems(full)
        return tuple(found)

    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the request's body for valid ``values``: defaults that the model need not be
        told are left out, and what decides the price is always in."""
        body: dict[str, Any] = {"model": self.id}
        full = self.with_defaults(values)
        for each in self.fields:
            if not holds(each.only_with, full):
                continue
            value = each.derived.value(full) if each.derived else values.get(each.name)
            if value is None:
                value = each.default
            always = each.send == "always" and value is not None
            if always or (value != each.default and is_given(value)):
                _put(body, each.on_wire, list(value) if isinstance(value, tuple) else value)
        return body

    def values_of(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a request's values by the fields' names: what ``body`` makes, read back.

        What no field is for keeps its own name, so that ``problems`` names it.
        """
        left = {name: value for name, value in body.items() if name != "model"}
        found: dict[str, Any] = {}
        for each in self.fields:
            *outer, last = each.on_wire
            place: Any = left
            for name in outer:
                place = place.get(name) if isinstance(place, dict) else None
            if isinstance(place, dict) and last in place:
                found[each.name] = place[last]
        used = {each.on_wire[0] for each in self.fields}
        return found | {name: value for name, value in left.items() if name not in used}

    def output_size(self, values: Mapping[str, Any]) -> Size | None:
        """Return width and height of the clip in pixels, None where they are not known."""
        by_ratio = self.output_sizes.get(str(values.get("resolution")), {})
        return by_ratio.get(str(values.get("aspect_ratio")))

    def _problem(
        self, each: Field, narrowed: Field | None, values: Mapping[str, Any]
    ) -> Problem | None:
        """Return what is wrong with the value of a field, alone and beside the others."""
        value = values.get(each.name)
        if each.name not in values:
            required = narrowed is not None and narrowed.required and narrowed.default is None
            return Problem(each.name, "missing") if required else None
        problem = each.problem(value)
        if problem is not None:
            return problem
        if narrowed is None:
            beside = {n: c for n, c in each.only_with.items() if isinstance(c, tuple)}
            facts = {"others": tuple(each.only_with), "beside": beside}
            return Problem(each.name, "only_with", facts) if is_given(value) else None
        wrong = narrowed.problem(value)
        return None if wrong is None else self._not_with(each, wrong, values)

    def _not_with(self, each: Field, wrong: Problem, values: Mapping[str, Any]) -> Problem:
        """Return the problem of a value that has no place beside the others: ``why`` says what is
        wrong with it, ``beside`` which others these are, with their value where that matters."""
        full = self.with_defaults(values)
        rules = (rule for rule in self.rules if each.name in rule.limits)
        beside = {
            name: full.get(name) if isinstance(condition, tuple) else None
            for rule in rules
            if holds(rule.when, full)
            for name, condition in rule.when.items()
        }
        facts = {"others": tuple(beside), "beside": beside, "why": wrong}
        return Problem(each.name, "not_with", facts)


def _slots(fields: tuple[Field, ...]) -> Iterator[Slot]:
    for each in fields:
        for place, role in enumerate(each.roles):
            least = int(each.required and place == 0)
            yield Slot(role, MEDIA[role], each, place, least, 1)
        if not each.roles and each.role in MEDIA:
            many = each.type == "urls"
            least = max(each.min_items, 1) if each.required else 0
            most = each.max_items or MOST_FILES if many else 1
            yield Slot(each.role, MEDIA[each.role], each, None, least, most)


MOST_FILES = 10
"""Files of a list whose model says no limit."""


def _put(body: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        body = body.setdefault(name, {})
    body[path[-1]] = value
