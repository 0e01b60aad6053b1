"""What may be done with a row, and with several rows at once, and which jobs that is done with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.job import Job, State
from ui.actions import ONE_ONLY, Action, group
from ui.queue.takes import face_of_takes

Offers = Mapping[Action, tuple[str, ...]]
"""Actions in the order of a menu, each with the ids of the jobs that it is done with."""

_OF_ANY = frozenset({Action.SEND, Action.STOP, Action.RESUME, Action.RETRY, Action.FETCH})
"""Done with those takes for which it makes sense."""
_OF_ALL = frozenset({Action.COPY_TASK, Action.REMOVE})
"""Done with all takes, and only if it makes sense for each; the rest is done with their face."""

_HOVERED = (Action.COMPARE, Action.STAR, Action.SHOW, Action.REUSE, Action.REMOVE)

OffersOf = Callable[[Job], tuple[Action, ...]]


def row_offers(jobs: Sequence[Job], offers_of: OffersOf) -> Offers:
    """Return what may be done with one row: a job, or the takes of a request."""
    if len(jobs) == 1:
        return dict.fromkeys(offers_of(jobs[0]), (jobs[0].id,))
    by_job = {job.id: offers_of(job) for job in jobs}
    face = face_of_takes(jobs)
    found: dict[Action, tuple[str, ...]] = {}
    for action in Action:
        ids = tuple(job_id for job_id, offered in by_job.items() if action in offered)
        ids = _not_asked_again(jobs, ids) if action is Action.RETRY else ids
        if action in _OF_ANY or (action in _OF_ALL and len(ids) == len(jobs)):
            found[action] = ids
        elif action is Action.RESOLVE:
            found[action] = ids[:1]
        elif action is Action.COMPARE:
            found[action] = _two_ready(jobs, face, ids)
        elif action not in _OF_ALL and face.id in ids:
            found[action] = (face.id,)
    return {action: found[action] for action in _in_order(found) if found[action]}


def rows_offers(rows: Sequence[Sequence[Job]], offers_of: OffersOf) -> Offers:
    """Return what may be done with all of these rows at once."""
    if len(rows) == 1:
        return row_offers(rows[0], offers_of)
    every = [row_offers(jobs, offers_of) for jobs in rows]
    shared = set(every[0]).intersection(*every[1:]) if every else set()
    found = {
        action: tuple(dict.fromkeys(job_id for offers in every for job_id in offers[action]))
        for action in shared - ONE_ONLY - {Action.COMPARE}
    }
    pair = [face_of_takes(jobs) for jobs in rows[:3]]
    different = len(pair) == 2 and pair[0].id != pair[1].id
    if different and all(job.file and Action.FETCH not in offers_of(job) for job in pair):
        found[Action.COMPARE] = (pair[0].id, pair[1].id)
    return {action: found[action] for action in _in_order(found)}


def hovered(offers: Offers) -> tuple[Action, ...]:
    """Return the two or three actions that the row of a group offers under the pointer."""
    first = [action for action in offers if action in _OF_ANY or action is Action.RESOLVE]
    return (*first, *(action for action in _HOVERED if action in offers))[:3]


def _not_asked_again(jobs: Sequence[Job], ids: Sequence[str]) -> tuple[str, ...]:
    """Return those of ``ids`` that are the last try of their take: each other was paid for anew."""
    last = {job.take: job.id for job in sorted(jobs, key=lambda job: (job.created_at, job.seq))}
    return tuple(job_id for job_id in ids if job_id in last.values())


def _two_ready(jobs: Sequence[Job], face: Job, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the face and the take that comes after it among those that are ready."""
    ready = [job.id for job in jobs if job.state is State.COMPLETED and job.id in ids]
    if face.id not in ready or len(ready) < 2:
        return ()
    return face.id, ready[(ready.index(face.id) + 1) % len(ready)]


def _in_order(actions: Mapping[Action, object]) -> list[Action]:
    order = list(Action)
    return sorted(actions, key=lambda action: (group(action), order.index(action)))
