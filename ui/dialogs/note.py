"""A sentence under a field or in a dialog: its kind is a shape first, a colour second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.toast import announce

Tone = Literal["problem", "warning", "good", "secondary"]
Words = Callable[[], str]
"""Looks a text up; called again when the language is switched."""

_SHAPES: dict[Tone, tuple[str, str]] = {
    "problem": ("circle-alert", "bad"),
    "warning": ("triangle-alert", "warning"),
    "good": ("circle-check", "good"),
    "secondary": ("info", "muted"),
}


class Glyph(QWidget):
    """An icon that only shows something: tinted from a token, sharp, and as large as the text.

    ``size`` is in device-independent pixels at the usual text size.
    """

    def __init__(self, icon: str, token: str = "text", size: int = 16) -> None:
        super().__init__()
        self._icon, self._token, self._size = icon, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def show_icon(self, icon: str, token: str) -> None:
        """Show another icon, or the same one in another colour."""
        self._icon, self._token = icon, token
        self.update()

    def sizeHint(self) -> QSize:
        """Return the icon's size, never lower than a line of text beside it."""
        side = self._side()
        return QSize(side, max(side, self.fontMetrics().height()))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the middle."""
        side = self._side()
        drawn = icons.pixmap(self._icon, self._token, side, self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)

    def _side(self) -> int:
        return round(self._size * theme.text_scale())


class Note(QWidget):
    """A sentence with its shape. Without one it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Words | None = None
        self.tone: Tone = "secondary"
        self.glyph = Glyph("info", "muted", 14)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def say(self, tone: Tone, words: Words, *, aloud: bool = True) -> None:
        """Show what ``words`` returns; ``aloud`` tells a screen reader at once."""
        self._words, self.tone = words, tone
        self.glyph.show_icon(*_SHAPES[tone])
        set_role(self.label, tone)
        self.label.setText(words())
        self.show()
        if aloud:
            announce(self, words())

    def clear(self) -> None:
        """Say nothing any more."""
        self._words = None
        self.label.clear()
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty if nothing is."""
        return self.label.text()

    def changeEvent(self, event: QEvent) -> None:
        """Say the same in the language of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._words is not None:
            self.label.setText(self._words())


def set_role(widget: QWidget, role: str) -> None:
    """Give ``widget`` another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def text_label(role: str = "") -> QLabel:
    """Return a label for plain text that wraps, with a role of the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


class IconLine(QWidget):
    """A sentence with an icon before its first line."""

    def __init__(self, icon: str, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = text_label()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(icon, token), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
