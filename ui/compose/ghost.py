"""The outline that stands for a picture to come."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme

HEIGHT = 48
"""Device-independent pixels."""


class Ghost(QWidget):
    """The outline of the picture to come, in its ratio, with an icon in it."""

    def __init__(self) -> None:
        super().__init__()
        self._ratio = QSize(16, 9)
        theme.current().changed.connect(self.update)

    def set_ratio(self, ratio: QSize) -> None:
        """Take another ratio of width and height."""
        self._ratio = ratio
        self.setFixedSize(
            ratio.scaled(HEIGHT * 16 // 9, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline and the icon."""
        color = theme.current().color
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("raised"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.CORNER, theme.CORNER)
            picture = icons.pixmap("image-plus", "muted", 20, self.devicePixelRatioF())
            painter.drawPixmap(self.rect().center() - QPoint(9, 9), picture)
