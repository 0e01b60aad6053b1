"""What the command line says about jobs: JSON for programs, lines for people."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from core.characters import makes_character, name_of
from core.field import MEDIA
from core.help import explain
from core.job import KEY_MISSING, Input, Job, State
from core.language import translate
from core.pauses import shared_cause
from core.sidecar import utc
from core.wording import link_words


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    NO_KEY = 3
    UNCONFIRMED = 4
    WAITS = 5
    INTERRUPTED = 130


_ORDER = (
    *(ExitCode.INTERRUPTED, ExitCode.NO_KEY, ExitCode.UNCONFIRMED),
    *(ExitCode.FAILED, ExitCode.WAITS, ExitCode.DONE),
)
MOST_NAMED = 20
"""How many waiting jobs are named by their ids."""

_KEY_FAULTS = KEY_MISSING | {"key_refused"}


def exit_code(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the code that counts most of several."""
    return min(codes, key=_ORDER.index, default=ExitCode.DONE)


def code_of(job: Job) -> ExitCode:
    """Return the exit code that one job's end means; a job under way counts as done."""
    if job.state is State.FAILED:
        return ExitCode.FAILED
    if job.state is State.UNCONFIRMED:
        return ExitCode.UNCONFIRMED
    if job.state is State.STOPPED:
        return ExitCode.WAITS
    if job.stuck and job.reason is not None:
        return ExitCode.NO_KEY if job.reason.kind in _KEY_FAULTS else ExitCode.WAITS
    return ExitCode.DONE


def job_object(job: Job) -> dict[str, Any]:
    """Return what ``--json`` prints of a job."""
    return {
        "id": job.id,
        "state": job.state.value,
        "task_id": job.task_id or None,
        "model": job.model or None,
        "model_used": job.model_used or None,
        "prompt": job.prompt,
        "params": dict(job.values),
        "inputs": input_objects(job),
        "file": job.file or None,
        "take": job.take,
        "batch": job.batch or None,
        "shot": job.shot or None,
        "board": job.board or None,
        "continues": job.after or None,
        "remix_of": job.remix_of or None,
        "retry_of": job.retry_of or None,
        **_character_object(job),
        "error": _error_object(job),
        "link_expires_at": utc(job.clip.expires_at) if job.clip and link_words(job) else None,
        "created_at": utc(job.created_at),
        "finished_at": utc(job.finished_at),
    }


def input_objects(job: Job) -> list[dict[str, Any]]:
    """Return what ``--json`` prints of a job's files, in order.

    ``source`` is what the person gave, None for a last frame; clips have the second from which on
    they are used as ``start``.
    """
    frame = job.start_frame
    begins = [] if frame is None else [{"role": "start_frame", "source": frame.source or None}]
    return [*begins, *map(_input_object, job.inputs)]


def _input_object(given: Input) -> dict[str, Any]:
    start = {"start": given.start} if MEDIA.get(given.role) == "video" else {}
    return {"role": given.role, "source": given.source, **start}


def _character_object(job: Job) -> dict[str, Any]:
    """Return what only a job has that makes a character."""
    if not makes_character(job):
        return {}
    return {"character_id": job.character_id or None, "name": name_of(job)}


def _error_object(job: Job) -> dict[str, Any] | None:
    fault = job.error or job.reason
    if fault is None:
        return None
    return {
        "code": fault.code or fault.kind,
        "message": fault.message,
        "type": fault.type or fault.kind,
        "help": str(explain(fault, job)),
    }


def json_line(value: dict[str, Any]) -> str:
    """Return ``value`` as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def fault_lines(job: Job) -> list[str]:
    """Return what happened to a job, if anything did, with the provider's own words."""
    fault = job.error or job.reason
    if fault is None:
        return []
    lines = [f"{job.id}: {explain(fault, job)}"]
    if fault.message and fault.status is not None:
        said = translate("CommandLine", "The server said: {message}").format(message=fault.message)
        lines.append(f"  {said}")
    elif fault.message and fault.kind == "task_failed":
        said = translate("CommandLine", "The provider said: {message}")
        lines.append(f"  {said.format(message=fault.message)}")
    return lines


class Said:
    """What was said already of what several jobs wait for together."""

    def __init__(self) -> None:
        self._causes: set[tuple[str, str]] = set()

    def lines(self, job: Job) -> list[str]:
        """Return what happened to a job, unless it waits for what was said of another one."""
        cause = shared_cause(job)
        if cause in self._causes:
            return []
        if cause is None or job.reason is None:
            return fault_lines(job)
        self._causes.add(cause)
        return [line.removeprefix(f"{job.id}: ") for line in fault_lines(job)]


def ended_lines(job: Job, said: Said) -> list[str]:
    """Return what a person wants to know of a job when the command ends."""
    lines = said.lines(job)
    if job.model_used not in ("", job.model) and job.model and not job.connection.demo:
        text = translate("CommandLine", "{id}: made by {used}, not {asked}; prices may differ.")
        lines.append(text.format(id=job.id, used=job.model_used, asked=job.model))
    if job.clip is not None and job.clip.verified is False:
        text = translate("CommandLine", "{id}: the file is complete, but its structure is odd.")
        lines.append(text.format(id=job.id))
    lines += [f"{job.id}: {_note_words(note)}" for note in job.notes]
    return lines


def under_way_words(job: Job) -> str:
    """Return what a person should know of a job that the command leaves under way."""
    if job.task_id:
        words = translate("CommandLine", "sent as {task}; resume fetches the clip.")
        return words.format(task=job.task_id)
    if job.state is State.SUBMITTING:
        return translate(
            "CommandLine",
            "may have been sent, and charged. Nothing is sent again by itself. If the disk is full,"
            " make room; then resume.",
        )
    return translate("CommandLine", "not sent; resume sends it.")


def waiting_words(jobs: Iterable[Job]) -> str:
    """Return what becomes of those of ``jobs`` that wait for a person; empty where none does."""
    ids = [job.id for job in jobs if _waits_unsent(job)]
    if not ids:
        return ""
    words = translate(
        "CommandLine",
        "Waiting, not sent: {count} ({ids}). resume sends what waits, and each is paid for then;"
        " stop ID… drops it.",
    )
    named = ", ".join(ids[:MOST_NAMED]) + (", …" if len(ids) > MOST_NAMED else "")
    return words.format(count=len(ids), ids=named)


def _waits_unsent(job: Job) -> bool:
    return job.state is State.WAITING and job.stuck and not job.connection.demo


def say(text: str) -> None:
    """Say something to people, on standard error: standard output is for results.

    That nobody listens any more must not keep a job from going on.
    """
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(printable(text), file=sys.stderr, flush=True)


class Output:
    """Standard output. ``lost`` once nobody reads it any more: the jobs go on all the same."""

    def __init__(self) -> None:
        self.lost = sys.stdout is None

    def line(self, text: str) -> None:
        """Write one line, if somebody still reads."""
        if self.lost:
            return
        try:
            print(text, flush=True)
        except (OSError, ValueError):
            self.lost = True
            with contextlib.suppress(OSError, ValueError, AttributeError):
                # So that the interpreter has nothing to complain of when it flushes at the end.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printable(text: str) -> str:
    """Return ``text`` without what would steer a terminal; line ends stay."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


def pad(text: str, width: int) -> str:
    """Return ``text`` filled up to ``width`` columns; Chinese characters take two."""
    return text + " " * max(width - columns(text), 0)


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text)


def short(text: str, width: int) -> str:
    """Return the first ``width`` columns of ``text`` on one line, with an ellipsis if cut."""
    line = " ".join(text.split())
    if columns(line) <= width:
        return line
    kept = ""
    for character in line:
        if columns(kept + character) > width - 1:
            break
        kept += character
    return f"{kept}…"


def _note_words(note: str) -> str:
    words = {
        "no_font": translate("CommandLine", "no font was found, so the prompt is not shown."),
        "no_cjk_font": translate(
            "CommandLine", "no font with Chinese was found, so that part is not shown."
        ),
        "missing_glyphs": translate("CommandLine", "some characters are in no font, so not shown."),
        "drawn_at_1080p": translate("CommandLine", "drawn at 1080p: more is not drawn here."),
        "continuation_only": translate(
            "CommandLine", "only what comes after the source clip; the clip itself is not in it."
        ),
    }
    return words.get(note, note)
