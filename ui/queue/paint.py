"""The shapes of a row, in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen

from ui import icons, theme
from ui.queue.measures import BAR, GAP

THUMB_CORNER = 6.0
EDGE = 2.0
RING = 2.0


def color(token: str) -> QColor:
    """Return a token's colour."""
    return theme.current().color(token)


def pen(painter: QPainter, token: str) -> None:
    """Write in a token's colour from now on."""
    painter.setPen(color(token))


def fill(painter: QPainter, rect: QRectF, corner: float, token: str) -> None:
    """Fill a rectangle with rounded corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawRoundedRect(rect, corner, corner)


def ground(painter: QPainter, rect: QRect, *, chosen: bool, hovered: bool) -> None:
    """Draw what a row stands on: raised under the pointer, with an edge where it is chosen."""
    if chosen or hovered:
        fill(painter, QRectF(rect), theme.CARD_CORNER, "raised")
    if chosen:
        height = rect.height() - 2 * theme.CARD_CORNER
        edge = QRectF(rect.left(), rect.top() + theme.CARD_CORNER, EDGE, height)
        fill(painter, edge, EDGE / 2, "accent")


def ring(painter: QPainter, rect: QRect) -> None:
    """Draw the ring of a row that has the focus."""
    inset = RING / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("accent"), RING))
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, theme.CARD_CORNER - inset, theme.CARD_CORNER - inset)


def thumb(
    painter: QPainter, rect: QRect, image: QImage | None, placeholder: str, *, raised: bool
) -> None:
    """Draw a picture, or an icon where there is none; ``raised`` is what it stands on."""
    fill(painter, QRectF(rect), THUMB_CORNER, "bg" if raised or image is not None else "raised")
    if image is not None:
        painter.drawImage(QRectF(rect), image)
        return
    icon(painter, rect, placeholder, "muted", 20)


def icon(painter: QPainter, rect: QRect, name: str, token: str, size: int) -> None:
    """Draw an icon in the middle of a rectangle."""
    drawn = icons.pixmap(name, token, size, painter.deviceTransform().m11())
    center = QRectF(rect).center()
    painter.drawPixmap(QPointF(center.x() - size / 2, center.y() - size / 2), drawn)


def bar(painter: QPainter, rect: QRectF, part: float) -> None:
    """Draw a bar that is filled up to ``part``, 0 to 1."""
    fill(painter, rect, rect.height() / 2, "line")
    if part > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * part, rect.height()))
        fill(painter, filled, rect.height() / 2, "accent")


def under_buttons(painter: QPainter, rects: list[QRect], ground_rect: QRect) -> None:
    """Let the text run out under the buttons."""
    left = rects[0].left() - 2 * GAP
    area = QRect(left, ground_rect.top() + 2, 0, ground_rect.height() - 4)
    area.setRight(rects[-1].right())
    solid, clear = color("raised"), color("raised")
    clear.setAlpha(0)
    fade = QLinearGradient(left, 0, rects[0].left(), 0)
    fade.setColorAt(0, clear)
    fade.setColorAt(1, solid)
    painter.fillRect(area, fade)


def button(painter: QPainter, rect: QRect, name: str, *, hot: bool, pressed: bool) -> None:
    """Draw a button of a row."""
    if hot or pressed:
        fill(painter, QRectF(rect).adjusted(1, 1, -1, -1), theme.CORNER, "line")
    icon(painter, rect, name, "muted" if pressed else "text", rect.width() - GAP)


def unread(painter: QPainter, text: QRect, line: int) -> None:
    """Draw what stands for the words of a job that is not read yet."""
    top = text.center().y() - line
    for number, part in enumerate((0.7, 0.4)):
        width = round(text.width() * part)
        rect = QRectF(text.left(), top + number * (line + BAR), width, line / 2)
        fill(painter, rect, line / 4, "raised")
