"""Decoded pictures as they are shown: turned upright, with square pixels, in BT.709."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter
    from numpy.typing import NDArray

    Plane = NDArray[np.uint8]

_UNSPECIFIED = 2
HD_LINES = 700
"""A picture of so many lines has the colours of HD video where the file does not say otherwise."""

_BLACK = (16, 128, 128)
_HDR_CURVES = (16, 18)
"""The transfer curves PQ and HLG."""


def matrix_of(frame: VideoFrame) -> tuple[int, ...]:
    """Return how a picture is turned when it is shown, empty for not at all.

    x' = a x + c y, y' = b x + d y of the matrix (a, b, u, c, d, v, x, y, w), y pointing down.
    Source: libavutil/display.h.
    """
    from av.sidedata.sidedata import Type

    found: Any = frame.side_data
    data = found.get(Type.DISPLAYMATRIX)
    if data is None or data.buffer_size < 36:
        return ()
    matrix = struct.unpack("=9i", bytes(data)[:36])
    plain = matrix[0] > 0 and matrix[4] > 0 and not matrix[1] and not matrix[3]
    return () if plain else matrix


def is_swapped(matrix: tuple[int, ...]) -> bool:
    """Tell whether a picture's sides are exchanged when it is shown."""
    return bool(matrix) and abs(matrix[1]) > abs(matrix[0])


def turned(plane: Plane, matrix: tuple[int, ...]) -> Plane:
    """Return a picture of shape (height, width, …) as it is shown, turned and mirrored."""
    if not matrix:
        return plane
    across, down = (matrix[3], matrix[1]) if is_swapped(matrix) else (matrix[0], matrix[4])
    if is_swapped(matrix):
        plane = plane.swapaxes(0, 1)
    plane = plane[:, ::-1] if across < 0 else plane
    return plane[::-1] if down < 0 else plane


def shown_size(
    size: tuple[int, int], aspect: Fraction | None, matrix: tuple[int, ...]
) -> tuple[int, int]:
    """Return width and height in square pixels of a picture as it is shown."""
    width, height = size
    if aspect and aspect > 0:
        width = max(round(width * aspect), 1)
    return (height, width) if is_swapped(matrix) else (width, height)


def even(length: float) -> int:
    """Return the nearest even number of pixels, at least 2: what yuv420p needs."""
    return max(2 * round(length / 2), 2)


class Canvas:
    """Draws pictures of one clip onto frames of ``size`` (even pixels): as large as fits, on black.

    Blank edges are an even number of pixels wide. Frames are yuv420p, limited range, BT.709.
    """

    def __init__(self, size: tuple[int, int], aspect: Fraction | None) -> None:
        from av.video.reformatter import VideoReformatter

        self._size = size
        self._aspect = aspect
        self._reformatter: VideoReformatter = VideoReformatter()

    def draw(self, frame: VideoFrame) -> VideoFrame:
        """Return ``frame`` as it is shown; times are left to the caller."""
        matrix = matrix_of(frame)
        width, height = shown_size((frame.width, frame.height), self._aspect, matrix)
        scale = min(self._size[0] / width, self._size[1] / height)
        inner = (
            min(even(width * scale), self._size[0]),
            min(even(height * scale), self._size[1]),
        )
        flat = inner[::-1] if is_swapped(matrix) else inner
        drawn = self._scaled(frame, flat)
        if matrix or inner != self._size:
            return _on_black(drawn, matrix, self._size, inner)
        return drawn

    def _scaled(self, frame: VideoFrame, size: tuple[int, int]) -> VideoFrame:
        from av.video.reformatter import (
            ColorPrimaries,
            ColorRange,
            Colorspace,
            ColorTrc,
            Interpolation,
        )

        curve: dict[str, Any] = {}
        if frame.color_trc in _HDR_CURVES:
            curve = {"dst_color_trc": ColorTrc.BT709, "dst_color_primaries": ColorPrimaries.BT709}
        best = Interpolation.LANCZOS | Interpolation.FULL_CHR_H_INP | Interpolation.ACCURATE_RND
        return self._reformatter.reformat(
            frame,
            width=size[0],
            height=size[1],
            format="yuv420p",
            src_colorspace=source_colours(frame),
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=int(best),
            **curve,
        )


def source_colours(frame: VideoFrame) -> int | None:
    """Return the colours of a picture that does not say them, None where it does."""
    from av.video.reformatter import Colorspace

    if frame.colorspace != _UNSPECIFIED:
        return None
    return Colorspace.ITU709 if frame.height >= HD_LINES else Colorspace.ITU601


def _on_black(
    frame: VideoFrame, matrix: tuple[int, ...], size: tuple[int, int], inner: tuple[int, int]
) -> VideoFrame:
    import av
    import numpy as np

    left, top = (size[0] - inner[0]) // 4 * 2, (size[1] - inner[1]) // 4 * 2
    planes = []
    for number, (plane, black) in enumerate(zip(_planes(frame), _BLACK, strict=True)):
        half = 2 if number else 1
        ground = np.full((size[1] // half, size[0] // half), black, np.uint8)
        picture = turned(plane, matrix)
        y, x = top // half, left // half
        ground[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
        planes.append(ground.reshape(-1, size[0]) if not number else ground.reshape(-1))
    whole = np.concatenate([plane.reshape(-1) for plane in planes]).reshape(-1, size[0])
    drawn = av.VideoFrame.from_ndarray(whole, format="yuv420p")
    drawn.colorspace, drawn.color_range = frame.colorspace, frame.color_range
    return drawn


def _planes(frame: VideoFrame) -> list[Plane]:
    """Return the three planes of a yuv420p frame without the padding of their lines."""
    import numpy as np

    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
            : plane.height, : plane.width
        ]
        for plane in frame.planes
    ]
