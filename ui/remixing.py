"""Remixing in the window: from a finished clip to the form, and what the form can choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.job import Connection, Job
from core.remixing import why_not_remixable, why_words
from ui.actions import Action
from ui.characters.posters import Posters

if TYPE_CHECKING:
    from ui.controller import Controller


class Remixing(QObject):
    """Fills the form with a clip to remix, or says why that clip cannot be remixed."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        parts = controller.parts
        self._catalog = parts.program.catalog
        self._bridge, self._account = parts.bridge, controller.account
        self._window, self._stage = controller.window, controller.stage
        self._compose = controller.compose
        self._connection: Connection | None = None
        posters = Posters(parts.background, parts.program.home)
        self._compose.form.remix.clips.set_shelf(parts.library, parts.background, posters)
        controller.actions.on(Action.REMIX, self._remix)
        self._account.changed.connect(lambda: self._bridge.start(self._look()))

    async def _look(self) -> None:
        """Find out with what connection a remix would be asked for now."""
        account = self._account
        known = account.demo or account.has_key  # no keychain is asked for the sake of this
        self._connection = await account.freeze() if known else Connection(account.address)
        self._compose.form.remix.clips.set_connection(self._connection)
        self._stage.set_connection(self._connection)

    def _remix(self, jobs: list[Job]) -> None:
        why = why_not_remixable(jobs[0], self._catalog, self._connection)
        if why:
            self._window.toasts.show_message(why_words(why, jobs[0]))
        else:
            self._compose.remix_clip(jobs[0])
