"""What a clip's file says, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.job import Clip, Job
from core.language import translate
from core.valuewords import seconds_words
from ui.stage.fact import Fact
from ui.wording import locale, size_words

if TYPE_CHECKING:
    from core.clipframes import ClipFacts


@dataclass(frozen=True)
class FileFacts:
    """What a clip's file says: ``size`` in bytes, and ``clip`` if it can be read."""

    size: int
    clip: ClipFacts | None


def read_file(file: Path) -> FileFacts | None:
    """Look into a clip's file; None if it is gone. Blocking."""
    from core.clipframes import clip_facts

    try:
        size = file.stat().st_size
    except OSError:
        return None
    return FileFacts(size, clip_facts(file))


def file_facts(job: Job, file: FileFacts | None) -> Iterator[Fact]:
    """Yield what is known of a job's clip on this computer; ``file`` is what it says itself."""
    if not job.file or job.clip is None:
        return
    path = Path(job.file)
    yield Fact("file", translate("Details", "File"), path.name, job.file)
    yield Fact("folder", translate("Details", "Folder"), str(path.parent))
    if file is not None:
        yield Fact("picture", translate("Details", "Picture"), _picture_words(file.clip))
        yield Fact("size", translate("Details", "Size"), size_words(file.size))
    yield Fact("verified", translate("Details", "Checked"), *_verified(job.clip))


def _picture_words(clip: ClipFacts | None) -> str:
    if clip is None:
        return ""
    parts = [f"{clip.width} × {clip.height}"]
    if clip.seconds is not None:
        parts.append(seconds_words(locale().toString(round(clip.seconds, 1))))
    if clip.fps is not None:
        rate = locale().toString(round(clip.fps, 2))
        parts.append(translate("Details", "{rate} fps").format(rate=rate))
    if not clip.sound:
        parts.append(translate("Details", "no sound"))
    return " · ".join(parts)


def _verified(clip: Clip) -> tuple[str, str, str]:
    if clip.verified is None:
        return "", "", ""
    if clip.verified:
        return translate("Details", "complete, structure verified"), "", ""
    return translate("Details", "complete, but its structure is odd: not verified"), "", "warning"
