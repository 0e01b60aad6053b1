"""The shots' pictures, small: made in the background, and kept while they fit."""

from __future__ import annotations

import logging
from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from core.foxapi.address import is_typed_url
from core.framing import Framing
from core.problems import InvalidAsk
from core.storyboard import Shot
from ui.background import Background
from ui.compose.pictures import Look, look_at

MOST = 600
"""Pictures that are kept, of some 20 kB each."""
AT_ONCE = 2

log = logging.getLogger(__name__)


class _Key(NamedTuple):
    image: str
    framing: Framing
    width: int
    height: int


class Thumbs(QObject):
    """Pictures as they will be sent, by shot and size in device pixels."""

    ready = Signal()
    """There is another picture, or one turned out to be none."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._made: OrderedDict[_Key, QImage | str] = OrderedDict()
        self._wanted: OrderedDict[_Key, None] = OrderedDict()
        self._under_way: set[_Key] = set()
        self._broken: set[str] = set()

    def image(self, shot: Shot, size: QSize) -> QImage | None:
        """Return a shot's picture of ``size``; None where there is none, or none yet."""
        made = self._find(shot, size)
        return made if isinstance(made, QImage) else None

    def is_broken(self, shot: Shot) -> bool:
        """Tell whether the picture of a shot turned out to be none."""
        return shot.image in self._broken

    def look_again(self) -> None:
        """Read what could not be read, or has changed, anew from now on."""
        self._made.clear()

    def _find(self, shot: Shot, size: QSize) -> QImage | str | None:
        if not shot.image or is_typed_url(shot.image) or size.isEmpty():
            return None
        framing = Framing(shot.fit or "crop", shot.crop, shot.colour)
        key = _Key(shot.image, framing, size.width(), size.height())
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        if key not in self._under_way:
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            self._start()
        return None

    def _start(self) -> None:
        while self._wanted and len(self._under_way) < AT_ONCE:
            key, _ = self._wanted.popitem()
            self._under_way.add(key)
            work = partial(look_at, Path(key.image), (key.width, key.height), key.framing)
            self._background.call(work, partial(self._done, key), partial(self._failed, key))

    def _done(self, key: _Key, look: Look) -> None:
        self._keep(key, look.image)

    def _failed(self, key: _Key, error: Exception) -> None:
        if not isinstance(error, InvalidAsk):
            log.error("a shot's picture could not be shown", exc_info=error)
        self._keep(key, str(error))

    def _keep(self, key: _Key, made: QImage | str) -> None:
        self._under_way.discard(key)
        self._made[key] = made
        if isinstance(made, str):
            self._broken.add(key.image)
        else:
            self._broken.discard(key.image)
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        self._start()
        self.ready.emit()
