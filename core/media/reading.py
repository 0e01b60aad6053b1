"""Clips of any common kind, read packet by packet; whatever goes wrong names the clip."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from core.media.faults import ClipFault

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

OPTIONS = {
    "format_whitelist": "mov,matroska,avi,gif,mpegts,mpeg,flv,asf,ogg,ivf,h264,hevc,obu",
    # A clip that is a playlist must not lead to other files, nor to the network.
    "protocol_whitelist": "file",
}
"""How clips are opened: only as what people call a video, and nothing but the file itself."""

_NALS = {"h264": (5,), "hevc": (19, 20)}
"""The kinds of units with which decoding can begin, without a look at anything before."""


@dataclass(frozen=True)
class Shape:
    """What decides whether the pictures of two clips can follow each other in one stream.

    ``matrix`` is how the picture is turned when it is shown, as nine numbers of 16.16 or 2.30 bits;
    empty for not at all.
    """

    codec: str
    tag: str
    size: tuple[int, int]
    pixels: str
    extradata: bytes
    aspect: Fraction
    colours: tuple[int, ...]
    matrix: tuple[int, ...]


@contextlib.contextmanager
def opened(file: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a clip and give it with its first stream of pictures; raises ``ClipFault``.

    So does what goes wrong within the block, which is to read and to do nothing else. What was
    opened must not be looked at after the block: its memory is given back.
    """
    import av

    try:
        with av.open(str(file.absolute()), options=OPTIONS) as container:
            pictures = [each for each in container.streams.video if not _is_cover(each)]
            if not pictures:
                raise ClipFault(file, "no_picture")
            pictures[0].thread_type = "AUTO"
            yield container, pictures[0]
    except ClipFault:
        raise
    except (av.FFmpegError, OSError, ValueError, IndexError) as error:
        raise ClipFault(file, _code(error), str(error)) from error


def is_whole_index(container: InputContainer) -> bool:
    """Tell whether a container has an index of every packet in advance, as an MP4 has."""
    return "mp4" in container.format.name.split(",")


def packets_of(file: Path) -> Iterator[Packet[VideoStream]]:
    """Yield the packets of a clip's pictures in the order of decoding; raises ``ClipFault``.

    A clip from which packets are missing is damaged.
    """
    with opened(file) as (container, stream):
        expected = len(stream.index_entries) if is_whole_index(container) else 0
        count = 0
        for packet in container.demux(stream):
            if packet.dts is None and not packet.size:
                continue  # the demuxer's last word
            if packet.is_corrupt:
                raise ClipFault(file, "damaged", "a packet is cut off")
            count += 1
            yield packet
        if count < expected:
            raise ClipFault(file, "damaged", f"{count} packets of {expected}")


def shape_of(file: Path) -> Shape:
    """Return the shape of a clip's pictures; raises ``ClipFault``."""
    from core.media.upright import matrix_of

    matrix = matrix_of(first_frame(file))
    with opened(file) as (_, stream):
        context = stream.codec_context
        colours = (context.color_range, context.colorspace, context.color_trc)
        return Shape(
            codec=context.name,
            tag=context.codec_tag,
            size=(context.width, context.height),
            pixels=context.pix_fmt or "",
            extradata=context.extradata or b"",
            aspect=stream.sample_aspect_ratio or Fraction(1),
            colours=tuple(int(each) for each in (*colours, context.color_primaries)),
            matrix=matrix,
        )


def first_frame(file: Path) -> VideoFrame:
    """Return the first picture of a clip; raises ``ClipFault``."""
    with opened(file) as (container, stream):
        for frame in container.decode(stream):
            return frame
    raise ClipFault(file, "damaged", "no picture can be read")


def begins_anew(packet: Packet[VideoStream], codec: str, extradata: bytes) -> bool:
    """Tell whether decoding can begin with ``packet`` and needs nothing from before it, ever.

    Of a keyframe alone that is not certain: pictures after it may refer to some before it. False
    where it is not known.
    """
    if not packet.is_keyframe or codec not in _NALS or len(extradata) < 23 or extradata[0] != 1:
        return False
    data = memoryview(bytes(packet))
    if codec == "h264":
        kinds = [data[place] & 31 for place in _units(data, (extradata[4] & 3) + 1)]
    else:
        kinds = [data[place] >> 1 & 63 for place in _units(data, (extradata[21] & 3) + 1)]
    return any(kind in _NALS[codec] for kind in kinds)


def _units(data: memoryview, width: int) -> Iterator[int]:
    """Yield where the units of an MP4's packet begin; each has its length before it."""
    place = 0
    while place + width < len(data):
        length = int.from_bytes(data[place : place + width], "big")
        yield place + width
        place += width + length


def _is_cover(stream: VideoStream) -> bool:
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)


def _code(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return "gone"
    if number in (errno.EACCES, errno.EPERM):
        return "forbidden"
    return "unreadable"
