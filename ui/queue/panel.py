"""Queue and library: the middle of the window."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout

from core.catalog import Catalog
from core.home import Home
from core.job import Job, State
from core.language import translate
from core.library import Library
from core.modelfacts import models_called
from ui.background import Background
from ui.queue.banners import EmptyState, HeldBanner, PauseBanner, TroubleBanner
from ui.queue.counts import Counts
from ui.queue.delegate import RowDelegate
from ui.queue.heading import Heading
from ui.queue.model import JobModel
from ui.queue.rows import group_key
from ui.queue.thumbnails import Thumbnails
from ui.queue.view import JobView
from ui.queue.wanted import ACTIVE, EVERY
from ui.wording import count_words

log = logging.getLogger(__name__)


class QueuePanel(QFrame):
    """Lists the jobs, and says what a person chooses and wants done with them."""

    selected = Signal(object)
    """The chosen ``Job`` as it is now, again when it has changed; None when none is chosen."""
    opened = Signal(object)
    """A person wants to see this ``Job``: Return or a double click."""
    acted = Signal(object, list)
    """A person wants an ``Action`` done with the jobs of these ids."""
    send_held = Signal()
    keep_held = Signal()
    go_on = Signal()
    """A person says that what waits for its host, the key or the balance is to go on."""
    add_task = Signal()

    def __init__(
        self, library: Library, background: Background, home: Home, catalog: Catalog
    ) -> None:
        super().__init__()
        self.setProperty("role", "column")
        self._catalog = catalog
        self._held: frozenset[str] = frozenset()
        self._kept: frozenset[str] = frozenset()
        self._cost = ""
        self._selected: Job | None = None
        self._selected_key = self._to_choose = ""
        self.model = JobModel(library, background, self)
        self.counts = Counts(library, background, self)
        self.thumbnails = Thumbnails(background, home)
        self.delegate = RowDelegate(self.model, self.thumbnails, catalog, self)
        self.view = JobView(self.model, self.delegate)
        self.heading = Heading(self.counts)
        self.trouble, self.pause, self.held = TroubleBanner(), PauseBanner(), HeldBanner()
        self.empty = EmptyState()
        self.status = QLabel()
        self._trouble_words = self._reading_words = ""
        self._lay_out()
        self._connect()
        self.retranslate()
        self.reload()

    # What the window tells

    def on_job(self, job: Job) -> None:
        """Show a job that is new or has changed."""
        self.model.on_job(job)
        self.counts.on_job(job)

    def on_transfer(self, job_id: str, done: int, size: int | None) -> None:
        """Show how many bytes of a clip have come."""
        self.model.on_transfer(job_id, done, size)

    def set_held(self, ids: set[str], words: str) -> None:
        """Tell which waiting jobs nobody has asked to be sent, and what they may cost.

        The banner tells of those that were not kept for later yet.
        """
        self._held, self._cost = frozenset(ids), words
        self._kept &= self._held
        self.model.set_held(ids)
        self._show_held()

    def set_trouble(self, words: str) -> None:
        """Say what keeps everything from going on; empty when that is over."""
        self._trouble_words = words
        self._show_trouble()

    def set_pause(self, words: str, *, can_go_on: bool) -> None:
        """Say what clips wait for together; empty when nothing does."""
        self.pause.show_pause(words, can_go_on=can_go_on)

    def select(self, job_id: str) -> None:
        """Choose a job and show it, whatever is filtered, as soon as it is in the list.

        A take is shown beneath its group.
        """
        if self.view.choose(job_id):
            return
        self._to_choose = job_id
        if not self.model.wanted.everything:
            self.heading.clear()

    def select_new(self, jobs: Sequence[Job]) -> None:
        """Choose what was just asked for: one job, or the group of several takes, folded."""
        self.select(group_key(jobs[-1].batch) if len(jobs) > 1 else jobs[-1].id)

    def reload(self) -> None:
        """Read the list anew."""
        self.model.reload()
        self.counts.count()

    # Between the parts

    def _connect(self) -> None:
        self.heading.wanted_changed.connect(self._on_wanted)
        self.heading.add_task.connect(self.add_task)
        self.heading.left.connect(self.view.setFocus)
        self.empty.cleared.connect(self._on_cleared)
        self.counts.changed.connect(self._show_status)
        self.thumbnails.ready.connect(self.view.repaint_job)
        self.view.acted.connect(self.acted)
        self.view.opened.connect(self.opened)
        self.view.choice_changed.connect(self._tell_selected)
        self.model.dataChanged.connect(lambda *_: self._on_changed())
        self.model.rowsInserted.connect(lambda *_: self._on_rows())
        self.model.rowsRemoved.connect(lambda *_: self._on_rows())
        self.model.listed.connect(self._on_listed)
        self.model.went_wrong.connect(self._on_unreadable)
        self.held.send.connect(self.send_held)
        self.pause.go_on.connect(self.go_on)
        self.held.keep.connect(self._on_keep)

    def _on_wanted(self) -> None:
        wanted = self.heading.wanted
        models = models_called(self._catalog, wanted.search)
        self.model.set_filter(wanted.states, wanted.search, starred=wanted.starred, models=models)

    def _on_cleared(self) -> None:
        self.heading.clear()
        self.view.setFocus()

    def _on_listed(self) -> None:
        self._reading_words = ""
        self._show_trouble()
        self._on_rows()

    def _on_rows(self) -> None:
        """Choose what was to be chosen once it is there, and show whether there is anything."""
        if self._to_choose and self.view.choose(self._to_choose):
            self._to_choose = ""
        if self.model.jobs == 0 and not self.model.reading:
            self.empty.show_for(filtered=not self.model.wanted.everything)
            self._pages.setCurrentWidget(self.empty)
        elif self.model.jobs:
            self._pages.setCurrentWidget(self.view)

    def _on_changed(self) -> None:
        """Tell of the chosen job if it has changed; a row may be the group that is waited for."""
        if self._to_choose:
            self._on_rows()
        self._tell_selected()

    def _on_unreadable(self, error: Exception) -> None:
        log.error("the list of jobs cannot be read: %s", error)
        words = translate("Queue", "The list cannot be read: {reason}")
        self._reading_words = words.format(reason=error)
        self._show_trouble()

    def _tell_selected(self) -> None:
        """Tell which job is chosen, if that is another one or has changed."""
        key, job = self.view.chosen_key(), self.view.chosen_job()
        if job is None and key:
            return  # it is told of when it has been read
        self.model.keep(job.id if job is not None else "")
        if key != self._selected_key:
            self._selected_key = key
            self._to_choose = ""  # a person has chosen something else meanwhile
        if job != self._selected:
            self._selected = job
            self.selected.emit(job)

    # Showing

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        self.status.setProperty("role", "secondary")
        self.status.setContentsMargins(16, 8, 16, 12)
        banners = QVBoxLayout()
        banners.setContentsMargins(12, 0, 12, 0)
        banners.setSpacing(8)
        banners.addWidget(self.trouble)
        banners.addWidget(self.pause)
        banners.addWidget(self.held)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addLayout(banners)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)

    def _on_keep(self) -> None:
        self._kept = self._held
        self._show_held()
        self.keep_held.emit()

    def _show_held(self) -> None:
        self.held.show_held(len(self._held - self._kept), self._cost)
        self._show_status()

    def _show_trouble(self) -> None:
        self.trouble.show_words(self._trouble_words or self._reading_words)

    def _show_status(self) -> None:
        """Say below the list how many run, wait and are held."""
        waiting = self.counts.of(frozenset({State.WAITING}))
        held = min(len(self._held), waiting)
        counted = (
            (self.counts.of(ACTIVE) - waiting, translate("Queue", "{count} running")),
            (waiting - held, translate("Queue", "{count} waiting")),
            (held, translate("Queue", "{count} held")),
        )
        parts = [words.format(count=count_words(count)) for count, words in counted if count]
        if not parts and self.counts.of(EVERY):
            parts = [translate("Queue", "Nothing is running")]
        self.status.setText(" · ".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew for files that may have gone."""
        super().showEvent(event)
        self.thumbnails.look_again()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; look anew for files when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.thumbnails.look_again()
            self.view.viewport().update()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.setAccessibleName(translate("Queue", "Queue and library"))
        self._show_status()
