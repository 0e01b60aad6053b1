"""The sidecar: a small file beside each clip that says what made it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from core import __version__
from core.download import write_whole
from core.foxapi.address import host_of
from core.job import Job
from core.naming import sidecar_of


def write_sidecar(job: Job, file: Path) -> None:
    """Write the sidecar of the clip at ``file``; raises OSError."""
    text = json.dumps(content(job, file), ensure_ascii=False, indent=2)
    write_whole(sidecar_of(file), f"{text}\n".encode())


def content(job: Job, file: Path) -> dict[str, Any]:
    """Return what the sidecar says: enough to ask for the same again, and never a key."""
    clip = job.clip
    frame = job.start_frame
    return {
        "program": f"Foxreel {__version__}",
        "clip": file.name,
        "made_by": "built-in engine" if job.connection.demo else host_of(job.connection.base_url),
        "id": job.id,
        "task_id": job.task_id,
        "video_id": clip.video_id if clip else "",
        "model": job.model,
        "model_used": job.model_used or job.model,
        "prompt": job.prompt,
        "params": dict(job.values),
        "start_frame": frame and {"source": frame.source, "sha256": frame.sha256, "fit": frame.fit},
        "take": job.take,
        "batch": job.batch,
        "retry_of": job.retry_of,
        "created_at": utc(job.created_at),
        "sent_at": utc(job.sent_at),
    }


def utc(time: float | None) -> str | None:
    """Return a Unix time as ISO 8601 in UTC, with whole seconds."""
    if time is None:
        return None
    moment = datetime.datetime.fromtimestamp(int(time), datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
