"""A quiet pad of detuned notes, so that a clip of the built-in engine is not silent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
_PEAK = 10 ** (-16 / 20)
_EDGE_SECONDS = 0.9
# Semitones above the root: open voicings without a clear mood, five notes each.
_CHORDS = ((0, 7, 14, 16, 23), (0, 7, 12, 17, 21), (0, 5, 12, 16, 19), (0, 7, 15, 19, 22))


def pad(seconds: float, seed: int) -> NDArray[np.float32]:
    """Stereo sound, shape (2, round(seconds * 48000)), peak -16 dBFS, silent at both ends.

    The seed (0 or more) chooses the chord; the same seed gives the same samples.
    """
    count = round(seconds * RATE)
    chance = np.random.default_rng(seed)
    root = 98.0 * 2 ** (int(chance.integers(0, 6)) / 12)
    chord = _CHORDS[int(chance.integers(0, len(_CHORDS)))]
    time = np.arange(count, dtype=np.float64) / RATE
    sides = np.zeros((2, count), np.float32)
    for place, semitones in enumerate(chord):
        pitch = root * 2 ** (semitones / 12)
        breath = _breath(time, chance)
        for side, detune in enumerate((-0.35, 0.35)):
            turns = (pitch + detune) * time + chance.random()
            # Whole turns go first: the sine of a small float32 is both quick and exact enough.
            wave = np.sin((turns % 1).astype(np.float32) * np.float32(2 * np.pi))
            sides[side] += wave * breath * np.float32(1 / (1 + 0.35 * place))
    sides *= _edges(count)
    loudest = float(np.abs(sides).max()) or 1.0
    return sides * np.float32(_PEAK / loudest)


def _breath(time: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float32]:
    """A slow swell of one note, 0.55..1."""
    period, phase = chance.uniform(5, 9), chance.random()
    slow = np.sin((time / period + phase).astype(np.float32) * np.float32(2 * np.pi))
    return np.asarray(0.775 + 0.225 * slow, np.float32)


def _edges(count: int) -> NDArray[np.float32]:
    """Rises from 0 at the start and falls to 0 at the end, both as half a cosine."""
    length = min(int(_EDGE_SECONDS * RATE), count // 2)
    rise = (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, length))).astype(np.float32)
    shape = np.ones(count, np.float32)
    shape[:length] = rise
    shape[count - length :] = rise[::-1]
    return shape
