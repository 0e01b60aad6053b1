"""The shapes of a row, in the theme's colours."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from ui import icons, theme
from ui.queue.measures import BAR, GAP

THUMB_CORNER = 6.0
EDGE = 2.0
RING = 2.0
BADGE = 20
"""Side of the mark on a picture."""
FADED = 0.35
"""How much is left of the picture of a clip that was rejected."""
STACK = ((6, 8, 0.35), (3, 4, 0.7))
"""The cards behind a picture: how much higher, narrower at each side, and how solid they are."""


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
    painter: QPainter,
    rect: QRect,
    image: QImage | None,
    placeholder: str,
    *,
    raised: bool,
    faded: bool = False,
) -> None:
    """Draw a picture, or an icon where there is none; ``raised`` is what it stands on."""
    fill(painter, QRectF(rect), THUMB_CORNER, "bg" if raised or image is not None else "raised")
    painter.setOpacity(FADED if faded else 1.0)
    if image is not None:
        painter.drawImage(QRectF(rect), image)
    else:
        icon(painter, rect, placeholder, "muted", 20)
    painter.setOpacity(1.0)


def stack(painter: QPainter, rect: QRect) -> None:
    """Draw the upper edges of two cards that lie behind a picture."""
    painter.setPen(Qt.PenStyle.NoPen)
    for higher, narrower, solid in STACK:
        shade = color("field")
        shade.setAlphaF(solid)
        painter.setBrush(shade)
        card = QRectF(rect).adjusted(narrower, -higher, -narrower, -rect.height() / 2)
        painter.drawRoundedRect(card, THUMB_CORNER / 2, THUMB_CORNER / 2)


def badge(painter: QPainter, picture: QRect, mark: str) -> None:
    """Draw a person's mark in the lower left corner of a picture: a star, or a thumb down."""
    place = QRectF(picture.left() + 3, picture.bottom() - BADGE - 2, BADGE, BADGE)
    black = color("video")
    black.setAlphaF(0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(black)
    painter.drawEllipse(place)
    if mark == "star":
        filled_star(painter, place.center(), BADGE * 0.36, "video_accent")
    else:
        icon(painter, place.toRect(), "thumbs-down", "on_video", 12)


def filled_star(painter: QPainter, middle: QPointF, radius: float, token: str) -> None:
    """Draw a star in a token's colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawPolygon(_star(middle, radius))


def _star(middle: QPointF, radius: float) -> QPolygonF:
    """Return a star of five points, one of them on top."""
    points = []
    for number in range(10):
        reach = radius if number % 2 == 0 else radius * 0.42
        angle = number * pi / 5 - pi / 2
        points.append(QPointF(middle.x() + reach * cos(angle), middle.y() + reach * sin(angle)))
    return QPolygonF(points)


def chip(painter: QPainter, rect: QRect, *, raised: bool, hot: bool) -> None:
    """Draw what a chip's words stand on; ``raised`` is what it stands on itself."""
    token = "line" if hot else "bg" if raised else "raised"
    fill(painter, QRectF(rect), rect.height() / 2, token)


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


def button(
    painter: QPainter, rect: QRect, name: str, *, hot: bool, pressed: bool, given: bool = False
) -> None:
    """Draw a button of a row; ``given`` says that it is a star that the row has."""
    if hot or pressed:
        fill(painter, QRectF(rect).adjusted(1, 1, -1, -1), theme.CORNER, "line")
    side = rect.width() - GAP
    if given:
        filled_star(painter, QRectF(rect).center(), side / 2, "accent")
        return
    icon(painter, rect, name, "muted" if pressed else "text", side)


def unread(painter: QPainter, text: QRect, line: int) -> None:
    """Draw what stands for the words of a job that is not read yet."""
    top = text.center().y() - line
    for number, part in enumerate((0.7, 0.4)):
        width = round(text.width() * part)
        rect = QRectF(text.left(), top + number * (line + BAR), width, line / 2)
        fill(painter, rect, line / 4, "raised")
