"""An icon that stands for something, in the colour of a token."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme


class Sign(QWidget):
    """An icon that is nothing to be pressed; ``side`` is in device-independent pixels, and grows
    with the text.
    """

    def __init__(
        self, name: str, token: str, side: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._token = name, token
        self._side = round(side * theme.text_scale())
        self.setFixedSize(QSize(self._side, self._side))
        theme.current().changed.connect(self.update)

    def set_sign(self, name: str, token: str) -> None:
        """Show another icon."""
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        with QPainter(self) as painter:
            scale = self.devicePixelRatioF()
            painter.drawPixmap(0, 0, icons.pixmap(self._name, self._token, self._side, scale))
