"""A person's marks: a star or a rejection, given and taken back by the same key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.job import Job
from core.language import translate
from ui.actions import Action, label

MARKS: Mapping[Action, str] = {Action.STAR: "star", Action.REJECT: "reject"}
"""Which mark an action gives."""


def mark_for(action: Action, jobs: Sequence[Job]) -> str:
    """Return the mark that jobs have after ``action``: it is taken back where all had it."""
    given = MARKS[action]
    return "" if all(job.mark == given for job in jobs) else given


def label_for(action: Action, jobs: Sequence[Job]) -> str:
    """Return what an action is called where it is offered for ``jobs``."""
    if action not in MARKS or not jobs or mark_for(action, jobs):
        return label(action)
    back = translate("Row", "Take the rejection back")
    return translate("Row", "Remove the star") if action is Action.STAR else back
