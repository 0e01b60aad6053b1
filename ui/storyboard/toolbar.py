"""The head of the storyboard: its name, the way back, and where shots can come from."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.language import translate
from ui import icons
from ui.controls import ElidedLabel, IconButton
from ui.storyboard.words import name_button
from ui.theme import SPACE

UNDO, REDO = "Ctrl+Z", "Ctrl+Shift+Z"


class Toolbar(QWidget):
    """Buttons beside what all shots share."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.summary = ElidedLabel()
        self.summary.setProperty("role", "secondary")
        self.undo, self.redo = IconButton("undo-2"), IconButton("redo-2")
        self.paste, self.open, self.folder = (
            QPushButton(icons.icon(name, "muted"), "")
            for name in ("clipboard-paste", "braces", "folder-open")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE[3], SPACE[2], SPACE[2], SPACE[1])
        row.setSpacing(SPACE[0])
        row.addWidget(self.heading)
        row.addSpacing(SPACE[2])
        row.addWidget(self.summary, 1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        for button in (self.paste, self.open, self.folder):
            button.setProperty("role", "quiet")
            button.setAutoDefault(False)
            row.addWidget(button)

    def set_steps(self, *, undo: bool, redo: bool) -> None:
        """Offer the steps that there are."""
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        native = QKeySequence.SequenceFormat.NativeText
        self.heading.setText(translate("Storyboard", "Storyboard"))
        undo, redo = translate("Storyboard", "Undo"), translate("Storyboard", "Redo")
        self.undo.set_name(undo, QKeySequence(UNDO).toString(native))
        self.redo.set_name(redo, QKeySequence(REDO).toString(native))
        name_button(self.paste, translate("Storyboard", "Paste text…"))
        name_button(self.open, translate("Storyboard", "Open CSV…"))
        self.open.setToolTip(
            translate("Storyboard", "A CSV table, JSON lines or a text: a row is a shot")
        )
        name_button(self.folder, translate("Storyboard", "From pictures…"))
        self.folder.setToolTip(translate("Storyboard", "A folder of pictures: each is a shot"))
