"""The video models as data: their fields, limits, defaults, output sizes and help.

Each model is one file in ``resources/models``. Validation, the request's body and any form that
shows the options are made from it, so a further model is a further file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from pathlib import Path
from typing import Any, Literal

from core.foxapi.address import is_typed_url

MODELS = Path(__file__).parent.parent / "resources" / "models"
DEFAULT_MODEL = "sora-2-pro"

Value = str | int | float | bool | list[str]


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


@dataclass(frozen=True)
class Field:
    """A field of a model's request.

    ``type`` is ``text``, ``choice``, ``boolean``, ``strings``, ``url`` or ``urls``; ``send`` says
    whether the field goes out always or only when it differs from ``default``; ``role`` names what
    an input means (``start_frame``, ``characters``, ``remix_source``, ``source_clip``,
    ``keep_on_server``); ``inverted`` says that a switch is shown the other way round: its label and
    help speak of what False means; ``media`` are the rules for a file that is an input; ``derived``
    makes the value follow from another field; ``label`` and ``help`` are by language.
    """

    name: str
    type: Literal["text", "choice", "boolean", "strings", "url", "urls"]
    send: Literal["always", "when_changed"]
    default: Value | None = None
    required: bool = False
    choices: tuple[Value, ...] = ()
    max_length: int | None = None
    max_items: int | None = None
    unit: str = ""
    role: str = ""
    inverted: bool = False
    media: Mapping[str, float] = with_default(default_factory=dict)
    derived: Mapping[str, Any] = with_default(default_factory=dict)
    label: Mapping[str, str] = with_default(default_factory=dict)
    help: Mapping[str, str] = with_default(default_factory=dict)

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with ``value`` for this field, or None."""
        match self.type:
            case "text":
                return self._text_problem(value)
            case "url":
                return self._text_problem(value) or self._url_problem(value)
            case "choice":
                if not any(value == c and type(value) is type(c) for c in self.choices):
                    return Problem(self.name, "not_a_choice", {"choices": self.choices})
            case "boolean":
                if not isinstance(value, bool):
                    return Problem(self.name, "not_a_switch")
            case "strings" | "urls":
                return self._list_problem(value)
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
        if self.max_items is not None and len(value) > self.max_items:
            return Problem(self.name, "too_many", {"count": len(value), "limit": self.max_items})
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


_UNSENDABLE = re.compile(r"[\0\ud800-\udfff]")


def unsendable(name: str, text: str) -> Problem | None:
    """Return the problem of a text that is no text on the wire: NUL or lone surrogates."""
    if _UNSENDABLE.search(text) is not None:
        return Problem(name, "not_text")
    return None


@dataclass(frozen=True)
class Model:
    """A model: what it may be asked for and what comes out.

    ``outcome`` is ``video`` or ``character``. ``billing`` says when the price is known: ``before``,
    ``afterwards`` (it follows from the length of what was made), or ``free``.
    """

    id: str
    family: str
    name: Mapping[str, str]
    summary: Mapping[str, str]
    outcome: Literal["video", "character"]
    billing: Literal["before", "afterwards", "free"]
    fields: tuple[Field, ...]
    sound: bool | None
    output_sizes: Mapping[str, Mapping[str, tuple[int, int]]]
    sources: tuple[Mapping[str, str], ...]

    def field(self, name: str) -> Field | None:
        """Return the field called ``name``, or None where the model has none."""
        return next((each for each in self.fields if each.name == name), None)

    def field_for(self, role: str) -> Field | None:
        """Return the field that plays ``role``, or None where the model has none."""
        return next((each for each in self.fields if each.role == role), None)

    def with_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``values`` with this model's defaults for what they leave out."""
        own = [each for each in self.fields if not each.derived]
        defaults = {each.name: each.default for each in own if each.default is not None}
        return defaults | {name: value for name, value in values.items() if value is not None}

    def problems(self, values: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return everything that is wrong with ``values``; nothing means that they may be sent."""
        found = [Problem(name, "unknown_field") for name in values if self.field(name) is None]
        for each in self.fields:
            if each.name in values:
                problem = each.problem(values[each.name])
            else:
                problem = Problem(each.name, "missing") if each.required else None
            if problem is not None:
                found.append(problem)
        return tuple(found)

    def body(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the request's body for valid ``values``: defaults that the model need not be
        told are left out, and what decides the price is always in."""
        body: dict[str, Any] = {"model": self.id}
        for each in self.fields:
            value = self._derived(each, values) if each.derived else values.get(each.name)
            if value is None:
                value = each.default
            if each.send == "always" or (value != each.default and value not in (None, [], ())):
                body[each.name] = list(value) if isinstance(value, tuple) else value
        return body

    def _derived(self, each: Field, values: Mapping[str, Any]) -> Any:
        present = bool(values.get(each.derived["from"]))
        return each.derived["present" if present else "absent"]

    def output_size(self, values: Mapping[str, Any]) -> tuple[int, int] | None:
        """Return width and height of the clip in pixels, None where they are not known."""
        by_ratio = self.output_sizes.get(str(values.get("resolution")), {})
        return by_ratio.get(str(values.get("aspect_ratio")))


class Catalog:
    """The models that this program knows, by id."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models = {model.id: model for model in models}

    def __iter__(self) -> Any:
        return iter(self._models.values())

    def get(self, model_id: str) -> Model | None:
        """Return the model called ``model_id``, or None."""
        return self._models.get(model_id)

    def find(self, model_id: str) -> Model:
        """Return the model called ``model_id``; raises ``InvalidAsk`` naming those there are."""
        model = self.get(model_id)
        if model is None:
            facts = {"model": model_id, "choices": tuple(self._models)}
            raise InvalidAsk(Problem("model", "unknown_model", facts))
        return model

    def callable_with(self, key_models: Iterable[str] | None) -> dict[str, bool | None]:
        """Mark each model: can a key that may call ``key_models`` call it? None: not known."""
        ids = None if key_models is None else set(key_models)
        return {model_id: None if ids is None else model_id in ids for model_id in self._models}


def load_catalog(folder: Path = MODELS) -> Catalog:
    """Read every model in ``folder``: the default model, then by what they make and need."""
    models = [read_model(json.loads(f.read_text("utf-8"))) for f in sorted(folder.glob("*.json"))]
    return Catalog(sorted(models, key=_place))


def _place(model: Model) -> tuple[bool, bool, bool, str]:
    needs_clip = model.field_for("remix_source") is not None
    return model.id != DEFAULT_MODEL, model.outcome != "video", needs_clip, model.id


def read_model(data: Mapping[str, Any]) -> Model:
    """Make a model of its file's content; raises KeyError or TypeError where that is wrong."""
    return Model(
        id=data["id"],
        family=data["family"],
        name=data["name"],
        summary=data["summary"],
        outcome=data["outcome"],
        billing=data.get("billing", "before"),
        sound=data["sound"],
        fields=tuple(_field(each) for each in data["fields"]),
        output_sizes={
            resolution: {ratio: (size[0], size[1]) for ratio, size in sizes.items()}
            for resolution, sizes in data["output_sizes"].items()
        },
        sources=tuple(data["sources"]),
    )


def _field(data: Mapping[str, Any]) -> Field:
    return Field(**{**data, "choices": tuple(data.get("choices", ()))})
