"""What made a clip is written into its own tags, between its last byte and its name."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from core.cliptags import content_of_clip, tags_for
from core.job import Job
from core.naming import part_of
from core.settings import Delivery

log = logging.getLogger(__name__)


def write_own_tags(job: Job, delivery: Delivery) -> None:
    """Write into a clip that is whole, and has no name yet, what made it, as ``delivery`` says.

    The file with tags is made beside it, proven to hold the same streams, and put into its place at
    once. Blocking. Whatever fails is logged: a clip without tags is a clip.
    """
    if job.clip is None:
        return
    part = part_of(Path(job.clip.file))
    beside = _folder_for(Path(job.clip.file))
    _remove(beside)  # what a killed program has left
    if not delivery.tags or not part.exists() or is_tagged(part, job):
        return
    try:
        _write(part, beside, tags_for(job, prompt=delivery.tag_prompt))
    except Exception as error:
        log.info("job %s: its clip has no tags: %s: %s", job.id, type(error).__name__, error)
    finally:
        _remove(beside)


def is_tagged(file: Path, job: Job) -> bool:
    """Tell whether a file says itself that it is the clip of ``job``."""
    told = content_of_clip(file)
    return told is not None and told.get("id") == job.id


def _write(part: Path, beside: Path, tags: dict[str, str]) -> None:
    from core.media.tags import write_tags

    beside.mkdir()
    tagged = beside / part.name
    write_tags(part, tagged, tags)
    tagged.replace(part)


def _folder_for(file: Path) -> Path:
    """Return the folder in which the file with tags is made: it can be found again after a kill."""
    return file.with_name(f".{file.name}.tags")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
