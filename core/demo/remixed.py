"""A clip that is changed: its own frames in other colours, with a new title over its old one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import av
import numpy as np
from PIL import Image

from core.demo.footage import Footage
from core.demo.layer import Floats, Plane, planes

_GREY = 128.0
_FROST = 0.1
"""What becomes one pixel where a picture is frosted, as a part of the frame's short side: no line
of letters can be told there any more."""
_SHADE = np.float32(0.66)
"""What is left of the brightness where a picture is frosted, so that white letters stand out."""


class Regrade:
    """Draws a source's frames anew: other hues that go on changing slowly, and frosted places.

    ``boxes`` are left, top, right and bottom of the places, in pixels. Frames may be drawn by
    several threads at once, each with its own ``frames``.
    """

    def __init__(
        self,
        footage: Footage,
        seed: int,
        size: tuple[int, int],
        boxes: Sequence[tuple[int, int, int, int]],
    ) -> None:
        chance = np.random.default_rng(seed)
        self._footage, self._size = footage, size
        way = float(chance.choice((-1, 1)))
        self._turn = way * float(chance.uniform(1.2, 2.0))
        self._drift = way * float(chance.uniform(0.7, 1.0))
        self._colourful = float(chance.uniform(1.1, 1.3))
        self._contrast = _curve(float(chance.uniform(0.10, 0.18)))
        self._frosts = [_Frost(box, size) for box in boxes]

    def frames(self, first: int, end: int) -> Iterator[av.VideoFrame]:
        """Yield the yuv420p frames from ``first`` up to ``end``; raises ``UnusableFile``."""
        pictures = self._footage.cut(first, end, self._size)
        for number, picture in enumerate(pictures, first):
            yield self._drawn(picture, number / max(self._footage.frames - 1, 1))

    def _drawn(self, picture: av.VideoFrame, part: float) -> av.VideoFrame:
        # A frame of its own: the clip may show the same one again.
        frame = av.VideoFrame(*self._size, "yuv420p")
        light, blue, red = planes(picture)
        own = planes(frame)
        own[0][:] = self._contrast[light]
        own[1][:], own[2][:] = self._turned(blue, red, self._turn + self._drift * part)
        for frost in self._frosts:
            frost.lay(own)
        return frame

    def _turned(self, blue: Plane, red: Plane, angle: float) -> tuple[Plane, Plane]:
        """Return the colours turned around grey by an angle in radians."""
        across, along = (np.float32(self._colourful * f(angle)) for f in (math.cos, math.sin))
        u, v = (plane.astype(np.float32) - np.float32(_GREY) for plane in (blue, red))
        turned = (u * across - v * along, u * along + v * across)
        blue, red = (np.clip(each + np.float32(_GREY), 16, 240).astype(np.uint8) for each in turned)
        return blue, red


class _Frost:
    """A place of the frame where nothing can be told any more, with soft edges inside of it."""

    def __init__(self, box: tuple[int, int, int, int], size: tuple[int, int]) -> None:
        left, top = max(box[0], 0) & ~1, max(box[1], 0) & ~1
        right, bottom = min(box[2], size[0]) & ~1, min(box[3], size[1]) & ~1
        self._boxes = [(left // by, top // by, right // by, bottom // by) for by in (1, 2, 2)]
        # An edge of the frame needs no softness: nothing lies beyond it.
        open_edges = (left > 0, top > 0, right < size[0], bottom < size[1])
        self._masks = [_mask(each, open_edges) for each in self._boxes]
        self._by = max(round(_FROST * min(size)), 2)

    def lay(self, own: Sequence[Plane]) -> None:
        """Frost the place in the planes of a frame."""
        for place, (box, mask) in enumerate(zip(self._boxes, self._masks, strict=True)):
            left, top, right, bottom = box
            part = own[place][top:bottom, left:right]
            if not part.size:
                continue
            soft = _softened(part, self._by if place == 0 else self._by // 2)
            if place == 0:
                soft = (soft - 16) * _SHADE + 16
            part[:] = (part + (soft - part) * mask + np.float32(0.5)).astype(np.uint8)


def _softened(part: Plane, by: int) -> Floats:
    height, width = part.shape
    few = (max(width // by, 1), max(height // by, 1))
    small = Image.fromarray(np.ascontiguousarray(part)).resize(few, Image.Resampling.BOX)
    large = small.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(large, np.float32)


def _mask(box: tuple[int, int, int, int], soft: tuple[bool, bool, bool, bool]) -> Floats:
    """Return 0..1 for each pixel of a box: 1 inside, falling to 0 towards its ``soft`` edges."""
    width, height = box[2] - box[0], box[3] - box[1]
    edge = max(min(width, height) // 4, 1)
    across = _ramp(width, edge, start=soft[0], end=soft[2])
    down = _ramp(height, edge, start=soft[1], end=soft[3])
    return np.asarray(down[:, None] * across[None, :], np.float32)


def _ramp(length: int, edge: int, *, start: bool, end: bool) -> Floats:
    places = np.arange(length, dtype=np.float32) + np.float32(0.5)
    shape = np.ones(length, np.float32)
    if start:
        shape = np.minimum(shape, places / edge)
    if end:
        shape = np.minimum(shape, (length - places) / edge)
    return np.asarray(shape * shape * (3 - 2 * shape), np.float32)


def _curve(strength: float) -> Plane:
    """Return for each brightness 0..255 another one: darks darker and lights lighter."""
    part = np.clip((np.arange(256) - 16) / 219, 0, 1)
    bent = part + strength * np.sin(2 * math.pi * part) * -0.5
    return np.asarray(np.round(16 + 219 * np.clip(bent, 0, 1)), np.uint8)
