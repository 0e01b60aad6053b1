"""What a model that cannot be asked any more means: for a request, for a job, and for using it
again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.carrying import Carried, carry
from core.catalog import Catalog
from core.job import Fault, Job
from core.model import Model
from core.modelfacts import name_words
from core.nearest import Marks, is_gone, nearest, nearest_for
from core.problems import InvalidAsk, Problem

UNKNOWN, WITHDRAWN = "unknown_model", "withdrawn_model"
"""Kinds of fault. Their facts name the model, and if there is one the ``nearest`` by language and
by ``nearest_id``."""
WRONG_FILE = "model_file"
"""A kind of fault that a person can mend: its facts name the model, and a wrong ``file``."""


@dataclass(frozen=True)
class StandIn:
    """A job as the living model takes it that is nearest to its own.

    ``asked`` is the id of its own, ``before`` that model, None where this program does not know it
    any more; ``carried`` says what of the settings is another, and what is lost.
    """

    job: Job
    asked: str
    before: Model | None
    model: Model
    carried: Carried


def refuse_withdrawn(
    catalog: Catalog, model: Model, roles: tuple[str, ...], values: Mapping[str, Any]
) -> None:
    """Raise ``InvalidAsk`` for a model that was withdrawn, naming the nearest living one."""
    if not model.withdrawn:
        return
    found = nearest(catalog, roles, values, like=model)
    facts = {"model": name_words(model)}
    if found is None:
        raise InvalidAsk(Problem("model", "withdrawn_model", facts))
    facts |= {"nearest": name_words(found), "nearest_id": found.id}
    raise InvalidAsk(Problem("model", "withdrawn_model_nearest", facts))


def gone_fault(catalog: Catalog, job: Job) -> Fault | None:
    """Return why a job's model cannot be asked any more, None for one that can.

    One that is not known may be in a file that cannot be used at the moment: that can be mended.
    """
    model = catalog.get(job.model)
    if model is not None and not model.withdrawn:
        return None
    if model is None and catalog.unusable:
        file = catalog.unusable[0].file.name
        return Fault(WRONG_FILE, needs_person=True, facts={"model": job.model, "file": file})
    found = nearest_for(catalog, job)
    facts: dict[str, Any] = {"model": job.model if model is None else dict(model.name)}
    if found is not None:
        facts |= {"nearest": dict(found.name), "nearest_id": found.id}
    return Fault(UNKNOWN if model is None else WITHDRAWN, facts=facts)


def stand_in(catalog: Catalog, job: Job, marks: Marks | None = None) -> StandIn | None:
    """Return a job for the living model that is nearest to its own; None if its own lives, or if
    none takes the same inputs."""
    if not job.model or not is_gone(catalog, job.model):
        return None
    found, before = nearest_for(catalog, job, marks), catalog.get(job.model)
    if found is None:
        return None
    carried = carry(job.values, before, found)
    fitted = replace(job, model=found.id, values=carried.values)
    return StandIn(fitted, job.model, before, found, carried)
