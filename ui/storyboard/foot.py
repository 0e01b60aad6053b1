"""The foot of the storyboard: what it comes to, what is wrong, and the one button that pays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from core.language import translate
from ui.compose.send import CALM_SECONDS, KEYS, READING, OneClick
from ui.compose.words import Words
from ui.preparing import Preparing, PreparingLine

PROGRESS = 160
"""Device-independent pixels of the line that shows how far the board is prepared."""


class Foot(QFrame):
    """Totals and problems at the left, the buttons at the right."""

    wanted = Signal()
    """Generate all was pressed."""
    wanted_again = Signal()
    """The same board is meant to be paid for once more."""
    left_out = Signal()
    """A press counts as none: the second of a double click, or a held key."""
    closed = Signal()

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._preparing: Preparing | None = None
        self._count = 0
        self._pressed_at = 0.0
        self.totals = Words("")
        self.problem = Words("problem")
        self.notice = Words("warning")
        self.progress = PreparingLine()
        self.again = OneClick("")
        self.close_button = QPushButton()
        self.button = OneClick("primary")
        self._reading = QTimer(self, singleShot=True, interval=READING)
        self._reading.timeout.connect(self.settle)
        self._build()

    @property
    def busy(self) -> bool:
        """Tell whether the board is being prepared."""
        return self._preparing is not None

    def set_preparing(self, preparing: Preparing | None) -> None:
        """Show that the board is being prepared, None for the end; presses are left out until
        then."""
        self._preparing = preparing
        self.progress.hide()
        if preparing is not None:
            self.progress.follow(preparing)
        self.button.setProperty("busy", self.busy)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
        self.retranslate()

    def stop(self) -> None:
        """Stop what is being prepared."""
        if self._preparing is not None:
            self._preparing.stop()
            self.retranslate()

    def show_totals(self, words: str, count: int) -> None:
        """Show what the board comes to; ``count`` is the number of clips."""
        self._count = count
        self.totals.say(words)
        self.button.setEnabled(count > 0)
        self.retranslate()

    def show_problem(self, words: str) -> None:
        """Say what keeps the board from being sent, until the next try."""
        self.problem.say(words)

    def ask_again(self, now: float) -> None:
        """Ask whether the same board was meant a second time; not for ever."""
        self._pressed_at = now
        self.notice.say(translate("Compose", "You asked for exactly this a moment ago."))
        self.again.show()
        self._reading.start()

    def settle(self) -> None:
        """Take the question away."""
        self._reading.stop()
        self.notice.say("")
        if self.again.hasFocus():
            self.button.setFocus()
        self.again.hide()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        name = translate("Storyboard", "Generate all")
        stopped = self._preparing is not None and self._preparing.stopped
        busy = (
            translate("MediaWork", "Stopping…") if stopped else translate("Compose", "Preparing…")
        )
        self.button.setText(busy if self.busy else name)
        self.button.setAccessibleName(self.button.text())
        keys = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(f"{name} ({keys})")
        self.again.setText(translate("Compose", "Generate again"))
        stop, close = translate("Characters", "Stop"), translate("Storyboard", "Close")
        self.close_button.setText(stop if self.busy else close)
        self.close_button.setEnabled(not stopped)

    def _build(self) -> None:
        self.close_button.setAutoDefault(False)
        self.close_button.setProperty("role", "quiet")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (self.problem, self.notice, self.totals):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.progress.setFixedWidth(PROGRESS)
        row.addWidget(self.progress)
        for button in (self.again, self.close_button, self.button):
            row.addWidget(button)
        self.again.hide()
        self.button.clicked.connect(lambda: self.wanted.emit())
        self.again.clicked.connect(self._on_again)
        self.close_button.clicked.connect(lambda: self.closed.emit())
        for button in (self.button, self.again):
            button.left_out.connect(self.left_out)

    def _on_again(self) -> None:
        """Take the answer, unless it came in the same rush as the presses before."""
        now = self._clock()
        calm = now - self._pressed_at >= CALM_SECONDS
        self._pressed_at = now
        if calm:
            self.wanted_again.emit()
        else:
            self.left_out.emit()
