"""What the strip says of a shot and of all of them: pure words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.catalog import Catalog
from core.continuing import WAITS_FOR
from core.job import AT_PROVIDER, Job
from core.language import current, translate
from core.shots import Shot, asked_seconds, is_finished
from ui.queue.face import ICONS, percent_of
from ui.wording import (
    count_words,
    length_words,
    percent_words,
    reason_line,
    row_state,
    seconds_of,
    title,
    tone,
)


@dataclass(frozen=True)
class ShotFace:
    """What a cell shows: ``caption`` stands under the picture, with ``sign`` if it has one.

    ``percent`` is how far the clip is, None where there is nothing to measure; ``length`` is how
    long it is; ``mark`` is what a person thinks of it.
    """

    number: str
    caption: str
    tone: str
    sign: str = ""
    percent: int | None = None
    length: str = ""
    mark: str = ""


def shot_face(shot: Shot) -> ShotFace:
    """Return what the cell of ``shot`` shows."""
    job = shot.face
    seconds = seconds_of(job)
    return ShotFace(
        number=count_words(shot.number),
        caption=_caption(job),
        tone="muted" if is_finished(job) else tone(job),
        sign="" if is_finished(job) else _sign(job),
        percent=None if job.stuck else percent_of(job, None),
        length="" if seconds is None else length_words(seconds),
        mark=job.mark,
    )


def shot_words(shot: Shot, left_out: bool) -> str:
    """Return a shot as it is read aloud."""
    face = shot_face(shot)
    parts = [
        translate("Strip", "Shot {number}").format(number=face.number),
        title(shot.face),
        face.length,
        row_state(shot.face) if is_finished(shot.face) else face.caption,
        translate("Strip", "left out of the film") if left_out else "",
    ]
    between = "，" if current() == "zh_CN" else ", "
    return between.join(part for part in parts if part)


def total_words(shots: Sequence[Shot], catalog: Catalog) -> str:
    """Return how many shots there are, and how long they are together where that is known."""
    words = translate("Strip", "{count} shots").format(count=count_words(len(shots)))
    seconds = asked_seconds(shots, catalog)
    return words if seconds is None else f"{words} · {length_words(seconds)}"


def _caption(job: Job) -> str:
    if is_finished(job):
        return title(job)
    if job.state in AT_PROVIDER and (percent := percent_of(job, None)) is not None:
        return percent_words(percent)
    if _waits(job):
        return reason_line(job)
    return row_state(job)


def _waits(job: Job) -> bool:
    """Tell whether a job waits for another one that is still under way."""
    reason = job.reason
    return reason is not None and reason.kind == WAITS_FOR and not reason.needs_person


def _sign(job: Job) -> str:
    if _waits(job):
        return ""  # the words need the room
    return "triangle-alert" if job.stuck else ICONS[job.state]
