"""The sheet into which a text is pasted: a paragraph is a shot."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from core.catalog import Model
from core.language import translate
from core.storyboard import DURATION, MOST_SHOTS, Shot
from core.storyboardtext import shots_of_text
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import text_label
from ui.storyboard.dropping import clipboard_data
from ui.wording import locale

READING = 120
"""Milliseconds after a change until the shots are counted: the text may be a long one."""
LONGEST_TEXT = 2_000_000
"""Characters of the clipboard that are taken."""


class PasteSheet(Sheet):
    """Shows a text, and how many shots it makes."""

    added = Signal(list)
    """The shots that a person wants, ``core.storyboard.Shot``."""

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(600, parent)
        self._model = model
        self._shots: list[Shot] = []
        self.hint = text_label("secondary")
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(280)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.edit)
        self.cancel: QPushButton = self.add_button(self.reject)
        self.add: QPushButton = self.add_button(self._on_add, "primary")
        self._reading = QTimer(self, singleShot=True, interval=READING)
        self._reading.timeout.connect(self._count)
        self.edit.textChanged.connect(self._reading.start)
        self.set_first(self.edit)
        data = clipboard_data()
        if data is not None and data.hasText() and not data.hasUrls():
            self.edit.setPlainText(data.text()[:LONGEST_TEXT])
            self.edit.selectAll()
        self._count()
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("Storyboard", "Paste a text"))
        hint = translate(
            "Storyboard",
            "A paragraph is a shot; blank lines separate them. Numbers are left out, and “(8s)” at"
            " the end sets the length.",
        )
        field = self._model.field(DURATION)
        if field is not None and 8 not in field.choices:
            hint = translate("Storyboard", "A paragraph is a shot; blank lines separate them.")
        self.hint.setText(hint)
        self.edit.setAccessibleName(translate("Storyboard", "Text"))
        self.cancel.setText(translate("Storyboard", "Cancel"))
        self._name_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the shots with Ctrl+Return."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self._on_add()
        else:
            super().keyPressEvent(event)

    def _count(self) -> None:
        self._shots = shots_of_text(self.edit.toPlainText(), self._model)
        self.add.setEnabled(0 < len(self._shots) <= MOST_SHOTS)
        self._name_button()

    def _name_button(self) -> None:
        count = len(self._shots)
        if count > MOST_SHOTS:
            words = translate("Storyboard", "{count} shots are too many")
        elif count == 1:
            words = translate("Storyboard", "Add 1 shot")
        elif count:
            words = translate("Storyboard", "Add {count} shots")
        else:
            words = translate("Storyboard", "Add")
        self.add.setText(words.format(count=locale().toString(count)))

    def _on_add(self) -> None:
        self._reading.stop()
        self._count()
        if self.add.isEnabled():
            self.added.emit(self._shots)
            self.accept()
