"""What stands on the stage before there is a clip: the shape it will have, the start frame."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.home import Home
from core.job import Job
from core.language import translate
from ui import theme
from ui.stage.sign import Sign

LARGEST = QSize(1920, 1920)
"""Pixels of a start frame that are kept to be shown."""


class Empty(QWidget):
    """The stage while nothing is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setProperty("role", "empty")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.SPACE[3],) * 4)
        column.setSpacing(theme.SPACE[3])
        column.addStretch(1)
        column.addWidget(Sign("film", "muted", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Say it in the person's language."""
        self.words.setText(translate("Stage", "Choose a clip to watch it here."))


def asked_shape(job: Job | None) -> QSize:
    """Return the shape of a clip that is not here yet, 16:9 where it is not known."""
    ratio = str(job.values.get("aspect_ratio", "")) if job is not None else ""
    width, _, height = ratio.partition(":")
    if width.isdecimal() and height.isdecimal() and int(width) and int(height):
        return QSize(int(width), int(height))
    return QSize(16, 9)


def read_source(job: Job, home: Home) -> QImage:
    """Return the first frame of the clip that a character is made from, null if it is gone.

    Blocking.
    """
    from core.clipframes import ClipUnreadable
    from ui.characters.film import frame_at

    for source in job.inputs:
        with contextlib.suppress(ClipUnreadable):
            return frame_at(home.frames / f"{source.sha256}.mp4", 0.0, LARGEST.height())
    return QImage()


def read_picture(file: Path) -> QImage:
    """Return a kept start frame, null if it is gone. Blocking."""
    picture = QImage(str(file))
    if picture.isNull():
        return picture
    size = picture.size().boundedTo(LARGEST)
    mode = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, mode)
