"""Jobs that begin with the last frame of another one's clip, and wait until there is one."""

from __future__ import annotations

import logging
from pathlib import Path

from core import frames
from core.catalog import InvalidAsk, Model
from core.desk import Desk
from core.framing import Framing
from core.job import ENDED, Fault, Job, StartFrame, State

WAITS_FOR = "waits_for"
"""The kind of fault of a job that waits for another one's clip; its facts name that ``job``."""
LAST_FRAME_LOST = "last_frame_lost"
"""The kind of fault of a job whose start frame cannot be taken from the clip that is there."""

log = logging.getLogger(__name__)


def continues(job: Job) -> bool:
    """Tell whether a job still waits for the last frame of another one's clip."""
    return bool(job.after) and job.start_frame is None and job.state is State.WAITING


async def with_last_frame(desk: Desk, job: Job, model: Model) -> Job | None:
    """Return a waiting job with the last frame of the clip that it continues, frozen.

    None if that clip is not there: the job says so, and is looked at again when the other one has
    moved. A person is needed once the other one cannot move by itself.
    """
    before = await desk.write(desk.ledger.newest_try, job.after)
    if before is None:
        await desk.change(job, reason=Fault(LAST_FRAME_LOST, needs_person=True))
        return None
    facts = {"job": before.id, "shot": before.shot}
    if not before.file:
        ended = before.state in ENDED or before.stuck
        await desk.change(job, reason=Fault(WAITS_FOR, needs_person=ended, facts=facts))
        return None
    size = model.output_size(model.with_defaults(job.values))
    try:
        frame = await desk.local(_freeze, Path(before.file), size, desk.home.frames)
    except (OSError, InvalidAsk) as error:
        log.info("job %s: no last frame of %s: %s", job.id, before.id, type(error).__name__)
        await desk.change(job, reason=Fault(LAST_FRAME_LOST, needs_person=True, facts=facts))
        return None
    return await desk.change(job, to=State.WAITING, start_frame=frame, reason=None)


def _freeze(file: Path, size: tuple[int, int] | None, folder: Path) -> StartFrame:
    """Keep the exact last frame of a clip; it is made to fit only where its size is another one."""
    from core.clipframes import ClipUnreadable, last_frame_png

    try:
        data = last_frame_png(file)
    except ClipUnreadable as error:
        raise OSError(str(error)) from error
    if size is not None:
        data = frames.fit_frame(data, size, Framing(), file.name)
    return frames.keep_frame(folder, data, "", Framing())
