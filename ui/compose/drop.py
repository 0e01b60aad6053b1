"""The veil that says what becomes of what is held over it when it is dropped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui import theme


class DropVeil(QWidget):
    """Covers its parent while something is held over it; lets everything through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = parent
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def lift(self, words: str = "") -> None:
        """Show the veil with what a drop does: it begins the clip, where there are no ``words``."""
        self._words = words
        self.setGeometry(self._column.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the parent in every size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._column.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a thin accent over the column, and what will happen."""
        colors = theme.current()
        ground = colors.color("surface")
        ground.setAlphaF(0.9)
        inner = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), ground)
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            text = self._words or translate("Compose", "Drop to begin the clip with this picture")
            room = inner.adjusted(32, 32, -32, -32)
            words = painter.boundingRect(room, flags, text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("raised"))
            card = words.adjusted(-16, -12, 16, 12)
            painter.drawRoundedRect(card, theme.CARD_CORNER, theme.CARD_CORNER)
            painter.setPen(colors.color("text"))
            painter.drawText(words, flags, text)
