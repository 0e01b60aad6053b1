"""The characters that a person has, for everything in the window that shows or offers them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.characters import name_of, newest_of_each, plain, split_by_host
from core.foxapi.address import host_of
from core.job import DEMO, Job
from core.language import translate
from ui.characters.posters import Posters


class Cast(QObject):
    """Each character is the job that made it. ``here`` can be used with the host of now, newest
    first; ``elsewhere`` cannot."""

    changed = Signal()
    """The characters or the host are others than before."""
    pictured = Signal()
    """A picture is there that was not before."""
    make_wanted = Signal()
    """A person wants to make one from a clip."""
    library_wanted = Signal()
    """A person wants to see them all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.here: list[Job] = []
        self.elsewhere: list[Job] = []
        self.no_picture = QImage()
        self._jobs: list[Job] = []
        self._all: list[Job] = []
        self._base_url = ""
        self._posters: Posters | None = None

    def set_posters(self, posters: Posters) -> None:
        """Take pictures from ``posters`` from now on."""
        self._posters = posters
        posters.ready.connect(lambda _: self.pictured.emit())

    def set_characters(self, jobs: Iterable[Job]) -> None:
        """Know these characters, and no others."""
        self._jobs = list(jobs)
        self._all = newest_of_each(self._jobs)
        self._sort()

    def set_host(self, base_url: str) -> None:
        """Let clips be made at ``base_url`` from now on, ``DEMO`` for the built-in engine."""
        if base_url != self._base_url:
            self._base_url = base_url
            self._sort()

    def poster(self, job: Job) -> QImage:
        """Return a character's picture; a null one where there is none, or none yet."""
        return QImage() if self._posters is None else self._posters.of(job)

    def find(self, character_id: str) -> Job | None:
        """Return the character with this id, one that can be used here before others."""
        every = (*self.here, *self.elsewhere)
        return next((job for job in every if job.character_id == character_id), None)

    def copies(self, job: Job) -> list[str]:
        """Return the ids of all jobs that stand for the same character as ``job``."""
        same = (job.character_id, job.connection.base_url)
        every = ((each.character_id, each.connection.base_url, each.id) for each in self._jobs)
        return [job_id for *key, job_id in every if tuple(key) == same]

    def is_here(self, job: Job) -> bool:
        """Tell whether a character can be used with the host of now."""
        return job.connection.base_url == self._base_url

    def search(self, text: str) -> list[Job]:
        """Return the characters whose names or ids hold ``text``, usable ones first."""
        wanted = plain(text)
        every = (*self.here, *self.elsewhere)
        return [j for j in every if wanted in plain(name_of(j)) or wanted in plain(j.character_id)]

    def why_not(self, job: Job) -> str:
        """Return why a character cannot be used with the host of now, empty where it can."""
        if self.is_here(job):
            return ""
        if job.connection.demo:
            return translate("Characters", "only with the built-in engine")
        return translate("Characters", "only with {host}").format(host=place_of(job))

    def _sort(self) -> None:
        self.here, self.elsewhere = split_by_host(self._all, self._base_url)
        self.changed.emit()


def place_of(job: Job) -> str:
    """Return where a character can be used, in words."""
    if job.connection.base_url == DEMO:
        return translate("Characters", "Built-in engine")
    return host_of(job.connection.base_url)
