"""Jobs that begin with the last frame of another one's clip, and wait until there is one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from core import frames
from core.catalog import Model
from core.desk import Desk
from core.framing import Framing
from core.job import ENDED, Fault, Job, StartFrame, State
from core.problems import InvalidAsk

WAITS_FOR = "waits_for"
"""The kind of fault of a job that waits for another one's clip; its facts name that ``job``."""
LAST_FRAME_LOST = "last_frame_lost"
"""The kind of fault of a job whose start frame cannot be taken from the clip that is there."""

log = logging.getLogger(__name__)


def continues(job: Job) -> bool:
    """Tell whether a job still waits for the last frame of another one's clip."""
    return bool(job.after) and job.start_frame is None and job.state is State.WAITING


def to_continue(tries: Sequence[Job]) -> Job | None:
    """Return which of the tries of one job, oldest first, is continued; None if there are none.

    It is the one whose clip a person likes: the starred one, else the first that was not rejected.
    Where there is none it is the newest, as long as it is under way or no other has a clip.
    Blocking.
    """
    clips = [job for job in tries if _is_there(job.file)]
    liked = [job for job in clips if job.mark != "reject"]
    starred = [job for job in liked if job.mark == "star"]
    under_way = [job for job in tries[-1:] if job.state not in ENDED]
    ranked = (starred, liked, under_way, clips[-1:], tries[-1:])
    return next((found[0] for found in ranked if found), None)


def _is_there(file: str) -> bool:
    try:
        return Path(file).is_file()
    except OSError:  # on a disk that does not answer
        return False


async def with_last_frame(desk: Desk, job: Job, model: Model) -> Job | None:
    """Return a waiting job with the last frame of the clip that it continues, frozen.

    None if that clip is not there: the job says so, and is looked at again when the other one has
    moved. A person is needed once the other one cannot move by itself.
    """
    tries = await desk.write(desk.ledger.tries, job.after)
    before = await desk.local(to_continue, tries)
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
        file, most = Path(before.file), _megabytes(model)
        frame = await desk.local(_freeze, file, size, most, desk.home.frames)
    except (OSError, InvalidAsk) as error:
        log.info("job %s: no last frame of %s: %s", job.id, before.id, type(error).__name__)
        await desk.change(job, reason=Fault(LAST_FRAME_LOST, needs_person=True, facts=facts))
        return None
    return await desk.change(job, to=State.WAITING, start_frame=frame, reason=None)


def _megabytes(model: Model) -> float:
    """Return how large a model's start frame may be; 0 is no limit."""
    field = model.field_for("start_frame")
    return float(field.media.get("megabytes", 0)) if field is not None else 0.0


def _freeze(file: Path, size: tuple[int, int] | None, megabytes: float, folder: Path) -> StartFrame:
    """Keep the exact last frame of a clip; it is made to fit only where its size is another one,
    and a JPEG only where it would be larger than ``megabytes``."""
    from core.clipframes import ClipUnreadable, last_frame_png

    try:
        data = last_frame_png(file)
    except ClipUnreadable as error:
        raise OSError(str(error)) from error
    if size is not None:
        data = frames.fit_frame(data, size, Framing(), file.name)
    data, media_type = frames.no_larger(data, megabytes)
    return frames.keep_frame(folder, data, "", Framing(), media_type=media_type)
