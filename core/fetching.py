"""From a link to a clip on the disk. A finished generation never fails because of a download."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.connections import NoClient
from core.desk import Desk, JobChanged, Transferring
from core.download import (
    DiskProblem,
    Download,
    DownloadFailed,
    LinkDead,
    LinkRefused,
    TransferBroken,
    disk_problem,
    fetch,
    publish,
)
from core.following import clip_with_link, query, raw
from core.job import Clip, Fault, Job, State
from core.lost import task_gone
from core.mp4 import is_whole_mp4, seconds_of_mp4
from core.naming import part_of
from core.placing import move_to_another_name, with_file
from core.sidecar import write_sidecar
from core.tagging import is_tagged, write_own_tags

ASK_AGAIN_AFTER = 3
"""Failures in a row after which the provider is asked for a fresh link, and again each so many."""

PROGRESS_EVERY = 0.1
"""Seconds between two tellings of a transfer's progress."""

log = logging.getLogger(__name__)


async def fetch_clip(desk: Desk, job: Job) -> float | None:
    """Fetch a finished job's clip; return the seconds until it is tried again, or None."""
    try:
        job = await with_file(desk, job)
        clip = _clip(job)
        if not await desk.local(_already_here, job, clip):
            size = await _transfer(desk, job)
            job = await _fresh(desk, job)
            if await _is_odd(desk, job):
                return 0.0
            whole = dataclasses.replace(_clip(job), size=size, complete=True)
            job = await desk.change(job, clip=whole)
        return await _completed(desk, job)
    except (LinkDead, LinkRefused) as error:
        return await _ask_for_link(desk, job, error)
    except DiskProblem as error:
        await _set_reason(desk, job, error, needs_person=True)
        return None
    except DownloadFailed as error:
        return await _try_later(desk, job, error)
    except FileExistsError:
        await move_to_another_name(desk, await _fresh(desk, job))
        return 0.0
    except OSError as error:
        await _set_reason(desk, job, disk_problem(error), needs_person=True)
        return None


async def _transfer(desk: Desk, job: Job) -> int:
    """Fetch the bytes into the part, and return how many; raises ``DownloadFailed``."""
    from core.foxapi.transport import Call

    clip, call = _clip(job), Call()
    download = Download(
        url=clip.url,
        part=part_of(Path(clip.file)),
        validator=clip.etag,
        begun=lambda etag, size: _begun(desk, job, etag, size),
        progress=_teller(desk, job),
    )
    received = await desk.run(fetch, download, call, abort=call.abort)
    if not received:
        raise TransferBroken("transfer", "an empty answer")  # odd, but nothing to keep
    desk.failures.pop(job.id, None)
    return received


def _begun(desk: Desk, job: Job, etag: str, size: int | None) -> None:
    """Note what is being fetched, before a byte is written. Runs in a worker thread."""
    clip = _clip(job)
    if (clip.etag, clip.size) != (etag, size) or job.reason is not None:
        changed = dataclasses.replace(clip, etag=etag, size=size)
        written = desk.ledger.change(job.id, State.DOWNLOADING, clip=changed, reason=None)
        desk.emit_from_thread(JobChanged(written))


def _teller(desk: Desk, job: Job) -> Callable[[int, int | None], None]:
    told = 0.0

    def tell(done: int, size: int | None) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= PROGRESS_EVERY or done == size:
            told = now
            desk.emit_from_thread(Transferring(job.id, done, size))

    return tell


def _already_here(job: Job, clip: Clip) -> bool:
    """Tell whether an earlier run had every byte, and perhaps the name, but not the last move.

    It may have written its tags too: a whole file that says itself that it is this job's clip.
    """
    file = Path(clip.file)
    part = part_of(file)
    if part.exists() and file.exists() and part.samefile(file):
        part.unlink()  # the name was given, the second link not yet removed
    whole = next((each for each in (part, file) if each.exists()), None)
    if whole is None:
        return False
    if whole.stat().st_size != clip.size:
        return clip.complete and is_whole_mp4(whole) and is_tagged(whole, job)
    return clip.complete or is_whole_mp4(whole)


async def _is_odd(desk: Desk, job: Job) -> bool:
    """Put a complete file of odd structure aside, once: it is fetched a second time."""
    clip = _clip(job)
    part = part_of(Path(clip.file))
    if clip.odd or await desk.local(is_whole_mp4, part):
        return False
    log.warning("job %s: the file has an odd structure, it is fetched once more", job.id)
    await desk.local(part.replace, _aside(clip))
    await desk.change(job, clip=dataclasses.replace(clip, odd=True, etag=""))
    return True


async def _completed(desk: Desk, job: Job) -> float | None:
    """Write the tags, give the clip its name, write the sidecar, and only then call it completed.

    ``complete`` is in the ledger before: from then on the bytes are nowhere but here.
    """
    clip = _clip(job)
    now = desk.clock()
    await desk.local(write_own_tags, dataclasses.replace(job, finished_at=now), desk.delivery)
    found = await desk.local(_publish, Path(clip.file))
    clip = dataclasses.replace(clip, **found)
    job = dataclasses.replace(job, clip=clip, finished_at=now)
    try:
        await desk.local(write_sidecar, job, Path(clip.file))
    except OSError as error:
        log.warning("job %s: no sidecar: %s", job.id, error)
    await desk.local(_aside(clip).unlink, True)  # before anybody may take this for the end
    await desk.change(job, to=State.COMPLETED, clip=clip, finished_at=now, reason=None)
    return None


def _publish(file: Path) -> dict[str, Any]:
    """Move the part to ``file`` unless that was done before; return what it says of itself."""
    part = part_of(file)
    if part.exists():
        publish(part, file)
    return {
        "verified": is_whole_mp4(file),
        "size": file.stat().st_size,
        "seconds": seconds_of_mp4(file),
    }


async def _ask_for_link(desk: Desk, job: Job, error: DownloadFailed) -> float | None:
    """The link is dead, or none: ask the provider for the task again, for a fresh one."""
    from core.faults import fault_of
    from core.foxapi.errors import FoxApiError, InvalidRequest, NotAllowed, NotFound, TaskGone

    job = await _fresh(desk, job)
    clip = _clip(job)
    if await desk.local(_aside(clip).exists):
        # The odd file from before is all there is: it was paid for.
        size = (await desk.local(_aside(clip).stat)).st_size
        clip = dataclasses.replace(clip, size=size, complete=True)
        job = await desk.change(job, clip=clip)
        await desk.local(_aside(clip).replace, part_of(Path(clip.file)))
        return await _completed(desk, job)
    tries = desk.failures[job.id]
    hopeless = tries >= 2 * ASK_AGAIN_AFTER
    try:
        renewed = await _with_other_link(desk, job)
    except NoClient as missing:
        return await desk.no_client(job, missing.fault)
    except TaskGone as gone:
        return await task_gone(desk, job, error, gone)
    except FoxApiError as failure:
        refused = isinstance(failure, InvalidRequest | NotAllowed | NotFound)
        fault = fault_of(failure, needs_person=refused and hopeless)
        await desk.change(job, reason=fault)
        return None if fault.needs_person else desk.retry_delay(job, failure)
    if renewed is not None and not hopeless:
        await desk.change(renewed, reason=None)
        delay = desk.retry_delay(job)
        return 0.0 if tries == 0 else delay
    await _set_reason(desk, job, error, needs_person=hopeless)
    return None if hopeless else desk.retry_delay(job)


async def _try_later(desk: Desk, job: Job, error: DownloadFailed) -> float | None:
    """A fault on the way: keep what has come, and go on with it in a while."""
    job = await _fresh(desk, job)
    clip = _clip(job)
    if isinstance(error, TransferBroken) and error.code == "start_over":
        await desk.local(part_of(Path(clip.file)).unlink, True)
        job = await desk.change(job, clip=dataclasses.replace(clip, etag=""))
    # Another engine has another address: where the last one was nobody listens any more.
    turn = desk.failures[job.id] % ASK_AGAIN_AFTER == ASK_AGAIN_AFTER - 1
    if turn or (job.connection.demo and not desk.failures[job.id]):
        return await _link_after_failures(desk, job, error)
    await _set_reason(desk, job, error, needs_person=False)
    return desk.retry_delay(job, wish=error.retry_after or 0.0)


async def _link_after_failures(desk: Desk, job: Job, error: DownloadFailed) -> float | None:
    """The link's host fails again and again: perhaps the provider knows another link."""
    from core.faults import fault_of
    from core.foxapi.errors import FoxApiError, TaskGone

    said = None
    try:
        job = await _with_other_link(desk, job) or job
    except TaskGone as gone:
        if job.connection.demo:
            return await _ask_for_link(desk, job, error)
        said = fault_of(gone)  # the link may come back within its life
    except (NoClient, FoxApiError) as failure:
        log.info("job %s: no fresh link: %s", job.id, failure)
    page = error.code == "not_a_clip" and desk.failures[job.id] >= 2 * ASK_AGAIN_AFTER - 1
    expired = desk.clock() > _clip(job).expires_at
    if said is not None and (page or expired):
        await desk.change(job, reason=said)
        return None
    told = LinkDead("link_dead", error.detail) if expired and not page else error
    await _set_reason(desk, job, told, needs_person=page or expired)
    delay = desk.retry_delay(job, wish=error.retry_after or 0.0)
    return None if page or expired else delay


async def _with_other_link(desk: Desk, job: Job) -> Job | None:
    """Return the job with the link that the provider knows now, None if that is no other one.

    Raises ``NoClient`` or a ``FoxApiError``.
    """
    task = await query(desk, job)
    url = task.results[0].url if task.completed else ""
    if not url or url == _clip(job).url:
        return None
    clip = clip_with_link(_clip(job), url, task.results[0].video_id, desk.clock())
    return await desk.change(job, clip=clip, answer=raw(task))


async def _set_reason(desk: Desk, job: Job, error: DownloadFailed, *, needs_person: bool) -> None:
    job = await _fresh(desk, job)
    fault = Fault(error.code, message=error.detail, needs_person=needs_person)
    await desk.change(job, reason=fault)


async def _fresh(desk: Desk, job: Job) -> Job:
    """Return the job as it is in the ledger: a worker may have noted what it fetches."""
    return await desk.write(desk.ledger.get, job.id) or job


def _clip(job: Job) -> Clip:
    if job.clip is None:
        raise ValueError(f"{job.id}: downloading without a link")
    return job.clip


def _aside(clip: Clip) -> Path:
    return Path(f"{clip.file}.odd")
