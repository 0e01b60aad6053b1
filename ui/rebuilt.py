"""The message that the ledger was damaged and made anew. It stays until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from core.rebuilding import Rebuilt, rebuilt_words
from ui.message import Toast
from ui.toast import Toasts


class RebuiltNotice(Toast):
    """Tells what has become of a damaged ledger and of its jobs."""

    def __init__(self, rebuilt: Rebuilt, toasts: Toasts) -> None:
        self._rebuilt, self._toasts = rebuilt, toasts
        super().__init__(rebuilt_words(rebuilt), "", toasts, stays=True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._toasts.say(self, rebuilt_words(self._rebuilt), "")
