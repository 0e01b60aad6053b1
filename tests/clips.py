"""Small clips whose pictures carry their number, and whose sound has bursts at known times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

FPS = 24
RATE = 48_000
BURST = 240
"""Samples of a burst."""

_BITS = 8


@dataclass(frozen=True)
class Recipe:
    """What a clip is made of. ``bursts`` are seconds, None for a clip without sound.

    Pictures have the numbers ``first``, ``first`` + 1 and so on; ``times`` are theirs in ticks of
    1/1000 s, None for an even rate.
    """

    frames: int = 24
    size: tuple[int, int] = (128, 72)
    fps: Fraction | int = FPS
    first: int = 0
    bursts: Sequence[float] | None = None
    seconds_of_sound: float | None = None
    codec: str = "libx264"
    pixels: str = "yuv420p"
    x264: str = "keyint=12"
    times: Sequence[int] | None = None
    movflags: str = "+faststart"
    format: str = "mp4"
    layout: str = "stereo"
    rate: int = RATE
    matrix: Sequence[int] | None = None
    metadata: Mapping[str, str] | None = None


def make_clip(file: Path, recipe: Recipe = Recipe()) -> Path:
    """Write a clip and return its path."""
    movie = recipe.format in ("mp4", "mov")
    options = {"movflags": recipe.movflags} if movie else {}
    with av.open(str(file), "w", format=recipe.format, options=options) as container:
        container.metadata.update(recipe.metadata or {})
        settings = {"x264-params": recipe.x264} if recipe.codec == "libx264" else {}
        stream = container.add_stream(recipe.codec, rate=recipe.fps, options=settings)
        stream.width, stream.height = recipe.size
        stream.pix_fmt = recipe.pixels
        if recipe.matrix is not None:
            stream.set_display_matrix(list(recipe.matrix))
        base = 1 / Fraction(recipe.fps) if recipe.times is None else Fraction(1, 1000)
        stream.codec_context.time_base = base
        sound = None
        if recipe.bursts is not None:
            codec = "aac" if movie else "libopus"
            sound = container.add_stream(codec, rate=recipe.rate)
            sound.layout = recipe.layout
        for number in range(recipe.frames):
            frame = numbered(recipe.first + number, recipe.size)
            frame.pts = number if recipe.times is None else recipe.times[number]
            frame.time_base = base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            length = recipe.seconds_of_sound or recipe.frames / float(recipe.fps)
            _write_sound(container, sound, recipe, length)
    return file


def numbered(number: int, size: tuple[int, int]) -> av.VideoFrame:
    """Return a picture that shows ``number`` as bars, and a colour that changes with it."""
    width, height = size
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:] = (40 + number * 3 % 160, 90, 200 - number * 5 % 160)
    for bit in range(_BITS):
        left, right = width * bit // _BITS, width * (bit + 1) // _BITS
        pixels[: height // 2, left:right] = 235 if number >> bit & 1 else 20
    return av.VideoFrame.from_ndarray(pixels, format="rgb24")


def number_of(pixels: NDArray[np.uint8]) -> int:
    """Return the number that a picture of shape (height, width, 3) shows."""
    height, width = pixels.shape[:2]
    row = pixels[height // 8 : height * 3 // 8].mean(axis=(0, 2))
    middles = [row[width * (2 * bit + 1) // (2 * _BITS)] for bit in range(_BITS)]
    return sum(1 << bit for bit, light in enumerate(middles) if light > 128)


def pictures_of(file: Path) -> list[NDArray[np.uint8]]:
    """Return every picture of a clip as RGB, by decoding all of it."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]


def numbers_of(file: Path) -> list[int]:
    """Return the numbers that a clip's pictures show."""
    return [number_of(picture) for picture in pictures_of(file)]


def times_of(file: Path) -> list[Fraction]:
    """Return when the pictures of a clip are shown, in seconds."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        return [(frame.pts or 0) * stream.time_base for frame in container.decode(stream)]


def sound_of(file: Path) -> NDArray[np.float32]:
    """Return the samples of the first channel of a clip's sound, by decoding all of it."""
    with av.open(str(file)) as container:
        frames = list(container.decode(container.streams.audio[0]))
    first = frames[0]
    assert first.pts is not None
    assert first.time_base is not None
    before = round(first.pts * first.time_base * first.sample_rate)
    return np.concatenate([np.zeros(before, np.float32), *(f.to_ndarray()[0] for f in frames)])


def bursts_of(file: Path, rate: int = RATE) -> list[float]:
    """Return the seconds at which the bursts in a clip's sound begin."""
    loud = np.abs(sound_of(file)) > 0.25
    places = np.flatnonzero(loud)
    starts = [
        place for i, place in enumerate(places) if not i or place - places[i - 1] > rate // 20
    ]
    return [float(place / rate) for place in starts]


def _write_sound(
    container: av.container.OutputContainer,
    stream: av.audio.stream.AudioStream,
    recipe: Recipe,
    length: float,
) -> None:
    channels = 1 if recipe.layout == "mono" else 2
    samples = np.zeros((channels, round(length * recipe.rate)), np.float32)
    tone = np.sin(np.arange(BURST) * 2 * np.pi * 2000 / recipe.rate).astype(np.float32) * 0.8
    for second in recipe.bursts or ():
        start = round(second * recipe.rate)
        room = samples[:, start : start + BURST]
        room[:] = tone[: room.shape[1]]
    size = stream.codec_context.frame_size or 960
    for start in range(0, samples.shape[1], size):
        part = np.ascontiguousarray(samples[:, start : start + size])
        format_ = "fltp"
        if stream.codec_context.format.name != format_:
            part, format_ = np.ascontiguousarray(part.T.reshape(1, -1)), "flt"
        frame = av.AudioFrame.from_ndarray(part, format=format_, layout=recipe.layout)
        frame.sample_rate, frame.pts = recipe.rate, start
        frame.time_base = Fraction(1, recipe.rate)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
