"""One chosen character in the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from core.characters import name_of
from core.job import Job
from core.language import translate
from ui.characters.cast import Cast
from ui.characters.face import FaceDot
from ui.controls import IconButton

WIDEST = 160
"""Device-independent pixels of a name at most, on a chip or a button."""


class CharacterChip(QFrame):
    """One chosen character: its picture, its name, and a button that takes it away."""

    def __init__(self, character_id: str, cast: Cast) -> None:
        super().__init__()
        self.character_id = character_id
        self._cast = cast
        self.setProperty("role", "chip")
        self.face, self.name = FaceDot(), QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.remove = _RemoveButton("x", size=12)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(6)
        for widget in (self.face, self.name, self.remove):
            row.addWidget(widget)
        self.show_character()

    @property
    def job(self) -> Job | None:
        """The job that made the character, None for one of which only the id is known."""
        return self._cast.find(self.character_id)

    def show_character(self) -> None:
        """Show what is known of the character now."""
        job = self.job
        name = name_of(job) if job is not None else self.character_id
        self.name.setText(
            self.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST)
        )
        facts = (name, self.character_id, self._cast.why_not(job) if job is not None else "")
        self.setToolTip("\n".join(fact for fact in dict.fromkeys(facts) if fact))
        self.setAccessibleName(name)
        self.show_picture()
        self.retranslate()

    def show_picture(self) -> None:
        """Show the character's picture, if it is there."""
        job = self.job
        self.face.show_face(
            self.accessibleName(), QImage() if job is None else self._cast.poster(job)
        )

    def retranslate(self) -> None:
        """Name the button in the language in use."""
        words = translate("Characters", "Take “{name}” out").format(name=self.accessibleName())
        self.remove.set_name(words)


class _RemoveButton(IconButton):
    """Takes a chip away, also by the keys that delete."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count a key that deletes as a click."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
