"""From a command's options to what it asks for: a model, its fields, its files, and their names."""

from __future__ import annotations

import contextlib
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.catalog import Catalog
from core.field import Field
from core.inputs import Given, in_order
from core.model import Model
from core.modelfacts import name_words
from core.modelsearch import ids_meant
from core.problems import InvalidAsk, Problem
from core.storyboardcolumns import FILES
from core.typed import (
    MOST_NEAR,
    field_called,
    near,
    takes_files,
    texts_of,
    typed_value,
    unknown_model,
    with_nearest,
)
from ui.commands.pointers import pointed
from ui.commands.wrongfiles import refuse_wrong_file, with_wrong_files

ROLES: Mapping[str, str] = {
    "start_frame": "--image",
    "end_frame": "--end-image",
    "reference_images": "--reference",
    "source_clip": "--clip",
    "reference_clips": "--reference-clip",
    "audio": "--audio",
    "reference_audio": "--reference-audio",
    "characters": "--character",
    "keep_on_server": "--keep-on-server",
    "remix_source": "--remix ID / --video-id",
}
"""The options for what plays a role in a request."""

OPTIONS: Mapping[str, str] = {
    **ROLES,
    "prompt": "PROMPT",
    "model": "--model",
    "set": "--set",
    "image": "--image",
    "fit": "--fit",
    "crop": "--crop",
    "colour": "--pad-color",
    "end_image": "--end-image",
    "reference": "--reference",
    "clip": "--clip",
    "clip_start": "--clip-start",
    "reference_clip": "--reference-clip",
    "aspect_ratio": "--aspect-ratio",
    "duration": "--duration",
    "resolution": "--resolution",
    "character_ids": "--character",
    "takes": "--count",
    "video_id": "--remix ID / --video-id",
    "after": "--after",
    "output": "--output",
}
"""What the parts of a request are called where it is asked for by options."""

NAMED = ("aspect_ratio", "duration", "resolution")
"""The fields that have options of their own."""


class Refused(InvalidAsk):
    """A request that will not be sent, with what its command calls the fields."""

    def __init__(self, problems: Sequence[Problem], names: Mapping[str, str]) -> None:
        super().__init__(*problems)
        self.names = names


@contextlib.contextmanager
def in_options(catalog: Catalog, model: Model) -> Iterator[None]:
    """Let every ``InvalidAsk`` from inside speak of options, and of models that take the files."""
    try:
        yield
    except InvalidAsk as error:
        problems = [pointed(each, catalog, model) for each in error.problems]
        raise Refused(problems, option_names(model)) from error.__cause__


def option_names(model: Model) -> dict[str, str]:
    """Return by which options the fields of a model are given, by field and by role."""
    return {**OPTIONS, **{each.name: _option(each) for each in model.fields}}


def named_model(catalog: Catalog, model_id: str) -> Model:
    """Return the model that a person names; raises ``InvalidAsk`` naming what is near to it, or
    the file that should describe it and cannot be used. Blocking."""
    model = catalog.get(model_id.strip()) or catalog.get(model_id.strip().casefold())
    if model is None:
        raise InvalidAsk(*with_wrong_files(catalog, _unknown(catalog, model_id)))
    refuse_wrong_file(catalog, model)
    return model


def _unknown(catalog: Catalog, model_id: str) -> Problem:
    """Return the problem of a model that nobody knows, by its name or what is near to it."""
    problem = unknown_model(catalog, model_id)
    near_ids = problem.facts.get("nearest", ())
    meant = dict.fromkeys([*ids_meant(catalog, model_id, nearly=False), *near_ids])
    close = tuple(meant or ids_meant(catalog, model_id, nearly=True))[:MOST_NEAR]
    return pointed(with_nearest(replace(problem, code="unknown_model"), close), catalog, None)


def values_of(
    model: Model, named: Mapping[str, Any], pairs: Sequence[str], *, prompted: bool = True
) -> dict[str, Any]:
    """Return the values that options give to a model's fields, by the fields' names.

    ``named`` are options of their own, by field, None where they were not given; ``pairs`` are
    texts like ``seed=42``; ``prompted`` says that the prompt is given otherwise. Raises
    ``InvalidAsk`` for what no field takes in this way, and for what is given twice.
    """
    texts: dict[str, list[str]] = {}
    given = {name: value for name, value in named.items() if value is not None}
    problems: list[Problem] = []
    for pair in pairs:
        name, sign, text = pair.partition("=")
        field = field_called(model.fields, name) if sign else None
        problem = _pair_problem(model, field, pair, text)
        if problem is None and field is not None:
            once = field.name in given or (prompted and field.name == "prompt")
            if once or (field.name in texts and field.type not in ("strings", "urls")):
                problem = Problem(field.name, "given_twice")
            texts.setdefault(field.name, []).append(text)
        problems += [problem] if problem else []
    if problems:
        raise InvalidAsk(*problems)
    values = {name: _typed(model, name, value) for name, value in given.items()}
    return values | {n: _typed(model, n, t) for n, t in texts.items()}


def named_values(model: Model, chosen: Namespace) -> dict[str, Any]:
    """Return what the options that have names of their own give, by the model's fields."""
    values: dict[str, Any] = {name: getattr(chosen, name) for name in NAMED}
    characters = model.field_for("characters")
    kept = model.field_for("keep_on_server")
    if chosen.character:
        values["characters" if characters is None else characters.name] = chosen.character
    if chosen.keep_on_server:
        name = "keep_on_server" if kept is None else kept.name
        values[name] = kept is None or not kept.inverted
    return values


def files_of(chosen: Namespace) -> tuple[Given, ...]:
    """Return the files that options give, but the start frame and the source clip."""
    given = {role: getattr(chosen, column) for column, role in FILES.items()}
    files = {role: [each] if isinstance(each, str) else each or () for role, each in given.items()}
    return in_order(
        {r: each for r, each in files.items() if any(each)}, chosen.fit, chosen.pad_color
    )


def refuse_empty_options(chosen: Namespace, *names: str) -> None:
    """Refuse options that were given an empty text: an unset shell variable must not cost money."""
    empty = [Problem(n, "missing") for n in names if _is_empty(getattr(chosen, n))]
    if empty:
        raise Refused(empty, OPTIONS)


def _is_empty(given: Any) -> bool:
    texts = given if isinstance(given, list) else [given]
    return any(isinstance(each, str) and not each.strip() for each in texts)


def _pair_problem(model: Model, field: Field | None, pair: str, text: str) -> Problem | None:
    """Return why one ``--set`` cannot be taken at all, None where its field and value are there."""
    name, sign, _ = pair.partition("=")
    if not sign or not name.strip():
        return Problem("set", "not_a_pair", {"text": pair, "example": "--set seed=42"})
    if field is None:
        return _no_field(model, name)
    if takes_files(field):
        return Problem(field.name, "takes_a_file", {"option": _option(field)})
    if field.derived is not None:
        return Problem(field.name, "follows")
    return Problem(field.name, "missing") if not text.strip() else None


def _no_field(model: Model, name: str) -> Problem:
    names = [f.name for f in model.fields if not takes_files(f) and f.derived is None]
    facts: dict[str, Any] = {"model": name_words(model), "choices": tuple(names)}
    every = {form: each.name for each in model.fields for form in (each.name, each.on_wire[-1])}
    close = tuple(dict.fromkeys(every[each] for each in near(name, every)))
    return with_nearest(Problem(name.strip(), "no_such_field", facts), close)


def _typed(model: Model, name: str, value: Any) -> Any:
    field = model.field(name)
    if field is None or isinstance(value, bool):
        return value
    given = texts_of(value, field) if isinstance(value, list) else value
    return typed_value(field, given)


def _option(field: Field) -> str:
    role = field.roles[0] if field.roles else field.role
    if role in ROLES and not field.inverted:  # on for that option is off for the field
        return ROLES[role]
    return OPTIONS.get(field.name, f"--set {field.name}")
