"""The sound that a clip follows, as a quiet line of bars along its lower edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from core.demo.layer import Floats, Layer

if TYPE_CHECKING:
    from av import VideoFrame

_MARGIN = 0.085
"""Left and right of the line, as a part of the frame's short side: that of the title."""
_TALL, _BELOW = 0.036, 0.03
"""Its height, and what is left below it, as parts of the short side."""
_PITCH = 0.0085
_ACCENT, _INK = (255, 138, 61), (250, 249, 246)
_PLAYED, _TO_COME = 230, 110
_LARGER = 4


class LevelLine:
    """Bars of how loud each part of the clip is; those that were heard are of another colour."""

    def __init__(self, levels: NDArray[np.float32], width: int, height: int) -> None:
        """Take how loud each of ``bars_in`` parts of the clip is, 0..1, for frames of this size."""
        short = min(width, height)
        tall = 2 * max(round(_TALL * short / 2), 3)
        left, top = round(_MARGIN * short), height - round(_BELOW * short) - tall
        self._wide = (width - 2 * left) & ~1
        self._room = 2 * round(0.2 * tall)  # for the shadow, on each side
        box = (self._wide + 2 * self._room, tall + 2 * self._room)
        mask = Image.new("L", box)
        mask.paste(bars(levels, (self._wide, tall)), (self._room, self._room))
        self._layers = [
            Layer(_shaded(mask, colour, alpha), left - self._room, top - self._room)
            for colour, alpha in ((_ACCENT, _PLAYED), (_INK, _TO_COME))
        ]

    def lay(self, frame: VideoFrame, part: float, opacity: float) -> None:
        """Lay it over a yuv420p frame at a part 0..1 of the clip."""
        played, to_come = self._layers
        places = np.arange(played.width, dtype=np.float32)[None, :] - self._room
        share: Floats = np.clip(part * self._wide - places, 0, 1)
        played.blend(frame, share * np.float32(opacity))
        to_come.blend(frame, (1 - share) * np.float32(opacity))

    @staticmethod
    def bars_in(width: int, height: int) -> int:
        """Return how many bars a line has in frames of this size."""
        short = min(width, height)
        return count_of(width - 2 * round(_MARGIN * short), _pitch(short))


def count_of(wide: int, pitch: int) -> int:
    """Return how many bars there are in ``wide`` pixels."""
    return max(wide // pitch, 1)


def bars(levels: NDArray[np.float32], size: tuple[int, int]) -> Image.Image:
    """Return an L image with a bar with round ends for each level, around a middle line."""
    large = Image.new("L", (size[0] * _LARGER, size[1] * _LARGER))
    draw = ImageDraw.Draw(large)
    pitch = large.width / len(levels)
    wide, middle = max(pitch * 0.5, 2.0), large.height / 2
    for place, level in enumerate(levels):
        x = (place + 0.5) * pitch
        tall = max(float(level) * middle, wide / 2)
        edge = (x - wide / 2, middle - tall, x + wide / 2, middle + tall - 1)
        draw.rounded_rectangle(edge, wide / 2, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def _pitch(short: int) -> int:
    return max(round(_PITCH * short), 4)


def _shaded(mask: Image.Image, colour: tuple[int, int, int], alpha: int) -> Image.Image:
    """Paint bars over a soft shadow, so that they are seen on any ground."""
    soft = mask.filter(ImageFilter.GaussianBlur(0.07 * mask.height))
    ground = Image.new("RGBA", mask.size, (8, 8, 14, 0))
    ground.putalpha(soft.point(lambda v: v * 0.55))
    painted = Image.new("RGBA", mask.size, (*colour, 0))
    painted.putalpha(mask.point(lambda v: v * alpha / 255))
    return Image.alpha_composite(ground, painted)
