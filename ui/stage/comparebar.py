"""The controls of two clips that are compared: those of every player, and how fast they run."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui import theme
from ui.controls import IconButton
from ui.stage.transport import Transport
from ui.wording import locale

SPEEDS = (0.25, 0.5, 1.0, 2.0)


class CompareBar(Transport):
    """A player's controls for both clips, on a ground of their own."""

    speed_chosen = Signal(float)
    """A person wants the clips to run so many times as fast as they are meant to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.speed_button = IconButton("play")  # the base class names its buttons
        self._speed = 1.0
        super().__init__(parent)
        self.speed_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.speed_button.clicked.connect(lambda: self.speed_chosen.emit(self.next_speed(1)))
        self._row.insertWidget(self._row.indexOf(self.loop), self.speed_button)
        self.full_screen.hide()
        column = self.layout()
        if column is not None:
            column.setContentsMargins(
                theme.SPACE[2], theme.SPACE[1], theme.SPACE[2], theme.SPACE[1]
            )
        QWidget.setTabOrder(self.forward, self.speed_button)
        QWidget.setTabOrder(self.speed_button, self.loop)

    def set_speed(self, speed: float) -> None:
        """Show how fast the clips run."""
        self._speed = speed
        self._name_speed()

    def next_speed(self, steps: int) -> float:
        """Return the speed so many steps faster; after the fastest comes the slowest."""
        return SPEEDS[(SPEEDS.index(self._speed) + steps) % len(SPEEDS)]

    def retranslate(self) -> None:
        """Name every control in the person's language."""
        super().retranslate()
        self._name_speed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground: there is no clip behind it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().color("video"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.CARD_CORNER, theme.CARD_CORNER)

    def _name_speed(self) -> None:
        words = translate("Compare", "{speed}×").format(speed=locale().toString(self._speed))
        self.speed_button.setText(words)
        name = translate("Compare", "Speed: {speed}").format(speed=words)
        self.speed_button.set_name(name, "< >")
