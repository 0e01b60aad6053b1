"""What a row says about its job: pure data, made anew whenever a row is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.job import AT_PROVIDER, ENDED, Job, State
from core.language import current, translate
from core.model import Model
from core.wording import LINK_DYING, link_left, link_words
from ui.wording import (
    left_words,
    length_words,
    model_words,
    percent_words,
    reason_line,
    row_state,
    seconds_of,
    settings_line,
    size_words,
    title,
    tone,
)

ICONS = {
    State.WAITING: "clock",
    State.UPLOADING: "upload",
    State.SUBMITTING: "send",
    State.PENDING: "hourglass",
    State.PROCESSING: "sparkles",
    State.DOWNLOADING: "download",
    State.COMPLETED: "check",
    State.FAILED: "circle-alert",
    State.STOPPED: "circle-stop",
    State.UNCONFIRMED: "triangle-alert",
}
"""The icon of each state."""


@dataclass(frozen=True)
class Beside:
    """What a row shows that is not in its job.

    ``held``: nobody has asked yet to send it. ``missing``: its file is not on the disk.
    ``transfer``: bytes that have come, and all of them. ``left``: seconds that it still takes.
    ``model``: that of the job, None where it is not known any more.
    ``now``: a Unix time, None for the present.
    """

    held: bool = False
    missing: bool = False
    transfer: tuple[int, int | None] | None = None
    left: float | None = None
    model: Model | None = None
    now: float | None = None


@dataclass(frozen=True)
class Face:
    """The words of a row.

    ``line`` is under the prompt: the settings, or the reason if there is one. ``state`` stands at
    the right with ``icon``, both in the colour ``tone``; ``percent`` is there for what has a bar;
    ``note`` stands under the state, in the colour ``note_tone``, and beside it the ``tally`` of the
    takes that stand elsewhere: for each an icon, its colour, and a figure or words. ``mark`` is
    what a person thinks of the clip; ``takes`` says how many there are, and stands before the line
    of a group.
    """

    title: str
    line: str
    line_tone: str
    state: str
    icon: str
    tone: str
    percent: int | None = None
    note: str = ""
    note_tone: str = "muted"
    tally: tuple[tuple[str, str, str], ...] = ()
    mark: str = ""
    takes: str = ""

    @property
    def words_tone(self) -> str:
        """The colour of the state's words: that of its icon only where somebody should look."""
        return self.tone if self.tone in ("warning", "bad") else "muted"


def face_of(job: Job, beside: Beside = Beside()) -> Face:
    """Return what the row of ``job`` says.

    Where a reason takes the place of the settings, the model's name is the note, so that jobs with
    one prompt can still be told apart; but not where the time left comes and goes.
    """
    reason, note = reason_of(job, beside), note_of(job, beside)
    if reason and not note and job.state not in AT_PROVIDER:
        note = model_words(job, beside.model)
    return Face(
        title=title(job),
        line=reason or settings_line(job, beside.model),
        line_tone=_line_tone(job) if reason else "muted",
        state=_state(job, beside),
        icon=_icon(job, beside),
        tone="warning" if beside.missing else tone(job),
        percent=None if job.stuck else percent_of(job, beside.transfer),
        note=note,
        note_tone="warning" if _is_dying(job, beside) else "muted",
        mark=job.mark,
    )


def face_of_take(job: Job, beside: Beside = Beside()) -> Face:
    """Return what the row of one take says, beneath that of its group: only what is its own."""
    line, note = reason_of(job, beside), note_of(job, beside)
    return replace(face_of(job, beside), title=take_words(job), line=line, note=note)


def take_words(job: Job) -> str:
    """Return what a take is called among the others."""
    words = translate("Row", "Take {number}")
    if job.retry_of:
        words = translate("Row", "Take {number}, tried again")
    return words.format(number=job.take)


def percent_of(job: Job, transfer: tuple[int, int | None] | None) -> int | None:
    """Return how far the provider or the download is, None where that is not known."""
    if job.state in AT_PROVIDER:
        begun = job.progress is not None and (job.progress > 0 or job.state is State.PROCESSING)
        return min(max(job.progress or 0, 0), 100) if begun else None
    if job.state is State.DOWNLOADING and transfer is not None and transfer[1]:
        return min(transfer[0] * 100 // transfer[1], 100)
    return None


def spoken(job: Job, beside: Beside = Beside(), *, take: bool = False) -> str:
    """Return a row as it is read aloud: prompt, settings, state, and the reason if there is one.

    A ``take`` beneath its group is called by its number.
    """
    face = face_of(job, beside)
    words = [take_words(job)] if take else []
    parts = [*words, face.title, settings_line(job, beside.model), face.state]
    if job.state is State.COMPLETED and not beside.missing:
        parts[-1] = row_state(job)
    if face.percent is not None:
        parts.append(percent_words(face.percent))
    own = note_of(job, beside), reason_of(job, beside), mark_words(job.mark)
    return in_a_row([*parts, *own])


def mark_words(mark: str) -> str:
    """Return a person's mark in words, empty where there is none."""
    if mark == "star":
        return translate("Row", "starred")
    return translate("Row", "rejected") if mark == "reject" else ""


def in_a_row(parts: Sequence[str]) -> str:
    """Return words that are read aloud one after the other; empty ones are left out."""
    between = "，" if current() == "zh_CN" else ", "
    return between.join(part for part in parts if part)


def _state(job: Job, beside: Beside) -> str:
    if job.state is not State.COMPLETED:
        return row_state(job, held=beside.held)
    if beside.missing:
        return translate("Row", "File missing")
    seconds = seconds_of(job)
    return row_state(job) if seconds is None else length_words(seconds)


def reason_of(job: Job, beside: Beside) -> str:
    """Return why a job ended or does not move, or that its clip is gone; empty if neither."""
    if job.state is State.COMPLETED:
        words = translate("Row", "The clip is no longer where it was saved.")
        return words if beside.missing else ""
    return reason_line(job)


def _line_tone(job: Job) -> str:
    """Return the colour of a reason: one that passes by itself is said quietly."""
    ended = job.state in ENDED and job.state is not State.STOPPED
    return "text" if job.stuck or ended else "muted"


def _icon(job: Job, beside: Beside) -> str:
    if job.stuck or beside.missing:
        return "triangle-alert"
    if job.state is State.WAITING and beside.held:
        return "circle-pause"
    return ICONS[job.state]


def note_of(job: Job, beside: Beside) -> str:
    """Return how much has come, how long it still takes, or how long a link lives."""
    if _is_dying(job, beside):
        return link_words(job, beside.now)
    if job.state is State.DOWNLOADING and beside.transfer is not None and not job.stuck:
        return size_words(beside.transfer[0])
    if job.state in AT_PROVIDER and beside.left is not None:
        return "" if job.stuck else left_words(beside.left)
    return link_words(job, beside.now)


def _is_dying(job: Job, beside: Beside) -> bool:
    left = link_left(job, beside.now)
    return left is not None and left <= LINK_DYING
