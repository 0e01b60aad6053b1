"""The places that ask for a file: a small one after the tiles, and one as wide as the column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.compose.dropplace import DropPlace
from ui.compose.slots.tile import PICTURE, SIDE
from ui.compose.wellpaint import paint_outline, paint_ring

HIGH = 56
"""Device-independent pixels of a wide one's height."""


class AddTile(DropPlace):
    """A dashed outline with a plus, or with an icon and words where there is room for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._words = "plus", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, icon: str, words: str) -> None:
        """Show an icon and words in one line; without words only a plus."""
        self._icon, self._words = icon, words
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a tile's picture, or of a line of words with space around it."""
        scale = theme.text_scale()
        high = HIGH if self._words else PICTURE
        return QSize(round(SIDE * scale), round(high * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline, what it asks for, and the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_outline(painter, self.rect(), "text" if self.underMouse() else "field")
            self._paint_words(painter)
            if self.hasFocus():
                paint_ring(painter, self.rect(), theme.current().color("accent"))

    def _paint_words(self, painter: QPainter) -> None:
        side, gap = round(18 * theme.text_scale()), 10
        metrics = painter.fontMetrics()
        most = self.width() - side - gap - 24
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(most, 0))
        whole = side + (gap + metrics.horizontalAdvance(words) if words else 0)
        left, middle = (self.width() - whole) // 2, self.rect().center().y()
        icon = icons.pixmap(self._icon, "muted", side, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, middle - side // 2 + 1), icon)
        painter.setPen(theme.current().color("muted"))
        room = QRect(left + side + gap, 0, self.width(), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
