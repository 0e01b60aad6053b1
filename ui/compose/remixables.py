"""The clips that the form offers: those that can be remixed now, and those that are finished."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.catalog import Catalog
from core.job import Connection, Job, State
from core.library import Library
from core.remixing import (
    MOST_LOOKED_INTO,
    MOST_OFFERED,
    find_remixable,
    why_not_remixable,
    why_words,
)
from ui.background import Background
from ui.characters.posters import Posters
from ui.wording import settings_line

Then = Callable[[list[Job]], None]


class Remixables(QObject):
    """Reads in the background. Until there is a shelf to read from, nothing is found."""

    changed = Signal()
    """Other clips than before can be remixed: the connection is another."""
    pictured = Signal()
    """A picture is there that was not before."""

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._connection: Connection | None = None
        self._shelf: tuple[Library, Background] | None = None
        self._posters: Posters | None = None

    def set_shelf(self, library: Library, background: Background, posters: Posters) -> None:
        """Read clips from ``library`` from now on, and their pictures from ``posters``."""
        self._shelf, self._posters = (library, background), posters
        posters.ready.connect(lambda _: self.pictured.emit())

    def set_connection(self, connection: Connection | None) -> None:
        """Let remixes be asked for with ``connection``; None where that is not known."""
        if connection != self._connection:
            self._connection = connection
            self.changed.emit()

    def find(self, search: str, then: Then) -> None:
        """Call ``then`` with the clips that ``search`` finds, newest first."""
        if self._shelf is not None:
            library, background = self._shelf
            look = partial(find_remixable, library, self._catalog, self._connection, search)
            background.call(look, then)

    def find_finished(self, search: str, then: Then) -> None:
        """Call ``then`` with the finished clips that ``search`` finds and whose files are here."""
        if self._shelf is not None:
            library, background = self._shelf
            background.call(partial(_finished, library, search), then)

    def look_up(self, job_id: str, then: Then) -> None:
        """Call ``then`` with the job called ``job_id``, or with nothing."""
        if self._shelf is not None and job_id:
            library, background = self._shelf
            background.call(partial(library.jobs, [job_id]), then)

    def why_not(self, job: Job) -> str:
        """Return in words why a clip cannot be remixed now, empty where it can."""
        return why_words(why_not_remixable(job, self._catalog, self._connection), job)

    def settings(self, job: Job) -> str:
        """Return a clip's settings on one line."""
        return settings_line(job, self._catalog.get(job.model))

    def poster(self, job: Job | None) -> QImage:
        """Return a clip's picture; a null one where there is none, or none yet."""
        if job is None or self._posters is None:
            return QImage()
        return self._posters.of(job)


def _finished(library: Library, search: str) -> list[Job]:
    """Return finished clips that are here, newest first. Blocking. Raises ``sqlite3.Error``."""
    entries = library.entries([State.COMPLETED], search)[:MOST_LOOKED_INTO]
    jobs = library.jobs([entry.id for entry in entries])
    return [job for job in jobs if job.file and Path(job.file).is_file()][:MOST_OFFERED]
