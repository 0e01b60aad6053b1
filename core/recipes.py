"""From a clip, or the file beside it, back to what was asked for; and to the finished job."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from core.cliptags import content_of_clip
from core.foxapi.address import is_typed_url
from core.job import Job, StartFrame
from core.mp4 import is_whole_mp4
from core.naming import sidecar_of
from core.sidecar import clip_of, content_of, job_of

CLIPS = (".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi")
"""How the names of files end that are clips; tags of ours are only in the first kind."""

SIDECAR = ".json"


def is_clip_name(name: str) -> bool:
    """Tell whether a file is a clip by its name."""
    return name.lower().endswith(CLIPS)


def may_have_recipe(name: str) -> bool:
    """Tell whether a file of this name may say how a clip was made."""
    return is_clip_name(name) or name.lower().endswith(SIDECAR)


def recipe_of(file: Path) -> Job | None:
    """Return what was asked for to make a clip; ``file`` is the clip, or its sidecar.

    None where neither its tags nor a sidecar beside it tell. What the sidecar says goes before what
    the tags say of the same job, as it says more. The job is nothing that the ledger holds.
    Blocking; nothing is raised for what cannot be read.
    """
    if file.suffix.lower() == SIDECAR:
        told = content_of(file)
        return None if told is None else _asked(told, file.parent)
    tagged, beside = content_of_clip(file), content_of(sidecar_of(file))
    if beside is not None and tagged is not None and beside.get("id") != tagged.get("id"):
        beside = None  # another clip's, whose name this one has got
    told = beside or tagged
    return None if told is None else _asked(told, file.parent)


def finished_clip(file: Path) -> Job | None:
    """Return the finished job whose clip is ``file``, as its sidecar or its own tags tell.

    None if neither does, or it is gone. Blocking.
    """
    told = content_of(sidecar_of(file))
    try:
        if told is not None and clip_of(sidecar_of(file), told) == file:
            return job_of(told, file)
        told = content_of_clip(file)
        job = None if told is None else job_of(told, file)
        if job is None or job.clip is None:
            return None
        clip = dataclasses.replace(job.clip, verified=is_whole_mp4(file))
    except OSError:
        return None
    return dataclasses.replace(job, clip=clip)


def _asked(told: Mapping[str, Any], folder: Path) -> Job | None:
    """Return what a request was; a picture that has only a name may lie beside the clip."""
    job = job_of(told, None)
    frame = None if job is None else job.start_frame
    if job is None or frame is None:
        return job
    return dataclasses.replace(job, start_frame=_placed(frame, folder))


def _placed(frame: StartFrame, folder: Path) -> StartFrame:
    source = frame.source
    # Not from a share: opening it would tell another machine who is here.
    share = source.startswith(("\\\\", "//"))
    if not source or is_typed_url(source) or (Path(source).is_absolute() and not share):
        return frame
    name = PurePosixPath(PureWindowsPath(source).name).name
    return dataclasses.replace(frame, source=str(folder / name) if name else "")
