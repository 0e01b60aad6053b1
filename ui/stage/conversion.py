"""Frames become pictures in a thread: the window only paints what is ready."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from ui.background import Background
from ui.stage.pixels import is_plain, to_image

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _Ask:
    frame: QVideoFrame
    size: QSize
    turn: int

    def is_for(self, frame: QVideoFrame, size: QSize) -> bool:
        return self.frame is frame and self.size == size


class Conversion(QObject):
    """Converts one frame at a time. Of those that come meanwhile only the last one is converted.

    ``image`` is the last one that is ready: until there is a newer one it stays.
    """

    ready = Signal()
    """``image`` is another one than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self._background: Background | None = None
        self._wanted: _Ask | None = None
        self._under_way: _Ask | None = None
        self._done: _Ask | None = None
        self._turn = 0

    @property
    def settled(self) -> bool:
        """Tell whether ``image`` is what was asked for last."""
        return self._done is self._wanted

    def ask(self, frame: QVideoFrame, size: QSize) -> None:
        """Have ``frame`` made into a picture of ``size`` pixels, unless that is under way."""
        if self._wanted is None or not self._wanted.is_for(frame, size):
            self._wanted = _Ask(frame, size, self._turn)
            self._go_on()

    def forget(self) -> None:
        """Show no frame; what is under way comes to nothing."""
        self._turn += 1
        self._wanted = self._done = None
        self.image = QImage()

    def release(self) -> None:
        """Forget, and let go of the thread."""
        self.forget()
        self._under_way = None
        if self._background is not None:
            self._background.close()
            self._background = None

    def _go_on(self) -> None:
        ask = self._wanted
        if ask is None or ask is self._done or self._under_way is not None:
            return
        self._under_way = ask
        convert = partial(to_image, ask.frame, ask.size)
        if is_plain(ask.frame):
            took, failed = partial(self._take, ask), partial(self._on_failed, ask)
            self._thread().call(convert, took, failed)
        else:  # a surface of the graphics card can be asked for on the GUI's thread only
            self._take(ask, convert())

    def _thread(self) -> Background:
        if self._background is None:
            self._background = Background(1)
            self.destroyed.connect(self._background.close)
        return self._background

    def _on_failed(self, ask: _Ask, error: Exception) -> None:
        log.warning("a frame could not be converted: %s", error)
        self._take(ask, QImage())

    def _take(self, ask: _Ask, image: QImage) -> None:
        if ask is not self._under_way:
            return
        self._under_way = None
        if ask.turn == self._turn:  # an older frame of the same clip is better than none
            self.image, self._done = image, ask
            self.ready.emit()
        self._go_on()
