"""Looking for the charge of a request that was never answered, in the key's spend log."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from core.foxapi.messages import Charge
from core.job import Job, State

BEFORE, AFTER = 120.0, 3600.0
"""Seconds around the moment of sending in which a charge may belong to a request: clocks differ,
and some gateways charge when the clip is finished."""


def unexplained(charges: Iterable[Charge], job: Job, sent: Sequence[Job]) -> list[Charge]:
    """Return the charges that may be ``job``'s: near its time, for its model, and nobody else's.

    The nearest to the moment of sending comes first.

    ``sent`` are the jobs with a task that the same key has sent: each explains the charge that is
    nearest to it. That nothing is left is no proof that nothing was charged.
    """
    moment = job.sent_at or job.created_at
    near = [c for c in charges if _may_be(c, job.model, moment)]
    for other in sorted(sent, key=lambda each: each.sent_at or each.created_at):
        since = other.sent_at or other.created_at
        own = [c for c in near if other.task_id and _may_be(c, other.model, since)]
        if own:
            near.remove(min(own, key=lambda c: abs(c.created_at - since)))
    return sorted(near, key=lambda c: abs(c.created_at - moment))


def as_sent(job: Job, moves: Iterable[tuple[float, str, str, str]]) -> Job:
    """Return an unconfirmed job with the time at which its request left, by the job's moves.

    It may have waited for long before that, so that the time at which it was asked for says little.
    """
    times = [at for at, _, after, _ in moves if after == State.SUBMITTING]
    return dataclasses.replace(job, sent_at=times[-1]) if times and job.sent_at is None else job


def _may_be(charge: Charge, model: str, moment: float) -> bool:
    same = not charge.model or charge.model == model
    return same and moment - BEFORE <= charge.created_at <= moment + AFTER
