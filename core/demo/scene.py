"""A moving abstract scene that follows from a number: folds of light, like silk in slow wind.

The folds are domain-warped sines, computed at a sixth of the frame's size in 16 bits and enlarged
by swscale, whose dithering hides the steps between colours that a large soft gradient would show.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

import av
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

from core.demo.layer import Floats, planes
from core.demo.palette import STEPS, limited, palette, ramp

_REDUCED = 6


class Scene:
    """Draws the frames of a scene. Frames may be drawn by several threads at once."""

    def __init__(self, seed: int, width: int, height: int) -> None:
        """Choose palette and motion by the seed, for frames of even width x height pixels."""
        chance = np.random.default_rng(seed)
        self._size = (width, height)
        self._ramp = limited(ramp(palette(chance)))
        self._phases = chance.uniform(0, 2 * math.pi, 8).astype(np.float32)
        self._folds = np.float32(chance.uniform(4.0, 6.0))
        self._pace = float(chance.uniform(0.8, 1.1) * chance.choice((-1, 1)))
        tilt = float(chance.uniform(0.15, 0.6) * chance.choice((-1, 1)))
        self._across, self._along = _rotated(width, height, tilt)
        self._shade = _shade(width, height)
        self._sparks = sparks(chance, width, height)
        # Some phases meet in the dark: every scene is exposed so that its lights are bright.
        bright = [np.quantile(self._field(at), 0.97) for at in (0.0, 3.0, 6.0)]
        self._gain = np.float32(min(1.0 / float(np.mean(bright)), 3.0))
        # A reformatter keeps its scaler between frames and must stay in one thread.
        self._local = threading.local()

    def frame(self, seconds: float) -> av.VideoFrame:
        """The yuv420p frame at a time of the clip."""
        # The tangent holds highlights back: a glow stays a colour and never burns out to a patch.
        light = np.maximum(self._field(seconds) * self._gain, 0)
        field: Floats = np.tanh(np.float32(1.1) * light ** np.float32(1.35))
        place = (field * (STEPS - 1)).astype(np.int16)
        colours = self._ramp[:, place]
        colours[0] *= self._shade
        colours[1:] = (colours[1:] - 32768) * self._shade + 32768
        colours[0] += 4096
        small = av.VideoFrame.from_ndarray(
            np.ascontiguousarray(colours.transpose(1, 2, 0)).astype(np.uint16),
            format="yuv444p16le",
            channel_last=True,
        )
        frame = self._enlarged(small)
        luma = planes(frame)[0]
        for spark in self._sparks:
            spark.add(luma, seconds)
        return frame

    def _field(self, seconds: float) -> Floats:
        """Where each point stands on the ramp, about 0..1: lit folds under a drifting glow."""
        u, v, p = self._across, self._along, self._phases
        t = np.float32(seconds * self._pace)
        bent: Floats = v + 0.26 * np.sin(1.7 * u + 0.26 * t + p[0])
        bent += 0.10 * np.sin(3.4 * u + 1.9 * v - 0.34 * t + p[1])
        slid = u + 0.30 * np.sin(2.3 * v - 0.22 * t + p[2])
        turn = self._folds * bent + 1.5 * np.sin(1.8 * slid + 0.29 * t + p[3])
        # Sharpened on one side, so that a fold has a crest and a soft back, as cloth has.
        height = np.sin(turn + 0.55 * np.sin(turn))
        height += 0.40 * np.sin(2.1 * turn + 2.6 * slid - 0.41 * t + p[4])
        height += 0.16 * np.sin(4.6 * turn - 3.1 * slid + 0.37 * t + p[7])
        glow = np.exp(-((bent + 0.10 * np.sin(0.24 * t + p[5])) ** 2) * 2.6)
        glow *= 0.74 + 0.26 * np.sin(1.4 * slid + 0.28 * t + p[6])
        lit = self._slope(height)
        value = 0.07 + glow * (0.36 + 0.13 * height) + (0.10 + 0.26 * glow) * lit
        return np.asarray(value, np.float32)

    def _slope(self, height: Floats) -> Floats:
        """How far each point faces the light, which comes from the upper left; about -1..1."""
        down, right = np.gradient(height)
        steep = np.float32(min(self._size) / _REDUCED / 14)
        slope = -(down + 0.55 * right) * steep
        return np.asarray(slope / np.sqrt(1 + slope * slope), np.float32)

    def _enlarged(self, small: av.VideoFrame) -> av.VideoFrame:
        if not hasattr(self._local, "scaler"):
            self._local.scaler = VideoReformatter()
        width, height = self._size
        scaler: VideoReformatter = self._local.scaler
        return scaler.reformat(
            small,
            width,
            height,
            "yuv420p",
            interpolation="BICUBIC",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range="MPEG",
            dst_color_range="MPEG",
            threads=1,
        )


def _rotated(width: int, height: int, tilt: float) -> tuple[Floats, Floats]:
    """Coordinates of the reduced picture along and across the folds; the short side spans 1."""
    columns, rows = -(-width // _REDUCED), -(-height // _REDUCED)
    short = min(width, height)
    x = (np.arange(columns, dtype=np.float32) * _REDUCED - width / 2) / short
    y = (np.arange(rows, dtype=np.float32) * _REDUCED - height * 0.40) / short
    cos, sin = math.cos(tilt), math.sin(tilt)
    across = x[None, :] * cos + y[:, None] * sin
    along = y[:, None] * cos - x[None, :] * sin
    return across.astype(np.float32), along.astype(np.float32)


def _shade(width: int, height: int) -> Floats:
    """Darkens the corners and the lower part, where the prompt stands; 0..1."""
    columns, rows = -(-width // _REDUCED), -(-height // _REDUCED)
    x = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    corners = 1 - 0.30 * np.clip(x * x * 0.8 + y * y * 0.7 - 0.25, 0, 1)
    below = np.clip((y + 0.35) / 1.15, 0, 1)
    return np.asarray(corners * (1 - 0.52 * below * below * (3 - 2 * below)), np.float32)


@dataclass(frozen=True)
class Spark:
    """A soft point of light that drifts and twinkles; lengths in pixels."""

    x: float
    y: float
    drift_x: float
    drift_y: float
    radius: float
    strength: float
    phase: float

    def add(self, luma: NDArray[np.uint8], seconds: float) -> None:
        """Brighten a luma plane, in place, where the spark is at a time of the clip."""
        height, width = luma.shape
        reach = math.ceil(3 * self.radius)
        x = (self.x + self.drift_x * seconds) % (width + 2 * reach) - reach
        y = (self.y + self.drift_y * seconds) % (height + 2 * reach) - reach
        left, top = max(round(x) - reach, 0), max(round(y) - reach, 0)
        right, bottom = min(round(x) + reach, width), min(round(y) + reach, height)
        if left >= right or top >= bottom:
            return
        twinkle = 0.6 + 0.4 * math.sin(0.9 * seconds + self.phase)
        rows = np.exp(-(((np.arange(top, bottom) - y) / self.radius) ** 2))
        columns = np.exp(-(((np.arange(left, right) - x) / self.radius) ** 2))
        light = np.outer(rows * (self.strength * twinkle), columns)
        part = luma[top:bottom, left:right]
        part[:] = np.minimum(part + light + 0.5, 235).astype(np.uint8)


def sparks(chance: np.random.Generator, width: int, height: int) -> list[Spark]:
    """Sparks of several sizes, the large ones faint as if out of focus."""
    short = min(width, height)
    made = []
    for _ in range(26):
        depth = float(chance.uniform(0, 1)) ** 2.2
        made.append(
            Spark(
                x=float(chance.uniform(0, width)),
                y=float(chance.uniform(0, height)),
                drift_x=float(chance.normal(0, 0.006)) * short * (1 + depth),
                drift_y=float(-chance.uniform(0.004, 0.016)) * short * (1 + depth),
                radius=short * (0.0016 + 0.011 * depth),
                strength=70 * (1 - depth) + 12,
                phase=float(chance.uniform(0, 2 * math.pi)),
            )
        )
    return made
