"""Pictures of clips: the first and the last frame, small ones for lists, and facts about a file."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.download import write_whole
from core.frames import frame_bytes
from core.home import Home
from core.job import Job

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image

SMALL = (320, 640)
"""Pixels that a thumbnail has at most, wide and high: portraits are as wide as other clips."""

_UNSPECIFIED = 2
_HD_LINES = 700
"""A picture of so many lines has the colours of HD video where the file does not say otherwise."""

log = logging.getLogger(__name__)


class ClipUnreadable(Exception):
    """A file that no frame can be read from: it is gone, cut off, or no video."""


@dataclass(frozen=True)
class ClipFacts:
    """What a clip's file says of itself; ``seconds`` and ``fps`` are None where it does not."""

    width: int
    height: int
    seconds: float | None
    fps: float | None
    sound: bool


def clip_frame(file: Path, *, last: bool = False) -> Image:
    """Return the first frame of a clip, or the last one that can be read, in its own size.

    Blocking. Raises ``ClipUnreadable``.
    """
    import av

    try:
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            frame = _last(container, stream) if last else next(container.decode(stream), None)
            if frame is not None:
                return _picture(frame)
    except Exception as error:  # whatever a damaged file leads the decoders to
        raise ClipUnreadable(f"{type(error).__name__}: {error}") from error
    raise ClipUnreadable("no frame can be read")


def clip_facts(file: Path) -> ClipFacts | None:
    """Return what a clip's file says of itself, None if it cannot be read. Blocking."""
    import av

    try:
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            return ClipFacts(
                width=stream.codec_context.width,
                height=stream.codec_context.height,
                seconds=_seconds(container, stream),
                fps=float(stream.average_rate) if stream.average_rate else None,
                sound=bool(container.streams.audio),
            )
    except Exception as error:
        log.info("a clip says nothing of itself: %s", type(error).__name__)
        return None


def thumbnail_for(job: Job, home: Home) -> Path | None:
    """Return a small JPEG for ``job``, made when it is first asked for. Blocking.

    It shows the first frame of the clip, else the start frame; None where there is neither, or what
    is there cannot be read.
    """
    of_clip = home.thumbnails / f"{job.id}-clip.jpg"
    of_frame = home.thumbnails / f"{job.id}-frame.jpg"
    if of_clip.exists() or (job.file and _keep(of_clip, lambda: clip_frame(Path(job.file)))):
        of_frame.unlink(missing_ok=True)
        return of_clip
    frame = job.start_frame
    if frame is None or not frame.sha256:
        return None
    if of_frame.exists() or _keep(of_frame, lambda: _opened(frame_bytes(home.frames, frame))):
        return of_frame
    return None


def _keep(target: Path, picture_of: Callable[[], Image]) -> bool:
    """Write a picture, made small, to ``target``; return whether that was possible."""
    try:
        picture = picture_of()
        picture.thumbnail(SMALL)
        stream = io.BytesIO()
        picture.convert("RGB").save(stream, "JPEG", quality=85)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(target, stream.getvalue())
    except Exception as error:  # damaged, gone, or the disk is full: a list does without it
        log.info("no thumbnail %s: %s", target.name, type(error).__name__)
        return False
    return True


def _opened(data: bytes) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(data))


def _last(container: InputContainer, stream: VideoStream) -> VideoFrame | None:
    """Return the last frame: from the last keyframe on, else from wherever one can be read."""
    end = (stream.start_time or 0) + (stream.duration or 0)
    return _to_the_end(container, stream, end) or _to_the_end(container, stream, 0)


def _to_the_end(container: InputContainer, stream: VideoStream, since: int) -> VideoFrame | None:
    """Return the last whole frame of a clip, decoding from the keyframe before ``since`` on."""
    import av

    last = None
    with contextlib.suppress(av.FFmpegError):  # cut off: what came before it is there
        container.seek(since, stream=stream)
        for frame in container.decode(stream):
            last = last if frame.is_corrupt else frame
    return last


def _picture(frame: VideoFrame) -> Image:
    unsaid = frame.colorspace == _UNSPECIFIED and frame.height >= _HD_LINES
    colours = {"src_colorspace": "ITU709"} if unsaid else {}
    picture: Image = frame.to_image(**colours)  # type: ignore[no-untyped-call]
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture


def _seconds(container: InputContainer, stream: VideoStream) -> float | None:
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None
