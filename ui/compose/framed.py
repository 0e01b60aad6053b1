"""Painting a picture into a clip's frame at once, from a copy of it that is small enough."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from core.framing import Box, Framing
from ui.compose.pictures import Whole

_DARKER = 46
"""How much black of 255 lies on the soft ground, as the core darkens it."""


def paint_framed(
    painter: QPainter, place: QRectF, whole: Whole, framing: Framing, box: Box
) -> None:
    """Paint the picture into ``place`` as it will be sent; a blur is only much like it."""
    image = whole.image
    if framing.fit == "crop":
        painter.drawImage(place, image, part_of(QRectF(image.rect()), box))
        return
    if framing.fit == "pad":
        painter.fillRect(place, QColor(framing.colour or "black"))
    else:
        soft = QRectF(whole.soft.rect())
        painter.drawImage(place, whole.soft, inside(soft, place.size()))
        darker = QColor(Qt.GlobalColor.black)
        darker.setAlpha(_DARKER)
        painter.fillRect(place, darker)
    painter.drawImage(inside(place, QSizeF(image.size())), image)


def part_of(whole: QRectF, box: Box) -> QRectF:
    """Return the part of ``whole`` that ``box`` names by fractions."""
    left, top, right, bottom = box
    corner = QPointF(whole.x() + left * whole.width(), whole.y() + top * whole.height())
    return QRectF(corner, QSizeF((right - left) * whole.width(), (bottom - top) * whole.height()))


def inside(room: QRectF, ratio: QSizeF) -> QRectF:
    """Return the largest place with the ratio of ``ratio`` in the middle of ``room``."""
    place = QRectF(QPointF(), ratio.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(room.center())
    return place
