"""From a waiting job to a task id: upload its files, then ask for the video, once."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import logging
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from core.askable import model_now
from core.asking import body_for
from core.catalog import Model
from core.connections import NoClient
from core.continuing import continues, with_last_frame
from core.desk import Desk
from core.foxapi.messages import Accepted
from core.frames import ending_of, kept_bytes
from core.job import Connection, Fault, IllegalMove, Input, Job, StartFrame, State
from core.ledger import NotWanted, SendingPaused
from core.pacing import until_next_query
from core.pauses import SENDING_PAUSED
from core.receipts import append, receipt_of

if TYPE_CHECKING:
    from core.foxapi.client import FoxApi
    from core.foxapi.errors import FoxApiError
    from core.foxapi.transport import Call

PAUSED = Fault(SENDING_PAUSED, needs_person=True)
"""Why a job waits whose host has left several creates in a row without a clear answer."""

Files = Sequence[tuple[str, str]]
"""The files of a request by role and URL, in their order."""

log = logging.getLogger(__name__)


async def send(desk: Desk, job: Job) -> float | None:
    """Take a waiting job as far as it goes; return the seconds until its next step, or None."""
    if await _is_paused(desk, job):
        return None
    model = await desk.local(model_now, desk.catalog, job, desk.home.frames)
    if isinstance(model, Fault):
        return await _not_sent(desk, job, model)
    if continues(job):
        begun = await with_last_frame(desk, job, model)
        if begun is None:
            return None
        job = begun
    try:
        client, used = await desk.run(desk.connections.for_sending, job.connection)
    except NoClient as error:
        return await desk.no_client(job, error.fault)
    return await _send_with(desk, job, model, client, used)


async def _send_with(
    desk: Desk, job: Job, model: Model, client: FoxApi, used: Connection
) -> float | None:
    from core.foxapi.errors import FoxApiError

    files: list[tuple[str, str]] = []
    for role, file in _files_of(job):
        if file.url:
            files.append((role, file.url))
            continue
        try:
            job, url = await _uploaded(desk, job, file, client, used)
            files.append((role, url))
        except FoxApiError as error:
            return await _upload_failed(desk, job, error)
        except (OSError, ValueError) as error:
            return await _failed(desk, job, Fault("frame_lost", message=str(error)))
    try:
        return await _send_in_turn(desk, job, model, client, used, files)
    except (asyncio.CancelledError, IllegalMove):
        with contextlib.suppress(IllegalMove):  # it is not between upload and create any more
            await desk.change(job, to=State.WAITING)
        raise


async def _send_in_turn(
    desk: Desk,
    job: Job,
    model: Model,
    client: FoxApi,
    used: Connection,
    files: Files,
) -> float | None:
    base_url = job.connection.base_url
    while True:
        async with desk.send_slots:
            if await _is_paused(desk, job):
                return None
            # Uploads, and other jobs whose turn it was, may have taken long.
            now = await desk.local(model_now, desk.catalog, job, desk.home.frames, model)
            if isinstance(now, Fault):
                return await _not_sent(desk, job, now)
            try:
                with desk.creating(base_url):
                    return await _submit(desk, job, now, client, used, files)
            except SendingPaused as error:
                in_flight = error.in_flight
        if in_flight:
            await desk.outcome_of_a_create(base_url)


async def _is_paused(desk: Desk, job: Job) -> bool:
    """Tell whether sending to the job's host waits for a person, and let the job say so."""
    base_url = job.connection.base_url
    paused = desk.paused.get(base_url)
    if paused is None and await desk.write(desk.ledger.is_paused, base_url, job.id):
        paused = PAUSED
    if paused is not None:
        await desk.change(job, to=State.WAITING, reason=paused)
    return paused is not None


async def _uploaded(
    desk: Desk, job: Job, file: StartFrame | Input, client: FoxApi, used: Connection
) -> tuple[Job, str]:
    """Return the URL of one of the job's files: one upload serves every job that shares it."""
    from core.foxapi.transport import Call

    place = (client.base_url, used.key_mark, file.sha256)
    async with desk.upload_locks["\n".join(place)]:
        url = await desk.write(desk.ledger.upload, *place)
        if url:
            return job, url
        async with desk.upload_slots:
            uploading = dataclasses.replace(job, state=State.UPLOADING)
            try:
                job = await desk.change(job, to=State.UPLOADING)
                data = await desk.local(kept_bytes, desk.home.frames, file)
                # Not the person's own file name: it is nobody else's business.
                name = f"{secrets.token_hex(8)}{ending_of(file.media_type)}"
                call = Call()
                upload = await desk.run(
                    client.upload, data, name, file.media_type, call, abort=call.abort
                )
                await desk.write(desk.ledger.keep_upload, *place, upload.url)
            except BaseException:
                # A cancelled caller does not undo the change: it may be there although none came.
                await desk.change(uploading, to=State.WAITING)
                raise
    return job, upload.url


def _files_of(job: Job) -> Iterator[tuple[str, StartFrame | Input]]:
    """Yield the files that the request refers to, each with its role."""
    if job.start_frame is not None:
        yield "start_frame", job.start_frame
    for each in job.inputs:
        yield each.role, each


async def _upload_failed(desk: Desk, job: Job, error: FoxApiError) -> float | None:
    from core.faults import fault_of
    from core.foxapi import errors

    fault = fault_of(error)
    refused = (errors.InvalidRequest, errors.NotAllowed, errors.NotFound, errors.TooLarge)
    if isinstance(error, refused):
        return await _failed(desk, job, fault)
    if fault.needs_person:
        return await _pause(desk, job, fault)
    return await _later(desk, job, fault, error)


async def _submit(
    desk: Desk,
    job: Job,
    model: Model,
    client: FoxApi,
    used: Connection,
    files: Files,
) -> float | None:
    """Make the one paid call. The intent is on the disk before, the task id right after."""
    from core.foxapi.errors import FoxApiError
    from core.foxapi.transport import Call

    body = body_for(job, model, files)
    note = json.dumps(body, ensure_ascii=False)
    call = Call()
    answer: asyncio.Future[Accepted] | None = None
    submitting = dataclasses.replace(job, state=State.SUBMITTING)
    try:
        job = await desk.change(
            job, to=State.SUBMITTING, connection=used, reason=None, note=note, if_wanted=True
        )
        answer = desk.start(client.create, body, call)
        accepted = await asyncio.shield(answer)
    except NotWanted:
        await desk.change(job, to=State.WAITING)
        return None
    except FoxApiError as error:
        return await _not_accepted(desk, job, error)
    except asyncio.CancelledError:
        await _interrupted(desk, submitting, call, answer)
        raise
    desk.failures.pop(job.id, None)
    job = await _keep_receipt(desk, job, accepted)
    return until_next_query(desk.pace(job.connection), 0.0, job.estimated_time)


async def _interrupted(
    desk: Desk, job: Job, call: Call, answer: asyncio.Future[Accepted] | None
) -> None:
    """Give a job a true state whose create this program ended, or gave up waiting for."""
    call.abort()
    if answer is not None:
        await asyncio.wait([answer], timeout=0.5)
    if answer is not None and answer.done() and answer.exception() is None:
        await _keep_receipt(desk, job, answer.result())
    elif call.sent:
        fault = Fault("interrupted", needs_person=True)
        await desk.change(job, to=State.UNCONFIRMED, error=fault)
    else:
        # ``abort`` has returned, so ``sent`` is final: no byte will leave any more.
        await desk.change(job, to=State.WAITING)


async def _keep_receipt(desk: Desk, job: Job, accepted: Accepted) -> Job:
    """Write the task id, with what else was answered if that can be written."""
    receipt: dict[str, Any] = {"task_id": accepted.task_id, "sent_at": desk.clock(), "error": None}
    details = {
        "model_used": accepted.model,
        "provider_status": accepted.status,
        "estimated_time": accepted.estimated_time,
        "can_cancel": accepted.can_cancel,
        "credits_reserved": accepted.credits_reserved,
    }
    try:
        while True:
            try:
                return await _written(desk, job, to=State.PENDING, **receipt, **details)
            except (TypeError, ValueError) as error:
                # Whatever is wrong with the rest, the task id is what was paid for.
                log.error("task %s: its details cannot be written: %s", accepted.task_id, error)
                details = {}
    finally:
        # Also where this is cancelled: the ledger's thread comes to it after the change.
        second = receipt_of(job, accepted.task_id, receipt["sent_at"])
        await desk.write(append, desk.home.receipts, second)


async def _written(desk: Desk, job: Job, *, to: State, **changes: Any) -> Job:
    """Write what became of a create, however long the disk takes to have room for it."""
    while True:
        try:
            return await desk.change(job, to=to, **changes)
        except sqlite3.Error as error:
            outcome = changes.get("task_id") or to
            log.error("job %s: %s cannot be written: %s", job.id, outcome, error)
            await asyncio.sleep(1.0)


async def _not_accepted(desk: Desk, job: Job, error: FoxApiError) -> float | None:
    """Write what a create without a task came to; only what was answered is a clear refusal."""
    from core.faults import fault_of
    from core.foxapi.errors import CreateOutcome, create_outcome

    refused = error.answer.status is not None
    match create_outcome(error):
        case CreateOutcome.NOT_CREATED:
            # Which code a clip's address gets that the gateway has lost is not documented.
            if error.answer.code == "invalid_image_url" or job.inputs:
                for _, file in _files_of(job):
                    await desk.write(desk.ledger.forget_uploads, file.sha256)
            return await _failed(desk, job, fault_of(error), refused=refused)
        case CreateOutcome.NOT_CREATED_PERSON:
            fault = fault_of(error, needs_person=True)
            return await _pause(desk, job, fault, refused=refused)
        case CreateOutcome.NOT_CREATED_LATER:
            return await _later(desk, job, fault_of(error), error)
        case CreateOutcome.UNKNOWN:
            fault = fault_of(error, needs_person=True)
            unknown = {"error": fault, "reason": None, "unanswered": True}
            await _written(desk, job, to=State.UNCONFIRMED, **unknown)
    return None


async def _failed(desk: Desk, job: Job, fault: Fault, *, refused: bool = False) -> float | None:
    end = {"error": fault, "reason": None, "finished_at": desk.clock()}
    await _written(desk, job, to=State.FAILED, refused=refused, **end)
    return None


async def _not_sent(desk: Desk, job: Job, fault: Fault) -> float | None:
    """End a job that cannot be sent as it is, or let it wait for what a person can mend."""
    if not fault.needs_person:
        return await _failed(desk, job, fault)
    await _written(desk, job, to=State.WAITING, reason=fault)
    return None


async def _pause(desk: Desk, job: Job, fault: Fault, *, refused: bool = False) -> float | None:
    """Put the job back, and pause what else waits for the same host, until a person mends it."""
    desk.paused[job.connection.base_url] = fault
    await _written(desk, job, to=State.WAITING, reason=fault, refused=refused)
    return None


async def _later(
    desk: Desk, job: Job, fault: Fault, error: FoxApiError | None = None
) -> float | None:
    await _written(desk, job, to=State.WAITING, reason=fault)
    return desk.retry_delay(job, error)
