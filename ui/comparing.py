"""Marks and comparing in the window: stars and rejections by key, and two clips side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from core.job import Job, State
from core.language import translate
from core.library import Library
from ui.actions import Action, actions_for, shortcut
from ui.queue.marks import MARKS, mark_for
from ui.stage.compare import CompareView

if TYPE_CHECKING:
    from ui.controller import Controller


class Comparing(QObject):
    """Gives and takes back marks, and shows two clips instead of the columns."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        parts = controller.parts
        self._bridge, self._studio = parts.bridge, parts.studio
        self._library, self._background = parts.library, parts.background
        self._window, self._stage = controller.window, controller.stage
        self._actions = controller.actions
        self.view = CompareView(parts.background, parts.program.catalog, parts.state)
        self.view.closed.connect(self.close)
        self.view.acted.connect(self._actions.act)
        self._bridge.job_changed.connect(self.view.on_job)
        for action in MARKS:
            self._actions.on(action, partial(self._mark, action))
        self._actions.on(Action.COMPARE, self._compare)
        for action in (*MARKS, Action.COMPARE):
            self._add_key(action)

    @property
    def open(self) -> bool:
        """Tell whether two clips are being compared."""
        return self._window.pages.currentWidget() is self.view

    def close(self) -> None:
        """Show the columns again."""
        if self.open:
            self._window.show_page(None)
            self.view.clear()
            self._window.queue.view.setFocus()

    def release(self) -> None:
        """Let go of every file, thread and device; to be called before the window goes."""
        self.view.release()
        self.view.deleteLater()  # it has no parent where it was never shown

    def _mark(self, action: Action, jobs: Sequence[Job]) -> None:
        ids = [job.id for job in jobs]
        self._bridge.start(self._studio.set_mark(ids, mark_for(action, jobs)))

    def _add_key(self, action: Action) -> None:
        """Let a key act wherever the focus is in the stage; the list has its own."""
        keys = QAction(self._stage)
        keys.setShortcut(QKeySequence(shortcut(action)))
        keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.setAutoRepeat(False)
        keys.triggered.connect(lambda _: self._on_key(action))
        self._stage.addAction(keys)

    def _on_key(self, action: Action) -> None:
        job = self._stage.job
        if job is not None and action in actions_for(job):
            self._stage.acted.emit(action, [job.id])

    # Comparing

    def _compare(self, jobs: Sequence[Job]) -> None:
        """Compare two clips, or a take with the next one of its request that is ready."""
        ready = [job for job in jobs if job.state is State.COMPLETED and job.file]
        batches = list(dict.fromkeys(job.batch for job in ready if job.batch))
        show = partial(self._show, ready[:2])
        self._background.call(partial(_takes_of, self._library, batches), show)

    def _show(self, jobs: Sequence[Job], takes: Sequence[Job]) -> None:
        others = [job for job in takes if job.file and job.id not in [each.id for each in jobs]]
        pair = [*jobs, *_next_first(jobs, others)][:2]
        if len(pair) < 2:
            words = translate("Compare", "There is no other finished take to compare with.")
            self._window.toasts.show_message(words)
            return
        self._window.show_page(self.view)
        self.view.set_takes(takes)
        self.view.compare(pair[0], pair[1])


def _takes_of(library: Library, batches: Sequence[str]) -> list[Job]:
    return [job for batch in batches for job in library.takes(batch)]


def _next_first(jobs: Sequence[Job], others: Sequence[Job]) -> list[Job]:
    """Return other takes, those that come after the first job before those that come earlier."""
    order = [(job.take, job.seq) for job in jobs[:1]]
    return sorted(others, key=lambda job: [(job.take, job.seq)] < order) if order else []
