"""What stands where the shots will be, before there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.language import translate
from ui import icons
from ui.dialogs.note import Glyph, text_label
from ui.storyboard.words import name_button


class EmptyBoard(QWidget):
    """Says what a storyboard is, and how to begin."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title.setProperty("role", "empty")
        self.hint = text_label("secondary")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setFixedWidth(420)
        self.add = QPushButton(icons.icon("plus"), "")
        self.last = QPushButton(icons.icon("history", "muted"), "")
        self.last.setProperty("role", "quiet")
        self.last.hide()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(Glyph("layout-list", "muted", 40), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.title)
        column.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignCenter)
        for button in (self.add, self.last):
            button.setAutoDefault(False)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self.retranslate()

    def offer_last(self, there: bool) -> None:
        """Offer the board that was sent last, if there is one."""
        self.last.setVisible(there)

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self.title.setText(translate("Storyboard", "A film in shots"))
        self.hint.setText(
            translate(
                "Storyboard",
                "Write shot by shot, paste a text, open a table, or drop pictures. A shot can begin"
                " with the last frame of the one before it.",
            )
        )
        name_button(self.add, translate("Storyboard", "Write the first shot"))
        name_button(self.last, translate("Storyboard", "Bring back the last one"))
