"""What the takes of one request are together: pure decisions, made anew whenever they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

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

_BEST = (State.COMPLETED, *_MOVING, State.UNCONFIRMED, State.STOPPED, State.FAILED)
"""All states, first the one that a take stands at as soon as one of its tries does."""


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
    """Return the take whose state the row of all tells.

    That is one that needs a person, else what moves, else what came to nothing: only where all
    takes have their clip is it their face.
    """
    waiting = [job for job in jobs if job.stuck]
    waiting += [job for job in jobs if job.state is State.UNCONFIRMED]
    if waiting:
        return waiting[0]
    moving = [job for job in jobs if job.state in _MOVING]
    if moving:
        return min(moving, key=lambda job: _MOVING.index(job.state))
    stand = _standing(jobs)
    for lost in (State.FAILED, State.STOPPED):
        tries = [job for job in jobs if job.state is lost and stand[job.take] is lost]
        if tries:
            return tries[-1]
    return face_of_takes(jobs)


def count_takes(jobs: Sequence[Job]) -> int:
    """Return how many takes there are: one that was asked for again is one."""
    return len({job.take for job in jobs})


def count_states(jobs: Sequence[Job]) -> Counter[State]:
    """Return how many takes stand at each state; one that was asked for again is one.

    A try without a clear answer is counted as well, whatever became of its take.
    """
    stand = _standing(jobs)
    counted = Counter(stand.values())
    counted[State.UNCONFIRMED] = count_takes([j for j in jobs if j.state is State.UNCONFIRMED])
    return +counted


def _standing(jobs: Sequence[Job]) -> Mapping[int, State]:
    """Return the best state that the tries of each take have come to."""
    found: dict[int, State] = {}
    for job in jobs:
        found[job.take] = min(found.get(job.take, job.state), job.state, key=_BEST.index)
    return found


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
