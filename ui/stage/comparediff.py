"""What differs between two clips, under each of them: what it is called, and what it is there."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.catalog import Catalog
from core.job import Job
from core.language import translate
from ui import theme
from ui.background import Background
from ui.stage.comparefacts import Difference, differences
from ui.stage.filefacts import FileFacts, read_file

Pairing = tuple[Job, Job]


class Differences(QWidget):
    """Says only what differs, or that nothing does. Files are looked into in the background."""

    def __init__(self, background: Background, catalog: Catalog) -> None:
        super().__init__()
        self._background, self._catalog = background, catalog
        self._jobs: Pairing | None = None
        self._files: dict[str, FileFacts | None] = {}
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE[3])
        self._grid.setVerticalSpacing(theme.SPACE[0])
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    @property
    def words(self) -> list[str]:
        """What is said, from left to right and from the top."""
        return [label.text() for label in self._labels]

    def show_jobs(self, jobs: Pairing) -> None:
        """Compare these two."""
        self._jobs = jobs
        for job in jobs:
            if job.file not in self._files:
                self._files[job.file] = None
                read = partial(read_file, Path(job.file))
                self._background.call(read, partial(self._on_file, job.file))
        self.retranslate()

    def clear(self) -> None:
        """Compare nothing, and forget what the files said."""
        self._jobs = None
        self._files.clear()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels.clear()
        if self._jobs is None:
            return
        files = (self._files.get(self._jobs[0].file), self._files.get(self._jobs[1].file))
        found = differences(self._jobs, self._catalog, files, time.time())
        for row, each in enumerate(found):
            self._add(row, each)
        if not found:
            self._put(_nothing(self._jobs), "secondary", 0, 0, 4)

    def _on_file(self, name: str, file: FileFacts | None) -> None:
        if self._jobs is not None and name in [job.file for job in self._jobs]:
            self._files[name] = file
            self.retranslate()

    def _add(self, row: int, each: Difference) -> None:
        nothing = translate("Compare", "none")
        for column, words in ((0, each.left), (2, each.right)):
            self._put(each.label, "secondary", row, column)
            self._put(words or nothing, "" if words else "secondary", row, column + 1)

    def _put(self, text: str, role: str, row: int, column: int, columns: int = 1) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(label, row, column, 1, columns)
        self._labels.append(label)


def _nothing(jobs: Pairing) -> str:
    """Return what is said where nothing differs."""
    if jobs[0].batch and jobs[0].batch == jobs[1].batch:
        return translate("Compare", "Two takes of the same request: prompt and settings are equal.")
    return translate("Compare", "Prompt and settings are equal.")
