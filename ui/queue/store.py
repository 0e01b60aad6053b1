"""The jobs of the rows that are seen, read in the background as they are needed."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from core.job import Job
from core.library import Library
from ui.background import Background

MOST_JOBS = 2000
"""Jobs that are kept in memory; the longest unused leave first."""
PAGE = 64
"""Jobs that are read at once."""


class JobStore(QObject):
    """Keeps the jobs that were seen last, and reads those that are missing."""

    read = Signal(object)
    """A list of jobs that were asked for and are kept now."""
    absent = Signal(object)
    """A list of ids that were asked for and that the library does not have."""
    went_wrong = Signal(object)
    """The exception for which nothing could be read."""

    def __init__(self, library: Library, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._background = background
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._reading = False

    def get(self, job_id: str) -> Job | None:
        """Return a job, None if it is not kept."""
        return self._jobs.get(job_id)

    def keep(self, job: Job) -> Job:
        """Keep ``job`` unless a newer one is known, and return what is kept."""
        known = self._jobs.get(job.id)
        if known is None or known.rev <= job.rev:
            self._jobs[job.id] = known = job
        self._jobs.move_to_end(job.id)
        while len(self._jobs) > MOST_JOBS:
            self._jobs.popitem(last=False)
        return known

    def want(self, job_id: str) -> None:
        """Have a job read that is to be painted, if it is not kept; the last ones come first."""
        if job_id in self._jobs:
            self._jobs.move_to_end(job_id)
            return
        self._asked[job_id] = None
        self._asked.move_to_end(job_id)
        if not self._reading:
            self._reading = True
            QTimer.singleShot(0, self, self._read)

    def _read(self) -> None:
        """Read what was asked for last; what is still to be seen is asked for again."""
        newest = list(reversed(self._asked))[:PAGE]
        self._asked.clear()
        done = partial(self._arrived, newest)
        self._background.call(partial(self._library.jobs, newest), done, self._failed)

    def _arrived(self, asked: list[str], jobs: list[Job]) -> None:
        self._reading = False
        self.read.emit([self.keep(job) for job in jobs])
        there = {job.id for job in jobs}
        absent = [job_id for job_id in asked if job_id not in there]
        if absent:
            self.absent.emit(absent)
        if self._asked:
            self._reading = True
            self._read()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.went_wrong.emit(error)
