"""From a task id to results: ask until the provider has finished or given up."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
from functools import partial
from typing import TYPE_CHECKING

from core.characters import makes_character
from core.connections import NoClient
from core.desk import Desk
from core.foxapi.messages import COMPLETED, PENDING, Task
from core.job import Clip, Fault, Job, State
from core.lost import give_up
from core.pacing import until_next_query
from core.receipts import append, receipt_of

if TYPE_CHECKING:
    from core.foxapi.errors import FoxApiError

LINK_LIFE = 24 * 3600.0
"""Seconds for which a result's URL lives. Source: foxapi.md section 2."""

PATIENCE, PATIENCE_BY_ID = 600.0, 20.0
"""Seconds after which a task that the provider does not know, or results that do not come, are
put before a person; the second is for tasks made elsewhere. The job keeps its state."""

REFRESH_EVERY = 4
"""Every so many queries the gateway is asked to look upstream first."""

log = logging.getLogger(__name__)


async def follow(desk: Desk, job: Job) -> float | None:
    """Ask about a sent job once; return the seconds until its next step, or None."""
    from core.foxapi.errors import FoxApiError

    try:
        task = await query(desk, job)
    except NoClient as error:
        return await desk.no_client(job, error.fault)
    except FoxApiError as error:
        return await _no_answer(desk, job, error)
    desk.failures.pop(job.id, None)
    if task.failed:
        return await _given_up(desk, job, task)
    if task.completed and _is_clip(job, task):
        await desk.change(
            job, to=State.DOWNLOADING, reason=None, answer=raw(task), **finished(desk, job, task)
        )
        return 0.0
    if task.completed:
        return await _character_made(desk, job, task)
    return await _still_running(desk, job, task)


def _is_clip(job: Job, task: Task) -> bool:
    """Tell whether a finished task has made a clip; a character may come with an address too."""
    result = task.results[0]
    return bool(result.url) and not (result.character_id and makes_character(job))


async def query(desk: Desk, job: Job) -> Task:
    """Ask the provider about a job's task; raises ``NoClient`` or a ``FoxApiError``.

    How often in a row it said that the task is gone is counted in ``desk.gone``.
    """
    from core.foxapi.errors import TaskGone
    from core.foxapi.transport import Call

    client = await desk.run(desk.connections.for_following, job.connection)
    desk.queries[job.id] += 1
    refresh = desk.queries[job.id] % REFRESH_EVERY == 0
    call = Call()
    ask = partial(client.task, job.task_id, refresh=refresh, call=call)
    gone = desk.gone.pop(job.id, 0)
    try:
        return await desk.run(ask, abort=call.abort)
    except TaskGone:
        desk.gone[job.id] = gone + 1
        raise


def finished(desk: Desk, job: Job, task: Task) -> dict[str, object]:
    """Return the changes that a finished task makes to its job."""
    result = task.results[0]
    clip = job.clip or Clip(url=result.url, expires_at=desk.clock() + LINK_LIFE)
    return {
        "provider_status": task.status,
        "progress": 100,
        "model_used": task.model or job.model_used,
        "notes": task.notes,
        "clip": clip_with_link(clip, result.url, result.video_id, desk.clock()),
    }


def clip_with_link(clip: Clip, url: str, video_id: str, now: float) -> Clip:
    """Return ``clip`` with the link that was just learnt; a new link has a new life."""
    expires_at = clip.expires_at if url == clip.url else now + LINK_LIFE
    return dataclasses.replace(
        clip, url=url, video_id=video_id or clip.video_id, expires_at=expires_at
    )


def raw(task: Task) -> str:
    """Return the provider's answer as text."""
    return json.dumps(task.raw, ensure_ascii=False)


async def _character_made(desk: Desk, job: Job, task: Task) -> float | None:
    """Note a character: its id is all there is to keep, and no clip is fetched."""
    result = task.results[0]
    done = await desk.change(
        job,
        to=State.COMPLETED,
        provider_status=task.status,
        progress=100,
        model_used=task.model or job.model_used,
        notes=task.notes,
        character_id=result.character_id,
        character_name=result.name or str(job.values.get("name", "")),
        reason=None,
        finished_at=desk.clock(),
        answer=raw(task),
    )
    log.info("job %s: character %s", done.id, done.character_id)
    receipt = receipt_of(done, done.task_id, desk.clock())
    await desk.write(append, desk.home.receipts, receipt)
    return None


async def _given_up(desk: Desk, job: Job, task: Task) -> float | None:
    from core.faults import task_fault

    await desk.change(
        job,
        to=State.FAILED,
        provider_status=task.status,
        error=task_fault(task.error, task.status),
        reason=None,
        finished_at=desk.clock(),
        answer=raw(task),
    )
    return None


async def _still_running(desk: Desk, job: Job, task: Task) -> float | None:
    """Note how far the task is; ``completed`` without results is not finished."""
    reason = None
    if task.status == COMPLETED:
        reason = Fault("no_results", needs_person=_out_of_patience(desk, job))
    job = await desk.change(
        job,
        to=State.PENDING if task.status == PENDING else State.PROCESSING,
        provider_status=task.status,
        progress=job.progress if task.progress is None else task.progress,
        estimated_time=task.estimated_time or job.estimated_time,
        can_cancel=job.can_cancel if task.can_cancel is None else task.can_cancel,
        model_used=task.model or job.model_used,
        reason=reason,
    )
    if reason is None:
        desk.waiting_since.pop(job.id, None)
    since_sent = max(desk.clock() - (job.sent_at or job.created_at), 0.0)
    return until_next_query(desk.pace(job.connection), since_sent, job.estimated_time)


async def _no_answer(desk: Desk, job: Job, error: FoxApiError) -> float | None:
    """Keep following: no fault of a query ends a job that is paid for.

    A task that the built-in engine has forgotten is nowhere else.
    """
    from core.faults import fault_of
    from core.foxapi import errors

    if isinstance(error, errors.Aborted):
        return None
    if isinstance(error, errors.TaskGone) and job.connection.demo:
        await give_up(desk, job, error)
        return None
    refused = (errors.InvalidRequest, errors.NotAllowed, errors.NotFound)
    late = isinstance(error, refused) and _out_of_patience(desk, job)
    fault = fault_of(error, needs_person=late)
    await desk.change(job, reason=fault)
    if fault.needs_person and not late:
        return None
    return desk.retry_delay(job, error)


def _out_of_patience(desk: Desk, job: Job) -> bool:
    now = asyncio.get_running_loop().time()  # not the clock, which may be set meanwhile
    since = desk.waiting_since.setdefault(job.id, now)
    return now - since > (PATIENCE_BY_ID if job.sent_at is None else PATIENCE)
