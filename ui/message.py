"""One short message of the window, which goes away by itself, or stays until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from core.language import translate
from ui import theme
from ui.controls import IconButton
from ui.segments import literal

STAY = 6000
"""Milliseconds for which a message stays."""
STAY_WITH_ACTION = 10000
"""Milliseconds for which one stays that offers to do something."""
WIDEST, LINE = 440, 16
"""Device-independent pixels that a line of a message takes at most, where it is ``LINE`` high."""

QWIDGETSIZE_MAX = 16777215
"""Qt's own limit, which PySide6 does not name."""


class Toast(QFrame):
    """One message. ``gone`` is sent when its time is over or a person has closed it.

    One that ``stays`` has no such time, and its action does not close it.
    """

    acted = Signal()
    gone = Signal()

    def __init__(
        self, words: str, action: str, parent: QWidget | None = None, *, stays: bool = False
    ) -> None:
        super().__init__(parent)
        self.stays = stays
        self.setProperty("role", "toast")
        self.setAccessibleName(words)
        self.label = QLabel(words)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        # Shown without a parent, it would be a window.
        self.button = QPushButton(literal(action), self)
        self.button.setVisible(bool(action))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.close_button = IconButton("x")
        self.close_button.set_icon("x", "bg")
        self.close_button.set_name(translate("Toast", "Close this message"), "Esc")
        for button in (self.button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._left = STAY_WITH_ACTION if action else STAY
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.leave)
        self._fade: QPropertyAnimation | None = None
        self._leaving = False
        self._lay_out()
        self.button.clicked.connect(self._act)
        self.close_button.clicked.connect(self.gone)

    @property
    def held(self) -> bool:
        """Tell whether time stands still for this message."""
        return not self._timer.isActive()

    def fit(self, room: int) -> None:
        """Break the line where it is wider than ``room``, or than is good to read."""
        for widget in (self, self.label, self.button, self.close_button):
            widget.ensurePolished()
        self.label.setMinimumSize(0, 0)
        self.label.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        metrics = self.label.fontMetrics()
        line = metrics.horizontalAdvance(self.label.text()) + 2
        beside = self._row.totalSizeHint().width() - self.label.sizeHint().width()
        widest = max(min(WIDEST * metrics.height() // LINE, room - beside), 80)
        self.label.setWordWrap(line > widest)
        width = min(line, widest)
        wrapped = line > widest
        height = self.label.heightForWidth(width) if wrapped else self.label.sizeHint().height()
        self.label.setFixedSize(width, height)
        self._row.activate()
        self.setFixedSize(self._row.totalSizeHint())

    def set_words(self, words: str, action: str) -> None:
        """Say something else; ``fit`` is to be called for it."""
        self.setAccessibleName(words)
        self.label.setText(words)
        self.button.setText(literal(action))

    def hold(self, held: bool) -> None:
        """Let time stand still, or go on."""
        if held and self._timer.isActive():
            self._left = max(self._timer.remainingTime(), 1000)
            self._timer.stop()
        elif not (held or self.stays or self._leaving or self._timer.isActive()):
            self._timer.start(self._left)

    def appear(self) -> None:
        """Come into sight."""
        self.show()
        if not theme.reduced_motion():
            self._move(0.0, 1.0)

    def leave(self) -> None:
        """Fade, then be gone."""
        self._leaving = True
        if theme.reduced_motion():
            self.gone.emit()
        else:
            self._move(1.0, 0.0).finished.connect(self.gone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc, act by Return."""
        if event.key() == Qt.Key.Key_Escape:
            self.gone.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.hasFocus():
            self.button.click()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        self.acted.emit()
        if not self.stays:
            self.gone.emit()

    def _move(self, start: float, end: float) -> QPropertyAnimation:
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(start)
        self.setGraphicsEffect(effect)
        self._fade = QPropertyAnimation(effect, b"opacity", self)
        self._fade.setDuration(theme.MOTION_MS)
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        if end == 1.0:
            self._fade.finished.connect(self._show_plainly)
        self._fade.start()
        return self._fade

    def _show_plainly(self) -> None:
        """Paint directly again: an effect draws everything twice."""
        self.setGraphicsEffect(None)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.SPACE[3], theme.SPACE[1], theme.SPACE[1], theme.SPACE[1])
        self._row.setSpacing(theme.SPACE[1])
        for widget in (self.label, self.button, self.close_button):
            self._row.addWidget(widget)
