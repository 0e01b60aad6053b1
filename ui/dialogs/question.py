"""A question with two answers: do it, or leave it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.language import translate
from ui.dialogs.dialog import Sheet
from ui.dialogs.note import text_label


class Question(Sheet):
    """Asks whether to do something, and says what that means.

    Return does it, unless it is marked as ``danger``: then Return leaves it. ``cancel`` names the
    other answer, "Cancel" where it is empty.
    """

    confirmed = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        confirm: str,
        *,
        danger: bool = False,
        cancel: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(440, parent)
        self.text = text_label()
        self._cancel_words = cancel
        self.cancel = self.add_button(self.reject)
        self.confirm = self.add_button(self._confirm, "danger" if danger else "primary")
        safe = self.cancel if danger else self.confirm
        self.set_default(safe)
        self.set_first(safe)
        self.body.addWidget(self.text)
        self.set_title(title)
        self.text.setText(text)
        self.confirm.setText(confirm)
        self.setAccessibleDescription(text)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the button's own word in the language in use; the rest was given."""
        self.cancel.setText(self._cancel_words or translate("Question", "Cancel"))

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()
