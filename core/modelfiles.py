"""The files of models: read, checked by one JSON Schema, families unfolded into their models."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from core.conditions import read_rule
from core.field import Field, read_field
from core.model import Family, Model
from core.modelchecks import WrongModel, check_count, check_model
from core.modeljson import content_of, files_in
from core.unread import why_unreadable

RESOURCES = Path(__file__).parent.parent / "resources"
MODELS = RESOURCES / "models"
SCHEMA = RESOURCES / "model.schema.json"
COMMON = RESOURCES / "model-fields.json"
"""What many models share: fields that a file names by ``like``."""

log = logging.getLogger(__name__)

_NO_FIELD = ("fields", "variants", "format", "$schema")


@dataclass(frozen=True)
class Unusable:
    """A model's file that cannot be used: where in it, a code of why, and what the words need."""

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
    """Return the models of all files in ``folder``, and the files that cannot be used.

    ``own`` ones may come from anywhere: they are checked by the schema first, and whatever is in
    the folder, nothing is raised. Of two files with one model the first by name counts. Blocking.
    """
    models: dict[str, tuple[Model, Path]] = {}
    unusable: list[Unusable] = []
    for file in files_in(folder):
        try:
            read = models_of(content_of(file), own=own)
            _check_ids(read, models)
        except WrongModel as wrong:
            unusable.append(Unusable(file, wrong.code, wrong.where, wrong.facts))
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
    ids: set[str] = set()
    for each in read:
        if each.id in before:
            raise WrongModel("same_id", name=each.id, other=before[each.id][1].name)
        if each.id in ids:
            raise WrongModel("same_id_inside", name=each.id)
        ids.add(each.id)


def models_of(content: Any, *, own: bool = False) -> list[Model]:
    """Return the models that a file's ``content`` describes; raises ``WrongModel``.

    ``own`` content is checked by the schema first, and its models are marked as a person's own.
    """
    if own:
        check(content)
    return [_model(data, own) for data in _unfolded(content)]


def check(content: Any) -> None:
    """Raise ``WrongModel`` where ``content`` is not as the schema says."""
    from fastjsonschema import JsonSchemaValueException

    try:
        _validator()(content)
    except JsonSchemaValueException as error:
        raise _wrong(error) from error


def _wrong(error: Any) -> WrongModel:
    """Return what the schema finds wrong, with the names that the words need."""
    where, rule, value = _place(error.path[1:]), error.rule or "type", error.value
    facts: dict[str, Any] = {"wanted": error.rule_definition, "value": value}
    if rule == "required":
        facts = {"name": next(each for each in error.rule_definition if each not in value)}
    elif rule == "additionalProperties":
        known = tuple(error.definition.get("properties", ()))
        facts = {"name": next(each for each in value if each not in known), "choices": known}
    return WrongModel(rule, where, **facts)


@cache
def _validator() -> Any:
    import fastjsonschema

    schema = json.loads(SCHEMA.read_text("utf-8"))
    return fastjsonschema.compile(schema, use_default=False, detailed_exceptions=True)


@cache
def _common() -> Mapping[str, Mapping[str, Any]]:
    return json.loads(COMMON.read_text("utf-8"))  # type: ignore[no-any-return]


def _unfolded(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each model of a file as if it were alone in it."""
    fields = [_like(each, f"fields[{n}]") for n, each in enumerate(content["fields"])]
    base = {key: value for key, value in content.items() if key not in _NO_FIELD}
    variants = content.get("variants")
    check_count(fields, "fields", "fields")
    check_count(variants or (), "variants", "variants")
    if variants is None:
        if "id" not in content:
            raise WrongModel("required", name="id")
        yield {**base, "fields": fields}
        return
    for n, variant in enumerate(variants):
        patched = _patched(fields, variant.get("fields", {}), f"variants[{n}].fields")
        yield {**base, **variant, "fields": patched}


def _patched(
    fields: list[dict[str, Any]], patches: Mapping[str, Any], where: str
) -> list[dict[str, Any]]:
    """Return fields as a variant has them: changed, left out for None, and new ones at the end."""
    known = {each["name"] for each in fields}
    left = [each for each in copy.deepcopy(fields) if patches.get(each["name"], each) is not None]
    kept = [_changed(each, patches.get(each["name"], {}), where) for each in left]
    new = [{"name": name, **each} for name, each in patches.items() if name not in known and each]
    return kept + [_like(each, f"{where}.{each['name']}") for each in new]


def _changed(field: dict[str, Any], patch: Mapping[str, Any], where: str) -> dict[str, Any]:
    name = field["name"]
    if "like" in patch:
        patch = _like({"name": name, **patch}, f"{where}.{name}")
    return {**field, **patch}


def _like(data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return a field with what it takes from the common one that it names."""
    own = {key: value for key, value in data.items() if key != "like"}
    name = data.get("like")
    if name is None:
        if "name" not in own:
            raise WrongModel("required", where, name="name")
        return own
    common = _common().get(name)
    if common is None:
        raise WrongModel("unknown_like", where, name=name, choices=tuple(_common()))
    return {"name": name, **common, **own}


def _model(data: Mapping[str, Any], own: bool) -> Model:
    where = str(data["id"])
    fields = tuple(_field(each, where) for each in data["fields"])
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
    check_model(model)
    return model


def _family(data: Mapping[str, Any]) -> Family:
    """Return a family; a maker of one name has it in both languages."""
    maker = data.get("maker", {})
    return Family(**{**data, "maker": {"en": maker} if isinstance(maker, str) else maker})


def _field(data: Mapping[str, Any], model_id: str) -> Field:
    where = f"{model_id}: {data['name']}"
    for needed in ("type", "label", "help"):
        if needed not in data:
            raise WrongModel("required", where, name=needed)
    found = read_field(data)
    if found.type == "choice" and not found.choices:
        raise WrongModel("required", where, name="choices")
    if found.default is not None and (problem := found.problem(found.default)) is not None:
        raise WrongModel("default_refused", where, value=found.default, problem=problem)
    return found


def _place(path: list[Any]) -> str:
    """Return where in a file something is, as in ``fields[2].type``."""
    found = "".join(f"[{each}]" if str(each).isdecimal() else f".{each}" for each in path)
    return found.removeprefix(".")
