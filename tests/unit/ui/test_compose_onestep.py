"""Rows that move are seen to move once: what is seen stays until all has its place."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.compose.onestep import OneStep


class Painted(QWidget):
    """Is green, where nobody paints over it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor("#00ff00"))


def test_what_is_seen_stays_though_the_window_is_painted_anew(qtbot: QtBot) -> None:
    """A window is when it comes to the front: after a dialog in which a model was chosen, say."""
    window, area, inner = QWidget(), QScrollArea(), Painted()
    window.setStyleSheet("QWidget { background: #ff0000; }")
    area.setWidgetResizable(True)
    area.setWidget(inner)
    QVBoxLayout(window).addWidget(area)
    qtbot.addWidget(window)
    step = OneStep(inner)
    with qtbot.waitExposed(window):
        window.show()

    def seen() -> str:
        shot = window.screen().grabWindow(window.winId()).toImage()
        return shot.pixelColor(window.rect().center()).name()

    qtbot.waitUntil(lambda: seen() == "#00ff00")
    step.begin()
    window.repaint()
    assert not inner.updatesEnabled()
    assert seen() == "#00ff00"
    qtbot.waitUntil(inner.updatesEnabled)
    qtbot.waitUntil(lambda: seen() == "#00ff00")
