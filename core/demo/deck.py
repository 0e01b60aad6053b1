"""Cards laid out in a frame, moving in one after the other at the beginning of a clip."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import av
import numpy as np
from PIL import Image

from core.demo.animatic import FPS
from core.demo.cards import Card, Mount
from core.demo.layer import Layer, mixed

_TALLEST, _SMALLEST, _STEP = 0.215, 0.05, 0.0075
"""Heights of a card's picture that are tried, as parts of the frame's short side."""
_MARGIN, _EDGE, _GAP = 0.035, 0.0065, 0.022
_RISE = 0.05
_BEGIN, _APART, _LATEST, _TAKES = 0.2, 0.14, 1.0, 0.8
"""Seconds: when the first card comes, how far the cards are apart, and the last one at the latest;
and how long each takes."""


@dataclass(frozen=True)
class Room:
    """Where cards may lie in a frame, in pixels. ``right`` limits the rows above ``below`` only:
    the label stands there."""

    width: int
    height: int
    top: int
    bottom: int
    right: int
    below: int


@dataclass(frozen=True)
class _Place:
    left: int
    top: int
    inner: tuple[int, int]


class Deck:
    """Lays cards over the frames of a clip. Frames may be drawn by several threads at once."""

    def __init__(self, cards: Sequence[Card], room: Room) -> None:
        short = min(room.width, room.height)
        edge = max(2 * round(_EDGE * short / 2), 2)
        rise = _RISE * short
        laid = places([card.ratio for card in cards], room, edge)
        # What a tiny frame has no room for is left out.
        lowest = room.height - rise - 4 * edge
        right = room.width - 3 * edge
        laid = [
            each
            for each in laid
            if each.top + each.inner[1] < lowest and each.left + each.inner[0] <= right
        ]
        apart = min(_APART, _LATEST / max(len(laid) - 1, 1))
        self._laid = [
            _Laid(card, place, edge, rise, _BEGIN + apart * number)
            for number, (card, place) in enumerate(zip(cards, laid, strict=False))
        ]

    def plays(self, first: int) -> list[Iterator[av.VideoFrame] | None]:
        """Return what moves in each card from a frame's number on, None where nothing does."""
        return [each.play(first) for each in self._laid]

    def lay(
        self,
        frame: av.VideoFrame,
        number: int,
        plays: Sequence[Iterator[av.VideoFrame] | None],
        opacity: float = 1.0,
    ) -> None:
        """Lay all cards over the yuv420p frame of a number, as far as their ``plays`` have come."""
        for each, play in zip(self._laid, plays, strict=True):
            each.lay(frame, number, play, opacity)


class _Laid:
    """One card in its place: it rises there, and then plays where it is a clip's."""

    def __init__(self, card: Card, place: _Place, edge: int, rise: float, begin: float) -> None:
        mount = Mount(place.inner, edge, card.caption, plays=card.play is not None)
        self._card, self._place, self._rise, self._begin = card, place, rise, begin
        self._image = mount.image(card.still(place.inner))
        self._corner = (place.left - edge - mount.shade, place.top - edge - mount.shade)
        self._window = Layer(mount.window(), *self._corner) if card.play is not None else None
        self._arrived = math.ceil((begin + _TAKES) * FPS)
        self._layers: dict[int, Layer] = {}

    def play(self, first: int) -> Iterator[av.VideoFrame] | None:
        if self._card.play is None:
            return None
        return self._card.play(self._place.inner, max(first - self._arrived, 0))

    def lay(
        self,
        frame: av.VideoFrame,
        number: int,
        play: Iterator[av.VideoFrame] | None,
        opacity: float,
    ) -> None:
        part = min((number / FPS - self._begin) / _TAKES, 1.0)
        come = 1 - (1 - part) ** 3
        if part <= 0 or opacity <= 0:
            return
        if number < self._arrived or play is None or self._window is None:
            layer = self._lowered((1 - come) * self._rise)
        else:
            mixed(frame, next(play), opacity, (self._place.left, self._place.top))
            layer = self._window
        solid = come * opacity
        rows = np.full(layer.height, solid, np.float32) if solid < 1 else None
        layer.blend(frame, rows)

    def _lowered(self, pixels: float) -> Layer:
        """Return the card's layer so far below its place, to half a pixel."""
        halves = round(2 * pixels)
        rest = halves % 4
        if rest not in self._layers:
            image = self._image
            if rest:
                shift = (1, 0, 0, 0, 1, -rest / 2)
                affine, smooth = Image.Transform.AFFINE, Image.Resampling.BILINEAR
                image = image.transform(image.size, affine, shift, smooth)
            self._layers[rest] = Layer(image, *self._corner)
        return self._layers[rest].lower((halves - rest) // 2)


def places(ratios: Sequence[float], room: Room, edge: int) -> list[_Place]:
    """Return where cards of these ratios lie: in rows from the upper left, as large as fits."""
    short = min(room.width, room.height)
    part = _TALLEST
    while True:
        tall = 2 * round(part * short / 2)
        found = _rows(ratios, tall, room, edge)
        bottom = max((place.top + tall + edge for place in found), default=0)
        if bottom <= room.bottom or part <= _SMALLEST:
            return found
        part -= _STEP


def _rows(ratios: Sequence[float], tall: int, room: Room, edge: int) -> list[_Place]:
    short = min(room.width, room.height)
    margin, gap = (2 * round(part * short / 2) for part in (_MARGIN, _GAP))
    margin = max(margin, 2 * edge)  # for the shadow
    wides = [max(2 * round(ratio * tall / 2), 16) for ratio in ratios]
    full = sum(wides) + len(wides) * 2 * edge + (len(wides) - 1) * gap
    # One row beside the label, else rows below it.
    beside = margin + full <= room.right
    top = max((room.top if beside else max(room.top, room.below)) & ~1, 2 * edge)
    right = room.right if beside else room.width - margin
    found: list[_Place] = []
    x = margin
    for wide in wides:
        if x > margin and x + wide + 2 * edge > right:
            x, top = margin, top + tall + 2 * edge + gap
        found.append(_Place(x + edge, top + edge, (wide, tall)))
        x += wide + 2 * edge + gap
    return found
