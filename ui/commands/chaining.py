"""``generate --after``: what a clip continues, and with which model and shape."""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from typing import TYPE_CHECKING

from core.catalog import Catalog
from core.continuing import to_continue
from core.job import ENDED, Job
from core.language import translate
from core.model import Model
from core.nearest import nearest
from core.shots import is_finished
from core.storyboard import is_for_shots
from core.wording import state_words
from ui.commands.records import find_jobs
from ui.report import say

if TYPE_CHECKING:
    from core.asking import Ask
    from core.ledger import Ledger

_SHAPE = ("aspect_ratio", "resolution")


def job_to_continue(ledger: Ledger, chosen: Namespace) -> Job | None:
    """Return the job that ``--after`` names, or its try that counts; None, said, if it cannot be
    continued."""
    if chosen.image:
        say(translate("CommandLine", "--after begins with a last frame: leave --image out."))
        return None
    jobs = find_jobs(ledger, [chosen.after])
    if jobs is None:
        return None
    before = to_continue(ledger.tries(jobs[0].id)) or jobs[0]
    unsent = not before.task_id and not chosen.hold
    if not is_finished(before) and (before.state in ENDED or unsent):
        words = translate("CommandLine", "{id} has no clip that could be continued: {state}.")
        say(words.format(id=before.id, state=state_words(before.state)))
        return None
    return before


def continuing_model(catalog: Catalog, before: Job) -> Model:
    """Return the model that goes on from a job's clip: that job's own, if it still lives and makes
    clips of a start frame, else the nearest that does, which is said."""
    model = catalog.get(before.model)
    if model is None:
        return catalog.default
    if model.takes("start_frame") and is_for_shots(model) and not model.withdrawn:
        return model
    other = nearest(catalog, ["start_frame"], before.values, like=model) or catalog.default
    words = translate(
        "CommandLine", "{model} cannot go on from a picture: this clip is made by {other}."
    )
    say(words.format(model=model.id, other=other.id))
    return other


def continued(ask: Ask, model: Model, before: Job) -> Ask:
    """Return ``ask``, which ``model`` makes, as one that continues the job ``before``.

    Ratio and resolution that were not chosen are as in that job, as far as the model takes them.
    """
    shape = {name: before.values[name] for name in _SHAPE if name in before.values}
    fields = {each.name: each for each in model.effective(ask.values)}
    kept = {n: v for n, v in shape.items() if n in fields and fields[n].problem(v) is None}
    return dataclasses.replace(ask, after=before.id, values={**kept, **ask.values})
