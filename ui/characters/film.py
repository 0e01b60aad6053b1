"""Frames of a clip that is to be looked through: a strip of small ones, and one at any moment.

Everything here blocks, and runs in threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QTransform

from core.clipframes import ClipUnreadable

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

WHOLE = 90.0
"""Seconds up to which a clip is decoded as a whole; of a longer one only keyframes are shown."""


@dataclass(frozen=True)
class Film:
    """A clip's length in seconds, its upright size in pixels, and frames at equal distances."""

    seconds: float
    width: int
    height: int
    frames: tuple[QImage, ...]


def read_film(file: Path, count: int, height: int) -> Film:
    """Return ``count`` frames of a clip, ``height`` pixels high. Raises ``ClipUnreadable``."""
    import av

    try:
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            seconds = length_of(container, stream)
            short = not seconds or seconds <= WHOLE
            found = list(
                _decoded(container, stream, seconds, count)
                if short
                else _keyframes(container, stream, seconds, count)
            )
    except Exception as error:  # whatever a damaged file leads the decoders to
        raise ClipUnreadable(f"{type(error).__name__}: {error}") from error
    if not found:
        raise ClipUnreadable("no frame can be read")
    frames = tuple(image_of(frame, height) for _, frame in found)
    own = image_of(found[0][1], 0)
    return Film(max(seconds, found[-1][0]), own.width(), own.height(), frames)


def frame_at(file: Path, seconds: float, height: int) -> QImage:
    """Return the frame that is shown ``seconds`` after the beginning. Raises ``ClipUnreadable``."""
    import av

    try:
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            shown = None
            for at, frame in _from(container, stream, seconds):
                if shown is not None and at > seconds + 1e-6:
                    break
                shown = frame
            if shown is not None:
                return image_of(shown, height)
    except Exception as error:
        raise ClipUnreadable(f"{type(error).__name__}: {error}") from error
    raise ClipUnreadable("no frame can be read")


def image_of(frame: VideoFrame, height: int) -> QImage:
    """Return a frame upright, ``height`` pixels high, in its own size for 0."""
    turned = frame.rotation % 180 != 0
    own = frame.width if turned else frame.height
    scale = min(height / own, 1.0) if height else 1.0
    width, high = (max(round(side * scale), 1) for side in (frame.width, frame.height))
    pixels = frame.reformat(width=width, height=high, format="rgb24").to_ndarray()
    image = QImage(pixels.tobytes(), width, high, 3 * width, QImage.Format.Format_RGB888).copy()
    return image.transformed(QTransform().rotate(-frame.rotation)) if frame.rotation else image


def length_of(container: InputContainer, stream: VideoStream) -> float:
    """Return a clip's length in seconds, 0 where its file does not say it."""
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else 0.0


def _decoded(
    container: InputContainer, stream: VideoStream, seconds: float, count: int
) -> Iterator[tuple[float, VideoFrame]]:
    """Yield frames at equal distances of a clip that is read once from end to end."""
    distance, wanted = seconds / count, 0
    for at, frame in _from(container, stream, 0.0):
        if at >= wanted * distance - 1e-6 and (wanted < count or not seconds):
            yield at, frame
            wanted += 1


def _keyframes(
    container: InputContainer, stream: VideoStream, seconds: float, count: int
) -> Iterator[tuple[float, VideoFrame]]:
    """Yield the keyframes before moments at equal distances."""
    for number in range(count):
        found = next(_from(container, stream, seconds * number / count), None)
        if found is not None:
            yield found


def _from(
    container: InputContainer, stream: VideoStream, seconds: float
) -> Iterator[tuple[float, VideoFrame]]:
    """Yield frames and their moments, from the keyframe before ``seconds`` on."""
    base = float(stream.time_base or 1)
    start = stream.start_time or 0
    if seconds > 0:
        container.seek(start + int(seconds / base), stream=stream)
    for frame in container.decode(stream):
        yield ((frame.pts or start) - start) * base, frame
