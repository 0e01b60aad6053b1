"""Several clips as one: pictures copied where they can follow each other, else encoded anew.

Sound is always encoded anew, as one stream: each clip's begins with its first picture and ends with
its last, to the sample, so that nothing drifts from clip to clip. (Copied, each clip would bring
along the samples with which an encoder begins and ends, some 40 ms at every seam.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.media.encoding import mp4_to, picture_stream, pictures, sound_stream, write
from core.media.faults import ClipFault
from core.media.measuring import Clip, can_follow, measure
from core.media.newfile import new_file
from core.media.reading import (
    opened,
    packets_of,
)
from core.media.slots import Slots, even_rate, slotted
from core.media.sound import SoundFormat, encoded, sound_format, sound_of
from core.media.upright import Canvas, even, shown_size
from core.media.watch import Watch

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from core.media.sound import Samples


@dataclass(frozen=True)
class Joined:
    """What came out: pictures, seconds, whether the pictures were copied, whether it has sound."""

    frames: int
    seconds: float
    copied: bool
    sound: bool


def can_copy(files: Sequence[Path]) -> bool:
    """Tell whether clips can be joined without encoding their pictures anew.

    Blocking: reads the clips, without decoding them. Raises ``ClipFault``.
    """
    return can_follow(_measured(files, Watch()))


def join_clips(files: Sequence[Path], target: Path, watch: Watch) -> Joined:
    """Join clips (one at least) into the MP4 ``target``, which appears whole or not at all.

    Copied, it has every picture of every clip at its own time. Encoded anew, it has the first
    clip's size and rate, others are drawn on black where their shape is another; a clip of the same
    rate gives each of its pictures once, one of L seconds at another rate the nearest whole number
    to L x rate. Sound is kept, silent clips among others are silent, and without any sound there is
    no track for it.

    Blocking. Raises ``ClipFault`` that names the clip, FileExistsError, ``DiskProblem``, and
    ``MediaCancelled``.
    """
    with new_file(target) as part:
        clips = _measured(files, watch.part(0.0, 0.05))
        form = _common([sound_format(file) for file in files])
        rest = watch.part(0.05, 1.0)
        copied = can_follow(clips)
        joined = (_copy if copied else _encode)(clips, form, part, rest)
        watch.at(1.0)
    return joined


def _measured(files: Sequence[Path], watch: Watch) -> list[Clip]:
    clips = []
    for number, file in enumerate(files):
        watch.at(number / len(files))
        clips.append(measure(file, watch))
    return clips


def _common(formats: Sequence[SoundFormat | None]) -> SoundFormat | None:
    """Return the format of the joined sound: the best that any clip has, None for no sound."""
    there = [each for each in formats if each is not None]
    if not there:
        return None
    stereo = any(each.layout == "stereo" for each in there)
    return SoundFormat(max(each.rate for each in there), "stereo" if stereo else "mono")


def _copy(clips: Sequence[Clip], form: SoundFormat | None, part: Path, watch: Watch) -> Joined:
    ticks = math.lcm(*(clip.base.denominator for clip in clips))
    length = sum((clip.seconds for clip in clips), Fraction(0))
    parts = [(clip.file, clip.start * clip.base, clip.seconds) for clip in clips]
    with mp4_to(part, video_track_timescale=str(ticks)) as container:
        with opened(clips[0].file) as (_, template):
            stream = container.add_stream_from_template(template)
        stream.time_base = Fraction(1, ticks)
        tracks: list[Iterator[Packet[Any]]] = [_shifted(clips, stream, ticks)]
        if form is not None:
            heard = sound_stream(container, form)
            tracks.append(encoded(_heard(parts, form, watch), heard, form))
        write(container, *tracks, written=_share(length, watch))
    frames = sum(clip.frames for clip in clips)
    return Joined(frames, float(length), copied=True, sound=form is not None)


def _shifted(
    clips: Sequence[Clip], stream: VideoStream, ticks: int
) -> Iterator[Packet[VideoStream]]:
    """Yield the packets of all clips on one time line, in ticks, each after those before.

    All decoders get their pictures equally early before they are shown: as early as the one that
    needs it most.
    """
    early = max(Fraction(0), max((clip.start - clip.first) * clip.base for clip in clips))
    place = Fraction(0)
    for clip in clips:
        shown = int((place - clip.start * clip.base) * ticks)
        decoded = int((place - early - clip.first * clip.base) * ticks)
        for packet in packets_of(clip.file):
            each = int(clip.base * ticks)
            if packet.pts is None or packet.dts is None:
                raise ClipFault(clip.file, "damaged", "it has changed")
            packet.pts = packet.pts * each + shown
            packet.dts = packet.dts * each + decoded
            packet.duration = (packet.duration or 0) * each
            packet.time_base = Fraction(1, ticks)
            packet.stream = stream
            yield packet
        place += clip.seconds


def _encode(clips: Sequence[Clip], form: SoundFormat | None, part: Path, watch: Watch) -> Joined:
    first = clips[0]
    with opened(first.file) as (_, source):
        rate = even_rate(source)
    counts = [clip.slots(rate) for clip in clips]
    length = sum(counts) / rate
    width, height = shown_size(first.shape.size, first.shape.aspect, first.shape.matrix)
    size = even(width), even(height)
    with mp4_to(part) as container:
        stream = picture_stream(container, size, rate)
        drawn = _drawn(clips, counts, size, rate, watch)
        tracks: list[Iterator[Packet[Any]]] = [pictures(drawn, stream, rate)]
        if form is not None:
            heard = sound_stream(container, form)
            parts = [
                (clip.file, clip.start * clip.base, count / rate)
                for clip, count in zip(clips, counts, strict=True)
            ]
            tracks.append(encoded(_heard(parts, form, watch), heard, form))
        write(container, *tracks, written=_share(length, watch))
    return Joined(sum(counts), float(length), copied=False, sound=form is not None)


def _drawn(
    clips: Sequence[Clip],
    counts: Sequence[int],
    size: tuple[int, int],
    rate: Fraction,
    watch: Watch,
) -> Iterator[VideoFrame]:
    """Yield the pictures of all clips at an even rate: just as many of each as are counted."""
    for clip, count in zip(clips, counts, strict=True):
        canvas = Canvas(size, clip.shape.aspect)
        given = 0
        for _, frame in slotted(clip.file, Slots(rate, most=count)):
            watch.check()
            drawn = canvas.draw(frame)
            given += 1
            yield drawn
        for _ in range(given, count):  # what could not be decoded at its end
            yield canvas.draw(frame)


def _heard(
    parts: Sequence[tuple[Path, Fraction, Fraction]], form: SoundFormat, watch: Watch
) -> Iterator[Samples]:
    """Yield the sound of all clips; of each from its second on, as many seconds as are given."""
    place = Fraction(0)
    for file, start, seconds in parts:
        count = round((place + seconds) * form.rate) - round(place * form.rate)
        for piece in sound_of(file, start, count, form):
            watch.check()
            yield piece
        place += seconds


def _share(length: Fraction, watch: Watch) -> Callable[[Fraction], None]:
    return lambda time: watch.at(float(time / length))
