"""The sidecar: a small file beside each clip that says what made it, and finds it again."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from core import __version__
from core.download import write_whole
from core.foxapi.address import base_url, host_of
from core.job import DEMO, Clip, Connection, Input, Job, StartFrame, State
from core.masking import masked
from core.naming import sidecar_of

LARGEST = 1 << 20
"""Bytes that no sidecar has: the longest prompt takes a tenth of them."""

LARGEST_NUMBER = 1 << 20
"""No take or shot has such a number."""

_ENGINE = "built-in engine"
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def write_sidecar(job: Job, file: Path) -> None:
    """Write the sidecar of the clip at ``file``; raises OSError."""
    text = json.dumps(content(job, file), ensure_ascii=False, indent=2)
    write_whole(sidecar_of(file), f"{text}\n".encode(), alone=True)
    with contextlib.suppress(OSError):  # whoever may read the clip may read what is said of it
        sidecar_of(file).chmod(stat.S_IMODE(file.stat().st_mode) & 0o666)


def keep_in_sidecar(job: Job) -> None:
    """Write the sidecar of a finished job's clip anew, if there is one; raises OSError."""
    if job.file and sidecar_of(Path(job.file)).is_file():
        write_sidecar(job, Path(job.file))


def content(job: Job, file: Path) -> dict[str, Any]:
    """Return what the sidecar says: enough to ask for the same again, and never a key.

    It is also enough to know the finished job from, should the ledger be lost.
    """
    clip = job.clip
    frame = job.start_frame
    told = {
        "program": f"Foxreel {__version__}",
        "clip": file.name,
        "made_by": _ENGINE if job.connection.demo else host_of(job.connection.base_url),
        "base_url": job.connection.base_url,
        "id": job.id,
        "task_id": job.task_id,
        "video_id": clip.video_id if clip else "",
        "model": job.model,
        "model_used": job.model_used or job.model,
        "prompt": job.prompt,
        "params": dict(job.values),
        "start_frame": frame and _told(frame, _FRAME),
        "inputs": [_told(each, _INPUT) for each in job.inputs],
        "take": job.take,
        "batch": job.batch,
        "board": job.board,
        "shot": job.shot,
        "after": job.after,
        "remix_of": job.remix_of,
        "rating": job.mark,
        "retry_of": job.retry_of,
        "created_at": utc(job.created_at),
        "sent_at": utc(job.sent_at),
        "finished_at": utc(job.finished_at),
        "size": clip.size if clip else None,
        "verified": clip.verified if clip else None,
    }
    return {name: without_secrets(value) for name, value in told.items()}


def without_secrets(value: Any) -> Any:
    """Return JSON content with what looks like a key or a login masked in all of its texts."""
    if isinstance(value, str):
        return masked(value, links=False)
    if isinstance(value, Mapping):
        return {name: without_secrets(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(each) for each in value]
    return value


def sidecars_in(folder: Path, known: set[str]) -> Iterator[Job]:
    """Yield the finished jobs that the sidecars in ``folder``, and in folders in it, tell of.

    ``known`` are the paths of clips whose sidecars need not be read. Other files are passed over,
    and so is a folder that is not there.
    """
    for file in files_in(folder, ".json"):
        if str(file.with_suffix(".mp4")) not in known and (job := read_sidecar(file)) is not None:
            yield job


def files_in(
    folder: Path, *endings: str, visit: Callable[[], object] = lambda: None
) -> Iterator[Path]:
    """Yield the files in ``folder`` and in those in it whose names end so, in the order of names.

    Links to folders are not followed; a folder that cannot be read is passed over. ``visit`` is
    called for each folder: what it raises ends the search.
    """
    try:
        for top, folders, names in os.walk(folder):
            visit()
            folders.sort()
            for name in sorted(names):
                if name.lower().endswith(endings):
                    yield Path(top, name)
    except ValueError:  # no name that a folder can have
        return


def read_sidecar(file: Path) -> Job | None:
    """Return the finished job of a sidecar; None if it is none of ours, or its clip is gone."""
    content = content_of(file)
    try:
        clip = None if content is None else clip_of(file, content)
        return None if clip is None or content is None else job_of(content, clip)
    except OSError:
        return None


def content_of(file: Path) -> dict[str, Any] | None:
    """Return what the sidecar ``file`` says, None if it is none of ours."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return None
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1)
        return read_content(text) if len(text) <= LARGEST else None
    except (OSError, ValueError):
        return None


def read_content(text: str | bytes) -> dict[str, Any] | None:
    """Return what a text in JSON says of a clip, None if it is none of ours."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(content, dict) and str(content.get("program")).startswith("Foxreel")
    return content if ours else None


def job_of(content: Mapping[str, Any], clip: Path | None) -> Job | None:
    """Return the job that ``content`` tells of, finished with ``clip``; None if it is too odd.

    Without a clip it is only what was asked for. Raises OSError if the clip is gone.
    """
    try:
        return _job(content, clip)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def _job(content: Mapping[str, Any], clip: Path | None) -> Job | None:
    text = {n: v for n, v in content.items() if isinstance(v, str)}
    number = {n: v for n, v in content.items() if type(v) is int and 0 <= v <= LARGEST_NUMBER}
    params, frame, inputs = (content.get(name) for name in ("params", "start_frame", "inputs"))
    if not _ID.fullmatch(text.get("id", "")) or not isinstance(params, dict):
        return None
    found = None if clip is None else clip.stat()
    changed = 0.0 if found is None else found.st_mtime
    return Job(
        id=text["id"],
        created_at=_moment(text.get("created_at")) or changed,
        connection=Connection(_base_url(text)),
        model=text.get("model", ""),
        prompt=text.get("prompt", ""),
        values=params,
        output="" if clip is None else str(clip.parent),
        state=State.COMPLETED,
        start_frame=_frame(frame) if isinstance(frame, dict) else None,
        inputs=_inputs(inputs) if isinstance(inputs, list) else (),
        batch=text.get("batch", ""),
        take=number.get("take", 1),
        board=text.get("board", ""),
        shot=number.get("shot", 0),
        after=text.get("after", ""),
        remix_of=text.get("remix_of", ""),
        mark=_mark(text.get("rating", "")),
        retry_of=text.get("retry_of", ""),
        task_id=text.get("task_id", ""),
        sent_at=_moment(text.get("sent_at")),
        model_used=text.get("model_used", ""),
        progress=100,
        clip=None if clip is None or found is None else _clip(content, text, clip, found.st_size),
        finished_at=_moment(text.get("finished_at")) or changed,
    )


def _clip(content: Mapping[str, Any], text: Mapping[str, str], file: Path, size: int) -> Clip:
    verified = content.get("verified")
    return Clip(
        url="",
        expires_at=0.0,
        video_id=text.get("video_id", ""),
        file=str(file),
        size=size,
        complete=True,
        verified=verified if isinstance(verified, bool) else None,
    )


def clip_of(file: Path, content: Mapping[str, Any]) -> Path | None:
    """Return the clip that lies beside a sidecar, under its old name or the sidecar's own."""
    name = str(content.get("clip", ""))
    named = file.with_name(name) if name and Path(name).name == name else file
    there = (each for each in (named, file.with_suffix(".mp4")) if each != file and each.is_file())
    return next(there, None)


def _base_url(text: Mapping[str, str]) -> str:
    """Return the base URL that a sidecar names; an older one names the host only."""
    made_by = text.get("made_by", "")
    if text.get("base_url") == DEMO or made_by == _ENGINE:
        return DEMO
    return base_url(text.get("base_url") or f"https://{made_by}")


_FRAME = ("source", "sha256", "fit", "crop", "colour", "original", "media_type", "url")
_INPUT = (
    *("role", "source", "sha256", "media_type", "url", "fit", "crop", "colour", "original"),
    "start",
)


def _told(record: StartFrame | Input, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(record, name))}


def _texts(content: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {n: v for n, v in content.items() if n in names and isinstance(v, str)}


def _frame(content: Mapping[str, Any]) -> StartFrame:
    texts = _texts(content, tuple(name for name in _FRAME if name != "crop"))
    if texts.get("sha256"):
        texts.setdefault("media_type", "image/png")
    return StartFrame(texts.pop("source", ""), crop=_crop(content.get("crop")), **texts)


def _crop(sides: Any) -> tuple[float, ...]:
    """Return the part of a picture that a sidecar names; the middle of it if it names none."""
    numbers = isinstance(sides, list) and all(type(each) in (int, float) for each in sides)
    good = numbers and len(sides) == 4 and all(0 <= each <= 1 for each in sides)
    return tuple(float(each) for each in sides) if good else ()


def _mark(text: str) -> Literal["", "star", "reject"]:
    return "star" if text == "star" else "reject" if text == "reject" else ""


def _inputs(contents: list[Any]) -> tuple[Input, ...]:
    return tuple(_input(each) for each in contents if isinstance(each, dict) and each.get("role"))


def _input(content: Mapping[str, Any]) -> Input:
    texts = _texts(content, tuple(name for name in _INPUT if name not in ("crop", "start")))
    start = content.get("start")
    seconds = float(start) if isinstance(start, int | float) and start >= 0 else 0.0
    return Input(
        **{"role": "", "source": "", **texts},
        crop=_crop(content.get("crop")),
        start=seconds,
    )


def _moment(text: str | None) -> float | None:
    """Return the Unix time that ``utc`` has written, None if it is none."""
    try:
        return datetime.datetime.fromisoformat(text).timestamp() if text else None
    except ValueError:
        return None


def utc(time: float | None) -> str | None:
    """Return a Unix time as ISO 8601 in UTC, with whole seconds."""
    if time is None:
        return None
    moment = datetime.datetime.fromtimestamp(int(time), datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
