"""What is wrong with a request, as the command line tells it: by ids, and with where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.catalog import Catalog
from core.field import MEDIA
from core.model import Model
from core.modelfacts import name_words
from core.problems import InvalidAsk, Problem
from core.typed import with_nearest

MAKE_CHARACTER = "character NAME --video FILE|URL"
REMIX = "generate PROMPT --remix ID"
MODELS = "models"

_ROLES = {**dict.fromkeys(("image", "after", "continue"), "start_frame"), "clip": "source_clip"}
_POINTED: Mapping[str, tuple[str, str]] = {
    "unknown_model": ("no_such_model", MODELS),
    "makes_characters": ("makes_characters_see", MAKE_CHARACTER),
    "only_remixes": ("only_remixes_see", REMIX),
}
"""Problems that a command goes on from: what they are then, and that command."""


def pointed(problem: Problem, catalog: Catalog, model: Model | None) -> Problem:
    """Return a problem with the command, or the models' ids, that a person can go on with.

    ``model`` is the one that is asked, None where it is not known.
    """
    if model is not None and problem.code == "unknown_field":
        return with_siblings(problem, catalog, model)
    if "nearest_id" in problem.facts:
        facts = {**problem.facts, "nearest": problem.facts["nearest_id"]}
        return replace(problem, facts=facts)
    if problem.code in _POINTED:
        code, command = _POINTED[problem.code]
        return replace(problem, code=code, facts={**problem.facts, "command": command})
    return problem


def refuse_character_maker(model: Model) -> None:
    """Raise ``InvalidAsk`` for a model that makes characters, naming the command that asks it."""
    if model.outcome == "character":
        facts = {"model": model.id, "command": MAKE_CHARACTER}
        raise InvalidAsk(Problem("model", "makes_characters_see", facts))


def siblings(catalog: Catalog, model: Model, role: str) -> list[Model]:
    """Return the living models of a model's family that take files of ``role``."""
    family = catalog.family(model.family.id)
    return [each for each in family if each.takes(role) and not each.withdrawn and each != model]


def with_siblings(problem: Problem, catalog: Catalog, model: Model) -> Problem:
    """Return the problem of a file that the model does not take, naming models that take it."""
    role = _ROLES.get(problem.field, problem.field)
    if problem.code != "unknown_field" or role not in MEDIA:
        return problem
    others = tuple(each.id for each in siblings(catalog, model, role))
    facts = {"model": name_words(model), "command": f"models --takes {role}"}
    return with_nearest(replace(problem, code="no_such_input", facts=facts), others)
