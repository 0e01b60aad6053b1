"""A prompt in full: to be read, selected and copied; a long one is folded."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.language import translate
from ui import icons, theme
from ui.controls import IconButton
from ui.stage.factrow import PAD, SIGN
from ui.toast import announce

FOLDED_LINES = 6
FOLDED_CHARACTERS = 1500
"""More than six lines hold: what lies below them need not be laid out."""
LINE_HEIGHT = 145.0
"""Per cent of the font's own."""


class PromptText(QTextEdit):
    """Text as high as it needs to be, or six lines. It never scrolls by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._full = ""
        self._folded = True
        self._needed = 0

    @property
    def long(self) -> bool:
        """Tell whether there is more than is shown folded."""
        return len(self._full) > FOLDED_CHARACTERS or self._needed > self._folded_height()

    def set_text(self, text: str) -> None:
        """Show another text, folded."""
        self._full = text
        self.set_folded(True)

    def set_folded(self, folded: bool) -> None:
        """Show six lines, or everything."""
        self._folded = folded
        self.setPlainText(self._full[:FOLDED_CHARACTERS] if folded else self._full)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(block)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs at this width."""
        self.document().setTextWidth(self.viewport().width())
        self._needed = round(self.document().size().height())
        height = min(self._needed, self._folded_height()) if self._folded else self._needed
        self.setFixedHeight(height + self.height() - self.viewport().height())

    def _folded_height(self) -> int:
        line = QFontMetricsF(self.font()).lineSpacing() * LINE_HEIGHT / 100
        return round(FOLDED_LINES * line)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width at all."""
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what this lies in."""
        event.ignore()


class PromptView(QWidget):
    """A prompt under its name, with a button that copies it and one that unfolds it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompt = ""
        self.text = PromptText()
        self.heading = QLabel()
        self.heading.setProperty("role", "secondary")
        self.copy_button = IconButton("copy")
        self.fold_button = QPushButton()
        self.fold_button.setProperty("role", "disclosure")
        self._folded = True
        self._sign = QTimer(self, singleShot=True, interval=SIGN)
        self._sign.timeout.connect(lambda: self.copy_button.set_icon("copy"))
        self.copy_button.clicked.connect(self.copy)
        self.fold_button.clicked.connect(lambda: self._fold(not self._folded))
        self._lay_out()
        self.retranslate()

    def set_prompt(self, prompt: str) -> None:
        """Show another prompt, folded; the same one is left as it is."""
        self.setVisible(bool(prompt))
        if prompt != self._prompt:
            self._prompt = prompt
            self._folded = True
            self.text.set_text(prompt)
            self._show_fold()

    def copy(self) -> None:
        """Put the whole prompt on the clipboard, and say so for a moment."""
        QGuiApplication.clipboard().setText(self._prompt)
        self.copy_button.set_icon("check", "good")
        self._sign.start()
        announce(self.copy_button, translate("Details", "Copied"))

    def retranslate(self) -> None:
        """Say everything in the person's language."""
        self.heading.setText(translate("Details", "Prompt"))
        self.text.setAccessibleName(translate("Details", "Prompt"))
        self.copy_button.set_name(translate("Details", "Copy the prompt"))
        self._show_fold()

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        self.text.set_folded(folded)
        self._show_fold()

    def _show_fold(self) -> None:
        more, less = translate("Details", "Show all"), translate("Details", "Show less")
        self.fold_button.setText(more if self._folded else less)
        icon = "chevron-down" if self._folded else "chevron-up"
        self.fold_button.setIcon(icons.icon(icon, "muted"))
        self.fold_button.setVisible(self.text.long or not self._folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the prompt still fits."""
        super().resizeEvent(event)
        self._show_fold()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text to another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.text.fit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, 0, 0, theme.SPACE[1])
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.text)
        column.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
