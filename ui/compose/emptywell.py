"""What the well shows while there is no picture: an outline, words, and two buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.language import translate
from ui import icons
from ui.compose.ghost import Ghost
from ui.compose.slots.framewords import wish_words


class EmptyWell(QWidget):
    """Asks for a picture. Clicks beside the buttons are the well's own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.role = "start_frame"
        self._compact = False
        self._ghost = Ghost()
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.browse, self.paste = QPushButton(), QPushButton()
        for button in (self.browse, self.paste):
            button.setProperty("role", "quiet")
            button.setCursor(Qt.CursorShape.ArrowCursor)
        for passive in (self, self._ghost, self._words):
            passive.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.browse.setIcon(icons.icon("folder-open"))
        self.paste.setIcon(icons.icon("clipboard-paste"))
        self._build()

    def set_ratio(self, ratio: QSize) -> None:
        """Show the outline of a picture in this ratio of width and height."""
        self._ghost.set_ratio(ratio)

    def set_compact(self, compact: bool) -> None:
        """Leave the words of the buttons out, where there is another well beside this one."""
        self._compact = compact
        self.retranslate()

    def retranslate(self) -> None:
        """Show all texts in the language in use."""
        self._words.setText(wish_words(self.role, short=self._compact))
        for button, words in (
            (self.browse, translate("Compose", "Browse…")),
            (self.paste, translate("Compose", "Paste")),
        ):
            # Qt sets the words close to the icon.
            button.setText("" if self._compact else f" {words}")
            button.setToolTip(words if self._compact else "")
            button.setAccessibleName(words)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch()
        buttons.addWidget(self.browse)
        buttons.addWidget(self.paste)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        column.addStretch()
        column.addWidget(self._ghost, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch()
