"""A picture with transparency, made once and blended into many YUV 4:2:0 frames."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL.Image import Image

Plane = NDArray[np.uint8]
Floats = NDArray[np.float32]

# BT.709 from RGB to Y, Cb, Cr, all 0..255, limited range.
_TO_YUV = np.array(
    [
        [0.18259, 0.61423, 0.06201],
        [-0.10064, -0.33857, 0.43922],
        [0.43922, -0.39894, -0.04027],
    ],
    np.float32,
)
_ZERO = np.array([16, 128, 128], np.float32)


def planes(frame: VideoFrame) -> list[Plane]:
    """Writable views of the planes of a yuv420p frame, without their padding: Y, Cb, Cr."""
    views = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        views.append(rows[:, : plane.width])
    return views


class Layer:
    """An RGBA picture placed in a frame.

    Its origin is moved to even pixels and its size made even, so that chroma samples, one for 2x2
    pixels, line up with it.
    """

    def __init__(self, image: Image, left: int, top: int) -> None:
        """Take an RGBA image that stands whole inside the frames, its corner at left, top."""
        left, top = left & ~1, top & ~1
        width, height = image.width & ~1, image.height & ~1
        rgba = np.asarray(image, np.float32)[:height, :width]
        alpha: Floats = rgba[..., 3] * np.float32(1 / 255)
        colour: Floats = (rgba[..., :3] @ _TO_YUV.T + _ZERO) * alpha[..., None]
        self._full = (slice(top, top + height), slice(left, left + width))
        self._half = (
            slice(top // 2, (top + height) // 2),
            slice(left // 2, (left + width) // 2),
        )
        self._colours: list[Floats] = [
            np.ascontiguousarray(colour[..., 0]),
            _halved(colour[..., 1]),
            _halved(colour[..., 2]),
        ]
        small = _halved(alpha)
        self._alphas: list[Floats] = [alpha, small, small]
        # Rounded, not cut off: cutting would darken what lies under a faint shadow.
        self._solid = [
            (1 - own, shade + np.float32(0.5))
            for own, shade in zip(self._alphas, self._colours, strict=True)
        ]

    @property
    def height(self) -> int:
        """Rows of the layer, in pixels: the length of a per-row opacity."""
        return len(self._colours[0])

    @property
    def width(self) -> int:
        """Columns of the layer, in pixels."""
        return len(self._colours[0][0])

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of the layer in a frame, in pixels."""
        rows, columns = self._full
        return columns.start, rows.start, columns.stop, rows.stop

    def blend(self, frame: VideoFrame, opacity: Floats | None = None) -> None:
        """Lay the layer over a yuv420p frame, in place.

        `opacity` is one number 0..1 for each row (shape: height) or for each column (shape:
        1 x width), or None for a solid layer.
        """
        for place, plane in enumerate(planes(frame)):
            part = plane[self._half if place else self._full]
            rest, colour = self._solid[place]
            if opacity is not None:
                step = 2 if place else 1
                parts = opacity[::step, None] if opacity.ndim == 1 else opacity[:, ::step]
                rest = 1 - self._alphas[place] * parts
                colour = self._colours[place] * parts + np.float32(0.5)
            blended = part * rest
            blended += colour
            part[:] = blended.astype(np.uint8)

    def lower(self, rows: int) -> Layer:
        """The same layer so many rows, an even number, further down."""
        moved = copy.copy(self)
        (across, along), (across_half, along_half) = self._full, self._half
        moved._full = (slice(across.start + rows, across.stop + rows), along)
        half = rows // 2
        moved._half = (slice(across_half.start + half, across_half.stop + half), along_half)
        return moved


def mixed(
    frame: VideoFrame,
    other: VideoFrame,
    part: float,
    at: tuple[int, int] = (0, 0),
) -> None:
    """Let a yuv420p frame become another one by a part 0..1, in place, where that one lies.

    `at` are its left and top in the frame, even numbers of pixels.
    """
    share = np.float32(part)
    for place, (plane, given) in enumerate(zip(planes(frame), planes(other), strict=True)):
        left, top = (side // 2 if place else side for side in at)
        own = plane[top : top + given.shape[0], left : left + given.shape[1]]
        if part >= 1:
            own[:] = given
        else:
            own[:] = (own * (1 - share) + given * share + np.float32(0.5)).astype(np.uint8)


def smooth(part: float) -> float:
    """0..1 to 0..1, slow at both ends; what lies outside stays at the nearer end."""
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)


def _halved(values: Floats) -> Floats:
    """The mean of each 2x2 block."""
    upper, lower = values[::2], values[1::2]
    total = upper[:, ::2] + upper[:, 1::2] + lower[:, ::2] + lower[:, 1::2]
    return np.asarray(total * np.float32(0.25), np.float32)
