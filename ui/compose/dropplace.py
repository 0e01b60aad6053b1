"""What every place for a file has in common: it is pressed, and pasted into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import theme

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DropPlace(QAbstractButton):
    """A place that asks for a file by a click, Space or Return. How it looks its kinds say."""

    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.current().changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, and ask for a file with Return as with Space; a held key asks once."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() in _RETURN and not event.modifiers():
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)
