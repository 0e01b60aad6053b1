"""Gathers what is new about jobs, and says when it is time to show it."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from core.job import Job

TICK = 100
"""Milliseconds between two changes of the list at least."""


class News(QObject):
    """Jobs that have changed, and ids of rows to paint anew.

    The first news after a pause is due at once, further ones a tick later; a timer runs only while
    there is something to tell.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Job] = {}
        self._dirty: set[str] = set()
        self._taken = -1.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.due)

    @property
    def waiting(self) -> bool:
        """Tell whether there is something to be told."""
        return self._timer.isActive()

    def get(self, job_id: str) -> Job | None:
        """Return what is new about a job, None if nothing is."""
        return self._jobs.get(job_id)

    def add(self, job: Job) -> None:
        """Note a job that is new or has changed."""
        self._jobs[job.id] = job
        self._soon()

    def touch(self, job_ids: Iterable[str]) -> None:
        """Note rows that look different though their jobs are the same."""
        self._dirty.update(job_ids)
        self._soon()

    def take(self) -> tuple[dict[str, Job], set[str]]:
        """Return the jobs, and the ids of all rows to paint anew; nothing is left."""
        self._taken = time.monotonic()
        jobs, dirty = self._jobs, self._dirty
        self._jobs, self._dirty = {}, set()
        return jobs, dirty | jobs.keys()

    def _soon(self) -> None:
        if not self._timer.isActive():
            since = (time.monotonic() - self._taken) * 1000
            self._timer.start(max(0, round(TICK - since)))
