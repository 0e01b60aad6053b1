"""The shape of a clip from what is asked for: its ratio, and about its size in pixels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.model import Model, Size

_RATIO = re.compile(r"(\d{1,4}):(\d{1,4})")
_LINES = re.compile(r"(\d{3,4})p?")
_K = re.compile(r"(\d)k")
USUAL_LINES = 720
"""Pixels of the shorter side of a clip whose resolution is not asked for."""


def ratio_of(text: Any) -> tuple[int, int] | None:
    """Return width and height of a ratio like ``16:9``, None for anything else (``adaptive``)."""
    found = _RATIO.fullmatch(str(text))
    if found is None or not int(found[1]) or not int(found[2]):
        return None
    return int(found[1]), int(found[2])


def lines_of(text: Any) -> int | None:
    """Return the pixels of the shorter side that a resolution like ``1080p`` or ``4k`` names."""
    plain = str(text).strip().lower()
    if (lines := _LINES.fullmatch(plain)) is not None:
        return int(lines[1])
    return int(k[1]) * 540 if (k := _K.fullmatch(plain)) is not None else None


def about_size(model: Model, values: Mapping[str, Any]) -> Size | None:
    """Return the size of a clip in pixels: the exact one where it is known, else about that.

    None where the model takes its ratio from what it is given.
    """
    full = model.with_defaults(values)
    exact = model.output_size(full)
    if exact is not None:
        return exact
    ratio = ratio_of(full.get("aspect_ratio"))
    return None if ratio is None else sized(ratio, lines_of(full.get("resolution")))


def sized(ratio: tuple[float, float], lines: int | None) -> Size:
    """Return a size with even sides in a ratio, whose shorter side has ``lines`` pixels."""
    short, (width, height) = lines or USUAL_LINES, ratio
    long = short * max(width, height) / min(width, height)
    sides = (long, short) if width >= height else (short, long)
    return 2 * round(sides[0] / 2), 2 * round(sides[1] / 2)
