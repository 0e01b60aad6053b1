"""The characters of a clip, as chips in the upper left corner: a round portrait and a name."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from core.demo import fonts
from core.demo.layer import Layer
from core.demo.linebreak import shortened
from core.demo.titles import rounded, write
from core.demo.typeset import Word, line_width, prepare

_SIDE = 0.12
"""Height of a chip as a part of the frame's short side."""
_WIDEST = 0.5
"""Width of a chip as a part of the frame's width: the label has the other half."""
_GROUND = (10, 11, 15)
_RING = (255, 138, 61)
_INK = (250, 249, 246)


def chips(cast: Sequence[tuple[str, bytes]], width: int, height: int) -> list[Layer]:
    """Return a layer for each character of ``cast``, pairs of a name and an encoded portrait.

    They stand below each other in a frame of ``width`` x ``height`` pixels.
    """
    short = min(width, height)
    side, margin = 2 * round(_SIDE * short / 2), round(0.035 * short)
    most = round(_WIDEST * width) - margin
    pictures = [_chip(name, portrait, side, most) for name, portrait in cast]
    step = side + round(0.25 * side)
    return [Layer(each, margin, margin + place * step) for place, each in enumerate(pictures)]


def _chip(name: str, portrait: bytes, side: int, most: int) -> Image.Image:
    """Return an RGBA picture, ``side`` pixels high and at most ``most`` wide."""
    size, gap = 0.36 * side, round(0.18 * side)
    words = _fitted(name, size, most - side - 3 * gap)
    text = round(line_width(words, size)) + 2 if words else 0
    wide = side + (text + 3 * gap if text else 0)
    box = (2 * round(wide / 2), side)
    chip = Image.new("RGBA", box, (*_GROUND, 0))
    chip.putalpha(rounded(box, 165))
    face = _face(portrait, side)
    chip.alpha_composite(face, (0, 0))
    if words:
        mask = Image.new("L", (text, side))
        write(mask, words, size, 0, side / 2 + 0.36 * size)
        ink = Image.new("RGBA", mask.size, (*_INK, 0))
        ink.putalpha(mask)
        chip.alpha_composite(ink, (side + gap, 0))
    return chip


def _fitted(name: str, size: float, room: float) -> list[Word]:
    """Return the words of a name that fit into ``room`` pixels, with an ellipsis if some do not."""
    faces = fonts.faces()
    words = prepare(name, faces).words if faces else []
    if not words or line_width(words, size) <= room:
        return words
    return shortened([_letters(words), []], 1, size, room)[0]


def _letters(words: Sequence[Word]) -> list[Word]:
    """Return each letter as a word of its own, so that a long name can be cut anywhere."""
    found = []
    for word in words:
        for place, run in enumerate(word.runs):
            for at, letter in enumerate(run.text):
                first = place == 0 and at == 0
                found.append(Word((type(run)(letter, run.face),), word.gap if first else 0.0))
    return found


def _face(portrait: bytes, side: int) -> Image.Image:
    """Return a portrait cut to a circle with a ring around it."""
    with Image.open(io.BytesIO(portrait)) as opened:
        picture = opened.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    ring = Image.new("RGBA", (side, side), (*_RING, 0))
    ring.putalpha(rounded((side, side), 255))
    edge = max(round(0.045 * side), 1)
    inner = (side - 2 * edge, side - 2 * edge)
    small = picture.resize(inner, Image.Resampling.LANCZOS)
    alpha = np.minimum(np.asarray(small.getchannel("A")), np.asarray(rounded(inner, 255)))
    small.putalpha(Image.fromarray(alpha))
    ring.alpha_composite(small, (edge, edge))
    return ring
