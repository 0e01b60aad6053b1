"""The controls of texts beside the prompt: a line, or a box that grows with what is written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from core.carrying import usual
from core.field import Field
from core.language import translate
from ui.compose.control import FieldControl, help_of, label_of
from ui.compose.words import Words
from ui.wording import count_words

MOST_LINES = 5
"""Lines of a box before it scrolls."""
EDGES = 14
"""Device-independent pixels of padding and border above and below the text of a box."""
NEARLY = 0.8
"""The part of a limit from which on the characters are counted in view."""


class LineControl(FieldControl):
    """A text on one line, or a web address."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._usual = usual(field) or ""
        self.line = QLineEdit(self)
        if field.max_length is not None:
            self.line.setMaxLength(field.max_length)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.set_value(None)
        self.retranslate()

    def value(self) -> Any:
        """Return the text, None where there is none."""
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.line.setText(str(self._usual if value is None else value))

    def retranslate(self) -> None:
        """Name the line in the language in use."""
        self.line.setAccessibleName(label_of(self.field))
        self.line.setAccessibleDescription(help_of(self.field))
        self.line.setPlaceholderText("https://…" if self.field.type == "url" else "")
        self.setToolTip(help_of(self.field))

    def tab_stops(self) -> list[QWidget]:
        """Return the line."""
        return [self.line]


class TextControl(FieldControl):
    """A longer text. Near its limit the characters are counted."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._usual = usual(field) or ""
        self.box = _GrowingBox(self)
        self.count = Words("secondary", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.count)
        self.set_value(None)
        self.box.textChanged.connect(self._on_text)
        self.retranslate()

    def value(self) -> Any:
        """Return the text, None where there is none."""
        text = self.box.toPlainText()
        return text if text.strip() else None

    def set_value(self, value: Any) -> None:
        """Show a text without telling that a person wrote it."""
        blocked = self.box.blockSignals(True)
        self.box.setPlainText(str(self._usual if value is None else value))
        self.box.blockSignals(blocked)
        self.box.grow()
        self._count()

    def retranslate(self) -> None:
        """Name the box in the language in use."""
        self.box.setAccessibleName(label_of(self.field))
        self.box.setAccessibleDescription(help_of(self.field))
        self.setToolTip(help_of(self.field))
        self._count()

    def tab_stops(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]

    def _on_text(self) -> None:
        self.box.grow()
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        length, most = len(self.box.toPlainText()), self.field.max_length
        if most is None or length < most * NEARLY:
            self.count.say("")
            return
        words = translate("Compose", "{count} of {limit} characters")
        words = words.format(count=count_words(length), limit=count_words(most))
        self.count.say(words, "problem" if length > most else "secondary")


class _GrowingBox(QPlainTextEdit):
    """Some lines of text, as high as they are, up to ``MOST_LINES``. Tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grow()

    def sizeHint(self) -> QSize:
        """Return a width that asks for a line of its own."""
        return QSize(320, self.height())

    def grow(self) -> None:
        """Be as high as the lines are."""
        wanted = max(round(self.document().size().height()), 1)
        lines, bar = min(wanted, MOST_LINES), Qt.ScrollBarPolicy
        off = bar.ScrollBarAlwaysOff if wanted <= MOST_LINES else bar.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off)
        margin = 2 * round(self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margin + EDGES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width, which the lines depend on."""
        super().resizeEvent(event)
        self.grow()
