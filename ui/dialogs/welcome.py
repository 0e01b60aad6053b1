"""The first start: two doors, a key of one's own or the built-in engine."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.language import translate
from ui import icons
from ui.dialogs.dialog import pressed_by_return, push_button, scrolled
from ui.dialogs.keyform import KeyForm
from ui.dialogs.keys import KeyOutcome
from ui.dialogs.note import Glyph, IconLine, text_label
from ui.theme import SPACE

WIDE = 46
"""Widths of a letter that both doors need to stand side by side, a door."""
ICON = 72


class Door(QFrame):
    """One of the two ways in: an icon, a name, a sentence, and what belongs to it."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "door")
        self.name = text_label("heading")
        self.words = text_label("secondary")
        top = QHBoxLayout()
        top.setSpacing(SPACE[1])
        top.addWidget(Glyph(icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.name, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        self.column.setSpacing(SPACE[2])
        self.column.addLayout(top)
        self.column.addWidget(self.words)


class Welcome(QWidget):
    """The page that asks where clips are to be made. It covers the whole window."""

    key_given = Signal(str, str)
    """Key and base URL: to be checked and kept."""
    kept_anyway = Signal(str, str)
    """Key and base URL: to be kept although the host could not be asked."""
    demo_chosen = Signal()
    finished = Signal()
    """The key is in use, and the person has read where it is kept."""

    def __init__(self, base_url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = QLabel()
        self.icon.setPixmap(icons.app_icon().pixmap(QSize(ICON, ICON)))
        self.title = text_label("empty")
        self.sentence = text_label()
        self.key_door, self.demo_door = Door("key"), Door("clapperboard")
        self.form = KeyForm(base_url, other_address=True)
        self.go_on = push_button(self.finished.emit, "primary")
        self.reasons = [IconLine("check", "good") for _ in range(3)]
        self.demo = push_button(self.demo_chosen.emit)
        self.later = text_label("secondary")
        self._lay_out()
        self.form.given.connect(self.key_given)
        self.form.kept_anyway.connect(self.kept_anyway)
        self.form.usable.connect(self._on_usable)
        self.setFocusProxy(self.form.line)
        self.retranslate()

    def show_checking(self) -> None:
        """Show that the host is being asked about the key."""
        self.form.show_checking()

    def show_result(self, outcome: KeyOutcome) -> None:
        """Say what came of the key."""
        self.form.show_result(outcome)

    def begin(self) -> None:
        """Ask anew: nothing that was typed or said before is there any more."""
        self.go_on.hide()
        self.form.clear()
        self.form.set_open(True)
        self.form.line.setFocus()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.title.setText(translate("Welcome", "Welcome to Foxreel"))
        self.setAccessibleName(self.title.text())
        self.sentence.setText(
            translate(
                "Welcome",
                "Write a prompt, add a start frame if you like, and every clip that you pay for"
                " lands on your disk.",
            )
        )
        self._name_doors()
        self.go_on.setText(translate("Welcome", "Continue"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, and sizes of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with the focus by Return too."""
        if not pressed_by_return(event, self.focusWidget()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the doors above each other where the window is narrow."""
        super().resizeEvent(event)
        self._turn()

    def _name_doors(self) -> None:
        self.key_door.name.setText(translate("Welcome", "Paste your key"))
        self.key_door.words.setText(
            translate(
                "Welcome",
                "You find it in your FoxAPI account. Clips that are made there cost money.",
            )
        )
        self.demo_door.name.setText(translate("Welcome", "Try the built-in engine"))
        self.demo_door.words.setText(
            translate(
                "Welcome",
                "See how Foxreel works, with clips that this computer draws by itself.",
            )
        )
        words = (
            translate("Welcome", "No key and no network"),
            translate("Welcome", "No cost"),
            translate("Welcome", "Animatics that say in the picture what they are"),
        )
        for line, text in zip(self.reasons, words, strict=True):
            line.label.setText(text)
        self.demo.setText(translate("Welcome", "Try it"))
        self.demo.setAccessibleName(self.demo_door.name.text())
        self.later.setText(translate("Welcome", "You can add a key later, in Settings."))

    def _on_usable(self) -> None:
        self.form.set_open(False)
        self.go_on.show()
        self.go_on.setFocus()

    def _turn(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        side_by_side = self.width() > 2 * WIDE * letter
        sides = QBoxLayout.Direction
        self._doors.setDirection(sides.LeftToRight if side_by_side else sides.TopToBottom)
        self._middle.setMaximumWidth((2 * WIDE + 24 if side_by_side else WIDE + 12) * letter)

    def _lay_out(self) -> None:
        self.icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.key_door.column.addWidget(self.form)
        self.key_door.column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self.key_door.column.addStretch(1)
        for line in self.reasons:
            self.demo_door.column.addWidget(line)
        self.demo_door.column.addSpacing(SPACE[0])
        self.demo_door.column.addWidget(self.demo, 0, Qt.AlignmentFlag.AlignLeft)
        self.demo_door.column.addStretch(1)
        self.demo_door.column.addWidget(self.later)
        self.go_on.hide()
        self._doors = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._doors.setSpacing(SPACE[4])
        self._doors.addWidget(self.key_door, 1)
        self._doors.addWidget(self.demo_door, 1)
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setSpacing(SPACE[1])
        column.setContentsMargins(SPACE[4], SPACE[4], SPACE[4], SPACE[4])
        for widget in (self.icon, self.title, self.sentence):
            column.addWidget(widget)
        column.addSpacing(SPACE[4])
        column.addLayout(self._doors)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._middle, 100, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(page))
