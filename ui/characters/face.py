"""The round picture that stands for a character, painted alike everywhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme


def paint_face(painter: QPainter, room: QRectF, name: str, picture: QImage) -> None:
    """Paint the middle of ``picture`` as a disc, else the first letter of ``name`` on one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    disc = QPainterPath()
    disc.addEllipse(room)
    if picture.isNull():
        painter.fillPath(disc, theme.current().color("line"))
        font = QFont(painter.font())
        font.setPixelSize(max(round(room.height() * 0.5), 1))
        painter.setFont(font)
        painter.setPen(theme.current().color("text"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), name[:1].upper())
    else:
        painter.setClipPath(disc)
        painter.drawImage(room, picture, middle_of(picture, room.size().toSize()))
    painter.restore()


def middle_of(picture: QImage, shape: QSize) -> QRectF:
    """Return the largest part of ``picture`` around its middle that has the ratio of ``shape``."""
    size = QSize(max(shape.width(), 1), max(shape.height(), 1))
    fitted = size.scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRectF(0, 0, fitted.width(), fitted.height())
    part.moveCenter(QRectF(picture.rect()).center())
    return part


def paint_poster(
    painter: QPainter, room: QRectF, name: str, picture: QImage, corner: float
) -> None:
    """Paint ``picture`` so that it fills ``room``, its corners rounded, else a letter on a card."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    outline = QPainterPath()
    outline.addRoundedRect(room, corner, corner)
    if picture.isNull():
        painter.fillPath(outline, theme.current().color("line"))
        side = min(room.width(), room.height()) * 0.5
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(room.center())
        painter.setPen(QPen(theme.current().color("text")))
        font = QFont(painter.font())
        font.setPixelSize(max(round(side * 0.7), 1))
        painter.setFont(font)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), name[:1].upper())
    else:
        painter.setClipPath(outline)
        painter.drawImage(room, picture, middle_of(picture, room.size().toSize()))
    painter.restore()


class FaceDot(QWidget):
    """A character's round picture; ``side`` is in device-independent pixels at the usual text."""

    def __init__(self, side: int = 20) -> None:
        super().__init__()
        self._name, self._picture = "", QImage()
        self.setFixedSize(QSize(side, side) * theme.text_scale())
        theme.current().changed.connect(self.update)

    def show_face(self, name: str, picture: QImage) -> None:
        """Show a picture, or the first letter of ``name`` where it is a null one."""
        self._name, self._picture = name, picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc."""
        with QPainter(self) as painter:
            room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            paint_face(painter, room, self._name, self._picture)
