"""A clip that does not say how it was made: what else it can be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import text_label
from ui.segments import literal


class OtherUses(Sheet):
    """Offers the last frame of a clip, a character made of it, or to work on the clip itself.

    ``mode`` is what the mode is called that takes the clip, empty where there is none.
    """

    last_frame = Signal()
    """Its last frame is to begin the next clip."""
    character = Signal()
    """It is to become a character."""
    clip = Signal()
    """It is the clip that the model is to work on."""

    def __init__(self, name: str, parent: QWidget | None = None, mode: str = "") -> None:
        super().__init__(720 if mode else 560, parent)
        self._name, self._mode = name, mode
        self.text = text_label()
        self.body.addWidget(self.text)
        self.cancel = self.add_button(self.reject)
        self.make = self.add_button(lambda: self._answer(self.character.emit))
        self.use = self.add_button(lambda: self._answer(self.clip.emit))
        self.use.setVisible(bool(mode))
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
        use = translate("Slots", "Use it for “{mode}”").format(mode=self._mode)
        self.use.setText(literal(use))
        self.use.setAccessibleName(use)
        self.cancel.setText(translate("OtherUses", "Cancel"))

    def _answer(self, tell: Callable[[], object]) -> None:
        self.accept()
        tell()
