"""What a clip refers to, as small framed cards: pictures, clips that play, and sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from core.demo import fonts
from core.demo.footage import Footage
from core.demo.levelline import bars, count_of
from core.demo.titles import write
from core.demo.typeset import Word, line_width, prepare

if TYPE_CHECKING:
    from av import VideoFrame

_TALLEST_RATIO, _WIDEST_RATIO = 9 / 16, 16 / 9
_SOUND_RATIO = 4 / 3
_PAPER, _INK = (250, 249, 246), (250, 249, 246)
_PILL = (10, 11, 15, 196)
_SOUND_GROUND, _SOUND_BARS = (28, 30, 38), (255, 138, 61)
_LETTERS, _SMALLEST = 0.108, 8.5
"""Size of a caption's letters: as a part of a card's height, and in pixels at least."""
_SIGN = 1.1
_LARGER = 4


@dataclass(frozen=True)
class Card:
    """One card. ``ratio`` is the width of what it shows by its height; ``caption`` names it.

    ``still`` draws what it shows in a size (even pixels), RGB. ``play`` gives yuv420p frames of a
    size, from a frame's number on, where what it shows moves.
    """

    ratio: float
    caption: str
    still: Callable[[tuple[int, int]], Image.Image]
    play: Callable[[tuple[int, int], int], Iterator[VideoFrame]] | None = None


def picture_card(picture: Image.Image, caption: str) -> Card:
    """Return a card of an RGB picture."""

    def still(size: tuple[int, int]) -> Image.Image:
        return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)

    return Card(_ratio(*picture.size), caption, still)


def clip_card(footage: Footage, caption: str) -> Card:
    """Return a card in which a clip plays, again and again."""

    def still(size: tuple[int, int]) -> Image.Image:
        (frame,) = footage.cut(0, 1, size)
        pixels = frame.to_ndarray(format="rgb24", src_colorspace="ITU709")
        return Image.fromarray(np.asarray(pixels, np.uint8))

    def play(size: tuple[int, int], first: int) -> Iterator[VideoFrame]:
        return footage.looped(first, size)

    return Card(_ratio(footage.width, footage.height), caption, still, play)


def sound_card(levels: Callable[[int], NDArray[np.float32]], caption: str) -> Card:
    """Return a card of sound; ``levels`` gives how loud each of so many parts is, 0..1."""

    def still(size: tuple[int, int]) -> Image.Image:
        ground = Image.new("RGB", size, _SOUND_GROUND)
        inner = (round(size[0] * 0.84), round(size[1] * 0.5))
        mask = bars(levels(count_of(inner[0], max(size[0] // 26, 3))), inner)
        place = (size[0] - inner[0]) // 2, round(size[1] * 0.17)
        ground.paste(Image.new("RGB", inner, _SOUND_BARS), place, mask)
        return ground

    return Card(_SOUND_RATIO, caption, still)


class Mount:
    """The card around what is seen in it: a shadow, a paper edge, and a caption."""

    def __init__(self, inner: tuple[int, int], edge: int, caption: str, *, plays: bool) -> None:
        """Take the size of what is seen in it (even) and the width of its edge, in pixels."""
        self.shade = 2 * edge
        whole = (inner[0] + 2 * edge, inner[1] + 2 * edge)
        self._size = (whole[0] + 2 * self.shade, whole[1] + 2 * self.shade)
        self._at = (self.shade + edge, self.shade + edge)
        self._hole = _corners(inner, edge * 0.9)
        self._base = self._paper(whole, edge)
        self._caption = _caption(inner, caption, plays=plays)

    def image(self, face: Image.Image) -> Image.Image:
        """Return the card with an RGB picture in it, RGBA, with a margin for its shadow."""
        card = self._base.copy()
        card.paste(face, self._at, self._hole)
        return self._captioned(card)

    def window(self) -> Image.Image:
        """Return the card with a hole, which lies over what is seen in it."""
        card = self._base.copy()
        card.paste((0, 0, 0, 0), self._at, self._hole)
        return self._captioned(card)

    def _captioned(self, card: Image.Image) -> Image.Image:
        if self._caption is not None:
            gap = self._at[0] // 3
            top = self._at[1] + self._hole.height - self._caption.height - gap
            card.alpha_composite(self._caption, (self._at[0] + gap, top))
        return card

    def _paper(self, whole: tuple[int, int], edge: int) -> Image.Image:
        shape = Image.new("L", self._size)
        shape.paste(_corners(whole, edge * 1.6), (self.shade, self.shade))
        shadow = ImageChops.offset(shape, 0, edge // 2)
        shadow = shadow.filter(ImageFilter.GaussianBlur(0.9 * edge)).point(lambda v: v * 0.5)
        base = Image.new("RGBA", self._size, (4, 5, 9, 0))
        base.putalpha(shadow)
        paper = Image.new("RGBA", self._size, (*_PAPER, 0))
        paper.putalpha(shape)
        return Image.alpha_composite(base, paper)


def captions(called: str, count: int) -> list[str]:
    """Return what so many files are called in a prompt, ``called`` having a place for ``{n}``.

    Where the model has no words for them they are numbered, and a single one is not.
    """
    if not called and count == 1:
        return [""]
    return [(called or "{n}").replace("{n}", str(n)) for n in range(1, count + 1)]


def _ratio(width: int, height: int) -> float:
    return min(max(width / height, _TALLEST_RATIO), _WIDEST_RATIO)


def _corners(size: tuple[int, int], radius: float) -> Image.Image:
    """Return an L image of a rectangle with round corners."""
    large = Image.new("L", (size[0] * _LARGER, size[1] * _LARGER))
    edge = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, radius * _LARGER, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def _caption(inner: tuple[int, int], text: str, *, plays: bool) -> Image.Image | None:
    """Return a small pill with the caption, None where there is no room or no font for it."""
    faces = fonts.faces()
    usual = max(_LETTERS * inner[1], _SMALLEST)
    for each in (text, "".join(letter for letter in text if letter.isdigit())):
        words = prepare(each, faces).words if faces else []
        if words:
            # Width in type sizes: the ends of the pill, and the sign, are as large as its letters.
            wide = line_width(words, 1000) / 1000 + 1.1 + (_SIGN if plays else 0)
            size = min(usual, 0.94 * inner[0] / wide)
            if size >= _SMALLEST:
                return _pill(words, size, plays=plays)
    return None


def _pill(words: Sequence[Word], size: float, *, plays: bool) -> Image.Image:
    sign = _SIGN * size if plays else 0.0
    box = (round(line_width(words, size) + 1.1 * size + sign), 2 * round(0.8 * size))
    pill = Image.new("RGBA", box, (*_PILL[:3], 0))
    pill.putalpha(_corners(box, box[1] / 2).point(lambda v: v * _PILL[3] / 255))
    mask = Image.new("L", box)
    write(mask, words, size, 0.55 * size + sign, box[1] / 2 + 0.35 * size)
    if plays:
        _play_sign(mask, size)
    ink = Image.new("RGBA", box, (*_INK, 0))
    ink.putalpha(mask)
    return Image.alpha_composite(pill, ink)


def _play_sign(mask: Image.Image, size: float) -> None:
    """Draw a triangle that points to the right, smooth, at the left end of a pill."""
    side = round(0.62 * size)
    large = Image.new("L", (side * _LARGER, side * _LARGER))
    far = large.width - 1
    ImageDraw.Draw(large).polygon([(far * 0.1, 0), (far, far / 2), (far * 0.1, far)], fill=255)
    small = large.resize((side, side), Image.Resampling.BOX)
    mask.paste(small, (round(0.6 * size), (mask.height - side) // 2))
