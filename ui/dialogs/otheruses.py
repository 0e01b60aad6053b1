"""A clip that does not say how it was made: what else it can be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import text_label


class OtherUses(Sheet):
    """Offers the last frame of a clip, or a character made of it."""

    last_frame = Signal()
    """Its last frame is to begin the next clip."""
    character = Signal()
    """It is to become a character."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self._name = name
        self.text = text_label()
        self.body.addWidget(self.text)
        self.cancel = self.add_button(self.reject)
        self.make = self.add_button(lambda: self._answer(self.character.emit))
        self.begin = self.add_button(lambda: self._answer(self.last_frame.emit), "primary")
        self.set_default(self.begin)
        self.set_first(self.begin)
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the language in use."""
        self.set_title(translate("OtherUses", "No settings in this clip"))
        words = translate(
            "OtherUses",
            "“{name}” does not say how it was made: it comes from elsewhere, or its tags were"
            " removed. You can use the clip itself.",
        )
        self.text.setText(words.format(name=self._name))
        self.setAccessibleDescription(self.text.text())
        self.begin.setText(translate("OtherUses", "Begin with its last frame"))
        self.make.setText(translate("OtherUses", "Make a character…"))
        self.cancel.setText(translate("OtherUses", "Cancel"))

    def _answer(self, tell: Callable[[], object]) -> None:
        self.accept()
        tell()
