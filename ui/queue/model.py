"""The list of jobs: reading it in the background, and bringing it up to date with the news.

News are gathered and shown on a tick that runs only while there is something to tell. Nothing on
the GUI's thread is proportional to the list: a change is found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from core.job import Job, State
from core.library import Entry, Library
from ui.background import Background
from ui.queue.news import News
from ui.queue.rowmodel import RowModel
from ui.queue.rows import Rows
from ui.queue.wanted import Wanted

MOST_CHANGES = 32
"""Rows that come or go in one tick one by one; for more the list is read anew."""
FIRST_PAGE = 40
"""Jobs that are read together with the list."""
PAGE = 200
"""Jobs that are read at once, where many are needed."""


class JobModel(RowModel):
    """Jobs newest first: those that are wanted, as they are now."""

    listed = Signal()
    """The list was read, and is complete as of now."""
    went_wrong = Signal(object)
    """The exception for which the list could not be read."""

    def __init__(
        self, library: Library, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(library, background, parent)
        self._library = library
        self._background = background
        self._wanted = Wanted()
        self._reading = 0  # the number of the last reading; an earlier one comes to nothing
        self._missed: dict[str, Job] | None = None  # news while the list is being read
        self._news = News(self)
        self._news.due.connect(self._tell)
        self._jobs.read.connect(self._on_read)
        self._jobs.absent.connect(self._take_out)
        self._jobs.went_wrong.connect(self.went_wrong)
        self._held: frozenset[str] = frozenset()
        self._transfers: dict[str, tuple[int, int | None]] = {}
        self._kept = ""

    # What the list knows

    @property
    def wanted(self) -> Wanted:
        """What the list shows, or will when it has been read."""
        return self._wanted

    @property
    def reading(self) -> bool:
        """Tell whether the list is being read."""
        return self._missed is not None

    def is_held(self, job_id: str) -> bool:
        """Tell whether a waiting job is not to be sent before somebody asks for it."""
        return job_id in self._held

    def transfer(self, job_id: str) -> tuple[int, int | None] | None:
        """Return the bytes of a clip that have come and all of them, as far as is known."""
        return self._transfers.get(job_id)

    def with_jobs(self, ids: Sequence[str], then: Callable[[list[Job]], None]) -> None:
        """Call ``then`` with the jobs called ``ids``: at once, or when those missing are read."""
        kept = [job for job_id in ids if (job := self._jobs.get(job_id)) is not None]
        if len(kept) == len(ids):
            then(kept)
        else:
            read = partial(_read_jobs, self._library, ids)
            self._background.call(read, then, self.went_wrong.emit)

    # What happens

    def set_filter(
        self,
        states: Iterable[State],
        search: str = "",
        *,
        starred: bool = False,
        models: frozenset[str] = frozenset(),
    ) -> None:
        """List only jobs in ``states`` that ``search`` finds, among them all of ``models``;
        ``starred`` ones only, if so.
        """
        self._wanted = Wanted(frozenset(states), search, starred, models)
        self.reload()

    def reload(self) -> None:
        """Read the list anew; until then it stays as it is."""
        self._reading += 1
        self._missed = {}
        read = partial(_read, self._library, self._wanted)
        failed = partial(self._not_read, self._reading)
        self._background.call(read, partial(self._show_list, self._reading), failed)

    def on_job(self, job: Job) -> None:
        """Show a job that is new or has changed; older news than what is known is passed over."""
        known = self._news.get(job.id) or self._jobs.get(job.id)
        if known is not None and known.rev > job.rev:
            return
        self._news.add(job)
        if self._missed is not None:
            self._missed[job.id] = job
        if job.state is not State.DOWNLOADING:
            self._transfers.pop(job.id, None)

    def on_transfer(self, job_id: str, done: int, size: int | None) -> None:
        """Show how much of a clip has come, in bytes."""
        self._transfers[job_id] = (done, size)
        self._news.touch([job_id])

    def set_held(self, ids: Iterable[str]) -> None:
        """Mark the waiting jobs that are not to be sent before somebody asks for it."""
        held = frozenset(ids)
        self._news.touch(held ^ self._held)
        self._held = held

    def keep(self, job_id: str) -> None:
        """Keep one job in the list while it is looked at, though it should leave the filter."""
        before, self._kept = self._kept, job_id
        job = self._jobs.get(before)
        if before != job_id and job is not None and not self._wanted.fits(job):
            self.on_job(job)

    # Telling

    def _tell(self) -> None:
        """Bring the rows up to date with the news."""
        news, dirty = self._news.take()
        new = [job for job in news.values() if job.id not in self._rows and self._fits(job)]
        gone = [job.id for job in news.values() if job.id in self._rows and not self._fits(job)]
        for job in news.values():
            self._jobs.keep(job)
        if len(new) + len(gone) > MOST_CHANGES:
            self.reload()
        else:
            self._take_out(gone)
            for job in sorted(new, key=lambda each: each.seq):
                self._put_in(job)
        self._repaint(dirty)

    def _fits(self, job: Job) -> bool:
        kept = job.id == self._kept and job.removed_at is None and job.id in self._rows
        return kept or self._wanted.fits(job)

    def _put_in(self, job: Job) -> None:
        self._rows.put(Entry(job.seq, job.id, job.created_at, job.batch), self)

    def _take_out(self, job_ids: Iterable[str]) -> None:
        for job_id in job_ids:
            self._rows.take_out(job_id, self)

    def _repaint(self, job_ids: Iterable[str]) -> None:
        """Have the rows of jobs painted anew, and those of the groups that they are in."""
        keys = {key for job_id in job_ids for key in (job_id, self._rows.group_of(job_id)) if key}
        for row in sorted({self._rows.row_of(key) for key in keys} - {-1}):
            self.changed(row)

    # Reading

    def _show_list(self, reading: int, read: tuple[Rows, list[Job]]) -> None:
        if reading != self._reading:
            return
        rows, jobs = read
        missed, self._missed = self._missed or {}, None
        self.beginResetModel()
        rows.unfold(self._rows.unfolded)
        self._rows = rows
        for job in jobs:
            self._jobs.keep(job)
        self.endResetModel()
        for job in missed.values():  # the reading may have begun before them
            self.on_job(job)
        self.listed.emit()

    def _not_read(self, reading: int, error: Exception) -> None:
        if reading == self._reading:
            self._missed = None
            self.went_wrong.emit(error)

    def _on_read(self, jobs: list[Job]) -> None:
        self._repaint([job.id for job in jobs if self._fits(job)])
        for job in jobs:
            if not self._fits(job):
                self.on_job(job)


def _read(library: Library, wanted: Wanted) -> tuple[Rows, list[Job]]:
    """Return the rows of a list, and the jobs that are seen first. For a background thread."""
    starred, models = wanted.starred, wanted.models
    entries = library.entries(wanted.states, wanted.search, starred=starred, models=models)
    return Rows(entries), library.jobs([entry.id for entry in entries[:FIRST_PAGE]])


def _read_jobs(library: Library, ids: Sequence[str]) -> list[Job]:
    pages = [ids[first : first + PAGE] for first in range(0, len(ids), PAGE)]
    return [job for page in pages for job in library.jobs(page)]
