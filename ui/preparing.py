"""The wait for what a request is made of: a line that shows how far it is, and the way out."""

from __future__ import annotations

import contextlib
import threading

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.media.watch import Watch
from ui.stage.headline import ProgressLine


class Preparing(QObject):
    """One preparation: whoever does it follows ``watch``, in any thread, until ``stop``."""

    moved = Signal(int)
    """Per cent that are done."""

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()
        self._told = -1
        self.watch = Watch(self._tell, self._stopped.is_set)

    @property
    def stopped(self) -> bool:
        """Tell whether nobody wants it any more."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Let the work end as soon as it can, and put away what it has written."""
        self._stopped.set()

    def _tell(self, share: float) -> None:
        percent = round(100 * share)
        if percent > self._told:
            self._told = percent
            with contextlib.suppress(RuntimeError):  # the window is gone
                self.moved.emit(percent)


class PreparingLine(ProgressLine):
    """Shows how far a preparation is; without one it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn = 0
        self.hide()

    def follow(self, preparing: Preparing) -> None:
        """Show this one, from its beginning."""
        self._turn += 1
        self.set_percent(str(self._turn), 0)
        preparing.moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self.show()

    def _on_moved(self, percent: int) -> None:
        self.set_percent(str(self._turn), percent)
