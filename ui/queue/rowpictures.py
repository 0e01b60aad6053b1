"""Keeps the pictures of those rows that were drawn last.

A picture is found by everything that shows in it, so none is ever out of date.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap

from ui import theme
from ui.queue import paint
from ui.queue.rowpainter import Look, RowPainter

ROOM = 24 * 1024 * 1024
"""Bytes of pictures that are kept."""


class RowPictures:
    """Draws rows at rest by a painter, and keeps what was drawn."""

    def __init__(self, rows: RowPainter) -> None:
        self._rows = rows
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def clear(self) -> None:
        """Forget all pictures: the rows look different now."""
        self._kept.clear()
        self._bytes = 0

    def find(self, look: Look, size: QSize, scale: float) -> QPixmap | None:
        """Return the picture of a row that was drawn before, None if there is none."""
        key = _key(look, size, scale)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def draw(self, look: Look, image: QImage | None, size: QSize, scale: float) -> QPixmap:
        """Draw the picture of a row of ``size`` at ``scale`` pixels, and keep it."""
        drawn = QPixmap(size * scale)
        drawn.setDevicePixelRatio(scale)
        drawn.fill(paint.color("surface"))
        with QPainter(drawn) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._rows.draw(painter, QRect(QPoint(0, 0), size), look, image, hovered=False)
        self._kept[_key(look, size, scale)] = drawn
        self._bytes += _bytes(drawn)
        while self._bytes > ROOM and len(self._kept) > 1:
            self._bytes -= _bytes(self._kept.popitem(last=False)[1])
        return drawn


def _key(look: Look, size: QSize, scale: float) -> Hashable:
    now = theme.current()
    colors = (now.name, now.high_contrast, QGuiApplication.palette().cacheKey())
    return look, size.width(), size.height(), scale, colors


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * picture.depth() // 8
