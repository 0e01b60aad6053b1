"""What the well paints besides the picture: its outline, words over it, and the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui import theme


def clip_to_card(painter: QPainter, rect: QRect) -> None:
    """Paint inside a card's round corners only, from now on."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), theme.CARD_CORNER, theme.CARD_CORNER)
    painter.setClipPath(path)


def paint_outline(painter: QPainter, rect: QRect, token: str) -> None:
    """Draw the dashed outline of a place where something can be dropped."""
    pen = QPen(theme.current().color(token), 1)
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(theme.current().color("bg"))
    inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)


def paint_busy(painter: QPainter, rect: QRect, words: str) -> None:
    """Write over everything what is waited for."""
    ground = theme.current().color("raised")
    ground.setAlphaF(0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(rect), theme.CARD_CORNER, theme.CARD_CORNER)
    painter.setPen(theme.current().color("text"))
    inner = rect.adjusted(12, 12, -12, -12)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)


def paint_chip(painter: QPainter, rect: QRect, words: str) -> None:
    """Write a few words at the bottom of a picture, as much as there is room for."""
    metrics = painter.fontMetrics()
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 40)
    height = metrics.height() + 8
    chip = QRect(0, 0, metrics.horizontalAdvance(words) + 24, height)
    chip.moveCenter(rect.center())
    chip.moveBottom(rect.bottom() - 8)
    ground = theme.current().color("video")
    ground.setAlphaF(0.72)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(chip), height / 2, height / 2)
    painter.setPen(theme.current().color("on_video"))
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_ring(painter: QPainter, rect: QRect, color: QColor, width: int = 2) -> None:
    """Draw the ring of the focus inside ``rect``."""
    painter.setPen(QPen(color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)
