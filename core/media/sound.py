"""The sound of clips on one time line: decoded, cut to the sample, encoded as one AAC stream."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from core.media.reading import opened

if TYPE_CHECKING:
    import numpy as np
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

BIT_RATE = 192_000
_RATES = (48_000, 44_100, 32_000, 24_000, 22_050, 16_000)
_FRAME = 1024
"""Samples of an AAC frame."""

_SLACK = Fraction(1, 50)
"""Seconds by which times of sound may be off: some files give them in whole milliseconds, and what
differs by more is a gap."""


@dataclass(frozen=True)
class SoundFormat:
    """Samples a second, and ``mono`` or ``stereo``."""

    rate: int
    layout: str

    @property
    def channels(self) -> int:
        """1 or 2."""
        return 1 if self.layout == "mono" else 2


def sound_format(file: Path) -> SoundFormat | None:
    """Return the format in which a clip's sound is written anew, None for a silent clip.

    Raises ``ClipFault``.
    """
    with opened(file) as (container, _):
        if not container.streams.audio:
            return None
        context = container.streams.audio[0].codec_context
        if not context.sample_rate or not context.layout.nb_channels:
            return None  # a track without anything in it
        rate = context.sample_rate if context.sample_rate in _RATES else _RATES[0]
        return SoundFormat(rate, "mono" if context.layout.nb_channels == 1 else "stereo")


def silence(count: int, form: SoundFormat) -> Iterator[Samples]:
    """Yield ``count`` silent samples in pieces of shape (channels, some)."""
    import numpy as np

    while count > 0:
        some = min(count, form.rate)
        yield np.zeros((form.channels, some), np.float32)
        count -= some


def sound_of(file: Path, start: Fraction, count: int, form: SoundFormat) -> Iterator[Samples]:
    """Yield exactly ``count`` samples of a clip's sound from ``start`` (seconds of its time) on.

    In pieces of shape (channels, some); where the clip has no sound there is silence. Raises
    ``ClipFault``.
    """
    left = count
    for piece in _pieces(file, start, form):
        some = piece[:, :left]
        left -= some.shape[1]
        if some.shape[1]:
            yield some
        if not left:
            return
    yield from silence(left, form)


def encoded(
    pieces: Iterable[Samples], stream: AudioStream, form: SoundFormat
) -> Iterator[Packet[AudioStream]]:
    """Encode pieces that follow each other, in frames that do not mind where these end."""
    import av
    import numpy as np

    def frame_of(samples: Samples, place: int) -> AudioFrame:
        whole = np.ascontiguousarray(samples)
        frame = av.AudioFrame.from_ndarray(whole, format="fltp", layout=form.layout)
        frame.sample_rate, frame.pts = form.rate, place
        frame.time_base = Fraction(1, form.rate)
        return frame

    rest = np.zeros((form.channels, 0), np.float32)
    place = 0
    for piece in pieces:
        rest = np.concatenate([rest, piece], axis=1)
        while rest.shape[1] >= _FRAME:
            yield from stream.encode(frame_of(rest[:, :_FRAME], place))
            rest, place = rest[:, _FRAME:], place + _FRAME
    if rest.shape[1]:
        yield from stream.encode(frame_of(rest, place))
    yield from stream.encode(None)


def _pieces(file: Path, start: Fraction, form: SoundFormat) -> Iterator[Samples]:
    """Yield a clip's sound in its new format from ``start`` on, with gaps filled."""
    import av

    with opened(file) as (container, _):
        if not container.streams.audio:
            return
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout=form.layout, rate=form.rate)
        for frame in _placed(container, stream, start):
            frame.pts = None
            yield from _arrays(resampler.resample(frame))
        yield from _arrays(resampler.resample(None))


def _arrays(frames: Iterable[AudioFrame]) -> Iterator[Samples]:
    return (cast("Samples", frame.to_ndarray()) for frame in frames)


def _placed(
    container: InputContainer, stream: AudioStream, start: Fraction
) -> Iterator[AudioFrame]:
    """Yield the frames of a stream from ``start`` on, each beginning where the last has ended.

    What lies before ``start`` is cut off, where nothing is there is silence.
    """
    import av

    if start > 1:
        # Well before it: a decoder has to warm up.
        with contextlib.suppress(av.FFmpegError):
            container.seek(int((start - 1) * av.time_base))
    have = 0
    for frame in container.decode(stream):
        rate = frame.sample_rate
        place = have
        if frame.pts is not None and frame.time_base is not None:
            place = round((frame.pts * frame.time_base - start) * rate)
        gap = place - have
        if have and abs(gap) <= _SLACK * rate:
            gap = 0
        if gap > 0:
            yield from _silent(frame, gap)
            have += gap
        kept = frame if gap >= 0 else _without(frame, -gap)
        if kept is not None:
            have += kept.samples
            yield kept


def _silent(like: AudioFrame, count: int) -> Iterator[AudioFrame]:
    """Yield ``count`` silent samples in the format of ``like``."""
    import numpy as np

    pattern = like.to_ndarray()
    channels = like.layout.nb_channels
    while count > 0:
        some = min(count, like.sample_rate)
        shape = (channels, some) if like.format.is_planar else (1, some * channels)
        silent = np.zeros(shape, pattern.dtype)
        if pattern.dtype == np.uint8:
            silent += 128
        yield _frame(silent, like)
        count -= some


def _without(frame: AudioFrame, count: int) -> AudioFrame | None:
    """Return a frame without its first ``count`` samples, None if nothing is left."""
    if count >= frame.samples:
        return None
    step = 1 if frame.format.is_planar else frame.layout.nb_channels
    return _frame(frame.to_ndarray()[:, count * step :], frame)


def _frame(samples: NDArray[Any], like: AudioFrame) -> AudioFrame:
    import av
    import numpy as np

    made = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples), format=like.format.name, layout=like.layout.name
    )
    made.sample_rate = like.sample_rate
    return made
