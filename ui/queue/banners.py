"""What stands above the list when something waits for a person, and in place of an empty one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.language import translate
from ui import icons, theme
from ui.wording import count_words


class IconLabel(QLabel):
    """An icon that is only looked at."""

    def __init__(self, name: str, token: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = (name, token, size)
        theme.current().changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = (name, *self._icon[1:])
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(*self._icon, self.devicePixelRatioF()))


class HeldBanner(QFrame):
    """Says that jobs from before were not sent, and offers to send or to keep them."""

    send = Signal()
    keep = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._count = 0
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._cost = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._cost.setProperty("role", "secondary")
        self.send_button, self.keep_button = QPushButton(), QPushButton()
        self.send_button.clicked.connect(self.send)
        self.keep_button.clicked.connect(self.keep)
        self.keep_button.setProperty("role", "quiet")
        for button in (self.send_button, self.keep_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.hide()
        self.retranslate()

    def show_held(self, count: int, cost: str) -> None:
        """Tell of ``count`` jobs, and what they may cost; nothing is shown of none."""
        self._count = count
        self._cost.setText(cost)
        self._cost.setVisible(bool(cost))
        self.retranslate()
        self.setVisible(count > 0)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._cost)
        buttons = QHBoxLayout()
        buttons.addWidget(self.send_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("circle-pause", "muted", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        count = count_words(self._count)
        words = translate("Queue", "{count} jobs from before are waiting and were not sent.")
        if self._count == 1:
            words = translate("Queue", "A job from before is waiting and was not sent.")
        self._words.setText(words.format(count=count))
        self.send_button.setText(translate("Queue", "Send {count}").format(count=count))
        self.keep_button.setText(translate("Queue", "Keep for later"))


class TroubleBanner(QFrame):
    """Says what keeps everything from going on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("triangle-alert", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show ``words``, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))


class PauseBanner(QFrame):
    """Says what clips wait for, once for all of them, and lets a person say go on."""

    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.go_on)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("circle-pause", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()
        self.retranslate()

    def show_pause(self, words: str, *, can_go_on: bool) -> None:
        """Show ``words``, or nothing, with or without the button."""
        self.words.setText(words)
        self.button.setVisible(can_go_on)
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use; whoever gave the words gives them anew."""
        self.button.setText(translate("Queue", "Go on"))


class EmptyState(QWidget):
    """Stands in the list's place where there is nothing to list."""

    cleared = Signal()
    """A person wants to see everything again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anything = False
        self._icon = IconLabel("clapperboard", "muted", 32)
        self._heading = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._heading.setProperty("role", "empty")
        self._words = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._words.setProperty("role", "secondary")
        self.clear_button = QPushButton()
        self.clear_button.clicked.connect(self.cleared)
        self.clear_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 48)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addSpacing(8)
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.retranslate()

    def show_for(self, *, filtered: bool) -> None:
        """Speak of an empty library, or of a filter that nothing passes."""
        self._anything = filtered
        self._icon.set_icon("search" if filtered else "clapperboard")
        self.clear_button.setVisible(filtered)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        if self._anything:
            self._heading.setText(translate("Queue", "Nothing here"))
            self._words.setText(translate("Queue", "No clip fits this filter and search."))
        else:
            self._heading.setText(translate("Queue", "Your clips will appear here"))
            self._words.setText(
                translate(
                    "Queue", "Write a prompt and press Generate. You can watch it being made."
                )
            )
        self.clear_button.setText(translate("Queue", "Show all"))
