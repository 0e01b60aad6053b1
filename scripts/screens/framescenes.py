"""The states of the start frame: moved in the well, and in the studio."""

from __future__ import annotations

import math
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtCore import QTimer

from core.framing import Framing, settle_box

SIZE = (4032, 3024)
PART = (0.42, 0.16, 0.94, 0.6)
LATER = 900
"""Milliseconds until the picture has been read."""


def moved(controller: Any) -> None:
    """Show a part of a large picture in the well."""
    _take(controller)
    QTimer.singleShot(LATER, controller.window, lambda: _choose(controller, Framing()))


def studio(controller: Any) -> None:
    """Open the studio on that part."""
    moved(controller)
    QTimer.singleShot(LATER, controller.window, controller.compose.form.frame.open_studio)


def padded(controller: Any) -> None:
    """Open the studio with the picture between bars of its own colour."""
    _take(controller)
    frame = controller.compose.form.frame

    def show() -> None:
        _choose(controller, Framing("pad", (), frame.source.whole.edge))
        frame.open_studio()

    QTimer.singleShot(LATER, controller.window, show)


def _take(controller: Any) -> None:
    file = controller.home_frames.parent / "hills.jpg"
    hills().save(file, quality=90)
    controller.compose.form.prompt.set_text(controller.shown[0].prompt)
    controller.compose.set_start_frame(str(file))


def _choose(controller: Any, framing: Framing) -> None:
    frame = controller.compose.form.frame
    ratio = 16 / 9
    box = settle_box(PART, SIZE, ratio)
    frame.choice.set_framing(framing, box, ratio, frame.source.file)
    frame.set_fit(framing.fit)


def hills() -> Image.Image:
    """Draw hills at sunset: nobody's picture."""
    width, height = SIZE
    shade = Image.linear_gradient("L").resize(SIZE)
    bands = ((255, -0.33), (200, -0.25), (120, 0.25))
    sky = [shade.point([round(base + slope * v) for v in range(256)]) for base, slope in bands]
    image = Image.merge("RGB", sky)
    draw = ImageDraw.Draw(image)
    draw.ellipse((2500, 700, 3000, 1200), fill=(255, 240, 190))
    colours = ((120, 110, 150), (80, 90, 130), (50, 70, 100), (25, 45, 60))
    for row, colour in enumerate(colours):
        line = [
            (x, 1500 + 350 * row + 160 * math.sin(x / (300 + 90 * row) + 2 * row))
            for x in range(0, width + 40, 40)
        ]
        draw.polygon([*line, (width, height), (0, height)], fill=colour)
    return image
