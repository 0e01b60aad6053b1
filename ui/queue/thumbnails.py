"""The small pictures of rows: made, read and rounded in the background, the last asked for first.

What is not seen any more when its turn comes is passed over, so that a list that was scrolled
through does not have to be caught up with.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

from core.home import Home
from core.job import Job
from ui.background import Background

log = logging.getLogger(__name__)

ROOM = 32 * 1024 * 1024
"""Bytes of pictures that are kept."""
MOST_ASKED = 60
AT_ONCE = 2
WIDE = 1.2
"""Pictures of at least this ratio fill the frame; others stand in its middle as a whole."""

MOST_KEPT = 3000
"""Jobs of which something is known, pictures or not."""

Make = Callable[[Job, Home], Path | None]


class _Key(NamedTuple):
    """What a picture was made of. A clip that was fetched again finished at another time."""

    job_id: str
    file: str
    finished_at: float | None
    width: int
    height: int


@dataclass(frozen=True)
class _Made:
    image: QImage | None
    missing: bool

    @property
    def bytes(self) -> int:
        return self.image.sizeInBytes() if self.image is not None else 0


class Thumbnails(QObject):
    """Pictures by job and size, as many as there is room for."""

    ready = Signal(str)
    """The id of a job of which more is known: ``image`` and ``is_missing`` have the answer."""

    def __init__(self, background: Background, home: Home, make: Make | None = None) -> None:
        super().__init__()
        self._background = background
        self._home = home
        self._make = make or _thumbnail_for
        self._made: OrderedDict[_Key, _Made] = OrderedDict()
        self._latest: dict[str, _Key] = {}
        self._stale: set[_Key] = set()
        self._bytes = 0
        self._asked: OrderedDict[_Key, tuple[Job, float]] = OrderedDict()
        self._under_way: set[_Key] = set()
        self._round = 0

    def image(self, job: Job, size: QSize, corner: float = 0.0) -> QImage | None:
        """Return the picture of ``job`` that fits into ``size``, both in device pixels.

        None where there is none, or none yet: then it is asked for, and ``ready`` tells of it.
        Until a new clip's picture is there, the picture from before is returned. ``corner`` is the
        radius of its corners.
        """
        key = _Key(job.id, job.file, job.finished_at, size.width(), size.height())
        made = self._made.get(key)
        if made is None or key in self._stale:
            self._ask(key, job, corner)
        if made is None:
            before = self._latest.get(job.id)
            same_size = before is not None and before[3:] == key[3:]
            made = self._made.get(before) if before is not None and same_size else None
        else:
            self._made.move_to_end(key)
        return made.image if made is not None else None

    def is_missing(self, job: Job) -> bool:
        """Tell whether a finished clip was not where it was saved when it was last looked for."""
        key = self._latest.get(job.id)
        fits = key is not None and key[1:3] == (job.file, job.finished_at)
        return bool(job.file) and key is not None and fits and self._made[key].missing

    def look_again(self) -> None:
        """Look anew for what is seen from now on: files may have gone or come back."""
        self._stale = set(self._made)
        self._round += 1

    def _ask(self, key: _Key, job: Job, corner: float) -> None:
        if key in self._under_way:
            return
        self._asked[key] = (job, corner)
        self._asked.move_to_end(key)
        while len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
        self._start()

    def _start(self) -> None:
        while self._asked and len(self._under_way) < AT_ONCE:
            key, (job, corner) = self._asked.popitem()
            self._under_way.add(key)
            size = QSize(key.width, key.height)
            work = partial(_read, self._make, job, self._home, size, corner)
            done = partial(self._done, key, self._round)
            self._background.call(work, done, partial(self._not_made, key, self._round))

    def _not_made(self, key: _Key, begun: int, error: Exception) -> None:
        log.warning("no picture of job %s: %s", key.job_id, error)
        self._done(key, begun, _Made(None, missing=False))

    def _done(self, key: _Key, begun: int, made: _Made) -> None:
        """Keep what was found; ``begun`` is the round of looking in which it was asked for."""
        self._under_way.discard(key)
        late = begun != self._round  # what it says may be from before ``look_again``
        (self._stale.add if late else self._stale.discard)(key)
        before = self._made.get(key)
        self._forget(key)
        self._made[key] = made
        self._latest[key.job_id] = key
        self._bytes += made.bytes
        while self._bytes > ROOM or len(self._made) > MOST_KEPT:
            self._forget(next(iter(self._made)))
        self._start()
        if late or before is None or before.missing != made.missing or made.image is not None:
            self.ready.emit(key.job_id)

    def _forget(self, key: _Key) -> None:
        made = self._made.pop(key, None)
        self._bytes -= made.bytes if made is not None else 0
        if self._latest.get(key.job_id) == key:
            del self._latest[key.job_id]


def _thumbnail_for(job: Job, home: Home) -> Path | None:
    from core.clipframes import thumbnail_for

    return thumbnail_for(job, home)


def _read(make: Make, job: Job, home: Home, size: QSize, corner: float) -> _Made:
    missing = bool(job.file) and not Path(job.file).exists()
    file = make(job, home)
    return _Made(fitted(file, size, corner) if file is not None else None, missing)


def fitted(file: Path, size: QSize, corner: float) -> QImage | None:
    """Return the picture in ``file`` made to fit ``size``, None if it cannot be read."""
    reader = QImageReader(str(file))
    whole = reader.size()
    if not whole.isValid() or whole.isEmpty():
        return None
    wide = whole.width() >= WIDE * whole.height()
    mode = Qt.AspectRatioMode
    scaled = whole.scaled(size, mode.KeepAspectRatioByExpanding if wide else mode.KeepAspectRatio)
    reader.setScaledSize(scaled)
    picture = reader.read()
    return None if picture.isNull() else _rounded(picture, size, corner)


def _rounded(picture: QImage, size: QSize, corner: float) -> QImage:
    """Return the picture in the middle of a transparent one of ``size``, its corners rounded."""
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    place = QRectF(picture.rect())
    place.moveCenter(QRectF(made.rect()).center())
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(made.rect()) & place, corner, corner)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(outline)
        painter.drawImage(place.topLeft(), picture)
    return made
