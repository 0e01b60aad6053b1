"""The provider's raw answer about a job, to be read, searched and copied."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import icons, theme
from ui.controls import IconButton

SIZE = (640, 520)


def pretty(answer: str) -> str:
    """Return JSON with a line for each value; anything else as it is."""
    try:
        return json.dumps(json.loads(answer), ensure_ascii=False, indent=2)
    except ValueError:
        return answer


class AnswerDialog(QDialog):
    """Shows an answer that is masked already. Open it with ``open``."""

    def __init__(self, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(pretty(answer))
        self.text.setProperty("role", "code")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.find_field = QLineEdit()
        self.find_field.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.next_button, self.previous_button = (
            IconButton("chevron-down"),
            IconButton("chevron-up"),
        )
        self.nothing = QLabel()
        self.nothing.setProperty("role", "secondary")
        self.copy_button, self.close_button = QPushButton(icons.icon("copy"), ""), QPushButton()
        self.find_field.textChanged.connect(self._begin)
        self.find_field.returnPressed.connect(self.find_next)
        self.next_button.clicked.connect(self.find_next)
        self.previous_button.clicked.connect(self.find_previous)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.accept)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
        QShortcut(QKeySequence.StandardKey.Find, self, self.find_field.setFocus)
        QShortcut(QKeySequence.StandardKey.FindNext, self, self.find_next)
        self._lay_out()
        self.resize(*SIZE)
        self.retranslate()
        self.find_field.setFocus()

    def find_next(self) -> None:
        """Go to the next place; after the last one to the first."""
        self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> None:
        """Go to the place before; from the first one to the last."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def copy(self) -> None:
        """Put the whole answer on the clipboard, and say so."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._name_copy(translate("Answer", "Copied"))
        self.copy_button.setIcon(icons.icon("check", "good"))

    def _name_copy(self, words: str) -> None:
        self.copy_button.setText(f" {words}")  # styles leave next to no room beside an icon
        self.copy_button.setAccessibleName(words)

    def _begin(self) -> None:
        """Look from the top for what is typed."""
        cursor = self.text.textCursor()
        cursor.setPosition(0)
        self.text.setTextCursor(cursor)
        self._find(QTextDocument.FindFlag(0))

    def _find(self, flags: QTextDocument.FindFlag) -> None:
        wanted = self.find_field.text()
        found = not wanted or self.text.find(wanted, flags)
        if not found:
            cursor = self.text.textCursor()
            back = flags == QTextDocument.FindFlag.FindBackward
            cursor.movePosition(cursor.MoveOperation.End if back else cursor.MoveOperation.Start)
            self.text.setTextCursor(cursor)
            found = self.text.find(wanted, flags)
        self.nothing.setText("" if found else translate("Answer", "Not found"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Return for the search; Esc closes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.setWindowTitle(translate("Answer", "The provider's answer"))
        self.text.setAccessibleName(self.windowTitle())
        find = translate("Answer", "Find in the answer")
        self.find_field.setPlaceholderText(find)
        self.find_field.setAccessibleName(find)
        enter = QKeySequence(Qt.Key.Key_Return).toString(QKeySequence.SequenceFormat.NativeText)
        self.next_button.set_name(translate("Answer", "Next"), enter)
        self.previous_button.set_name(translate("Answer", "Previous"))
        self._name_copy(translate("Answer", "Copy"))
        self.close_button.setText(translate("Answer", "Close"))

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.find_field, self.nothing, self.previous_button, self.next_button):
            top.addWidget(widget)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[3],) * 4)
        column.setSpacing(theme.SPACE[2])
        column.addLayout(top)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
