"""A clip that is nowhere any more: neither its link nor its task leads to it."""

from __future__ import annotations

import dataclasses
import logging

from core.desk import Desk
from core.download import DownloadFailed, LinkDead, LinkGone
from core.foxapi.errors import TaskGone
from core.job import Job, State

SURE_AFTER = 3
"""How often in a row a provider must have said that a task is gone whose clip is paid for."""

log = logging.getLogger(__name__)


def is_lost(job: Job, error: DownloadFailed, now: float) -> bool:
    """Tell whether a finished clip is gone for good whose provider says that its task is gone.

    The built-in engine knows: what it has not is nowhere. Of a paid clip its word alone gives
    nothing up: the link must have been refused too (``error``), for good or after its own life.
    ``now`` is a Unix time.
    """
    if job.connection.demo or isinstance(error, LinkGone):
        return True
    return isinstance(error, LinkDead) and (job.clip is None or now > job.clip.expires_at)


async def task_gone(desk: Desk, job: Job, error: DownloadFailed, gone: TaskGone) -> float | None:
    """Do what follows for a finished clip that cannot be fetched, and whose task is gone.

    Returns the seconds until it is asked about again, None where it has ended or waits for a
    person.
    """
    from core.faults import fault_of

    fault = fault_of(gone)
    if not is_lost(job, error, desk.clock()):
        await desk.change(job, reason=fault)
        return None
    if not job.connection.demo and desk.gone[job.id] < SURE_AFTER:
        await desk.change(job, reason=dataclasses.replace(fault, needs_person=False))
        return desk.retry_delay(job)
    await give_up(desk, job, gone)
    return None


async def give_up(desk: Desk, job: Job, gone: TaskGone) -> None:
    """End a job whose task is gone for good."""
    from core.faults import fault_of

    log.info("job %s: its task is gone, and so is its clip", job.id)
    end = {"error": fault_of(gone), "reason": None, "finished_at": desk.clock()}
    await desk.change(job, to=State.FAILED, **end)
