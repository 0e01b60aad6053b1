"""How the picker writes: its fonts at one size of the text, each made and measured once."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui import theme

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
BOTTOM = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
NORMAL, BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold


class Lettering:
    """Writes in the application's font of now; make another one when that changes."""

    def __init__(self) -> None:
        self.scale = theme.text_scale()
        self._fonts: dict[tuple[str, QFont.Weight], tuple[QFont, QFontMetrics]] = {}

    def scaled(self, size: int) -> int:
        """Return a size of the usual text in device-independent pixels."""
        return round(size * self.scale)

    def write(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        size: str = "small",
        weight: QFont.Weight = NORMAL,
        align: int = LEFT,
    ) -> int:
        """Write as much as there is room for in a size of ``theme.TEXT_PX``.

        Returns where the words end.
        """
        if not words:
            return room.left()
        font, metrics = self._font(size, weight)
        shown, width = words, metrics.horizontalAdvance(words)
        if width > room.width():
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room.width(), 0))
            width = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.drawText(room, align, shown)
        return room.left() + width

    def _font(self, size: str, weight: QFont.Weight) -> tuple[QFont, QFontMetrics]:
        found = self._fonts.get((size, weight))
        if found is None:
            font = sized(size, weight)
            found = self._fonts[size, weight] = (font, QFontMetrics(font))
        return found


def sized(size: str, weight: QFont.Weight = NORMAL) -> QFont:
    """Return the application's font in a size of ``theme.TEXT_PX``."""
    font = QFont()
    font.setPixelSize(round(theme.TEXT_PX[size] * theme.text_scale()))
    font.setWeight(weight)
    return font
