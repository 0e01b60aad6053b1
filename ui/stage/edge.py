"""The edge of the player: round corners, and the ring of the focus."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme


class Edge(QWidget):
    """Rounds the corners of what lies under it, and draws the ring of the focus around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounded, self.ringed = True, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.current().changed.connect(self.update)

    def set_rounded(self, rounded: bool) -> None:
        """Round the corners, or not."""
        self.rounded = rounded
        self.update()

    def set_ringed(self, ringed: bool) -> None:
        """Show the ring, or not."""
        self.ringed = ringed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the corners with what is around them."""
        whole = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.rounded:
                for path in _corners(whole):
                    painter.fillPath(path, theme.current().color("surface"))
            if self.ringed:
                painter.setPen(QPen(theme.current().color("video_accent"), 2))
                corner = theme.CARD_CORNER - 1 if self.rounded else 0
                painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), corner, corner)


def _corners(whole: QRectF) -> Iterator[QPainterPath]:
    """Yield what the round corners of a card leave free of ``whole``."""
    corner = theme.CARD_CORNER
    circle = QRectF(whole.topLeft(), QSizeF(2 * corner, 2 * corner))
    ends = (whole.topRight(), whole.topLeft(), whole.bottomLeft(), whole.bottomRight())
    for quarter, end in enumerate(ends):
        circle.moveLeft(whole.left() if quarter in (1, 2) else end.x() - 2 * corner)
        circle.moveTop(whole.top() if quarter in (0, 1) else end.y() - 2 * corner)
        path = QPainterPath(end)
        path.arcTo(circle, 90 * quarter, 90)
        path.closeSubpath()
        yield path
