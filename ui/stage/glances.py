"""What the files that a request refers to look like: a small picture each, and how long sound is.

They are read when a job is shown, in the background, from the job's own copies.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.field import MEDIA
from core.frames import kept_file
from core.home import Home
from core.job import Job
from ui.stage.askedfacts import named_inputs

SMALL = QSize(640, 240)
"""Pixels of a small picture at most."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Glance:
    """A file at a glance: ``picture`` is null for sound, ``seconds`` is 0 for all else."""

    picture: QImage
    seconds: float = 0.0


def glances_at(job: Job, home: Home, wanted: Callable[[], bool]) -> dict[str, Glance]:
    """Return what a job's files look like by the names of their facts; nothing of a URL is known.

    ``wanted`` tells whether anybody still waits for it. Blocking.
    """
    found = {}
    for name, each in named_inputs(job):
        if not wanted():
            return {}
        if each.sha256:
            found[name] = next(_glance(kept_file(home.frames, each), each.role), None)
    return {name: glance for name, glance in found.items() if glance is not None}


def _glance(file: Path, role: str) -> Iterator[Glance]:
    """Yield what a file looks like, unless it is gone or damaged: the details do without it."""
    try:
        if MEDIA[role] == "audio":
            from core.media.audio import sound_seconds

            yield Glance(QImage(), sound_seconds(file))
        elif not (picture := _picture(file, role)).isNull():
            yield Glance(picture)
    except Exception as error:
        log.info("a job's file cannot be shown: %s", type(error).__name__)


def _picture(file: Path, role: str) -> QImage:
    if MEDIA[role] == "video":
        from ui.characters.film import frame_at

        return frame_at(file, 0.0, SMALL.height())
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > SMALL.width() or size.height() > SMALL.height():
        reader.setScaledSize(size.scaled(SMALL, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
