"""What a list offers for the chosen rows: by a menu, and by keys while it has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from core.job import Job
from ui import icons
from ui.actions import Action, group, icon_name, shortcut
from ui.queue.delegate import RowDelegate
from ui.queue.marks import label_for
from ui.queue.model import JobModel
from ui.queue.together import Offers as Offered

MOST_LOOKED_INTO = 2000
"""Chosen jobs that are looked into for what may be done with all of them; more can be removed."""


class Offers(QObject):
    """Offers actions for the rows that are chosen in a view."""

    acted = Signal(object, list)
    """A person wants an ``Action`` done with the jobs of these ids."""

    def __init__(
        self,
        view: QWidget,
        chosen_rows: Callable[[], list[tuple[str, ...]]],
        model: JobModel,
        delegate: RowDelegate,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._chosen_rows = chosen_rows
        self._model = model
        self._delegate = delegate
        self.menu: QMenu | None = None
        for action in Action:
            if shortcut(action):
                self._add_keys(action)

    def act(self, action: Action) -> None:
        """Do ``action`` with what is chosen, if it makes sense for all of it."""

        def go_on(offered: Offered, _: Sequence[Job]) -> None:
            if action in offered:
                self.acted.emit(action, list(offered[action]))

        self._with_offers(go_on)

    def open_menu(self, where: QPoint) -> None:
        """Open a menu with what makes sense for all that is chosen, at a point of the screen."""
        self._with_offers(partial(self._show_menu, where))

    def _with_offers(self, then: Callable[[Offered, Sequence[Job]], None]) -> None:
        """Call ``then`` with what makes sense for all chosen rows, and with their jobs."""
        rows = self._chosen_rows()
        ids = list(dict.fromkeys(job_id for row in rows for job_id in row))

        def look(jobs: list[Job]) -> None:
            known = {job.id: job for job in jobs}
            found = [[known[job_id] for job_id in row if job_id in known] for row in rows]
            then(self._delegate.offers_of([row for row in found if row]), jobs)

        if len(ids) > MOST_LOOKED_INTO:
            then({Action.REMOVE: tuple(ids)}, [])
        elif ids:
            self._model.with_jobs(ids, look)

    def _show_menu(self, where: QPoint, offered: Offered, jobs: Sequence[Job]) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(self._view)
        for before, (action, ids) in zip((None, *offered), offered.items(), strict=False):
            if before is not None and group(before) != group(action):
                menu.addSeparator()
            words = label_for(action, [job for job in jobs if job.id in ids])
            entry = menu.addAction(icons.icon(icon_name(action)), words)
            entry.setShortcut(QKeySequence(shortcut(action)))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            entry.triggered.connect(partial(self._on_entry, action, list(ids)))
        if offered:
            menu.popup(where)

    def _on_entry(self, action: Action, ids: list[str], _checked: bool = False) -> None:
        self.acted.emit(action, ids)

    def _add_keys(self, action: Action) -> None:
        keys = QAction(self._view)
        keys.setShortcut(QKeySequence(shortcut(action)))
        keys.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys.setAutoRepeat(False)
        keys.triggered.connect(lambda _: self.act(action))
        self._view.addAction(keys)
