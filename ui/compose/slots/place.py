"""What every place for files is: it shows that what is held over the column would go there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme


class Place(QWidget):
    """A part of the form that files can be dropped on."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = _Ring(self)

    @property
    def over(self) -> bool:
        """Tell whether it shows that something would go here."""
        return not self._ring.isHidden()

    def set_over(self, over: bool) -> None:
        """Show that what is held over the column would go here."""
        if over:
            self._ring.setGeometry(self.rect())
            self._ring.raise_()
        self._ring.setVisible(over)


class _Ring(QWidget):
    """Lies over a place that something is held over, and lets everything through."""

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the place, and draw its edge."""
        accent = theme.current().color("accent")
        ground = theme.current().color("accent")
        ground.setAlphaF(0.12)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, 2))
            painter.setBrush(ground)
            inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inner, theme.CARD_CORNER, theme.CARD_CORNER)
