"""The frame over the whole picture: what is left out is dark, corners can be taken hold of."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import theme

ARM = 16
"""Device-independent pixels of the lines that mark the frame's corners."""

_DARK = 0.6
"""How much black lies on what is not taken."""

Corner = tuple[int, int]
"""0 or 1 for left or right, and for top or bottom."""

CORNERS: tuple[Corner, ...] = ((0, 0), (1, 0), (0, 1), (1, 1))


def corner_of(frame: QRectF, corner: Corner) -> QPointF:
    """Return the place of one of the frame's corners."""
    x = frame.right() if corner[0] else frame.left()
    return QPointF(x, frame.bottom() if corner[1] else frame.top())


def paint_crop(painter: QPainter, place: QRectF, frame: QRectF, *, held: bool) -> None:
    """Draw ``frame`` over the picture that fills ``place``; with thirds while it is ``held``."""
    dark = theme.current().color("video")
    dark.setAlphaF(_DARK)
    for rest in (
        QRectF(place.topLeft(), QPointF(place.right(), frame.top())),
        QRectF(QPointF(place.left(), frame.bottom()), place.bottomRight()),
        QRectF(QPointF(place.left(), frame.top()), frame.bottomLeft()),
        QRectF(frame.topRight(), QPointF(place.right(), frame.bottom())),
    ):
        painter.fillRect(rest, dark)
    if held:
        _paint_thirds(painter, frame)
    light = theme.current().color("on_video")
    painter.setPen(QPen(light, 1))
    painter.drawRect(frame)
    painter.setPen(QPen(light, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    arm = min(ARM, frame.width() / 3, frame.height() / 3)
    for corner in CORNERS:
        at = corner_of(frame, corner)
        painter.drawLine(at, at + QPointF(arm * (1 - 2 * corner[0]), 0))
        painter.drawLine(at, at + QPointF(0, arm * (1 - 2 * corner[1])))


def _paint_thirds(painter: QPainter, frame: QRectF) -> None:
    light = theme.current().color("on_video")
    light.setAlphaF(0.6)
    painter.setPen(QPen(light, 1))
    for third in (1 / 3, 2 / 3):
        x, y = frame.x() + third * frame.width(), frame.y() + third * frame.height()
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
