"""How a picture is put into a clip's frame: cropped, padded or blurred, and which part is taken.

A box is a part of the upright picture: left, top, right and bottom as fractions of its width and
height. Sizes are width and height in pixels, a ratio is width divided by height. Nothing here
raises for an odd box: it is brought in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Fit = Literal["crop", "pad", "blur"]
FITS: tuple[Fit, ...] = ("crop", "pad", "blur")

Size = tuple[int, int]
Box = tuple[float, float, float, float]

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)

BLACK, WHITE = "#000000", "#ffffff"
"""What a pad is filled with unless another colour is chosen, and its opposite."""

MOST_ZOOM = 10.0
"""How much smaller than the largest box the smallest one is that people are offered."""

LEAST_PART = 32
"""Pixels of the shorter side of a part that people are offered at least."""

_DIGITS = 6
"""Decimals of a fraction that are kept: a hundredth of a pixel of the largest picture."""

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Framing:
    """How a picture is made to fit: ``crop`` is the box of it that is taken, empty for the middle;
    ``colour`` is what a pad is filled with, as ``#rrggbb``, empty for black."""

    fit: Fit = "crop"
    crop: tuple[float, ...] = ()
    colour: str = ""


def typed_colour(text: str) -> str:
    """Return ``#rgb`` or ``#rrggbb`` as ``#rrggbb`` in small letters, empty if it is neither."""
    if not _COLOUR.fullmatch(text):
        return ""
    digits = text[1:].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * each for each in digits)


def typed_box(text: str) -> tuple[float, ...]:
    """Return the numbers of ``L,T,R,B``, empty if the text does not name a part of a picture: so
    where left is not less than right, or top than bottom."""
    try:
        box = tuple(float(part) for part in text.split(","))
    except ValueError:
        return ()
    return box if _is_box(box) and box[0] < box[2] and box[1] < box[3] else ()


def settle_box(box: Sequence[float], picture: Size, ratio: float) -> Box:
    """Return the part with exactly ``ratio`` that ``box`` of a ``picture`` means.

    One that lies outside is moved in, one of another ratio loses what does not fit, around its
    middle, as a crop does. What is no box means the largest part, in the middle.
    """
    if not _is_box(box):
        box = WHOLE
    left, right = sorted((box[0], box[2]))
    top, bottom = sorted((box[1], box[3]))
    across, down = min(right - left, 1.0), min(bottom - top, 1.0)
    x = min(max((left + right) / 2, across / 2), 1.0 - across / 2)
    y = min(max((top + bottom) / 2, down / 2), 1.0 - down / 2)
    width = min(across * picture[0], down * picture[1] * ratio)
    least = min(max(1.0, ratio), _widest(picture, ratio))  # a pixel
    return _placed((x, y), max(width, least), picture, ratio)


def refit_box(box: Sequence[float], picture: Size, old_ratio: float, new_ratio: float) -> Box:
    """Return the part of ``new_ratio`` around the same middle, and as much enlarged, as ``box`` of
    ``old_ratio``; the middle gives way where the picture ends."""
    old = settle_box(box, picture, old_ratio)
    width = _widest(picture, new_ratio) / zoom_of(old, picture, old_ratio)
    return _placed(middle(old), width, picture, new_ratio)


def zoom_of(box: Box, picture: Size, ratio: float) -> float:
    """Return how many times as wide as ``box`` the largest part of its ratio is; 1.0 or more."""
    return max(_widest(picture, ratio) / max((box[2] - box[0]) * picture[0], 1e-9), 1.0)


def most_zoom(picture: Size, ratio: float) -> float:
    """Return how far people may zoom into a picture; 1.0 for one that is very small."""
    width = _widest(picture, ratio)
    return max(min(MOST_ZOOM, min(width, width / ratio) / LEAST_PART), 1.0)


def zoom_box(
    box: Box, picture: Size, ratio: float, zoom: float, at: tuple[float, float] = (0.5, 0.5)
) -> Box:
    """Return ``box`` with another zoom, within what people are offered.

    What lies at ``at``, fractions of the box, stays there as far as the picture reaches.
    """
    zoom = min(max(zoom, 1.0), most_zoom(picture, ratio))
    width = _widest(picture, ratio) / zoom
    wide, high = width / picture[0], width / ratio / picture[1]
    x = box[0] + (box[2] - box[0]) * at[0] + (0.5 - at[0]) * wide
    y = box[1] + (box[3] - box[1]) * at[1] + (0.5 - at[1]) * high
    return _placed((x, y), width, picture, ratio)


def move_box(box: Box, across: float, down: float) -> Box:
    """Return ``box`` moved by fractions of the picture, as far as that reaches."""
    across = min(max(across, -box[0]), 1.0 - box[2])
    down = min(max(down, -box[1]), 1.0 - box[3])
    return (box[0] + across, box[1] + down, box[2] + across, box[3] + down)


def stretch_box(
    box: Box, corner: tuple[int, int], at: tuple[float, float], picture: Size, ratio: float
) -> Box:
    """Return ``box`` with one of its corners pulled towards ``at``, fractions of the picture.

    ``corner`` is 0 or 1 for left or right, and for top or bottom. The opposite corner stays where
    it is, and so does the ratio, within the picture and what people are offered.
    """
    x, y = box[2 - 2 * corner[0]], box[3 - 2 * corner[1]]  # the corner that stays
    ways = (2 * corner[0] - 1, 2 * corner[1] - 1)
    pulled = max((at[0] - x) * ways[0] * picture[0], (at[1] - y) * ways[1] * picture[1] * ratio)
    room = min(
        (x if ways[0] < 0 else 1.0 - x) * picture[0],
        (y if ways[1] < 0 else 1.0 - y) * picture[1] * ratio,
    )
    least = _widest(picture, ratio) / most_zoom(picture, ratio)
    width = min(max(pulled, least), room)
    center = (
        x + ways[0] * width / picture[0] / 2,
        y + ways[1] * width / ratio / picture[1] / 2,
    )
    return _placed(center, width, picture, ratio)


def middle(box: Box) -> tuple[float, float]:
    """Return the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def pixels(box: Box, picture: Size) -> Box:
    """Return a box in pixels of the picture, not rounded."""
    width, height = picture
    right, bottom = min(box[2] * width, float(width)), min(box[3] * height, float(height))
    return max(box[0] * width, 0.0), max(box[1] * height, 0.0), right, bottom


def part_size(box: Box, picture: Size) -> Size:
    """Return the width and height of a box in whole pixels of the picture."""
    left, top, right, bottom = pixels(box, picture)
    return max(round(right - left), 1), max(round(bottom - top), 1)


def kept_box(box: Box, picture: Size, ratio: float) -> tuple[float, ...]:
    """Return ``box`` as it is kept: rounded, and empty where it is the largest, in the middle."""
    usual = settle_box((), picture, ratio)
    if all(abs(one - other) < 1e-4 for one, other in zip(box, usual, strict=True)):
        return ()
    return rounded(box)


def rounded(box: Sequence[float]) -> tuple[float, ...]:
    """Return a box with as many decimals as are kept."""
    return tuple(round(edge, _DIGITS) for edge in box)


def enlargement(picture: Size, clip: Size, framing: Framing) -> float:
    """Return how many times as wide and high the picture becomes in the clip."""
    across, down = clip[0] / picture[0], clip[1] / picture[1]
    if framing.fit != "crop":
        return min(across, down)
    box = settle_box(framing.crop, picture, clip[0] / clip[1])
    return max(across, down) * zoom_of(box, picture, clip[0] / clip[1])


def _is_box(box: Sequence[float]) -> bool:
    if len(box) != 4 or not all(math.isfinite(edge) for edge in box):
        return False
    return box[0] != box[2] and box[1] != box[3]


def _widest(picture: Size, ratio: float) -> float:
    """Return the width in pixels of the largest part of a picture with this ratio."""
    return min(picture[0], picture[1] * ratio)


def _placed(at: tuple[float, float], width: float, picture: Size, ratio: float) -> Box:
    """Return the box of this width in pixels around ``at``, moved into the picture."""
    wide, high = min(width / picture[0], 1.0), min(width / ratio / picture[1], 1.0)
    left = min(max(at[0] - wide / 2, 0.0), 1.0 - wide)
    top = min(max(at[1] - high / 2, 0.0), 1.0 - high)
    return left, top, min(left + wide, 1.0), min(top + high, 1.0)
