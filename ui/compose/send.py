"""The price line and the one button that pays: one click, one request."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from core.asking import Ask
from core.language import translate
from ui.compose.held import HeldKey
from ui.compose.words import Words

SAME_SECONDS = 2.0
"""How long the same request is taken for a slip of the hand."""

KEYS = "Ctrl+Return"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The second is the one of the number pad."""


class Repeats:
    """Remembers what was asked last, and when. ``clock`` returns seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: Ask | None = None
        self._at = 0.0

    def is_repeat(self, ask: Ask) -> bool:
        """Tell whether exactly this was asked, or tried to be asked, a moment ago.

        Trying counts too: a key that is held for ever never pays again.
        """
        now = self._clock()
        repeated = ask == self._last and now - self._at < SAME_SECONDS
        if repeated:
            self._at = now
        return repeated

    def note(self, ask: Ask) -> None:
        """Remember that ``ask`` was asked now."""
        self._last, self._at = ask, self._clock()

    def forget(self) -> None:
        """Nothing was asked, as it turned out."""
        self._last = None


class OneClick(QPushButton):
    """A button on which a double click is one click, and a held key is one press."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._held = HeldKey()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Leave out the second click of a double click."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Return as with Space, once however long it is held."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self._held.is_repeat(event):
            event.accept()
        elif plain and event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Remember the release, which a held key sends too."""
        self._held.released(event)
        super().keyReleaseEvent(event)


class SendBar(QFrame):
    """What it costs, Generate, and the question whether the same was meant twice."""

    wanted = Signal()
    """Generate was pressed."""
    wanted_again = Signal()
    """The same is meant to be paid for once more."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._asked_at = 0.0
        self._busy = False
        self._demo = False
        self._price = ""
        self.problem = Words("problem")
        self.price = Words("secondary")
        self.button = OneClick("primary")
        self.notice = QWidget()
        self.notice_words = Words("warning")
        self.again = OneClick("")
        self._build()

    @property
    def busy(self) -> bool:
        """Tell whether a request is being prepared."""
        return self._busy

    def set_price(self, words: str) -> None:
        """Show what a request costs, as far as it is known."""
        self._price = words
        self._show_price()

    def set_demo(self, demo: bool) -> None:
        """Say that the built-in engine costs nothing, or show the price again."""
        self._demo = demo
        self._show_price()

    def set_busy(self, busy: bool) -> None:
        """Show that a request is being prepared; presses are left out until then."""
        self._busy = busy
        self.button.setProperty("busy", busy)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)
        self._name_button()

    def ask_again(self) -> None:
        """Ask whether the same request was meant a second time."""
        if self.notice.isHidden():
            self._asked_at = self._clock()
        self.notice_words.say(translate("Compose", "You asked for exactly this a moment ago."))
        self.notice.show()

    def settle(self) -> None:
        """Take the question away."""
        self.notice.hide()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._name_button()
        self._show_price()
        self.again.setText(translate("Compose", "Generate again"))
        if not self.notice.isHidden():
            self.ask_again()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.button, self.again]

    def _build(self) -> None:
        question = QVBoxLayout(self.notice)
        question.setContentsMargins(0, 0, 0, 0)
        question.setSpacing(8)
        question.addWidget(self.notice_words)
        question.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        for widget in (self.problem, self.price, self.button, self.notice):
            column.addWidget(widget)
        self.notice.hide()
        self.button.clicked.connect(self.wanted)
        self.again.clicked.connect(self._on_again)

    def _on_again(self) -> None:
        """Take the answer, unless it came with the click that brought up the question."""
        seconds = QApplication.doubleClickInterval() / 1000
        if self._clock() - self._asked_at >= seconds:
            self.wanted_again.emit()

    def _show_price(self) -> None:
        demo = translate("Compose", "The built-in engine costs nothing and needs no key.")
        self.price.say(demo if self._demo else self._price)

    def _name_button(self) -> None:
        name = translate("Compose", "Generate")
        busy = translate("Compose", "Preparing…")
        self.button.setText(busy if self._busy else name)
        self.button.setAccessibleName(self.button.text())
        keys = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(f"{name} ({keys})")
