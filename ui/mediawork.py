"""Long work on clips in the background: a message shows how far it is and lets a person stop it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from shiboken6 import isValid

from core.language import translate
from core.media.faults import media_words
from core.media.watch import MediaCancelled, Watch
from ui import theme
from ui.background import Background
from ui.message import Toast
from ui.queue.glide import Glide
from ui.toast import Toasts

TELL = 0.1
"""Seconds between two answers to how far work is."""
PATIENCE = 3.0
"""Seconds for which the end of the program waits until work has put away what it had begun."""
_BAR = 3

_T = TypeVar("_T")
log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Task:
    """One piece of work: whether it has ``begun``, and ``stopped`` if nobody wants it any more."""

    toast: MediaToast
    failed: Callable[[Exception], None] | None
    begun: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)
    told_at: float = 0.0


class MediaWork(QObject):
    """Does one thing after the other in a thread of its own; thumbnails do not wait for it.

    Closing the message of what is being done does not stop it, its button does.
    """

    _moved = Signal(object, float)

    def __init__(self, toasts: Toasts) -> None:
        super().__init__()
        self._toasts = toasts
        self._background = Background(threads=1)
        self._tasks: list[_Task] = []
        self._closed = False
        self._idle = threading.Event()
        self._idle.set()
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether anything is being done, or waits for it."""
        return bool(self._tasks)

    def start(
        self,
        title: str,
        work: Callable[[Watch], _T],
        done: Callable[[_T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``work`` in the background under ``title``, a few words that say what is being done.

        ``done`` gets its result and ``failed`` its error, on the GUI's thread; without a ``failed``
        the error is said in words. Of work that a person has stopped nobody hears.
        """
        if self._closed:
            return
        task = _Task(MediaToast(title, self._toasts), failed)
        task.toast.acted.connect(lambda: self._stop(task))
        self._tasks.append(task)
        self._toasts.show_toast(task.toast)

        def ended(result: _T) -> None:
            self._forget(task)
            if done is not None:
                done(result)

        self._background.call(
            lambda: self._run(task, work), ended, lambda error: self._on_failed(task, error)
        )

    def close(self) -> None:
        """Stop everything and call nobody back; what was begun is put away before it returns."""
        self._closed = True
        for task in self._tasks:
            task.stopped.set()
        self._background.close()
        self._idle.wait(PATIENCE)

    def _run(self, task: _Task, work: Callable[[Watch], _T]) -> _T:
        """Work, in the thread."""
        self._idle.clear()
        task.begun.set()
        try:
            watch = Watch(lambda share: self._tell(task, share), task.stopped.is_set)
            watch.check()
            return work(watch)
        finally:
            self._idle.set()

    def _tell(self, task: _Task, share: float) -> None:
        now = time.monotonic()
        if now - task.told_at >= TELL and not task.stopped.is_set():
            task.told_at = now
            self._moved.emit(task, share)

    def _on_moved(self, task: _Task, share: float) -> None:
        if task in self._tasks and isValid(task.toast):
            task.toast.set_share(share)

    def _stop(self, task: _Task) -> None:
        task.stopped.set()
        if task.begun.is_set():
            task.toast.stopping()
        else:
            task.toast.leave()

    def _on_failed(self, task: _Task, error: Exception) -> None:
        self._forget(task)
        if isinstance(error, MediaCancelled):
            return
        if task.failed is not None:
            task.failed(error)
            return
        words = media_words(error)
        if words:
            self._toasts.show_message(words)
        else:
            log.error("work on clips failed", exc_info=error)

    def _forget(self, task: _Task) -> None:
        self._tasks.remove(task)
        if isValid(task.toast):
            task.toast.leave()


class MediaToast(Toast):
    """A message that stays while work goes on, with a line at its lower edge that shows how far."""

    def __init__(self, title: str, toasts: Toasts) -> None:
        super().__init__(title, translate("MediaWork", "Cancel"), toasts, stays=True)
        self._toasts, self._title = toasts, title
        self._share = 0.0
        self._glide = Glide(self)
        self._glide.moved.connect(lambda _: self.update())
        self.close_button.set_name(translate("MediaWork", "Hide. The work goes on."), "Esc")
        self.set_share(0.0)

    @property
    def share(self) -> float:
        """How much is done, 0 to 1, as it was told last."""
        return self._share

    @property
    def shown_share(self) -> float:
        """How much is shown as done: it eases to what was told."""
        return self._glide.value("", self._share)

    def set_share(self, share: float) -> None:
        """Show that so much is done; it never goes back."""
        self._share = max(share, self._share)
        self.setAccessibleDescription(f"{round(100 * self._share)} %")
        self._glide.value("", self._share)
        self.update()

    def stopping(self) -> None:
        """Say that it is about to end, and take no second click."""
        self._title = translate("MediaWork", "Stopping…")
        self.button.hide()
        self._toasts.say(self, self._title, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line over the ground."""
        super().paintEvent(event)
        inset = theme.SPACE[2]
        room = QRectF(inset, self.height() - _BAR - 2, self.width() - 2 * inset, _BAR)
        color = theme.current().color("bg")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.setOpacity(0.25)
            painter.drawRoundedRect(room, _BAR / 2, _BAR / 2)
            painter.setOpacity(1.0)
            room.setWidth(room.width() * self.shown_share)
            painter.drawRoundedRect(room, _BAR / 2, _BAR / 2)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            cancel = "" if self.button.isHidden() else translate("MediaWork", "Cancel")
            self._toasts.say(self, self._title, cancel)
            self.close_button.set_name(translate("MediaWork", "Hide. The work goes on."), "Esc")
