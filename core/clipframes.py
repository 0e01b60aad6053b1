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
from core.frames import kept_bytes
from core.home import Home
from core.job import Job
from core.media.reading import begins_anew, opened
from core.media.upright import matrix_of, source_colours, turned

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from PIL.Image import Image

SMALL = (320, 640)
"""Pixels that a thumbnail has at most, wide and high: portraits are as wide as other clips."""

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
    """Return the first frame of a clip, or the very last one, upright and in its own size.

    The last one is what decoding the whole clip ends with; of a clip that is cut off it is the last
    that is whole. Blocking. Raises ``ClipUnreadable``.
    """
    try:
        frame = _last(file) if last else _first(file)
        if frame is not None:
            return _picture(frame)
    except Exception as error:  # whatever a damaged file leads the decoders to
        raise ClipUnreadable(f"{type(error).__name__}: {error}") from error
    raise ClipUnreadable("no frame can be read")


def last_frame_png(file: Path) -> bytes:
    """Return the very last frame of a clip as a PNG of its own size: RGB, nothing lost.

    Blocking. Raises ``ClipUnreadable``.
    """
    stream = io.BytesIO()
    clip_frame(file, last=True).save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def clip_facts(file: Path) -> ClipFacts | None:
    """Return what a clip's file says of itself, None if it cannot be read. Blocking."""
    try:
        with opened(file) as (container, stream):
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
    source = next((each for each in job.inputs if each.media_type == "video/mp4"), None)
    if frame is None and source is not None:
        kept = home.frames / f"{source.sha256}.mp4"
        return of_frame if of_frame.exists() or _keep(of_frame, lambda: clip_frame(kept)) else None
    if frame is None or not frame.sha256:
        return None
    if of_frame.exists() or _keep(of_frame, lambda: _opened(kept_bytes(home.frames, frame))):
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


def _first(file: Path) -> VideoFrame | None:
    with opened(file) as (container, stream):
        return next(container.decode(stream), None)


def _last(file: Path) -> VideoFrame | None:
    """Return the last frame: by the last part that can be decoded alone, else by the whole clip."""
    with opened(file) as (container, stream):
        end = (stream.start_time or 0) + (stream.duration or 0)
        with contextlib.suppress(Exception):  # not every file lets itself be searched
            container.seek(end, stream=stream)
            found = _to_the_end(container, stream, alone=True)
            if found is not None:
                return found
    with opened(file) as (container, stream):
        return _to_the_end(container, stream, alone=False)


def _to_the_end(
    container: InputContainer, stream: VideoStream, *, alone: bool
) -> VideoFrame | None:
    """Return the last whole frame from here on.

    ``alone``: None unless decoding can begin here without a look at what is before.
    """
    import av

    last = None
    codec, extradata = stream.codec_context.name, stream.codec_context.extradata or b""
    with contextlib.suppress(av.FFmpegError):  # cut off: what came before it is there
        for packet in container.demux(stream):
            if alone and not begins_anew(packet, codec, extradata):
                return None
            alone = False
            if packet.is_corrupt:
                continue  # half of it; an error would cost what the decoder has kept, too
            with contextlib.suppress(av.FFmpegError):  # damaged: what comes after it may not be
                last = _newest(packet.decode(), last)
    with contextlib.suppress(av.FFmpegError, EOFError):
        last = _newest(stream.decode(None), last)  # what the decoder has kept
    return last


def _newest(frames: list[VideoFrame], last: VideoFrame | None) -> VideoFrame | None:
    return next((frame for frame in reversed(frames) if not frame.is_corrupt), last)


def _picture(frame: VideoFrame) -> Image:
    from PIL import Image

    picture: Image.Image = frame.to_image(src_colorspace=source_colours(frame))  # type: ignore[no-untyped-call]
    matrix = matrix_of(frame)
    if not matrix:
        return picture
    import numpy as np

    return Image.fromarray(np.ascontiguousarray(turned(np.asarray(picture), matrix)))


def _seconds(container: InputContainer, stream: VideoStream) -> float | None:
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None
