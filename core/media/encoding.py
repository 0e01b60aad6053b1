"""MP4s that media work writes: pictures copied or by libx264, sound by AAC, the index first."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.download import disk_problem
from core.media.sound import BIT_RATE, SoundFormat

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_BT709 = 1
_X264 = {"preset": "veryfast", "crf": "17"}
"""No difference is seen between the original and what this leaves of it."""


@contextlib.contextmanager
def mp4_to(part: Path, **options: str) -> Iterator[OutputContainer]:
    """Open ``part`` to write an MP4 to it with its index first; raises ``DiskProblem``."""
    import av

    options = {"movflags": "+faststart", **options}
    with writing(), av.open(str(part.absolute()), "w", format="mp4", options=options) as container:
        yield container


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Turn what the writing of a file raises into ``DiskProblem``."""
    try:
        yield
    except OSError as error:
        raise disk_problem(error) from error


def picture_stream(
    container: OutputContainer, size: tuple[int, int], rate: Fraction
) -> VideoStream:
    """Add a stream for pictures of ``size`` (even pixels), ``rate`` of them a second."""
    from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

    stream = container.add_stream("libx264", rate=rate, options=_X264)
    stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
    context = stream.codec_context
    context.time_base = 1 / rate
    context.colorspace = _BT709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.color_range = ColorRange.MPEG
    return stream


def sound_stream(container: OutputContainer, form: SoundFormat) -> AudioStream:
    """Add a stream for sound."""
    per_channel = BIT_RATE // 2 * form.channels
    stream = container.add_stream("aac", rate=form.rate, options={"b": str(per_channel)})
    stream.layout = form.layout
    return stream


def pictures(
    frames: Iterable[VideoFrame], stream: VideoStream, rate: Fraction
) -> Iterator[Packet[VideoStream]]:
    """Encode pictures that follow each other at an even rate."""
    from av.video.frame import PictureType

    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, 1 / rate
        frame.pict_type = PictureType.NONE  # not what it was in its clip
        yield from stream.encode(frame)
    yield from stream.encode(None)


def write(
    container: OutputContainer,
    *tracks: Iterable[Packet[Any]],
    written: Callable[[Fraction], None],
) -> None:
    """Write the packets of all tracks by their time; ``written`` is told each one's (seconds)."""
    for packet in merge(*tracks, key=_when):
        container.mux_one(packet)
        written(_when(packet))


def _when(packet: Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base
