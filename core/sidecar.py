"""The sidecar: a small file beside each clip that says what made it, and finds it again."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core import __version__
from core.download import write_whole
from core.foxapi.address import base_url, host_of
from core.job import DEMO, Clip, Connection, Job, StartFrame, State
from core.naming import sidecar_of

LARGEST = 1 << 20
"""Bytes that no sidecar has: the longest prompt takes a tenth of them."""

_ENGINE = "built-in engine"
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


def write_sidecar(job: Job, file: Path) -> None:
    """Write the sidecar of the clip at ``file``; raises OSError."""
    text = json.dumps(content(job, file), ensure_ascii=False, indent=2)
    write_whole(sidecar_of(file), f"{text}\n".encode(), alone=True)
    with contextlib.suppress(OSError):  # whoever may read the clip may read what is said of it
        sidecar_of(file).chmod(stat.S_IMODE(file.stat().st_mode) & 0o666)


def content(job: Job, file: Path) -> dict[str, Any]:
    """Return what the sidecar says: enough to ask for the same again, and never a key.

    It is also enough to know the finished job from, should the ledger be lost.
    """
    clip = job.clip
    frame = job.start_frame
    return {
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
        "start_frame": frame and _frame_content(frame),
        "take": job.take,
        "batch": job.batch,
        "retry_of": job.retry_of,
        "created_at": utc(job.created_at),
        "sent_at": utc(job.sent_at),
        "finished_at": utc(job.finished_at),
        "size": clip.size if clip else None,
        "verified": clip.verified if clip else None,
    }


def sidecars_in(folder: Path, known: set[str]) -> Iterator[Job]:
    """Yield the finished jobs that the sidecars in ``folder`` tell of.

    ``known`` are the paths of clips whose sidecars need not be read. Other files are passed over,
    and so is a folder that is not there.
    """
    try:
        files = sorted(folder.glob("*.json"))
    except (OSError, ValueError):
        return
    for file in files:
        if str(file.with_suffix(".mp4")) not in known and (job := read_sidecar(file)) is not None:
            yield job


def read_sidecar(file: Path) -> Job | None:
    """Return the finished job of a sidecar; None if it is none of ours, or its clip is gone."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return None
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1)
        content = json.loads(text) if len(text) <= LARGEST else None
        if not isinstance(content, dict) or not str(content.get("program")).startswith("Foxreel"):
            return None
        return _job(file, content)
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _job(file: Path, content: Mapping[str, Any]) -> Job | None:
    clip = _clip_file(file, content)
    text = {n: v for n, v in content.items() if isinstance(v, str)}
    params, take = content.get("params"), content.get("take")
    if clip is None or not _ID.fullmatch(text.get("id", "")) or not isinstance(params, dict):
        return None
    found = clip.stat()
    frame = content.get("start_frame")
    return Job(
        id=text["id"],
        created_at=_moment(text.get("created_at")) or found.st_mtime,
        connection=Connection(_base_url(text)),
        model=text.get("model", ""),
        prompt=text.get("prompt", ""),
        values=params,
        output=str(clip.parent),
        state=State.COMPLETED,
        start_frame=_frame(frame) if isinstance(frame, dict) else None,
        batch=text.get("batch", ""),
        take=take if isinstance(take, int) else 1,
        retry_of=text.get("retry_of", ""),
        task_id=text.get("task_id", ""),
        sent_at=_moment(text.get("sent_at")),
        model_used=text.get("model_used", ""),
        progress=100,
        clip=Clip(
            url="",
            expires_at=0.0,
            video_id=text.get("video_id", ""),
            file=str(clip),
            size=found.st_size,
            complete=True,
            verified=content.get("verified") if content.get("verified") in (True, False) else None,
        ),
        finished_at=_moment(text.get("finished_at")) or found.st_mtime,
    )


def _clip_file(file: Path, content: Mapping[str, Any]) -> Path | None:
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


_FRAME = ("source", "sha256", "fit", "media_type", "url")


def _frame_content(frame: StartFrame) -> dict[str, str]:
    return {name: getattr(frame, name) for name in _FRAME if getattr(frame, name)}


def _frame(content: Mapping[str, Any]) -> StartFrame:
    texts = {n: v for n, v in content.items() if n in _FRAME and isinstance(v, str)}
    if texts.get("sha256"):
        texts.setdefault("media_type", "image/png")
    return StartFrame(**{"source": "", **texts})


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
