"""Sound that was given: as samples of one kind, and how loud it is along its way."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from core.demo.sound import RATE
from core.demo.unusable import CLIP_OR_SOUND, UnusableFile

Samples = NDArray[np.float32]
_OPTIONS = {
    "format_whitelist": "mp3,wav,mov,aac,ogg,flac,matroska,avi,mpegts,mpeg,flv,asf",
    "protocol_whitelist": "file",
}
_QUIETEST = 0.02
"""How high the bar of silence is, as a part of the loudest one's."""


def heard(file: Path, seconds: float | None = None) -> Samples:
    """Return the sound of a file as stereo, shape (2, count), 48 kHz.

    ``seconds`` is how much is wanted, with silence where the file ends before; None is all of it,
    up to ten minutes. What is damaged ends it. Raises ``UnusableFile`` where nothing can be heard.
    """
    most = round((600 if seconds is None else seconds) * RATE)
    parts = _decoded(file, most)
    if not parts:
        raise UnusableFile(CLIP_OR_SOUND, "the sound cannot be read")
    samples = np.concatenate(parts, axis=1)[:, :most]
    if seconds is not None and samples.shape[1] < most:
        samples = np.pad(samples, ((0, 0), (0, most - samples.shape[1])))
    return np.ascontiguousarray(samples, np.float32)


def levels(samples: Samples, count: int) -> NDArray[np.float32]:
    """Return how loud each of ``count`` equal parts is, as parts 0..1 of the loudest one."""
    edges = np.linspace(0, samples.shape[1], count + 1).astype(int)
    power = np.square(samples).mean(axis=0)
    means = [power[a:b].mean() if b > a else 0.0 for a, b in itertools.pairwise(edges)]
    # The root twice: loudness as it is heard leaves more to be seen of what is quiet.
    loud = np.sqrt(np.sqrt(np.asarray(means, np.float32)))
    loudest = float(loud.max(initial=0.0))
    scaled = loud / loudest if loudest > 0 else loud
    return np.asarray(np.clip(scaled**1.6, _QUIETEST, 1), np.float32)


def _decoded(file: Path, most: int) -> list[Samples]:
    parts: list[Samples] = []
    count = 0
    with (
        contextlib.suppress(av.FFmpegError, EOFError, IndexError, OSError, ValueError),
        av.open(str(file.absolute()), "r", options=_OPTIONS) as container,
    ):
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        for frame in itertools.chain(container.decode(stream), (None,)):
            if frame is not None:
                frame.pts = None  # gaps are rare, and an encoder's delay is inaudible
            for part in resampler.resample(frame):
                parts.append(np.asarray(part.to_ndarray(), np.float32))
                count += part.samples
            if count >= most:
                break
    return parts
