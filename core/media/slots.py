"""From pictures at any times to pictures at an even rate."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from core.media.faults import ClipFault
from core.media.reading import opened

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

USUAL_RATE = Fraction(24)
FASTEST, SLOWEST = Fraction(60), Fraction(10)
"""Pictures a second beyond which clips that are encoded anew are not."""

_WARM_UP = 1
"""Seconds that are read before a part: what follows a keyframe may need pictures from before."""

_EARLY = Fraction(1, 4)
"""By which part of a slot a picture may be late: some files give times in whole milliseconds."""


def even_rate(stream: VideoStream) -> Fraction:
    """Return the pictures a second with which a clip is encoded anew."""
    rate = stream.average_rate or stream.guessed_rate or USUAL_RATE
    return min(max(Fraction(rate).limit_denominator(1001), SLOWEST), FASTEST)


@dataclass(frozen=True)
class Slots:
    """The part of a clip that is shown: ``rate`` pictures a second from ``start`` (seconds) on.

    At most ``most`` of them, None for as many as the clip is long.
    """

    rate: Fraction
    start: Fraction | None = None
    most: int | None = None


def slotted(file: Path, slots: Slots) -> Iterator[tuple[int, VideoFrame]]:
    """Yield what is to be shown in each slot of a clip, from slot 0 on; raises ``ClipFault``.

    Each slot has the picture that is on the screen at its time. So a clip that has the rate of the
    slots gives each of its pictures once; a slower one gives some again, of a faster one some are
    left out. Without a ``start`` slot 0 is that of the first picture.
    """
    shown: VideoFrame | None = None
    slot, end = 0, 0
    start = slots.start
    for frame, time, length in _timed(file, slots):
        start = time if start is None else start
        if shown is not None:
            begins = math.ceil((time - start) * slots.rate - _EARLY)
            for each in range(slot, begins):
                if each == slots.most:
                    return
                yield each, shown
            slot = max(slot, begins)
        shown, end = frame, nearest((time + length - start) * slots.rate)
    if shown is None:
        raise ClipFault(file, "damaged", "no picture can be read")
    end = max(end, 1)
    for each in range(slot, end if slots.most is None else min(end, slots.most)):
        yield each, shown


def nearest(place: Fraction) -> int:
    """Return the nearest whole number, the larger one of two."""
    return math.floor(place + Fraction(1, 2))


def _timed(file: Path, slots: Slots) -> Iterator[tuple[VideoFrame, Fraction, Fraction]]:
    """Yield pictures with their time and length in seconds, from just before the start on."""
    import av

    with opened(file) as (container, stream):
        base = stream.time_base or Fraction(1, 1000)
        usual = 1 / (stream.average_rate or stream.guessed_rate or USUAL_RATE)
        if slots.start is not None and slots.start > _WARM_UP:
            with contextlib.suppress(av.FFmpegError):  # then everything is read from the beginning
                container.seek(int((slots.start - _WARM_UP) / base), stream=stream)
        for count, frame in enumerate(container.decode(stream)):
            time = count * usual if frame.pts is None else frame.pts * base
            yield frame, time, frame.duration * base or usual
