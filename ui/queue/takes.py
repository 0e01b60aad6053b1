"""What the takes of one request are together: pure decisions, made anew whenever they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.job import AT_PROVIDER, ENDED, Job, State

_MOVING = (
    State.PROCESSING,
    State.PENDING,
    State.DOWNLOADING,
    State.SUBMITTING,
    State.UPLOADING,
    State.WAITING,
)
"""Unfinished states, the most telling first."""


def face_of_takes(jobs: Sequence[Job]) -> Job:
    """Return the take that stands for all: it is what their row shows, and what it opens.

    That is the one with a star, else the first that was ready, so that it stays the same while
    others come; those that were rejected are the last to be chosen.
    """
    return min(jobs, key=_order)


def _order(job: Job) -> tuple[int, float, int, int]:
    ready = job.state is State.COMPLETED
    if ready and job.mark == "star":
        rank = 0
    elif ready:
        rank = 3 if job.mark == "reject" else 1
    else:
        rank = 2 if job.state not in ENDED else 4
    return rank, (job.finished_at or 0.0) if ready else 0.0, job.take, job.seq


def lead_of_takes(jobs: Sequence[Job]) -> Job:
    """Return the take whose state the row of all tells: what needs a person, else what moves."""
    waiting = [job for job in jobs if job.stuck]
    waiting += [job for job in jobs if job.state is State.UNCONFIRMED]
    if waiting:
        return waiting[0]
    moving = [job for job in jobs if job.state in _MOVING]
    if moving:
        return min(moving, key=lambda job: _MOVING.index(job.state))
    return face_of_takes(jobs)


def count_takes(jobs: Sequence[Job]) -> int:
    """Return how many takes there are: one that was asked for again is one."""
    return len({job.take for job in jobs})


def count_ready(jobs: Sequence[Job]) -> int:
    """Return how many takes have their clip."""
    return len({job.take for job in jobs if job.state is State.COMPLETED})


def count_failed(jobs: Sequence[Job]) -> int:
    """Return how many takes have failed, and were not asked for again."""
    others = {job.take for job in jobs if job.state is not State.FAILED}
    return len({job.take for job in jobs} - others)


def percent_of_takes(jobs: Sequence[Job], percent_of: Callable[[Job], int | None]) -> int | None:
    """Return how far all takes together are, in whole per cent; None while none is being made.

    ``percent_of`` says it of one take. What has ended has nothing left to be done.
    """
    lead = lead_of_takes(jobs)
    if lead.stuck or lead.state not in AT_PROVIDER | {State.DOWNLOADING}:
        return None
    if all(percent_of(job) is None for job in jobs if job.state not in ENDED):
        return None
    best: dict[int, int] = {}
    for job in jobs:
        percent = 100 if job.state in ENDED else percent_of(job) or 0
        asked_again = job.retry_of and job.state not in ENDED
        best[job.take] = percent if asked_again else max(best.get(job.take, 0), percent)
    return sum(best.values()) // len(best)
