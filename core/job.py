"""A job: what was asked, its two ids, its one state, and the moves that are legal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

DEMO = "demo"
"""The base URL that stands for the built-in engine in a job's connection."""

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


class State(StrEnum):
    """Where a job is in its life."""

    WAITING = "waiting"
    UPLOADING = "uploading"
    SUBMITTING = "submitting"
    PENDING = "pending"
    PROCESSING = "processing"
    DOWNLOADING = "downloading"
    COMPLETED = "completed"
    FAILED = "failed"
    STOPPED = "stopped"
    UNCONFIRMED = "unconfirmed"


_S = State
MOVES: Mapping[State, frozenset[State]] = {
    _S.WAITING: frozenset({_S.UPLOADING, _S.SUBMITTING, _S.FAILED, _S.STOPPED}),
    _S.UPLOADING: frozenset({_S.WAITING, _S.SUBMITTING, _S.FAILED, _S.STOPPED}),
    _S.SUBMITTING: frozenset({_S.WAITING, _S.PENDING, _S.FAILED, _S.UNCONFIRMED}),
    _S.PENDING: frozenset({_S.PROCESSING, _S.DOWNLOADING, _S.COMPLETED, _S.FAILED, _S.STOPPED}),
    _S.PROCESSING: frozenset({_S.PENDING, _S.DOWNLOADING, _S.COMPLETED, _S.FAILED, _S.STOPPED}),
    _S.DOWNLOADING: frozenset({_S.COMPLETED, _S.FAILED, _S.STOPPED}),
    _S.COMPLETED: frozenset({_S.DOWNLOADING}),
    _S.FAILED: frozenset({_S.DOWNLOADING}),
    _S.STOPPED: frozenset({_S.WAITING, _S.PENDING, _S.DOWNLOADING}),
    _S.UNCONFIRMED: frozenset({_S.PENDING, _S.STOPPED}),
}
"""The legal moves. Only ``submitting`` leads to a paid task, and only once: there is no way back
to ``waiting`` for a job that has a task id. A finished generation fails only where its task and
its clip are gone for good, and only from there a failed one is taken up again."""

ENDED = frozenset({_S.COMPLETED, _S.FAILED, _S.STOPPED, _S.UNCONFIRMED})
"""Nothing happens to a job in these states unless a person asks for it."""

AT_PROVIDER = frozenset({_S.PENDING, _S.PROCESSING})
"""The provider is working on the task, as far as is known."""


KEY_MISSING = frozenset({"no_key", "other_key"})
"""Kinds of fault that only say that this program has not the job's key: another one may have it."""

KEY_FAULTS = KEY_MISSING | {"key_refused", "balance_exhausted"}
"""Kinds of fault that another key, or a topped-up one, may mend."""

TASK_GONE = "task_gone"
"""The kind of fault that says that the provider does not keep a task, nor its clip, any more."""


class IllegalMove(Exception):
    """A move that a job may not make, or a job that is no longer where the caller left it."""


@dataclass(frozen=True)
class Connection:
    """Whom a job talks to: a base URL, and a salted fingerprint of the key (never the key).

    ``key_mark`` is empty until a key was used, and for the built-in engine, which needs none.
    """

    base_url: str
    key_mark: str = ""

    @property
    def demo(self) -> bool:
        """True for the built-in engine."""
        return self.base_url == DEMO


@dataclass(frozen=True)
class StartFrame:
    """A start frame: a private copy of the fitted picture, or a URL that is passed through.

    ``sha256`` names the copy in the home's frames folder; ``source`` is what the person gave.
    ``crop`` is the part of the upright picture that was taken, as left, top, right and bottom from
    0 to 1, empty for the middle of it; ``colour`` is what a pad was filled with, as ``#rrggbb``,
    empty for black. ``original`` is the SHA-256 of the picture that the copy was made of.
    """

    source: str
    sha256: str = ""
    media_type: str = ""
    url: str = ""
    fit: str = ""
    crop: tuple[float, ...] = ()
    colour: str = ""
    original: str = ""


@dataclass(frozen=True)
class Input:
    """Another file than the start frame that a request refers to, by the ``role`` of its field.

    It is a private copy in the home's frames folder that is named by its ``sha256``, or a URL that
    is passed through. ``source`` is what the person gave; ``start`` is the second from which on a
    clip is used; ``fit``, ``crop``, ``colour`` and ``original`` are as in ``StartFrame``.
    """

    role: str
    source: str
    sha256: str = ""
    media_type: str = ""
    url: str = ""
    fit: str = ""
    crop: tuple[float, ...] = ()
    colour: str = ""
    original: str = ""
    start: float = 0.0


@dataclass(frozen=True)
class Fault:
    """Why a job failed or does not move.

    ``kind`` is the program's own name for it; ``code``, ``type`` and ``message`` are the provider's
    words; ``needs_person`` is True when nothing changes until somebody does something.
    """

    kind: str
    code: str = ""
    message: str = ""
    type: str = ""
    status: int | None = None
    request_id: str = ""
    needs_person: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clip:
    """A finished generation: where the provider has it, and where it is on this disk.

    Times are Unix times. ``file`` is chosen before the first byte is fetched; ``etag`` is what a
    resumed download is checked against; ``complete`` says that every byte has come; ``verified`` is
    False for a whole file of odd structure; ``seconds`` is how long the file says it runs.
    """

    url: str
    expires_at: float
    video_id: str = ""
    file: str = ""
    etag: str = ""
    size: int | None = None
    complete: bool = False
    odd: bool = False
    verified: bool | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Job:
    """One clip that somebody asked for. Unknown is None or empty, never a made-up value.

    ``seq`` orders jobs, ``rev`` grows with every change in the ledger; times are Unix times;
    ``values`` are the model's fields but the prompt and the start frame; ``reason`` is why
    it does not move now, or moves later; ``error`` is why it ended; ``removed_at`` is set for an
    ended job that a person does not want to see any more: its row stays, as a receipt.

    ``batch`` joins the takes of one request. ``board`` joins the clips of one storyboard or chain,
    and ``shot`` is the place among them, from 1 on. ``after`` is the id of the job with whose last
    frame this one begins: without a ``start_frame`` it waits for that clip. ``remix_of`` is the id
    of the job whose clip it remixes. ``mark`` is what a person thinks of the clip. ``character_id``
    and ``character_name`` are the result of a job that makes a character instead of a clip.
    """

    id: str
    created_at: float
    connection: Connection
    model: str
    prompt: str
    values: Mapping[str, Any]
    output: str
    state: State = State.WAITING
    start_frame: StartFrame | None = None
    inputs: tuple[Input, ...] = ()
    batch: str = ""
    take: int = 1
    board: str = ""
    shot: int = 0
    after: str = ""
    remix_of: str = ""
    retry_of: str = ""
    seq: int = 0
    rev: int = 0
    task_id: str = ""
    sent_at: float | None = None
    model_used: str = ""
    provider_status: str = ""
    progress: int | None = None
    estimated_time: float | None = None
    can_cancel: bool | None = None
    credits_reserved: float | None = None
    clip: Clip | None = None
    character_id: str = ""
    character_name: str = ""
    mark: Literal["", "star", "reject"] = ""
    finished_at: float | None = None
    removed_at: float | None = None
    error: Fault | None = None
    reason: Fault | None = None
    notes: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The finished clip's path, empty until it is there as a whole."""
        return self.clip.file if self.clip and self.state is State.COMPLETED else ""

    @property
    def lost(self) -> bool:
        """True of a finished generation whose clip is nowhere any more, as far as is known."""
        return self.state is State.FAILED and self.clip is not None

    @property
    def stuck(self) -> bool:
        """True when a person must do something before this job moves again."""
        return self.state not in ENDED and self.reason is not None and self.reason.needs_person


def new_id() -> str:
    """Return a fresh job id: ten characters that are easy to read out and to type."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def again(job: Job, now: float) -> Job:
    """Return a new job that asks for the same as ``job``: it is paid for anew."""
    return Job(
        id=new_id(),
        created_at=now,
        connection=job.connection,
        model=job.model,
        prompt=job.prompt,
        values=job.values,
        output=job.output,
        start_frame=job.start_frame,
        inputs=job.inputs,
        batch=job.batch,
        take=job.take,
        board=job.board,
        shot=job.shot,
        after=job.after,
        remix_of=job.remix_of,
        retry_of=job.id,
    )


def check_move(job: Job, to: State) -> None:
    """Raise ``IllegalMove`` unless ``job`` may go to the state ``to``."""
    if to not in MOVES[job.state]:
        raise IllegalMove(f"{job.id}: {job.state} → {to}")
    if to is State.WAITING and job.task_id:
        raise IllegalMove(f"{job.id}: has a task, it is never sent again")
    if to is State.WAITING and job.state is State.STOPPED and job.error is not None:
        raise IllegalMove(f"{job.id}: may exist at the provider, it is never sent again")
    lost = job.error is not None and job.error.kind == TASK_GONE
    if to is State.FAILED and job.state is State.DOWNLOADING and not lost:
        raise IllegalMove(f"{job.id}: finished, it never fails because of a download")
    if job.state is State.FAILED and job.clip is None:
        raise IllegalMove(f"{job.id}: has no clip that could be there again")
    at_once = job.state is not State.DOWNLOADING  # no clip to fetch: a character's id is the result
    if to is State.COMPLETED and at_once and not job.character_id:
        raise IllegalMove(f"{job.id}: completed with neither a clip nor a character")
    if to in (State.PENDING, State.PROCESSING, State.DOWNLOADING) and not job.task_id:
        raise IllegalMove(f"{job.id}: {to} without a task id")
