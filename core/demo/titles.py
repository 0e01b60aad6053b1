"""The lettering of the built-in engine: the prompt as type, and the label in the corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from core.demo import fonts
from core.demo.layer import Floats, Layer
from core.demo.linebreak import break_lines, shortened
from core.demo.typeset import Word, is_cjk, line_width, prepare

#: Notes about a text which could not be set as it was written.
NO_FONT, NO_CJK_FONT, MISSING_GLYPHS = "no_font", "no_cjk_font", "missing_glyphs"
# Type size as a part of the frame's short side, and how many lines of it still look calm.
_SIZES = ((0.092, 2), (0.078, 2), (0.068, 3), (0.060, 4), (0.053, 5), (0.047, 6), (0.041, 7))
_SMALLER = 0.14  # what a step down costs, in the terms of `Setting.cost`
_WIDEST_EM = 26.0
_MARGIN = 0.085
_LONGEST = 1200  # characters: more than the smallest size has room for
_INK = (250, 249, 246)
_FADE_SECONDS, _LATEST_SECONDS = 1.1, 1.2
_ACCENT = (255, 138, 61)


@dataclass(frozen=True)
class Title:
    """The prompt as a layer that fades in line by line."""

    layer: Layer
    lines: int

    def opacity(self, seconds: float) -> Floats | None:
        """Opacity of each row at a time of the clip; None once all of it stands."""
        late = min(0.35 * (self.lines - 1), _LATEST_SECONDS)
        down = np.linspace(0, late, self.layer.height, dtype=np.float32)
        part = np.clip((seconds - 0.25 - down) / _FADE_SECONDS, 0, 1)
        if part[-1] >= 1:
            return None
        return np.asarray(part * part * (3 - 2 * part), np.float32)


def title(prompt: str, width: int, height: int) -> tuple[Title | None, tuple[str, ...]]:
    """The prompt set for a frame of width x height pixels, and notes; None if nothing is left."""
    faces = fonts.faces()
    if not faces:
        return None, (NO_FONT,)
    text = prepare(prompt[:_LONGEST], faces)
    notes = [NO_CJK_FONT] if text.lacks_cjk else []
    if any(not is_cjk(char) for char in text.missing):
        notes.append(MISSING_GLYPHS)
    if not text.words:
        return None, tuple(notes)
    lines, size = _fitted(text.words, width, height)
    return _drawn(lines, size, width, height), tuple(notes)


def _fitted(words: Sequence[Word], width: int, height: int) -> tuple[list[list[Word]], float]:
    """Lines and type size: the largest that needs few enough lines, else shortened.

    A size or two less is taken where the lines then break much better.
    """
    short = min(width, height)
    # A portrait frame is narrow for its type and tall enough for more lines of it.
    more = 1.0 if width >= height else 1.6
    found: list[tuple[float, list[list[Word]], float]] = []
    for part, most in _SIZES:
        size, lines = part * short, round(most * more)
        room = min(width - 2 * _MARGIN * short, _WIDEST_EM * size)
        setting = break_lines(words, size, room, lines)
        if len(setting.lines) <= lines:
            found.append((setting.cost + _SMALLER * len(found), setting.lines, size))
        if len(found) == 3 or len(setting.lines) == 1:
            break
    if not found:
        return shortened(setting.lines, lines, size, room), size
    _, best, size = min(found, key=lambda candidate: candidate[0])
    return best, size


def _leading(lines: Sequence[Sequence[Word]], size: float) -> float:
    wide = any(is_cjk(char) for line in lines for word in line for char in word.text)
    return size * (1.46 if wide else 1.3)


def _drawn(lines: list[list[Word]], size: float, width: int, height: int) -> Title:
    leading = _leading(lines, size)
    short = min(width, height)
    edge = round(1.1 * size)  # room for the shadow
    wide = min(round(max(line_width(line, size) for line in lines)) + 2 * edge, width)
    tall = min(round(leading * len(lines)) + 2 * edge, height)
    left = max(round(_MARGIN * short) - edge, 0)
    top = min(round(height - _MARGIN * 1.15 * short - leading * len(lines)) - edge, height - tall)
    mask = Image.new("L", (wide, tall))
    inset = round(_MARGIN * short) - left
    for number, line in enumerate(lines):
        write(mask, line, size, inset, edge + leading * number + 0.82 * leading)
    layer = Layer(_shadowed(mask, size), left, max(top, 0))
    return Title(layer, len(lines))


def write(mask: Image.Image, line: Sequence[Word], size: float, x: float, baseline: float) -> None:
    """Draw a line into an L image, white on black."""
    draw = ImageDraw.Draw(mask)
    for place, word in enumerate(line):
        x += word.gap * size if place else 0
        for run in word.runs:
            font = run.face.at(size)
            draw.text((x, baseline), run.text, fill=255, font=font, anchor="ls")
            x += font.getlength(run.text)


def _shadowed(mask: Image.Image, size: float) -> Image.Image:
    """Ink over a soft wide shadow and a faint tight one, so that it reads on any ground."""
    soft = mask.filter(ImageFilter.GaussianBlur(0.38 * size)).point(lambda v: min(v * 1.2, 135))
    tight = mask.filter(ImageFilter.GaussianBlur(0.05 * size)).point(lambda v: v * 0.34)
    shade = ImageChops.lighter(soft, tight)
    ground = Image.new("RGBA", mask.size, (8, 8, 14, 0))
    ground.putalpha(shade)
    ink = Image.new("RGBA", mask.size, (*_INK, 0))
    ink.putalpha(mask)
    return Image.alpha_composite(ground, ink)


def label(texts: Sequence[str], width: int, height: int) -> Layer:
    """A small pill in the upper right corner, with the first of the texts that can be set whole.

    It is always drawn: with the last of them in Pillow's own type when nothing else is there.
    """
    short = min(width, height)
    size = max(0.0225 * short, 9.0)
    margin = round(0.035 * short)
    mask = _label_mask(texts, size)
    if mask.width + 2.5 * size > width - 2 * margin:
        size *= (width - 2 * margin) / (mask.width + 2.5 * size)
        mask = _label_mask(texts, size)
    # Even, as a layer needs it: an odd column would be cut off the round end.
    box = (2 * round((mask.width + 2.35 * size) / 2), 2 * round(size * 1.05))
    image = Image.new("RGBA", box, (10, 11, 15, 0))
    image.putalpha(rounded(box, 150))
    side = max(round(0.5 * size), 2)
    dot = Image.new("RGBA", (side, side), (*_ACCENT, 0))
    dot.putalpha(rounded((side, side), 255))
    image.alpha_composite(dot, (round(0.8 * size), (box[1] - side) // 2))
    ink = Image.new("RGBA", mask.size, (*_INK, 0))
    ink.putalpha(mask.point(lambda v: v * 0.94))
    image.alpha_composite(ink, (round(1.6 * size), 0))
    return Layer(image, width - box[0] - margin, margin)


def rounded(box: tuple[int, int], fill: int) -> Image.Image:
    """An L image of a shape with round ends."""
    # Drawn larger, then reduced: Pillow's shapes have hard edges.
    large = Image.new("L", (box[0] * 4, box[1] * 4))
    edge = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, min(large.size) / 2, fill=fill)
    return large.resize(box, Image.Resampling.BOX)


def _label_mask(texts: Sequence[str], size: float) -> Image.Image:
    """The text of a label, white on black, its line centred in 2.1 times the type size."""
    faces = fonts.faces()
    tall, baseline = 2 * round(size * 1.05), 1.42 * size
    for text in [prepare(text, faces) for text in texts if faces]:
        if text.words and not text.missing:
            mask = Image.new("L", (round(line_width(text.words, size)) + 2, tall))
            write(mask, text.words, size, 0, baseline)
            return mask
    font = ImageFont.load_default(size)
    mask = Image.new("L", (round(font.getlength(texts[-1])) + 2, tall))
    ImageDraw.Draw(mask).text((0, baseline), texts[-1], fill=255, font=font, anchor="ls")
    return mask
