"""Waiting until nothing can move in some jobs without a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from core.desk import Desk, JobChanged
from core.job import ENDED, KEY_MISSING, Job


async def settle(
    desk: Desk,
    working: Callable[[], bool],
    job_ids: Iterable[str],
    enough: Callable[[Job], bool],
    *,
    ended: bool,
) -> list[Job]:
    """Wait until the jobs have settled, and return them; unknown ones are left out.

    ``working`` tells whether this program works the queue; ``enough`` ends the wait for a job
    earlier; ``ended`` waits until they have ended, however stuck they are.
    """
    news = asyncio.Event()
    latest: dict[str, Job] = {}
    ids = list(dict.fromkeys(job_ids))
    watched = frozenset(ids)

    def listen(event: object) -> None:
        if isinstance(event, JobChanged) and event.job.id in watched:
            latest[event.job.id] = event.job
        news.set()

    def has_settled(job: Job) -> bool:
        if job.state in ENDED or desk.trouble is not None or enough(job):
            return True
        return not ended and _is_stuck(desk, job, working=working())

    end = desk.subscribe(listen)
    try:
        for job_id in ids:
            job = await desk.write(desk.ledger.get, job_id)
            if job is not None and latest.get(job_id, job).rev <= job.rev:
                latest[job_id] = job
        while not all(map(has_settled, latest.values())):
            await news.wait()
            news.clear()
        return [latest[job_id] for job_id in ids if job_id in latest]
    finally:
        end()


def _is_stuck(desk: Desk, job: Job, *, working: bool) -> bool:
    if not job.stuck:
        return False
    missing = job.reason is not None and job.reason.kind in KEY_MISSING
    # Another program may lack the key that is at hand here: then it is this one's turn later.
    return working or not (missing and desk.connections.serves(job.connection))
