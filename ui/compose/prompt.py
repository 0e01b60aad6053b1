"""The prompt: plain text, its length counted against what the model takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from core.characters import needs_space
from core.language import translate
from ui import theme
from ui.characters.cast import Cast
from ui.characters.completing import NameCompletion
from ui.compose.offers import is_picture_offered, offered_picture, offered_text
from ui.compose.words import Words, set_role
from ui.wording import locale

LINE_HEIGHT = 1.45
"""Distance of the lines, in sizes of the font."""
FEWEST_LINES = 4
"""Lines that are always in view."""
EDGES = 26
"""Device-independent pixels above and below the lines."""


class PromptEdit(QTextEdit):
    """A text field that holds plain text only; pictures that are given to it are passed on."""

    pictured = Signal(object)
    """A picture was pasted: an ``Offer``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "prompt")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.hint = ""
        self._distance = 0
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_text(self, text: str) -> None:
        """Replace the text, so that it can be undone, and set the caret at its end."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insert_words(self, words: str) -> None:
        """Write ``words`` where the caret is, apart from what stands around it."""
        cursor = self.textCursor()
        at, text = cursor.selectionStart(), self.toPlainText()
        ahead = " " if needs_space(text[:at][-1:], words[:1]) else ""
        behind = " " if needs_space(words[-1:], text[cursor.selectionEnd() :][:1]) else ""
        cursor.insertText(f"{ahead}{words}{behind}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_hint(self, words: str) -> None:
        """Show ``words`` while there is no text."""
        self.hint = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the least room; the layout gives what is left over."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the distance of the lines with the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._space_lines()

    def _space_lines(self) -> None:
        """Give all lines their distance, which Qt knows for blocks of text only."""
        size = self.font().pixelSize()
        distance = round(LINE_HEIGHT * size) if size > 0 else self.fontMetrics().lineSpacing()
        self._distance = distance
        self.setMinimumHeight(FEWEST_LINES * distance + EDGES)
        if self.document().firstBlock().blockFormat().lineHeight() == distance:
            return
        lines = QTextBlockFormat()
        lines.setLineHeight(distance, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.document().setUndoRedoEnabled(False)  # nothing that a person did, or can undo
        cursor.mergeBlockFormat(lines)
        self.document().setUndoRedoEnabled(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the placeholder where there is no text: Qt's own would be cut after a line."""
        super().paintEvent(event)
        typing = self.textCursor().block().layout().preeditAreaText()
        if not self.document().isEmpty() or typing:
            return
        edge = round(self.document().documentMargin())
        with QPainter(self.viewport()) as painter:
            painter.setPen(theme.current().color("muted"))
            self._draw_lines(painter, self.viewport().rect().adjusted(edge, edge, -edge, -edge))

    def _draw_lines(self, painter: QPainter, room: QRect) -> None:
        layout = QTextLayout(self.hint, self.font())
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid() and y + self._distance <= room.height():
            line.setLineWidth(room.width())
            # As Qt places the text in lines of a fixed distance.
            top = room.top() + y + 0.8 * self._distance - line.ascent()
            line.draw(painter, QPointF(room.left(), top))
            y += self._distance
        layout.endLayout()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, pages as text, and pictures for the start frame; no other files."""
        if any(url.isLocalFile() for url in source.urls()):
            return is_picture_offered(source, links=False)
        return source.hasText() or source.hasHtml() or is_picture_offered(source, links=False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert the text, and pass on what can only be meant for the start frame."""
        offer = offered_picture(source, links=False)
        if offer is not None:
            self.pictured.emit(offer)
        else:
            self.textCursor().insertText(offered_text(source))
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, without the field's own lines and fonts."""
        copied = QMimeData()
        copied.setText(self.textCursor().selection().toPlainText())
        return copied

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Return to the panel, pressed or held."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave pictures to the panel."""
        if is_picture_offered(event.mimeData(), links=False):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Leave pictures to the panel."""
        if is_picture_offered(event.mimeData(), links=False):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Leave pictures to the panel."""
        if is_picture_offered(event.mimeData(), links=False):
            event.ignore()
        else:
            super().dropEvent(event)


class PromptField(QWidget):
    """The prompt with its count and what is wrong with it."""

    changed = Signal()
    pictured = Signal(object)
    named = Signal(str)
    """The id of a character whose name was completed."""

    def __init__(self, cast: Cast, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = PromptEdit()
        self.completion = NameCompletion(self.edit, cast)
        self.problem = Words("problem")
        self.count = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._limit: int | None = None
        self._shown = self._note = ""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.problem, 1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit, 1)
        column.addLayout(row)
        self.edit.textChanged.connect(self._on_text)
        self.edit.pictured.connect(self.pictured)
        self.completion.accepted.connect(self.named)

    def text(self) -> str:
        """Return what was written."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what was written."""
        if text != self.text():
            self.edit.set_text(text)

    def insert(self, words: str) -> None:
        """Write ``words`` where the caret is, with the spaces that they need around them."""
        self.edit.insert_words(words)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_limit(self, limit: int | None) -> None:
        """Count against ``limit`` characters, None where the model names none."""
        self._limit = limit
        self._show_count()

    def set_names(self, name: str, placeholder: str) -> None:
        """Name the field, in the person's language."""
        self.edit.setAccessibleName(name)
        self.edit.set_hint(placeholder)
        self._show_count()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the prompt, until it is changed."""
        self._shown = words
        self._show_count()

    def show_note(self, words: str) -> None:
        """Say what is odd about the prompt, where nothing is wrong with it."""
        if words != self._note:
            self._note = words
            self._show_count()

    def _on_text(self) -> None:
        self._shown = ""
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        length, limit = len(self.text()), self._limit
        over = 0 if limit is None else max(length - limit, 0)
        count = locale().toString(length)
        if limit is not None:
            count = translate("Compose", "{count} / {limit}").format(
                count=count, limit=locale().toString(limit)
            )
        self.count.setText(count)
        set_role(self.count, "problem" if over else "secondary")
        words = self._shown
        if over:
            words = translate("Compose", "{count} characters too many for this model.")
            words = words.format(count=locale().toString(over))
        self.problem.say(words or self._note, "problem" if words else "warning")
        self.edit.setAccessibleDescription(words or self._note or self.edit.hint)
