"""Colour ramps for scenes, mixed in OKLab so that every step looks as large as the next."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Colours in a ramp.
STEPS = 1024
_SMOOTHED = 221
# OKLab to cone responses, and those, cubed, to linear sRGB (Bjorn Ottosson's matrices).
_TO_CONE = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)
# Hues in OKLCH degrees of ground, folds and glow. Grounds are blue to plum, for dark reds and
# greens turn to mud, and no way from one to the next leads through olive (about 90 to 135).
_HUES = (
    (262, 232, 195),
    (268, 205, 158),
    (285, 325, 378),
    (300, 368, 414),
    (275, 345, 392),
    (278, 298, 335),
    (232, 190, 172),
    (268, 350, 412),
    (290, 262, 215),
    (320, 300, 262),
)


@dataclass(frozen=True)
class Stop:
    """A colour of the ramp in OKLCH: lightness 0..1, chroma, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def palette(chance: np.random.Generator) -> list[Stop]:
    """Five colours from a deep ground over the folds to a glow."""
    ground, fold, glow = _HUES[int(chance.integers(len(_HUES)))]
    shift = float(chance.uniform(-9, 9))
    return [
        Stop(0.15, 0.045, ground + shift),
        Stop(0.29, 0.105, ground + shift),
        Stop(0.47, 0.150, fold + shift),
        Stop(0.68, 0.150, glow + shift),
        Stop(0.88, 0.085, glow + shift / 2),
    ]


def ramp(stops: list[Stop]) -> NDArray[np.float32]:
    """The palette as a smooth ramp of R'G'B' 0..1; shape (1024, 3)."""
    hues = [math.radians(stop.hue) for stop in stops]
    corners = [
        [stop.lightness for stop in stops],
        [stop.chroma * math.cos(hue) for stop, hue in zip(stops, hues, strict=True)],
        [stop.chroma * math.sin(hue) for stop, hue in zip(stops, hues, strict=True)],
    ]
    # Longer by the smoothing at both ends, which takes out the bends where two stretches meet:
    # on a slow gradient the eye sees each as a line.
    at = np.linspace(0, len(stops) - 1, STEPS + _SMOOTHED - 1)
    places = np.arange(len(stops))
    straight = [np.interp(at, places, corner) for corner in corners]
    window = np.hanning(_SMOOTHED + 2)[1:-1]
    lab = np.stack([np.convolve(line, window / window.sum(), "valid") for line in straight], 1)
    return _rgb_from_oklab(lab).astype(np.float32)


def _rgb_from_oklab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """OKLab to gamma-coded sRGB, clipped to 0..1."""
    linear = np.clip((lab @ _TO_CONE.T) ** 3 @ _TO_RGB.T, 0, 1)
    bright = 1.055 * linear ** (1 / 2.4) - 0.055
    return np.asarray(np.where(linear <= 0.0031308, 12.92 * linear, bright), np.float64)


def limited(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """R'G'B' 0..1 to BT.709 limited range for 16 bits; shape (3, steps), luma without its foot."""
    red, green, blue = rgb.T
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    cb, cr = (blue - luma) / 1.8556, (red - luma) / 1.5748
    stacked = np.stack([luma * 219 * 256, (128 + 224 * cb) * 256, (128 + 224 * cr) * 256])
    return stacked.astype(np.float32)
