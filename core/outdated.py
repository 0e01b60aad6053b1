"""Whether a job that has waited is still one that its model takes: its data may have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.inputs import Given, as_if_sent, file_problems
from core.job import Fault, Job
from core.kept import kept_problems
from core.model import Model
from core.problems import Problem, as_data

OUTDATED = "outdated"
"""A kind of fault. Its facts name the ``model`` by language, all ``problems`` as
``core.problems.as_data`` writes them, and ``labels``: what fields are called, by language."""


def outdated_fault(model: Model, job: Job, folder: Path) -> Fault | None:
    """Return why a job is none that ``model`` takes as it is now, None where it is one.

    What it was asked with was checked then, by the same rules: with the same model nothing is ever
    wrong. ``folder`` has the job's own copies of its files, which are opened. Blocking.
    """
    problems: list[Problem] = []
    for each in _problems(model, job, folder):
        if each not in problems:
            problems.append(each)
    if not problems:
        return None
    names = {name for each in problems for name in (each.field, *each.facts.get("others", ()))}
    labels = {each.name: dict(each.label) for each in model.fields if each.name in names}
    told = [as_data(each) for each in problems]
    facts = {"model": dict(model.name), "problems": told, "labels": labels}
    return Fault(OUTDATED, facts=facts)


def _problems(model: Model, job: Job, folder: Path) -> Iterator[Problem]:
    given = _given(job)
    values = _values(model, job)
    yield from model.problems({**values, **as_if_sent(model, given)})
    yield from file_problems(model, given)
    yield from kept_problems(model, job, values, folder)


def _values(model: Model, job: Job) -> dict[str, Any]:
    """Return a job's values as they were checked when it was asked for."""
    prompted = bool(job.prompt) or model.field("prompt") is not None
    return model.with_defaults({**job.values, **({"prompt": job.prompt} if prompted else {})})


def _given(job: Job) -> tuple[Given, ...]:
    """Return a job's files; a start frame that is still to come is one of them."""
    begins = (Given("start_frame", "-"),) if job.start_frame is not None or job.after else ()
    return begins + tuple(Given(each.role, each.url or "-") for each in job.inputs)
