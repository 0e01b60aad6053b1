"""Controls that fade while nobody needs them."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from ui.theme import MOTION_MS, reduced_motion


class Fade(QGraphicsOpacityEffect):
    """Lets a widget appear and vanish. It can be reached by the pointer and by Tab all the time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.shown = True
        self._motion = QPropertyAnimation(self, b"opacity", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._rest)
        self.setOpacity(1.0)
        widget.setGraphicsEffect(self)
        self._rest()

    def set_shown(self, shown: bool) -> None:
        """Let the widget appear, or vanish; at once where motion is not wanted."""
        if shown == self.shown:
            return
        self.shown = shown
        self._motion.stop()
        self.setEnabled(True)
        if reduced_motion():
            self.setOpacity(1.0 if shown else 0.0)
            self._rest()
            return
        self._motion.setDuration(MOTION_MS)
        self._motion.setStartValue(self.opacity())
        self._motion.setEndValue(1.0 if shown else 0.0)
        self._motion.start()

    def draw(self, painter: QPainter) -> None:
        """Draw what there is; Qt complains of a widget that has no size yet."""
        if not self.sourceBoundingRect().isEmpty():
            super().draw(painter)

    def _rest(self) -> None:
        """Cost nothing while the widget is simply there."""
        self.setEnabled(not self.shown)
