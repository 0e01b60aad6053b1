"""How many jobs are in each state, counted in the background when that may have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.job import ENDED, Job, State
from ui.background import Background

if TYPE_CHECKING:
    from core.library import Library

PAUSE = 300
"""Milliseconds between two countings at least."""


class Counts(QObject):
    """The library's counts. A timer runs only while they may be others than what is known."""

    changed = Signal()

    def __init__(self, library: Library, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._background = background
        self._counts: Mapping[State, int] = {}
        self._told: dict[str, State] = {}
        self._wanted = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._after_pause)

    @property
    def known(self) -> bool:
        """Tell whether the jobs were counted at all."""
        return bool(self._counts)

    def of(self, states: frozenset[State]) -> int:
        """Return how many jobs are in any of ``states``."""
        return sum(self._counts.get(state, 0) for state in states)

    def on_job(self, job: Job) -> None:
        """Count anew if ``job`` is in another state than before."""
        if self._told.get(job.id) is job.state and job.removed_at is None:
            return
        self._told[job.id] = job.state
        if job.state in ENDED:
            del self._told[job.id]
        self.count()

    def count(self) -> None:
        """Count now, or at the end of the pause."""
        if self._pause.isActive():
            self._wanted = True
            return
        self._pause.start()
        self._background.call(self._library.counts, self._counted, lambda _: None)

    def _after_pause(self) -> None:
        if self._wanted:
            self._wanted = False
            self.count()

    def _counted(self, counts: Mapping[State, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self.changed.emit()
