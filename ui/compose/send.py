"""The price line and the one button that pays: one click, one request."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from core.language import translate
from ui import icons
from ui.compose.held import HeldKey
from ui.compose.words import Words

SAME_SECONDS = 2.0
"""How long the same request is taken for a slip of the hand."""

CALM_SECONDS = 1.0
"""How long nothing may have been pressed before a press on the question counts as an answer."""

READING = 8000
"""Milliseconds that the question stays after the last press."""

NARROWEST = 16
"""Letters that the price's line needs room for beside a button."""

KEYS = "Ctrl+Return"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The second is the one of the number pad."""


class Repeats:
    """Remembers what was asked last, and when. ``clock`` returns seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: object = None
        self._at = 0.0

    def is_repeat(self, ask: object) -> bool:
        """Tell whether exactly this was asked, or tried to be asked, a moment ago.

        Trying counts too: a key that is held for ever never pays again.
        """
        return ask == self._last and self.renew()

    def renew(self) -> bool:
        """Let the moment begin anew with a press that counts as none; True if it lasts still."""
        now = self._clock()
        lasts = now - self._at < SAME_SECONDS
        if lasts:
            self._at = now
        return lasts

    def note(self, ask: object) -> None:
        """Remember that ``ask`` was asked now."""
        self._last, self._at = ask, self._clock()

    def forget(self) -> None:
        """Nothing was asked, as it turned out."""
        self._last = None


class OneClick(QPushButton):
    """A button on which a double click is one click, and a held key is one press."""

    left_out = Signal()
    """A press was left out: the second of a double click, or the repeat of a held key."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        self._held = HeldKey()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Leave out the second click of a double click."""
        event.accept()
        self.left_out.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Return as with Space, once however long it is held."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self._held.is_repeat(event):
            event.accept()
            self.left_out.emit()
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
    left_out = Signal()
    """A press on one of the buttons counts as none: who presses on and on answers nothing."""
    storyboard_wanted = Signal()
    """A person wants to ask for many clips at once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._pressed_at = 0.0
        self._busy = False
        self._demo = False
        self._price = ""
        self.problem = Words("problem")
        self.price = Words("secondary")
        self.button = OneClick("primary")
        self.storyboard = QPushButton(icons.icon("layout-list", "muted"), "")
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.notice = QWidget()
        self.notice_words = Words("warning")
        self.again = OneClick("")
        self._reading = QTimer(self, singleShot=True, interval=READING)
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
        """Ask whether the same request was meant a second time; not for ever."""
        self._show_question()
        self.notice.show()
        self.pressed()

    def pressed(self) -> None:
        """Note that a request was asked for, in whatever way: an answer is to come later."""
        self._pressed_at = self._clock()
        if not self.notice.isHidden():
            self._reading.start()

    def settle(self) -> None:
        """Take the question away."""
        self._reading.stop()
        if self.again.hasFocus():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.hide()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._name_button()
        self._show_price()
        self.again.setText(translate("Compose", "Generate again"))
        words = translate("Compose", "Storyboard…")
        self.storyboard.setText(f" {words}")  # Qt sets the words close to the icon
        self.storyboard.setAccessibleName(words)
        self.storyboard.setToolTip(translate("Compose", "Many shots at once, from a list"))
        if not self.notice.isHidden():
            self._show_question()

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key may reach, in order."""
        return [self.storyboard, self.again, self.button]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the way to the storyboard below the price where words would be cut beside it."""
        super().resizeEvent(event)
        room = self.contentsRect().width() - 40 - self.storyboard.sizeHint().width()
        beside = room >= NARROWEST * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)

    def _build(self) -> None:
        question = QVBoxLayout(self.notice)
        question.setContentsMargins(0, 0, 0, 0)
        question.setSpacing(8)
        question.addWidget(self.notice_words)
        question.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        # Generate is the last: whatever comes and goes above it, it stays where the pointer is.
        column.addStretch()
        self._beside.setSpacing(8)
        self._beside.addWidget(self.price, 1)
        self._beside.addWidget(self.storyboard, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.problem)
        column.addLayout(self._beside)
        column.addWidget(self.notice)
        column.addWidget(self.button)
        self.storyboard.setProperty("role", "quiet")
        self.storyboard.setAutoDefault(False)
        self.storyboard.clicked.connect(lambda: self.storyboard_wanted.emit())
        self.notice.hide()
        self._reading.timeout.connect(self.settle)
        self.button.clicked.connect(self._on_button)
        self.again.clicked.connect(self._on_again)
        for button in (self.button, self.again):
            button.left_out.connect(self._on_left_out)

    def _on_button(self) -> None:
        self.pressed()
        self.wanted.emit()

    def _on_again(self) -> None:
        """Take the answer, unless it came in the same rush as the presses before."""
        calm = self._clock() - self._pressed_at >= CALM_SECONDS
        self.pressed()
        if calm:
            self.wanted_again.emit()
        else:
            self.left_out.emit()

    def _on_left_out(self) -> None:
        self.pressed()
        self.left_out.emit()

    def _show_question(self) -> None:
        self.notice_words.say(translate("Compose", "You asked for exactly this a moment ago."))

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
