"""The pictures of characters: read in the background, each once."""

from __future__ import annotations

import logging
from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.home import Home
from core.job import Job
from ui.background import Background

MOST_KEPT = 200
"""Pictures of at most 320 × 640 pixels."""

log = logging.getLogger(__name__)


class Posters(QObject):
    """The first frames of the clips that characters were made from, by the jobs' ids."""

    ready = Signal(str)
    """The id of a job whose picture is there now."""

    def __init__(self, background: Background, home: Home) -> None:
        super().__init__()
        self._background, self._home = background, home
        self._read: OrderedDict[str, QImage] = OrderedDict()
        self._under_way: set[str] = set()

    def of(self, job: Job) -> QImage:
        """Return the picture of ``job``; a null one where there is none, or none yet."""
        found = self._read.get(job.id)
        if found is not None:
            self._read.move_to_end(job.id)
            return found
        if job.id not in self._under_way:
            self._under_way.add(job.id)
            done = partial(self._on_read, job.id)
            self._background.call(partial(_read, job, self._home), done, partial(self._fail, done))
        return QImage()

    def _on_read(self, job_id: str, picture: QImage) -> None:
        self._under_way.discard(job_id)
        self._read[job_id] = picture
        while len(self._read) > MOST_KEPT:
            self._read.popitem(last=False)
        if not picture.isNull():
            self.ready.emit(job_id)

    def _fail(self, done: partial[None], error: Exception) -> None:
        log.warning("no picture of a character: %s", error)
        done(QImage())


def _read(job: Job, home: Home) -> QImage:
    from core.clipframes import thumbnail_for

    file = thumbnail_for(job, home)
    return QImage() if file is None else QImage(str(file))
