"""A field for the base URL that never lets a bad one through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.foxapi.address import DEFAULT_BASE_URL, BadAddress, base_url
from core.language import translate
from core.problems import Problem
from core.wording import problem_words
from ui.dialogs.note import Note
from ui.theme import SPACE


class _Line(QLineEdit):
    """A line that Esc brings back to what it held, before it closes anything."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.before = text
        self.setPlaceholderText(DEFAULT_BASE_URL)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhUrlCharactersOnly | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.before:
            self.setText(self.before)
        else:
            super().keyPressEvent(event)


class AddressField(QWidget):
    """The base URL, with what is wrong with it said underneath. Empty means FoxAPI's own."""

    entered = Signal(str)
    """A person entered another base URL, and it is a good one."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.line = _Line(address)
        self.label.setBuddy(self.line)
        self.note = Note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        for widget in (self.label, self.line, self.note):
            column.addWidget(widget)
        self.line.textEdited.connect(self.note.clear)
        self.line.editingFinished.connect(self._finished)
        self.retranslate()

    def value(self) -> str | None:
        """Return the base URL in its one form; None, and words under the field, if it is none."""
        text = self.line.text().strip() or DEFAULT_BASE_URL
        try:
            address = base_url(text)
        except BadAddress as error:
            problem = Problem("base_url", error.code, {"url": text})
            self.note.say("problem", lambda: problem_words(problem))
            return None
        self.note.clear()
        return address

    def set_value(self, address: str) -> None:
        """Show ``address``, a good one."""
        self.line.before = address
        self.line.setText(address)
        self.note.clear()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.label.setText(translate("Address", "Base URL"))
        self.line.setAccessibleName(self.label.text())
        self.line.setAccessibleDescription(
            translate("Address", "https, or http on this computer only")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _finished(self) -> None:
        address = self.value()
        if address is not None and address != self.line.before:
            self.set_value(address)
            self.entered.emit(address)
