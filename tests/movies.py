"""A real clip for tests that look at files: pictures and sound, the same bytes for each title."""

from __future__ import annotations

import tempfile
import zlib
from functools import cache
from pathlib import Path

from core.cliptags import tags_for
from core.job import Job
from core.media.tags import write_tags
from tests.clips import Recipe, make_clip


@cache
def movie(title: str = "a fox") -> bytes:
    """Return an MP4 of a second with sound and without tags; another title has other pictures."""
    with tempfile.TemporaryDirectory() as folder:
        recipe = Recipe(bursts=(0.5,), first=zlib.crc32(title.encode()) % 200)
        return make_clip(Path(folder) / "clip.mp4", recipe).read_bytes()


def tagged_clip(job: Job, file: Path, *, prompt: bool = True) -> Path:
    """Write a clip with the tags of ``job`` to ``file``, which must be free, and return that."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.mp4"
        plain.write_bytes(movie())
        write_tags(plain, file, tags_for(job, prompt=prompt))
    return file
