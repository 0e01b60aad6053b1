"""The files of models: read, checked by one JSON Schema, families unfolded into their models."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from core.conditions import read_rule
from core.field import Field, read_field
from core.model import Family, Model
from core.modelchecks import WrongModel, model_mistakes, raise_all, reversed_limits
from core.modeljson import content_of, files_in
from core.modelparts import TOLD, as_they_stand, lacking, sound_parts
from core.modelrules import idle_mistakes
from core.modelschema import MOST_FOUND, RESOURCES, schema_mistakes
from core.modelunfold import unfolded
from core.unread import why_unreadable

MODELS = RESOURCES / "models"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unusable:
    """What keeps a model's file from being used: where in it, a code, and what the words need."""

    file: Path
    code: str
    where: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@cache
def bundled_models() -> tuple[Model, ...]:
    """Return the models that the program brings, read once; blocking.

    Raises ValueError or OSError for what is wrong in their files.
    """
    models, wrong = read_models(MODELS)
    if wrong:
        raise ValueError("; ".join(f"{each.file.name}: {each.where}" for each in wrong))
    return tuple(models)


def read_models(folder: Path, *, own: bool = False) -> tuple[list[Model], list[Unusable]]:
    """Return the models of all files in ``folder``, and what is wrong with the other files.

    Of a file all that can be told at once is, one after the other. ``own`` ones may come from
    anywhere: they are checked by the schema first, and whatever is in the folder, nothing is
    raised. Of two files with one model the first by name counts. Blocking.
    """
    models: dict[str, tuple[Model, Path]] = {}
    unusable: list[Unusable] = []
    for file in files_in(folder):
        try:
            read = models_of(content_of(file), own=own)
            _check_ids(read, models)
        except WrongModel as wrong:
            for each in (wrong, *wrong.others):
                unusable.append(Unusable(file, each.code, each.where, each.facts))
        except OSError as error:
            unusable.append(Unusable(file, "unreadable", facts={"reason": why_unreadable(error)}))
        except Exception:
            if not own:
                raise
            log.exception("a model's file was not foreseen: %s", file.name)
            unusable.append(Unusable(file, "unforeseen"))
        else:
            models |= {each.id: (each, file) for each in read}
    return [model for model, _ in models.values()], unusable


def _check_ids(read: Iterable[Model], before: Mapping[str, tuple[Model, Path]]) -> None:
    """Raise ``WrongModel`` where there is a model of the same id already."""
    ids, wrong = set[str](), list[WrongModel]()
    for each in read:
        if each.id in before:
            wrong.append(WrongModel("same_id", name=each.id, other=before[each.id][1].name))
        elif each.id in ids:
            wrong.append(WrongModel("same_id_inside", name=each.id))
        ids.add(each.id)
    raise_all(wrong)


def models_of(content: Any, *, own: bool = False) -> list[Model]:
    """Return the models that a file's ``content`` describes; raises ``WrongModel``.

    ``own`` content is checked by the schema first, and its models are marked as a person's own.
    What is wrong with single parts is told together with what does not go together in the others.
    """
    found = [
        *(schema_mistakes(content) if own else ()),
        *islice(as_they_stand(content), MOST_FOUND),
    ]
    wrong = [each for _, each in found]
    sound = content
    if found:
        sound = sound_parts(content, found) if len(found) < MOST_FOUND else None
    models = [_model(data, own, wrong) for data in unfolded(sound)] if sound else []
    wrong += islice(idle_mistakes(models), MOST_FOUND)
    raise_all(wrong)
    return models


def _model(data: Mapping[str, Any], own: bool, wrong: list[WrongModel]) -> Model:
    """Return a model of the fields that can be read; add what is ``wrong``."""
    where = str(data["id"])
    wrong += _reversed(data, where)
    read = [_field(each, where, wrong) for each in data["fields"]]
    found = [each for each in read if each is not None]
    unread = [each["name"] for each, field in zip(data["fields"], read, strict=True) if not field]
    model = Model(
        id=data["id"],
        family=_family(data["family"]),
        name=data["name"],
        summary=data["summary"],
        mode=data.get("mode", {}),
        order=data.get("order", 1000),
        outcome=data.get("outcome", "video"),
        billing=data.get("billing", "before"),
        fields=tuple(found),
        rules=tuple(read_rule(each) for each in data.get("rules", ())),
        sound=data.get("sound"),
        output_sizes={
            resolution: {ratio: (size[0], size[1]) for ratio, size in sizes.items()}
            for resolution, sizes in data.get("output_sizes", {}).items()
        },
        sources=tuple(data["sources"]),
        withdrawn=data.get("withdrawn", ""),
        own=own,
        seconds=data.get("seconds"),
    )
    wrong += model_mistakes(model, unread)
    return model


def _reversed(data: Mapping[str, Any], where: str) -> Iterator[WrongModel]:
    """Yield which least values in a model's fields and rules are more than the most ones."""
    for each in data["fields"]:
        if TOLD not in each:
            yield from reversed_limits(each, f"{where}: {each['name']}")
    for n, rule in enumerate(data.get("rules", ())):
        for name, limit in rule.get("limits", {}).items():
            yield from reversed_limits(limit, f"{where}: rules[{n}].limits.{name}")


def _family(data: Mapping[str, Any]) -> Family:
    """Return a family; a maker of one name has it in both languages."""
    maker = data.get("maker", {})
    return Family(**{**data, "maker": {"en": maker} if isinstance(maker, str) else maker})


def _field(data: Mapping[str, Any], model_id: str, wrong: list[WrongModel]) -> Field | None:
    """Return a field, None where nobody knows what it is; add what is ``wrong``."""
    where = f"{model_id}: {data['name']}"
    if TOLD not in data:
        wrong += lacking(data, where)
    if "type" not in data or not data["name"]:
        return None
    data = {key: each for key, each in data.items() if key != TOLD}
    found = read_field(data)
    if found.type == "choice" and not found.choices:
        wrong.append(WrongModel("required", where, name="choices"))
    elif any(reversed_limits(data, where)):
        pass  # no default could be right
    elif found.default is not None and (problem := found.problem(found.default)) is not None:
        facts = {"value": found.default, "problem": problem}
        wrong.append(WrongModel("default_refused", where, **facts))
    return found
