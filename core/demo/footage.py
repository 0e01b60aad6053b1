"""Any clip as the built-in engine uses it: upright pictures of a wanted size, 24 a second."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from core.demo.animatic import FPS
from core.demo.layer import planes
from core.demo.unusable import CLIP_OR_SOUND, UnusableFile
from core.media.reading import OPTIONS
from core.media.upright import even, is_swapped, matrix_of, shown_size, source_colours, turned

_MUCH_SMALLER = 0.5
"""Where a picture is made so much smaller, each new pixel is the mean of those it covers."""


@dataclass(frozen=True)
class Footage:
    """A clip: its size as it is shown in square pixels, its length, and what is known of it.

    ``begin`` is the time of its first picture in seconds of its own time; ``aspect`` the shape of
    its pixels, None for square ones; ``sound`` tells whether it has any.
    """

    file: Path
    width: int
    height: int
    seconds: float
    begin: Fraction
    aspect: Fraction | None
    sound: bool

    @property
    def frames(self) -> int:
        """How many frames it has at 24 a second."""
        return max(round(self.seconds * FPS), 1)

    def cut(self, first: int, end: int, size: tuple[int, int]) -> Iterator[av.VideoFrame]:
        """Yield yuv420p frames from ``first`` up to ``end``, covering ``size`` (even pixels).

        Where the clip ends before, its last frame stays. Raises ``UnusableFile``.
        """
        cover = Cover(size, self.aspect)
        last: tuple[av.VideoFrame, av.VideoFrame] | None = None
        for picture in self._shown(first, end):
            if last is None or last[0] is not picture:
                last = picture, cover.draw(picture)
            yield last[1]

    def looped(self, first: int, size: tuple[int, int]) -> Iterator[av.VideoFrame]:
        """Yield its frames from ``first`` on as ``cut`` does, beginning anew without end."""
        place = first % self.frames
        while True:
            yield from self.cut(place, self.frames, size)
            place = 0

    def _shown(self, first: int, end: int) -> Iterator[av.VideoFrame]:
        """Yield the picture that is on the screen at each frame's time."""
        shown: av.VideoFrame | None = None
        number = first
        for time, picture in self._decoded(first):
            at = (time - self.begin) * FPS
            while shown is not None and number < end and at > number + Fraction(1, 2):
                yield shown
                number += 1
            if number >= end:
                return
            shown = picture
        if shown is None:
            raise UnusableFile(CLIP_OR_SOUND, "the clip has no picture that can be read")
        for _ in range(number, end):
            yield shown

    def _decoded(self, first: int) -> Iterator[tuple[Fraction, av.VideoFrame]]:
        """Yield pictures with their times, beginning at the keyframe before frame ``first``.

        What is damaged ends it, as a player would stop there.
        """
        with contextlib.suppress(av.FFmpegError, EOFError), _open(self.file) as container:
            stream = container.streams.video[0]
            base = _base(stream)
            if first:
                with contextlib.suppress(av.FFmpegError):  # read from the beginning then
                    wanted = self.begin + Fraction(first, FPS)
                    container.seek(int(wanted / base), stream=stream)
            for frame in container.decode(stream):
                if frame.pts is not None:
                    yield frame.pts * base, frame


def opened(file: Path) -> Footage:
    """Look into a clip; raises ``UnusableFile`` if it is none that can be read."""
    try:
        with _open(file) as container:
            stream = container.streams.video[0]
            frame = next(container.decode(stream))
            aspect = stream.sample_aspect_ratio
            size = shown_size((frame.width, frame.height), aspect, matrix_of(frame))
            begin = (frame.pts or 0) * _base(stream)
            return Footage(
                file,
                *size,
                seconds=_seconds(container, stream) or _counted(file, begin),
                begin=begin,
                aspect=aspect,
                sound=bool(container.streams.audio),
            )
    except (av.FFmpegError, IndexError, StopIteration, OSError, ValueError) as error:
        # An error's own words may hold the path of the upload, which tells a person nothing.
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UnusableFile(CLIP_OR_SOUND, f"the clip cannot be read: {reason}") from error


class Cover:
    """Draws pictures of one clip onto frames of one size, all of which they fill."""

    def __init__(self, size: tuple[int, int], aspect: Fraction | None) -> None:
        self._size = size
        self._aspect = aspect
        self._scaler = VideoReformatter()

    def draw(self, picture: av.VideoFrame) -> av.VideoFrame:
        """Return a frame of its own, yuv420p and BT.709, with the middle of ``picture``."""
        matrix = matrix_of(picture)
        width, height = shown_size((picture.width, picture.height), self._aspect, matrix)
        scale = max(self._size[0] / width, self._size[1] / height)
        large = (
            max(even(width * scale), self._size[0]),
            max(even(height * scale), self._size[1]),
        )
        scaled = self._scaled(picture, large[::-1] if is_swapped(matrix) else large, scale)
        frame = av.VideoFrame(*self._size, "yuv420p")
        left, top = ((large[side] - self._size[side]) // 4 * 2 for side in (0, 1))
        for place, (own, given) in enumerate(zip(planes(frame), planes(scaled), strict=True)):
            x, y = (left, top) if place == 0 else (left // 2, top // 2)
            upright = turned(given, matrix)
            own[:] = upright[y : y + own.shape[0], x : x + own.shape[1]]
        return frame

    def _scaled(self, picture: av.VideoFrame, size: tuple[int, int], scale: float) -> av.VideoFrame:
        small = scale < _MUCH_SMALLER
        return self._scaler.reformat(
            picture,
            width=size[0],
            height=size[1],
            format="yuv420p",
            interpolation=Interpolation.AREA if small else Interpolation.BICUBIC,
            src_colorspace=source_colours(picture),
            dst_colorspace=Colorspace.ITU709,
            dst_color_range="MPEG",
            threads=1,
        )


def _open(file: Path) -> av.container.InputContainer:
    return av.open(str(file.absolute()), "r", options=OPTIONS)


def _base(stream: VideoStream) -> Fraction:
    return stream.time_base or Fraction(1, FPS)


def _seconds(container: av.container.InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / 1_000_000


def _counted(file: Path, begin: Fraction) -> float:
    """Return how long a clip is that does not say it: until a frame after its last picture."""
    end = begin
    with _open(file) as container:
        stream = container.streams.video[0]
        for packet in container.demux(stream):
            if packet.pts is not None:
                end = max(end, packet.pts * _base(stream))
    return float(end - begin + Fraction(1, FPS))
