"""Labels for what is said under a field."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LONGEST_WORD = 16
"""Characters without a space that surely fit into the narrowest column."""

_BREAK = "\u200b"
"""A space without width: a line may be broken there."""


class FittedLabel(QLabel):
    """Plain text that is always as high as its lines need in the width that there is.

    A layout would ask for the height that a guessed width needs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit_height(self) -> None:
        """Be as high as the words need."""
        self.setMinimumHeight(0)  # a label never asks for less than this
        self.setFixedHeight(max(self.heightForWidth(self.width()), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the height follow the width."""
        super().resizeEvent(event)
        self.fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Let the height follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_height()


class Words(FittedLabel):
    """A sentence or two under a field; takes no room while there is nothing to say."""

    def __init__(self, role: str = "secondary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self._said = ""
        self.hide()

    def say(self, words: str, role: str = "") -> None:
        """Show ``words``, as ``role`` if one is given; nothing hides the label."""
        if role:
            set_role(self, role)
        if words == self._said and self.isHidden() is not bool(words):
            return
        self._said = words
        self.setText(breakable(words))
        self.setAccessibleName(words)
        self.fit_height()
        self.setVisible(bool(words))

    def said(self) -> str:
        """Return what is shown, as it was given."""
        return self._said


def breakable(words: str) -> str:
    """Return ``words`` with places in its longest parts where a line may end."""
    return re.sub(rf"([!-~]{{{LONGEST_WORD}}})(?=[!-~])", rf"\1{_BREAK}", words)


def set_role(widget: QWidget, role: str) -> None:
    """Give ``widget`` another role in the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
