"""The files of models: read, checked by one JSON Schema, families unfolded into their models."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from core.conditions import read_rule
from core.field import Field, read_field
from core.model import Family, Model
from core.modelchecks import (
    WrongModel,
    count_mistakes,
    field_mistakes,
    model_mistakes,
    raise_all,
    reversed_limits,
)
from core.modeljson import content_of, files_in
from core.modelschema import RESOURCES, as_they_stand, check, common_fields, lacking
from core.unread import why_unreadable

MODELS = RESOURCES / "models"

log = logging.getLogger(__name__)

_NO_FIELD = ("fields", "variants", "format", "$schema")


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
    """
    if own:
        check(content)
    wrong: list[WrongModel] = []
    models = [_model(data, own, wrong) for data in _unfolded(content, wrong)]
    raise_all(wrong)
    return [each for each in models if each is not None]


def _unfolded(content: Mapping[str, Any], wrong: list[WrongModel]) -> Iterator[dict[str, Any]]:
    """Yield each model of a file as if it were alone in it; add what is ``wrong`` to that list."""
    given = [(f"fields[{n}]", each) for n, each in enumerate(content["fields"])]
    fields = _likened(given, wrong)
    base = {key: value for key, value in content.items() if key not in _NO_FIELD}
    variants = content.get("variants")
    wrong += count_mistakes(content["fields"], "fields", "fields")
    wrong += count_mistakes(variants or (), "variants", "variants")
    if wrong:
        # What is wrong here is so in every model: unfolded, it would be told again and again.
        wrong += as_they_stand(content)
        return
    if variants is None:
        if "id" not in content:
            wrong.append(WrongModel("required", name="id"))
            base["id"] = ""
        yield {**base, "fields": fields}
        return
    for n, variant in enumerate(variants):
        before, where = len(wrong), f"variants[{n}].fields"
        patched = _patched(fields, variant.get("fields", {}), where, wrong)
        if len(wrong) == before:
            yield {**base, **variant, "fields": patched}


def _likened(
    given: Iterable[tuple[str, Mapping[str, Any]]], wrong: list[WrongModel]
) -> list[dict[str, Any]]:
    """Return fields, each given with its place, with what they take from common ones."""
    fields = []
    for where, each in given:
        try:
            fields.append(_like(each, where))
        except WrongModel as mistake:
            wrong.append(mistake)
    return fields


def _patched(
    fields: list[dict[str, Any]], patches: Mapping[str, Any], where: str, wrong: list[WrongModel]
) -> list[dict[str, Any]]:
    """Return fields as a variant has them: changed, left out for None, and new ones at the end."""
    known = {each["name"] for each in fields}
    kept = list[dict[str, Any]]()
    for each in copy.deepcopy(fields):
        name = each["name"]
        patch = patches.get(name, {})
        if patch is not None:
            place = (f"{where}.{name}", {"name": name, **patch})
            kept += [{**each, **changes} for changes in _likened([place], wrong)]
    new = [
        (f"{where}.{name}", {"name": name, **each})
        for name, each in patches.items()
        if name not in known and each
    ]
    return kept + _likened(new, wrong)


def _like(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return a field with what it takes from the common one that it names."""
    own = {key: value for key, value in data.items() if key != "like"}
    name = data.get("like")
    if name is None:
        if "name" not in own:
            raise WrongModel("required", where, name="name")
        return own
    common = common_fields().get(name)
    if common is None:
        raise WrongModel("unknown_like", where, name=name, choices=tuple(common_fields()))
    return {"name": name, **common, **own}


def _model(data: Mapping[str, Any], own: bool, wrong: list[WrongModel]) -> Model | None:
    """Return a model, None where a field of it cannot be read; add what is ``wrong``."""
    where, found = str(data["id"]), list[Field]()
    wrong += _reversed(data, where)
    for each in data["fields"]:
        try:
            found.append(_field(each, where))
        except WrongModel as mistake:
            wrong += (mistake, *mistake.others)
    if len(found) < len(data["fields"]):
        # Without all fields nobody knows what goes with what.
        for field in found:
            wrong += field_mistakes(field, f"{where}: {field.name}")
        return None
    fields = tuple(found)
    model = Model(
        id=data["id"],
        family=_family(data["family"]),
        name=data["name"],
        summary=data["summary"],
        mode=data.get("mode", {}),
        order=data.get("order", 1000),
        outcome=data.get("outcome", "video"),
        billing=data.get("billing", "before"),
        fields=fields,
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
    wrong += model_mistakes(model)
    return model


def _reversed(data: Mapping[str, Any], where: str) -> Iterator[WrongModel]:
    """Yield which least values in a model's fields and rules are more than the most ones."""
    for each in data["fields"]:
        yield from reversed_limits(each, f"{where}: {each['name']}")
    for n, rule in enumerate(data.get("rules", ())):
        for name, limit in rule.get("limits", {}).items():
            yield from reversed_limits(limit, f"{where}: rules[{n}].limits.{name}")


def _family(data: Mapping[str, Any]) -> Family:
    """Return a family; a maker of one name has it in both languages."""
    maker = data.get("maker", {})
    return Family(**{**data, "maker": {"en": maker} if isinstance(maker, str) else maker})


def _field(data: Mapping[str, Any], model_id: str) -> Field:
    where = f"{model_id}: {data['name']}"
    raise_all(lacking(data, where))
    found = read_field(data)
    if found.type == "choice" and not found.choices:
        raise WrongModel("required", where, name="choices")
    if any(reversed_limits(data, where)):
        return found  # no default could be right
    if found.default is not None and (problem := found.problem(found.default)) is not None:
        raise WrongModel("default_refused", where, value=found.default, problem=problem)
    return found
