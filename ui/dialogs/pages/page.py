"""What all pages of the settings share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui.dialogs.note import text_label
from ui.theme import SPACE


class Page(QWidget):
    """One page: a heading, and sections under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = text_label("heading")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        self.column.setSpacing(SPACE[3])
        self.column.addWidget(self.heading)

    def add(self, *parts: QWidget | QLayout, gap: int = SPACE[1]) -> None:
        """Add a section whose ``parts`` stand under each other with ``gap`` between them."""
        section = QVBoxLayout()
        section.setSpacing(gap)
        for part in parts:
            if isinstance(part, QWidget):
                section.addWidget(part)
            else:
                section.addLayout(part)
        self.column.addLayout(section)

    def retranslate(self) -> None:
        """Show every text in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Choice(QWidget):
    """A setting: its name and a sentence at the left, its control at the right."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.name = QLabel()
        self.name.setBuddy(control)
        self.hint = text_label("secondary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE[3])
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.hint, 1, 0)
        grid.addWidget(control, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)

    def set_words(self, name: str, hint: str = "") -> None:
        """Name the setting, on the screen and for a screen reader."""
        self.name.setText(name)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(hint)
