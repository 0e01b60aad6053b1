"""What a list offers for the chosen jobs: by a menu, and by keys while it has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.actions import Action, common_actions, group, icon_name, label, shortcut
from ui.queue.delegate import RowDelegate
from ui.queue.model import JobModel

MOST_LOOKED_INTO = 2000
"""Chosen jobs that are looked into for what may be done with all of them; more can be removed."""


class Offers(QObject):
    """Offers actions for the jobs that are chosen in a view."""

    acted = Signal(object, list)
    """A person wants an ``Action`` done with the jobs of these ids."""

    def __init__(
        self,
        view: QWidget,
        chosen_ids: Callable[[], list[str]],
        model: JobModel,
        delegate: RowDelegate,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._chosen_ids = chosen_ids
        self._model = model
        self._delegate = delegate
        self.menu: QMenu | None = None
        for action in Action:
            if shortcut(action):
                self._add_keys(action)

    def act(self, action: Action) -> None:
        """Do ``action`` with what is chosen, if it makes sense for all of it."""
        ids = self._chosen_ids()

        def go_on(offered: tuple[Action, ...]) -> None:
            if action in offered:
                self.acted.emit(action, ids)

        self._with_offers(ids, go_on)

    def open_menu(self, where: QPoint) -> None:
        """Open a menu with what makes sense for all that is chosen, at a point of the screen."""
        ids = self._chosen_ids()
        self._with_offers(ids, lambda offered: self._show_menu(offered, ids, where))

    def _with_offers(self, ids: Sequence[str], then: Callable[[tuple[Action, ...]], None]) -> None:
        """Call ``then`` with the actions that make sense for all jobs called ``ids``."""
        if len(ids) > MOST_LOOKED_INTO:
            then((Action.REMOVE,))
        elif ids:
            offers = self._delegate.offers
            self._model.with_jobs(ids, lambda jobs: then(common_actions([offers(j) for j in jobs])))

    def _show_menu(self, offered: tuple[Action, ...], ids: list[str], where: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu = QMenu(self._view)
        for before, action in zip((None, *offered), offered, strict=False):
            if before is not None and group(before) != group(action):
                menu.addSeparator()
            entry = menu.addAction(icons.icon(icon_name(action)), label(action))
            entry.setShortcut(QKeySequence(shortcut(action)))
            entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            entry.triggered.connect(partial(self._on_entry, action, ids))
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
