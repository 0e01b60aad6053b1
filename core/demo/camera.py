"""A slow camera move over a still picture.

Each frame is a window of the picture with fractional edges, resampled by Pillow plane by plane: a
point's path is then smooth to about a hundredth of a pixel, where FFmpeg's zoompan jumps by whole
ones.
"""

from __future__ import annotations

import io
import math
import struct
from dataclasses import dataclass

import av
import numpy as np
from PIL import Image, ImageOps

from core.demo.layer import planes
from core.demo.unusable import PICTURE, UnusableFile

# The picture is kept a little larger than the frame, so that it stays sharp as the move goes in.
_DETAIL = 1.12
# What Pillow's readers raise for files that are cut short or odd.
_UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error),
    Image.DecompressionBombError,
)
_RAMP = 0.3  # of the clip, at each end, for speeding up and slowing down


@dataclass(frozen=True)
class Move:
    """Where the camera goes: all of it follows from the seed and the length."""

    zoom: float  # at the end; 1 is the whole picture
    angle: float  # radians, the direction of the end's centre from the middle
    turn: float  # radians, by which the direction bends on the way
    reach: float  # 0..1, how much of the room beside the window is used

    def window(self, part: float) -> tuple[float, float, float]:
        """Left, top and size at a part 0..1 of the move, as fractions of the picture."""
        eased = _eased(part)
        size = 1 / self.zoom**eased
        room = (1 - size) / 2
        angle = self.angle + self.turn * (eased - 1)
        return (
            room * (1 + self.reach * math.cos(angle)),
            room * (1 + self.reach * math.sin(angle)),
            size,
        )


def move(seed: int, seconds: float) -> Move:
    """The move for a clip: about 2 % nearer a second, so that short and long ones feel alike."""
    chance = np.random.default_rng(seed)
    return Move(
        zoom=min(1.07 + 0.0155 * seconds, 1.34) * float(chance.uniform(0.985, 1.015)),
        angle=float(chance.uniform(0, 2 * math.pi)),
        turn=float(chance.uniform(0.25, 0.7) * chance.choice((-1, 1))),
        reach=float(chance.uniform(0.55, 0.95)),
    )


def _eased(part: float) -> float:
    """0..1 to 0..1: speeds up evenly, goes steadily, slows down evenly."""
    top = 1 / (1 - _RAMP)
    if part < _RAMP:
        return top * part**2 / (2 * _RAMP)
    if part > 1 - _RAMP:
        return 1 - top * (1 - part) ** 2 / (2 * _RAMP)
    return top * (part - _RAMP / 2)


def opened(data: bytes, called: str = "the start frame") -> Image.Image:
    """An encoded picture as RGB, upright by its EXIF; raises UnusableFile if it is not one."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            upright = ImageOps.exif_transpose(image)
            if upright.mode.startswith("I;16"):
                # Pillow would cut 16-bit grey off at 255, and nearly all of it would be white.
                upright = Image.fromarray((np.asarray(upright) >> 8).astype(np.uint8))
            if upright.has_transparency_data:
                ground = Image.new("RGBA", upright.size, (18, 19, 23, 255))
                return Image.alpha_composite(ground, upright.convert("RGBA")).convert("RGB")
            return upright.convert("RGB")
    except _UNREADABLE as error:
        words = f"{called} is not a picture that can be read: {error}"
        raise UnusableFile(PICTURE, words) from error


class Camera:
    """Draws the frames of a move. Frames may be drawn by several threads at once."""

    def __init__(self, picture: Image.Image, width: int, height: int, course: Move) -> None:
        """Take an RGB picture, scaled and cut to cover width x height (even pixels)."""
        self._size = (width, height)
        self._move = course
        large = (_even(width * _DETAIL), _even(height * _DETAIL))
        covering = ImageOps.fit(picture, large, Image.Resampling.LANCZOS)
        frame = av.VideoFrame.from_ndarray(np.asarray(covering), format="rgb24").reformat(
            format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
        )
        self._planes = [Image.fromarray(np.ascontiguousarray(plane)) for plane in planes(frame)]

    def frame(self, part: float) -> av.VideoFrame:
        """The yuv420p frame at a part 0..1 of the move."""
        left, top, size = self._move.window(part)
        frame = av.VideoFrame(*self._size, "yuv420p")
        for plane, source in zip(planes(frame), self._planes, strict=True):
            rows, columns = plane.shape
            wide, tall = source.size
            box = (left * wide, top * tall, (left + size) * wide, (top + size) * tall)
            plane[:] = np.asarray(source.resize((columns, rows), Image.Resampling.BILINEAR, box))
        return frame


def _even(length: float) -> int:
    return 2 * round(length / 2)
